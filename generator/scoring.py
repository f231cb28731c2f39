"""How a self-evaluation scores: rates, points, total and grade.

Source: 财预〔2020〕10号; truncation of the rate as in Shanghai's municipal export. Everything that
regions do differently comes from the booklet's 计分.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.model.amounts import compact, half_up, truncate
from generator.model.booklet import Booklet
from generator.model.funds import FundRow
from generator.model.indicator import ScoredIndicator
from generator.model.project import SelfEvaluation
from generator.model.score import Basis, Figure, FundRates, IndicatorScore, ProjectScore, Rate
from generator.model.settings import BudgetScoring, QualitativeBands, ScoringSettings
from generator.model.units import converted
from generator.model.value import Value

_HUNDRED = Decimal(100)
_ZERO = Decimal(0)
_CUT_TEXT = 6  # characters: an actual this long that begins its target was cut off by the cell


def score_booklet(booklet: Booklet) -> tuple[ProjectScore, ...]:
    """The scores of all self-evaluations in order; empty for a booklet of target forms."""
    return tuple(score_project(project, booklet.scoring) for project in booklet.evaluations)


def score_project(project: SelfEvaluation, settings: ScoringSettings) -> ProjectScore:
    """What the form computes; a total that lacks a part is None."""
    funds = project.funds
    rows = (funds.total, funds.appropriation, funds.carried_over, funds.other)
    rates = FundRates(*(_rate(row, settings.budget) for row in rows))
    budget = Figure(_budget_points(rates.total.exact, settings.budget.weight), funds.total.stated_score)
    indicators = tuple(score_indicator(indicator, settings) for indicator in project.indicators)
    total = Figure(_sum(budget, *(score.figure for score in indicators)), project.stated_total)
    grade = _grade(total.number, settings)
    return ProjectScore(
        rates=rates,
        budget=budget,
        budget_weight=settings.budget.weight,
        indicators=indicators,
        total=total,
        grade=project.stated_grade or grade,
        computed_grade=grade,
    )


def score_indicator(indicator: ScoredIndicator, settings: ScoringSettings) -> IndicatorScore:
    """The points of one indicator, None where only a person can say them."""
    answer = _answer(indicator.target, indicator.actual, settings)
    points = None if answer.share is None else half_up(indicator.weight * answer.share)
    figure = Figure(points, indicator.stated_score)
    return IndicatorScore(indicator.weight, figure, answer.basis, answer.reached, answer.deviation)


def _rate(row: FundRow, settings: BudgetScoring) -> Rate:
    exact = None
    if row.budget and row.executed is not None:
        exact = row.executed * _HUNDRED / row.budget
    rounded = truncate if settings.rounding == "截断" else half_up
    figure = Figure(None if exact is None else rounded(exact), row.stated_rate)
    blank = row.budget is None and row.executed is None
    text = figure.text or ("" if row.budget or blank else settings.zero_rate)
    return Rate(exact, figure, text)


def _budget_points(rate: Decimal | None, weight: Decimal) -> Decimal | None:
    return None if rate is None else half_up(_within(weight * rate / _HUNDRED, weight))


def _sum(*figures: Figure) -> Decimal | None:
    numbers = [figure.number for figure in figures]
    known = [number for number in numbers if number is not None]
    return half_up(sum(known, _ZERO)) if len(known) == len(numbers) else None


def falling_grades(settings: ScoringSettings) -> list[tuple[str, Decimal]]:
    """The grades and their lowest totals, the best first."""
    return sorted(settings.grades.items(), key=lambda grade: grade[1], reverse=True)


def _grade(total: Decimal | None, settings: ScoringSettings) -> str:
    if total is None:
        return ""
    return next((name for name, lowest in falling_grades(settings) if total >= lowest), "")


class _Answer(NamedTuple):
    """How an actual answers its target."""

    basis: Basis
    reached: bool | None = None
    share: Decimal | None = None  # of the weight, 0 to 1
    deviation: Decimal | None = None


_FULL = _Answer(Basis.REACHED, reached=True, share=Decimal(1))


def _answer(target: Value, actual: Value, settings: ScoringSettings) -> _Answer:
    if not target.text or not actual.text:
        return _Answer(Basis.UNANSWERED)
    if target.number is None or actual.number is None:
        return _answer_in_words(target.text, actual.text, settings.bands)
    number = comparable_number(target, actual)
    if number is None:
        return _Answer(Basis.OTHER_UNIT)
    return _answer_in_numbers(target.operator or "=", target.number, number, settings)


def comparable_number(target: Value, actual: Value) -> Decimal | None:
    """What was reached in the unit of the target, None without a number or in units that do not convert."""
    return None if actual.number is None else converted(actual.number, actual.unit, target.unit)


def _answer_in_words(target: str, actual: str, bands: QualitativeBands) -> _Answer:
    wanted, said = _words(target), _words(actual)
    if said in map(_words, bands.reached) or said == wanted:
        return _FULL
    # The other bands' words usually come with more: 部分达成并具有一定效果.
    if said.startswith(tuple(map(_words, bands.partly))):
        return _Answer(Basis.PARTLY, reached=False)
    if said.startswith(tuple(map(_words, bands.failed))):
        return _Answer(Basis.FAILED, reached=False)
    cut = len(said) >= _CUT_TEXT and wanted.startswith(said)
    return _FULL if cut else _Answer(Basis.UNREADABLE)


@lru_cache(maxsize=1024)
def _words(text: str) -> str:
    return compact(text).rstrip("。.;,、")


def _answer_in_numbers(operator: str, target: Decimal, actual: Decimal, settings: ScoringSettings) -> _Answer:
    reached = _is_reached(operator, target, actual, settings)
    if target == 0:
        return _Answer(Basis.NUMBERS, reached, Decimal(reached))
    distance = abs(actual - target) / abs(target)
    share = Decimal(1) if reached else 1 - distance
    if not reached and operator in "≤<" and settings.reverse == "比例" and actual > 0:
        share = target / actual
    return _Answer(Basis.NUMBERS, reached, _within(share, Decimal(1)), distance * _HUNDRED)


def _is_reached(operator: str, target: Decimal, actual: Decimal, settings: ScoringSettings) -> bool:
    if operator == ">":
        return actual > target
    if operator == "<":
        return actual < target
    if operator == "≤" or target == 0:  # nothing is what a zero target asks for
        return actual <= target
    if operator == "=" and settings.equals == "精确":
        return actual == target
    return actual >= target


def _within(number: Decimal, highest: Decimal) -> Decimal:
    return min(max(number, _ZERO), highest)
