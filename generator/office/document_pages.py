"""On which page of a Word document something stands, told from the text and the styles alone.

Word knows page numbers only after laying a document out. The numbers stored in page fields are these estimates, so
that a table of contents is right also where nothing counts anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lxml import etree

from generator.office.document_flow import Flow
from generator.office.document_heights import Heights, keep
from generator.office.document_look import Styles, points

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_A4 = 841.9  # points

_BLOCK = re.compile(r"<w:(p|tbl|tr|sectPr)(?=[ >])|</w:tbl>|<w:p/>")
_SIDE = re.compile(r'w:(\w+)="([^"]*)"')
_TABLE, _ROW, _ROW_END = "<w:tbl>", "<w:tr", "</w:tr>"
_ROW_EDGE = re.compile(f"(?<={_ROW_END})|(?={_ROW}[ >])")
_HOLDERS = {"tr": _TABLE, "p": "<w:txbxContent>"}  # in which an element holds others of its kind


class _Part(NamedTuple):
    """A part of a piece of XML that was torn where rows begin and end."""

    xml: str
    begins: bool
    ends: bool


_UNKNOWN: list[_Part] = []


def _torn(piece: str) -> list[_Part] | None:
    """A piece torn; None when it is to be taken whole."""
    if not piece:
        return []
    if _ROW not in piece and _ROW_END not in piece:
        return None
    parts = [part for part in _ROW_EDGE.split(piece) if part]
    return [_Part(part, _is_row(part), part.endswith(_ROW_END)) for part in parts]


def _is_row(xml: str) -> bool:
    """Whether XML begins with a row."""
    return xml.startswith(("<w:tr>", "<w:tr "))


class PageCounter:
    """A document flowing into pages as its XML comes; `numbers` are the pages of its bookmarks, written as their
    sections count: `12`, `iv`.
    """

    def __init__(self, styles: etree._Element) -> None:
        self.numbers: dict[str, str] = {}
        self._heights = Heights(Styles(styles))
        self._flow = Flow()
        self._waiting: list[str] = []  # for the end of the block that they belong to
        self._nested = False  # whether rows stand inside of it
        self._torn: dict[str, list[_Part] | None] = {}
        self._repeated = 0.0  # points of the heading rows of this table
        self._kinds: dict[tuple[str, ...], int] = {}  # rows as they came -> their kind in such a table
        self._tables: dict[tuple[float, float], dict[tuple[str, ...], int]] = {}
        self._heading: dict[int, float] = {}  # kinds of heading rows -> their points with those above
        self._page = 0

    def feed(self, pieces: Iterable[str]) -> None:
        """Take the next pieces of the document's XML, which tear no tag of a row.

        Most rows are like one before: the same pieces, which is quicker to see than that they are the same text.
        """
        wait, torn = self._waiting.append, self._torn
        for piece in pieces:
            if (parts := torn.get(piece, _UNKNOWN)) is _UNKNOWN:
                parts = keep(torn, piece, _torn(piece))
            if parts is None:
                wait(piece)
                continue
            for xml, begins, ends in parts:
                if begins:
                    self._row_begins()
                wait(xml)
                if ends:
                    self._row_ends()
        if self._waiting and (self._nested or not _is_row(self._waiting[0])):
            self._walk()

    def _row_begins(self) -> None:
        """Account for what came up to the beginning of a row."""
        if self._waiting and not self._nested:
            self._nested = _is_row(self._waiting[0])
            if not self._nested:
                self._walk(_ROW)
                self._nested = bool(self._waiting)

    def _row_ends(self) -> None:
        """Account for a row, unless it stands in one that is not at its end."""
        waiting = self._waiting
        kind = self._kinds.get(tuple(waiting))
        if kind is not None:
            self._flow.append(kind)
            if kind in self._heading:
                self._repeat(self._heading[kind])
        elif self._nested:
            return
        else:
            self._row(waiting)
        waiting.clear()

    def _walk(self, behind: str = "") -> None:
        """Account for all blocks that are complete; what comes behind them is looked at, but still to come."""
        text = "".join(self._waiting) + behind
        position = 0
        while match := _BLOCK.search(text, position):
            end = self._take(text, match)
            if end is None:
                break
            position = end
        # A tag may be torn between two pieces.
        rest = text[position:] if match else text[max(position, text.rfind("<")) :]
        rest = rest.removesuffix(behind)
        self._waiting[:] = [rest] if rest else []
        self._nested = self._nested and bool(rest)

    def _take(self, text: str, match: re.Match[str]) -> int | None:
        """Account for a block; the offset behind it, None while its end has not come."""
        start, name = match.start(), match[1]
        if name == "tbl":
            first = text.find(_ROW, start)
            if first < 0:
                return None
            self._heights.begin_table(text[start:first])
            self._repeat(0.0)
            return first
        if name is None:
            return match.end()
        end = _end(text, start, name)
        if end is None:
            return None
        if name == "sectPr":
            self._section(text[start:end])
        elif name == "tr":
            self._row([text[start:end]])
        else:
            self._paragraph(text[start:end])
        return end

    def _paragraph(self, xml: str) -> None:
        self._flow.add(*self._heights.paragraph(xml))
        section = xml.find("<w:sectPr")
        if section >= 0:
            self._section(xml[section:])

    def _row(self, pieces: Sequence[str]) -> None:
        block, bookmarks = self._heights.row(pieces, self._repeated)
        self._flow.add(block, bookmarks)
        kind, kinds = self._flow.kind(block), self._kinds
        if block.heads:
            self._heading[kind] = self._repeated + block.height
            self._repeat(self._heading[kind])
        if not bookmarks:
            keep(kinds, tuple(pieces), kind)

    def _repeat(self, height: float) -> None:
        """Rows to come stand under heading rows of a height together."""
        self._repeated = height
        self._kinds = self._tables.setdefault((self._heights.margins, height), {})

    def _section(self, xml: str) -> None:
        """Lay the section's blocks out, now that its page is known."""
        settings = {
            name: dict(_SIDE.findall(found[1])) if (found := re.search(rf"<w:{name} ([^>]*)>", xml)) else {}
            for name in ("pgSz", "pgMar", "pgNumType")
        }
        margins = settings["pgMar"]
        tall = points(settings["pgSz"]["h"]) if "h" in settings["pgSz"] else _A4
        room = tall - points(margins.get("top", "1440")) - points(margins.get("bottom", "1440"))
        start, style = settings["pgNumType"].get("start"), settings["pgNumType"].get("fmt", "decimal")
        self._page, named = self._flow.finish(int(start) if start is not None else self._page + 1, room)
        for page, names in named:
            self.numbers |= dict.fromkeys(names, _written(page, style))


def _end(text: str, start: int, name: str) -> int | None:
    """The offset behind an element's end; elements of the same name may stand in a table or text box inside."""
    closing, holder = f"</w:{name}>", _HOLDERS.get(name)
    end = text.find(closing, start)
    if holder is not None:
        inner = text.find(holder, start, end)
        while end >= 0 and 0 <= inner < end:
            inner_end = text.find(holder.replace("<", "</"), inner)
            if inner_end < 0:
                return None
            end = text.find(closing, inner_end)
            inner = text.find(holder, inner_end, end)
    return end + len(closing) if end >= 0 else None


def _written(page: int, style: str) -> str:
    """A page number as its section writes it."""
    if style not in ("upperRoman", "lowerRoman"):
        return str(page)
    text, rest = "", page
    for value, letters in _ROMAN:
        while rest >= value:
            text, rest = text + letters, rest - value
    return text if style == "upperRoman" else text.lower()
