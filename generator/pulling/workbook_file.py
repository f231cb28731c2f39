"""A plan carried out in an input workbook: cells change in their own formats, rows of indicators move up or down."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from generator import tree
from generator.editing.workbook import WorkbookEdit
from generator.errors import GeneratorError
from generator.location import KeyPath, Location
from generator.model.amounts import to_number
from generator.pulling.application import applied, arranged
from generator.pulling.plan import ObstacleError, Plan
from generator.pulling.state import at
from generator.reading.source import Source
from generator.sheets.contents import content
from generator.sheets.layout import (
    ACTUAL,
    INDICATORS,
    NAME,
    NUMBER,
    OPERATOR,
    TARGET,
    UNIT,
    Column,
    Kind,
    Layout,
)
from generator.sheets.target import bare_actual, split_target
from generator.translation import _
from generator.writing.rows import take

_WIDE = 80  # columns
_TOGETHER = (TARGET, ACTUAL)  # of an indicator: the one's unit is the other's


class _Cell(NamedTuple):
    """What a cell is to hold, and how it would like to."""

    text: str
    kind: Kind


_NOTHING = _Cell("", Kind.TEXT)


class WorkbookPlan:
    """Carries a plan out in one workbook."""

    def __init__(self, content: bytes, file: str, source: Source, plan: Plan, layout: Layout) -> None:
        self._edit, self._file = WorkbookEdit(content, file), file
        self._source, self._plan, self._layout = source, plan, layout
        self._after = applied(source.data, plan)
        self._last: dict[str, int] = {}  # rows of sheets, where some were added

    def content(self) -> bytes:
        """The changed workbook.

        Raises: GeneratorError when it has no place for a change.
        """
        lists = [items for items in self._plan.lists() if self._is_here(items)]
        for path, text in self._plan.values.items():
            if self._is_here(path) and not any(path[: len(items)] == items for items in lists):
                with _told(path):
                    self._value(path, text)
        for items in sorted(lists, key=str):
            with _told(items):
                self._list(items)
        return self._edit.finish()

    def _is_here(self, path: KeyPath) -> bool:
        return self._source.locate(path).file == self._file

    def _value(self, path: KeyPath, text: str | None) -> None:
        record = at(self._after, path[:-1])
        place = self._source.locations.get(path)
        if path[-1] in _TOGETHER and INDICATORS in path and isinstance(record, dict):
            row = self._source.locate(path[:-1])
            self._fill(row, {heading: record.get(heading, "") for heading in _TOGETHER})
        elif path[-1] == NAME and text:
            self._rename(path[:2], text)
        elif place is None:
            message = _("the sheet has no column {heading}; add one and pull again")
            raise GeneratorError(message.format(heading=path[-1]), self._source.locate(path))
        else:
            kinds = {column.path[-1]: column.kind for column in self._columns() if column.path}
            self._put(place, _Cell(text or "", kinds.get(str(path[-1]), Kind.TEXT)))

    def _rename(self, project: KeyPath, name: str) -> None:
        for place in self._source.name_cells(project, NAME):
            self._put(place, _Cell(name, Kind.TEXT))

    def _columns(self) -> Iterator[Column]:
        yield from (*self._layout.project, *self._layout.funds, *self._layout.indicators)

    def _list(self, items: KeyPath) -> None:
        """Rewrite the rows of a project's indicators as far as they differ."""
        records = arranged(applied(self._source.data, Plan(values=self._plan.values)), self._plan, items)
        known = at(self._source.data, items)
        count = len(known) if isinstance(known, list) else 0
        if not count:
            message = _("the project has no row of indicators yet; add the first one by hand")
            raise GeneratorError(message, self._source.locate(items))
        rows = [self._source.locations[*items, position] for position in range(count)]
        for place, record in zip(rows, records, strict=False):
            self._rewrite(place, self._cells(place.sheet, record))
        for place in rows[len(records) :]:
            self._rewrite(place, {})
        for record in records[count:]:
            self._append(rows[0].sheet, str(at(self._after, (*items[:2], NAME))), record)

    def _append(self, sheet: str, name: str, record: tree.Tree) -> None:
        columns = self._columns_of(sheet)
        cells = {NAME: _Cell(name, Kind.TEXT), **self._cells(sheet, record)}
        last = self._last.get(sheet) or max(
            place.row for place in self._source.locations.values() if place[:2] == (self._file, sheet)
        )
        self._edit.append_row(
            sheet,
            last,
            {columns[heading]: content(cell.text, cell.kind) for heading, cell in cells.items() if cell.text},
        )
        self._last[sheet] = last + 1

    def _rewrite(self, place: Location, cells: Mapping[str, _Cell]) -> None:
        """Let a row say something else; without cells it gives up its project, too."""
        columns = self._columns_of(place.sheet)
        wanted = {
            heading: cells.get(heading, _NOTHING) for heading in columns if heading != NAME or not cells
        }
        differing = {
            heading: cell
            for heading, cell in wanted.items()
            if not _says(self._edit.text(place.sheet, place.row, columns[heading]), cell)
        }
        if differing and (column := self._foreign(place, columns)):
            message = _(
                "column {column} of this row would stay behind when rows move; change the rows by hand"
            )
            raise GeneratorError(message.format(column=column), place)
        for heading, cell in differing.items():
            self._put(place._replace(column=columns[heading]), cell)

    def _foreign(self, place: Location, columns: Mapping[str, int]) -> int:
        """A column beside those of the program in which a row holds something."""
        taken = set(columns.values())
        free = (column for column in range(1, _WIDE) if column not in taken)
        return next((column for column in free if self._edit.text(place.sheet, place.row, column)), 0)

    def _cells(self, sheet: str, record: tree.Tree) -> dict[str, _Cell]:
        """The cells of a row of indicators by heading."""
        columns, rest = self._columns_of(sheet), copy.deepcopy(record)
        assert isinstance(rest, dict)
        row = take(rest, self._layout.indicators)
        target, actual = row.pop(NUMBER, ""), row.pop(ACTUAL, "")
        if strange := next((heading for heading in (*row, *rest) if heading not in columns), None):
            message = _("the sheet has no column {heading}; add one and pull again")
            raise GeneratorError(message.format(heading=strange), Location(self._file, sheet))
        return {**_typed(row, self._layout.indicators), **self._target(columns, target, actual)}

    def _target(self, columns: Mapping[str, int], target: str, actual: str) -> dict[str, _Cell]:
        """A target in three columns, or in one, and the actual value beside it."""
        whole = TARGET if TARGET in columns and NUMBER not in columns else NUMBER
        texts = {OPERATOR: "", UNIT: "", NUMBER: "", TARGET: "", ACTUAL: actual, whole: target}
        made = {heading: _Cell(text, Kind.TEXT) for heading, text in texts.items() if heading in columns}
        parts = split_target(target, actual) if {OPERATOR, NUMBER, UNIT} <= columns.keys() else None
        if parts is not None:
            made |= {OPERATOR: _Cell(parts[0], Kind.TEXT), UNIT: _Cell(parts[2], Kind.TEXT)}
            made[NUMBER] = _Cell(parts[1], Kind.NUMBER)
        if parts is not None and actual and (bare := bare_actual(actual, parts[2])) != actual:
            made[ACTUAL] = _Cell(bare, Kind.NUMBER)
        return made

    def _fill(self, place: Location, record: Mapping[str, tree.Tree]) -> None:
        columns = self._columns_of(place.sheet)
        cells = self._target(columns, *(str(record.get(heading, "")) for heading in _TOGETHER))
        for heading, cell in cells.items():
            here = place._replace(column=columns[heading])
            if not _says(self._edit.text(*here[1:]), cell):
                self._put(here, cell)

    def _columns_of(self, sheet: str) -> Mapping[str, int]:
        """The columns of a sheet by the headings that the program knows."""
        return self._source.headings[self._file, sheet].columns

    def _put(self, place: Location, cell: _Cell) -> None:
        if self._edit.has_formula(*place[1:]):
            raise GeneratorError(_("the cell holds a formula; change it by hand"), place)
        value = content(cell.text, cell.kind, self._edit.text(*place[1:]))
        if isinstance(value, Decimal):
            self._edit.set_number(*place[1:], value)
        elif value:
            self._edit.set_text(*place[1:], value)
        else:
            self._edit.clear(*place[1:])


@contextlib.contextmanager
def _told(path: KeyPath) -> Iterator[None]:
    """Names what it was that could not be done."""
    try:
        yield
    except GeneratorError as error:
        raise ObstacleError([path], error) from error


def _typed(texts: Mapping[str, str], columns: Iterable[Column]) -> dict[str, _Cell]:
    kinds = {column.heading: column.kind for column in columns}
    return {heading: _Cell(text, kinds[heading]) for heading, text in texts.items()}


def _says(there: str, cell: _Cell) -> bool:
    """Whether a cell holds this already, be it with other zeros."""
    if cell.kind in (Kind.AMOUNT, Kind.NUMBER) and (number := to_number(cell.text)) is not None:
        return to_number(there) == number
    return there.strip() == cell.text
