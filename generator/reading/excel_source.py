"""A workbook of tidy sheets as plain data: projects, their funds, their indicators."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator import tree
from generator.location import Location
from generator.nearest import nearest
from generator.reading.assembly import Assembly
from generator.reading.heading_names import normal
from generator.reading.headings import Expected, find_headings
from generator.reading.package import Arrangement, Package, open_package
from generator.reading.records import Record, read_records
from generator.reading.sheet_titles import OURS, PROJECT_SHEET, chosen, title_of_ours
from generator.reading.source import HeadingRow, Notes, Source, UnreadableError
from generator.reading.table import Sheet, read_sheet
from generator.reading.typed_cells import Conventions
from generator.sheets.layout import (
    FUND,
    FUNDS,
    INDICATORS,
    NAME,
    NUMBER,
    OPERATOR,
    PROJECTS,
    SELF_EVALUATION,
    TARGET,
    TARGET_DECLARATION,
    UNIT,
    Column,
    Layout,
    layout_of,
    with_declared,
)
from generator.translation import _

if TYPE_CHECKING:
    from openpyxl import Workbook


class _Opened(NamedTuple):
    """The sheets of a workbook, and the day from which it counts."""

    sheets: list[Sheet]
    epoch: datetime


def read_workbook(path: Path, file: str, booklet: tree.Mapping, first: int = 0) -> Source:
    """The projects in a workbook, as `{"项目列表": […]}`, read as the booklet's head says.

    `file` names it in findings; the places stand under the positions from `first` on.
    """
    notes = Notes(file)
    try:
        opened = _open(open_package(path))
    except UnreadableError as refusal:
        notes.report(Location(file), refusal.code, refusal.message)
        return Source({}, {}, notes.problems)
    sheets, titles = chosen(opened.sheets, notes), [normal(sheet.title) for sheet in opened.sheets]
    opened.sheets.clear()
    layout = layout_of(booklet) or with_declared(_likely_layout(sheets), booklet)
    money_unit = booklet.get("金额单位", "")
    money_unit = money_unit.strip() if isinstance(money_unit, str) else ""
    assembly = Assembly(layout, Conventions(opened.epoch, money_unit), notes, first)
    add = {PROJECT_SHEET: assembly.add_project, FUNDS: assembly.add_funds, INDICATORS: assembly.add_indicator}
    for title, expected in _expected(layout, money_unit).items():
        for record in _sheet_records(sheets, titles, title, expected, notes):
            add[title](record)
        sheets.pop(title, None)  # what has become of its rows is enough to keep
    projects: list[tree.Tree] = list(assembly.finished())
    return notes.source({PROJECTS: projects} if projects else {})


def _sheet_records(
    sheets: Mapping[str, Sheet], titles: list[str], title: str, expected: Expected, notes: Notes
) -> list[Record]:
    sheet = sheets.get(title)
    if sheet is None:
        others = [name for name in titles if name not in OURS]
        message = _("the workbook has no sheet {title}").format(title=title)
        if other := nearest(title, others):
            message += _("; if it is {other}, rename that").format(other=other)
        notes.report(Location(notes.file), "INP203", message)
        return []
    headings = find_headings(sheet, expected, notes)
    if headings is None or NAME not in headings.columns:
        return []
    notes.headings[notes.file, sheet.title] = HeadingRow(title, headings.row, headings.columns)
    return read_records(sheet, headings, notes, FUND if title == FUNDS else "")


def _open(package: Package) -> _Opened:
    stored = _load(package, data_only=True)
    with closing(stored):
        if not package.has_formulas:
            return _Opened(_sheets(stored, None, package), stored.epoch)
        with closing(_load(package, data_only=False)) as formulas:
            return _Opened(_sheets(stored, formulas, package), stored.epoch)


def _load(package: Package, *, data_only: bool) -> Workbook:
    from openpyxl import load_workbook  # slow to import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it does not know: nothing that is read here
        try:
            return load_workbook(io.BytesIO(package.content), read_only=True, data_only=data_only)
        except Exception as error:  # openpyxl raises anything on a broken package
            raise _damaged(error) from error


def _sheets(stored: Workbook, formulas: Workbook | None, package: Package) -> list[Sheet]:
    sheets: list[Sheet] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for sheet in stored.worksheets:
                # The part's name is the only link to what openpyxl leaves out when it only reads.
                part = str(getattr(sheet, "_worksheet_path", ""))
                arrangement = package.arrangements.get(part, Arrangement())
                twin = None if formulas is None else formulas[sheet.title]
                sheets.append(
                    read_sheet(sheet, arrangement, twin)
                    if title_of_ours(sheet.title)
                    else Sheet(sheet.title, [])
                )
        except Exception as error:  # as above
            raise _damaged(error) from error
    return sheets


def _damaged(error: Exception) -> UnreadableError:
    message = _("the workbook is damaged ({reason}); open it in Excel or WPS and save it again")
    reason = f"{type(error).__name__}: {error}".splitlines()[0]
    return UnreadableError("INP201", message.format(reason=reason))


def _likely_layout(sheets: Mapping[str, Sheet]) -> Layout:
    """The layout whose headings the project sheet has: a misspelt 表种 does not hide other mistakes."""
    sheet = sheets.get(PROJECT_SHEET)
    words = {normal(cell.text) for row in sheet.rows[:10] for cell in row.cells.values()} if sheet else set()

    def shared(layout: Layout) -> int:
        return sum(column.heading in words for column in layout.project)

    return max(SELF_EVALUATION, TARGET_DECLARATION, key=shared)


def _expected(layout: Layout, money_unit: str) -> dict[str, Expected]:
    name, fund, target = Column(NAME, ()), Column(FUND, ()), Column(TARGET, (), required=False)
    funds = (name, fund, *layout.funds) if layout.fund_rows else (name, *layout.funds)
    parts = (OPERATOR, NUMBER, UNIT)
    indicators = (name, *layout.indicators, target)
    return {
        PROJECT_SHEET: Expected(*_headings(layout.project), money_unit, computed=_computed(layout.project)),
        FUNDS: Expected(*_headings(funds), money_unit, computed=_computed(funds)),
        INDICATORS: Expected(*_headings(indicators), money_unit, TARGET, parts, _computed(indicators)),
    }


def _computed(columns: tuple[Column, ...]) -> tuple[str, ...]:
    return tuple(column.heading for column in columns if column.stated)


def _headings(columns: tuple[Column, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All headings, and those that a sheet must have."""
    required = tuple(column.heading for column in columns if column.required)
    return tuple(column.heading for column in columns), required
