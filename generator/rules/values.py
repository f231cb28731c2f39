"""VAL: targets and actual values are there and can be read."""

from __future__ import annotations

from generator.model.value import Value
from generator.rules.rule import Evaluation, Form, Found, rule
from generator.rules.words import is_missing, is_placeholder
from generator.translation import _


@rule("VAL101")
def target_is_given(form: Form) -> Found:
    """Every indicator has a target that is no placeholder.

    A form without a target cannot be approved, and nobody can say at the end of the year whether it was reached.

    Do: fill in operator, number and unit, or the words of a target that no number measures.
    Bad:
        表种: 申报表
        年度指标值: XX
    Good:
        表种: 申报表
        年度指标值: ≤330.00(万元)
    Source: 财预〔2021〕101号
    """
    for position, indicator in enumerate(form.project.indicators):
        if message := _missing(indicator.target, "年度指标值"):
            yield ("indicators", position, "target"), message


@rule("VAL102")
def actual_is_given(form: Evaluation) -> Found:
    """Every indicator has an actual value that is no placeholder.

    Without it the indicator earns no points and the form has no total.

    Do: fill in what was reached: a number with its unit, or 达成指标.
    Bad: 实际完成值: ""
    Good: 实际完成值: 323.40(万元)
    Source: 财预〔2020〕10号
    """
    for position, indicator in enumerate(form.project.indicators):
        if message := _missing(indicator.actual, "实际完成值"):
            yield ("indicators", position, "actual"), message


@rule("VAL104")
def actual_has_no_operator(form: Evaluation) -> Found:
    """An actual value is what was reached, without ≥ or ≤.

    An actual such as ≥95 % repeats the target; a reviewer asks for the figure itself and for its evidence.

    Do: write the number that was counted or measured.
    Bad: 实际完成值: ≤323.40(万元)
    Good: 实际完成值: 323.40(万元)
    Source: 审核惯例
    """
    for position, indicator in enumerate(form.project.indicators):
        operator = indicator.actual.operator
        if operator:
            message = _("the actual {actual} carries the operator {operator}")
            path = ("indicators", position, "actual")
            yield path, message.format(actual=indicator.actual, operator=operator)


@rule("VAL111")
def actual_of_a_number_is_a_number(form: Evaluation) -> Found:
    """A target in numbers is answered by a number.

    达成指标 answers a target in words. For a number it hides how far the result is from the target, and nobody can
    recompute the points.

    Do: fill in the number that was reached, in the unit of the target.
    Bad: 实际完成值: 达成指标
    Good: 实际完成值: 323.40(万元)
    Source: 财预〔2020〕10号
    """
    for position, (indicator, score) in enumerate(
        zip(form.project.indicators, form.score.indicators, strict=True)
    ):
        if indicator.target.number is None or is_missing(indicator.actual) or score.deviation is not None:
            continue
        if score.basis.in_words:
            message = _("the target {target} is a number, the actual {actual} is none: state the figure")
            path = ("indicators", position, "actual")
            yield path, message.format(target=indicator.target, actual=indicator.actual)


def _missing(value: Value, label: str) -> str:
    if not value.text:
        return _("{label} is empty").format(label=label)
    if is_placeholder(value):
        return _("the value {value} is a placeholder").format(value=value)
    return ""
