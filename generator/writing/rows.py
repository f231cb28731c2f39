"""The rows of tidy sheets that say what the data of a booklet say."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from generator import tree
from generator.errors import GeneratorError
from generator.location import KeyPath
from generator.sheets.exemptions import exemptions_text
from generator.sheets.layout import (
    ACTUAL,
    FUND,
    FUNDS,
    INDICATORS,
    NAME,
    NUMBER,
    OPERATOR,
    UNIT,
    Column,
    Layout,
)
from generator.sheets.target import bare_actual, split_target
from generator.translation import _

Row = dict[str, str]  # texts by heading


@dataclass(eq=False, repr=False)
class Table:
    """A tidy sheet: its columns, and its rows as texts by heading."""

    title: str
    columns: tuple[Column, ...]
    rows: list[Row] = field(default_factory=list)

    def used(self) -> tuple[Column, ...]:
        """The columns without those for computed values that nobody states."""
        filled = {heading for row in self.rows for heading in row}
        return tuple(column for column in self.columns if column.heading in filled or not column.stated)


def tables(projects: Iterable[tree.Mapping], layout: Layout) -> list[Table]:
    """The three sheets for the projects of a booklet.

    Raises:
        GeneratorError: the sheets have no place for a value, so that it would be lost.

    """
    name = Column(NAME, (NAME,), width=30)
    fund = (Column(FUND, (), width=18),) if layout.fund_rows else ()
    project_table = Table("项目", layout.project)
    fund_table = Table(FUNDS, (name, *fund, *layout.funds))
    indicator_table = Table(INDICATORS, (name, *layout.indicators))
    seen: set[str] = set()
    for project in projects:
        rest = copy.deepcopy(project)  # what is written is taken out; what is left has no place
        title = _name(rest, seen)
        project_table.rows.append({NAME: title, **take(rest, layout.project)})
        fund_table.rows += ({NAME: title, **row} for row in _fund_rows(rest, layout))
        indicator_table.rows += ({NAME: title, **row} for row in _indicator_rows(rest, layout))
        for path in _leaves(rest):
            message = _("{path} of the project {name} has no column in a workbook")
            raise GeneratorError(message.format(path=".".join(map(str, path)), name=title))
    return [project_table, fund_table, indicator_table]


def _name(project: tree.Mapping, seen: set[str]) -> str:
    name = project.get(NAME)
    if not isinstance(name, str):
        raise GeneratorError(
            _("a project without 项目名称 cannot go into a workbook, which tells projects by their names")
        )
    if name.strip() in seen:
        message = _("two projects of the name {name} cannot go into one workbook")
        raise GeneratorError(message.format(name=name.strip()))
    seen.add(name.strip())
    return name


def take(record: tree.Mapping, columns: Sequence[Column]) -> Row:
    """The texts of a record by heading; they are taken out of it."""
    row: Row = {}
    for column in columns:
        inner: tree.Tree = record
        for key in column.path[:-1]:
            inner = inner.get(key, {}) if isinstance(inner, dict) else {}
        if (
            column.path
            and isinstance(inner, dict)
            and (text := _text(inner.get(column.path[-1]))) is not None
        ):
            del inner[column.path[-1]]
            row[column.heading] = text
    return row


def _text(value: tree.Tree | None) -> str | None:
    """The text of a cell for a value; None where no cell can hold it."""
    return exemptions_text(value) if isinstance(value, dict) else value if isinstance(value, str) else None


def _fund_rows(project: tree.Mapping, layout: Layout) -> Iterator[Row]:
    funds = project.get(FUNDS)
    if not isinstance(funds, dict):
        return
    if not layout.fund_rows:
        yield take(funds, layout.funds)
        return
    for name, values in funds.items():
        if isinstance(values, dict):
            yield {FUND: name, **take(values, layout.funds)}


def _indicator_rows(project: tree.Mapping, layout: Layout) -> Iterator[Row]:
    indicators = project.get(INDICATORS)
    for indicator in indicators if isinstance(indicators, list) else []:
        if isinstance(indicator, dict):
            yield _split(take(indicator, layout.indicators))


def _split(row: Row) -> Row:
    """The row with its target in three columns where that can be undone."""
    actual = row.get(ACTUAL, "")
    parts = split_target(row.get(NUMBER, ""), actual)
    if parts is None:
        return row
    operator, number, unit = parts
    row |= {OPERATOR: operator, NUMBER: number, UNIT: unit}
    if actual:
        row[ACTUAL] = bare_actual(actual, unit)
    return {heading: text for heading, text in row.items() if text}


def _leaves(value: tree.Tree, path: KeyPath = ()) -> Iterator[KeyPath]:
    """The paths of all texts."""
    if isinstance(value, str):
        yield path
        return
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield from _leaves(inner, (*path, key))
