"""Projects put together from the rows of three sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator import tree
from generator.finding import Severity
from generator.location import KeyPath
from generator.nearest import did_you_mean
from generator.reading.cell import Cell
from generator.reading.project_names import ProjectNames
from generator.reading.records import Record, ranges
from generator.reading.source import Notes
from generator.reading.typed_cells import Conventions, value_of
from generator.sheets.exemptions import read_exemptions
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
    Column,
    Kind,
    Layout,
)
from generator.sheets.target import is_number, is_operator, join_actual, join_target
from generator.translation import _

_PART_OF = "其中"  # printed before the first part of a total


class Assembly:
    """The projects of one workbook while its rows come in."""

    def __init__(self, layout: Layout, conventions: Conventions, notes: Notes, first: int) -> None:
        self._layout = layout
        self._conventions = conventions
        self._notes = notes
        self._first = first
        self._projects: dict[str, tree.Mapping] = {}
        self._names = ProjectNames()
        self._rows: dict[str, int] = {}  # of the sheet, by project
        self._positions: dict[str, int] = {}  # in the booklet
        self._indicators: dict[str, list[tree.Tree]] = {}
        self._strangers: dict[tuple[str, str], list[Record]] = {}  # by sheet and name

    def add_project(self, record: Record) -> None:
        """A row of the sheet 项目."""
        if record.name in self._projects:
            message = _("the project {name} stands twice, first in row {row}")
            message = message.format(name=record.name, row=self._rows[record.name])
            self._notes.report(record.place(NAME), "INP007", message)
            return
        self._names.add(record.name)
        self._rows[record.name] = record.row
        self._positions[record.name] = self._first + len(self._positions)
        project: tree.Mapping = {}
        self._projects[record.name] = project
        self._notes.locations[self._path(record.name)] = record.place(NAME)
        self._fill(project, record, self._layout.project, self._path(record.name))

    def add_funds(self, record: Record) -> None:
        """A row of the sheet 项目资金."""
        if (project := self._project(record)) is None:
            return
        path = self._path(record.name)
        self._notes.locations.setdefault((*path, FUNDS), record.place(NAME))
        keys = self._funds_keys(record)
        if not keys:
            self._notes.report(record.place(FUND), "INP212", _("the row names no fund in 资金"))
            return
        place = record.place(FUND if self._layout.fund_rows else NAME)
        path = (*path, *keys)
        if self._notes.locations.setdefault(path, place).row != record.row:
            first = self._notes.locations[path].row
            message = _("{what} of the project {name} stands twice, first in row {row}")
            message = message.format(what=keys[-1], name=record.name, row=first)
            self._notes.report(place, "INP212", message)
            return
        values: tree.Mapping = {}
        self._fill(values, record, self._layout.funds, path)
        if values:
            _put(project, keys, values)

    def add_indicator(self, record: Record) -> None:
        """A row of the sheet 绩效指标."""
        if self._project(record) is None:
            return
        rows = self._indicators.setdefault(record.name, [])
        path = (*self._path(record.name), INDICATORS, len(rows))
        indicator: tree.Mapping = {}
        self._fill(indicator, record, self._layout.indicators, path)
        self._put_target(indicator, record, path)
        if indicator:
            self._notes.locations.setdefault(path[:-1], record.place(NAME))
            self._notes.locations[path] = record.place(NAME)
            rows.append(indicator)

    def finished(self) -> Iterator[tree.Mapping]:
        """The projects in the order of their rows, their keys in the order of the form."""
        if self._projects:  # without any, the sheet itself is what is wrong
            self._report_strangers()
        for name, project in self._projects.items():
            if indicators := self._indicators.get(name):
                project[INDICATORS] = indicators
            yield {key: project[key] for key in self._layout.keys if key in project}

    def _report_strangers(self) -> None:
        for (_sheet, name), records in self._strangers.items():
            message = _("the project {name} is not in the sheet 项目 (rows {rows})")
            message = message.format(name=name, rows=ranges(record.row for record in records))
            self._notes.report(records[0].place(NAME), "INP211", message + did_you_mean(name, self._projects))

    def _path(self, name: str) -> KeyPath:
        return (PROJECTS, self._positions[name])

    def _project(self, record: Record) -> tree.Mapping | None:
        if (name := self._names.find(record.name)) and name != record.name:
            record.cells[NAME] = Cell(name)
        project = self._projects.get(record.name)
        if project is None:
            self._strangers.setdefault((record.sheet, record.name), []).append(record)
        return project

    def _funds_keys(self, record: Record) -> tuple[str, ...]:
        """Where the values of a row of funds go: under its name, where a project has several."""
        if not self._layout.fund_rows:
            return (FUNDS,)
        fund = record.text(FUND).strip().removeprefix(_PART_OF).lstrip("：: ")
        return (FUNDS, fund) if fund else ()

    def _fill(self, into: tree.Mapping, record: Record, columns: Sequence[Column], path: KeyPath) -> None:
        for column in columns:
            if not column.path or column.heading not in record.columns:
                continue
            self._notes.locations[*path, *column.path] = record.place(column.heading)
            for length in range(1, len(column.path)):
                self._notes.locations.setdefault((*path, *column.path[:length]), record.place(column.heading))
            value: tree.Tree = value_of(record, column, self._conventions, self._notes)
            if column.kind is Kind.EXEMPTIONS and isinstance(value, str):
                value = read_exemptions(value)
            if not tree.is_blank(value):
                _put(into, column.path, value)

    def _put_target(self, indicator: tree.Mapping, record: Record, path: KeyPath) -> None:
        operator, number, unit = (record.text(heading) for heading in (OPERATOR, NUMBER, UNIT))
        whole = record.text(TARGET)
        if not (number or whole or tree.is_blank(operator) or is_operator(operator)):
            operator, number = "", operator  # words in the first of three cells, which may be merged
            indicator[TARGET] = number
        if TARGET in record.columns and not number:
            self._notes.locations[*path, TARGET] = record.place(TARGET)
            if not tree.is_blank(whole):
                indicator[TARGET] = whole
            return
        if whole:
            message = _("the target stands twice, in {number} and in {whole}; leave one of them blank")
            self._notes.report(record.place(TARGET), "INP213", message.format(number=NUMBER, whole=TARGET))
        target = join_target(operator, number, unit)
        if target != number:
            indicator[TARGET] = target
            actual = record.cells.get(ACTUAL)
            if actual:
                indicator[ACTUAL] = join_actual(actual.text, unit, percentage=actual.percentage)
        elif (operator.strip() or unit.strip()) and not is_number(number):
            message = _(
                "the target is words, so {parts} is not read; leave it blank or write all in {number}"
            )
            parts = (operator + unit).strip()
            place = record.place(NUMBER)
            self._notes.report(place, "INP214", message.format(parts=parts, number=NUMBER), Severity.WARNING)


def _put(into: tree.Mapping, path: Sequence[str], value: tree.Tree) -> None:
    for key in path[:-1]:
        inner = into.setdefault(key, {})
        assert isinstance(inner, dict)  # the layout's paths do not cross
        into = inner
    into[path[-1]] = value
