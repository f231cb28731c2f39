"""VAL: shares of a hundred are possible, and stand where something has a share."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.finding import Severity
from generator.location import KeyPath
from generator.model.indicator import Indicator, ScoredIndicator
from generator.model.settings import CheckSettings
from generator.model.units import converted, is_percentage
from generator.model.value import Value
from generator.rules.measures import typed_as_fraction
from generator.rules.rule import Evaluation, Form, Found, rule
from generator.rules.words import GROWTH, ending_in
from generator.translation import _

_HUNDRED = Decimal(100)
_BETTER_NOT = re.compile(
    r"差错|错误|误差|事故|投诉|故障|流失|损失|违规|违纪|违法|超支|逾期|延期|失败|空置|闲置|返工|缺陷|漏报|瞒报|退件|"
    r"发生|中断|拖欠|死亡|污染|复发|不合格|未"
)
_DEALT_WITH = re.compile(r"(?:办结|办理|处理|处置|回复|解决|整改|修复|化解|查处|挽回)率$")  # what is bad
_DECLINE = re.compile(r"下降|降低|减少|压减|压降|缩短")  # by no more than all there is
_NO_COUNT = ("质量", "含量", "力量", "能量", "指数", "系数", "分数", "参数", "倍数")
_OVERFULFILLED = re.compile(r"(?:完成|达成)(?:情况|率|比例)?$")


@rule("VAL105")
def target_asks_for_something(form: Form) -> Found:
    """No target is =0 %, and none is at least 0.

    =0 % of something wanted is a figure that was never filled in; ≥0 is reached by doing nothing.

    Do: fill in the share or the number that is meant.
    Bad:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 质量指标
        三级指标: 数据备份率
        年度指标值: =0.00(%)
    Good:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 质量指标
        三级指标: 数据备份率
        年度指标值: =100.00(%)
    Source: 公开表格中的实例
    """
    for position, indicator in enumerate(form.project.indicators):
        target = indicator.target
        if target.number is None or target.number != 0:
            continue
        empty_share = target.operator in ("=", None) and is_percentage(target.unit)
        wanted = not _BETTER_NOT.search(indicator.name) or _DEALT_WITH.search(indicator.name)
        if target.operator == "≥" or (empty_share and wanted):
            message = _("the target {target} asks for nothing: fill in the figure that is meant")
            yield ("indicators", position, "target"), message.format(target=target)


@rule("VAL106")
def percentage_is_within_a_hundred(form: Form) -> Found:
    """No share exceeds 100 %, growth aside.

    A share above 100 % is a unit that was not put right (5000 % for 5000 万核小时) or a figure typed with two zeros
    too many.

    Do: put the unit or the figure right; what grows by more than 100 % is called 增长率 or 增幅.
    Bad:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 质量指标
        三级指标: 数据备份率
        年度指标值: =120.00(%)
    Good:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 质量指标
        三级指标: 数据备份率
        年度指标值: =100.00(%)
    Source: 公开表格中的实例
    """
    for position, indicator in enumerate(form.project.indicators):
        for attribute, value in _values(indicator):
            if not _above_a_hundred(value) or _grows(indicator.name):
                continue
            if attribute == "actual" and _OVERFULFILLED.search(indicator.name):
                continue
            message = _("{value} is above 100 %")
            word = _counting_word(indicator.name, form.booklet.checks)
            if word:
                message = _("{value} is above 100 %, and {word} in the name counts: which unit is meant?")
            yield _at(position, attribute), message.format(value=value, word=word)


@rule("VAL107", Severity.WARNING)
def target_of_a_hundred_is_exact(form: Form) -> Found:
    """A target of 100 % is =100 %, not ≥100 %.

    A share cannot exceed 100 %, so ≥ says nothing and > can never be reached.

    Do: write =100 %, or ask for less.
    Bad:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 质量指标
        三级指标: 数据备份率
        年度指标值: ≥100.00(%)
    Good:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 质量指标
        三级指标: 数据备份率
        年度指标值: =100.00(%)
    Source: 审核惯例
    """
    for position, indicator in enumerate(form.project.indicators):
        target = indicator.target
        if target.operator not in ("≥", ">") or _grows(indicator.name):
            continue
        if is_percentage(target.unit) and target.number == _HUNDRED:
            message = _("{target} cannot be exceeded: write =100 %")
            if target.operator == ">":
                message = _("{target} can never be reached: write =100 %, or ask for less")
            yield _at(position, "target"), message.format(target=target)


@rule("VAL108", Severity.WARNING)
def name_that_counts_has_no_percentage(form: Form) -> Found:
    """A name that counts things (次数, 数量, 机时) has no percentage.

    100 % of a number that is nowhere stated cannot be verified. The words are the setting 计数词语.

    Do: state the number and its unit, or call the indicator 完成率 or 覆盖率.
    Bad:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 数量指标
        三级指标: 服务用户数
        年度指标值: =100.00(%)
    Good:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 数量指标
        三级指标: 服务用户数
        年度指标值: ≥200.00(个)
    Source: 财预〔2021〕101号
    """
    for position, indicator in enumerate(form.project.indicators):
        target = indicator.target
        # Above 100 % the figure itself is wrong, and VAL106 says so with the word of the name.
        if not is_percentage(target.unit) or _above_a_hundred(target):
            continue
        if word := _counting_word(indicator.name, form.booklet.checks):
            message = _("{word} in the name counts, but the target {target} is a share")
            yield _at(position, "target"), message.format(word=word, target=target)


@rule("VAL119", Severity.WARNING)
def share_is_no_fraction(form: Evaluation) -> Found:
    """An actual share is written in percent, not as 1 or 0.95.

    A cell that Excel shows as 95 % holds 0.95; typed without its format it earns about one point of a hundred.

    Do: write 95.00(%) for 0.95 and 100.00(%) for 1.
    Bad:
        三级指标: 成本核算完成率
        年度指标值: =100.00(%)
        实际完成值: 1.00(%)
        偏差原因分析及改进措施: 决算尚未批复，批复后补齐核算
    Good:
        三级指标: 成本核算完成率
        年度指标值: =100.00(%)
        实际完成值: 100.00(%)
    Source: 审核惯例
    """
    for position, indicator in enumerate(form.project.indicators):
        if typed_as_fraction(indicator):
            assert indicator.actual.number is not None  # or it were no fraction
            message = _("{actual} against {target} looks like a fraction: is {percent}(%) meant?")
            percent = f"{indicator.actual.number * 100:.2f}"
            yield (
                _at(position, "actual"),
                message.format(actual=indicator.actual, target=indicator.target, percent=percent),
            )


def _grows(name: str) -> bool:
    """Whether a share can pass a hundred: what grows can, what declines cannot."""
    return GROWTH.search(name) is not None and not _DECLINE.search(name)


def _counting_word(name: str, checks: CheckSettings) -> str:
    """The word at the end of a name that says it counts things; empty without one."""
    match = ending_in(checks.counting_words).search(name)
    return match[0] if match and not name.endswith(_NO_COUNT) else ""


def _values(indicator: Indicator) -> list[tuple[str, Value]]:
    values = [("target", indicator.target)]
    if isinstance(indicator, ScoredIndicator):
        values.append(("actual", indicator.actual))
    return values


def _above_a_hundred(value: Value) -> bool:
    if value.number is None or not is_percentage(value.unit):
        return False
    percent = converted(value.number, value.unit, "%")
    return percent is not None and percent > _HUNDRED


def _at(position: int, attribute: str) -> KeyPath:
    return ("indicators", position, attribute)
