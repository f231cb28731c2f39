"""What a row whose cells the data place has handed out: the way through its blocks, and the values of its cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.office.open_rows import Key
from generator.office.rowmap import Turn
from generator.office.sheet_template import ColumnMark

Visits = dict[Key, tuple[int, ...]]  # the sections that each block came to, one after the other


class RowValues(NamedTuple):
    """Read from the marks and values of one row."""

    visits: Visits
    cells: dict[Key, object]
    spans: dict[Key, object]
    fills: dict[Key, object]


class _Way:
    """Where in the blocks of a row its marks have come to."""

    def __init__(self) -> None:
        self.visits: Visits = {}
        self.turn: Turn = ()
        self._open: list[Key] = []

    def follow(self, mark: ColumnMark) -> None:
        """Go on to the next mark."""
        if mark.event == "open":
            self._open.append((mark.number, self.turn))
            self.visits[self._open[-1]] = ()
            return
        key = self._open[-1]
        self.turn = key[1]
        if mark.event == "close":
            self._open.pop()
            return
        if mark.turns:
            self.turn = (*key[1], len(self.visits[key]))
        self.visits[key] += (mark.section,)


def row_values(handed_out: Iterable[object]) -> RowValues:
    """The values of a row by their columns and turns."""
    way = _Way()
    made = RowValues(way.visits, {}, {}, {})
    takers = {"cell": made.cells, "span": made.spans, "fill": made.fills}
    taker: dict[Key, object] = made.cells
    key: Key = 0, ()
    for value in handed_out:
        if not isinstance(value, ColumnMark):
            taker[key] = value
        elif value.event in takers:
            taker, key = takers[value.event], (value.number, way.turn)
        else:
            way.follow(value)
    return made
