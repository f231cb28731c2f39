"""Cell formats with the fill of a mark, made from the formats that cells have; and their undoing by looks."""

from __future__ import annotations

import re

from generator.editing.colours import OURS, Colour
from generator.editing.parts import Parts
from generator.editing.splices import Splice, spliced
from generator.editing.xml_spans import Element, scan, with_attribute, with_children
from generator.office.xml import escape_attribute
from generator.translation import _

_PART = "xl/styles.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_PLAIN = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill>'
    b'<fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_EARLIER = '<fill><patternFill patternType="solid"><fgColor%s/><bgColor indexed="64"/></patternFill></fill>'


class StyleSheet:
    """The styles of a workbook; what is added goes behind what is there."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        part = parts.related(parts.main, "styles")
        if part is None:
            part = parts.free_name(_PART) if _PART in parts else _PART  # openpyxl looks for this name
            parts.add(part, _PLAIN, _TYPE)
            parts.relate(parts.main, "styles", part)
        self.part = part
        self._root = parts.scan(part)
        self._new: dict[str, list[bytes]] = {}  # by list: fonts, fills, cellXfs

    def _list(self, local: str) -> Element:
        found = self._root.child(local)
        if found is None:
            message = _("the part {name} is broken: {message}").format(name=self.part, message=local)
            raise self._parts.refused(message)
        return found

    def bytes_of(self, local: str, number: int) -> bytes:
        """A member of a list; the first one for a number that is too high."""
        members = self._list(local).children
        element = members[number if number < len(members) else 0]
        return self._parts[self.part][element.start : element.end]

    def added(self, local: str, xml: bytes) -> int:
        """The number of a new member of a list; the same for the same."""
        there, new = len(self._list(local).children), self._new.setdefault(local, [])
        if xml not in new:
            new.append(xml)
        return there + new.index(xml)

    def format(self, xf: bytes, **attributes: int) -> int:
        """The number of a format like another one, but for some attributes."""
        for name, value in attributes.items():
            xf = spliced(xf, [with_attribute(xf, 0, name, str(value))])
        return self.added("cellXfs", xf)

    def tag(self, xml: str) -> bytes:
        """Elements with the part's own prefix."""
        return re.sub(r"<(/?)", rf"<\1{self._root.prefix}", xml).encode()

    def marked(self, style: int, colour: Colour) -> int:
        """The format of a marked cell, all but the fill that of the cell."""
        xf = self.bytes_of("cellXfs", style)
        under = _colour_under(self.bytes_of("fills", int(scan(xf).get("fillId", "0"))))
        solid = (
            f'<patternFill patternType="solid"><fgColor rgb="{colour.value}"/><bgColor{under}/></patternFill>'
        )
        fill = self.tag(f"<fill>{solid}</fill>")
        return self.format(xf, fillId=self.added("fills", fill), applyFill=1)

    def write(self) -> None:
        """Put what was added into the part."""
        splices: list[Splice] = []
        for local, members in self._new.items():
            element = self._list(local)
            splices += self._parts.count(element, self.part, len(members))
            splices.append(with_children(self._parts[self.part], element, b"".join(members)))
        self._parts.splice(self.part, splices)
        self._new.clear()


def clear_marks(parts: Parts, *, under: bool) -> None:
    """Take the colours of marks out of all formats; `under` says whether the colours kept under them can be trusted."""
    sheet = StyleSheet(parts)
    root = parts.scan(sheet.part)
    ours = {
        number: sheet.tag(_EARLIER % below) if under and (below := _below(fill)) else None
        for number, fill in enumerate(_children(root, "fills"))
        if _is_ours(fill)
    }
    earlier = {number: sheet.added("fills", fill) if fill else 0 for number, fill in ours.items()}
    sheet.write()
    data, root = parts[sheet.part], parts.scan(sheet.part)
    parts.splice(
        sheet.part,
        [
            with_attribute(data, xf.start, "fillId", str(earlier[number]))
            for name in ("cellStyleXfs", "cellXfs")
            for xf in _children(root, name)
            if (number := int(xf.get("fillId", "0"))) in earlier
        ],
    )


def _children(root: Element, local: str) -> list[Element]:
    found = root.child(local)
    return [] if found is None else found.children


def _solid(fill: Element) -> tuple[Element | None, Element | None]:
    """The colour that a fill shows, and the one that it keeps under it."""
    pattern = fill.child("patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return None, None
    return pattern.child("fgColor"), pattern.child("bgColor")


def _is_ours(fill: Element) -> bool:
    shown, _under = _solid(fill)
    return shown is not None and shown.get("rgb").upper() in OURS


def _below(fill: Element) -> str:
    """The attributes of the colour kept under a mark's; nothing where there was none."""
    _shown, under = _solid(fill)
    if under is None or under.get("indexed") in ("64", "65") or under.get("auto"):
        return ""
    return _attributes(under)


def _attributes(colour: Element) -> str:
    return "".join(f' {name}="{escape_attribute(value)}"' for name, value in colour.attributes.items())


def _colour_under(fill: bytes) -> str:
    """The colour of a cell's own fill, to be kept where a solid fill does not show it."""
    element = scan(fill)
    shown, under = _solid(element)
    kept = under if _is_ours(element) else shown
    return _attributes(kept) if kept is not None else ' indexed="64"'
