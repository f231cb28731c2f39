"""Changes to a run of bytes by position, and the changes that take them back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Splice(NamedTuple):
    """The bytes from `start` up to `end` give way to others; both are the same where something is put in."""

    start: int
    end: int
    new: bytes


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """`data` with all splices made; several at one place stand in the order given."""
    pieces, at = [], 0
    for start, end, new in _ordered(splices):
        assert at <= start <= end <= len(data), "splices overlap"
        pieces += [data[at:start], new]
        at = end
    return b"".join([*pieces, data[at:]])


def inverse(data: bytes, splices: Iterable[Splice]) -> list[Splice]:
    """The splices that make `data` again out of what `splices` make of it."""
    found, shift = [], 0
    for start, end, new in _ordered(splices):
        found.append(Splice(start + shift, start + shift + len(new), data[start:end]))
        shift += len(new) - (end - start)
    return found


def _ordered(splices: Iterable[Splice]) -> list[Splice]:
    return sorted(splices, key=lambda splice: splice[:2])
