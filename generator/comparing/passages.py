"""What differs in two texts."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_AROUND = 8  # characters shown on either side of what differs
_LONGEST = 60  # characters of a passage
_MOST = 4  # passages; of texts that differ in more, the beginnings are shown
_LEAST = 0.4  # of likeness; texts less alike are different as a whole


class Passage(NamedTuple):
    """A passage of one text and what stands for it in the other."""

    one: str
    other: str


def passages(one: str, other: str) -> list[Passage]:
    """The passages in which two texts differ, with a little of what is around them."""
    one, other = (" ".join(text.split()) for text in (one, other))
    if not one or not other:
        return [Passage(_cut(one), _cut(other))]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    found = list(_groups(matcher, one, other))
    if len(found) > _MOST or matcher.ratio() < _LEAST:
        return [Passage(_cut(one), _cut(other))]
    return found


def _groups(matcher: SequenceMatcher[str], one: str, other: str) -> Iterator[Passage]:
    for group in matcher.get_grouped_opcodes(_AROUND):
        first, last = group[0], group[-1]
        yield Passage(_excerpt(one, first[1], last[2]), _excerpt(other, first[3], last[4]))


def _excerpt(text: str, start: int, end: int) -> str:
    return ("…" if start else "") + _cut(text[start:end], more=end < len(text))


def _cut(text: str, *, more: bool = False) -> str:
    return text[:_LONGEST] + ("…" if more or len(text) > _LONGEST else "")
