"""What a cell says in a column of days, amounts or numbers."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from generator.finding import Severity
from generator.location import Location
from generator.model.amounts import NUMBER, compact
from generator.reading.cell import Cell
from generator.reading.heading_names import MONEY_UNITS
from generator.reading.records import Record
from generator.reading.source import Notes
from generator.sheets.layout import Column, Kind
from generator.translation import _

_TEXTUAL_DAY = re.compile(r"\d+")
_LAST_SERIAL = 2_958_465  # 9999-12-31
_AMOUNT = re.compile(rf"(?:人民币|rmb|[¥￥])?({NUMBER})(万元|元|亿元|千元|百万元|万|亿)?整?", re.IGNORECASE)
_POINTS = re.compile(rf"({NUMBER})分")
_IN_POINTS = ("分值", "得分", "总分")


class Conventions(NamedTuple):
    """How the numbers of a workbook are meant."""

    epoch: datetime  # the day from which it counts
    money_unit: str  # of the booklet


def value_of(record: Record, column: Column, conventions: Conventions, notes: Notes) -> str:
    """The text of a value as the data hold it; what had to be understood first is reported."""
    cell = record.cells.get(column.heading)
    if cell is None:
        return ""
    if column.kind is Kind.DATE and (day := _day(cell, conventions.epoch)):
        return day.isoformat()
    if column.heading in _IN_POINTS:
        return _points(cell, record.place(column.heading), notes)
    if column.kind is Kind.AMOUNT and cell.serial is None:
        return _amount(cell.text, conventions.money_unit, record.place(column.heading), notes)
    return cell.text


def _amount(text: str, money_unit: str, place: Location, notes: Notes) -> str:
    """The number of `1,233.77万元`; a unit that is not the booklet's stays, and is an error."""
    plain = compact(text)
    found = _AMOUNT.fullmatch(plain)
    if found is None or found[1] == plain:
        return text
    number, unit = found.groups()
    if unit and unit != money_unit and (money_unit or unit not in MONEY_UNITS):
        message = _(
            "the amount is in {found}, but the booklet's 金额单位 is {expected}; write it in {expected}"
        )
        notes.report(place, "INP217", message.format(found=unit, expected=money_unit))
        return str(number)
    return _understood(text, number, place, notes)


def _points(cell: Cell, place: Location, notes: Notes) -> str:
    """The number of `10分`, or of 0.1 shown as `10%`."""
    if cell.percentage:
        return _understood(cell.text, cell.text.rstrip("%"), place, notes)
    found = _POINTS.fullmatch(compact(cell.text))
    return _understood(cell.text, found[1], place, notes) if found else cell.text


def _understood(text: str, number: str, place: Location, notes: Notes) -> str:
    message = _("{written} is read as {number}; write the number alone").format(written=text, number=number)
    notes.report(place, "INP216", message, Severity.WARNING)
    return number


def _day(cell: Cell, epoch: datetime) -> date | None:
    serial = cell.serial
    if serial is None and _TEXTUAL_DAY.fullmatch(cell.text) and len(cell.text) == len("46023"):
        serial = int(cell.text)
    if serial is None or not 1 <= serial <= _LAST_SERIAL:
        return None
    # Excel counts a 29 February 1900 that never was; openpyxl's epoch is right from 1 March on.
    return (epoch + timedelta(days=serial + (serial < 60 and epoch.year < 1900))).date()
