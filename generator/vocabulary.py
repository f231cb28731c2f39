"""Everything that a template may say: the forms' own labels, as records whose fields are those labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pydantic import BaseModel

from generator.model.amounts import half_up, to_number, truncate
from generator.model.booklet import Booklet
from generator.model.indicator import Indicator, ScoredIndicator
from generator.model.markup import paragraphs
from generator.model.project import SelfEvaluation, TargetDeclaration
from generator.model.score import Figure, IndicatorScore, ProjectScore, Rate

_NO_POINTS = "-"  # what the part rows of the funds print for 分数 and 得分
_FULL_MARKS = Decimal("100.00")
_CENTS = re.compile(r"-?\d+\.\d\d")


class Record(dict[str, object]):
    """A thing of the data; its fields are labels of the form."""

    __slots__ = ()


def vocabulary(booklet: Booklet, scores: tuple[ProjectScore, ...]) -> Record:
    """The names that a template of this booklet can use."""
    projects = [_evaluation(p, s) for p, s in zip(booklet.evaluations, scores, strict=True)]
    projects += [_declaration(p) for p in booklet.declarations]
    for number, project in enumerate(projects, 1):
        project["序号"] = number
        project.update({name: project.get(name, "") for name in booklet.extra_fields.project})
        for indicator in project["绩效指标"]:  # type: ignore[attr-defined]
            indicator.update({name: indicator.get(name, "") for name in booklet.extra_fields.indicator})
    return Record(
        表种=booklet.kind,
        年度=booklet.year,
        部门=booklet.department,
        标题=booklet.title,
        金额单位=booklet.money_unit,
        项目列表=projects,
        合计=_totals(booklet),
    )


def _evaluation(project: SelfEvaluation, score: ProjectScore) -> Record:
    funds = {}
    for name, label in _fields(type(project.funds)):
        whole = name == "total"
        row, rate = getattr(project.funds, name), getattr(score.rates, name)
        funds[label] = Record(
            年初预算数=_blank_or(row.initial_budget),
            全年预算数=_blank_or(row.budget),
            全年执行数=_blank_or(row.executed),
            分数=half_up(score.budget_weight) if whole else _NO_POINTS,
            执行率=_shown_rate(rate),
            得分=_shown(score.budget) if whole else _NO_POINTS,
        )
    return Record(
        project.extra,
        项目名称=project.name,
        主管部门=project.department,
        实施单位=project.unit,
        项目资金=Record(funds),
        年度总体目标=Record(
            预期目标=paragraphs(project.goals.expected), 实际完成情况=paragraphs(project.goals.achieved)
        ),
        绩效指标=[
            Record(
                _indicator(number, indicator),
                实际完成值=indicator.actual.text,
                分值=half_up(indicator.weight),
                得分=_shown(points.figure),
                偏差原因分析及改进措施=indicator.reason,
            )
            for number, indicator, points in _numbered(project, score.indicators)
        ],
        总分值=_FULL_MARKS,
        总分=_shown(score.total),
        评分等级=score.grade,
    )


def _indicator(number: int, indicator: Indicator) -> Record:
    """What both forms say of an indicator."""
    return Record(
        indicator.extra,
        序号=number,
        一级指标=indicator.first_level,
        二级指标=indicator.second_level,
        三级指标=indicator.name,
        年度指标值=indicator.target.text,
    )


def _numbered(
    project: SelfEvaluation, points: Iterable[IndicatorScore]
) -> Iterator[tuple[int, ScoredIndicator, IndicatorScore]]:
    pairs = zip(project.indicators, points, strict=True)
    return ((number, indicator, score) for number, (indicator, score) in enumerate(pairs, 1))


def _fields(model: type[BaseModel]) -> list[tuple[str, str]]:
    """The attributes of a model with their labels."""
    return [(name, field.alias) for name, field in model.model_fields.items() if field.alias]


def _declaration(project: TargetDeclaration) -> Record:
    return Record(
        project.extra,
        项目名称=project.name,
        项目性质=project.nature,
        项目类别=project.category,
        主管部门=project.department,
        实施单位=project.unit,
        计划开始日期=project.start,
        计划完成日期=project.end,
        项目资金=Record(
            {label: _blank_or(getattr(project.funds, name)) for name, label in _fields(type(project.funds))}
        ),
        项目绩效目标=Record(
            项目总目标=paragraphs(project.goals.project), 年度总体目标=paragraphs(project.goals.year)
        ),
        绩效指标=[_indicator(number, indicator) for number, indicator in enumerate(project.indicators, 1)],
    )


def _totals(booklet: Booklet) -> Record:
    """The sums over all projects, in the booklet's unit of money."""
    if booklet.declarations:
        funds = [project.funds for project in booklet.declarations]
        return Record(
            {label: _sum(getattr(f, name) for f in funds) for name, label in _fields(type(funds[0]))}
        )
    rows = [project.funds.total for project in booklet.evaluations]
    budget, executed = _sum(row.budget for row in rows), _sum(row.executed for row in rows)
    rounded = truncate if booklet.scoring.budget.rounding == "截断" else half_up
    rate = rounded(executed * 100 / budget) if budget else booklet.scoring.budget.zero_rate
    return Record(
        年初预算数=_sum(row.initial_budget for row in rows),
        全年预算数=budget,
        全年执行数=executed,
        执行率=rate,
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return _amount(sum((amount for amount in amounts if amount is not None), Decimal(0)))


def _blank_or(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else _amount(amount)


def _amount(amount: Decimal) -> Decimal:
    """An amount in one way, however it was written: 100, 100.0 and 100.000 are 100.00, 1.2340 is 1.234."""
    cents = half_up(amount)
    return cents if cents == amount else amount.normalize()


def _shown(figure: Figure) -> Decimal | str:
    """A score as a number; as text where the input states one that is not written with two decimals."""
    if figure.stated is None:
        return figure.text if figure.computed is None else half_up(figure.computed)
    return _typed(figure.stated.text)


def _shown_rate(rate: Rate) -> Decimal | str:
    return _typed(rate.text)


def _typed(text: str) -> Decimal | str:
    number = to_number(text) if _CENTS.fullmatch(text) else None
    return text if number is None else number
