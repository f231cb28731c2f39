"""The sheets of a workbook with what each cell shows, be it the cell's own or that of the merged area over it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Hashable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.reading.cell import read_cell
from generator.reading.package import Arrangement, Package
from generator.verification.comparison import plain

if TYPE_CHECKING:
    from openpyxl import Workbook

Place = tuple[int, int]  # row and column


class Seen(NamedTuple):
    """What a cell holds."""

    value: Hashable  # a text, a number as float, a day as 2026-01-31; the empty text where there is nothing
    text: str = ""  # the same as an input workbook would say it
    formula: str = ""
    is_day: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.formula and not self.text.strip()


BLANK = Seen("")


@dataclass(eq=False, repr=False)
class Sheet:
    """A sheet of cells."""

    title: str
    cells: dict[Place, Seen] = field(default_factory=dict)  # without blank ones
    above: dict[Place, Place] = field(
        default_factory=dict
    )  # cells merged under others -> the cell that they show

    def at(self, row: int, column: int) -> Seen:
        """What a cell shows; what it holds itself goes first."""
        own = self.cells.get((row, column))
        return own or self.cells.get(self.above.get((row, column), (row, column)), BLANK)

    def rows(self) -> dict[int, list[int]]:
        """The rows that have cells of their own, with the columns in which something shows."""
        found: dict[int, set[int]] = {}
        for row, column in self.cells:
            found.setdefault(row, set()).add(column)
        for (row, column), anchor in self.above.items():
            if row in found and anchor in self.cells:
                found[row].add(column)
        return {row: sorted(columns) for row, columns in sorted(found.items())}


def read_sheets(package: Package) -> list[Sheet]:
    """The sheets of cells of a workbook, in their order.

    What stands below a merged area is read, too: scripts that insert and delete rows leave merges where they were.
    """
    with closing(_load(package, data_only=True)) as stored:
        if not package.has_formulas:
            return [_sheet(sheet, package, {}) for sheet in stored.worksheets]
        with closing(_load(package, data_only=False)) as written:
            return [_sheet(sheet, package, _formulas(written[sheet.title])) for sheet in stored.worksheets]


def _load(package: Package, *, data_only: bool) -> Workbook:
    from openpyxl import load_workbook  # slow to import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not know: nothing that is read here
        return load_workbook(io.BytesIO(package.content), read_only=True, data_only=data_only)


def _formulas(sheet: Any) -> dict[Place, str]:
    sheet.reset_dimensions()  # they can be wrong
    return {
        (cell.row, cell.column): str(getattr(cell.value, "text", cell.value))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def _sheet(sheet: Any, package: Package, formulas: Mapping[Place, str]) -> Sheet:
    made = Sheet(sheet.title)
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        for cell in row:
            seen = read_cell(cell)
            if seen is not None:
                is_day = hasattr(cell.value, "isoformat")
                formula = formulas.get((cell.row, cell.column), "")
                made.cells[cell.row, cell.column] = Seen(plain(cell.value), seen.text, formula, is_day)
    made.cells |= {place: Seen("", "", text) for place, text in formulas.items() if place not in made.cells}
    arrangement = package.arrangements.get(str(getattr(sheet, "_worksheet_path", "")), Arrangement())
    for area in arrangement.merged:
        for number in range(area.first_row + 1, area.last_row + 1):
            made.above[number, area.column] = (area.first_row, area.column)
    return made
