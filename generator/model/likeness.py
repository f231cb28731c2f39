"""How like two texts are, for names and goals that were copied and changed a little.

Texts are compared as readers do, without punctuation, blanks and the width of signs. Pairs of two signs sort out what
cannot be alike; only what is left is compared block by block.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from math import ceil

from generator.model.amounts import compact

_PUNCTUATION = re.compile(r"[\W_]+")
_NUMERALS = re.compile(r"[\d一二三四五六七八九十甲乙丙丁]+")
_CLAUSE_ENDS = re.compile(r"[，。；;,：:、\n！？!?]")
_LONG = 8  # signs of a clause by which two long texts can be found to be alike
_SHORT_TEXT = 40  # signs up to which any few signs in common will do
_GRAM = 4
_ALL = 100  # percent
_FEW = 3  # signs of a block up to which it does not pay to look at half of it
_CROWD = 64  # texts with one key; of more, the first stand for all
_CANDIDATES = 8  # earlier texts that one text is compared with


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text without punctuation and blanks, in half-width small letters."""
    return _PUNCTUATION.sub("", compact(text)).casefold()


def likeness(one: str, other: str, floor: Decimal = Decimal(0)) -> Decimal:
    """How like two texts are in percent, as difflib reckons it; 0 where they cannot reach the floor."""
    one, other = plain(one), plain(other)
    if one == other:
        return Decimal(100)
    if _cannot_reach(floor, one, other):
        return Decimal(0)
    length = len(one) + len(other)
    return Decimal(200 * _same_signs(one, other, _least(floor, length), length)) / length


def alike(one: str, other: str, floor: Decimal) -> bool:
    """Whether two texts are as like as the floor asks, in percent."""
    one, other = plain(one), plain(other)
    if one == other:
        return floor <= _ALL
    least = _least(floor, len(one) + len(other))
    return not _cannot_reach(floor, one, other) and _same_signs(one, other, least, least) >= least


def same_but_for_numerals(one: str, other: str) -> bool:
    """Whether two names differ in their numbers only: 一期 and 二期 are no copies of each other."""
    return plain(one) != plain(other) and _unnumbered(one) == _unnumbered(other)


def closest(name: str, known: Sequence[str], floor: Decimal) -> int | None:
    """The position of the known name most like `name`, None when none reaches the floor."""
    found = [(likeness(name, other, floor), -position) for position, other in enumerate(known)]
    best, position = max(found, default=(Decimal(0), 0))
    return -position if best >= floor and found else None


def twins(texts: Iterable[str], floor: Decimal) -> list[tuple[int, int]]:
    """Each text that is like an earlier one, with the first such: pairs of (later, earlier) positions.

    Equal texts meet in a dictionary; others only when they share a clause, or as short ones a few signs in a row.
    """
    first: dict[str, int] = {}
    by_key: dict[str, list[int]] = defaultdict(list)
    seen: list[str] = []
    found: list[tuple[int, int]] = []
    for position, text in enumerate(texts):
        seen.append(text)
        if not (short := plain(text)):
            continue
        if (earlier := first.setdefault(short, position)) != position:
            found.append((position, earlier))
            continue
        keys = _keys(text, short)
        shared: Counter[int] = Counter()
        for key in keys:
            shared.update(by_key[key])
        likely = sorted(sorted(sorted(shared), key=shared.__getitem__, reverse=True)[:_CANDIDATES])
        match = next((each for each in likely if alike(text, seen[each], floor)), None)
        if match is not None:
            found.append((position, match))
        for key in keys:
            if len(by_key[key]) < _CROWD:
                by_key[key].append(position)
    return found


def _keys(text: str, short: str) -> set[str]:
    """What a text that is like this one is likely to have, too."""
    if len(short) <= _SHORT_TEXT:
        return {short[start : start + _GRAM] for start in range(max(1, len(short) - _GRAM + 1))}
    clauses = {clause for part in _CLAUSE_ENDS.split(text) if len(clause := plain(part)) >= _LONG}
    return clauses | {f"^{short[:_LONG]}", f"{short[-_LONG:]}$"}


@lru_cache(maxsize=1024)
def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbours in a text, those that come again with how often they have come before."""
    times = Counter(map("".join, pairwise(text)))
    again = (f"{pair}{before}" for pair, count in times.items() if count > 1 for before in range(1, count))
    return frozenset(times).union(again)


def _cannot_reach(floor: Decimal, one: str, other: str) -> bool:
    """Whether the lengths of two texts, or the pairs that one alone has, rule a likeness out.

    A sign that one text alone has costs three pairs at most: two of its own, and the one that its neighbours make in
    the other text.
    """
    length = len(one) + len(other)
    if 200 * min(len(one), len(other)) < floor * length:
        return True
    pairs, others = _pairs(one), _pairs(other)
    differing = len(pairs) + len(others) - 2 * len(pairs & others)
    return 300 * length - 100 * differing < 3 * floor * length


def _least(floor: Decimal, length: int) -> int:
    """How many signs two texts of this length together share at least when they reach the floor."""
    return ceil(floor * length / 200)


def _same_signs(one: str, other: str, least: int, enough: int) -> int:
    """How many signs two texts share in order; the count stops short of `least`, or where there are enough."""
    head = _shared_start(one, other)
    tail = _shared_start(one[head:][::-1], other[head:][::-1])
    inside, across = one[head : len(one) - tail], other[head : len(other) - tail]
    ends = head + tail
    return ends + _in_common(inside, across, least - ends, enough - ends)


def _in_common(one: str, other: str, least: int, enough: int) -> int:
    """How many signs two texts share: in their longest block, and again left and right of it.

    The count stops where it can no longer come to `least`, and where it has come to what is `enough`.
    """
    waiting = [(one, other)]
    same, possible = 0, min(len(one), len(other))
    while waiting and least <= possible and same < enough:
        one, other = waiting.pop()
        start, size = _longest_block(one, other)
        place = other.find(one[start : start + size])
        same += size
        possible += size - min(len(one), len(other))
        sides = ((one[:start], other[:place]), (one[start + size :], other[place + size :]))
        for side in sides if size else ():
            if all(side):
                waiting.append(side)
                possible += min(map(len, side))
    return same


def _longest_block(one: str, other: str) -> tuple[int, int]:
    """Where the first of the longest pieces of one text begins that the other has, too, and its length."""
    start = size = place = 0
    while (end := place + size + 1) <= len(one):
        if one[place:end] in other:
            start, size = place, size + 1
        elif size > _FEW and one[(middle := place + size // 2) : end] not in other:
            place = middle + 1  # no piece over its end can be longer
        else:
            place += 1
    return start, size


def _shared_start(one: str, other: str) -> int:
    shorter = min(len(one), len(other))
    return next((place for place in range(shorter) if one[place] != other[place]), shorter)


def _unnumbered(name: str) -> str:
    return _NUMERALS.sub("", plain(name))
