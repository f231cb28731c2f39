"""Which column of a sheet holds what."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from generator.finding import Severity
from generator.location import Location
from generator.nearest import did_you_mean, nearest
from generator.reading.source import Notes
from generator.reading.table import Row, Sheet
from generator.sheets.layout import NAME
from generator.translation import _, listed

_LAST_HEADING_ROW = 10
_NUMBERING = "序号"  # read by nobody
_REMARK = re.compile(r"(.+?)\(([^()]*)\)")
_MONEY_UNITS = ("元", "万元")


class Expected(NamedTuple):
    """The headings that a sheet may have, and those of them that it must have."""

    known: tuple[str, ...]
    required: tuple[str, ...]
    money_unit: str  # of the booklet
    whole: str = ""  # a heading that stands for the `parts` together
    parts: tuple[str, ...] = ()


class Headings(NamedTuple):
    """Where the headings stand: the row, and the column of each (both 1-based)."""

    row: int
    columns: dict[str, int]


def find_headings(sheet: Sheet, expected: Expected, notes: Notes) -> Headings | None:
    """The heading row among the first ten, None when there is none; what is wrong with it is reported."""
    candidates = [row for row in sheet.rows if row.number <= _LAST_HEADING_ROW]
    best = max(candidates, key=lambda row: _score(row, expected), default=None)
    if best is None or _score(best, expected) == 0:
        message = _("no row of headings within the first {rows} rows; expected {headings}")
        headings = listed(expected.required)
        place = Location(notes.file, sheet.title)
        notes.report(place, "INP204", message.format(rows=_LAST_HEADING_ROW, headings=headings))
        return None
    columns = _columns(sheet, best, expected, notes)
    _report_missing(sheet, best, columns, expected, notes)
    _report_unheaded(sheet, best, notes)
    return Headings(best.number, columns)


def normal(heading: str) -> str:
    """`执行率(%)` for `* 执行率 （％）`: half-width, without blanks and the mark of a required field."""
    return "".join(unicodedata.normalize("NFKC", heading).split()).strip("*")


def _known(heading: str, expected: Expected) -> str:
    """The known heading in `heading`, which may add a remark in brackets; empty when there is none."""
    plain = normal(heading)
    remark = _REMARK.fullmatch(plain)
    by_normal = {normal(known): known for known in expected.known}
    return by_normal.get(plain) or (by_normal.get(remark[1], "") if remark else "")


def _score(row: Row, expected: Expected) -> int:
    found = {_known(cell.text, expected) for cell in row.cells.values()} - {""}
    return len(found) + len(expected.known) * (NAME in found)


def _columns(sheet: Sheet, row: Row, expected: Expected, notes: Notes) -> dict[str, int]:
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    for column, cell in row.cells.items():
        heading = _known(cell.text, expected)
        place = Location(notes.file, sheet.title, row.number, column)
        if not heading:
            unknown[column] = normal(cell.text)
        elif heading in columns:
            notes.report(place, "INP206", _("the heading {heading} stands twice").format(heading=heading))
        else:
            columns[heading] = column
            _report_other_unit(place, cell.text, expected, notes)
    for column, heading in unknown.items():
        if heading == _NUMBERING:
            continue
        place = Location(notes.file, sheet.title, row.number, column)
        free = [known for known in expected.known if known not in columns]
        message = _("unknown heading {heading}").format(heading=heading) + did_you_mean(heading, free)
        notes.report(place, "INP205", message)
        if meant := nearest(heading, free):  # read on as if it were right: one mistake, one finding
            columns[meant] = column
    return columns


def _report_other_unit(place: Location, text: str, expected: Expected, notes: Notes) -> None:
    remark = _REMARK.fullmatch(normal(text))
    if remark and remark[2] in _MONEY_UNITS and expected.money_unit and remark[2] != expected.money_unit:
        message = _("the heading says {found}, but the booklet's 金额单位 is {expected}")
        notes.report(place, "INP207", message.format(found=remark[2], expected=expected.money_unit))


def _report_missing(
    sheet: Sheet, row: Row, columns: dict[str, int], expected: Expected, notes: Notes
) -> None:
    waived = expected.parts if expected.whole in columns else ()
    missing = [heading for heading in expected.required if heading not in (*columns, *waived)]
    if missing:
        place = Location(notes.file, sheet.title, row.number)
        message = _("the sheet has no heading {headings}")
        notes.report(place, "INP204", message.format(headings=listed(missing)))


def _report_unheaded(sheet: Sheet, row: Row, notes: Notes) -> None:
    """Values in a column without a heading are read by nobody."""
    seen = set(row.cells)
    for below in sheet.rows:
        for column in below.cells:
            if below.number > row.number and column not in seen:
                seen.add(column)
                place = Location(notes.file, sheet.title, below.number, column)
                message = _("the column has no heading, so this value is not read")
                notes.report(place, "INP208", message, Severity.WARNING)
