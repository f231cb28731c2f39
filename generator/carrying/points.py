"""Points that the scheme suggests for indicators which have none yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal


def proposed(levels: Sequence[str], scheme: Mapping[str, Decimal]) -> list[str] | None:
    """Whole points for indicators of these first levels: what a level has in equal parts, the first ones a point more.

    None where the scheme does not say it: it has other levels than the indicators, or less than a point for one.
    """
    counts = Counter(levels)
    if set(counts) != {level for level, points in scheme.items() if points}:
        return None
    if any(points % 1 or points < counts[level] for level, points in scheme.items()):
        return None
    shares = {level: _parts(int(scheme[level]), count) for level, count in counts.items()}
    return [str(next(shares[level])) for level in levels]


def _parts(points: int, count: int) -> Iterator[int]:
    """Whole numbers that add up to the points."""
    each, more = divmod(points, count)
    return (each + (position < more) for position in range(count))
