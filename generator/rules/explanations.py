"""EXP: what fell short is explained in 偏差原因分析及改进措施."""

from __future__ import annotations

from generator.finding import Severity
from generator.rules.rule import Evaluation, Found, rule
from generator.translation import _


@rule("EXP101")
def shortfall_is_explained(form: Evaluation) -> Found:
    """An indicator that is not reached, or earns less than its weight, has a reason."""
    for position, (indicator, score) in enumerate(
        zip(form.project.indicators, form.score.indicators, strict=True)
    ):
        points = score.figure.number
        if indicator.reason:
            continue
        path = ("indicators", position, "reason")
        if points is not None and points < score.weight:
            message = _("{points} of {weight} points without a reason")
            yield path, message.format(points=f"{points:.2f}", weight=f"{score.weight:.2f}")
        elif score.reached is False:
            yield (
                path,
                _("the target {target} is not reached, and no reason is given").format(
                    target=indicator.target
                ),
            )


@rule("EXP102", Severity.WARNING)
def deviation_is_explained(form: Evaluation) -> Found:
    """An actual value far from its target has a reason; how far is a setting (30 %)."""
    limit = form.booklet.scoring.deviation_limit
    for position, (indicator, score) in enumerate(
        zip(form.project.indicators, form.score.indicators, strict=True)
    ):
        if score.deviation is not None and score.deviation > limit and not indicator.reason:
            message = _("{actual} is {deviation} % away from the target {target}, without a reason")
            deviation = f"{score.deviation:.2f}"
            path = ("indicators", position, "reason")
            yield path, message.format(actual=indicator.actual, deviation=deviation, target=indicator.target)


@rule("EXP103", Severity.WARNING)
def low_rate_is_explained(form: Evaluation) -> Found:
    """A rate below the floor (90 %) is explained in the reason of some indicator."""
    rate, floor = form.score.rates.total, form.booklet.checks.rate_floor
    number = rate.figure.number
    if number is not None and number < floor and not any(each.reason for each in form.project.indicators):
        message = _("the rate is {rate} %, below {floor} %, and no indicator gives a reason")
        yield ("funds", "total", "executed"), message.format(rate=f"{number:.2f}", floor=f"{floor:.0f}")
