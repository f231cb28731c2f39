"""VAL: target, actual, name and reason speak of the same thing, in the same unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Context, Decimal

from generator.finding import Severity
from generator.model.indicator import ScoredIndicator
from generator.model.score import Basis, IndicatorScore
from generator.model.units import (
    converted,
    is_counter,
    is_money,
    is_percentage,
    read_unit,
    same_kind,
    same_scale,
)
from generator.rules.rule import Evaluation, Form, Found, rule
from generator.rules.words import unit_alone
from generator.translation import _

_TIME = frozenset({"秒", "月", "工作日", "机时", "核小时", "卡小时"})
_DIGITS = Context(prec=10)
_Test = Callable[[str], bool]


@rule("VAL103")
def actual_has_the_unit_of_the_target(form: Evaluation) -> Found:
    """Target and actual are numbers in the same unit.

    人 and 人次 cannot be compared at all. 核小时 and 万核小时 can, and the points are computed so; but whoever reads
    the form takes the figures as they stand and sees a target passed or missed ten thousand times over.

    Do: write the actual in the unit of the target.
    Bad: 实际完成值: 323.40(个)
    Good: 实际完成值: 323.40(万元)
    Source: 财预〔2021〕101号
    """
    for position, (indicator, score) in enumerate(
        zip(form.project.indicators, form.score.indicators, strict=True)
    ):
        if message := _other_unit(indicator, score):
            yield ("indicators", position, "actual"), message


@rule("VAL109", Severity.WARNING)
def name_and_unit_speak_of_the_same(form: Form) -> Found:
    """A name such as 单位数量 or 响应时间 has a unit of that kind.

    A number of units counted in persons shows that name, target or unit was taken from another indicator.

    Do: put the unit right, or call the indicator what it counts.
    Bad:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 数量指标
        三级指标: 服务单位数量
        年度指标值: ≥30.00(万人)
    Good:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 数量指标
        三级指标: 服务单位数量
        年度指标值: ≥30.00(家)
    Source: 公开表格中的实例
    """
    for position, indicator in enumerate(form.project.indicators):
        unit = indicator.target.unit
        if not unit:
            continue
        for named, fits, expected in _IMPLIED:
            if match := named.search(indicator.name):
                if not fits(unit):
                    message = _("{word} in the name asks for {expected}, but the unit is {unit}")
                    path = ("indicators", position, "target")
                    yield path, message.format(word=match[0], expected=expected(), unit=unit)
                break


@rule("VAL110", Severity.WARNING)
def reason_names_no_other_unit(form: Evaluation) -> Found:
    """The column of reasons holds no unit that differs from the target's.

    Where the form cannot take a unit, people note the true one beside it: 5000 % explained by 万核小时 is
    5000 万核小时. Printed, the target is wrong.

    Do: put the unit into the target and the actual, and clear the reason.
    Bad: 偏差原因分析及改进措施: 核小时
    Good: 偏差原因分析及改进措施: ""
    Source: 公开表格中的实例
    """
    for position, indicator in enumerate(form.project.indicators):
        unit = unit_alone(indicator.reason)
        if unit and indicator.target.unit and not _same(unit, indicator.target.unit):
            message = _("the reason names the unit {reason}, but target and actual are in {unit}")
            path = ("indicators", position, "reason")
            yield path, message.format(reason=unit, unit=indicator.target.unit)


@rule("VAL120", Severity.WARNING)
def actual_is_of_the_order_of_the_target(form: Evaluation) -> Found:
    """An actual value is not thousands of times its target, nor a thousandth of it.

    Nobody plans so badly: 26,790,000 against 4,000 is the same thing counted in 核小时 and in 万核小时. In one unit
    the target may well be missed. How many times is too many is the setting 倍数上限.

    Do: bring target and actual into one unit, and look again whether the target is reached.
    Bad:
        年度指标值: =330.00(万元)
        实际完成值: 3234000.00(万元)
    Good:
        年度指标值: =330.00(万元)
        实际完成值: 330.00(万元)
    Source: 公开表格中的实例
    """
    most = form.booklet.checks.most_times
    for position, indicator in enumerate(form.project.indicators):
        times = times_off(indicator, most)
        if times is None:
            continue
        message = _("{actual} is {times} times the target {target}: {doubt}")
        if times < 1:
            message, times = _("{actual} is 1/{times} of the target {target}: {doubt}"), 1 / times
        doubt = _seen_otherwise(indicator, form.project.indicators) or _("are both in one unit?")
        values = {"actual": indicator.actual, "target": indicator.target}
        message = message.format(times=f"{times:,.0f}", doubt=doubt, **values)
        yield ("indicators", position, "actual"), message


def times_off(indicator: ScoredIndicator, most: Decimal) -> Decimal | None:
    """How many times its target an actual is, where that is too many to be true or as few; otherwise None."""
    target, actual = indicator.target, indicator.actual
    if not target.number or not actual.number or not most:
        return None
    comparable = converted(actual.number, actual.unit, target.unit)
    if comparable is None or not same_scale(actual.unit or target.unit, target.unit or actual.unit):
        return None  # said where the units are
    times = comparable / target.number
    small = times * most <= 1 and (target.operator or "=") not in "≤<"  # far below a limit is nothing odd
    return times if times >= most or (times > 0 and small) else None


def typed_as_fraction(indicator: ScoredIndicator) -> bool:
    """Whether a share of a hundred looks typed as 0.95 or 1."""
    target, actual = indicator.target, indicator.actual
    if target.number is None or actual.number is None or not is_percentage(target.unit):
        return False
    return target.number >= 10 and 0 < actual.number <= 1 and (not actual.unit or is_percentage(actual.unit))


def _seen_otherwise(indicator: ScoredIndicator, others: tuple[ScoredIndicator, ...]) -> str:
    """What the figures say where the reasons of this and of its neighbours name 核小时 and 万核小时."""
    own, target, actual = unit_alone(indicator.reason), indicator.target, indicator.actual
    if not own or target.number is None or actual.number is None:
        return ""
    for other in others:
        unit = unit_alone(other.reason)
        if unit and same_kind(unit, own) and not same_scale(unit, own):
            value = converted(actual.number, own, unit)
            assert value is not None  # they are of one kind
            message = _("{number} {own} are {value} {unit}, as the others count, and the target is {reached}")
            upwards = (target.operator or "=") not in "≤<"
            is_reached = value >= target.number if upwards else value <= target.number
            reached = _("reached") if is_reached else _("not reached")
            number, own_value = f"{actual.number:,f}", _shown(value)
            return message.format(number=number, own=own, value=own_value, unit=unit, reached=reached)
    return ""


def _other_unit(indicator: ScoredIndicator, score: IndicatorScore) -> str:
    actual, target = indicator.actual, indicator.target
    names = {"actual": actual.unit, "target": target.unit}
    if score.basis is Basis.OTHER_UNIT:
        return _("the actual is in {actual}, the target in {target}: the two cannot be compared").format(
            **names
        )
    if score.basis is not Basis.NUMBERS or not (actual.unit and target.unit) or actual.number is None:
        return ""
    if _same(actual.unit, target.unit):
        return ""
    value = converted(actual.number, actual.unit, target.unit)
    if value is None or same_scale(actual.unit, target.unit):
        return _("the actual is counted in {actual}, the target in {target}: use one unit").format(**names)
    reached = _("reached") if score.reached else _("not reached")
    message = _(
        "the actual is in {actual}, the target in {target}: it is {value} {target}, the target is {reached}"
    )
    return message.format(**names, value=_shown(value), reached=reached)


def _shown(number: Decimal) -> str:
    """A converted number without the digits that only a division makes."""
    return f"{_DIGITS.create_decimal(number).normalize():,f}"


def _same(unit: str, other: str) -> bool:
    return read_unit(unit) == read_unit(other)


def _base(unit: str) -> str:
    return read_unit(unit).base


def _implied() -> Iterator[tuple[re.Pattern[str], _Test, Callable[[], str]]]:
    """Endings of names, the units that fit them, and how to call those."""
    yield (
        re.compile(r"(?:单位|企业|机构|学校|医院|社区|项目|报告|场景|课题|平台|系统)(?:数|数量|个数|家数)$"),
        lambda unit: is_percentage(unit) or (is_counter(unit) and _base(unit) not in _PERSONS),
        lambda: _("a unit that counts them"),
    )
    yield (
        re.compile(
            r"(?<!接待)(?<!观众)(?<!游客)(?<!参观)(?<!到馆)(?<!就诊)(?:人数|人口数?|人员数量|人员数)$"
        ),
        lambda unit: is_percentage(unit) or _base(unit) in ("人", "名", "位", "口", ""),
        lambda: _("persons"),
    )
    yield (
        re.compile(r"人次(?:数|数量)?$"),
        lambda unit: is_percentage(unit) or _base(unit) in ("人次", "次", ""),
        lambda: _("visits (人次)"),
    )
    yield (
        re.compile(r"(?<!人)次数$"),
        lambda unit: is_percentage(unit) or (is_counter(unit) and _base(unit) not in ("人", "名", "位")),
        lambda: _("times (次)"),
    )
    yield (
        re.compile(r"(?:时间|时长|时限|用时)$"),
        lambda unit: not (is_counter(unit) or is_money(unit) or is_percentage(unit)),
        lambda: _("a unit of time"),
    )
    yield (
        re.compile(r"(?:金额|费用|成本|经费)$"),
        lambda unit: not is_counter(unit),
        lambda: _("money"),
    )
    yield (
        re.compile(r"(?:成功|有效)率$|(?<![效频速功汇])率$|占比$|比重$|百分比$"),
        lambda unit: not is_counter(unit) and not is_money(unit) and _base(unit) not in _TIME,
        lambda: _("a share (%)"),
    )


_PERSONS = frozenset({"人", "名", "位", "人次"})
_IMPLIED = tuple(_implied())
