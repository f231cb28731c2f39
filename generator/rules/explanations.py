"""EXP: what fell short is explained in 偏差原因分析及改进措施."""

from __future__ import annotations

from generator.finding import Severity
from generator.model.score import IndicatorScore
from generator.model.units import read_unit
from generator.rules.measures import times_off
from generator.rules.rule import Evaluation, Found, rule
from generator.rules.words import explains, unit_alone
from generator.translation import _


@rule("EXP101")
def shortfall_is_explained(form: Evaluation) -> Found:
    """An indicator that is not reached, or earns less than its weight, has a reason.

    The rule asks for cause and remedy wherever the result falls short; 无 or a unit is no reason.

    Do: write why the target was missed and what will be done about it, or put target and actual right.
    Bad: 实际完成值: 360.00(万元)
    Good:
        实际完成值: 360.00(万元)
        偏差原因分析及改进措施: 电价上调，已与供电方重新商定价格
    Source: 财预〔2020〕10号
    """
    for position, (indicator, score) in enumerate(
        zip(form.project.indicators, form.score.indicators, strict=True)
    ):
        points = score.figure.number
        if explains(indicator.reason):
            continue
        path = ("indicators", position, "reason")
        if points is not None and points < score.weight:
            message = _("{points} of {weight} points without a reason")
            yield path, message.format(points=f"{points:.2f}", weight=f"{score.weight:.2f}")
        elif score.reached is False:
            message = _("the target {target} is not reached, and no reason is given")
            yield path, message.format(target=indicator.target)


@rule("EXP102", Severity.WARNING)
def deviation_is_explained(form: Evaluation) -> Found:
    """An actual value far from its target has a reason; how far is a setting (30 %).

    A result that passes its target by far was aimed too low, or luck; either way next year's target depends on
    the reason. The limit is the setting 偏差上限.

    Do: write what made the difference, and whether the target will be raised.
    Bad: 实际完成值: 200.00(万元)
    Good:
        实际完成值: 200.00(万元)
        偏差原因分析及改进措施: 招标价低于预计，明年按实际价格测算
    Source: 财预〔2020〕10号
    """
    limit, most = form.booklet.scoring.deviation_limit, form.booklet.checks.most_times
    for position, (indicator, score) in enumerate(
        zip(form.project.indicators, form.score.indicators, strict=True)
    ):
        if score.deviation is None or score.deviation <= limit or explains(indicator.reason):
            continue
        # What falls short is EXP101; what is thousands of times off is a unit, not a result: VAL120.
        if _falls_short(score) or times_off(indicator, most) is not None:
            continue
        message = _("{actual} is {deviation} % away from the target {target}, without a reason")
        if indicator.reason:
            message = _("{actual} is {deviation} % away from the target {target}, and {reason} is no reason")
        deviation = f"{score.deviation:.2f}"
        path = ("indicators", position, "reason")
        values = {"actual": indicator.actual, "target": indicator.target, "reason": indicator.reason}
        yield path, message.format(deviation=deviation, **values)


@rule("EXP103", Severity.WARNING)
def low_rate_is_explained(form: Evaluation) -> Found:
    """A rate below the floor (90 %) is explained in the reason of some indicator.

    Money that was not spent is the first thing a reviewer asks about, and the form has no other place for the
    answer. The floor is the setting 执行率下限.

    Do: write the reason in 偏差原因分析及改进措施 of the indicator that the money was for.
    Bad:
        项目资金:
          年度资金总额: {全年执行数: 280.50}
          当年财政拨款: {全年执行数: 280.50}
    Good:
        项目资金:
          年度资金总额: {全年执行数: 280.50}
          当年财政拨款: {全年执行数: 280.50}
        偏差原因分析及改进措施: 部分合同年末验收，尾款次年支付
    Source: 财预〔2020〕10号
    """
    rate, floor = form.score.rates.total, form.booklet.checks.rate_floor
    number = rate.figure.number
    if number is None or number >= floor or any(explains(each.reason) for each in form.project.indicators):
        return
    message = _("the rate is {rate} %, below {floor} %, and no indicator gives a reason")
    yield ("funds", "total", "executed"), message.format(rate=f"{number:.2f}", floor=f"{floor:.0f}")


@rule("EXP104", Severity.HINT)
def reason_is_a_reason(form: Evaluation) -> Found:
    """The column of reasons holds reasons, not a unit and not 无.

    The column is read wherever something is in it; what explains nothing costs the reader time, and reads as an
    answer when the form is sent back.

    Do: leave the cell empty where nothing has to be explained.
    Bad: 偏差原因分析及改进措施: 万元
    Good: 偏差原因分析及改进措施: ""
    Source: 公开表格中的实例
    """
    limit = form.booklet.scoring.deviation_limit
    for position, (indicator, score) in enumerate(
        zip(form.project.indicators, form.score.indicators, strict=True)
    ):
        if not indicator.reason or explains(indicator.reason) or _falls_short(score):
            continue
        unit = unit_alone(indicator.reason)
        # A unit that is not the target's is VAL110; a reason that is missed is EXP101 or EXP102.
        other = unit and indicator.target.unit and read_unit(unit) != read_unit(indicator.target.unit)
        if other or (score.deviation is not None and score.deviation > limit):
            continue
        message = _("{reason} explains nothing: leave the cell empty")
        yield ("indicators", position, "reason"), message.format(reason=indicator.reason)


def _falls_short(score: IndicatorScore) -> bool:
    points = score.figure.number
    return score.reached is False or (points is not None and points < score.weight)
