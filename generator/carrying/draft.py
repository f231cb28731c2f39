"""A booklet's projects as the forms of another year or kind begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator import tree
from generator.carrying.marks import Kind, Mark
from generator.carrying.money import in_unit
from generator.carrying.points import proposed
from generator.carrying.years import foreign_years, moved
from generator.errors import GeneratorError
from generator.model.booklet import Booklet
from generator.model.funds import PARTS, RequestedFunds
from generator.model.indicator import Indicator, ScoredIndicator
from generator.model.labels import labelled
from generator.model.project import Project, SelfEvaluation, TargetDeclaration
from generator.model.settings import SCHEME, SCHEME_WITH_COST
from generator.sheets.layout import FUNDS, INDICATORS, NUMBER

_PROJECTS = "项目"  # the sheet


class Draft(NamedTuple):
    """Projects as plain data, and what people are told at their cells."""

    projects: list[tree.Mapping]
    marks: list[Mark]


class _Way(NamedTuple):
    """From which booklet to which form, of which year, in which unit of money."""

    source: Booklet
    year: int
    money_unit: str


def carried_over(source: Booklet, kind: str, year: int, money_unit: str) -> Draft:
    """The projects of `source` as the forms of a kind and year begin, amounts in a unit of money.

    Raises:
        GeneratorError: an amount cannot be written in that unit.

    """
    way = _Way(source, year, money_unit)
    carry = _evaluation if kind == "自评表" else _declaration
    projects: list[tree.Mapping] = []
    marks: list[Mark] = []
    for project in source.projects:
        try:
            data, notes = carry(project, way)
        except GeneratorError as error:
            raise GeneratorError(f"{project.name}: {error.message}") from error
        projects.append(_filled(data))
        marks += [*notes, *_foreign(project.name, data, way)]
    return Draft(projects, marks)


_Carried = tuple[tree.Mapping, list[Mark]]


def _evaluation(project: Project, way: _Way) -> _Carried:
    goal = project.goals.expected if isinstance(project, SelfEvaluation) else project.goals.year
    data = _head(project) | {"年度总体目标": {"预期目标": goal}}
    if isinstance(project, TargetDeclaration):
        data[FUNDS] = _approved(project.funds, way)
    points, suggested = _points(project, way)
    rows = [_indicator(each) for each in project.indicators]
    for row, weight in zip(rows, points, strict=True):
        row["分值"] = weight
    data[INDICATORS] = list(rows)
    words = "程序建议的分值（一级指标的总分平均分配），请核定"
    marks = [
        Mark(project.name, INDICATORS, position, "分值", Kind.PROPOSAL, words)
        for position in range(len(rows) if suggested else 0)
    ]
    return data, marks


def _declaration(project: Project, way: _Way) -> _Carried:
    data = _head(project)
    if isinstance(project, TargetDeclaration):
        data |= {"项目性质": project.nature, "项目类别": project.category, **_dates(project, way)}
        data["项目绩效目标"] = {"项目总目标": project.goals.project, "年度总体目标": project.goals.year}
    else:
        data["项目绩效目标"] = {"年度总体目标": project.goals.expected}
    data[INDICATORS] = [_indicator(each) for each in project.indicators]
    return data, [*_past_amounts(project, way), *_past_actuals(project, way)]


def _head(project: Project) -> tree.Mapping:
    return {
        "项目名称": project.name,
        "主管部门": project.department,
        "实施单位": project.unit,
        **project.extra,
    }


def _indicator(indicator: Indicator) -> tree.Mapping:
    return {
        "一级指标": indicator.first_level,
        "二级指标": indicator.second_level,
        "三级指标": indicator.name,
        "年度指标值": indicator.target.text,
        **indicator.extra,
    }


def _approved(funds: RequestedFunds, way: _Way) -> tree.Mapping:
    """The rows of a self-evaluation: what was requested for the year is the budget, at its start and in all."""
    rows: tree.Mapping = {}
    for row, name in (("年度资金总额", "total"), *((_label(name), name) for name in PARTS)):
        amount: Decimal | None = getattr(funds, name)
        if amount is not None:
            text = in_unit(amount, way.source.money_unit, way.money_unit)
            rows[row] = {"年初预算数": text, "全年预算数": text}
    return rows


def _label(name: str) -> str:
    return str(labelled(RequestedFunds, (name,))[0])


def _points(project: Project, way: _Way) -> tuple[Sequence[str], bool]:
    """The points of each indicator, and whether they are only a proposal."""
    if isinstance(project, SelfEvaluation):
        return [f"{each.weight:f}" for each in project.indicators], False
    levels = [each.first_level for each in project.indicators]
    shares = proposed(levels, SCHEME_WITH_COST if "成本指标" in levels else SCHEME)
    return shares or [""] * len(levels), shares is not None


def _dates(project: TargetDeclaration, way: _Way) -> tree.Mapping:
    """The dates moved to the new year; a project that reaches into it keeps its own."""
    days = {"计划开始日期": project.start, "计划完成日期": project.end}
    goes_on = project.start and project.end and project.start.year < way.year <= project.end.year
    years = 0 if goes_on else way.year - way.source.year
    return {label: moved(day, years).isoformat() for label, day in days.items() if day}


def _past_amounts(project: Project, way: _Way) -> Iterator[Mark]:
    if isinstance(project, SelfEvaluation):
        what, amount = "全年预算数", project.funds.total.budget
    else:
        what, amount = "年度资金申请总额", project.funds.total
    if amount is not None:
        text = in_unit(amount, way.source.money_unit, way.money_unit)
        words = f"上年（{way.source.year}）{what}：{Decimal(text):,f} {way.money_unit}"
        yield Mark(project.name, FUNDS, 0, "年度资金申请总额", Kind.NOTE, words)


def _past_actuals(project: Project, way: _Way) -> Iterator[Mark]:
    for position, each in enumerate(project.indicators):
        if isinstance(each, ScoredIndicator) and each.actual.text:
            words = f"上年（{way.source.year}）实际完成值：{each.actual.text}"
            yield Mark(project.name, INDICATORS, position, NUMBER, Kind.NOTE, words)


def _foreign(name: str, data: tree.Mapping, way: _Way) -> Iterator[Mark]:
    """Marks at the texts that speak of other years."""
    for sheet, row, heading, text in _texts(data):
        years = foreign_years(text, way.source.year, way.year, way.source.checks.plans)
        if years:
            told = "、".join(f"{each}年" if each.isdigit() else f"“{each}”" for each in years)
            words = f"文中有{told}，请按{way.year}年的情况修改"
            yield Mark(name, sheet, row, heading, Kind.REVISE, words, years)


def _texts(data: tree.Mapping) -> Iterator[tuple[str, int, str, str]]:
    """The texts of a form in sentences: sheet, row, heading, text."""
    for key, value in data.items():
        if key in ("项目绩效目标", "年度总体目标") and isinstance(value, dict):
            yield from ((_PROJECTS, 0, heading, str(text)) for heading, text in value.items())
        elif key == INDICATORS and isinstance(value, list):
            for row, indicator in enumerate(value):
                assert isinstance(indicator, dict)  # made above
                for label, heading in (("三级指标", "三级指标"), ("年度指标值", NUMBER)):
                    yield INDICATORS, row, heading, str(indicator[label])
        elif key == "项目名称":
            yield _PROJECTS, 0, key, str(value)


def _filled(data: tree.Mapping) -> tree.Mapping:
    kept = tree.without_blanks(data)
    assert isinstance(kept, dict)  # a mapping stays one
    return kept
