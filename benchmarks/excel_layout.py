"""The rows of the Excel booklet, for engines that are told everything by hand: cells, merges, styles, heights."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from benchmarks import forms

SUMMARY, SUMMARY_WIDTHS = "汇总", (6.0, 44.0, 22.0, 14.0, 14.0, 14.0, 11.0, 11.0, 11.0)
FORM_WIDTHS = (11.0, 19.0, 20.0, 13.0, 11.0, 7.5, 7.5, 13.0)
TALLEST = 409.0  # points of a row


class Style(NamedTuple):
    """The look of a cell."""

    font: str = "宋体"
    size: float = 10.5
    align: str = "center"
    wraps: bool = True
    number: str = "General"
    boxed: bool = True


LABEL, CENTRE, TEXT = Style("黑体"), Style(), Style(align="left")
MONEY = Style(align="right", wraps=False, number="#,##0.00")
DECIMAL, COUNT = Style(wraps=False, number="0.00"), Style(wraps=False, number="0")
TITLE = Style("方正小标宋简体", 18, wraps=False, boxed=False)
YEAR = Style(size=12, wraps=False, boxed=False)
HEAD_LEFT = Style(align="left", wraps=False, boxed=False)
HEAD_RIGHT = Style(align="right", wraps=False, boxed=False)
STYLES = (LABEL, CENTRE, TEXT, MONEY, DECIMAL, COUNT, TITLE, YEAR, HEAD_LEFT, HEAD_RIGHT)


class Formula(NamedTuple):
    """A live formula and its result."""

    source: str
    result: Decimal


class Cell(NamedTuple):
    """A cell, perhaps merged to the right and down."""

    column: int  # 1-based
    value: Any
    style: Style
    right: int = 0  # further columns
    down: int = 0  # further rows
    link: str = ""  # a sheet


class Row(NamedTuple):
    """A row of cells with its height in points."""

    height: float
    cells: list[Cell]


def summary(booklet: forms.Booklet) -> Iterator[Row]:
    """The sheet of all forms."""
    yield Row(36, [Cell(1, booklet["标题"], TITLE, 8)])
    left, right = f"部门：{booklet['部门']}", f"单位：{booklet['金额单位']}"
    yield Row(21, [Cell(1, left, HEAD_LEFT, 3), Cell(5, right, HEAD_RIGHT, 4)])
    yield Row(27, _labels("序号 项目名称 实施单位 年初预算数 全年预算数 全年执行数 执行率(%) 总分 评分等级"))
    for form in booklet["项目列表"]:
        funds = form["项目资金"]["年度资金总额"]
        cells = [
            Cell(1, form["序号"], COUNT),
            Cell(2, form["项目名称"], TEXT, link=form["项目名称"]),
            Cell(3, form["实施单位"], CENTRE),
            *(Cell(4 + i, funds[name], MONEY) for i, name in enumerate(("年初预算数", "全年预算数", "全年执行数"))),
            Cell(7, funds["执行率"], DECIMAL),
            Cell(8, form["总分"], DECIMAL),
            Cell(9, form["评分等级"], CENTRE),
        ]  # fmt: skip
        yield Row(_height(cells, SUMMARY_WIDTHS, 30), cells)
    total = booklet["合计"]
    last = len(booklet["项目列表"]) + 3
    columns = zip("DEF", ("年初预算数", "全年预算数", "全年执行数"), strict=True)
    sums = [Formula(f"=SUM({column}4:{column}{last})", total[name]) for column, name in columns]
    amounts = [Cell(4 + i, value, MONEY) for i, value in enumerate(sums)]
    rest = [Cell(7, total["执行率"], DECIMAL), Cell(8, None, CENTRE), Cell(9, None, CENTRE)]
    yield Row(27, [Cell(1, "合计", LABEL, 2), *amounts, *rest])


def form_rows(booklet: forms.Booklet, form: forms.Form) -> Iterator[Row]:
    """The sheet of one form."""
    yield Row(33, [Cell(1, "财政项目支出绩效自评表", TITLE, 7)])
    yield Row(21, [Cell(1, f"（{booklet['年度']}年度）", YEAR, 7)])
    yield Row(22.5, [Cell(1, "项目名称", LABEL), Cell(2, form["项目名称"], CENTRE, 6)])
    department = [Cell(1, "主管部门", LABEL), Cell(2, form["主管部门"], CENTRE, 2)]
    yield Row(22.5, [*department, Cell(5, "实施单位", LABEL), Cell(6, form["实施单位"], CENTRE, 2)])
    yield from _funds(booklet, form)
    yield from _goals(form)
    yield indicator_headings()
    yield from _indicators(form)
    yield from closing(form)


def _funds(booklet: forms.Booklet, form: forms.Form) -> Iterator[Row]:
    label = Cell(1, f"项目资金\n（{booklet['金额单位']}）", LABEL, 0, 4)
    heads = _labels("年初预算数 全年预算数 全年执行数 分数 执行率(%) 得分", 3)
    yield Row(31.5, [label, Cell(2, None, LABEL), *heads])
    for name, funds in form["项目资金"].items():
        shown = f"其中：{name}" if name == "当年财政拨款" else name
        styles = (MONEY, MONEY, MONEY, DECIMAL, DECIMAL, DECIMAL)
        figures = zip(
            ("年初预算数", "全年预算数", "全年执行数", "分数", "执行率", "得分"), styles, strict=True
        )
        cells = [Cell(3 + i, funds[key], style) for i, (key, style) in enumerate(figures)]
        yield Row(20.25, [Cell(2, shown, TEXT), *cells])


def _goals(form: forms.Form) -> Iterator[Row]:
    """The long texts; one too tall for a row stands in several that are merged."""
    texts = [form["年度总体目标"][name] for name in ("预期目标", "实际完成情况")]
    widths = sum(FORM_WIDTHS[1:4]), sum(FORM_WIDTHS[4:8])
    needed = max(45.0, *(text_height(t, w, 10.5) for t, w in zip(texts, widths, strict=True)))
    rows = math.ceil(needed / TALLEST)
    label = Cell(1, "年度总体\n目标", LABEL, 0, rows)
    yield Row(22.5, [label, Cell(2, "预期目标", LABEL, 2), Cell(5, "实际完成情况", LABEL, 3)])
    yield Row(needed / rows, [Cell(2, texts[0], TEXT, 2, rows - 1), Cell(5, texts[1], TEXT, 3, rows - 1)])
    for _row in range(rows - 1):
        yield Row(needed / rows, [])


def indicator_headings() -> Row:
    """The headings that every page repeats."""
    return Row(
        31.5, _labels("一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施")
    )


def _indicators(form: forms.Form) -> Iterator[Row]:
    for first_level in forms.grouped(form):
        rows = sum(map(len, first_level))
        for first, second_level in enumerate(first_level):
            for second, indicator in enumerate(second_level):
                cells = indicator_cells(indicator)
                if not second:
                    cells.insert(0, Cell(2, indicator["二级指标"], CENTRE, 0, len(second_level) - 1))
                    if not first:
                        cells.insert(0, Cell(1, indicator["一级指标"], CENTRE, 0, rows - 1))
                yield Row(_height(cells, FORM_WIDTHS, 22.5), cells)


def indicator_cells(indicator: forms.Form) -> list[Cell]:
    """The cells right of the levels."""
    styles = TEXT, CENTRE, CENTRE, DECIMAL, DECIMAL, TEXT
    names = "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"
    return [Cell(3 + i, indicator[n], s) for i, (n, s) in enumerate(zip(names, styles, strict=True))]


def closing(form: forms.Form) -> Iterator[Row]:
    """Total and grade."""
    figures = [Cell(6, form["总分值"], DECIMAL), Cell(7, form["总分"], DECIMAL), Cell(8, None, CENTRE)]
    yield Row(22.5, [Cell(1, "总分", LABEL, 4), *figures])
    yield Row(22.5, [Cell(1, "评分等级", LABEL, 4), Cell(6, form["评分等级"], CENTRE, 2)])


def text_height(text: str, width: float, size: float) -> float:
    """Points that a wrapped text needs in columns of that width."""
    ems = max(1, int((width * 7 - 6) * 0.75 / size))
    wide = [len(line) - 0.45 * sum(map(str.isascii, line)) for line in text.split("\n")]
    return 1.35 * size * sum(max(1, math.ceil(each / ems)) for each in wide) + 4


def _height(cells: list[Cell], widths: tuple[float, ...], least: float) -> float:
    """Points of a row from its texts, merged labels aside."""
    return max(
        least,
        *(
            text_height(cell.value, widths[cell.column - 1], cell.style.size)
            for cell in cells
            if cell.style.wraps and cell.value and isinstance(cell.value, str) and not cell.down
        ),
    )


def _labels(names: str, column: int = 1) -> list[Cell]:
    return [Cell(column + i, name, LABEL) for i, name in enumerate(names.split())]
