"""The text of the forms as a reader sees it, row by row, out of either format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

TITLES = ("财政项目支出绩效自评表", "财政项目支出绩效目标申报表")


def line(cells: list[str]) -> str:
    """A row as the published files write it; blank cells at its end do not count."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    return " | ".join(cells)


def published(path: Path) -> list[list[str]]:
    """The forms of a published file, each a list of lines; labels without the line ends of a narrow cell."""
    forms = path.read_text("utf-8").removesuffix("\n").split("\n\n")
    return [[line(row.split(" | ")) for row in form.split("\n")] for form in forms]


def workbook_forms(path: Path) -> list[list[str]]:
    """The forms of a workbook, one a sheet, without the summary in front."""
    book = openpyxl.load_workbook(path)
    return [list(_sheet_lines(sheet)) for sheet in book.worksheets[1:]]


def _sheet_lines(sheet: Worksheet) -> Iterator[str]:
    for row in sheet.iter_rows():
        cells = [_cell_text(cell) for cell in row if not _hidden_by_left(sheet, cell)]
        if any(cells):
            yield line([_unfolded(text) for text in cells])


def _hidden_by_left(sheet: Worksheet, cell: Cell | MergedCell) -> bool:
    """Whether the cell is merged with the one to its left."""
    assert cell.column is not None
    return isinstance(cell, MergedCell) and any(
        area.min_col < cell.column <= area.max_col and area.min_row <= cell.row <= area.max_row
        for area in sheet.merged_cells.ranges
    )


def _cell_text(cell: Cell | MergedCell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, (int, float)):
        formats = {"#,##0.00": ",.2f", "0.00": ".2f"}
        return format(value, formats[str(cell.number_format).split(";")[0]])
    return str(value)


def document_forms(path: Path) -> list[list[str]]:
    """The forms of a document: title, year and the tables behind them."""
    forms: list[list[str]] = []
    for block in _blocks(docx.Document(str(path))):
        if isinstance(block, Paragraph):
            if block.text in TITLES:
                forms.append([])
            if forms and block.text.strip():
                forms[-1].append(block.text)
        elif forms:
            forms[-1] += _table_lines(block)
    return forms


def _blocks(document: Document) -> Iterator[Paragraph | Table]:
    for child in document.element.body:
        if child.tag == qn("w:p"):
            yield Paragraph(child, document._body)
        elif child.tag == qn("w:tbl"):
            yield Table(child, document._body)


def _table_lines(table: Table) -> Iterator[str]:
    for row in table._tbl.tr_lst:
        cells = []
        for cell in row.tc_lst:
            texts = [Paragraph(p, table).text for p in cell.p_lst]
            cells.append("" if cell.vMerge == "continue" else _unfolded("\n".join(texts)))
        if any(cells):
            yield line(cells)


def _unfolded(text: str) -> str:
    """A label of a narrow cell in one piece; the line ends of a long text as two characters."""
    return text.replace("\n", "") if len(text) < 16 else text.replace("\n", "\\n")
