"""How tall the paragraphs and table rows of a Word document stand, told from their XML and the styles alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import ceil, inf
from typing import NamedTuple, TypeVar

from generator.office.document_flow import Block
from generator.office.document_look import Look, Styles, direct_properties, points

_LINE = 1.3  # height of a single-spaced line in em of the common Chinese fonts
_KEPT = 2048  # rows, and cells, measured last

_STYLE = re.compile(r'<w:(?:p|tbl)Style w:val="([^"]*)"')
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)<")
_BOOKMARK = re.compile(r'<w:bookmarkStart [^>]*w:name="([^"]*)"')
_PAGE_BREAK = re.compile(r'<w:br [^>]*w:type="page"')
_WIDTH = re.compile(r'<w:tcW [^>]*w:w="(\d+)"')
_ROW_HEIGHT = re.compile(r"<w:trHeight ([^>]*)>")
_SIDE = re.compile(r'w:(\w+)="([^"]*)"')
_CELL_END = "</w:tc>"
_DIRECT = re.compile("<w:(?:spacing|ind|sz|pageBreakBefore)[ /]")
_REFERENCE = re.compile(r"&#?\w+;")
_IN_TEXT = re.compile(r"<w:t(?: [^>]*)?>[^<]*\Z")

K = TypeVar("K")
V = TypeVar("V")


class Measured(NamedTuple):
    """A paragraph or a row as it is laid out, and the bookmarks in it."""

    block: Block
    bookmarks: tuple[str, ...] = ()


class _Setting(NamedTuple):
    """How a paragraph is set; points but where it says em."""

    before: float
    pitch: float
    after: float
    filled: float = 0.0  # em of text and indent that it has in any case
    room: float = inf  # em that a line holds

    def height(self, ems: float = 0.0) -> float:
        """Of the paragraph with a text that is so wide."""
        return self.before + self.lines(ems) * self.pitch + self.after

    def lines(self, ems: float = 0.0) -> int:
        return max(1, ceil((self.filled + ems) / self.room))


class _Cell(NamedTuple):
    """What a cell gives to its row; the first cell bears the row's own properties."""

    height: float
    bookmarks: tuple[str, ...]
    fixed: tuple[float, bool] | None  # the row's height as it is set, and whether it is never more
    whole: bool  # whether the row must not break
    heads: bool


_Pieces = tuple[str, ...]
_Cells = dict[_Pieces, _Cell]
_Moulds = dict[_Pieces, tuple[_Cell, _Setting] | None]


