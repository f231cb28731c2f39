"""The rows of a tidy sheet as records: values under their headings, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from generator.location import Location
from generator.reading.cell import Cell
from generator.reading.headings import Headings
from generator.reading.source import Notes
from generator.reading.table import MOST_ROWS, Sheet
from generator.reading.text_file import CONTROL, control_character
from generator.sheets.layout import NAME, Column, Kind
from generator.translation import _

_TEXTUAL_DAY = re.compile(r"\d+")
_LAST_SERIAL = 2_958_465  # 9999-12-31


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
        return self.text(NAME).strip()

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
        if number <= headings.row:
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


def _checked(cell: Cell, place: Location, notes: Notes) -> Cell | None:
    if cell.error:
        notes.report(place, "INP220", _("found the error {error}, expected a value").format(error=cell.text))
        return None
    if bad := CONTROL.search(cell.text):
        notes.report(place, "INP108", control_character(bad[0]))
        return Cell(CONTROL.sub("", cell.text))
    return cell


def value_of(record: Record, column: Column, epoch: datetime) -> str:
    """The text of a value; a number in a column of dates counts days from the workbook's epoch."""
    cell = record.cells.get(column.heading)
    if cell is None:
        return ""
    if column.kind is Kind.DATE and (day := _day(cell, epoch)):
        return day.isoformat()
    return cell.text


def _day(cell: Cell, epoch: datetime) -> date | None:
    serial = cell.serial
    if serial is None and _TEXTUAL_DAY.fullmatch(cell.text) and len(cell.text) == len("46023"):
        serial = int(cell.text)
    if serial is None or not 1 <= serial <= _LAST_SERIAL:
        return None
    # Excel counts a 29 February 1900 that never was; openpyxl's epoch is right from 1 March on.
    return (epoch + timedelta(days=serial + (serial < 60 and epoch.year < 1900))).date()
