"""What a sheet says of its columns, following them to where they went: widths, breaks, panes, filters."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from generator.office.references import LAST_COLUMN, Area

if TYPE_CHECKING:
    from generator.office.columnmap import ColumnMap

SAYS_COLUMNS = ("cols", "colBreaks")


def follow_widths(element: etree._Element, columns: ColumnMap) -> None:
    """Let each column have the width, the style and the rest of the template's column of which it was made."""
    made = list(_widths(list(element), columns))
    for each in list(element):
        element.remove(each)
    for each in made:
        last = element[-1] if len(element) else None
        if last is not None and _same(last, each):
            last.set("max", each.get("max", ""))
        else:
            element.append(each)


def _widths(cols: list[etree._Element], columns: ColumnMap) -> Iterator[etree._Element]:
    for (left, right), first in columns.runs():
        for col in cols:
            start, end = max(left, int(col.get("min", "1"))), min(right, int(col.get("max", "1")))
            if start > end or first + start - left > LAST_COLUMN:
                continue
            copy = deepcopy(col)
            copy.set("min", str(first + start - left))
            copy.set("max", str(min(LAST_COLUMN, first + end - left)))
            yield copy


def _same(one: etree._Element, other: etree._Element) -> bool:
    """Whether one goes on where the other ends, and says the same."""
    sides = ("min", "max")
    alike = [{key: value for key, value in each.items() if key not in sides} for each in (one, other)]
    return alike[0] == alike[1] and int(one.get("max", "0")) + 1 == int(other.get("min", "0"))


def follow_breaks(element: etree._Element, columns: ColumnMap) -> None:
    """Let breaks between columns stand behind each of the columns that theirs became."""
    for each in list(element):
        element.remove(each)
        column = int(each.get("id", "0"))
        for last in columns.lasts(column):
            copy = deepcopy(each)
            copy.set("id", str(last))
            element.append(copy)
    for name in ("count", "manualBreakCount"):
        element.set(name, str(len(element)))


def follow_pane(pane: etree._Element, columns: ColumnMap) -> None:
    """Let as many columns be frozen as those of the template became."""
    if pane.get("xSplit"):
        span = columns.span(1, int(float(pane.get("xSplit", "0"))))
        pane.set("xSplit", str(span[1] if span else 0))


def follow_filter(element: etree._Element, columns: ColumnMap) -> None:
    """Let the conditions of a filter stay with their columns, which they count from the filter's first."""
    left = Area.parse(element.get("ref", "").replace("$", "")).left
    start = columns.span(left, LAST_COLUMN)
    for each in list(element):
        number = each.get("colId")
        if number is None:
            continue
        made = columns.cells(left + int(number))
        if made is None or start is None:
            element.remove(each)
        else:
            each.set("colId", str(made[0] - start[0]))
