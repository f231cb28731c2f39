"""Where the columns of a template went when its column loops had run: the map of rows, laid on its side.

In views (a path of loops and the turns of each) the loops over columns stand behind those over rows, as negative
numbers; so one path tells where a cell stands in both directions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from generator.office.column_blocks import Block
from generator.office.column_plan import ColumnPlan, Section
from generator.office.problems import TemplateError, TemplateProblem
from generator.office.references import LAST_COLUMN, Area
from generator.office.rowmap import Made, Path, RowMap, Turn
from generator.translation import _

Columns = tuple[int, int]  # first and last column
Visits = Mapping[
    tuple[int, Turn], tuple[int, ...]
]  # block, turn of those around it -> the sections it came to
_ONCE = (0,)  # what a block does that no row has come to


class MadeColumn(NamedTuple):
    """A column of a finished sheet: the template's column, and the turn of the loops in which it was made."""

    source: int
    path: Path
    turn: Turn


class ColumnMap:
    """The columns of one finished sheet.

    Raises: TemplateError when there are more than Excel takes.
    """

    def __init__(self, plan: ColumnPlan, visits: Visits) -> None:
        self._plan = plan
        self._visits = visits
        self._next = 1
        self._laid: list[Made] = []
        self._lay(plan.whole, ())
        self._map = RowMap(plan.slots, self._laid, plan.views)
        self.followed: dict[tuple[str, Path, Turn, bool], str | None] = {}  # formulas of the sheet itself
        self.made: dict[int, MadeColumn] = dict(self._made())

    @property
    def moved(self) -> bool:
        """Whether anything is in another place than in the template."""
        return len(self._plan.slots) > 1

    def _lay(self, section: Section, turn: Turn) -> None:
        for item in section.items:
            if isinstance(item, int):
                slot = self._plan.slots[item]
                used = min(slot.bottom, max(self._plan.last, slot.top - 1)) - slot.top + 1
                self._laid.append((item, turn, self._next, self._next + slot.bottom - slot.top))
                if self._next + used - 1 > LAST_COLUMN:
                    self._refuse()
                self._next += slot.bottom - slot.top + 1
            else:
                self._block(*item, turn)

    def _block(self, block: Block, sections: list[Section], turn: Turn) -> None:
        visited = self._visits.get((block.number, turn), _ONCE)
        for number, section in enumerate(visited):
            self._lay(sections[section], (*turn, number) if block.repeats and not section else turn)

    def _refuse(self) -> None:
        longest = max(self._plan.blocks, key=lambda block: self._visited(block.number))
        message = _("the sheet grows beyond the {limit} columns that Excel takes").format(limit=LAST_COLUMN)
        raise TemplateError([TemplateProblem(longest.place, message)])

    def _visited(self, block: int) -> int:
        return sum(len(sections) for (number, _turn), sections in self._visits.items() if number == block)

    def _made(self) -> Iterator[tuple[int, MadeColumn]]:
        for slot, outputs in zip(self._plan.slots, self._map.outputs, strict=True):
            for turn, first, _last in outputs:
                for column in range(slot.top, min(slot.bottom, self._plan.last) + 1):
                    yield first + column - slot.top, MadeColumn(column, slot.path, turn)

    def cells(self, column: int, path: Path = (), turn: Turn = ()) -> Columns | None:
        """The columns in which a cell of a template column went, seen from that turn of those loops."""
        return _within(self._map.cells(column, *sideways(path, turn)))

    def span(self, left: int, right: int, path: Path = (), turn: Turn = ()) -> Columns | None:
        """The columns from the first to the last that template columns became, seen from there."""
        return _within(self._map.span(left, right, *sideways(path, turn)))

    def places(self, left: int, right: int, row: int) -> list[tuple[Path, Turn, Columns]]:
        """Each turn of the loops of a row that hold all of these columns, and the columns they became in it."""
        path = tuple(-block.number for block in self._plan.around(left, right, row) if block.repeats)
        found: dict[Turn, Columns] = {}
        for _path, turn, (first, last) in self._map.turns(left, right):
            known = found.get(turn[: len(path)], (first, last))
            found[turn[: len(path)]] = min(known[0], first), max(known[1], last)
        return [(path, turn, columns) for turn, each in sorted(found.items()) if (columns := _within(each))]

    def lasts(self, column: int) -> list[int]:
        """The columns that a template column became, one for each turn of its loops."""
        return [last for _path, _turn, (_first, last) in self._map.turns(column, column)]

    def rigid(self, left: int, right: int) -> bool:
        """Whether these columns stand side by side as in the template, whatever the data are."""
        slots = [self._plan.slots[item] for item in self._plan.whole.items if isinstance(item, int)]
        return any(slot.top <= left and right <= slot.bottom for slot in slots)

    def areas(self, left: int, right: int) -> list[Columns]:
        """The runs of columns that template columns became, touching ones joined."""
        made = self._map.areas(Area(1, left, 1, right))
        return [columns for area in made if (columns := _within((area.top, area.bottom)))]

    def first_column(self, column: int) -> int:
        """The first column that a template column, or the next one that is still there, became."""
        return min(LAST_COLUMN, self._map.first_row(column))

    def runs(self) -> Iterator[tuple[Columns, int]]:
        """Runs of template columns in the order in which they stand now, each with its first column."""
        made = [
            (first, (slot.top, slot.bottom))
            for slot, outputs in zip(self._plan.slots, self._map.outputs, strict=True)
            for _turn, first, _last in outputs
        ]
        for first, columns in sorted(made):
            yield columns, first

    def widths(self, width: Callable[[int], float]) -> Callable[[int], float]:
        """The width of a finished column, from those of the template."""

        def made(column: int) -> float:
            known = self.made.get(column)
            return width(known.source if known else self._plan.last + 1)

        return made


def sideways(path: Path, turn: Turn) -> tuple[Path, Turn]:
    """The part of a view that is about columns."""
    rows = sum(loop > 0 for loop in path)
    return path[rows:], turn[rows:]


def _within(columns: Columns | None) -> Columns | None:
    """Columns as far as there are any."""
    if columns is None or columns[0] > LAST_COLUMN:
        return None
    return columns[0], min(columns[1], LAST_COLUMN)
