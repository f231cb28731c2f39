"""Which column of a sheet holds what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.finding import Severity
from generator.location import Location
from generator.nearest import did_you_mean, nearest
from generator.reading.asides import asides
from generator.reading.cell import Cell
from generator.reading.heading_names import Heading, known_heading, likely_heading, normal
from generator.reading.source import Notes
from generator.reading.table import Row, Sheet
from generator.sheets.layout import NAME
from generator.translation import _, listed

_LAST_HEADING_ROW = 30
_NUMBERING = "序号"  # read by nobody


class Expected(NamedTuple):
    """The headings that a sheet may have, and those of them that it must have."""

    known: tuple[str, ...]
    required: tuple[str, ...]
    money_unit: str  # of the booklet
    whole: str = ""  # a heading that stands for the `parts` together
    parts: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()  # headings that nobody is taken to mean by a word of his own


class Headings(NamedTuple):
    """Where the headings stand: the last of their rows, the column of each, and the rows that are no data."""

    row: int
    columns: dict[str, int]  # 1-based
    asides: Mapping[int, str] = {}  # what else a row below them is


def find_headings(sheet: Sheet, expected: Expected, notes: Notes) -> Headings | None:
    """The headings within the first rows, None when there are none; what is wrong with them is reported."""
    best = max(_candidates(sheet), key=lambda row: _score(row, expected), default=None)
    if best is None or _score(best, expected) == 0:
        message = _("no row of headings within the first {rows} rows; expected {headings}")
        wanted = listed(expected.required)
        place = Location(notes.file, sheet.title)
        notes.report(place, "INP204", message.format(rows=_LAST_HEADING_ROW, headings=wanted))
        return None
    columns = _columns(sheet, best, expected, notes)
    _report_missing(sheet, best, columns, expected, notes)
    headings = Headings(best.number, columns, asides(sheet, best.number, columns))
    _report_unheaded(sheet, best, headings, notes)
    return headings


def _candidates(sheet: Sheet) -> Sequence[Row]:
    """The rows that may hold the headings: single ones first, then one below another that it completes.

    A cell merged over several columns is the heading of a group, which stands above headings.
    """
    rows = [row for row in sheet.rows if row.number <= _LAST_HEADING_ROW]
    joined = [
        Row(lower.number, _without_groups(upper, sheet) | lower.cells)
        for upper, lower in pairwise(rows)
        if lower.number == upper.number + 1
    ]
    return [*rows, *joined]


def _without_groups(row: Row, sheet: Sheet) -> dict[int, Cell]:
    return {column: cell for column, cell in row.cells.items() if (row.number, column) not in sheet.groups}


def _score(row: Row, expected: Expected) -> int:
    found = {name for cell in row.cells.values() if (name := _name(cell.text, expected))}
    return len(found) + len(expected.known) * (NAME in found)


def _name(text: str, expected: Expected) -> str:
    found = known_heading(text, expected.known)
    return found.name if found else ""


def _columns(sheet: Sheet, row: Row, expected: Expected, notes: Notes) -> dict[str, int]:
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    for column, cell in row.cells.items():
        heading = known_heading(cell.text, expected.known)
        place = Location(notes.file, sheet.title, row.number, column)
        if heading is None:
            unknown[column] = normal(cell.text)
        elif heading.name in columns:
            notes.report(
                place, "INP206", _("the heading {heading} stands twice").format(heading=heading.name)
            )
        else:
            columns[heading.name] = column
            _report_other_unit(place, heading, expected, notes)
    _place_unknown(unknown, columns, expected, Location(notes.file, sheet.title, row.number), notes)
    return columns


def _place_unknown(
    unknown: dict[int, str], columns: dict[str, int], expected: Expected, row: Location, notes: Notes
) -> None:
    """Give columns under a slightly other name to the heading that is meant, if that is beyond doubt."""
    likely = {column: _likely(heading, columns, expected) for column, heading in unknown.items()}
    claims = list(likely.values())
    free = [known for known in expected.known if known not in columns]
    for column, heading in unknown.items():
        if heading == _NUMBERING:
            continue
        place = row._replace(column=column)
        if (meant := likely[column]) and claims.count(meant) == 1:
            message = _("the heading {heading} is read as {meant}; write {meant}")
            message = message.format(heading=heading, meant=meant)
            notes.report(place, "INP209", message, Severity.WARNING)
            columns[meant] = column
            continue
        message = _("unknown heading {heading}").format(heading=heading) + did_you_mean(heading, free)
        notes.report(place, "INP205", message)
        if meant := nearest(heading, free):  # read on as if it were right: one mistake, one finding
            columns.setdefault(meant, column)


def _likely(heading: str, columns: Mapping[str, int], expected: Expected) -> str:
    likely = likely_heading(heading, expected.known)
    return "" if likely in columns or likely in expected.computed else likely


def _report_other_unit(place: Location, heading: Heading, expected: Expected, notes: Notes) -> None:
    if heading.unit and expected.money_unit and heading.unit != expected.money_unit:
        message = _("the heading says {found}, but the booklet's 金额单位 is {expected}")
        notes.report(place, "INP207", message.format(found=heading.unit, expected=expected.money_unit))


def _report_missing(
    sheet: Sheet, row: Row, columns: dict[str, int], expected: Expected, notes: Notes
) -> None:
    waived = expected.parts if expected.whole in columns else ()
    missing = [heading for heading in expected.required if heading not in (*columns, *waived)]
    if missing:
        place = Location(notes.file, sheet.title, row.number)
        message = _("the sheet has no heading {headings}")
        notes.report(place, "INP204", message.format(headings=listed(missing)))


def _report_unheaded(sheet: Sheet, row: Row, headings: Headings, notes: Notes) -> None:
    """Values in a column without a heading are read by nobody."""
    seen = set(row.cells)
    for below in sheet.rows:
        if below.number <= row.number or below.number in headings.asides:
            continue
        for column in below.cells.keys() - seen:
            seen.add(column)
            place = Location(notes.file, sheet.title, below.number, column)
            message = _("the column has no heading, so this value is not read")
            notes.report(place, "INP208", message, Severity.WARNING)
