"""Every text of a form with its path, whatever it is part of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from pydantic import BaseModel

from generator.location import KeyPath
from generator.model.amounts import Stated
from generator.model.project import Project
from generator.model.value import Value

# Amounts are no texts and the levels are words of a list: the rules of their own families see to both. What is exempted
# from a rule, and why, is not printed.
_NO_WORDS = {"funds", "first_level", "second_level", "exempt"}


class Passage(NamedTuple):
    """A text that is not empty."""

    path: KeyPath  # attributes, from the project on
    text: str
    is_quantity: bool = False  # `≥90.00(%)`: its signs are the form's own notation


class Passages(NamedTuple):
    """Texts of a project, and all of them in one, so that a look at it tells those that are clean."""

    each: tuple[Passage, ...]
    joined: str  # with a line end between two
    starts: tuple[int, ...]  # where each begins in it

    @classmethod
    def of(cls, each: tuple[Passage, ...]) -> Passages:
        lengths = (len(passage.text) + 1 for passage in each)
        joined = "\n".join(passage.text for passage in each)
        return cls(each, joined, tuple(accumulate(lengths, initial=0)))

    def holding(self, *signs: re.Pattern[str]) -> Iterator[Passage]:
        """The texts that hold one of the patterns, in order; between line ends and ends of texts they cannot tell."""
        found: set[int] = set()
        for pattern in signs:
            match = pattern.search(self.joined)
            while match is not None:
                place = bisect_right(self.starts, match.start()) - 1
                found.add(place)
                match = pattern.search(self.joined, self.starts[place + 1])
        return (self.each[place] for place in sorted(found))


class Texts(NamedTuple):
    """All that a project says."""

    all: Passages
    words: Passages  # without quantities


_latest: tuple[Project | None, Texts] = (None, Texts(Passages.of(()), Passages.of(())))


def passages(project: Project) -> Texts:
    """The texts of a project; those of the last one are kept, for one rule after the other asks for them."""
    global _latest
    if _latest[0] is not project:
        found = tuple(_below(project, ()))
        words = tuple(passage for passage in found if not passage.is_quantity)
        _latest = (project, Texts(Passages.of(found), Passages.of(words)))
    return _latest[1]


def _below(value: object, path: KeyPath) -> Iterator[Passage]:
    fields = value if isinstance(value, dict) else value.__dict__
    for name, inner in fields.items():
        if not inner or name in _NO_WORDS:
            continue
        if isinstance(inner, str):
            yield Passage((*path, name), inner)
        elif isinstance(inner, Value):
            if inner.text:
                yield Passage((*path, name), inner.text, inner.number is not None)
        elif isinstance(inner, BaseModel | dict):
            yield from _below(inner, (*path, name))
        elif isinstance(inner, tuple) and not isinstance(inner, Stated):
            for position, record in enumerate(inner):
                yield from _below(record, (*path, name, position))
