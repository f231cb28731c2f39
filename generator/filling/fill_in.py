"""A workbook made for filling in, from what a booklet's head says and what is known of its projects."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from generator import tree
from generator.carrying.marks import Mark
from generator.errors import GeneratorError
from generator.model.settings import CheckSettings, ScoringSettings
from generator.sheets.layout import FUND, FUNDS, INDICATORS, NAME, Column, Kind, Layout, layout_of
from generator.translation import _
from generator.writing.rows import Row, Table, tables

VERSION = "1"  # of the layout of fill-in workbooks
_HUNDRED = Decimal(100)
_INDICATORS_EACH = 10  # blank rows of indicators for one blank project
_LEAST = {"项目": 200, FUNDS: 800, INDICATORS: 1000}  # rows down to which entries are checked, at least


class FillIn(NamedTuple):
    """What a fill-in workbook is for."""

    head: tree.Mapping  # of the booklet
    booklet: str  # the name of its folder
    projects: Sequence[tree.Mapping] = ()
    marks: Sequence[Mark] = ()
    unit: str = ""  # that fills it in; empty where one workbook is for all
    rows: int = 20  # blank rows for projects

    def fact(self, key: str) -> str:
        """A value of the head as text."""
        value = self.head.get(key)
        return value if isinstance(value, str) else ""

    @property
    def layout(self) -> Layout:
        layout = layout_of(self.head)
        if layout is None:
            raise GeneratorError(_("a workbook needs a 表种 that is 自评表 or 申报表"))
        return layout

    @property
    def checks(self) -> CheckSettings:
        return CheckSettings.model_validate(self.head.get("检查", {}))

    @property
    def full_points(self) -> Decimal:
        """What the indicators of a project weigh together."""
        return _HUNDRED - self.scoring.budget.weight

    @property
    def scoring(self) -> ScoringSettings:
        return ScoringSettings.model_validate(self.head.get("计分", {}))


class Prepared(NamedTuple):
    """A sheet to fill in: rows that say something already, blank ones below, and how far entries are checked."""

    title: str
    columns: tuple[Column, ...]
    rows: list[Row]
    last: int  # the last row of the table, blank rows included
    checked: int  # the last row in which entries are checked

    def column(self, heading: str) -> int:
        """The 1-based position of a heading."""
        return [column.heading for column in self.columns].index(heading) + 1


def prepared(fill_in: FillIn) -> list[Prepared]:
    """The three sheets.

    Raises:
        GeneratorError: the sheets have no place for a value.

    """
    layout = fill_in.layout
    found = tables(fill_in.projects, layout)
    blank = {"项目": fill_in.rows, FUNDS: fill_in.rows, INDICATORS: fill_in.rows * _INDICATORS_EACH}
    for table in found:
        if table.title == FUNDS:
            _complete(table, fill_in.projects, layout)
            table.rows += [{FUND: fund} for _row in range(fill_in.rows) for fund in layout.fund_rows]
            blank[FUNDS] = 0 if layout.fund_rows else fill_in.rows
    return [_prepared(table, blank[table.title]) for table in found]


def _prepared(table: Table, blank: int) -> Prepared:
    columns = tuple(_text_where_typed(column) for column in table.used())
    last = 1 + len(table.rows) + blank
    return Prepared(table.title, columns, table.rows, last, max(last, _LEAST[table.title] + 1))


def _text_where_typed(column: Column) -> Column:
    """Targets and actual values are text, so that nothing typed there becomes a formula or a date."""
    return column._replace(kind=Kind.TEXT) if column.heading in ("指标值", "实际完成值") else column


def _complete(table: Table, projects: Sequence[tree.Mapping], layout: Layout) -> None:
    """Give every project all its rows of funds, in the order of the form."""
    known: dict[str, list[Row]] = {str(project[NAME]): [] for project in projects}
    for row in table.rows:
        known[row[NAME]].append(row)
    table.rows.clear()
    for name, rows in known.items():
        by_fund = {row.get(FUND, ""): row for row in rows}
        for fund in layout.fund_rows or ("",):
            table.rows.append(by_fund.pop(fund, {NAME: name} | ({FUND: fund} if fund else {})))
        table.rows += by_fund.values()
