"""Where drawings stand when columns have moved or become several: anchors of column and offset."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from lxml import etree

from generator.office.references import LAST_COLUMN
from generator.office.rowmap import Path, Turn
from generator.office.xml import local

if TYPE_CHECKING:
    from generator.office.columnmap import ColumnMap

_EMU_PER_UNIT = 7 * 9525  # of column width, with the usual default fonts


class Edge:
    """A corner of an anchor: a column (1-based) and the units right of its left edge."""

    def __init__(self, element: etree._Element) -> None:
        self._column = next(each for each in element if local(each) == "col")
        self._offset = next((each for each in element if local(each) == "colOff"), None)
        self.column = int(self._column.text or "0") + 1
        self.offset = float(self._offset.text or "0") if self._offset is not None else 0.0

    def set(self, column: int, offset: float) -> None:
        """Put the corner elsewhere."""
        self._column.text = str(min(column, LAST_COLUMN) - 1)
        if self._offset is not None:
            self._offset.text = str(round(offset))


def columns_of(anchor: etree._Element) -> tuple[int, int]:
    """The first and the last column that an anchor touches."""
    start, end = _edges(anchor)
    if start is None:
        return 1, 1
    return start.column, _right(start, end)


class ColumnPlaces:
    """Moves anchors from the columns of the template to those of the finished sheet."""

    def __init__(self, columns: ColumnMap, width: Callable[[int], float]) -> None:
        self._columns, self._old, self._new = columns, width, columns.widths(width)

    def move(self, anchor: etree._Element, path: Path, turn: Turn) -> None:
        """Put an anchor of the template into the columns of one turn."""
        start, end = _edges(anchor)
        if start is None:
            return
        right = _right(start, end)
        span = self._columns.span(start.column, right, path, turn)
        if anchor.get("editAs") == "absolute":
            self._keep(start, end)
        elif span is not None:
            kept = self._columns.cells(start.column, path, turn) is not None
            self._put(anchor, start, end, span, kept)

    def _put(
        self, anchor: etree._Element, start: Edge, end: Edge | None, span: tuple[int, int], kept: bool
    ) -> None:
        offset = start.offset if kept else 0.0
        if end is not None and (anchor.get("editAs") == "oneCell" or local(anchor) == "anchor"):
            end.set(*self._beyond(span[0], offset + self._distance(start, end)))
        elif end is not None:  # the right corner follows its own column
            flush = _right(start, end) < end.column or self._columns.cells(end.column) is None
            end.set(*((span[1] + 1, 0.0) if flush else (span[1], end.offset)))
        start.set(span[0], offset)

    def _keep(self, start: Edge, end: Edge | None) -> None:
        """An anchor that does not move with its cells stays as far from the left as it was."""
        left = sum(map(self._old, range(1, start.column))) * _EMU_PER_UNIT + start.offset
        if end is not None:
            end.set(*self._beyond(1, left + self._distance(start, end)))
        start.set(*self._beyond(1, left))

    def _distance(self, start: Edge, end: Edge) -> float:
        between = sum(map(self._old, range(start.column, end.column)))
        return between * _EMU_PER_UNIT - start.offset + end.offset

    def _beyond(self, column: int, distance: float) -> tuple[int, float]:
        """The place so many units right of the left edge of a column."""
        for number in count(column):
            width = self._new(number) * _EMU_PER_UNIT
            if distance < width or number >= LAST_COLUMN:
                return number, distance
            distance -= width
        raise AssertionError


def _edges(anchor: etree._Element) -> tuple[Edge | None, Edge | None]:
    edges = {local(each): Edge(each) for each in anchor if local(each) in ("from", "to")}
    return edges.get("from"), edges.get("to")


def _right(start: Edge, end: Edge | None) -> int:
    if end is None:
        return start.column
    return end.column - 1 if end.offset == 0 and end.column > start.column else max(start.column, end.column)
