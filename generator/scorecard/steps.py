"""The steps of a score as data: what goes in, what comes out, and what a stated value would need to agree."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from generator import scoring
from generator.model.amounts import half_up, truncate
from generator.model.funds import PARTS, ExecutedFunds, FundRow
from generator.model.indicator import ScoredIndicator
from generator.model.labels import labelled
from generator.model.project import SelfEvaluation
from generator.model.score import Basis, Figure, IndicatorScore, ProjectScore, Rate
from generator.model.settings import QualitativeBands, ScoringSettings
from generator.model.value import Value

_HUNDRED = Decimal(100)


class Rule(Enum):
    """By which rule an indicator earns its points."""

    FULL = auto()  # the target is reached
    SHARE = auto()  # weight × actual ÷ target
    DISTANCE = auto()  # weight × (1 − distance)
    RATIO = auto()  # weight × target ÷ actual
    NOTHING = auto()  # a target of 0 that was missed
    BAND = auto()  # words: a person says where in the band
    NONE = auto()  # nobody can tell


class RateStep(NamedTuple):
    """执行率 of one row."""

    row: str  # its label
    executed: Decimal | None
    budget: Decimal | None
    rate: Rate
    rounding: str  # 截断 or 四舍五入
    accepted: tuple[Decimal, ...]  # with what a stated rate would agree; empty where it does


class BudgetStep(NamedTuple):
    """得分 of the budget."""

    weight: Decimal
    exact_rate: Decimal | None  # percent
    exact: Decimal | None  # points before rounding
    figure: Figure
    accepted: tuple[Decimal, ...]


class IndicatorStep(NamedTuple):
    """得分 of one indicator."""

    name: str
    target: Value
    actual: Value
    number: Decimal | None  # the actual in the unit of the target
    weight: Decimal
    rule: Rule
    basis: Basis
    reached: bool | None
    deviation: Decimal | None  # percent of the target
    figure: Figure
    band: tuple[Decimal, Decimal] | None  # points, of an answer in words
    agrees: bool


class GradeStep(NamedTuple):
    """评分等级."""

    computed: str
    threshold: Decimal | None  # of that grade
    next: tuple[str, Decimal] | None  # the grade above, and how many points it takes
    stated: str


class Card(NamedTuple):
    """All steps of one self-evaluation."""

    project: str
    rates: tuple[RateStep, ...]  # of the total, then of the parts that state one
    budget: BudgetStep
    indicators: tuple[IndicatorStep, ...]
    total: Figure
    grade: GradeStep


def card(project: SelfEvaluation, score: ProjectScore, settings: ScoringSettings) -> Card:
    """The steps of a score, which was made under the same settings."""
    pairs = zip(project.indicators, score.indicators, strict=True)
    return Card(
        project.name,
        _rates(project.funds, score, settings),
        _budget(score),
        tuple(_indicator(indicator, points, settings) for indicator, points in pairs),
        score.total,
        _grade(project, score, settings),
    )


def _rates(funds: ExecutedFunds, score: ProjectScore, settings: ScoringSettings) -> tuple[RateStep, ...]:
    steps = []
    for name in ("total", *PARTS):
        row: FundRow = getattr(funds, name)
        rate: Rate = getattr(score.rates, name)
        if name != "total" and rate.figure.stated is None:
            continue
        exact = rate.exact or Decimal(0)
        possible = tuple(dict.fromkeys((truncate(exact), half_up(exact))))
        agrees = rate.figure.stated is None or rate.figure.stated.number in possible
        label = str(labelled(ExecutedFunds, (name,))[-1])
        accepted = () if agrees else possible
        steps.append(RateStep(label, row.executed, row.budget, rate, settings.budget.rounding, accepted))
    return tuple(steps)


def _budget(score: ProjectScore) -> BudgetStep:
    weight, rate, figure = score.budget_weight, score.rates.total.exact, score.budget
    if rate is None:
        return BudgetStep(weight, None, None, figure, ())
    # A printed rate may have been multiplied instead of the exact one.
    possible = tuple(
        dict.fromkeys(
            half_up(min(weight * each / _HUNDRED, weight)) for each in (rate, truncate(rate), half_up(rate))
        )
    )
    agrees = figure.stated is None or figure.stated.number in possible
    return BudgetStep(weight, rate, weight * rate / _HUNDRED, figure, () if agrees else possible)


def _indicator(indicator: ScoredIndicator, score: IndicatorScore, settings: ScoringSettings) -> IndicatorStep:
    number = scoring.comparable_number(indicator.target, indicator.actual)
    band = _band(score, settings.bands)
    return IndicatorStep(
        indicator.name, indicator.target, indicator.actual, number, score.weight,
        _rule(indicator.target, number, score, settings), score.basis, score.reached, score.deviation,
        score.figure, band, _agrees(score, band),
    )  # fmt: skip


def _agrees(score: IndicatorScore, band: tuple[Decimal, Decimal] | None) -> bool:
    stated = score.figure.stated
    if stated is None:
        return True
    if band is not None:
        return band[0] <= stated.number <= band[1]
    if score.figure.computed is None:
        return 0 <= stated.number <= score.weight
    return stated.number == score.figure.computed


def _rule(target: Value, number: Decimal | None, score: IndicatorScore, settings: ScoringSettings) -> Rule:
    if score.basis is not Basis.NUMBERS or target.number is None or number is None:
        words = {Basis.REACHED: Rule.FULL, Basis.PARTLY: Rule.BAND, Basis.FAILED: Rule.BAND}
        return words.get(score.basis, Rule.NONE)
    if score.reached:
        return Rule.FULL
    if target.number == 0:
        return Rule.NOTHING
    if target.operator in ("≤", "<"):
        return Rule.RATIO if settings.reverse == "比例" and number > 0 else Rule.DISTANCE
    return Rule.SHARE if 0 <= number <= target.number else Rule.DISTANCE


def _band(score: IndicatorScore, bands: QualitativeBands) -> tuple[Decimal, Decimal] | None:
    """The points that an answer in words may earn."""
    percent = {
        Basis.REACHED: (bands.reached_floor, _HUNDRED),
        Basis.PARTLY: (bands.partly_floor, bands.reached_floor),
        Basis.FAILED: (Decimal(0), bands.partly_floor),
    }.get(score.basis)
    if percent is None:
        return None
    lowest, highest = (half_up(score.weight * each / _HUNDRED) for each in percent)
    return lowest, highest


def _grade(project: SelfEvaluation, score: ProjectScore, settings: ScoringSettings) -> GradeStep:
    total, computed = score.total.number, score.computed_grade
    grades = scoring.falling_grades(settings)
    above = [(name, lowest - total) for name, lowest in grades if total is not None and lowest > total]
    return GradeStep(
        computed, settings.grades.get(computed), above[-1] if above else None, project.stated_grade
    )
