"""Tags that lay out table cells — `vm`, `hm`, `colspan`, `cellbg` as docxtpl has them — and tables whose columns loop."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from lxml import etree

from generator.office.document_marks import CellSpot, GridCell, GridEnd, GridMark, GridRow, RowlessMark
from generator.office.problems import TemplateProblem
from generator.office.program_builder import ProgramBuilder
from generator.office.tags import CELL_TAGS, Tag
from generator.office.xml import fragment, local
from generator.translation import _

if TYPE_CHECKING:
    from generator.office.document_compiler import DocumentCompiler, Found

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SCHEMA = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
)
_ORDER = _SCHEMA.split()


def lay_out(compiler: DocumentCompiler, found: Iterable[Found]) -> None:
    """Apply the tags of cells, and make ready the tables whose columns they or loops change."""
    tables: dict[etree._Element, None] = {}
    layers = sorted(
        (one for one in found if one.tag.lays_out), key=lambda one: CELL_TAGS.index(one.tag.keyword)
    )
    for one in layers:
        cell = next((a for a in one.paragraph.iterancestors(W + "tc")), None)
        if cell is None:
            message = _("{found} works in the cells of a table only").format(found=one.tag.keyword)
            compiler.builder.problems.append(TemplateProblem(one.place, message))
            continue
        if one.tag.keyword in ("colspan", "hm"):
            tables[next(cell.iterancestors(W + "tbl"))] = None
    looped = [one for one in found if one.tag.level == "tc"]
    for one in looped:
        if (table := next(one.paragraph.iterancestors(W + "tbl"), None)) is not None:
            tables[table] = None
    controls: dict[etree._Element, int] = {}
    for one in looped:
        controls[one.paragraph] = controls.get(one.paragraph, 0) + _deeper(one.tag)
    for table in tables:
        _make_ready(compiler, table, controls)
    for one in layers:
        cell = next((a for a in one.paragraph.iterancestors(W + "tc")), None)
        if cell is not None:
            _APPLY[one.tag.keyword](compiler, one, cell)


def keep_rows(compiler: DocumentCompiler, found: Iterable[Found]) -> None:
    """Have tables left out of which all rows may stay out: Word takes a table without rows for damage."""
    controls: dict[etree._Element, int] = {}
    for one in found:
        row = next(one.paragraph.iterancestors(W + "tr"), None)
        if one.tag.level == "tr" and row is not None:
            controls[row] = controls.get(row, 0) + _deeper(one.tag)
    for table in {next(row.iterancestors(W + "tbl")): None for row in controls}:
        depth, rows = 0, []
        for row in _rows(table):
            if row in controls:
                depth += controls[row]
            elif not depth:
                break
            else:
                rows.append(row)
        else:
            _guard_rows(compiler, table, rows)


def _guard_rows(compiler: DocumentCompiler, table: etree._Element, rows: list[etree._Element]) -> None:
    table.addprevious(compiler.slot(lambda builder: builder.mark(RowlessMark("start"))))
    table.addnext(compiler.slot(lambda builder: builder.mark(RowlessMark("end"))))
    for row in rows:
        row.insert(0, compiler.slot(lambda builder: builder.mark(RowlessMark("row"))))


def put(cell: etree._Element, node: etree._Element, name: str) -> None:
    """Put what stands for a property where the schema wants it, in the place of the property that is there."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        properties = etree.SubElement(cell, W + "tcPr")
        cell.insert(0, properties)
    for old in properties.findall(W + name):
        properties.remove(old)
    later = _ORDER[_ORDER.index(name) + 1 :]
    before = next((child for child in properties if local(child) in later), None)
    if before is None:
        properties.append(node)
    else:
        before.addprevious(node)


def _colspan(compiler: DocumentCompiler, one: Found, cell: etree._Element) -> None:
    _span(compiler, one, cell, one.tag.source.removeprefix("colspan").strip())


def _hm(compiler: DocumentCompiler, one: Found, cell: etree._Element) -> None:
    if (old := cell.find(f"{W}tcPr/{W}gridSpan")) is not None:
        _span(compiler, one, cell, f"loop.length * {int(old.get(W + 'val', '1'))}")
    else:
        _span(compiler, one, cell, "loop.length")
    first, end = _only_first(compiler, one)
    cell.addprevious(compiler.slot(first))
    cell.addnext(compiler.slot(end))


def _span(compiler: DocumentCompiler, one: Found, cell: etree._Element, source: str) -> None:
    number, place = compiler.spot(CellSpot("span")), one.place
    put(cell, compiler.slot(lambda builder: builder.expression(source, place, number)), "gridSpan")


