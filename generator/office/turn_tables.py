"""The tables of a finished sheet: one in each turn of the loops around it, and the names that formulas know them by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from generator.office.references import Area
from generator.office.rowmap import Path, Rows, Turn
from generator.office.sheet_parts import SheetParts
from generator.office.sheet_plans import SheetPlans
from generator.office.sheet_tables import TableNames, data_rows, renamed
from generator.office.sheet_writer import SheetWriter
from generator.office.workbook_part import MadeSheet, WorkbookPart


class TurnTable(NamedTuple):
    """A table in one turn."""

    path: Path
    turn: Turn
    rows: Rows
    name: str
    id: int


@dataclass(eq=False, repr=False)
class TurnTables:
    """The tables of a sheet whose rows are all there."""

    parts: SheetParts
    writer: SheetWriter
    names: TableNames
    renamed: Mapping[str, tuple[str, int]]  # the template's table -> the name and id in a copy of the sheet
    made: dict[str, list[TurnTable]] = field(init=False)  # by the template's name

    def __post_init__(self) -> None:
        self.made = {root.get("displayName", ""): self._turns(root) for root in self.parts.tables()}

    def _turns(self, root: etree._Element) -> list[TurnTable]:
        """The turns in which a table has rows; where it has none its name is free for the next one's."""
        area, old = Area.parse(root.get("ref", "")), root.get("displayName", "")
        found: list[TurnTable] = []
        for path, turn, rows in self.writer.map.turns(area.top, area.bottom):
            if data_rows(root, self.writer, path, turn, rows) is None:
                continue
            own = self.renamed.get(old, (old, int(root.get("id", "0"))))
            name, number = self.names.take(old) if found else own
            found.append(TurnTable(path, turn, rows, name, number))
        return found

    def name(self, table: str, path: Path = (), turn: Turn = ()) -> str | None:
        """What a table is called, seen from a turn: there its own, elsewhere the first one; None when there is none."""
        tables = self.made[table]
        for each in tables:
            depth = len(each.path)
            if each.path == path[:depth] and each.turn == turn[:depth]:
                return each.name
        area = next(
            Area.parse(r.get("ref", "")) for r in self.parts.tables() if r.get("displayName") == table
        )
        around = self.writer.map.loops(area.top, area.bottom)
        inside = around and around == path[: len(around)]
        return tables[0].name if tables and not inside else None


@dataclass(eq=False, repr=False)
class BookTables:
    """The tables of all sheets of one rendering."""

    plans: SheetPlans
    part: WorkbookPart
    _known: dict[str, TurnTables] = field(default_factory=dict)  # by the sheet's part

    def of(self, made: MadeSheet) -> TurnTables:
        """The tables of a finished sheet."""
        if made.part not in self._known:
            assert made.writer is not None
            parts, names = self.plans.parts(made.source), self.plans.renamed(made)
            self._known[made.part] = TurnTables(parts, made.writer, self.plans.tables, names)
        return self._known[made.part]

    def forget(self, made: MadeSheet) -> None:
        """Let go of a sheet that is written."""
        self._known.pop(made.part, None)

    def named(self, made: MadeSheet, formula: str, path: Path, turn: Turn) -> str | None:
        """A formula of a sheet that speaks of tables by the names that they have now; None when one is gone."""
        names: dict[str, str | None] = {}
        for table, source in self.plans.homes:
            home = made if source is made.source else self.part.first(source)
            if home is None:
                names[table] = None
            elif home.writer is not None:
                names[table] = self.of(home).name(table, *((path, turn) if home is made else ((), ())))
        return renamed(formula, names) if names else formula
