"""What a Word program hands out between pieces of XML, and the spots in which values print."""

from __future__ import annotations

from typing import NamedTuple

from generator.office.embedded import Embedded

LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
PAGE_MARK = "\x03"  # stands around the name of a bookmark whose page is not yet known
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


class TextSpot(NamedTuple):
    """The text of a run: how to leave it and come back, and what a line's end within a value becomes."""

    look: str  # w:rPr
    close: str
    open: str
    newline: str
    tab: str
    paragraph: str = LINE_BREAK  # what ends a paragraph and begins one that looks the same
    level: str = ""  # "r" for `{{r x }}`, whose value brings a look of its own


class BlockSpot(NamedTuple):
    """The place of a paragraph, for `{{p x }}`: a text takes the paragraph's look, what stands around it in `inner`."""

    inner: TextSpot
    start: str
    end: str


class CellSpot(NamedTuple):
    """The properties of a cell that are computed: its `span` over columns, the colour that `fill`s it."""

    kind: str


class MergeSpot(NamedTuple):
    """The properties of a cell that merges down; `column` is the cell's index in its row, -1 where loops make cells."""

    column: int


Spot = TextSpot | MergeSpot | BlockSpot | CellSpot


class MergeValue(NamedTuple):
    """The value by which a cell merges."""

    column: int
    value: object


class SpecialValue(NamedTuple):
    """A link, an anchor or a page number, to be printed by the writer, who knows the bookmarks."""

    value: object
    spot: TextSpot


class EmbeddedValue(NamedTuple):
    """A value that brings XML of its own."""

    value: Embedded
    spot: TextSpot | BlockSpot


class Wrapped(NamedTuple):
    """Something for the writer in a paragraph of its own."""

    start: str
    mark: object
    end: str


class SpanValue(NamedTuple):
    """Over how many columns a cell runs."""

    columns: int


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


class GridMark(NamedTuple):
    """The columns of a table whose cells come and go: their widths, as the template has them."""

    widths: tuple[int, ...]
    xml: str


class RowlessMark(NamedTuple):
    """A table `start`s or `end`s all of whose rows may stay out, or has a `row`: without any it would be damaged."""

    event: str


class GridEnd(NamedTuple):
    """The end of such a table."""


class GridRow(NamedTuple):
    """A `row` of such a table begins, or `end`s; `before` and `after` count the columns that it leaves out."""

    event: str
    before: int = 0
    after: int = 0


class GridCell(NamedTuple):
    """A cell of such a table, at the place of its width; `widths` are those of its columns in the template."""

    xml: str
    span: int
    widths: tuple[int, ...]
    repeats: bool


class TurnMark(NamedTuple):
    """A turn of an outermost loop over paragraphs begins: one more form."""


class NoteMark(NamedTuple):
    """The number of a footnote, endnote or comment that a loop repeats; `starts` where each copy is first spoken of."""

    kind: str
    id: str
    starts: bool