def _vm(compiler: DocumentCompiler, one: Found, cell: etree._Element) -> None:
    first, end = _only_first(compiler, one)
    otherwise = Tag("statement", "", "else", 0, 0)
    place, scope = one.place, id(one)

    def merge(builder: ProgramBuilder) -> None:
        first(builder)
        builder.data('<w:vMerge w:val="restart"/>')
        builder.tag(otherwise, place, scope)
        builder.data("<w:vMerge/>")
        end(builder)

    put(cell, compiler.slot(merge), "vMerge")
    look = cell.find(f"{W}p/{W}pPr")
    blank = f"<w:p>{fragment(look, compiler.root)}</w:p>" if look is not None else "<w:p/>"

    def covered(builder: ProgramBuilder) -> None:
        builder.tag(otherwise, place, scope)
        builder.data(blank)
        end(builder)

    cell.insert(1, compiler.slot(first))
    cell.append(compiler.slot(covered))


def _cellbg(compiler: DocumentCompiler, one: Found, cell: etree._Element) -> None:
    source, place = one.tag.source.removeprefix("cellbg").strip(), one.place
    number = compiler.spot(CellSpot("fill"))
    put(cell, compiler.slot(lambda builder: builder.expression(source, place, number)), "shd")


_Action = Callable[[ProgramBuilder], None]
_APPLY: dict[str, Callable[[DocumentCompiler, Found, etree._Element], None]] = {
    "colspan": _colspan,
    "hm": _hm,
    "vm": _vm,
    "cellbg": _cellbg,
}


def _only_first(compiler: DocumentCompiler, one: Found) -> tuple[_Action, _Action]:
    """What opens and closes a condition that holds in the first turn of a loop."""
    place, scope = one.place, id(one)

    def first(builder: ProgramBuilder) -> None:
        if not any(opened.tag.keyword == "for" for opened in builder.structure.stack):
            message = _("{found} works within a for loop only").format(found=one.tag.keyword)
            builder.problems.append(TemplateProblem(place, message))
        builder.tag(Tag("statement", "", "if loop.first", 0, 0), place, scope)

    def end(builder: ProgramBuilder) -> None:
        builder.tag(Tag("statement", "", "endif", 0, 0), place, scope)

    return first, end


def _deeper(tag: Tag) -> int:
    """By how much a tag deepens the nesting of what stands behind it."""
    if tag.kind != "statement":
        return 0
    return (tag.keyword in ("for", "if")) - (tag.keyword in ("endfor", "endif"))


def _make_ready(
    compiler: DocumentCompiler, table: etree._Element, controls: dict[etree._Element, int]
) -> None:
    """Have the columns of a table counted when its rows are there."""
    grid = table.find(W + "tblGrid")
    columns = list(grid.iterchildren(W + "gridCol")) if grid is not None else []
    widths = tuple(int(float(column.get(W + "w", "0"))) for column in columns)
    mark = GridMark(widths, fragment(grid, compiler.root) if grid is not None else "")
    slot = compiler.slot(lambda builder: builder.mark(mark))
    if grid is not None:
        grid.addprevious(slot)
        table.remove(grid)
    else:
        table.insert(0 if table.find(W + "tblPr") is None else 1, slot)
    for row in _rows(table):
        _row_ready(compiler, row, widths, controls)
    table.append(compiler.slot(lambda builder: builder.mark(GridEnd())))


def _rows(table: etree._Element) -> list[etree._Element]:
    return [row for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is table]


def _row_ready(
    compiler: DocumentCompiler,
    row: etree._Element,
    widths: tuple[int, ...],
    controls: dict[etree._Element, int],
) -> None:
    before, after = (_number(row.find(f"{W}trPr/{W}grid{side}"), 0) for side in ("Before", "After"))
    column, depth = before, 0
    cells = [cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row]
    tags = {cell: [p for p in cell.iterchildren(W + "p") if p in controls] for cell in cells}
    for cell in cells:
        span = _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
        if tags[cell]:
            depth += sum(controls[paragraph] for paragraph in tags[cell])
        else:
            _cell_ready(compiler, cell, span, widths[column : column + span], depth > 0)
        column += span
    row.insert(0, compiler.slot(lambda builder: builder.mark(GridRow("row", before, after))))
    row.append(compiler.slot(lambda builder: builder.mark(GridRow("end"))))


def _cell_ready(
    compiler: DocumentCompiler, cell: etree._Element, span: int, widths: tuple[int, ...], repeats: bool
) -> None:
    width = cell.find(f"{W}tcPr/{W}tcW")
    mark = GridCell(fragment(width, compiler.root) if width is not None else "", span, widths, repeats)
    put(cell, compiler.slot(lambda builder: builder.mark(mark)), "tcW")


def _number(element: etree._Element | None, default: int) -> int:
    return int(element.get(W + "val", default)) if element is not None else default
