"""The three sheets to fill in: 项目, 项目资金 and 绩效指标, each an Excel table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from generator import metrics
from generator.carrying.marks import Mark
from generator.filling import look
from generator.filling.colours import add_colours
from generator.filling.fill_in import FillIn, Prepared
from generator.filling.validations import add_validations
from generator.filling.words import note
from generator.sheets.layout import NAME, Kind
from generator.writing.cells import put, row_height
from generator.writing.rows import Row

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_AUTHOR = "jixiao"
_OPTIONAL = ("项目总目标", "项目资金总额", "财政资金", "项目其他资金", "符号", "计量单位")
_FORMATS = {Kind.AMOUNT: "#,##0.00##", Kind.NUMBER: "General", Kind.DATE: "yyyy-mm-dd"}  # of blank cells
_NOTE_WIDTH, _NOTE_EMS = 220, 17  # points, and what fits into a line of them


def add_inputs(workbook: Workbook, sheets: Iterable[Prepared], fill_in: FillIn) -> None:
    """Add the sheets, with all that helps to fill them in."""
    for prepared in sheets:
        sheet = workbook.create_sheet(prepared.title)
        _style_columns(sheet, prepared)
        _write_headings(sheet, prepared)
        for number, row in enumerate(prepared.rows, start=2):
            _write_row(sheet, number, row, prepared)
        _add_table(sheet, prepared)
        marked = places(prepared, fill_in.marks)
        _add_notes(sheet, marked)
        add_colours(sheet, prepared, fill_in, marked)
        add_validations(sheet, prepared, fill_in)
        sheet.freeze_panes = "B2"
        sheet.print_title_rows = "1:1"
        look.set_page(sheet)


def places(prepared: Prepared, marks: Iterable[Mark]) -> list[tuple[str, Mark]]:
    """The cells of marks in a sheet."""
    rows: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(prepared.rows, start=2):
        rows[row.get(NAME, "")].append(number)
    return [
        (f"{get_column_letter(prepared.column(mark.heading))}{rows[mark.project][mark.row]}", mark)
        for mark in marks
        if mark.sheet == prepared.title
    ]


def _style_columns(sheet: Worksheet, prepared: Prepared) -> None:
    """Formats of whole columns, so that blank rows need no cells."""
    for position, column in enumerate(prepared.columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(position)]
        dimension.width = column.width
        dimension.number_format = _FORMATS.get(column.kind, "@")
        dimension.font, dimension.alignment = look.font(), look.wrapped()
        dimension.protection = Protection(locked=False)


def _write_headings(sheet: Worksheet, prepared: Prepared) -> None:
    for position, column in enumerate(prepared.columns, start=1):
        cell = sheet.cell(1, position)
        put(cell, column.heading, Kind.TEXT)
        optional = not column.required or column.heading in _OPTIONAL
        cell.font = look.font(bold=True, colour="FFFFFFFF")
        cell.fill = look.fill(look.OPTIONAL if optional else look.HEADING)
        cell.alignment, cell.border = look.wrapped(middle=True), look.border()
        cell.comment = _comment(f"{column.heading}：{note(column)}")
    texts = [(column.heading, column.width - 3) for column in prepared.columns]  # the filter's button
    sheet.row_dimensions[1].height = row_height(texts, look.SIZE)


def _write_row(sheet: Worksheet, number: int, row: Row, prepared: Prepared) -> None:
    for position, column in enumerate(prepared.columns, start=1):
        cell = sheet.cell(number, position)
        cell.number_format = _FORMATS.get(column.kind, "@")
        if text := row.get(column.heading, ""):
            put(cell, text, column.kind)
        cell.font, cell.alignment, cell.border = look.font(), look.wrapped(), look.border()
        cell.protection = Protection(locked=False)
    texts = [(row.get(column.heading, ""), column.width) for column in prepared.columns]
    sheet.row_dimensions[number].height = row_height(texts, look.SIZE)


def _add_table(sheet: Worksheet, prepared: Prepared) -> None:
    last = get_column_letter(len(prepared.columns))
    table = Table(displayName=f"{prepared.title}表", ref=f"A1:{last}{prepared.last}")
    table.tableStyleInfo = TableStyleInfo("TableStyleLight9", showRowStripes=False, showColumnStripes=False)
    sheet.add_table(table)


def _add_notes(sheet: Worksheet, marked: Iterable[tuple[str, Mark]]) -> None:
    words: dict[str, list[str]] = defaultdict(list)
    for cell, mark in marked:
        words[cell].append(mark.words)
    for cell, lines in words.items():
        sheet[cell].comment = _comment("\n".join(lines))


def _comment(text: str) -> Comment:
    comment = Comment(text, _AUTHOR)
    comment.width = _NOTE_WIDTH
    comment.height = 20 + 16 * metrics.line_count(text, _NOTE_EMS)
    return comment
