"""Tables of a sheet (ListObjects) that follow their rows, and the names their copies take."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from generator.office.calculation import Uncountable
from generator.office.finished_cells import FinishedCells
from generator.office.references import Area
from generator.office.rowmap import Path, Rows, Turn
from generator.office.sheet_template import M
from generator.office.sheet_writer import SheetWriter
from generator.office.tags import has_tags

_TEXT_OR_NAME = r'"(?:[^"]|"")*"|(?<![\w.\]!])({names})(?=\[)'


class TableNames:
    """Ids and names of tables, each taken once in a workbook."""

    def __init__(self, roots: Iterable[etree._Element], taken: Iterable[str]) -> None:
        roots = list(roots)
        self._highest = max((int(root.get("id", "0")) for root in roots), default=0)
        self._taken = {name.casefold() for name in taken}
        self._taken |= {root.get("displayName", "").casefold() for root in roots}
        self._next: dict[str, int] = {}

    def take(self, name: str) -> tuple[str, int]:
        """The name and the id of a copy."""
        number = self._next.get(name, 2)
        while f"{name}_{number}".casefold() in self._taken:
            number += 1
        self._next[name] = number + 1
        self._highest += 1
        return f"{name}_{number}", self._highest


def rename(table: etree._Element, name: str, number: int) -> None:
    """Give a copy of a table its own name and id."""
    table.set("id", str(number))
    table.set("displayName", name)
    table.set("name", name)


def renamed(formula: str, names: Mapping[str, str | None]) -> str | None:
    """A formula that speaks of tables by the names that they have now; None when one of them is gone."""
    gone = False

    def replaced(match: re.Match[str]) -> str:
        nonlocal gone
        name = names[match[1]] if match[1] else match[0]
        gone = gone or name is None
        return name or ""

    made = re.sub(_TEXT_OR_NAME.format(names="|".join(map(re.escape, names))), replaced, formula)
    return None if gone else made


def data_rows(table: etree._Element, writer: SheetWriter, path: Path, turn: Turn, rows: Rows) -> Rows | None:
    """The rows of data that a table has in one turn; None when there is none and none can stand in.

    A table needs a row between its header and its totals; a blank row below it may be that row.
    """
    area = Area.parse(table.get("ref", ""))
    heads, totals = int(table.get("headerRowCount", "1")), int(table.get("totalsRowCount", "0"))
    data = writer.map.span(area.top + heads, area.bottom - totals, path, turn)
    below = rows[1] + 1
    return data or (None if totals or below in writer.rows else (below, below))


def follow(
    table: etree._Element,
    cells: FinishedCells,
    path: Path,
    turn: Turn,
    rows: Rows,
    mapper: Callable[[str], str | None],
) -> None:
    """Fit a table to the rows of one turn, in which it has some."""
    area = Area.parse(table.get("ref", ""))
    columns = cells.writer.columns
    moved = (columns.first_column(area.left) if columns is not None else area.left) - area.left
    heads, totals = int(table.get("headerRowCount", "1")), int(table.get("totalsRowCount", "0"))
    row_map = cells.writer.map
    data = data_rows(table, cells.writer, path, turn, rows)
    assert data is not None
    first, last = rows[0], max(rows[1], data[1])
    for element in table.iter(etree.Element):
        if reference := element.get("ref"):
            part = Area.parse(reference)
            span = row_map.span(part.top, part.bottom, path, turn)
            ends = rows if span is None else span
            bottom = last if part.bottom >= area.bottom - totals and last > rows[1] else ends[1]
            element.set("ref", str(Area(part.left + moved, max(first, ends[0]), part.right + moved, bottom)))
    for formula in table.iter(M + "calculatedColumnFormula", M + "totalsRowFormula"):
        formula.text = mapper(formula.text or "") or formula.text
    if heads:
        _name_columns(table, cells, Area(area.left + moved, first, area.right + moved, first))


def _name_columns(table: etree._Element, cells: FinishedCells, header: Area) -> None:
    """A column is called what its header says, also where a tag said it."""
    columns = list(table.iter(M + "tableColumn"))
    try:
        texts = list(cells.values(header))
    except Uncountable:
        return
    for column, text in zip(columns, texts, strict=False):
        if isinstance(text, str) and text:
            written = re.sub(r"[\n\r]", lambda match: f"_x{ord(match[0]):04x}_", text)
            if has_tags(column.get("name", "")):
                column.set("name", written)
