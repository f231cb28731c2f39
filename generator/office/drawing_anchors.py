"""Where drawings stand when rows have moved or changed their height: anchors of row and offset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from lxml import etree

from generator.office.column_anchors import ColumnPlaces, columns_of
from generator.office.references import Area
from generator.office.rowmap import Path, Rows, Turn
from generator.office.sheet_template import M
from generator.office.sheet_writer import SheetWriter
from generator.office.xml import local

SHEET_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
EMU = 12700  # in a point
ANCHORS = ("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}absoluteAnchor")


def template_heights(root: etree._Element, default: float) -> dict[int, float]:
    """The points of the template's rows that say their height."""
    heights = {}
    for row in root.iter(M + "row"):
        if row.get("hidden") == "1":
            heights[int(row.get("r", "0"))] = 0.0
        elif row.get("ht"):
            heights[int(row.get("r", "0"))] = float(row.get("ht", default))
    return heights


class Spot:
    """A corner of an anchor: a row (1-based) and the units below its top."""

    def __init__(self, element: etree._Element) -> None:
        self._row = next(each for each in element if local(each) == "row")
        self._offset = next((each for each in element if local(each) == "rowOff"), None)
        self.row = int(self._row.text or "0") + 1
        self.offset = int(self._offset.text or "0") if self._offset is not None else 0

    def set(self, row: int, offset: float) -> None:
        """Put the corner elsewhere."""
        self._row.text = str(row - 1)
        if self._offset is not None:
            self._offset.text = str(round(offset))


@dataclass(eq=False, repr=False)
class RowPlaces:
    """Moves anchors from the rows of the template to those of the finished sheet."""

    writer: SheetWriter
    heights: Mapping[int, float]  # of the template's rows
    unit: float = EMU  # of offsets, in a point

    def turns(self, anchor: etree._Element) -> list[tuple[Path, Turn, Rows]]:
        """Each turn of the loops in which the anchor stands, with the rows it takes in it."""
        start, end = _corners(anchor)
        if start is None or anchor.get("editAs") == "absolute":
            return [((), (), (1, 1))]
        left, right = columns_of(anchor) if self.writer.columns is not None else (1, 1)
        area = Area(left, start.row, right, _bottom(start, end))
        return [(path, turn, (made.top, made.bottom)) for path, turn, made in self.writer.map.places(area)]

    def move(self, anchor: etree._Element, path: Path, turn: Turn, rows: Rows) -> None:
        """Put an anchor of the template into the rows of one turn."""
        start, end = _corners(anchor)
        if start is None:
            return
        if self.writer.columns is not None:
            ColumnPlaces(self.writer.columns, self.writer.template.width).move(anchor, path, turn)
        if anchor.get("editAs") == "absolute":
            self._keep(start, end)
            return
        kept = self.writer.map.cells(start.row, path, turn) is not None
        offset = self._scaled(start, rows[0]) if kept else 0
        if end is None:
            start.set(rows[0], offset)
        elif anchor.get("editAs") == "oneCell" or local(anchor) == "anchor":
            offset = start.offset if kept else 0
            height = self._height(start, end)
            if self._alike(start, end, rows[0]):
                end.set(end.row + rows[0] - start.row, end.offset)
            else:
                end.set(*self.below(rows[0], offset + height))
            start.set(rows[0], offset)
        else:
            self._stretch(start, end, path, turn, rows[1])
            start.set(rows[0], offset)

    def _stretch(self, start: Spot, end: Spot, path: Path, turn: Turn, last: int) -> None:
        """Let the lower corner follow its own row."""
        flush = _bottom(start, end) < end.row
        if flush or self.writer.map.cells(end.row, path, turn) is None:
            end.set(last + 1, 0)
        else:
            end.set(last, self._scaled(end, last))

    def _keep(self, start: Spot, end: Spot | None) -> None:
        """An anchor that does not move with its cells stays as far from the top as it was."""
        last = (end or start).row
        if all(self._old(row) == self._new(row) for row in range(1, last + 1)):
            return
        top = sum(self._old(row) for row in range(1, start.row)) * self.unit + start.offset
        if end is not None:
            end.set(*self.below(1, top + self._height(start, end)))
        start.set(*self.below(1, top))

    def _alike(self, start: Spot, end: Spot, first: int) -> bool:
        """Whether the rows below the anchor's top are as tall as they were."""
        return all(
            self._old(start.row + below) == self._new(first + below)
            for below in range(end.row - start.row + 1)
        )

    def _height(self, start: Spot, end: Spot) -> float:
        return self.distance((start.row, start.offset), (end.row, end.offset))

    def distance(self, start: tuple[int, float], end: tuple[int, float]) -> float:
        """The units between two places of the template, each a row and an offset."""
        return sum(self._old(row) for row in range(start[0], end[0])) * self.unit - start[1] + end[1]

    def below(self, row: int, distance: float) -> tuple[int, float]:
        """The place so many units below the top of a row."""
        for number in count(row):
            height = self._new(number) * self.unit
            if distance < height or number - row > 100_000:
                return number, distance
            distance -= height
        raise AssertionError

    def _scaled(self, spot: Spot, row: int) -> float:
        old, new = self._old(spot.row), self._new(row)
        return spot.offset if old == new or not old else min(spot.offset * new / old, new * self.unit)

    def _old(self, row: int) -> float:
        return self.heights.get(row, self.writer.template.default_height)

    def _new(self, row: int) -> float:
        made = self.writer.rows.get(row)
        if made is None:
            return self.writer.template.default_height
        if ' hidden="1"' in made.attributes:
            return 0.0
        return self.writer.template.default_height if made.height is None else made.height


def _corners(anchor: etree._Element) -> tuple[Spot | None, Spot | None]:
    corners = {local(each): Spot(each) for each in anchor if local(each) in ("from", "to")}
    return corners.get("from"), corners.get("to")


def _bottom(start: Spot, end: Spot | None) -> int:
    """The last row that an anchor touches."""
    if end is None:
        return start.row
    return end.row - 1 if end.offset == 0 and end.row > start.row else max(start.row, end.row)
