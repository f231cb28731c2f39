"""SCO: the weights of the indicators follow the scheme."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from generator.finding import Severity
from generator.model.amounts import half_up
from generator.model.booklet import Booklet
from generator.model.indicator import ScoredIndicator
from generator.model.settings import SCHEME, SCHEME_WITH_COST
from generator.rules.rule import Evaluation, Found, rule
from generator.translation import _

_HUNDRED = Decimal(100)


@rule("SCO101")
def weights_add_up(form: Evaluation) -> Found:
    """The weights of the indicators add up to 100 less the weight of the budget.

    Otherwise the form does not have 100 points, and its total and grade cannot be compared with any other.

    Do: put the weights right; the weight of the budget is the setting 计分.预算执行率.分值.
    Bad:
        计分: {预算执行率: {分值: 20}}
    Good:
        计分: {预算执行率: {分值: 10}}
    Source: 财预〔2020〕10号
    """
    if not form.project.indicators:
        return
    total = sum((indicator.weight for indicator in form.project.indicators), Decimal(0))
    expected = _HUNDRED - form.score.budget_weight
    if total != expected:
        message = _("the indicators weigh {total} points together, expected {expected}")
        yield ("indicators",), message.format(total=points(total), expected=points(expected))


@rule("SCO102", Severity.WARNING)
def first_levels_follow_the_scheme(form: Evaluation) -> Found:
    """Each first level weighs what the scheme gives it.

    The scheme keeps outputs, benefits and satisfaction in one proportion over all projects. It is the setting
    计分.一级指标; without one it is 50/30/10, and 20/40/20/10 with costs.

    Do: shift points between the indicators, or set the scheme that your finance office prescribes.
    Bad:
        计分: {一级指标: {成本指标: 10, 产出指标: 50, 效益指标: 20, 满意度指标: 10}}
    Good:
        计分: {一级指标: {成本指标: 20, 产出指标: 40, 效益指标: 20, 满意度指标: 10}}
    Source: 财预〔2020〕10号、财预〔2021〕101号
    """
    weights: dict[str, Decimal] = defaultdict(Decimal)
    starts: dict[str, int] = {}  # the first indicator of each level
    for position, indicator in enumerate(form.project.indicators):
        weights[indicator.first_level] += indicator.weight
        starts.setdefault(indicator.first_level, position)
    for level, expected in scheme(form.booklet, form.project.indicators).items():
        # A level without any indicator is an error of its own: LVL105.
        if level in weights and weights[level] != expected:
            message = _("{level} weighs {weight} points, the scheme gives it {expected}")
            path = ("indicators", starts[level], "first_level")
            weight = points(weights[level])
            yield path, message.format(level=level, weight=weight, expected=points(expected))


@rule("SCO112")
def weights_are_above_zero(form: Evaluation) -> Found:
    """Every indicator weighs something.

    An indicator without weight is not evaluated, whatever was reached.

    Do: give it points, or leave it out.
    Bad:
        计分: {预算执行率: {分值: 20}, 一级指标: {成本指标: 10, 产出指标: 40, 效益指标: 20, 满意度指标: 10}}
        分值: 0
    Good:
        分值: 10
    Source: 财预〔2020〕10号
    """
    for position, indicator in enumerate(form.project.indicators):
        if indicator.weight <= 0:
            message = _("the weight is {weight}, expected more than 0")
            yield ("indicators", position, "weight"), message.format(weight=points(indicator.weight))


@rule("SCO113", Severity.WARNING)
def no_indicator_decides_alone(form: Evaluation) -> Found:
    """No single indicator carries 30 points or more.

    One figure, or one word, then decides over a grade. How many points are too many is the setting 单项分值上限.

    Do: divide the points over several indicators of the level.
    Bad:
        检查: {单项分值上限: 15}
    Good:
        检查: {单项分值上限: 30}
    Source: 审核惯例
    """
    heaviest = form.booklet.checks.heaviest
    for position, indicator in enumerate(form.project.indicators):
        if indicator.weight >= heaviest:
            message = _("one indicator carries {weight} of 100 points: divide {level} into several")
            yield (
                ("indicators", position, "weight"),
                message.format(weight=points(indicator.weight), level=indicator.first_level or _("it")),
            )


def scheme(booklet: Booklet, indicators: tuple[ScoredIndicator, ...]) -> dict[str, Decimal]:
    """The points of each first level: the booklet's own, or the rule's with or without costs."""
    with_cost = any(indicator.first_level == "成本指标" for indicator in indicators)
    return booklet.scoring.scheme or (SCHEME_WITH_COST if with_cost else SCHEME)


def points(number: Decimal) -> str:
    """Points as messages write them."""
    return f"{half_up(number):.2f}"
