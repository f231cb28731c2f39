"""The Word booklet by python-docx, paragraph by paragraph and cell by cell.

Written as its users learn to: styles are named by id, a table's cells are taken by rows, never by `table.cell()`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import forms
from benchmarks.peers_docxtpl import BOOKMARK, FIELD, LINK, decimals, money

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SUMMARY_GRID = (567, 4100, 1540, 1247, 1247, 1247, 1106, 742, 960)
_HEAD_GRID = (1000, 1996, 1164, 762, 402, 1164, 640, 1106, 610)
_INDICATOR_GRID = (1127, 1127, 1784, 1130, 1127, 606, 606, 1337)
_LABEL, _CENTRE, _TEXT, _NUMBER = "TableLabel", "TableCentre", "TableText", "TableNumber"


class _Cell(NamedTuple):
    """A cell over so many grid columns."""

    text: str | None  # None continues the cell above
    style: str = _CENTRE
    span: int = 1
    link: str = ""


class _Row(NamedTuple):
    """A row of cells with its least height."""

    height: int  # twentieths of a point
    cells: Sequence[_Cell]
    heading: bool = False
    splits: bool = False  # over pages


def by_python_docx(booklet: forms.Booklet, target: Path, base: Path) -> None:
    """Cover, contents, summary and forms."""
    import docx
    from docx.enum.section import WD_ORIENT, WD_SECTION

    document = docx.Document(str(base))
    for style, text in (("CoverTitle", booklet["标题"]), ("CoverLine", booklet["部门"])):
        _paragraph(document, text, style)
    _paragraph(document, f"{booklet['年度']}年", "CoverLine")
    document.add_section(WD_SECTION.NEW_PAGE)
    _contents(document, booklet)
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    _summary(document, booklet)
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = section.page_height, section.page_width
    for form in booklet["项目列表"]:
        _form(document, booklet, form)
    document.save(str(target))


def _paragraph(document: Any, text: str, style: str) -> Any:
    paragraph = document.add_paragraph(text)
    paragraph._p.style = style
    return paragraph


def _append(paragraph: Any, xml: str) -> None:
    """Elements for which python-docx has no words."""
    from docx.oxml import parse_xml

    for element in parse_xml(f"<w:p {_W}>{xml}</w:p>"):
        paragraph._p.append(element)


def _run(text: str) -> str:
    from xml.sax.saxutils import escape

    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _contents(document: Any, booklet: forms.Booklet) -> None:
    _paragraph(document, "目　录", "ContentsTitle")
    items = [("summary", "项目支出绩效自评汇总表")]
    items += [(f"Form{form['序号']}", form["项目名称"]) for form in booklet["项目列表"]]
    for name, text in items:
        link = LINK.format(name=name, run=_run(text))
        field = FIELD.format(name=name)
        _append(_paragraph(document, "", "ContentsItem"), f"{link}<w:r><w:tab/></w:r>{field}")


def _summary(document: Any, booklet: forms.Booklet) -> None:
    title = _paragraph(document, "", "FormTitle")
    _append(title, BOOKMARK.format(number=0, name="summary", run=_run("项目支出绩效自评汇总表")))
    _paragraph(document, f"部门：{booklet['部门']}\t单位：{booklet['金额单位']}", "TableUnit")
    names = "序号 项目名称 实施单位 年初预算数 全年预算数 全年执行数 执行率(%) 总分 评分等级"
    rows = [_Row(510, [_Cell(name, _LABEL) for name in names.split()], heading=True)]
    for form in booklet["项目列表"]:
        funds = form["项目资金"]["年度资金总额"]
        name = _Cell(form["项目名称"], _TEXT, 1, f"Form{form['序号']}")
        rest = [_shown(decimals(funds["执行率"])), _shown(decimals(form["总分"])), _shown(form["评分等级"])]
        cells = [_shown(form["序号"]), name, _shown(form["实施单位"]), *_amounts(funds), *rest]
        rows.append(_Row(482, cells))
    total = booklet["合计"]
    cells = [_Cell("合计", _LABEL, 3), *_amounts(total, "TableTotal")]
    rows.append(
        _Row(482, [*cells, _shown(decimals(total["执行率"]), "TableTotalCentre"), _Cell(""), _Cell("")])
    )
    _table(document, _SUMMARY_GRID, rows)


def _form(document: Any, booklet: forms.Booklet, form: forms.Form) -> None:
    title = _paragraph(document, "", "FormTitle")
    run, name = _run("财政项目支出绩效自评表"), f"Form{form['序号']}"
    _append(title, BOOKMARK.format(number=form["序号"], name=name, run=run))
    _paragraph(document, f"（{booklet['年度']}年度）", "FormYear")
    _table(document, _HEAD_GRID, _head(booklet, form))
    _paragraph(document, "", "Spacer")
    _table(document, _INDICATOR_GRID, _indicators(form))


def _head(booklet: forms.Booklet, form: forms.Form) -> list[_Row]:
    department = [_Cell("主管部门", _LABEL), _shown(form["主管部门"], _CENTRE, 3)]
    names = (
        ("年初预算数", 1),
        ("全年预算数", 2),
        ("全年执行数", 1),
        ("分数", 1),
        ("执行率(%)", 1),
        ("得分", 1),
    )
    label = _Cell(f"项目资金\n（{booklet['金额单位']}）", _LABEL)
    goals = form["年度总体目标"]
    return [
        _Row(368, [_Cell("项目名称", _LABEL), _shown(form["项目名称"], _CENTRE, 8)]),
        _Row(368, [*department, _Cell("实施单位", _LABEL, 2), _shown(form["实施单位"], _CENTRE, 3)]),
        _Row(368, [label, _Cell("", _LABEL), *(_Cell(text, _LABEL, span) for text, span in names)]),
        *(_funds(name, funds) for name, funds in form["项目资金"].items()),
        _Row(368, [_Cell("年度总体\n目标", _LABEL), _Cell("预期目标", _LABEL, 3), _Cell("实际完成情况", _LABEL, 5)]),
        _Row(
            850,
            [_Cell(None), _shown(goals["预期目标"], "TableLong", 3), _shown(goals["实际完成情况"], "TableLong", 5)],
            splits=True,
        ),
    ]  # fmt: skip


def _funds(name: str, funds: forms.Form) -> _Row:
    style = "TableItem" if name in ("年度资金总额", "当年财政拨款") else "TableSubitem"
    label = _Cell(f"其中：{name}" if name == "当年财政拨款" else name, style)
    first, second, third = _amounts(funds)
    figures = [_shown(decimals(funds[key])) for key in ("分数", "执行率", "得分")]
    return _Row(340, [_Cell(None), label, first, second._replace(span=2), third, *figures])


def _indicators(form: forms.Form) -> list[_Row]:
    names = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施"
    rows = [_Row(368, [_Cell(name, _LABEL) for name in names.split()], heading=True)]
    for first_level in forms.grouped(form):
        for first, second_level in enumerate(first_level):
            for second, each in enumerate(second_level):
                levels = [
                    _Cell(None if first or second else each["一级指标"]),
                    _Cell(None if second else each["二级指标"]),
                ]
                texts = _Cell(each["三级指标"], _TEXT), _shown(each["年度指标值"]), _shown(each["实际完成值"])
                figures = _shown(decimals(each["分值"])), _shown(decimals(each["得分"]))
                reason = _shown(each["偏差原因分析及改进措施"], _TEXT)
                rows.append(_Row(368, [*levels, *texts, *figures, reason]))
    total = [_shown(decimals(form[key]), "TableSum") for key in ("总分值", "总分")]
    rows.append(_Row(368, [_Cell("总分", _LABEL, 5), *total, _Cell("", _TEXT)]))
    return [*rows, _Row(368, [_Cell("评分等级", _LABEL, 5), _shown(form["评分等级"], _CENTRE, 3)])]


def _amounts(funds: forms.Form, style: str = _NUMBER) -> list[_Cell]:
    return [_shown(money(funds[key]), style) for key in ("年初预算数", "全年预算数", "全年执行数")]


def _shown(value: object, style: str = _CENTRE, span: int = 1) -> _Cell:
    return _Cell("" if value is None else str(value), style, span)


def _table(document: Any, grid: Sequence[int], rows: Iterable[_Row]) -> None:
    from docx.shared import Twips

    listed = list(rows)
    table = document.add_table(len(listed), len(grid))
    table._tbl.tblStyle_val = "FormTable"
    table.autofit = False
    runs: dict[int, list[Any]] = {}  # grid column -> the cell on top and those that continue it
    merges = []
    for made, row in zip(table.rows, listed, strict=True):
        made.height = Twips(row.height)
        _row_properties(made, row)
        cells, column = made.cells, 0
        for cell in row.cells:
            target = cells[column]
            if cell.span > 1:
                target = target.merge(cells[column + cell.span - 1])
            target.width = Twips(sum(grid[column : column + cell.span]))
            if cell.text is None:
                runs[column].append(target)
            else:
                runs[column] = [target]
                merges.append(runs[column])
                _fill(target, cell)
            column += cell.span
    for run in merges:
        if len(run) > 1:
            run[0].merge(run[-1])


def _row_properties(made: Any, row: _Row) -> None:
    from docx.oxml import OxmlElement

    properties = made._tr.get_or_add_trPr()
    for name, wanted in (("w:cantSplit", not row.splits), ("w:tblHeader", row.heading)):
        if wanted:
            properties.append(OxmlElement(name))


def _fill(target: Any, cell: _Cell) -> None:
    paragraph = target.paragraphs[0]
    paragraph._p.style = cell.style
    if cell.link:
        _append(paragraph, LINK.format(name=cell.link, run=_run(cell.text or "")))
    elif cell.text:
        paragraph.add_run(cell.text)
