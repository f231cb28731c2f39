"""A tidy sheet as headings and rows of cells, before anything is known of its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, cast

from generator.reading.cell import Cell, read_cell
from generator.reading.package import Arrangement, MergedArea

if TYPE_CHECKING:
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    _Cell = ReadOnlyCell | EmptyCell

MOST_ROWS = 1_048_576  # Excel has no more
_MOST_COLUMNS = 256


class Row(NamedTuple):
    """A row that holds something."""

    number: int  # 1-based
    cells: dict[int, Cell]  # by column, 1-based


class Sheet(NamedTuple):
    """A sheet's rows that hold something, and the rest that matters."""

    title: str
    rows: list[Row]
    too_long: bool = False  # rows beyond MOST_ROWS were left out
    formulas: frozenset[tuple[int, int]] = frozenset()  # row and column of formulas without a stored result
    groups: frozenset[tuple[int, int]] = frozenset()  # row and column of cells merged over several columns
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False


def read_sheet(
    sheet: ReadOnlyWorksheet, arrangement: Arrangement, formulas: ReadOnlyWorksheet | None = None
) -> Sheet:
    """The sheet with its stored values; `formulas` is the same sheet opened with formulas instead."""
    rows = []
    last = 0
    known: dict[Cell, Cell] = {}  # most cells of a large sheet say what others say: keep one of them
    for last, found in enumerate(_cells(sheet, MOST_ROWS + 1), start=1):
        cells = {
            column: known.setdefault(cell, cell)
            for column, stored in enumerate(found, start=1)
            if stored.value is not None and (cell := read_cell(stored)) is not None
        }
        if cells:
            rows.append(Row(last, cells))
    _fill_down(rows, arrangement.merged)
    return Sheet(
        sheet.title,
        rows,
        last > MOST_ROWS,
        frozenset(_without_result(sheet, formulas)),
        frozenset((a.first_row, a.column) for a in arrangement.merged if a.last_column > a.column),
        arrangement.hidden,
        sheet.sheet_state != "visible",
    )


def _cells(sheet: ReadOnlyWorksheet, most: int) -> Iterator[Sequence[_Cell]]:
    """The first rows of a sheet, each up to its last cell."""
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    rows = cast(
        "Iterator[Sequence[_Cell]]", sheet.rows
    )  # the stubs have the cells of a sheet that is not read only
    return (row[:_MOST_COLUMNS] for row in islice(rows, most))


def _fill_down(rows: Sequence[Row], merged: Sequence[MergedArea]) -> None:
    """Give every row of an area merged downwards the value that stands in its first."""
    by_number = {row.number: row for row in rows}
    for area in merged:
        top = by_number.get(area.first_row)
        value = top and top.cells.get(area.column)
        if not value:
            continue
        for number in range(area.first_row + 1, area.last_row + 1):
            if number in by_number:  # a row without a value of its own stays blank
                by_number[number].cells[area.column] = value


def _without_result(
    stored: ReadOnlyWorksheet, formulas: ReadOnlyWorksheet | None
) -> Iterator[tuple[int, int]]:
    if formulas is None:
        return
    both = zip(_cells(stored, MOST_ROWS), _cells(formulas, MOST_ROWS), strict=False)
    for number, (values, sources) in enumerate(both, start=1):
        for column, (value, source) in enumerate(zip(values, sources, strict=False), start=1):
            # An empty text that was computed has the type "str".
            if source.data_type == "f" and value.value is None and value.data_type != "str":
                yield number, column
