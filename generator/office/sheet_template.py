"""What a compiled sheet consists of: the marks that its program hands out between the values of its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from generator.office.program import Program
from generator.office.references import Area, column_name
from generator.office.rowmap import Path, RowMaps, Slot, Turn
from generator.office.styles import CellStyle
from generator.office.values import Formula
from generator.office.xml import MAIN

if TYPE_CHECKING:
    from generator.office.column_plan import ColumnPlan

M = f"{{{MAIN}}}"
ROW_MARK = "\x01"  # stands for the row's number; no text of a part can hold it


@dataclass(eq=False, repr=False)
class Cell:
    """A cell whose content the program gives."""

    column: int
    style: str  # the s attribute as written, with its leading blank: ` s="5"`
    look: CellStyle
    ems: int  # that fit into one line of the cell and those merged with it
    spans_rows: int = 1  # how many template rows a static merge gives it
    formula: str | None = None  # a live formula of the template itself
    array: str = ""  # the area of an array formula
    # what texts and numbers, by how they read, became here: the XML and the points that it needs
    texts: dict[str, tuple[str, float]] = field(default_factory=dict)
    numbers: dict[str, tuple[str, float]] = field(default_factory=dict)
    right: int = field(init=False)  # the last column of the region that its row gives it; else its own
    path: Path = field(init=False, default=())  # the column loops around it
    turn: Turn = field(init=False, default=())  # and which turn of each it stands in
    origin: str = field(init=False)  # its column in the template

    def __post_init__(self) -> None:
        self.name = column_name(self.column)
        self.right, self.origin = self.column, self.name
        self.start = f'<c r="{self.name}{ROW_MARK}"{self.style}'
        self.blank = self.start + "/>"

    def placed(self, right: int, path: Path, turn: Turn, source: int) -> Cell:
        """The cell where the data put it: the turn of the column loops, and its column in the template."""
        self.right, self.path, self.turn, self.origin = right, path, turn, column_name(source)
        return self


@dataclass(eq=False, repr=False)
class RowTemplate:
    """A row of cells: static XML around the places where the program's values go."""

    slot: int
    path: Path
    attributes: str
    height: float | None  # points, as the template says
    pieces: list[str] = field(default_factory=list)  # one more than cells
    cells: list[Cell] = field(default_factory=list)
    blank: str = ""  # the same cells without content, for the further rows of a text that needs them
    single: list[int] = field(default_factory=list)  # columns that no static merge covers
    static_height: float = 0.0  # points that the static texts need

    @cached_property
    def start(self) -> str:
        """What stands before the first cell to fill."""
        return self.pieces[0]

    @cached_property
    def filled(self) -> list[tuple[Cell, str]]:
        """The cells to fill, each with what stands behind it."""
        return list(zip(self.cells, self.pieces[1:], strict=True))

    @cached_property
    def has_formulas(self) -> bool:
        """Whether there are live formulas of the template itself, for which the program hands out nothing."""
        return any(cell.formula is not None for cell in self.cells)

    def with_formulas(self, values: Iterable[object]) -> list[object]:
        """The values of all cells, formulas included."""
        given = iter(values)
        return [next(given) if cell.formula is None else Formula(None, cell.formula) for cell in self.cells]


class LoopMark(NamedTuple):
    """The `start`, a `turn` or the `end` of a row loop."""

    event: str
    outermost: bool = False


class GapMark(NamedTuple):
    """Template rows without any cell: they keep their distance."""

    slot: int
    rows: int


class TextMark(NamedTuple):
    """The `start` or the `end` of a text that consists of more than one value."""

    event: str


class ColumnMark(NamedTuple):
    """Where the program is in a row whose cells the data place, handed out among the values of the row.

    A block over columns `open`s, comes to a `section`, and `close`s; of a `cell` the value follows, in front of it
    perhaps how many columns it `span`s and the colour of its `fill`.
    """

    event: str
    number: int = 0  # of the block, or the cell's column
    section: int = 0
    turns: bool = False  # whether the section is one turn of a loop


class FooterMark(NamedTuple):
    """The end of the text of a header or footer; `part` is `oddFooter`, `evenHeader` …"""

    part: str


class SheetMark(NamedTuple):
    """The `start` or the `end` of one sheet made from the template."""

    event: str


class SheetTemplate(NamedTuple):
    """A compiled sheet."""

    name: str
    file: str
    root: etree._Element
    program: Program
    names: Program | None  # hands out the item and the tab's name of each sheet; None for a sheet made once
    slots: list[Slot]
    merges: list[Area]
    merge_texts: list[tuple[Area, str, Cell]]  # static texts in cells merged over rows, which must fit too
    default_height: float  # points
    page_height: float | None  # points of rows that a printed page holds; None where pages do not matter
    footers: list[etree._Element]  # the parts of headers and footers whose text the program gives
    maps: RowMaps
    static: bool  # whether no tag stands in it
    columns: ColumnPlan | None  # None where no column loops
    width: Callable[[int], float]  # of a column of the template, in Excel's units
