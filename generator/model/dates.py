"""Days and years as written."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from generator.model.amounts import compact
from generator.model.record import text

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_YEAR = re.compile(r"((?:19|20)\d\d)年?度?")


def _day(value: object) -> date | None:
    written = compact(text(value))
    if not written:
        return None
    match = _DAY.fullmatch(written)
    try:
        if match is not None:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise PydanticCustomError("impossible_day", "not a day of the calendar") from None
    raise PydanticCustomError("day", "expected a date")


def _year(value: object) -> int:
    match = _YEAR.fullmatch(compact(text(value)))
    if match is None:
        raise PydanticCustomError("year", "expected a year")
    return int(match[1])


Day = Annotated[date | None, PlainValidator(_day)]  # None is blank
Year = Annotated[int, PlainValidator(_year)]
