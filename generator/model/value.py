"""Targets and actual values: text on the form, operator, number and unit inside."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, NamedTuple

from pydantic import PlainValidator

from generator.model.amounts import NUMBER, compact, to_number
from generator.model.record import text as plain_text
from generator.model.units import is_known

_SAME_OPERATOR = {">=": "≥", "≧": "≥", "⩾": "≥", "<=": "≤", "≦": "≤", "⩽": "≤"}
_OPERATOR = r">=|<=|[≥≧⩾≤≦⩽=><]"
# Without an operator only a percent sign can stand outside brackets: `12月底` is words, not twelve of something.
# A unit may have a second one in brackets: 件(组), 台(套).
_UNIT = r"[%‰]|[^\W\d_][^\d()]{0,7}(?:\([^\W\d_]{1,3}\))?"
_INNER = r"[^()]+(?:\([^()]+\))?"
_VALUE = re.compile(
    rf"(?:({_OPERATOR})({NUMBER})(?:\(({_INNER})\)|({_UNIT}))?|({NUMBER})(?:\(({_INNER})\)|([%‰]))?)"
)
_ANSWER = re.compile(rf"({NUMBER})({_UNIT})")
_WRITTEN = re.compile(r"([≥≧⩾≤≦⩽=＝><＞＜]?)(-?\d+\.\d+)(?:\(([^()]+)\))?")
_EXACT_DIGITS = 15  # an Excel cell keeps no more


class Value(NamedTuple):
    """`≥90.00(%)` taken apart; words have only their text."""

    text: str
    operator: str | None = None  # one of ≥ ≤ = > <
    number: Decimal | None = None
    unit: str | None = None

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def parse_value(text: str) -> Value:
    """The value that `text` stands for; its text stays as written."""
    match = _VALUE.fullmatch(compact(text))
    if match is None:
        return Value(text)
    operator, number, bracketed, bare, plain_number, plain_bracketed, percent = match.groups()
    return Value(
        text,
        operator and _SAME_OPERATOR.get(operator, operator),
        to_number(number or plain_number),
        bracketed or bare or plain_bracketed or percent,
    )


def answer(actual: Value, target: Value) -> Value:
    """An actual beside its target: `1110个` answers a number with one, where 个 is the target's unit or a known one."""
    if actual.number is not None or target.number is None:
        return actual
    match = _ANSWER.fullmatch(compact(actual.text))
    if match is None or not (match[2] == target.unit or is_known(match[2])):
        return actual
    return actual._replace(number=to_number(match[1]), unit=match[2])


def split_value(text: str) -> tuple[str, str, str] | None:
    """Operator, number and unit as written; None when composing them would give another text."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    operator, number, unit = match[1], match[2], match[3] or ""
    typed = Decimal(number)
    if len(typed.as_tuple().digits) > _EXACT_DIGITS or (typed.is_zero() and typed.is_signed()):
        return None
    # A sheet may keep the number as a number: it has to survive without its written zeros.
    bare = format(typed.normalize(), "f")
    composed = compose_value(operator, bare, unit)
    return (operator, number, unit) if composed == text and unit == unit.strip() else None


def compose_value(operator: str, number_text: str, unit: str) -> str:
    """`≥90.00(%)` from `≥`, `90`, `%`; words, and a number alone, as written."""
    number = to_number(number_text)
    if number is not None and (operator or unit):
        decimals = -int(number.as_tuple().exponent)
        number_text = f"{number:.{max(2, decimals)}f}"
    return f"{operator}{number_text}({unit})" if unit else f"{operator}{number_text}"


def _value(value: object) -> Value:
    return parse_value(plain_text(value))


TargetValue = Annotated[Value, PlainValidator(_value)]
