"""A text as a cell that reads back as that text."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from generator import metrics
from generator.errors import GeneratorError
from generator.sheets.layout import Kind
from generator.sheets.numbers import number_format
from generator.translation import _

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell

LONGEST_TEXT = 32_767  # UTF-16 units in a cell
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar has a day too many
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Source: ECMA-376 part 1, 22.9.2.19 ST_Xstring


class Stored(NamedTuple):
    """How a text is stored: as a number, a day or a text, and in which format."""

    value: str | date
    data_type: str  # "n", "d" or "s"
    number_format: str


def stored(text: str, kind: Kind) -> Stored:
    """The stored form of `text` in a column of a kind."""
    if kind is Kind.DATE and (day := _day(text)):
        return Stored(day, "d", "yyyy-mm-dd")
    if kind in (Kind.AMOUNT, Kind.NUMBER) and (shown := number_format(text, grouped=kind is Kind.AMOUNT)):
        # The digits go into the file as they are: openpyxl would print 9.95 as 9.949999999999999.
        return Stored(text, "n", shown)
    return Stored(_ESCAPE.sub("_x005F_", text), "s", "@")


def put(cell: Cell | MergedCell, text: str, kind: Kind) -> None:
    """Store `text` in a cell; a text never becomes a formula or an error value.

    Raises:
        GeneratorError: the text is too long for a cell, or holds control characters.

    """
    from openpyxl.utils.exceptions import IllegalCharacterError

    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
        message = _("a text of {length} characters is too long for a cell, which holds {longest}")
        raise GeneratorError(message.format(length=len(text), longest=LONGEST_TEXT))
    form = stored(text, kind)
    try:
        cell.value = form.value
    except IllegalCharacterError as error:
        raise GeneratorError(_("a text holds control characters, which no workbook can store")) from error
    cell.data_type = form.data_type
    cell.number_format = form.number_format
    if form.data_type == "s" and text.startswith("="):
        cell.quotePrefix = True  # or Excel makes a formula of it when somebody edits the cell


def row_height(texts: list[tuple[str, int]], size: float) -> float:
    """Points for a row of wrapped `(text, column width)` cells in a font of `size` points."""
    heights = (metrics.text_height(text, metrics.ems_per_line(width, size), size) for text, width in texts)
    return metrics.whole_pixels(max(heights, default=0.0))


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None
