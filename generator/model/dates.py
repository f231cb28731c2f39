"""Days and years as written."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from generator.model.amounts import compact
from generator.model.record import text

_TIME = r"(?:T?\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?"  # what a program adds to a day
_DAY = re.compile(rf"(\d{{4}})[-/.年、](\d{{1,2}})[-/.月、](\d{{1,2}})[日号]?{_TIME}")
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
_IN_WORDS = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"((?:19|20)\d\d)年?度?")


def _day(value: object) -> date | None:
    written = compact(text(value))
    if not written:
        return None
    written = _in_digits(written)
    match = _DAY.fullmatch(written) or _EIGHT_DIGITS.fullmatch(written)
    try:
        if match is not None:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise PydanticCustomError("impossible_day", "not a day of the calendar") from None
    raise PydanticCustomError("day", "expected a date")


def _in_digits(written: str) -> str:
    """`2026年1月31日` for `二〇二六年一月三十一日`; another text as it is."""
    match = _IN_WORDS.fullmatch(written)
    if match is None:
        return written
    return f"{match[1].translate(_DIGITS)}年{_below_hundred(match[2])}月{_below_hundred(match[3])}日"


def _below_hundred(words: str) -> int:
    """31 for `三十一`."""
    tens, ten, ones = words.rpartition("十")
    digits = [int(part.translate(_DIGITS)) if part else 0 for part in (tens, ones)]
    return 10 * (digits[0] or 1) + digits[1] if ten else digits[1]


def _year(value: object) -> int:
    match = _YEAR.fullmatch(compact(text(value)))
    if match is None:
        raise PydanticCustomError("year", "expected a year")
    return int(match[1])


Day = Annotated[date | None, PlainValidator(_day)]  # None is blank
Year = Annotated[int, PlainValidator(_year)]
