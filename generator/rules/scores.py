"""SCO: weights, points, total and grade of a self-evaluation follow the rule of scoring."""

from __future__ import annotations

from decimal import Decimal

from generator.finding import Severity
from generator.location import KeyPath
from generator.model.amounts import half_up, truncate
from generator.model.funds import PARTS
from generator.model.score import Basis, Figure, Rate
from generator.model.settings import SCHEME, SCHEME_WITH_COST, QualitativeBands
from generator.rules.rule import Evaluation, Found, rule
from generator.translation import _, listed

_HUNDRED = Decimal(100)


@rule("SCO101")
def weights_add_up(form: Evaluation) -> Found:
    """The weights of the indicators add up to 100 less the weight of the budget.

    Source: 财预〔2020〕10号.
    """
    if not form.project.indicators:
        return
    total = sum((indicator.weight for indicator in form.project.indicators), Decimal(0))
    expected = _HUNDRED - form.score.budget_weight
    if total != expected:
        message = _("the indicators weigh {total} points together, expected {expected}")
        yield ("indicators",), message.format(total=_points(total), expected=_points(expected))


@rule("SCO102", Severity.WARNING)
def first_levels_follow_the_scheme(form: Evaluation) -> Found:
    """Each first level weighs what the scheme gives it.

    Source: 财预〔2020〕10号; with 成本指标 财预〔2021〕101号.
    """
    weights: dict[str, Decimal] = {}
    for indicator in form.project.indicators:
        weights[indicator.first_level] = weights.get(indicator.first_level, Decimal(0)) + indicator.weight
    usual = SCHEME_WITH_COST if "成本指标" in weights else SCHEME
    for level, expected in (form.booklet.scoring.scheme or usual).items():
        if weights and weights.get(level, 0) != expected:
            message = _("{level} weighs {weight} points, the scheme gives it {expected}")
            weight = _points(weights.get(level, Decimal(0)))
            yield ("indicators",), message.format(level=level, weight=weight, expected=_points(expected))


@rule("SCO103")
def stated_rate_is_the_rate(form: Evaluation) -> Found:
    """A stated rate is executed ÷ budget, cut off or rounded half-up to two decimals."""
    for name in ("total", *PARTS):
        rate: Rate = getattr(form.score.rates, name)
        stated = rate.figure.stated
        if stated is None:
            continue
        exact = rate.exact or Decimal(0)
        if stated.number not in (truncate(exact), half_up(exact)):
            message = _("the rate is stated as {stated}, expected {rate}")
            yield (
                ("funds", name, "stated_rate"),
                message.format(stated=stated.text, rate=_points(truncate(exact))),
            )


@rule("SCO104")
def total_is_budget_points_plus_indicator_points(form: Evaluation) -> Found:
    """A stated total is the points of the budget plus the points of all indicators."""
    total = form.score.total
    if total.stated and total.computed is not None and total.stated.number != total.computed:
        message = _("the total is stated as {stated}, but the points add up to {computed}")
        yield ("stated_total",), message.format(stated=total.stated.text, computed=_points(total.computed))


@rule("SCO105")
def budget_points_are_weight_times_rate(form: Evaluation) -> Found:
    """Stated points of the budget are weight × rate, half-up, by the exact or by a printed rate."""
    stated, rate = form.score.budget.stated, form.score.rates.total
    if stated is None or rate.exact is None:
        return
    rates = (rate.exact, truncate(rate.exact), half_up(rate.exact))
    weight = form.score.budget_weight
    if stated.number not in {half_up(min(weight * each / _HUNDRED, weight)) for each in rates}:
        message = _("the budget is stated to earn {stated} points, expected {computed}")
        computed = _points(form.score.budget.computed or Decimal(0))
        yield ("funds", "total", "stated_score"), message.format(stated=stated.text, computed=computed)


@rule("SCO106")
def indicator_points_follow_the_formula(form: Evaluation) -> Found:
    """Stated points of an indicator in numbers are what its target and its actual give."""
    for position, score in enumerate(form.score.indicators):
        stated, computed = score.figure.stated, score.figure.computed
        if score.basis is Basis.NUMBERS and stated and computed is not None and stated.number != computed:
            message = _("{stated} points are stated, expected {computed}")
            path = ("indicators", position, "stated_score")
            yield path, message.format(stated=stated.text, computed=_points(computed))


