"""What one finished sheet gives to the parts that hang on it, and from where each of them looks at its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.office.finished_cells import FinishedCells
from generator.office.old_drawings import ShapeIds
from generator.office.rowmap import Path, Rows, Turn
from generator.office.sheet_charts import Mapper
from generator.office.sheet_parts import SheetParts
from generator.office.turn_tables import TurnTables

if TYPE_CHECKING:
    from generator.office.pictures import Picture


class View(NamedTuple):
    """From where a part looks at the rows: the turn of the loops in which it stands."""

    path: Path = ()
    turn: Turn = ()
    number: int = 0  # of the turns, from 0
    rows: Rows | None = None


# The template's id of a relationship -> the ids that it has in the turns, each with its view.
Views = dict[str, list[tuple[str, View]]]


@dataclass(eq=False, repr=False)
class HangingParts:
    """What one finished sheet gives to its parts."""

    parts: SheetParts
    cells: FinishedCells
    heights: Mapping[int, float]  # of the template's rows
    name: str  # the sheet's part
    names: Mapping[str, str]  # the template's part -> the copy's, planned before
    copied: bool
    turn_tables: TurnTables
    shapes: ShapeIds
    pictures: list[tuple[str, Picture]]  # that the values brought, each with its cell
    view: View = field(default_factory=View)
    drawing: str = ""  # id of the relationship to a drawing that the template does not have
    controls: Views = field(default_factory=dict)
    tables: list[str] = field(default_factory=list)  # ids of the relationships to tables

    def mapper(self, view: View) -> Mapper:
        """Formulas as they read from a turn."""
        return lambda formula: self.cells.mapper(formula, view.path, view.turn)
