"""Two booklets side by side as a workbook: one sheet of projects, one of indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.comparing import words
from generator.comparing.comparison import Comparison, ProjectPair, Shown, Status
from generator.sheets.layout import Kind
from generator.translation import _
from generator.writing.cells import put, row_height
from generator.writing.saving import saved

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

PROJECT_SHEET, INDICATOR_SHEET = "项目对比", "指标对比"
_FONT, _SIZE = "宋体", 11
_FILLS = {Status.NEW: "FFE2EFDA", Status.DROPPED: "FFFCE4D6", Status.RENAMED: "FFFFF2CC", Status.CHANGED: ""}
_HEAD_FILL = "FFDCE6F1"

_Cell = str | Decimal | None


class _Column(NamedTuple):
    heading: str
    width: int
    is_money: bool = False


def workbook_bytes(comparison: Comparison) -> bytes:
    """The workbook; the same booklets give the same bytes."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.properties.creator = "jixiao"
    workbook.remove(workbook.worksheets[0])
    one, other = f"A {comparison.one}", f"B {comparison.other}"
    rows = [(pair.status, row) for pair in comparison.projects for row in _project_rows(pair)]
    _add_sheet(workbook, PROJECT_SHEET, _project_columns(one, other, comparison.unit), rows)
    found = [each for pair in comparison.projects for each in _indicator_rows(pair)]
    _add_sheet(workbook, INDICATOR_SHEET, *_filled(_indicator_columns(), found))
    return saved(workbook)


def _project_columns(one: str, other: str, unit: str) -> list[_Column]:
    return [
        _Column(_("Project"), 30),
        _Column(_("Status"), 9),
        _Column(_("Item"), 24),
        _Column(_("{booklet} (amounts in {unit})").format(booklet=one, unit=unit), 40, is_money=True),
        _Column(_("{booklet} (amounts in {unit})").format(booklet=other, unit=unit), 40, is_money=True),
        _Column(_("Difference"), 16, is_money=True),
        _Column("%", 12),
    ]


def _indicator_columns() -> list[_Column]:
    labels = (("年度指标值", 26), ("实际完成值", 26), ("分值", 9), ("得分", 9))
    both = [_Column(f"{label} {side}", width) for label, width in labels for side in "AB"]
    return [
        _Column(_("Project"), 28),
        _Column("一级指标", 13),
        _Column("二级指标", 20),
        _Column("三级指标", 34),
        _Column(_("Status"), 9),
        *both,
    ]


def _filled(
    columns: Sequence[_Column], rows: Sequence[tuple[Status, list[_Cell]]]
) -> tuple[list[_Column], list[tuple[Status, list[_Cell]]]]:
    """The columns that hold anything: target forms have neither actual values nor points."""
    kept = [
        place for place in range(len(columns)) if not rows or any(cells[place] for _status, cells in rows)
    ]
    return [columns[place] for place in kept], [
        (status, [cells[place] for place in kept]) for status, cells in rows
    ]


def _project_rows(pair: ProjectPair) -> Iterator[list[_Cell]]:
    """A row for each figure, and for each text that differs."""
    head = [words.name(pair), words.status(pair.status)]
    for figure in pair.figures:
        yield [*head, figure.label, figure.one, figure.other, figure.difference, words.percent(figure)]
    for text in pair.texts:
        one, other = ("\n".join(side) for side in zip(*text.passages, strict=True))
        yield [*head, text.label, one, other, None, None]
    if not pair.figures and not pair.texts:
        yield [*head, None, None, None, None, None]


def _indicator_rows(pair: ProjectPair) -> Iterator[tuple[Status, list[_Cell]]]:
    for each in pair.indicators:
        shown = each.other or each.one
        assert shown is not None, "an indicator is in one of the two"
        sides = [_values(side) for side in (each.one, each.other)]
        both = [value for values in zip(*sides, strict=True) for value in values]
        levels = [shown.first_level, shown.second_level, words.indicator_name(each)]
        yield each.status, [words.name(pair), *levels, words.status(each.status), *both]


def _values(shown: Shown | None) -> list[_Cell]:
    if shown is None:
        return [None] * 4
    return [shown.target, shown.actual, _typed(shown.weight), _typed(shown.score)]


def _typed(text: str) -> _Cell:
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def _add_sheet(
    workbook: Workbook, title: str, columns: Sequence[_Column], rows: Iterable[tuple[Status, Sequence[_Cell]]]
) -> None:
    sheet = workbook.create_sheet(title)
    _put_row(sheet, 1, [column.heading for column in columns], columns, _HEAD_FILL, bold=True)
    for number, (status, cells) in enumerate(rows, 2):
        _put_row(sheet, number, cells, columns, _FILLS.get(status, ""))
    for position, column in enumerate(columns):
        sheet.column_dimensions["ABCDEFGHIJKLMNOP"[position]].width = column.width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"


def _put_row(
    sheet: Worksheet,
    number: int,
    cells: Sequence[_Cell],
    columns: Sequence[_Column],
    fill: str,
    *,
    bold: bool = False,
) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    side = Side("thin", color="FFBFBFBF")
    for position, (value, column) in enumerate(zip(cells, columns, strict=True), 1):
        cell = sheet.cell(number, position)
        if value is not None and value != "":
            put(cell, *_stored(value, is_money=column.is_money))
        cell.font = Font(name=_FONT, size=_SIZE, bold=bold)
        horizontal = "center" if bold else None
        cell.alignment = Alignment(horizontal, "center", wrap_text=True)
        cell.border = Border(side, side, side, side)
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)
    texts = [(_as_text(value), column.width) for value, column in zip(cells, columns, strict=True)]
    sheet.row_dimensions[number].height = row_height(texts, _SIZE)


def _stored(value: str | Decimal, *, is_money: bool) -> tuple[str, Kind]:
    if isinstance(value, str):
        return value, Kind.TEXT
    return _as_text(value), Kind.AMOUNT if is_money else Kind.NUMBER


def _as_text(value: _Cell) -> str:
    if isinstance(value, Decimal):
        return words.number(value).replace(",", "")
    return value or ""
