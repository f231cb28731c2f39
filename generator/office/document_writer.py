"""Turns what a Word program hands out into the XML of a part, a little at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.office.document_bookmarks import Bookmarks, page_field
from generator.office.document_embedding import xml_of
from generator.office.document_marks import (
    LINE_BREAK,
    BookmarkMark,
    CellMark,
    DrawingId,
    EmbeddedValue,
    Failure,
    GridCell,
    GridEnd,
    GridMark,
    GridRow,
    MergeValue,
    NoteMark,
    RowlessMark,
    RowMark,
    SpanValue,
    SpecialValue,
    TableMark,
    TextSpot,
    TurnMark,
    Wrapped,
)
from generator.office.document_printing import printed
from generator.office.embedded import Attachments, CannotStand
from generator.office.merging_table import MergingTable
from generator.office.problems import TemplateProblem
from generator.office.program_run import Run
from generator.office.table_grid import Grid
from generator.office.values import Anchor, Link, PageOf

_ENDS_IN_PARAGRAPH = re.compile(r"(?:</w:p>|<w:p(?: [^<>]*)?/>)\s*\Z")
_FLUSH = 512  # pieces held before they are written
_LONG = 2_000  # characters of a piece that is looked at for itself
_MOST = 2_000_000  # characters of long pieces held before they are written


@dataclass(eq=False, repr=False)
class PartWriter:
    """One part in the making: pieces are held until no later row can change them."""

    run: Run
    bookmarks: Bookmarks
    attachments: Attachments
    progress: Callable[[], None] = lambda: None
    problems: list[TemplateProblem] = field(default_factory=list)
    tables: list[MergingTable] = field(default_factory=list)
    drop_from: list[int | None] = field(default_factory=list)
    guards: list[int] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    rowless: list[int] = field(default_factory=list)  # where tables without a row so far begin; -1 for others

    def __post_init__(self) -> None:
        self.held = self.run.written

    def chunks(self) -> Iterator[list[str]]:
        """The XML of the part in pieces, some hundreds at a time; each list holds until the next is asked for."""
        held, append, takers = self.held, self.held.append, self._takers()
        long = 0  # characters of long pieces among them
        try:
            for piece in self.run.values:
                if type(piece) is str:
                    append(piece)
                    if len(piece) > _LONG:
                        long += len(piece)
                else:
                    takers[type(piece)](piece)
                if (len(held) >= _FLUSH or long > _MOST) and not self.tables and not self._waits():
                    yield held
                    held.clear()
                    long = 0
        except Exception as error:
            self.problems += self.run.failures(error)
        yield held

    def _waits(self) -> bool:
        """Whether something later may change what is held, other than a merge."""
        return bool(self.guards or self.grids) or any(start >= 0 for start in self.rowless)

    def _takers(self) -> dict[type, Callable[[Any], None]]:
        """What to do with each kind of thing that the program hands out beside text."""
        return {
            MergeValue: self._merge,
            CellMark: self._cell,
            RowMark: self._row,
            TableMark: self._table,
            SpecialValue: self._special,
            BookmarkMark: lambda mark: self.held.append(self.bookmarks.copy(mark)),
            DrawingId: self._drawing,
            Failure: lambda failure: self.problems.append(self.run.problem(failure.message)),
            GridMark: self._grid,
            GridRow: lambda mark: self.held.append(self.grids[-1].row(mark)),
            GridCell: self._grid_cell,
            SpanValue: self._span,
            GridEnd: lambda _mark: self.grids.pop().finish(self.held),
            EmbeddedValue: self._embed,
            Wrapped: self._wrapped,
            RowlessMark: self._rowless,
            NoteMark: lambda mark: self.held.append(self.bookmarks.notes.copy(mark)),
            TurnMark: lambda _mark: self.progress(),
        }

    def _table(self, mark: TableMark) -> None:
        if mark.event == "start":
            self.tables.append(MergingTable())
        else:
            self.tables.pop()

    def _drawing(self, _mark: DrawingId) -> None:
        self.bookmarks.drawings += 1
        self.held.append(str(self.bookmarks.drawings))

    def _grid(self, mark: GridMark) -> None:
        self.grids.append(Grid(len(self.held), mark))
        self.held.append("")

    def _grid_cell(self, mark: GridCell) -> None:
        self.grids[-1].cell(len(self.held), mark)
        self.held.append("")

    def _span(self, mark: SpanValue) -> None:
        self.grids[-1].span(mark.columns)
        self.held.append(f'<w:gridSpan w:val="{mark.columns}"/>')

    def _wrapped(self, mark: Wrapped) -> None:
        self.held.append(mark.start)
        self._takers()[type(mark.mark)](mark.mark)
        self.held.append(mark.end)

    def _rowless(self, mark: RowlessMark) -> None:
        if mark.event == "start":
            self.rowless.append(len(self.held))
        elif mark.event == "row":
            self.rowless[-1] = -1
        elif (start := self.rowless.pop()) >= 0:
            del self.held[start:]

    def _embed(self, mark: EmbeddedValue) -> None:
        try:
            self.held.append(xml_of(mark.value, mark.spot, self.attachments))
        except CannotStand as error:
            self.problems.append(self.run.problem(str(error)))

    def _row(self, mark: RowMark) -> None:
        if self.tables:
            self.tables[-1].begin(mark)

    def _merge(self, mark: MergeValue) -> None:
        column = mark.column if mark.column >= 0 else self.grids[-1].column
        self.drop_from.append(0 if self.tables[-1].merge(column, mark.value, self.held) else None)

    def _cell(self, mark: CellMark) -> None:
        if mark.event == "merged":
            if self.drop_from[-1] is not None:
                self.drop_from[-1] = len(self.held)
        elif mark.event == "merged-end":
            start = self.drop_from.pop()
            if start is not None:
                del self.held[start:]
                self.held.append(mark.blank)
        elif mark.event == "guard":
            self.guards.append(len(self.held))
        elif not _ENDS_IN_PARAGRAPH.search("".join(self.held[self.guards.pop() :])):
            self.held.append(mark.blank)

    def _special(self, mark: SpecialValue) -> None:
        value, spot = mark.value, mark.spot
        if isinstance(value, PageOf):
            self._note_link(value.value)
            self.held.append(page_field(self.bookmarks.name(value.value), spot))
        else:
            self.held.append(self._linked(value, spot))

    def _linked(self, value: object, spot: TextSpot) -> str:
        assert isinstance(value, Link | Anchor)
        # A link is one element: its lines break inside their paragraph.
        text = printed(value.value, spot._replace(newline=LINE_BREAK) if isinstance(value, Link) else spot)
        if not isinstance(text, str):
            self.problems.append(self.run.problem(getattr(text, "message", str(value.value))))
            return ""
        run = f"{spot.open}{text}{spot.close}"
        name = self.bookmarks.name(value.item)
        if isinstance(value, Link):
            self._note_link(value.item)
            return f'{spot.close}<w:hyperlink w:anchor="{name}" w:history="1">{run}</w:hyperlink>{spot.open}'
        if id(value.item) in self.bookmarks.anchored:
            return text
        self.bookmarks.anchored.add(id(value.item))
        number = self.bookmarks.fresh()
        start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        return f'{spot.close}{start}{run}<w:bookmarkEnd w:id="{number}"/>{spot.open}'

    def _note_link(self, item: object) -> None:
        """Remember where an item is first spoken of: it must be anchored by the end."""
        if id(item) not in self.bookmarks.linked:
            self.bookmarks.linked[id(item)] = self.run.place()
