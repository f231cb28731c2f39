"""Projects of a workbook brought to what they should be, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

from generator import tree
from generator.editing.workbook import WorkbookEdit
from generator.location import KeyPath
from generator.reading.sheet_titles import PROJECT_SHEET
from generator.reading.source import HeadingRow, Source
from generator.sheets.contents import content
from generator.sheets.layout import (
    ACTUAL,
    FUND,
    FUNDS,
    INDICATORS,
    NAME,
    NUMBER,
    OPERATOR,
    PROJECTS,
    TARGET,
    UNIT,
    Kind,
    Layout,
)
from generator.writing.rows import Row, Table, tables

_OF_TARGET = (OPERATOR, NUMBER, UNIT, TARGET)


class SheetPlaces:
    """Where a tidy sheet keeps its headings, and which row is its last."""

    def __init__(self, edit: WorkbookEdit, title: str, headings: HeadingRow, last: int) -> None:
        self._edit, self.title, self.row = edit, title, headings.row
        self.columns = dict(headings.columns)
        self.last = max(last, self.row)

    def column(self, heading: str) -> int:
        """The column of a heading; where the sheet has none, it is added in the first column that holds nothing."""
        if heading not in self.columns:
            free = max(self.columns.values()) + 1
            while any(self._edit.text(self.title, row, free) for row in range(1, self.last + 1)):
                free += 1
            self.columns[heading] = free
            self._edit.set_text(self.title, self.row, free, heading)
        return self.columns[heading]


class WorkbookChanges:
    """Changes to the projects of one workbook."""

    def __init__(self, edit: WorkbookEdit, layout: Layout, source: Source, file: str) -> None:
        self._edit, self._layout, self._source = edit, layout, source
        self._locations = {path: place for path, place in source.locations.items() if place.file == file}
        rows: dict[str, int] = {}
        for place in self._locations.values():
            rows[place.sheet] = max(rows.get(place.sheet, 0), place.row)
        self._sheets = {
            found.title: SheetPlaces(edit, sheet, found, rows.get(sheet, 0))
            for (name, sheet), found in source.headings.items()
            if name == file
        }
        columns = (*layout.project, *layout.funds, *layout.indicators)
        self._kinds = {column.heading: column.kind for column in columns} | {TARGET: Kind.TEXT}

    def change(self, position: int, before: tree.Mapping, after: tree.Mapping) -> None:
        """Bring the project at a position of the booklet from one state to another."""
        path: KeyPath = (PROJECTS, position)
        old, new = tables([before], self._layout), tables([after], self._layout)
        name = new[0].rows[0][NAME] if new[0].rows[0][NAME] != old[0].rows[0][NAME] else None
        self._update(PROJECT_SHEET, self._locations[path].row, old[0].rows[0], new[0].rows[0])
        self._change_funds(path, old[1].rows, new[1].rows)
        rows = self._indicator_rows(old[2], before), self._indicator_rows(new[2], after)
        self._change_indicators(path, *rows)
        if name is not None:
            self._rename(path, name)

    def add(self, project: tree.Mapping) -> None:
        """Put a new project below all others."""
        projects, funds, indicators = tables([project], self._layout)
        rows = projects.rows, funds.rows, self._indicator_rows(indicators, project)
        for sheet, made in zip((PROJECT_SHEET, FUNDS, INDICATORS), rows, strict=True):
            for row in made:
                self._append(sheet, row)

    def _change_funds(self, path: KeyPath, old: Sequence[Row], new: Sequence[Row]) -> None:
        here = {row.get(FUND, ""): row for row in old}
        wanted = {row.get(FUND, ""): row for row in new}
        for fund in {**here, **wanted}:
            place = self._locations.get((*path, FUNDS, fund) if fund else (*path, FUNDS))
            if place is not None:
                rest = {
                    key: (wanted.get(fund) or here[fund])[key] for key in (NAME, FUND) if fund or key == NAME
                }
                self._update(FUNDS, place.row, here.get(fund, rest), wanted.get(fund, rest))
            elif fund in wanted:
                self._append(FUNDS, wanted[fund])

    def _change_indicators(self, path: KeyPath, old: Sequence[Row], new: Sequence[Row]) -> None:
        for number, (before, wanted) in enumerate(zip_longest(old, new)):
            place = self._locations.get((*path, INDICATORS, number))
            if wanted is None:
                assert place is not None, "what was read has a place"
                self._blank(place.row)
            elif before is None or place is None:
                self._append(INDICATORS, wanted)
            else:
                self._update(INDICATORS, place.row, self._held(before, wanted, place.row), wanted)

    def _held(self, before: Row, wanted: Row, row: int) -> Row:
        """A row as it was; with what its cells hold of the target where that changes, in one column or three."""
        if all(before.get(heading, "") == wanted.get(heading, "") for heading in _OF_TARGET):
            return before
        sheet = self._sheets[INDICATORS]
        return before | {
            heading: self._edit.text(sheet.title, row, sheet.columns[heading])
            for heading in _OF_TARGET
            if heading in sheet.columns
        }

    def _indicator_rows(self, table: Table, project: tree.Mapping) -> list[Row]:
        """The rows of indicators, their targets in one text where the sheet has no columns for three."""
        return [self._whole(row, project, number) for number, row in enumerate(table.rows)]

    def _whole(self, row: Row, project: tree.Mapping, number: int) -> Row:
        if NUMBER in self._sheets[INDICATORS].columns:
            return row
        indicators = project[INDICATORS]
        assert isinstance(indicators, list)
        indicator = indicators[number]
        assert isinstance(indicator, dict)
        texts = {label: indicator.get(label, "") for label in (TARGET, ACTUAL)}
        kept = {key: text for key, text in row.items() if key not in (OPERATOR, NUMBER, UNIT, ACTUAL)}
        return kept | {label: text for label, text in texts.items() if isinstance(text, str) and text}

    def _rename(self, path: KeyPath, name: str) -> None:
        for place in self._source.name_cells(path, NAME):
            self._edit.set_text(place.sheet, place.row, place.column, name)

    def _update(self, name: str, row: int, old: Row, new: Row) -> None:
        sheet = self._sheets[name]
        for heading in {**old, **new}:
            text = new.get(heading, "")
            if heading == NAME or old.get(heading, "") == text or not (text or heading in sheet.columns):
                continue
            self._put(sheet.title, row, sheet.column(heading), text, self._kind(heading))

    def _append(self, name: str, row: Row) -> None:
        sheet = self._sheets[name]
        values = {
            sheet.column(heading): content(text, self._kind(heading)) for heading, text in row.items() if text
        }
        self._edit.append_row(sheet.title, sheet.last, values)
        sheet.last += 1

    def _blank(self, row: int) -> None:
        """Empty the row of an indicator; a name that stands merged over several rows stays."""
        sheet = self._sheets[INDICATORS]
        for column in sheet.columns.values():
            if self._edit.holder(sheet.title, row, column) == (row, column):
                self._edit.clear(sheet.title, row, column)

    def _put(self, title: str, row: int, column: int, text: str, kind: Kind) -> None:
        value = content(text, kind, self._edit.text(title, row, column))
        if isinstance(value, Decimal):
            self._edit.set_number(title, row, column, value)
        elif value:
            self._edit.set_text(title, row, column, value)
        else:
            self._edit.clear(title, row, column)

    def _kind(self, heading: str) -> Kind:
        return self._kinds.get(heading, Kind.TEXT)
