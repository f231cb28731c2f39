"""Between a target in three columns, or an actual value beside it, and its text on the form."""

from __future__ import annotations

import re

from generator.model.value import compose_value, split_value

_TYPED_OPERATORS = {">=": "≥", "<=": "≤"}
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


def is_number(text: str) -> bool:
    """Whether a cell's text is a bare number, thousands separators allowed."""
    return _NUMBER.fullmatch(text.strip()) is not None


def join_target(operator: str, number: str, unit: str) -> str:
    """The target's text: `≥90.00(%)` from `≥`, `90`, `%`; words, and a number alone, as written."""
    operator, unit = operator.strip(), unit.strip()
    bare = _in_unit(number, unit)
    if not (operator or unit) or not is_number(bare):
        return number
    return compose_value(_TYPED_OPERATORS.get(operator, operator), bare.strip(), unit)


def join_actual(actual: str, unit: str, *, percentage: bool = False) -> str:
    """The actual value's text: a bare number takes the unit of its target.

    `percentage`: the cell is a number shown as one, so that `90%` is 90 where the unit is %.
    """
    bare = _in_unit(actual, unit.strip()) if percentage else actual
    return compose_value("", bare.strip(), unit.strip()) if unit.strip() and is_number(bare) else actual


def split_target(target: str, actual: str) -> tuple[str, str, str] | None:
    """Operator, number and unit for three columns; None when target or actual would not come back."""
    parts = split_value(target)
    if parts is None or not (parts[0] or parts[2]) or join_target(*parts) != target:
        return None
    return parts if join_actual(actual, parts[2]) == actual else None


def bare_actual(actual: str, unit: str) -> str:
    """`7.00` for `7.00(款)` beside a target in 款; `actual` itself when that would not come back."""
    parts = split_value(actual)
    if parts is None or parts[0] or not unit or parts[2] != unit or join_actual(parts[1], unit) != actual:
        return actual
    return parts[1]


def _in_unit(number: str, unit: str) -> str:
    return re.sub(r"[%％]$", "", number.strip()) if unit in ("%", "％") else number
