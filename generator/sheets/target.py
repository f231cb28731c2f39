"""Between a target in three columns, or an actual value beside it, and its text on the form."""

from __future__ import annotations

import re

from generator.model.amounts import compact
from generator.model.value import compose_value, parse_value, split_value

_WORDS = {  # for the signs
    "≥": (">=", "=>", "≧", "⩾", "大于等于", "大于或等于", "不小于", "不少于", "不低于", "至少"),
    "≤": ("<=", "=<", "≦", "⩽", "小于等于", "小于或等于", "不大于", "不多于", "不超过", "不高于", "至多"),
    ">": ("大于", "多于", "高于", "超过"),
    "<": ("小于", "少于", "低于"),
    "=": ("==", "等于"),
}
_SIGNS = {word: sign for sign, words in _WORDS.items() for word in words}
_PART_OF_DATE = re.compile(r"\d\s*[年月日号]")
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


def is_number(text: str) -> bool:
    """Whether a cell's text is a bare number, thousands separators allowed."""
    return _NUMBER.fullmatch(text.strip()) is not None


def join_target(operator: str, number: str, unit: str) -> str:
    """The target's text: `≥90.00(%)` from `≥`, `90`, `%`; words, and a number alone, as written."""
    operator, unit = operator.strip(), unit.strip()
    operator = _SIGNS.get(compact(operator), operator)
    if not (operator or unit):
        return number
    bare = _in_unit(number, unit)
    if not is_number(bare):
        return _join_parts(operator, number, unit)
    return compose_value(operator, bare.strip(), unit)


def is_operator(text: str) -> bool:
    """Whether a cell says how a number is to be compared."""
    sign = compact(text)
    return sign in _SIGNS or sign in _WORDS


def _join_parts(operator: str, number: str, unit: str) -> str:
    """The target where the cell of the number has a sign or a unit as well, which the others do not contradict."""
    value = parse_value(number)
    if value.number is None and operator and not _PART_OF_DATE.search(number):
        value = parse_value(operator + number)
    if value.number is None or (operator and value.operator and compact(operator) != value.operator):
        return number
    if unit and value.unit and compact(unit) != compact(value.unit):
        return number
    return compose_value(operator or value.operator or "", str(value.number), unit or value.unit or "")


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
