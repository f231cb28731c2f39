"""The rows of a tidy sheet as records: values under their headings, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator import tree
from generator.finding import Severity
from generator.location import Location
from generator.reading.cell import Cell
from generator.reading.headings import Headings
from generator.reading.source import Notes
from generator.reading.table import MOST_ROWS, Sheet
from generator.reading.text_file import CONTROL, control_character
from generator.sheets.layout import NAME
from generator.translation import _, listed


class Record(NamedTuple):
    """A row below the headings: its cells by heading, and how to get from a heading to a place."""

    file: str
    sheet: str
    row: int
    columns: dict[str, int]
    cells: dict[str, Cell]

    @property
    def name(self) -> str:
        """The project that the row belongs to."""
        return tree.stripped(self.text(NAME))

    def text(self, heading: str) -> str:
        """The text under a heading, empty where there is none."""
        cell = self.cells.get(heading)
        return cell.text if cell else ""

    def place(self, heading: str) -> Location:
        """The cell under a heading, or the whole row where the sheet has no such heading."""
        return Location(self.file, self.sheet, self.row, self.columns.get(heading, 1))


def read_records(sheet: Sheet, headings: Headings, notes: Notes, label: str = "") -> list[Record]:
    """The records of a sheet that name a project; the others, and broken cells, are reported.

    A row that holds nothing but its `label`, which fill-in workbooks print in advance, is blank.
    """
    records = [record for record in _records(sheet, headings, notes) if record.cells.keys() - {label}]
    _report_asides(sheet, headings, notes)
    _report_hidden(sheet, records, notes)
    for record in records:
        if not record.name:
            notes.report(record.place(NAME), "INP210", _("the row names no project in 项目名称"))
    if sheet.too_long:
        message = _("the sheet has more than {rows} rows; the rest is not read")
        notes.report(
            Location(notes.file, sheet.title, MOST_ROWS, 1), "INP202", message.format(rows=MOST_ROWS)
        )
    return [record for record in records if record.name]


def _records(sheet: Sheet, headings: Headings, notes: Notes) -> Iterator[Record]:
    lost = {row for row, _column in sheet.formulas}
    by_number = {row.number: row.cells for row in sheet.rows}
    for number in sorted(lost | set(by_number)):
        if number <= headings.row or number in headings.asides:
            continue
        record = Record(notes.file, sheet.title, number, headings.columns, {})
        for heading, column in headings.columns.items():
            if (number, column) in sheet.formulas:
                message = _("the formula has no stored result; open the file in Excel or WPS and save it")
                notes.report(record.place(heading), "INP221", message)
            cell = by_number.get(number, {}).get(column)
            if cell and (kept := _checked(cell, record.place(heading), notes)):
                record.cells[heading] = kept
        yield record


def _report_asides(sheet: Sheet, headings: Headings, notes: Notes) -> None:
    for number, words in headings.asides.items():
        place = Location(notes.file, sheet.title, number, headings.columns[NAME])
        message = _("the row is no data but {what}, so it is not read").format(what=words)
        notes.report(place, "INP215", message, Severity.WARNING)


def _report_hidden(sheet: Sheet, records: list[Record], notes: Notes) -> None:
    """Say that hidden rows count: who filters a table may think otherwise."""
    if sheet.hidden:
        message = _("the sheet is hidden; it is read all the same")
        notes.report(Location(notes.file, sheet.title), "INP219", message, Severity.HINT)
    elif rows := [record.row for record in records if record.row in sheet.hidden_rows]:
        message = _("hidden or filtered rows are read like the others (rows {rows})")
        place = Location(notes.file, sheet.title, rows[0], 1)
        notes.report(place, "INP219", message.format(rows=ranges(rows)), Severity.HINT)


def ranges(numbers: Iterable[int]) -> str:
    """`3-5, 9` for 3, 4, 5 and 9."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return listed(str(low) if low == high else f"{low}-{high}" for low, high in spans)


def _checked(cell: Cell, place: Location, notes: Notes) -> Cell | None:
    if cell.error:
        notes.report(place, "INP220", _("found the error {error}, expected a value").format(error=cell.text))
        return None
    if bad := CONTROL.search(cell.text):
        notes.report(place, "INP108", control_character(bad[0]))
        return Cell(CONTROL.sub("", cell.text))
    return cell
