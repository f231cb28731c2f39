"""Puts the cells of a row into the columns of a finished sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator import metrics
from generator.office.columnmap import ColumnMap, Columns
from generator.office.open_rows import Fitted, Key, OpenCell, OpenRow, Shaped, Shapes
from generator.office.references import LAST_COLUMN, Area, column_name
from generator.office.rowmap import Path, Turn
from generator.office.sheet_template import ROW_MARK, Cell, RowTemplate
from generator.translation import _

_MOST_SHAPES = 256  # of one row that are kept


def fitted(row: OpenRow, columns: ColumnMap, shapes: Shapes) -> Fitted:
    """A row for the columns of a sheet and the shapes of its cells; made anew only when they differ."""
    if row.columns is not columns or len(row.known) > _MOST_SHAPES:
        row.columns, row.known = columns, {}
    if shapes not in row.known:
        row.known[shapes] = _Fitting(row, columns, dict(shapes)).fitted()
    return row.known[shapes]


class _Spot(NamedTuple):
    """A column of the finished row."""

    column: int
    source: int
    path: Path
    turn: Turn
    shows: bool  # whether the content of the template's cell stands here, not in an earlier column of the same turn

    @property
    def key(self) -> Key:
        return self.source, self.turn


class _Fitting:
    """Puts the cells of a row into columns, from left to right."""

    def __init__(self, row: OpenRow, columns: ColumnMap, shapes: dict[Key, Shaped]) -> None:
        self.row, self.columns, self.shapes = row, columns, shapes
        self.width = columns.widths(row.width)
        self.made = RowTemplate(row.slot, row.path, row.attributes, row.height)
        self.out = Fitted(self.made, [], [], [], [])
        self.static: list[str] = []
        self.cells = {self._stands(cell): cell for cell in row.given.values()}
        self.merged = [
            (area, place, made)
            for area in row.areas
            for _path, place, made in columns.places(area.left, area.right, area.top)
        ]
        self.covered: dict[int, tuple[OpenCell, _Spot]] = {}  # column -> the cell that runs over it

    def fitted(self) -> Fitted:
        spots = list(self._spots())
        for spot in spots:
            self._spot(spot)
        last = spots[-1].column if spots else 0
        for column in sorted(column for column in self.covered if column > last):
            self._put(self._blank(column, self._style(*self.covered[column])))
        self.made.pieces.append("".join(self.static))
        return self.out

    def _stands(self, cell: OpenCell) -> int:
        """The template's column of a cell; one whose column vanishes moves within the cells merged with it."""
        area = cell.area or self._own(cell)
        made = (c for c in range(area.left, area.right + 1) if self.columns.span(c, c))
        return next(made, cell.column)

    def _spots(self) -> Iterator[_Spot]:
        depths: dict[int, int] = {}
        seen: set[Key] = set()
        for column, (source, path, turn) in sorted(self.columns.made.items()):
            if source not in depths:
                depths[source] = self.row.plan.turns(source, self.row.number) if self.row.plan else 0
            own = turn[: depths[source]]
            yield _Spot(column, source, path[: len(own)], own, (source, own) not in seen)
            seen.add((source, own))

    def _spot(self, spot: _Spot) -> None:
        cell = self.cells.get(spot.source)
        if spot.column in self.covered:
            self._cover(spot, cell)
        elif cell is not None:
            if "hm" in cell.tags and spot.turn[-1]:
                spot = spot._replace(shows=False)
            right = self._right(cell, spot) if spot.shows else spot.column
            self._content(cell, spot, right)

    def _cover(self, spot: _Spot, cell: OpenCell | None) -> None:
        """A column under a cell that runs over several: blank, and framed like that cell."""
        over, start = self.covered[spot.column]
        self._put(self._blank(spot.column, self._style(over, start)))
        if cell is None or cell.blank or not spot.shows or cell is over:
            return
        name = column_name(over.column)
        if cell.live:
            self.out.hidden.append(((cell.column, spot.turn), name))
        else:
            self.out.problems.append((name, _hides(f"{column_name(cell.column)}{self.row.number}")))

    def _right(self, cell: OpenCell, spot: _Spot) -> int:
        """The last column of the region that a cell asks for."""
        if not cell.region:
            return spot.column
        area = cell.area or self._own(cell)
        right = self._around(area, spot)[1]
        if "hm" in cell.tags:
            right = (self.columns.span(area.left, area.right, spot.path[:-1], spot.turn[:-1]) or (0, right))[
                1
            ]
        right = spot.column + span - 1 if (span := self.shapes.get(spot.key, Shaped()).span) else right
        name = column_name(cell.column)
        if right > LAST_COLUMN:
            message = _("the sheet grows beyond the {limit} columns that Excel takes")
            self.out.problems.append((name, message.format(limit=LAST_COLUMN)))
            return spot.column
        for other, _turn, (first, last) in self.merged:
            if other != cell.area and first <= right and spot.column <= last:
                message = _("the cell runs into the merged cells {area}")
                self.out.problems.append((name, message.format(area=other)))
        for column in range(spot.column + 1, right + 1):
            self.covered[column] = cell, spot
        return right

    def _own(self, cell: OpenCell) -> Area:
        return Area(cell.column, self.row.number, cell.column, self.row.number)

    def _around(self, area: Area, spot: _Spot) -> Columns:
        """The columns that static merged cells take around a column."""
        for _path, _turn, (first, last) in self.columns.places(area.left, area.right, area.top):
            if first <= spot.column <= last:
                return first, last
        return spot.column, spot.column

    def _content(self, cell: OpenCell, spot: _Spot, right: int) -> None:
        """What stands in a column: the template's cell, or a blank one like it."""
        style = self._style(cell, spot)
        blank = self._blank(spot.column, style)
        self._single(spot, right)
        if not spot.shows or cell.blank:
            self._put(blank)
            return
        self.made.blank += blank
        first, last = self._around(cell.area, spot) if cell.area and not cell.region else (spot.column, right)
        width = sum(map(self.width, range(first, last + 1)))
        ems = metrics.ems_per_line(width, cell.look.size, cell.look.indent)
        if cell.live or cell.formula is not None:
            self._fill(cell, spot, style, ems, right)
            return
        old, new = (f'r="{column_name(column)}{ROW_MARK}"' for column in (cell.column, spot.column))
        self.static.append(cell.xml.replace(old, new, 1))
        self._static_height(cell, ems)

    def _fill(self, cell: OpenCell, spot: _Spot, style: str, ems: int, right: int) -> None:
        """A cell that the program fills, or one with a formula."""
        self.made.pieces.append("".join(self.static))
        self.static.clear()
        rows = cell.area.bottom - cell.area.top + 1 if cell.area else 1
        made = Cell(spot.column, style, cell.look, ems, rows, cell.formula, self._array(cell, spot))
        self.made.cells.append(made.placed(right, spot.path, spot.turn, cell.column))
        if cell.live:
            self.out.keys.append((cell.column, spot.turn))
            self.out.running.append("vm" in cell.tags)

    def _array(self, cell: OpenCell, spot: _Spot) -> str:
        """The area of an array formula, whose rows are those of the template still."""
        if not cell.array:
            return ""
        area = Area.parse(cell.array)
        left, right = self._around(area, spot)
        return str(Area(left, area.top, right, area.bottom))

    def _static_height(self, cell: OpenCell, ems: int) -> None:
        if cell.text and cell.look.wraps and self.made.height is None and not _tall(cell.area):
            needed = metrics.text_height(cell.text, ems, cell.look.size)
            self.made.static_height = max(self.made.static_height, needed)

    def _single(self, spot: _Spot, right: int) -> None:
        merged = right > spot.column or spot.column in self.covered
        if not merged and not any(first <= spot.column <= last for _a, _t, (first, last) in self.merged):
            self.made.single.append(spot.column)

    def _put(self, blank: str) -> None:
        self.static.append(blank)
        self.made.blank += blank

    def _style(self, cell: OpenCell, spot: _Spot) -> str:
        return self.shapes.get(spot.key, Shaped()).style or cell.style

    @staticmethod
    def _blank(column: int, style: str) -> str:
        return f'<c r="{column_name(column)}{ROW_MARK}"{style}/>'


def _tall(area: Area | None) -> bool:
    return area is not None and area.bottom > area.top


def _hides(cell: str) -> str:
    return _("the cell runs over {found}, which is not blank").format(found=cell)
