"""Whether a cell still says what was printed there, however a program has stored it."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable
from datetime import date, datetime, timedelta
from decimal import Decimal

from generator.model.amounts import compact, to_number
from generator.pulling.sheets import Seen

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_EPOCH = datetime(1899, 12, 30)
_NEAR = 1e-13  # of a number: what is lost between digits and binary


def printed(value: object) -> Hashable:
    """A value of the vocabulary as a cell holds it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, (int, Decimal)) else str(value)


def says(seen: Seen, wanted: Hashable, *, is_day: bool = False) -> bool:
    """Whether a cell says what `wanted`, a text, a number or a day as text, prints."""
    if isinstance(wanted, float):
        number = number_of(seen)
        return number is not None and math.isclose(float(number), wanted, rel_tol=_NEAR)
    if is_day and wanted:
        return day_of(seen) == wanted
    return words(seen.text) == words(str(wanted)) or (
        bool(seen.formula) and words(seen.formula) == words(str(wanted))
    )


def words(text: str) -> str:
    """A text as the program reads it: without blanks around it, with line feeds as line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def number_of(seen: Seen) -> Decimal | None:
    """The number that a cell shows, be it stored as a number or as text."""
    if isinstance(seen.value, float) and not seen.text.endswith("%"):
        return Decimal(repr(seen.value))
    return to_number(seen.text)


def day_of(seen: Seen) -> str:
    """The day that a cell shows as 2026-01-31; blank when it is none."""
    if seen.is_day:
        return str(seen.value)
    try:
        if isinstance(seen.value, float):
            return (_EPOCH + timedelta(days=int(seen.value))).date().isoformat()
        found = _DAY.fullmatch(compact(seen.text))
        return date(*map(int, found.groups())).isoformat() if found else ""
    except (ValueError, OverflowError):
        return ""
