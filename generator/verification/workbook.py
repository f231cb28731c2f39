"""A finished workbook, read back with openpyxl."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from generator.location import Location
from generator.verification import parts
from generator.verification.lines import Block, Contents, Line, Spot

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FORMULA = re.compile(rb"<f[ >]")
_FOOTERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_SIDES = ("left", "center", "right")
_READ = ("xl/worksheets/", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/theme/", "[")
# The least that a text can take: signs touch, lines too.
_HALF_WIDTH, _PITCH = 0.45, 1.0
_PIXELS, _POINTS = 7, 0.75
_WIDTH = 8.43  # of a column that says nothing


def read(stream: IO[bytes], shown: str) -> Contents:
    """The sheets of a workbook; `shown` is what messages call the file."""
    from openpyxl import load_workbook

    data = stream.read()
    with _plain_merges():
        book = load_workbook(io.BytesIO(data), data_only=True)
    formulas = _formulas(data)
    numbers = {name: number for number, name in enumerate(book.sheetnames)}
    cut: list[tuple[Location, float, float]] = []
    blocks = []
    for sheet in book.worksheets:
        blocks.append(_block(sheet, shown, formulas.get(sheet.title, {}), numbers))
        cut += _cut(sheet, shown)
    others = parts.texts(io.BytesIO(data), shown, lambda name: not name.startswith(_READ))
    return Contents(blocks, others, cut)


@contextlib.contextmanager
def _plain_merges() -> Iterator[None]:
    """Lets openpyxl leave the borders of merged cells alone: working them out takes most of its time."""
    from openpyxl.worksheet.merge import MergedCellRange

    drawn = MergedCellRange.format
    MergedCellRange.format = lambda _area: None  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        MergedCellRange.format = drawn  # type: ignore[method-assign]


def _formulas(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """The formulas of the sheets that have any."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        having = {name for name in names if _FORMULA.search(archive.read(name))}
    if not having:
        return {}
    book = load_workbook(io.BytesIO(data), read_only=True)
    found: dict[str, dict[tuple[int, int], str]] = {}
    for sheet in book.worksheets:
        if getattr(sheet, "_worksheet_path", "").lstrip("/") in having:
            found[sheet.title] = _sheet_formulas(sheet)
    book.close()
    return found


def _sheet_formulas(sheet: Any) -> dict[tuple[int, int], str]:
    return {
        (cell.row, cell.column): str(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def _block(
    sheet: Worksheet, shown: str, formulas: dict[tuple[int, int], str], numbers: dict[str, int]
) -> Block:
    title = sheet.title
    block = Block(title, [{0: Spot(Location(shown, title), title, is_name=True)}])
    for number, row in enumerate(sheet.iter_rows(min_row=1, min_col=1), 1):
        line: Line = {}
        for column, cell in enumerate(row, 1):
            formula = formulas.get((number, column), "")
            if cell.value is not None or formula:
                link = _target(cell.hyperlink.location, numbers) if cell.hyperlink else ""
                line[column] = Spot(Location(shown, title, number, column), cell.value, link, formula)
        if line:
            block.lines.append(line)
    block.lines += ({0: Spot(Location(shown, title), text)} for text in _footers(sheet))
    return block


def _target(location: str | None, numbers: dict[str, int]) -> str:
    """Where a link leads: the number of the sheet and the cell, for names can differ."""
    name, _sign, cell = (location or "").rpartition("!")
    name = name.removeprefix("'").removesuffix("'").replace("''", "'")
    return f"{numbers.get(name, name)}!{cell}" if location else ""


def _footers(sheet: Worksheet) -> Iterator[str]:
    for name in _FOOTERS:
        part = getattr(sheet, name, None)
        for side in _SIDES:
            text = getattr(getattr(part, side, None), "text", None)
            if text:
                yield str(text)


def _cut(sheet: Worksheet, shown: str) -> Iterator[tuple[Location, float, float]]:
    """Texts in cells merged over rows that cannot be shown in full, however narrow the font."""
    widths = _widths(sheet)
    for area in sheet.merged_cells.ranges:
        cell = sheet.cell(area.min_row, area.min_col)
        text = cell.value
        if area.max_row == area.min_row or not isinstance(text, str) or not cell.alignment.wrap_text:
            continue
        heights = [sheet.row_dimensions[row].height for row in range(area.min_row, area.max_row + 1)]
        width = sum(widths.get(column, _WIDTH) for column in range(area.min_col, area.max_col + 1))
        size = float(cell.font.sz or 11)
        ems = max(1.0, width * _PIXELS * _POINTS / size)
        needed = sum(max(1, -(-_em(part) // ems)) for part in text.split("\n")) * size * _PITCH
        if None not in heights and needed > sum(heights):
            yield Location(shown, sheet.title, area.min_row, area.min_col), needed, float(sum(heights))


def _widths(sheet: Worksheet) -> dict[int, float]:
    """The widths of the columns that have one of their own."""
    return {
        column: float(dimension.width)
        for dimension in sheet.column_dimensions.values()
        for column in range(dimension.min or 0, (dimension.max or -1) + 1)
    }


def _em(text: str) -> float:
    narrow = sum(sign.isascii() for sign in text)
    return len(text) - narrow * (1 - _HALF_WIDTH)