class Heights:
    """Measures the blocks of a document whose styles are given."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._paragraphs: dict[str, Measured] = {}
        self._torn: dict[str, list[str]] = {}  # XML, torn where cells end
        self._tables: dict[float, tuple[_Cells, _Moulds]] = {}
        self.begin_table("")

    def begin_table(self, xml: str) -> None:
        """A table begins with its properties."""
        style = _STYLE.search(xml)
        self.margins = self._styles.cell_margins(style[1] if style else None)
        self._cells, self._moulds = self._tables.setdefault(self.margins, ({}, {}))

    def paragraph(self, xml: str) -> Measured:
        """A paragraph outside of tables, taken to be of one line."""
        return self._paragraphs.get(xml) or keep(self._paragraphs, xml, self._paragraph(xml))

    def _paragraph(self, xml: str) -> Measured:
        look = self._look(xml)
        breaks = look.breaks or ("<w:br " in xml and _PAGE_BREAK.search(xml) is not None)
        return Measured(Block(_set(look).height(), breaks), _bookmarks(xml))

    def _look(self, xml: str) -> Look:
        style = _STYLE.search(xml)
        look = self._styles.look(style[1] if style else None)
        return look.overlaid(direct_properties(xml)) if _DIRECT.search(xml) else look

    def row(self, pieces: Iterable[str], repeated: float) -> Measured:
        """A row of the table that began last, its XML in pieces, under heading rows of a height."""
        height, fixed, splits, heads = 0.0, None, True, False
        bookmarks: tuple[str, ...] = ()
        for cell in self._each_cell(pieces):
            known = self._cells.get(cell) or keep(self._cells, cell, self._cell(cell))
            tall, named, set_, whole, heading = known
            height = max(height, tall)
            bookmarks += named
            fixed = fixed or set_
            splits, heads = splits and not whole, heads or heading
        least, exact = fixed or (0.0, False)
        height = least if exact else max(height, least)
        return Measured(Block(height, False, splits, heads, repeated), bookmarks)

    def _each_cell(self, pieces: Iterable[str]) -> Iterator[_Pieces]:
        cell: list[str] = []
        for piece in pieces:
            if _CELL_END not in piece:
                cell.append(piece)
                continue
            *ends, rest = self._torn.get(piece) or keep(self._torn, piece, piece.split(_CELL_END))
            for end in ends:
                yield (*cell, end)
                cell = []
            cell.append(rest)

    def _cell(self, pieces: _Pieces) -> _Cell:
        """What a cell gives to its row; cells that differ in nothing but their text are set alike."""
        texts = [piece for piece in pieces if "<" not in piece]
        if not texts:
            return self._measured("".join(pieces))
        markup = tuple(piece if "<" in piece else "" for piece in pieces)
        if markup not in self._moulds:
            keep(self._moulds, markup, self._mould(pieces, markup))
        if (mould := self._moulds[markup]) is None:
            return self._measured("".join(pieces))
        cell, setting = mould
        return _Cell(setting.height(sum(map(_em, texts))), *cell[1:])

    def _mould(self, pieces: _Pieces, markup: _Pieces) -> tuple[_Cell, _Setting] | None:
        """How a cell with any text is set; None where it must be looked at as a whole."""
        before = ""
        for piece, kept in zip(pieces, markup, strict=True):
            before += kept
            if not kept and piece and not _IN_TEXT.search(before):
                return None
        if before.count("</w:p>") != 1 or "<w:vMerge" in before:
            return None
        return self._measured(before), self._setting(before, self._room(before))

    def _measured(self, xml: str) -> _Cell:
        fixed = _fixed(xml)
        whole, heads = "<w:cantSplit" in xml, "<w:tblHeader" in xml
        if "<w:vMerge" in xml:  # the text has several rows to stand in
            return _Cell(0.0, (), fixed, whole, heads)
        room = self._room(xml)
        height = sum(self._setting(paragraph, room).height() for paragraph in xml.split("</w:p>")[:-1])
        return _Cell(height, _bookmarks(xml), fixed, whole, heads)

    def _room(self, xml: str) -> float:
        """The points between the margins of a cell."""
        width = _WIDTH.search(xml)
        return points(width[1]) - self.margins if width else inf

    def _setting(self, xml: str, width: float) -> _Setting:
        """How a paragraph is set in a width."""
        look = self._look(xml)
        text = "".join(_TEXT.findall(xml))
        room = max(1.0, (width - look.indent) / look.size)
        return _set(look)._replace(filled=_em(text) + look.first, room=room)


def _set(look: Look) -> _Setting:
    """How a paragraph is set of which nothing but its look is known."""
    pitch = look.size * _LINE * (look.line / 240 if look.rule == "auto" else 1)
    if look.rule == "exact" or (look.rule == "atLeast" and look.line > pitch):
        pitch = look.line
    return _Setting(look.before, pitch, look.after)


def _fixed(xml: str) -> tuple[float, bool] | None:
    """The height that a row is set to have, and whether exactly."""
    found = _ROW_HEIGHT.search(xml)
    if found is None:
        return None
    sides = dict(_SIDE.findall(found[1]))
    return points(sides.get("val")), sides.get("hRule") == "exact"


def _bookmarks(xml: str) -> tuple[str, ...]:
    return tuple(_BOOKMARK.findall(xml)) if "bookmarkStart" in xml else ()


def keep(known: dict[K, V], key: K, value: V) -> V:
    """Remember a value among the latest few thousand."""
    if len(known) >= _KEPT:
        known.clear()
    known[key] = value
    return value


def _em(text: str) -> float:
    """The width of a text in em: a half-width sign is half of one in the common Chinese fonts."""
    if "&" in text:
        text = _REFERENCE.sub("_", text)
    return len(text) - len(text.encode("ascii", "ignore")) / 2
