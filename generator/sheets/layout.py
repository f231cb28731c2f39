"""Which sheets an input workbook has, and where each of their columns goes in the data."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from generator.tree import Tree, texts, value_at

PROJECTS = "项目列表"  # the key of the data that holds the projects
NAME = "项目名称"  # the column that every sheet has
FUNDS = "项目资金"
INDICATORS = "绩效指标"
EXEMPTIONS = "检查"  # the key of the data for what the column 免检 says
FUND = "资金"  # the column that names a fund row of a self-evaluation
TARGET, ACTUAL = "年度指标值", "实际完成值"
OPERATOR, NUMBER, UNIT = "符号", "指标值", "计量单位"  # a target in three columns


class Kind(Enum):
    """How a column's cells are stored: a text that is a plain number becomes a number, and so on."""

    TEXT = "text"
    AMOUNT = "amount"  # of money
    NUMBER = "number"
    DATE = "date"
    EXEMPTIONS = "exemptions"  # codes with reasons, see `exemptions`


class Column(NamedTuple):
    """A column of a tidy sheet."""

    heading: str
    path: tuple[str, ...]  # of the value in the record that a row stands for
    kind: Kind = Kind.TEXT
    required: bool = True
    stated: bool = False  # rarely given, so that a sheet has the column only where there is a value
    width: int = 16  # in Excel's units of a digit's width


class Layout(NamedTuple):
    """The sheets 项目, 项目资金 and 绩效指标 of one kind of form."""

    project: tuple[Column, ...]
    funds: tuple[Column, ...]
    indicators: tuple[Column, ...]
    fund_rows: tuple[str, ...]  # the rows that the funds of a project have; empty when it is one row
    keys: tuple[str, ...]  # of a project, in the order of the form

    def with_extras(self, project: Iterable[str], indicator: Iterable[str]) -> Layout:
        """The same layout with the fields that a booklet declares in 附加字段."""
        return self._replace(
            project=_extended(self.project, project),
            indicators=_extended(self.indicators, indicator),
            keys=tuple(dict.fromkeys((*self.keys, *project))),
        )


def _extended(columns: tuple[Column, ...], names: Iterable[str]) -> tuple[Column, ...]:
    taken = {column.heading for column in columns}
    names = [name for name in dict.fromkeys(names) if name not in taken]
    extras = tuple(Column(name, (name,), required=False) for name in names)
    return (*columns[:-1], *extras, columns[-1])  # 免检 stays the last


_EXEMPT = Column("免检", (EXEMPTIONS,), Kind.EXEMPTIONS, required=False, stated=True, width=30)

_LEVELS = (
    Column("一级指标", ("一级指标",), width=13),
    Column("二级指标", ("二级指标",), width=21),
    Column("三级指标", ("三级指标",), width=34),
    Column(OPERATOR, (), width=7),
    Column(NUMBER, (TARGET,), Kind.NUMBER, width=24),
    Column(UNIT, (), width=12),
)

SELF_EVALUATION = Layout(
    project=(
        Column(NAME, (NAME,), width=30),
        Column("主管部门", ("主管部门",), width=18),
        Column("实施单位", ("实施单位",), width=18),
        Column("预期目标", ("年度总体目标", "预期目标"), width=80),
        Column("实际完成情况", ("年度总体目标", "实际完成情况"), width=80),
        Column("总分", ("总分",), Kind.NUMBER, required=False, stated=True, width=10),
        Column("评分等级", ("评分等级",), required=False, stated=True, width=10),
        _EXEMPT,
    ),
    funds=(
        Column("年初预算数", ("年初预算数",), Kind.AMOUNT),
        Column("全年预算数", ("全年预算数",), Kind.AMOUNT),
        Column("全年执行数", ("全年执行数",), Kind.AMOUNT),
        Column("执行率", ("执行率",), Kind.NUMBER, required=False, stated=True, width=10),
        Column("得分", ("得分",), Kind.NUMBER, required=False, stated=True, width=10),
    ),
    indicators=(
        *_LEVELS,
        Column(ACTUAL, (ACTUAL,), Kind.NUMBER, width=24),
        Column("分值", ("分值",), Kind.NUMBER, width=8),
        Column("得分", ("得分",), Kind.NUMBER, required=False, stated=True, width=8),
        Column("偏差原因分析及改进措施", ("偏差原因分析及改进措施",), required=False, width=30),
        _EXEMPT,
    ),
    fund_rows=("年度资金总额", "当年财政拨款", "上年结转资金", "其他资金"),
    keys=(NAME, "主管部门", "实施单位", FUNDS, "年度总体目标", INDICATORS, "总分", "评分等级", EXEMPTIONS),
)

TARGET_DECLARATION = Layout(
    project=(
        Column(NAME, (NAME,), width=30),
        Column("项目性质", ("项目性质",), width=18),
        Column("项目类别", ("项目类别",), width=14),
        Column("主管部门", ("主管部门",), width=18),
        Column("实施单位", ("实施单位",), width=18),
        Column("计划开始日期", ("计划开始日期",), Kind.DATE, width=13),
        Column("计划完成日期", ("计划完成日期",), Kind.DATE, width=13),
        Column("项目总目标", ("项目绩效目标", "项目总目标"), width=40),
        Column("年度总体目标", ("项目绩效目标", "年度总体目标"), width=80),
        _EXEMPT,
    ),
    funds=tuple(
        Column(heading, (heading,), Kind.AMOUNT, width=18)
        for heading in (
            "项目资金总额",
            "财政资金",
            "项目其他资金",
            "年度资金申请总额",
            "当年财政拨款",
            "上年结转资金",
            "其他资金",
        )
    ),
    indicators=(*_LEVELS, _EXEMPT),
    fund_rows=(),
    keys=(
        NAME,
        "项目性质",
        "项目类别",
        "主管部门",
        "实施单位",
        "计划开始日期",
        "计划完成日期",
        FUNDS,
        "项目绩效目标",
        INDICATORS,
        EXEMPTIONS,
    ),
)

_LAYOUTS = {"自评表": SELF_EVALUATION, "申报表": TARGET_DECLARATION}


def layout_of(booklet: Tree) -> Layout | None:
    """The layout for the data of a booklet; None when its 表种 is not one of the two."""
    kind = booklet.get("表种", "") if isinstance(booklet, dict) else ""
    layout = _LAYOUTS.get(kind.strip()) if isinstance(kind, str) else None
    return None if layout is None else with_declared(layout, booklet)


def with_declared(layout: Layout, booklet: Tree) -> Layout:
    """`layout` with the extra fields of a booklet, as far as they are lists of names."""
    try:
        names = [texts(value_at(booklet, ("附加字段", sheet))) for sheet in ("项目", INDICATORS)]
    except LookupError:  # the model reports it
        return layout
    project, indicator = ([name.strip() for name in group] for group in names)
    return layout.with_extras(project, indicator)
