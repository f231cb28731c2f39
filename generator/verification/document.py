"""A finished document, read back with python-docx."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import IO, Any

from generator.location import Location
from generator.translation import _
from generator.verification import parts
from generator.verification.lines import Block, Contents, Line, Spot

_NS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TBL, _TR, _TC, _T, _BR = (_NS + name for name in ("p", "tbl", "tr", "tc", "t", "br"))
_SIGNS = {_NS + "tab": "\t", _NS + "cr": "\n", _NS + "noBreakHyphen": "-"}
_BOX, _FALLBACK = (
    _NS + "txbxContent",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
_FIELD, _CODE, _KIND = _NS + "fldChar", _NS + "instrText", _NS + "fldCharType"
_LINK, _BOOKMARK = _NS + "hyperlink", _NS + "bookmarkStart"
_ALONE = {*_SIGNS, _BR, _FIELD, _CODE}
_PASSED = {_FALLBACK, _NS + "rPr", _NS + "pPr", _NS + "del"}
_BODY = (
    "word/document.xml",
    "word/styles.xml",
    "word/settings.xml",
    "word/theme/",
    "word/fontTable.xml",
    "[",
)


def read(stream: IO[bytes], shown: str) -> Contents:
    """The body of a document; `shown` is what messages call the file."""
    import docx

    body: Any = docx.Document(stream).element.body
    block = Block("", list(_Reader(shown).lines(body)))
    return Contents([block], parts.texts(stream, shown, lambda name: not name.startswith(_BODY)))


class _Reader:
    """Walks a body, counting its tables and its paragraphs outside of them as a reader would."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._tables, self._paragraphs = count(1), count(1)
        self._in_number = False  # in the result of a field that Word counts

    def lines(self, parent: Any) -> Iterator[Line]:
        for child in parent:
            if child.tag == _P:
                number = next(self._paragraphs)
                spot, boxes = self._spot([child], _("paragraph {number}").format(number=number))
                if spot is not None:
                    yield {1: spot}
                for box in boxes:
                    yield from self.lines(box)
            elif child.tag == _TBL:
                yield from self._table(child)
            elif child.tag != _FALLBACK and len(child):
                yield from self.lines(child)  # content controls, insertions

    def _table(self, table: Any) -> Iterator[Line]:
        number = next(self._tables)
        spot_name = _("table {table}, row {row}, cell {cell}")
        for row_number, row in enumerate(_within(table, _TR), 1):
            line: Line = {}
            inner: list[Any] = []
            before = row.find(f"{_NS}trPr/{_NS}gridBefore")
            column = 1 if before is None else 1 + int(before.get(_NS + "val", "0"))
            for cell_number, cell in enumerate(_within(row, _TC), 1):
                place = spot_name.format(table=number, row=row_number, cell=cell_number)
                spot, boxes = self._spot(list(_within(cell, _P)), place)
                if spot is not None:
                    line[column] = spot
                inner += [*_within(cell, _TBL), *boxes]
                column += cell.grid_span
            if line:
                yield line
            for each in inner:
                yield from self._table(each) if each.tag == _TBL else self.lines(each)

    def _spot(self, paragraphs: list[Any], place: str) -> tuple[Spot | None, list[Any]]:
        boxes: list[Any] = []
        links: list[str] = []
        text = "\n".join(self._text(p, boxes, links) for p in paragraphs)
        if not text and not links:
            return None, boxes
        return Spot(Location(f"{self._shown}[{place}]"), text, " ".join(links)), boxes

    def _text(self, parent: Any, boxes: list[Any], links: list[str]) -> str:
        pieces = []
        for child in parent.iterchildren():
            tag = child.tag
            if tag == _T:
                pieces.append("" if self._in_number else child.text or "")
            elif tag == _BOX:
                boxes.append(child)
            elif tag in _ALONE:
                pieces.append(self._sign(child, tag))
            elif tag not in _PASSED:
                if tag in (_LINK, _BOOKMARK):
                    links.append(_leading(child, tag))
                pieces.append(self._text(child, boxes, links))
        return "".join(pieces)

    def _sign(self, element: Any, tag: str) -> str:
        """What an element without text prints; fields are followed."""
        if tag == _FIELD:
            self._in_number = self._in_number and element.get(_KIND) != "end"
        elif tag == _CODE:
            self._in_number = self._in_number or "PAGEREF" in (element.text or "")
        elif tag == _BR:
            return "" if element.get(_NS + "type") in ("page", "column") else "\n"
        return _SIGNS.get(tag, "")


def _leading(element: Any, tag: str) -> str:
    """Where a link leads, or the name to which links lead."""
    return f"→{element.get(_NS + 'anchor', '')}" if tag == _LINK else element.get(_NS + "name", "")


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Children of a kind, those in content controls included."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (_NS + "sdt", _NS + "sdtContent", _NS + "ins"):
            yield from _within(child, tag)
