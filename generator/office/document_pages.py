"""On which page of a Word document something stands, told from the text and the styles alone.

Word knows page numbers only after laying a document out. The numbers stored in page fields are these estimates, so
that a table of contents is right also where nothing counts anew.
"""

from __future__ import annotations

import re
from math import ceil
from typing import NamedTuple

from lxml import etree

from generator.office.document_look import Styles, direct_properties, points

_LINE = 1.3  # height of a single-spaced line in em of the common Chinese fonts
_HALF_WIDTH = frozenset(map(chr, range(0x20, 0x7F)))
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_A4 = 841.9  # points
_KEPT_ROWS = 8192

_BLOCK = re.compile(r"<w:(p|tbl|tr|sectPr)(?=[ >])|</w:tbl>|<w:p/>")
_STYLE = re.compile(r'<w:(?:p|tbl)Style w:val="([^"]*)"')
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)<")
_BOOKMARK = re.compile(r'<w:bookmarkStart [^>]*w:name="([^"]*)"')
_PAGE_BREAK = re.compile(r'<w:br [^>]*w:type="page"')
_WIDTH = re.compile(r'<w:tcW [^>]*w:w="(\d+)"')
_ROW_HEIGHT = re.compile(r"<w:trHeight ([^>]*)>")
_SIDE = re.compile(r'w:(\w+)="([^"]*)"')
_HOLDERS = {"tr": "<w:tbl>", "p": "<w:txbxContent>"}  # in which an element holds others of its kind
_DIRECT = re.compile("<w:(?:spacing|ind|sz|pageBreakBefore)[ /]")


class _Block(NamedTuple):
    """A paragraph or a table row on its way down the page."""

    height: float
    starts_page: bool = False
    splits: bool = False
    bookmarks: tuple[str, ...] = ()
    heads: bool = False  # a heading row, which stands on top again after a break


class PageCounter:
    """A document flowing into pages as its XML comes; `numbers` are the pages of its bookmarks, written as their
    sections count: `12`, `iv`.
    """

    def __init__(self, styles: etree._Element) -> None:
        self.numbers: dict[str, str] = {}
        self._styles = Styles(styles)
        self._rest = ""
        self._margins = self._repeated = 0.0
        self._blocks: list[tuple[_Block, float]] = []  # with the points of the heading rows above
        self._rows: dict[str, _Block] = {}
        self._page = 0

    def feed(self, xml: str) -> None:
        """Take the next piece of the document's XML."""
        text = self._rest + xml
        position = 0
        while match := _BLOCK.search(text, position):
            end = self._take(text, match)
            if end is None:
                break
            position = end
        # A tag may be torn between two pieces.
        self._rest = text[position:] if match else text[max(position, text.rfind("<")) :]

    def _take(self, text: str, match: re.Match[str]) -> int | None:
        """Account for a block; the offset behind it, None while its end has not come."""
        start, name = match.start(), match[1]
        if name == "tbl":
            first = text.find("<w:tr", start)
            if first < 0:
                return None
            style = _STYLE.search(text, start, first)
            self._margins, self._repeated = self._styles.cell_margins(style[1] if style else None), 0.0
            return first
        if name is None:
            return match.end()
        end = _end(text, start, name)
        if end is None:
            return None
        if name == "sectPr":
            self._section(text[start:end])
        elif name == "tr":
            self._row(text[start:end])
        else:
            self._paragraph_block(text[start:end])
        return end

    def _paragraph_block(self, xml: str) -> None:
        self._blocks.append((self._paragraph(xml, None), 0.0))
        section = xml.find("<w:sectPr")
        if section >= 0:
            self._section(xml[section:])

    def _paragraph(self, xml: str, width: float | None) -> _Block:
        style = _STYLE.search(xml)
        look = self._styles.look(style[1] if style else None)
        if _DIRECT.search(xml):
            look = look.overlaid(direct_properties(xml))
        lines = 1
        if width is not None:
            text = "".join(_TEXT.findall(xml))
            lines = max(1, ceil((_em(text) + look.first) / max(1.0, (width - look.indent) / look.size)))
        pitch = look.size * _LINE * (look.line / 240 if look.rule == "auto" else 1)
        if look.rule == "exact" or (look.rule == "atLeast" and look.line > pitch):
            pitch = look.line
        names = tuple(_BOOKMARK.findall(xml)) if "bookmarkStart" in xml else ()
        breaks = look.breaks or ("<w:br " in xml and _PAGE_BREAK.search(xml) is not None)
        return _Block(look.before + lines * pitch + look.after, breaks, lines > 1, names)

    def _row(self, xml: str) -> None:
        block = self._rows.get(xml)
        if block is None:
            block = self._measured(xml)
            if len(self._rows) >= _KEPT_ROWS:
                self._rows.clear()
            self._rows[xml] = block
        self._blocks.append((block, self._repeated))
        if block.heads:
            self._repeated += block.height

    def _measured(self, xml: str) -> _Block:
        height, names = 0.0, []
        for cell in xml.split("</w:tc>")[:-1]:
            if "<w:vMerge" in cell:
                continue  # its text has several rows to stand in
            width = _WIDTH.search(cell)
            room = points(width[1]) - self._margins if width else None
            parts = [self._paragraph(p, room) for p in cell.split("</w:p>")[:-1]]
            height = max(height, sum(part.height for part in parts))
            names += [name for part in parts for name in part.bookmarks]
        if fixed := _ROW_HEIGHT.search(xml):
            setting = dict(_SIDE.findall(fixed[1]))
            least = points(setting.get("val"))
            height = least if setting.get("hRule") == "exact" else max(height, least)
        return _Block(height, False, "<w:cantSplit" not in xml, tuple(names), "<w:tblHeader" in xml)

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
        self._page = int(start) if start is not None else self._page + 1
        used = 0.0
        for block, repeated in self._blocks:
            if block.starts_page and used > 0:
                self._page, used = self._page + 1, 0.0
            if used + block.height > room and used > 0 and not block.splits:
                self._page, used = self._page + 1, repeated
            if block.bookmarks:
                self.numbers |= dict.fromkeys(block.bookmarks, _written(self._page, style))
            used += block.height
            while used > room:
                self._page, used = self._page + 1, used - room + min(repeated, room / 2)
        self._blocks.clear()


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


def _em(text: str) -> float:
    """The width of a text in em: a half-width sign is half of one in the common Chinese fonts."""
    if "&" in text:
        text = re.sub(r"&#?\w+;", "_", text)
    return len(text) - sum(map(_HALF_WIDTH.__contains__, text)) / 2


def _written(page: int, style: str) -> str:
    """A page number as its section writes it."""
    if style not in ("upperRoman", "lowerRoman"):
        return str(page)
    text, rest = "", page
    for value, letters in _ROMAN:
        while rest >= value:
            text, rest = text + letters, rest - value
    return text if style == "upperRoman" else text.lower()
