"""A cell of a workbook as text."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from generator.sheets.numbers import number_text

if TYPE_CHECKING:
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # Source: ECMA-376 part 1, 22.9.2.19 ST_Xstring


class Cell(NamedTuple):
    """A cell that holds something: its text, and what is special about it."""

    text: str
    serial: int | float | None = None  # a number that a column of dates counts from the workbook's first day
    percentage: bool = False  # a number shown as one
    error: bool = False  # the text is an error such as #REF!


def read_cell(cell: ReadOnlyCell | EmptyCell) -> Cell | None:
    """The cell's text; None for a blank one."""
    value: object = cell.value
    if value is None:
        return None
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        text = number_text(value, cell.number_format or "General")
        return Cell(text, serial=value, percentage=text.endswith("%"))
    if isinstance(value, date | time | timedelta):
        return Cell(_moment(value))
    text = _unescaped(str(value))
    return Cell(text, error=cell.data_type == "e") if text.strip() else None


def _moment(value: date | time | timedelta) -> str:
    """`2026-01-01`; the time of day only where there is one."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value)


def _unescaped(text: str) -> str:
    """`text` with the characters that Excel writes as `_x000D_`, and only line feeds as line ends."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")
