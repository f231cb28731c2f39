"""Between a number in a cell with its format and the text that stands for it in the data."""

from __future__ import annotations

import re
from decimal import Context, Decimal

_SIGNIFICANT = Context(prec=15)  # Excel keeps and shows fifteen digits; the rest is binary noise
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_NOT_DIGITS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # literals, paddings, colours of a format
_NUMBER_OF_DIGITS = re.compile("00+")  # a format that makes 0012 of 12
_LONGEST = 15  # digits


def number_text(number: int | float, number_format: str) -> str:
    """`1233.70` for 1233.7 shown as `#,##0.00`: every digit, and the zeros that the format adds.

    A number shown as a percentage is one: `90%` for 0.9 shown as `0%`.
    """
    exact = Decimal(number) if isinstance(number, int) else _SIGNIFICANT.create_decimal(repr(number))
    if not exact.is_finite():
        return str(exact)
    decimals, percent = _shown_as(number_format)
    if percent:
        exact = exact.scaleb(2)
    if (shown := _NUMBER_OF_DIGITS.fullmatch(number_format)) and exact == int(exact) and exact >= 0:
        return f"{int(exact):0{len(shown[0])}}"
    written = -int(exact.normalize().as_tuple().exponent)
    text = f"{exact or Decimal(0):.{max(written, decimals, 0)}f}"  # never -0
    return text + "%" if percent else text


def number_format(text: str, *, grouped: bool) -> str | None:
    """The format that shows the plain number `text` digit by digit, None when it is no plain number."""
    if not _PLAIN.fullmatch(text) or sum(map(str.isdigit, text)) > _LONGEST or re.fullmatch(r"-[0.]+", text):
        return None
    decimals = len(text.partition(".")[2])
    whole = "#,##0" if grouped else "0"
    return f"{whole}.{'0' * decimals}" if decimals else whole


def _shown_as(number_format: str) -> tuple[int, bool]:
    """Decimals, and whether it is a percentage."""
    positive = _NOT_DIGITS.sub("", number_format).partition(";")[0]
    if any(letter in positive for letter in "Ee?/"):  # scientific, fractions: as General
        return 0, "%" in positive
    decimals = re.search(r"\.(0+)", positive)
    return len(decimals[1]) if decimals else 0, "%" in positive
