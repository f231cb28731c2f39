"""What a Word program hands out between pieces of XML, and the spots in which values print."""

from __future__ import annotations

from typing import NamedTuple

LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


class TextSpot(NamedTuple):
    """The text of a run: how to leave it and come back, and what a line's end within a value becomes."""

    look: str  # w:rPr
    close: str
    open: str
    newline: str
    tab: str


class MergeSpot(NamedTuple):
    """The properties of a cell that merges down; `column` is the cell's index in its row."""

    column: int


Spot = TextSpot | MergeSpot


class MergeValue(NamedTuple):
    """The value by which a cell merges."""

    column: int
    value: object


class SpecialValue(NamedTuple):
    """A link, an anchor or a page number, to be printed by the writer, who knows the bookmarks."""

    value: object
    spot: TextSpot


class Failure(NamedTuple):
    """A value that cannot be printed, and why."""

    message: str


class TableMark(NamedTuple):
    """The `start` or the `end` of a table with merging cells."""

    event: str


class RowMark(NamedTuple):
    """A `row` of such a table begins, or its outermost `loop` does."""

    event: str = "row"


class CellMark(NamedTuple):
    """`merged` … `merged-end`: content that stands only where a merge begins, else `blank` does.
    `guard` … `guard-end`: content that may vanish, while a cell must not be without a paragraph.
    """

    event: str
    blank: str = "<w:p/>"


class BookmarkMark(NamedTuple):
    """The start or the end of a bookmark of the template; `opening` is the element up to its number."""

    starts: bool
    id: str
    name: str
    opening: str


class DrawingId(NamedTuple):
    """The number of a drawing, to be different each time."""