@rule("SCO107")
def points_in_words_lie_in_their_band(form: Evaluation) -> Found:
    """Stated points of an indicator in words lie in the band that its actual names.

    Source: 财预〔2020〕10号: 100–80 %, 80–60 %, 60–0 % of the weight.
    """
    bands = _bands(form.booklet.scoring.bands)
    for position, score in enumerate(form.score.indicators):
        stated, band = score.figure.stated, bands.get(score.basis)
        if stated is None or band is None:
            continue
        lowest, highest = (score.weight * percent / _HUNDRED for percent in band)
        if not lowest <= stated.number <= highest:
            message = _("{stated} points are stated, expected {lowest} to {highest} for this answer")
            path = ("indicators", position, "stated_score")
            yield path, message.format(stated=stated.text, lowest=_points(lowest), highest=_points(highest))


@rule("SCO108")
def points_lie_between_nothing_and_the_weight(form: Evaluation) -> Found:
    """Stated points are never below 0 nor above the weight."""
    rows: list[tuple[KeyPath, Decimal, Figure]] = [
        (("funds", "total", "stated_score"), form.score.budget_weight, form.score.budget)
    ]
    for position, score in enumerate(form.score.indicators):
        rows.append((("indicators", position, "stated_score"), score.weight, score.figure))
    for path, weight, figure in rows:
        if figure.stated and not 0 <= figure.stated.number <= weight:
            message = _("{stated} points are stated, expected 0 to {weight}")
            yield path, message.format(stated=figure.stated.text, weight=_points(weight))


@rule("SCO109")
def indicator_has_points(form: Evaluation) -> Found:
    """An answer that no formula covers states its points."""
    bands = _bands(form.booklet.scoring.bands)
    for position, (indicator, score) in enumerate(
        zip(form.project.indicators, form.score.indicators, strict=True)
    ):
        if score.figure.number is not None:
            continue
        path = ("indicators", position, "actual")
        if score.basis in bands:
            low, high = bands[score.basis]
            message = _("{actual} earns {lowest} to {highest} % of the weight: state 得分")
            yield path, message.format(actual=indicator.actual, lowest=low, highest=high)
        elif score.basis is Basis.UNREADABLE:
            message = _("{actual} does not say whether {target} is reached: answer 达成指标 or state 得分")
            yield path, message.format(actual=indicator.actual, target=indicator.target)


@rule("SCO110", Severity.WARNING)
def grade_is_one_of_the_grades(form: Evaluation) -> Found:
    """A stated grade is one of the grades that the booklet has."""
    stated, grades = form.project.stated_grade, form.booklet.scoring.grades
    if stated and stated not in grades:
        message = _("found grade {grade}, expected one of {grades}")
        yield ("stated_grade",), message.format(grade=stated, grades=listed(grades))


@rule("SCO111")
def grade_follows_the_total(form: Evaluation) -> Found:
    """A stated grade is the one that the total earns."""
    stated, computed = form.project.stated_grade, form.score.computed_grade
    if stated in form.booklet.scoring.grades and computed and stated != computed:
        message = _("the grade is stated as {stated}, but a total of {total} earns {grade}")
        yield ("stated_grade",), message.format(stated=stated, total=form.score.total.text, grade=computed)


@rule("SCO112")
def weights_are_above_zero(form: Evaluation) -> Found:
    """Every indicator weighs something."""
    for position, indicator in enumerate(form.project.indicators):
        if indicator.weight <= 0:
            message = _("the weight is {weight}, expected more than 0")
            yield ("indicators", position, "weight"), message.format(weight=_points(indicator.weight))


def _bands(settings: QualitativeBands) -> dict[Basis, tuple[Decimal, Decimal]]:
    """Lowest and highest percent of the weight for each answer in words."""
    return {
        Basis.REACHED: (settings.reached_floor, _HUNDRED),
        Basis.PARTLY: (settings.partly_floor, settings.reached_floor),
        Basis.FAILED: (Decimal(0), settings.partly_floor),
    }


def _points(number: Decimal) -> str:
    return f"{half_up(number):.2f}"
