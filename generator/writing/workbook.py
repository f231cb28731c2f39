"""A booklet as a folder with one Excel workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator import tree
from generator.errors import GeneratorError
from generator.sheets.layout import Column, Kind, layout_of
from generator.translation import _
from generator.writing.cells import put, row_height
from generator.writing.rows import Table, tables
from generator.writing.saving import saved
from generator.writing.target_folder import new_folder
from generator.writing.yaml_folder import split_head, write_head

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import Border
    from openpyxl.worksheet.worksheet import Worksheet

WORKBOOK = "projects.xlsx"
_FONT, _SIZE = "宋体", 11


def write_workbook_folder(data: tree.Mapping, folder: Path, head_line: str = "") -> None:
    """Write booklet.yaml and projects.xlsx into a new folder.

    Raises:
        GeneratorError: the folder holds something already, or the workbook cannot hold all of the data.

    """
    head, projects = split_head(data)
    layout = layout_of(head)
    if layout is None:
        raise GeneratorError(_("a workbook needs a 表种 that is 自评表 or 申报表"))
    content = workbook_bytes(tables(projects, layout))
    with new_folder(folder) as target:
        write_head(head, target, head_line)
        (target / WORKBOOK).write_bytes(content)


def workbook_bytes(sheets: list[Table]) -> bytes:
    """The workbook with these sheets; the same sheets give the same bytes."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.properties.creator = "jixiao"
    workbook.remove(workbook.worksheets[0])
    for table in sheets:
        _write_table(workbook, table)
    return saved(workbook)


def _write_table(workbook: Workbook, table: Table) -> None:
    sheet = workbook.create_sheet(table.title)
    columns = table.used()
    _write_headings(sheet, columns)
    for number, row in enumerate(table.rows, start=2):
        for position, column in enumerate(columns, start=1):
            _write_cell(sheet, number, position, row.get(column.heading, ""), column)
        texts = [(row.get(column.heading, ""), column.width) for column in columns]
        sheet.row_dimensions[number].height = row_height(texts, _SIZE)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write_headings(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for position, column in enumerate(columns, start=1):
        cell = sheet.cell(1, position)
        put(cell, column.heading, Kind.TEXT)
        cell.font = Font(name=_FONT, size=_SIZE, bold=True)
        cell.fill = PatternFill("solid", fgColor="FFDCE6F1")
        cell.alignment = Alignment("center", "center", wrap_text=True)
        cell.border = _border()
        sheet.column_dimensions[get_column_letter(position)].width = column.width
    sheet.row_dimensions[1].height = row_height([(column.heading, column.width) for column in columns], _SIZE)


def _write_cell(sheet: Worksheet, row: int, position: int, text: str, column: Column) -> None:
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(row, position)
    if text:
        put(cell, text, column.kind)
    elif column.kind is Kind.TEXT:
        cell.number_format = "@"  # what somebody types here later stays as typed
    cell.font = Font(name=_FONT, size=_SIZE)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.border = _border()


def _border() -> Border:
    from openpyxl.styles import Border, Side

    side = Side("thin", color="FFBFBFBF")
    return Border(side, side, side, side)
