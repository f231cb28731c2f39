"""Builds one sheet from the values that its program hands out: rows, merges, heights and links."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from generator import metrics
from generator.office.cell_writer import CellWriter
from generator.office.problems import Place, TemplateError, TemplateProblem
from generator.office.references import LAST_ROW, Area
from generator.office.rowmap import Made, RowMap, Turn
from generator.office.sheet_template import ROW_MARK, Cell, GapMark, LoopMark, RowTemplate
from generator.office.values import GoesOn, Merge
from generator.translation import _

if TYPE_CHECKING:
    from generator.office.columnmap import ColumnMap


@dataclass(eq=False, repr=False)
class _Row:
    """A finished row but for its height, which a merged text may still raise."""

    attributes: str
    height: float | None
    body: str


@dataclass(eq=False, repr=False)
class _Group:
    """Equal values of a column that run down so far."""

    value: object
    cell: Cell
    first: int
    last: int
    needed: float  # points


@dataclass(eq=False, repr=False)
class SheetWriter(CellWriter):
    """One sheet in the making."""

    rows: dict[int, _Row] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)
    groups: dict[int, _Group] = field(default_factory=dict)
    # texts in cells that the template merges over rows: slot, cell, turn, points needed
    needs: list[tuple[int, Cell, Turn, float]] = field(default_factory=list)
    needed: dict[Area, float] = field(default_factory=dict)  # points of the texts in merged cells
    inner: set[int] = field(default_factory=set)  # rows that continue a tall text
    breaks: list[int] = field(default_factory=list)  # rows before which a page breaks
    made: list[Made] = field(default_factory=list)
    map: RowMap = field(init=False)  # once the sheet is finished
    columns: ColumnMap | None = None  # of a sheet whose columns are not those of the template

    def take(self, mark: object) -> None:
        """Follow a mark between rows."""
        if isinstance(mark, LoopMark):
            self._loop(mark)
        elif isinstance(mark, GapMark):
            self._gap(mark)

    def _gap(self, mark: GapMark) -> None:
        """Leave blank rows."""
        self.made.append((mark.slot, tuple(self.turn), self.next_row, self.next_row + mark.rows - 1))
        self.next_row += mark.rows

    def _loop(self, mark: LoopMark) -> None:
        """Follow the row loops."""
        if mark.event == "turn":
            self.turn[-1] += 1
        elif mark.event == "start":
            self.turn.append(-1)
            if mark.outermost:
                self._close_groups()
        else:
            self.turn.pop()

    def row(self, template: RowTemplate, values: list[object]) -> None:
        """Add a row of cells; what a cell cannot hold becomes a problem."""
        needed = template.static_height
        pieces = [template.start]
        new: list[_Group] = []
        running: list[_Group] = []
        given = template.with_formulas(values) if template.has_formulas else values
        for (cell, piece), value in zip(template.filled, given, strict=True):
            if type(value) is Merge:
                anyway = not new or type(value.value) is GoesOn
                group = self._continued(cell, value.value) if anyway else None
                if group is not None:
                    running.append(group)
                    pieces += (cell.blank, piece)
                    continue
                text, height = self.checked(cell, value.value, template)
                new.append(_Group(value.value, cell, self.next_row, self.next_row, height))
                if height > metrics.MAX_ROW_HEIGHT:  # more rows to come may give no more than one does
                    needed = max(needed, height)
            else:
                known = None
                if type(value) is str:
                    known = cell.texts.get(value)
                elif type(value) is Decimal:
                    known = cell.numbers.get(str(value))
                text, height = known or self.checked(cell, value, template)
                if height > needed:
                    needed = self._own_share(cell, height, needed, template)
            pieces += (text, piece)
        last = self._add(template, "".join(pieces), needed, (*new, *running))
        for group in running:
            group.last = last
        if new:
            self._begin(new, last)

    def _continued(self, cell: Cell, value: object) -> _Group | None:
        """The group above that an equal value carries on."""
        group = self.groups.get(cell.column)
        if group is None or group.last != self.next_row - 1 or group.cell.right != cell.right:
            return None
        return group if group.value == value or type(value) is GoesOn else None

    def _own_share(self, cell: Cell, height: float, needed: float, template: RowTemplate) -> float:
        """The points that a text asks of its own row; a cell merged over rows asks only for what they cannot give."""
        if cell.spans_rows == 1:
            return height
        self.needs.append((template.slot, cell, tuple(self.turn), height))
        return max(needed, height - (cell.spans_rows - 1) * metrics.MAX_ROW_HEIGHT)

    def _begin(self, new: list[_Group], last: int) -> None:
        for group in new:
            old = self.groups.pop(group.cell.column, None)
            if old is not None:
                self._close(old)
            group.last = last
            self.groups[group.cell.column] = group

    def _add(self, template: RowTemplate, body: str, needed: float, groups: Sequence[_Group]) -> int:
        """Put the row, or as many as a tall text takes, below the others; the last row's number.

        `groups` are those of the columns that merge by their values.
        """
        first = self.next_row
        count, height = _rows_for(needed, template.height, self.template.default_height)
        last = first + count - 1
        if last > LAST_ROW:
            raise self._too_long(template)
        self.rows[first] = _Row(template.attributes, height, body.replace(ROW_MARK, str(first)))
        self.made.append((template.slot, tuple(self.turn), first, last))
        self.next_row = last + 1
        if count > 1:
            self._continue(template, first, last, {group.cell.column for group in groups})
        return last

    def _continue(self, template: RowTemplate, first: int, last: int, grouped: Container[int]) -> None:
        """Give a tall text the rows below its first."""
        height = self.rows[first].height
        for row in range(first + 1, last + 1):
            self.inner.add(row)
            self.rows[row] = _Row(template.attributes, height, template.blank.replace(ROW_MARK, str(row)))
        self.merges += (Area(c, first, c, last) for c in template.single if c not in grouped)

    def _too_long(self, template: RowTemplate) -> TemplateError:
        place = Place(self.template.file, f"{self.template.name}!{self.template.slots[template.slot].top}")
        message = _("the sheet grows beyond the {limit} rows that Excel takes").format(limit=LAST_ROW)
        return TemplateError([TemplateProblem(place, message)])

    def finish(self) -> None:
        """Close what is open and give merged texts the height they need."""
        self._close_groups()
        self.made.append((len(self.template.slots) - 1, (), self.next_row, self.next_row))
        self.map = self.mapped()
        self.merges += self.map.once("merges", self._static_merges)
        for area, text, cell in self.template.merge_texts:
            for _path, _turn, made in self.map.places(area):
                self.needed[made] = metrics.text_height(text, self.ems(cell, made), cell.look.size)
                self._stretch(made.top, made.bottom, self.needed[made])
        for slot, cell, turn, needed in self.needs:
            top = self.template.slots[slot].top
            rows = self.map.span(top, top + cell.spans_rows - 1, self.template.slots[slot].path, turn)
            if rows is not None:
                self._stretch(*rows, needed)

    def mapped(self) -> RowMap:
        """Where the template's rows went, now that all are made."""
        return self.template.maps.of(self.made)

    def _static_merges(self) -> list[Area]:
        """The cells that the template merges, wherever they went."""
        places = [place for area in self.template.merges for place in self.map.places(area)]
        return [made for _path, _turn, made in places if not made.is_cell]

    @property
    def page_height(self) -> float | None:
        """The points of rows that a printed page holds; None where pages do not matter."""
        return self.template.page_height

    def ems(self, cell: Cell, _area: Area) -> int:
        """How many em fit into one line of merged cells."""
        return cell.ems

    def _close_groups(self) -> None:
        for group in self.groups.values():
            self._close(group)
        self.groups.clear()

    def _close(self, group: _Group) -> None:
        area = Area(group.cell.column, group.first, group.cell.right, group.last)
        if not area.is_cell:
            self.merges.append(area)
            self.needed[area] = group.needed
        self._stretch(group.first, group.last, group.needed)

    def _stretch(self, first: int, last: int, needed: float) -> None:
        """Raise rows evenly until together they are as tall as a merged text needs."""
        default = self.template.default_height
        if (row := self.rows.get(first)) is not None and needed <= (row.height or default):
            return  # nearly always
        rows = [row for number in range(first, last + 1) if (row := self.rows.get(number)) is not None]
        lacking = needed - sum([row.height or default for row in rows])
        if lacking <= 0 or not rows:
            return
        for row in rows:
            row.height = metrics.whole_pixels((row.height or default) + lacking / len(rows))


@lru_cache(maxsize=4096)
def _rows_for(needed: float, own: float | None, default: float) -> tuple[int, float | None]:
    """How many rows a text that needs so many points takes, and the height of each; `own` is what the template says."""
    if needed <= (own or 0.0):
        return 1, own
    count = metrics.rows_needed(needed)
    return count, metrics.whole_pixels(max(needed / count, 0.0 if own else default))
