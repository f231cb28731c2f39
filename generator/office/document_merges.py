"""The cells of a Word template that merge down over equal values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from generator.office.cell_layout import put
from generator.office.document_marks import CellMark, MergeSpot, RowMark, TableMark
from generator.office.problems import TemplateProblem
from generator.office.xml import fragment
from generator.translation import _

if TYPE_CHECKING:
    from generator.office.document_compiler import DocumentCompiler, Found

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def merge_cells(compiler: DocumentCompiler, merging: list[Found]) -> None:
    """Mark the cells that merge, and the tables and rows around them."""
    tables: list[etree._Element] = []
    for one in merging:
        cell = next((a for a in one.paragraph.iterancestors(W + "tc")), None)
        if cell is None:
            message = _("merge works in the cells of a table only")
            compiler.builder.problems.append(TemplateProblem(one.place, message))
            continue
        table = next(cell.iterancestors(W + "tbl"))
        if table not in tables:
            tables.append(table)
        _merge_cell(compiler, one, cell)
    for table in tables:
        table.insert(0, compiler.slot(lambda builder: builder.mark(TableMark("start"))))
        for row in table.iterchildren(W + "tr"):
            row.insert(0, compiler.slot(lambda builder: builder.mark(RowMark())))
        table.append(compiler.slot(lambda builder: builder.mark(TableMark("end"))))


def _merge_cell(compiler: DocumentCompiler, one: Found, cell: etree._Element) -> None:
    row = next(cell.iterancestors(W + "tr"))
    cells = [c for c in row if c.tag == W + "tc"]
    loops = any(p in compiler.looped for p in row.iter(W + "p"))
    number = compiler.spot(MergeSpot(-1 if loops else cells.index(cell)))
    source, place = one.tag.merged_expression, one.place
    put(cell, compiler.slot(lambda builder: builder.expression(source, place, number)), "vMerge")
    first = next(cell.iterchildren(W + "p"))
    look = first.find(W + "pPr")
    blank = f"<w:p>{fragment(look, compiler.root)}</w:p>" if look is not None else "<w:p/>"
    cell.insert(1, compiler.slot(lambda builder: builder.mark(CellMark("merged"))))
    cell.append(compiler.slot(lambda builder: builder.mark(CellMark("merged-end", blank))))
