"""The Excel booklet by openpyxl, by XlsxWriter, and by xltpl from a template that openpyxl writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import excel_layout as layout
from benchmarks import forms

_LEVELS = ("二级[0]", "指标", "二级[0]", "指标")  # what the four indicator rows of the xltpl template print

Merger = Callable[[Any, Any, layout.Cell], None]


def by_openpyxl(booklet: forms.Booklet, target: Path) -> None:
    """Cell by cell; styles are made once and shared, as those do who have waited for openpyxl before."""
    _by_openpyxl(booklet, target, _merge_cells)


def by_openpyxl_inside(booklet: forms.Booklet, target: Path) -> None:
    """The same, but for `merge_cells()`, three quarters of its time, which is done by what it is made of."""
    _by_openpyxl(booklet, target, _merge_inside)


def _by_openpyxl(booklet: forms.Booklet, target: Path, merge: Merger) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet: Any = book.active
    styles = _openpyxl_styles(book)
    sheet.title = layout.SUMMARY
    _openpyxl_sheet(sheet, styles, layout.summary(booklet), layout.SUMMARY_WIDTHS, merge, 3)
    for form in booklet["项目列表"]:
        made = book.create_sheet(form["项目名称"])
        _openpyxl_sheet(made, styles, layout.form_rows(booklet, form), layout.FORM_WIDTHS, merge)
    book.save(target)


def _openpyxl_styles(book: Any) -> dict[layout.Style, Any]:
    from openpyxl.styles import Alignment, Border, Font, Side

    thin = Side("thin")
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    scratch = book.create_sheet("scratch")
    styles = {}
    for number, style in enumerate(layout.STYLES, 1):
        cell = scratch.cell(number, 1)
        cell.font = Font(name=style.font, size=style.size)
        cell.alignment = Alignment(horizontal=style.align, vertical="center", wrap_text=style.wraps)
        cell.border, cell.number_format = box if style.boxed else Border(), style.number
        styles[style] = cell._style
    book.remove(scratch)
    return styles


def _openpyxl_sheet(
    sheet: Any,
    styles: dict[Any, Any],
    rows: Iterable[layout.Row],
    widths: tuple[float, ...],
    merge: Merger,
    heading: int = 0,
) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.hyperlink import Hyperlink

    for number, row in enumerate(rows, 1):
        sheet.row_dimensions[number].height = row.height
        for cell in row.cells:
            value = cell.value.source if isinstance(cell.value, layout.Formula) else cell.value
            made = sheet.cell(number, cell.column, value)
            if isinstance(cell.value, str):
                made.data_type = "s"  # `=100.00(%)` is no formula
                heading = heading or (number if cell.value == "一级指标" else 0)
            made._style = styles[cell.style]
            if cell.link:
                made.hyperlink = Hyperlink(made.coordinate, location=f"'{cell.link}'!A1")
            if cell.right or cell.down:
                merge(sheet, made, cell)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.oddFooter.center.text = "— &P —"


def _merge_cells(sheet: Any, made: Any, cell: layout.Cell) -> None:
    sheet.merge_cells(None, made.row, made.column, made.row + cell.down, made.column + cell.right)


def _merge_inside(sheet: Any, made: Any, cell: layout.Cell) -> None:
    from openpyxl.worksheet.cell_range import CellRange

    right, down = made.column + cell.right, made.row + cell.down
    sheet.merged_cells.add(CellRange(None, made.column, made.row, right, down))
    for row in range(made.row, down + 1):
        for column in range(made.column, right + 1):
            sheet.cell(row, column)._style = made._style


def by_xlsxwriter(booklet: forms.Booklet, target: Path) -> None:
    """Cell by cell, each with the method of its type."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(target))
    formats = {
        style: book.add_format(
            {
                "font_name": style.font,
                "font_size": style.size,
                "align": style.align,
                "valign": "vcenter",
                "text_wrap": style.wraps,
                "num_format": style.number,
                "border": int(style.boxed),
            }
        )
        for style in layout.STYLES
    }
    sheet = book.add_worksheet(layout.SUMMARY)
    _xlsxwriter_sheet(sheet, formats, layout.summary(booklet), layout.SUMMARY_WIDTHS, 3)
    for form in booklet["项目列表"]:
        made = book.add_worksheet(form["项目名称"])
        _xlsxwriter_sheet(made, formats, layout.form_rows(booklet, form), layout.FORM_WIDTHS)
    book.close()


def _xlsxwriter_sheet(
    sheet: Any,
    formats: dict[Any, Any],
    rows: Iterable[layout.Row],
    widths: tuple[float, ...],
    heading: int = 0,
) -> None:
    for number, row in enumerate(rows):
        sheet.set_row(number, row.height)
        for cell in row.cells:
            column, look = cell.column - 1, formats[cell.style]
            if cell.right or cell.down:
                sheet.merge_range(number, column, number + cell.down, column + cell.right, "", look)
            if cell.link:
                sheet.write_url(number, column, f"internal:'{cell.link}'!A1", look, cell.value)
            elif isinstance(cell.value, str):
                sheet.write_string(number, column, cell.value, look)
                heading = heading or (number + 1 if cell.value == "一级指标" else 0)
            elif isinstance(cell.value, layout.Formula):
                sheet.write_formula(number, column, cell.value.source, look, cell.value.result)
            elif cell.value is None:
                sheet.write_blank(number, column, None, look)
            else:
                sheet.write_number(number, column, cell.value, look)
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heading - 1)
    sheet.set_footer("&C— &P —")


