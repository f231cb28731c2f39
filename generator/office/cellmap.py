"""Where the cells of a template went on a sheet whose columns loop: the map of its rows and that of its columns."""

from __future__ import annotations

from collections.abc import Iterable

from generator.office.columnmap import ColumnMap
from generator.office.references import Area
from generator.office.rowmap import Made, Path, RowMap, Turn
from generator.office.sheet_template import SheetTemplate


class CellMap(RowMap):
    """A map of rows that knows the columns, too."""

    def __init__(self, template: SheetTemplate, made: Iterable[Made], columns: ColumnMap) -> None:
        super().__init__(template.slots, made, template.maps.views)
        self.columns = columns

    def places(self, area: Area) -> list[tuple[Path, Turn, Area]]:
        """Each turn of the loops that hold a whole area, and the area it became in it."""
        columns = self.columns.places(area.left, area.right, area.top)
        return [
            (path + across, turn + at, Area(first, rows.top, last, rows.bottom))
            for path, turn, rows in super().places(area)
            for across, at, (first, last) in columns
        ]

    def areas(self, area: Area) -> list[Area]:
        """The rectangles that a template area became, touching ones joined."""
        columns = self.columns.areas(area.left, area.right)
        return [
            Area(first, rows.top, last, rows.bottom)
            for rows in super().areas(area)
            for first, last in columns
        ]

    def hull(self, area: Area) -> Area | None:
        """The one rectangle around all that a template area became; None when nothing is left."""
        rows, columns = super().hull(area), self.columns.span(area.left, area.right)
        return Area(columns[0], rows.top, columns[1], rows.bottom) if rows and columns else None

    def first_cell(self, column: int, row: int) -> tuple[int, int]:
        """The first column and row that a cell, or the next one that is still there, became."""
        return self.columns.first_column(column), self.first_row(row)
