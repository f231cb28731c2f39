"""Numbers as finance staff write them, and the two ways of rounding them."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Annotated, NamedTuple

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from generator.model.record import text
from generator.tree import INVISIBLE

# Eighteen digits keep every sum and product inside the 28 of decimal's context; a quotient can be longer.
NUMBER = r"-?(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,18})(?:\.\d{1,9})?"

_NUMBER = re.compile(NUMBER)
_CENT = Decimal("0.01")
_WIDE = Context(prec=60)
_WITHOUT_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))


def compact(written: str) -> str:
    """`written` with half-width digits and signs and without any blank or invisible character."""
    if not written.isascii():
        written = unicodedata.normalize("NFKC", written.translate(_WITHOUT_INVISIBLE))
    return "".join(written.split())


def to_number(written: str) -> Decimal | None:
    """The number in `1,233.77` or `１２３３．７７`, None when there is none."""
    plain = compact(written)
    return Decimal(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else None


def half_up(number: Decimal) -> Decimal:
    """To two decimals, 0.005 upwards (away from zero)."""
    return number.quantize(_CENT, ROUND_HALF_UP, _WIDE)


def truncate(number: Decimal) -> Decimal:
    """To two decimals, the rest cut off."""
    return number.quantize(_CENT, ROUND_DOWN, _WIDE)


class Stated(NamedTuple):
    """A computed value that the input states itself: what it prints and what it is worth."""

    text: str
    number: Decimal  # of a rate: percent, 88.70% is 88.70


def _number(value: object) -> Decimal:
    number = to_number(text(value))
    if number is None:
        raise PydanticCustomError("number", "expected a number")
    return number


def _count(value: object) -> int:
    number = to_number(text(value))
    if number is None or number < 1 or number != int(number):
        raise PydanticCustomError("count", "expected a count")
    return int(number)


def _amount(value: object) -> Decimal | None:
    return None if text(value) == "" else _number(value)


def _stated(value: object) -> Stated | None:
    written = text(value)
    if written in ("", "-"):  # "-" is what the form prints where there is no score
        return None
    return Stated(written, _number(written.rstrip("%％")))


Number = Annotated[Decimal, PlainValidator(_number)]
NotNegative = Annotated[Number, Field(ge=0)]
Percent = Annotated[Number, Field(ge=0, le=100)]  # 30 % is 30
Count = Annotated[int, PlainValidator(_count)]  # 1 or more
Amount = Annotated[Decimal | None, PlainValidator(_amount)]  # in the booklet's unit of money; None is blank
StatedNumber = Annotated[Stated | None, PlainValidator(_stated)]
