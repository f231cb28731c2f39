"""Views of a sheet: their selected cells, panes and breaks follow the rows and columns."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from generator.office.area_following import AreaFollowing
from generator.office.column_following import follow_pane
from generator.office.references import Area
from generator.office.rowmap import RowMap
from generator.office.xml import local

if TYPE_CHECKING:
    from generator.office.columnmap import ColumnMap


def follow_view(view: etree._Element, areas: AreaFollowing, columns: ColumnMap | None) -> None:
    """Let a view show, freeze and select the cells that it did."""
    for each in view.iter(etree.Element):
        for name in ("topLeftCell", "activeCell"):
            if value := each.get(name):
                cell = Area.parse(value)
                row = areas.rows.first_row(cell.top)
                column = columns.first_column(cell.left) if columns else cell.left
                each.set(name, str(Area(column, row, column, row)))
        if local(each) == "selection" and (value := each.get("sqref")):
            each.set("sqref", areas.moved(value) or str(each.get("activeCell", "A1")))
        frozen = each.get("state") in ("frozen", "frozenSplit")
        if local(each) == "pane" and each.get("ySplit") and frozen:
            span = areas.rows.span(1, int(float(each.get("ySplit", "0"))))
            each.set("ySplit", str(span[1] if span else 0))
        if local(each) == "pane" and frozen and columns is not None:
            follow_pane(each, columns)


def follow_row_breaks(element: etree._Element, rows: RowMap) -> None:
    """Let each break between rows stand behind the last row that its own became, in each turn."""
    for each in list(element):
        element.remove(each)
        row = int(each.get("id", "0"))
        for _path, _turn, (_first, last) in rows.turns(row, row):
            copy = deepcopy(each)
            copy.set("id", str(last))
            element.append(copy)
    for name in ("count", "manualBreakCount"):
        element.set(name, str(len(element)))
