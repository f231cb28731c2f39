"""VAL: targets and actual values can be read and compared."""

from __future__ import annotations

import re

from generator.model.score import Basis
from generator.model.value import Value
from generator.rules.rule import Evaluation, Form, Found, rule
from generator.translation import _

_PLACEHOLDER = re.compile(r"[xX×*＊?？/—_.…-]+|待[填定补]\w*|暂[无缺]|TBD|TODO", re.IGNORECASE)


@rule("VAL101")
def target_is_given(form: Form) -> Found:
    """Every indicator has a target that is no placeholder."""
    for position, indicator in enumerate(form.project.indicators):
        if message := _missing(indicator.target):
            yield ("indicators", position, "target"), message


@rule("VAL102")
def actual_is_given(form: Evaluation) -> Found:
    """Every indicator has an actual value that is no placeholder."""
    for position, indicator in enumerate(form.project.indicators):
        if message := _missing(indicator.actual):
            yield ("indicators", position, "actual"), message


@rule("VAL103")
def actual_has_the_unit_of_the_target(form: Evaluation) -> Found:
    """Target and actual are numbers in the same unit."""
    for position, (indicator, score) in enumerate(
        zip(form.project.indicators, form.score.indicators, strict=True)
    ):
        if score.basis is Basis.OTHER_UNIT:
            message = _("the actual is in {actual}, the target in {target}: the two cannot be compared")
            path = ("indicators", position, "actual")
            yield path, message.format(actual=indicator.actual.unit, target=indicator.target.unit)


@rule("VAL104")
def actual_has_no_operator(form: Evaluation) -> Found:
    """An actual value is what was reached, without ≥ or ≤."""
    for position, indicator in enumerate(form.project.indicators):
        operator = indicator.actual.operator
        if operator:
            message = _("the actual {actual} carries the operator {operator}")
            path = ("indicators", position, "actual")
            yield path, message.format(actual=indicator.actual, operator=operator)


def _missing(value: Value) -> str:
    if not value.text:
        return _("the value is empty")
    if _PLACEHOLDER.fullmatch(value.text):
        return _("the value {value} is a placeholder").format(value=value)
    return ""
