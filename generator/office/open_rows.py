"""Rows whose cells the data place: in sheets with column loops, and rows whose cells run over several columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.office.problems import Place
from generator.office.references import Area
from generator.office.rowmap import Turn
from generator.office.sheet_template import Cell, RowTemplate
from generator.office.styles import CellStyle

if TYPE_CHECKING:
    from generator.office.column_plan import ColumnPlan
    from generator.office.columnmap import ColumnMap

Key = tuple[
    int, Turn
]  # the template's column, or the number of a block, and the turn of the column loops around it


@dataclass(eq=False, repr=False)
class OpenCell:
    """A cell of the template that the data may place anywhere in its row."""

    column: int
    look: CellStyle
    style: str
    xml: str  # of a cell that the program does not fill
    text: str = ""  # of such a cell
    live: bool = False  # whether the program fills it
    formula: str | None = None
    array: str = ""
    area: Area | None = None  # static merged cells that begin with it
    tags: frozenset[str] = frozenset()  # what it says of itself: hm, vm, colspan, cellbg

    @property
    def region(self) -> bool:
        """Whether its merged cells are its own matter, not that of the sheet."""
        return bool(self.tags & {"hm", "vm", "colspan"})

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not (self.live or self.text or self.formula is not None)


class Shaped(NamedTuple):
    """What the data say of the shape of a cell."""

    span: int = 0  # columns; 0 where they do not say
    style: str = ""


class Fitted(NamedTuple):
    """A row as it stands in a sheet with certain columns."""

    template: RowTemplate
    keys: list[Key]  # of the values of its cells
    running: list[bool]  # which of its cells merge over all turns of their row loop
    hidden: list[tuple[Key, str]]  # values under a cell that runs over several columns, and that cell
    problems: list[tuple[str, str]]  # the template's column, the message

    @property
    def live(self) -> list[Cell]:
        """The cells that take values."""
        return [cell for cell in self.template.cells if cell.formula is None]


Shapes = tuple[tuple[Key, Shaped], ...]


@dataclass(eq=False, repr=False)
class OpenRow(RowTemplate):
    """A row of the template; `areas` are the static merged cells in it."""

    number: int = 0
    given: dict[int, OpenCell] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    plan: ColumnPlan | None = None
    width: Callable[[int], float] = float
    openers: dict[int, Place] = field(default_factory=dict)  # of its blocks -> the tag that opens each
    columns: ColumnMap | None = None  # for which it has been fitted
    known: dict[Shapes, Fitted] = field(default_factory=dict)
