"""A file as text that a person can review: a line for each sheet, row, cell and paragraph with its look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet


def workbook(path: Path) -> Iterator[str]:
    """Sheets with their print setup, merges and cells."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        yield f"== {sheet.title}"
        yield from _setup(sheet)
        for row in sheet.iter_rows():
            height = sheet.row_dimensions[row[0].row].height
            yield f"{row[0].row}: {'auto' if height is None else f'{height:g} pt'}"
            yield from (
                f"  {_cell(cell)}" for cell in row if isinstance(cell, Cell) and cell.value is not None
            )


def _setup(sheet: Worksheet) -> Iterator[str]:
    page = sheet.page_setup
    yield f"paper {page.paperSize} {page.orientation}, wide {page.fitToWidth}, tall {page.fitToHeight}"
    yield f"area {sheet.print_area}, titles {sheet.print_title_rows}, freeze {sheet.freeze_panes}"
    yield f"footer {sheet.oddFooter.center.text}, breaks {[brk.id for brk in sheet.row_breaks.brk]}"
    yield f"columns {' '.join(f'{key}={dim.width:g}' for key, dim in sorted(sheet.column_dimensions.items()))}"
    yield f"merges {' '.join(sorted(str(area) for area in sheet.merged_cells.ranges))}"


def _cell(cell: Cell) -> str:
    kind = {"s": "text", "n": "number", "d": "date", "f": "formula"}[cell.data_type]
    link = f" -> {cell.hyperlink.location}" if cell.hyperlink else ""
    look = f"{cell.style}, {cell.number_format}"
    return f"{cell.coordinate} {kind} [{look}] {cell.value!r}{link}"


def document(path: Path) -> Iterator[str]:
    """Sections, paragraphs and tables in reading order."""
    body = docx.Document(str(path)).element.body
    for element in body:
        yield from _block(element, "")


def _block(element: BaseOxmlElement, indent: str) -> Iterator[str]:
    if element.tag == qn("w:p"):
        yield indent + _paragraph(element)
        yield from (indent + _section(s) for s in element.iter(qn("w:sectPr")))
    elif element.tag == qn("w:tbl"):
        grid = [column.get(qn("w:w")) for column in element.iter(qn("w:gridCol"))]
        yield f"{indent}table {' '.join(str(width) for width in grid)}"
        for row in element.findall(qn("w:tr")):
            yield f"{indent}  row {_flags(row)}"
            for cell in row.findall(qn("w:tc")):
                yield f"{indent}    cell {_spans(cell)}"
                for child in cell:
                    yield from _block(child, indent + "      ")
    elif element.tag == qn("w:sectPr"):
        yield indent + _section(element)


def _paragraph(element: BaseOxmlElement) -> str:
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = style.get(qn("w:val")) if style is not None else "-"
    marks = [f"#{mark.get(qn('w:name'))}" for mark in element.iter(qn("w:bookmarkStart"))]
    links = [f"->{link.get(qn('w:anchor'))}" for link in element.iter(qn("w:hyperlink"))]
    parts = [
        t.text or "" if t.tag == qn("w:t") else "\t"
        for t in element.iter(qn("w:t"), qn("w:tab"))
        if _shown(t)
    ]
    return " ".join([f"[{name}]", repr("".join(parts)), *marks, *links])


def _shown(element: BaseOxmlElement) -> bool:
    """Whether a tab is one of the text and not a tab stop."""
    return element.tag == qn("w:t") or element.getparent().tag == qn("w:r")


def _flags(row: BaseOxmlElement) -> str:
    properties = row.find(qn("w:trPr"))
    names = [child.tag.rsplit("}", 1)[-1] for child in properties] if properties is not None else []
    return ",".join(names)


def _spans(cell: BaseOxmlElement) -> str:
    properties = cell.find(qn("w:tcPr"))
    span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
    wide = f"x{span.get(qn('w:val'))}" if span is not None else ""
    down = f"merge {merge.get(qn('w:val'), 'continue')}" if merge is not None else ""
    return f"{properties.find(qn('w:tcW')).get(qn('w:w'))}{wide} {down}".strip()


def _section(element: BaseOxmlElement) -> str:
    size, margins = element.find(qn("w:pgSz")), element.find(qn("w:pgMar"))
    sides = [margins.get(qn(f"w:{side}")) for side in ("top", "right", "bottom", "left")]
    return f"section {size.get(qn('w:w'))}x{size.get(qn('w:h'))}, margins {' '.join(str(side) for side in sides)}"
