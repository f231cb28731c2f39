"""Where the rows of a template went when its loops had run: the one map that everything anchored to rows follows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import InitVar, dataclass, field
from typing import NamedTuple, TypeVar, cast

from generator.office.references import LAST_ROW, Area

Path = tuple[int, ...]  # the loops around a row, outermost first
Turn = tuple[int, ...]  # which turn of each of those loops
Rows = tuple[int, int]  # first and last row
Made = tuple[int, Turn, int, int]  # a slot, the turn in which it was made, and the rows that it became
View = tuple[list[int], int]
_MOST_KEPT = 64  # row maps
_LONGEST_KEPT = 400  # entries of a row map
_T = TypeVar("_T")


class Slot(NamedTuple):
    """Consecutive template rows with one fate: a row with cells, a run of blank rows, or a row of tags that vanishes."""

    top: int
    bottom: int
    path: Path


@dataclass(eq=False, repr=False)
class RowMaps:
    """The row maps of all sheets made from one template: sheets whose rows went alike have theirs together."""

    slots: Sequence[Slot]
    views: dict[tuple[int, int, Path], View] = field(default_factory=dict)
    _kept: dict[tuple[Made, ...], RowMap] = field(default_factory=dict)

    def of(self, made: Sequence[Made]) -> RowMap:
        """The map of a sheet whose rows are all made."""
        if len(made) > _LONGEST_KEPT:
            return RowMap(self.slots, made, self.views)
        key = tuple(made)
        if (known := self._kept.get(key)) is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            known = self._kept[key] = RowMap(self.slots, key, self.views)
        return known


@dataclass(eq=False, repr=False)
class RowMap:
    """The template's slots in order, and the rows that each of them became."""

    slots: Sequence[Slot]
    made: InitVar[Iterable[Made]] = ()
    views: dict[tuple[int, int, Path], View] = field(default_factory=dict)  # the same for all sheets
    outputs: list[list[tuple[Turn, int, int]]] = field(init=False)
    _tops: list[int] = field(init=False)
    _spans: dict[tuple[int, int], dict[Turn, Rows]] = field(init=False, default_factory=dict)
    _known: dict[tuple[int, int, Path], dict[Turn, Rows]] = field(init=False, default_factory=dict)
    _read: dict[object, object] = field(init=False, default_factory=dict)

    def __post_init__(self, made: Iterable[Made]) -> None:
        self.outputs = [[] for _slot in self.slots]
        self._tops = [slot.top for slot in self.slots]
        for slot, turn, first, last in made:
            self.outputs[slot].append((turn, first, last))

    def once(self, key: object, reading: Callable[[], _T]) -> _T:
        """What is read through the map and depends on nothing else: it is the same on every sheet that has the map."""
        if key not in self._read:
            self._read[key] = reading()
        return cast("_T", self._read[key])

    def cells(self, row: int, path: Path = (), turn: Turn = ()) -> Rows | None:
        """The rows in which a cell of a template row went: of a row spread over several, the first holds the content."""
        slot = self._slot(row)
        own = self.slots[slot]
        if own.top < own.bottom:
            return self.span(row, row, path, turn)
        depth = len(_common(path, own.path))
        return self._first_rows(slot, depth).get(turn[:depth])

    def span(self, top: int, bottom: int, path: Path = (), turn: Turn = ()) -> Rows | None:
        """The rows from the first to the last that template rows became, seen from a row in that turn of those loops."""
        return self._turns(top, bottom, path).get(turn[: self._view(top, bottom, path)[1]])

    def loops(self, top: int, bottom: int) -> Path:
        """The loops that hold all of these template rows."""
        path = self.slots[self._slot(top)].path
        return path[: self._view(top, bottom, path)[1]]

    def turns(self, top: int, bottom: int) -> list[tuple[Path, Turn, Rows]]:
        """Each turn of the loops that hold all of these template rows, and the rows they became in it."""
        path = self.loops(top, bottom)
        return [(path, turn, rows) for turn, rows in sorted(self._turns(top, bottom, path).items())]

    def places(self, area: Area) -> list[tuple[Path, Turn, Area]]:
        """Each turn of the loops that hold a whole area, and the area it became in it."""
        return [
            (path, turn, Area(area.left, first, area.right, last))
            for path, turn, (first, last) in self.turns(area.top, area.bottom)
        ]

    def hull(self, area: Area) -> Area | None:
        """The one rectangle around all that a template area became; None when nothing is left."""
        areas = self.areas(area)
        return Area(area.left, areas[0].top, area.right, areas[-1].bottom) if areas else None

    def areas(self, area: Area) -> list[Area]:
        """The rectangles that a template area became, touching ones joined."""
        rows: list[Rows] = []
        for slot in self._slots(area.top, area.bottom):
            rows += [
                self._clipped(slot, first, last, area.top, area.bottom)
                for _turn, first, last in self.outputs[slot]
            ]
        joined: list[Rows] = []
        for first, last in sorted(rows):
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        return [Area(area.left, first, area.right, last) for first, last in joined]

    def first_row(self, row: int) -> int:
        """The first row that a template row, or the next one that is still there, became."""
        for slot in range(self._slot(row), len(self.slots)):
            if self.outputs[slot]:
                _turn, first, last = self.outputs[slot][0]
                return self._clipped(slot, first, last, max(row, self.slots[slot].top), LAST_ROW)[0]
        return row

    def _turns(self, top: int, bottom: int, path: Path) -> dict[Turn, Rows]:
        key = (top, bottom, path)
        if key not in self._known:
            self._known[key] = self._found(*key)
        return self._known[key]

    def _found(self, top: int, bottom: int, path: Path) -> dict[Turn, Rows]:
        slots, depth = self._view(top, bottom, path)
        if not depth:
            return self._whole(slots, top, bottom)
        found: dict[Turn, Rows] = {}
        for slot in slots:
            whole = self.slots[slot].top == self.slots[slot].bottom
            spans = self._cached(slot, depth) if whole else self._by_turn(slot, depth, top, bottom)
            if len(slots) == 1:
                return spans
            for turn, (first, last) in spans.items():
                known = found.get(turn, (first, last))
                found[turn] = (min(known[0], first), max(known[1], last))
        return found

    def _whole(self, slots: list[int], top: int, bottom: int) -> dict[Turn, Rows]:
        """The one span of rows that no loop holds together: rows only grow downwards, so the outermost ones tell."""
        made = [(slot, self.outputs[slot]) for slot in slots if self.outputs[slot]]
        if not made:
            return {}
        firsts = [self._clipped(slot, *rows[0][1:], top, bottom)[0] for slot, rows in made]
        lasts = [self._clipped(slot, *rows[-1][1:], top, bottom)[1] for slot, rows in made]
        return {(): (min(firsts), max(lasts))}

    def _view(self, top: int, bottom: int, path: Path) -> View:
        """The slots of template rows, and how many loops they share with who looks at them: the same on every sheet."""
        key = (top, bottom, path)
        if key not in self.views:
            slots = self._slots(top, bottom)
            shared = path
            for slot in slots:
                shared = _common(shared, self.slots[slot].path)
            self.views[key] = slots, len(shared)
        return self.views[key]

    def _cached(self, slot: int, depth: int) -> dict[Turn, Rows]:
        key = (slot, depth)
        if key not in self._spans:
            self._spans[key] = self._by_turn(slot, depth, self.slots[slot].top, self.slots[slot].bottom)
        return self._spans[key]

    def _first_rows(self, slot: int, depth: int) -> dict[Turn, Rows]:
        key = (slot, -1 - depth)
        if key not in self._spans:
            found: dict[Turn, Rows] = {}
            for turn, first, _last in self.outputs[slot]:
                known = found.get(turn[:depth], (first, first))
                found[turn[:depth]] = (min(known[0], first), max(known[1], first))
            self._spans[key] = found
        return self._spans[key]

    def _by_turn(self, slot: int, depth: int, top: int, bottom: int) -> dict[Turn, Rows]:
        found: dict[Turn, Rows] = {}
        for turn, first, last in self.outputs[slot]:
            first, last = self._clipped(slot, first, last, top, bottom)
            known = found.get(turn[:depth], (first, last))
            found[turn[:depth]] = (min(known[0], first), max(known[1], last))
        return found

    def _clipped(self, slot: int, first: int, last: int, top: int, bottom: int) -> Rows:
        """Only the wanted rows of a run of blank ones; a row that was split counts whole."""
        own = self.slots[slot]
        if own.top == own.bottom:
            return first, last
        return first + max(0, top - own.top), min(LAST_ROW, first + min(bottom, own.bottom) - own.top)

    def _slots(self, top: int, bottom: int) -> list[int]:
        return list(range(self._slot(top), self._slot(bottom) + 1))

    def _slot(self, row: int) -> int:
        return max(0, bisect_right(self._tops, row) - 1)


def _common(one: Iterable[int], other: Iterable[int]) -> Path:
    shared = []
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared.append(a)
    return tuple(shared)
