"""A text of the data as a cell takes it that is changed in place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from generator.sheets.layout import Kind
from generator.sheets.numbers import number_format

_DAY_ZERO, _FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was


def content(text: str, kind: Kind, there: str = "") -> str | Decimal:
    """A number where the column holds numbers and nothing of the text is lost, otherwise the text.

    A day becomes Excel's number for it where the cell holds such a number now (`there`), so that its format shows it.
    """
    if kind is Kind.DATE and there.isdigit() and (number := _number_of_day(text)) is not None:
        return number
    if kind in (Kind.AMOUNT, Kind.NUMBER) and number_format(text, grouped=False):
        return Decimal(text)
    return text


def _number_of_day(text: str) -> Decimal | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return Decimal((day - _DAY_ZERO).days) if day >= _FIRST_DAY else None
