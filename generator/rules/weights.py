"""SCO: the weights of the indicators follow the scheme."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from generator.finding import Severity
from generator.location import KeyPath
from generator.model.amounts import half_up
from generator.model.booklet import Booklet
from generator.model.indicator import ScoredIndicator
from generator.model.settings import SCHEME, SCHEME_WITH_COST
from generator.rules.levels import level_of
from generator.rules.rule import Evaluation, Found, rule
from generator.translation import _

_HUNDRED = Decimal(100)


class _Level(NamedTuple):
    """A first level whose weight is not that of the scheme."""

    name: str
    weight: Decimal
    expected: Decimal
    start: int  # the position of its first indicator


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
    if total == expected:
        return
    message = _("the indicators weigh {total} points together, expected {expected}")
    path: KeyPath = ("indicators",)
    off = _off_the_scheme(form)
    if len(off) == 1 and off[0].weight - off[0].expected == total - expected:
        message = _(
            "the indicators weigh {total} points together, expected {expected}: "
            "{level} has {weight}, the scheme gives it {scheme}"
        )
        path = ("indicators", off[0].start, "first_level")
    level = (
        {"level": off[0].name, "weight": points(off[0].weight), "scheme": points(off[0].expected)}
        if off
        else {}
    )
    yield path, message.format(total=points(total), expected=points(expected), **level)


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
    expected = _HUNDRED - form.score.budget_weight
    if sum(indicator.weight for indicator in form.project.indicators) != expected:
        return  # SCO101 says which level is off
    given = scheme(form.booklet, form.project.indicators)
    if not form.booklet.scoring.scheme and sum(given.values()) != expected:
        return  # the rule's own scheme is for a budget of 10 points
    for level in _off_the_scheme(form):
        message = _("{level} weighs {weight} points, the scheme gives it {expected}")
        values = {"weight": points(level.weight), "expected": points(level.expected)}
        yield ("indicators", level.start, "first_level"), message.format(level=level.name, **values)


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


def _off_the_scheme(form: Evaluation) -> list[_Level]:
    """The first levels of a form that weigh something else than the scheme gives them."""
    weights: dict[str, Decimal] = defaultdict(Decimal)
    starts: dict[str, int] = {}
    for position, indicator in enumerate(form.project.indicators):
        level = level_of(indicator, form.booklet.checks.levels)
        weights[level] += indicator.weight
        starts.setdefault(level, position)
    given = scheme(form.booklet, form.project.indicators)
    # A level without any indicator is an error of its own: LVL105.
    return [
        _Level(name, weights[name], expected, starts[name])
        for name, expected in given.items()
        if name in starts and weights[name] != expected
    ]
