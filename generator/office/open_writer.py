"""Builds a sheet whose columns loop, or whose cells run over columns: rows take their shape from the data."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import Undefined

from generator import metrics
from generator.office import pages
from generator.office.cell_values import ValueRefusedError
from generator.office.cellmap import CellMap
from generator.office.columnmap import ColumnMap
from generator.office.environment import is_missing, missing_message
from generator.office.filled_styles import FilledStyles
from generator.office.open_rows import Fitted, Key, OpenRow, Shaped, Shapes
from generator.office.references import LAST_COLUMN, Area, column_name
from generator.office.row_fitting import fitted
from generator.office.row_values import RowValues, row_values
from generator.office.rowmap import RowMap
from generator.office.sheet_template import Cell, RowTemplate, SheetTemplate
from generator.office.sheet_writer import SheetWriter
from generator.office.values import GoesOn, Merge, text_of
from generator.translation import _


class OpenSheetWriter(SheetWriter):
    """One sheet in the making, with its columns."""

    def __init__(self, template: SheetTemplate, columns: ColumnMap, styles: FilledStyles) -> None:
        super().__init__(template)
        self._laid, self._styles = columns, styles
        self._width = columns.widths(template.width)
        if columns.moved:
            self.columns = columns

    def mapped(self) -> RowMap:
        """Where the template's cells went."""
        return CellMap(self.template, self.made, self.columns) if self.columns else super().mapped()

    def row(self, template: RowTemplate, values: list[object]) -> None:
        """Add a row of cells; what a cell cannot hold, or where it cannot run, becomes a problem."""
        if not isinstance(template, OpenRow):
            super().row(template, values)
            return
        read = row_values(values)
        shapes = self._shapes(template, read)
        made = fitted(template, self._laid, shapes)
        self._noted(template, made.problems)
        self._noted(template, self._hidden(made, read))
        given = [read.cells.get(key) for key in made.keys]
        for index, cell in enumerate(made.live):
            if made.running[index]:
                given[index] = self._running(cell, given[index])
        first = self.next_row
        super().row(made.template, given)
        for cell, value in zip(made.live, given, strict=True):
            if cell.right > cell.column and type(value) is not Merge:
                self.merges.append(Area(cell.column, first, cell.right, self.next_row - 1))

    def _noted(self, template: OpenRow, problems: list[tuple[str, str]]) -> None:
        self.problems += [(f"{column}{template.number}", message) for column, message in problems]

    def _running(self, cell: Cell, value: object) -> Merge | None:
        """A cell that merges over all turns of its row loop shows the content of the first."""
        group = self.groups.get(cell.column)
        if not self.turn[-1]:
            if group is not None:
                self._close(self.groups.pop(cell.column))
            return Merge(value.value if isinstance(value, Merge) else value)
        runs = group is not None and group.last == self.next_row - 1 and group.cell.right == cell.right
        return Merge(GoesOn()) if runs else None

    @staticmethod
    def _hidden(row: Fitted, read: RowValues) -> list[tuple[str, str]]:
        """Values under cells that run over several columns."""
        message = _("the cell runs over {found}, which is not blank")
        return [
            (over, message.format(found=text_of(value)))
            for key, over in row.hidden
            if (value := read.cells.get(key)) is not None and text_of(value) != ""
        ]

    def _shapes(self, template: OpenRow, read: RowValues) -> Shapes:
        """What the data say of the shapes of cells."""
        if not read.spans and not read.fills:
            return ()
        return tuple(
            (key, Shaped(self._span(template, read.spans, key), self._style(template, read.fills, key)))
            for key in {**read.spans, **read.fills}
        )

    def _span(self, template: OpenRow, spans: Mapping[Key, object], key: Key) -> int:
        if key not in spans or self._missing(template, key, spans[key]):
            return 0
        try:
            count = int(str(spans[key]))
        except ValueError:
            count = 0
        if not 1 <= count <= LAST_COLUMN:
            message = _("a cell cannot run over {found} columns; expected 1 to {most}")
            text = message.format(found=text_of(spans[key]), most=LAST_COLUMN)
            self._noted(template, [(column_name(key[0]), text)])
            return 1
        return count

    def _style(self, template: OpenRow, fills: Mapping[Key, object], key: Key) -> str:
        style = template.given[key[0]].style
        if key not in fills or self._missing(template, key, fills[key]):
            return style
        try:
            return self._styles.filled(style, fills[key])
        except ValueRefusedError as error:
            self._noted(template, [(column_name(key[0]), str(error))])
            return style

    def _missing(self, template: OpenRow, key: Key, value: object) -> bool:
        """Whether a value is not there, which is a problem unless the rendering says otherwise."""
        if is_missing(value):
            self._noted(template, [(column_name(key[0]), missing_message(value))])
        return isinstance(value, Undefined)

    @property
    def page_height(self) -> float | None:
        """The points of rows that a page holds when all columns have to fit on it."""
        if self.columns is None or self.template.page_height is None:
            return self.template.page_height
        return pages.page_height(self.template.root, sum(map(self._width, self.columns.made)))

    def ems(self, cell: Cell, area: Area) -> int:
        """How many em fit into one line of merged cells, as wide as they have become."""
        width = sum(map(self._width, range(area.left, area.right + 1)))
        return metrics.ems_per_line(width, cell.look.size, cell.look.indent)
