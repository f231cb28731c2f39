"""Which line of one file answers which line of another: a line that was lost must not shift all that follow."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

_MOVED = 0.2  # of the lines; more that differ speak for lines lost and others added
_MANY = 5000  # lines; more are compared by those that are rare

Pair = tuple[int | None, int | None]


def pairs(wanted: Sequence[Hashable], found: Sequence[Hashable]) -> list[Pair]:
    """The positions that belong together, in order; None for what has no partner."""
    if len(wanted) == len(found):
        changed = sum(a != b for a, b in zip(wanted, found, strict=True))
        if changed <= max(2, _MOVED * len(wanted)):
            return [(index, index) for index in range(len(wanted))]
    return list(_aligned(wanted, found))


def block_pairs(wanted: Sequence[str], found: Sequence[str]) -> list[Pair]:
    """Sheets belong together by their place, or by their name where one is lost."""
    if len(wanted) == len(found):
        return [(index, index) for index in range(len(wanted))]
    return list(_aligned(wanted, found))


def _aligned(wanted: Sequence[Hashable], found: Sequence[Hashable]) -> Iterator[Pair]:
    from difflib import SequenceMatcher  # only where something differs

    head = _common(wanted, found, 0)
    tail = _common(wanted[head:][::-1], found[head:][::-1], 0)
    yield from ((index, index) for index in range(head))
    inner, other = wanted[head : len(wanted) - tail], found[head : len(found) - tail]
    matcher = SequenceMatcher(None, inner, other, autojunk=len(inner) > _MANY)
    for _kind, first, last, start, end in matcher.get_opcodes():
        common = min(last - first, end - start)
        yield from ((head + first + i, head + start + i) for i in range(common))
        yield from ((head + i, None) for i in range(first + common, last))
        yield from ((None, head + i) for i in range(start + common, end))
    yield from ((len(wanted) - i, len(found) - i) for i in range(tail, 0, -1))


def _common(wanted: Sequence[Hashable], found: Sequence[Hashable], start: int) -> int:
    """How many items are the same at the beginning."""
    for a, b in zip(wanted, found, strict=False):
        if a != b:
            break
        start += 1
    return start
