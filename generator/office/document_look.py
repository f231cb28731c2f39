"""How the paragraphs of a Word document are set, as far as their height depends on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lxml import etree

from generator.office.xml import local

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CELL_MARGINS = 10.8  # points on both sides of a cell's text together, where no table says otherwise
_PROPERTY = re.compile(r"<w:(spacing|ind|sz|pageBreakBefore)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'w:(\w+)="([^"]*)"')

Property = tuple[str, Mapping[str, str]]  # its name, its attributes


class Look(NamedTuple):
    """How a paragraph is set; lengths in points."""

    size: float = 10.0
    before: float = 0.0
    after: float = 0.0
    line: float = 240.0  # 240ths of a line, or points if exact
    rule: str = "auto"
    indent: float = 0.0  # left and right together
    first: float = 0.0  # em by which the first line is indented
    breaks: bool = False  # a page begins with the paragraph

    def overlaid(self, properties: Iterable[Property]) -> Look:
        """The look with what direct properties say otherwise."""
        changes: dict[str, float | str | bool] = {}
        for name, attributes in properties:
            if name == "sz":
                changes["size"] = float(attributes.get("val", "20")) / 2
            elif name == "pageBreakBefore":
                changes["breaks"] = attributes.get("val", "1") not in ("0", "false")
            elif name == "ind":
                changes["indent"] = sum(
                    points(attributes.get(side)) for side in ("left", "right", "start", "end")
                )
                changes["first"] = float(attributes.get("firstLineChars", "0")) / 100
            elif name == "spacing":
                changes |= _spacing(attributes)
        return self._replace(**changes) if changes else self  # type: ignore[arg-type]


def _spacing(attributes: Mapping[str, str]) -> dict[str, float | str | bool]:
    changes: dict[str, float | str | bool] = {
        name: points(attributes[name]) for name in ("before", "after") if name in attributes
    }
    if "line" in attributes:
        rule, line = attributes.get("lineRule", "auto"), float(attributes["line"])
        changes |= {"rule": rule, "line": line if rule == "auto" else line / 20}
    return changes


def points(twips: str | None) -> float:
    """A length given in twips."""
    return float(twips or 0) / 20


def direct_properties(xml: str) -> list[Property]:
    """The properties that a paragraph has beyond its style."""
    return [(match[1], dict(_ATTRIBUTE.findall(match[2]))) for match in _PROPERTY.finditer(xml)]


class Styles:
    """The looks of a document's styles."""

    def __init__(self, root: etree._Element) -> None:
        self._elements = {style.get(W + "styleId", ""): style for style in root.iter(W + "style")}
        self._looks: dict[str, Look] = {}
        self._margins: dict[str | None, float] = {}
        defaults = root.find(W + "docDefaults")
        self._base = Look().overlaid(_properties(defaults)) if defaults is not None else Look()
        paragraph = (s for s in self._elements.values() if s.get(W + "type") == "paragraph")
        self._normal = next((s.get(W + "styleId", "") for s in paragraph if s.get(W + "default") == "1"), "")

    def look(self, name: str | None) -> Look:
        """The look of a paragraph style, of the normal one for None."""
        name = self._normal if name is None else name
        if name not in self._looks:
            style = self._elements.get(name)
            self._looks[name] = self._base  # should styles be based on one another in a circle
            if style is not None:
                parent = style.find(W + "basedOn")
                base = self.look(parent.get(W + "val")) if parent is not None else self._base
                self._looks[name] = base.overlaid(_properties(style))
        return self._looks[name]

    def cell_margins(self, style: str | None) -> float:
        """The points on both sides of the text in the cells of a table style together."""
        if style not in self._margins:
            self._margins[style] = self._cell_margins(style)
        return self._margins[style]

    def _cell_margins(self, style: str | None) -> float:
        seen: set[str] = set()
        while style is not None and style not in seen and style in self._elements:
            seen.add(style)
            margins = self._elements[style].find(f"{W}tblPr/{W}tblCellMar")
            if margins is not None:
                sides = (side for side in margins if local(side) in ("left", "right", "start", "end"))
                return sum(points(side.get(W + "w")) for side in sides)
            parent = self._elements[style].find(W + "basedOn")
            style = parent.get(W + "val") if parent is not None else None
        return _CELL_MARGINS


def _properties(element: etree._Element) -> list[Property]:
    found = element.iter(W + "spacing", W + "ind", W + "sz", W + "pageBreakBefore")
    return [(local(each), {str(k).rsplit("}", 1)[-1]: str(v) for k, v in each.items()}) for each in found]
