"""What a Word program hands out between pieces of XML, and the spots in which values print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TextSpot:
    """The text of a run: how to leave it and come back, and what a line's end within a value becomes."""

    look: str  # w:rPr
    close: str
    open: str
    newline: str
    tab: str


@dataclass(frozen=True)
class MergeSpot:
    """The properties of a cell that merges down; `column` is the cell's index in its row."""

    column: int


Spot = TextSpot | MergeSpot


@dataclass(frozen=True)
class MergeValue:
    """The value by which a cell merges."""

    column: int
    value: object


@dataclass(frozen=True)
class SpecialValue:
    """A link, an anchor or a page number, to be printed by the writer, who knows the bookmarks."""

    value: object
    spot: TextSpot


@dataclass(frozen=True)
class Failure:
    """A value that cannot be printed, and why."""

    message: str


@dataclass(frozen=True)
class TableMark:
    """The `start` or the `end` of a table with merging cells."""

    event: str


@dataclass(frozen=True)
class RowMark:
    """A `row` of such a table begins, or its outermost `loop` does."""

    event: str = "row"


@dataclass(frozen=True)
class CellMark:
    """`merged` … `merged-end`: content that stands only where a merge begins, else `blank` does.
    `guard` … `guard-end`: content that may vanish, while a cell must not be without a paragraph.
    """

    event: str
    blank: str = "<w:p/>"


@dataclass(frozen=True)
class BookmarkMark:
    """The start or the end of a bookmark of the template; `opening` is the element up to its number."""

    starts: bool
    id: str
    name: str
    opening: str


@dataclass(frozen=True)
class DrawingId:
    """The number of a drawing, to be different each time."""