def xltpl_template(target: Path) -> None:
    """The same two sheets with xltpl's tags.

    A loop begins behind the last cell of the row above it. Levels merge because the rows of one template merge
    repeat: first and further indicators of the first and of the further second levels have a row each.
    """
    import openpyxl

    book = openpyxl.Workbook()
    sheet: Any = book.active
    styles = _openpyxl_styles(book)
    sheet.title = layout.SUMMARY
    _openpyxl_sheet(sheet, styles, _xltpl_summary(), layout.SUMMARY_WIDTHS, _merge_cells, 3)
    made = book.create_sheet("form")
    _openpyxl_sheet(made, styles, _xltpl_form(), layout.FORM_WIDTHS, _merge_cells)
    book.save(target)


class _Tags(dict[str, Any]):
    """A record whose every field is the tag that prints it."""

    def __init__(self, name: str, **fields: Any) -> None:
        super().__init__(fields)
        self.name = name

    def __missing__(self, key: str) -> str:
        return f"{{{{ {self.name}.{key} }}}}"


def _xltpl_head(**fields: Any) -> forms.Booklet:
    tags = {name: f"{{{{ {name} }}}}" for name in ("标题", "部门", "金额单位", "年度")}
    return {**tags, "合计": _Tags("合计"), "项目列表": [], **fields}


def _funds_tags(path: str) -> dict[str, Any]:
    parts = ("年度资金总额", "当年财政拨款", "上年结转资金", "其他资金")
    return {part: _Tags(f"{path}.项目资金.{part}") for part in parts}


def _xltpl_summary() -> Iterator[layout.Row]:
    form = _Tags("项目", 项目资金=_funds_tags("项目"))
    rows = list(layout.summary(_xltpl_head(项目列表=[form])))
    rows[3] = rows[3]._replace(cells=[cell._replace(link="") for cell in rows[3].cells])
    sums = [c._replace(value=getattr(c.value, "result", c.value)) for c in rows[4].cells]  # xltpl widens none
    yield from (*rows[:2], _appended(rows[2], "{% for 项目 in 项目列表 %}"))
    yield _appended(rows[3], "{% endfor %}")
    yield rows[4]._replace(cells=sums)


def _xltpl_form() -> Iterator[layout.Row]:
    goals = {"预期目标": "{{ 预期目标 }}", "实际完成情况": "{{ 实际完成情况 }}"}
    form = _Tags("项目", 项目资金=_funds_tags("项目"), 年度总体目标=goals, 绩效指标=[])
    goals |= {name: f"{{{{ 项目.年度总体目标.{name} }}}}" for name in goals}
    rows = list(layout.form_rows(_xltpl_head(), form))
    head, end = rows[:-2], rows[-2:]
    body = [layout.Row(22.5, layout.indicator_cells(_Tags(name))) for name in _LEVELS]
    body[0].cells[:0] = [
        layout.Cell(1, "{{ 二级[0].一级指标 }}", layout.CENTRE, 0, 3),
        layout.Cell(2, "{{ 二级[0].二级指标 }}", layout.CENTRE, 0, 1),
    ]
    body[2].cells.insert(0, layout.Cell(2, "{{ 二级[0].二级指标 }}", layout.CENTRE, 0, 1))
    start = "{% for 一级 in 项目.分级 %}{% set 二级 = 一级[0] %}"
    yield from (*head[:-1], _appended(head[-1], start))
    yield _appended(body[0], "{% for 指标 in 二级[1:] %}")
    yield _appended(body[1], "{% endfor %}{% for 二级 in 一级[1:] %}")
    yield _appended(body[2], "{% for 指标 in 二级[1:] %}")
    yield _appended(body[3], "{% endfor %}{% endfor %}{% endfor %}")
    yield from end


def _appended(row: layout.Row, tags: str) -> layout.Row:
    return row._replace(cells=[*row.cells[:-1], row.cells[-1]._replace(value=f"{row.cells[-1].value}{tags}")])


def by_xltpl(booklet: forms.Booklet, target: Path, template: Path) -> None:
    """One sheet of the template for each form; xltpl knows no row heights but those of the template."""
    from xltpl.writerx import BookWriter

    writer = BookWriter(str(template))
    writer.render_sheet({**booklet, "sheet_name": layout.SUMMARY, "tpl_name": layout.SUMMARY})
    for form in booklet["项目列表"]:
        context = {"项目": {**form, "分级": forms.grouped(form)}, "年度": booklet["年度"]}
        context |= {"金额单位": booklet["金额单位"], "sheet_name": form["项目名称"], "tpl_name": "form"}
        writer.render_sheet(context)
    writer.save(str(target))
