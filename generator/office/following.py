"""The elements around the rows of a sheet, as they follow the rows to where they went."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from copy import deepcopy

from lxml import etree

from generator.office.area_following import FORMULAS, AreaFollowing, remove
from generator.office.column_following import follow_breaks, follow_filter, follow_widths
from generator.office.drawing_anchors import SHEET_DRAWING, RowPlaces
from generator.office.extension_following import follow_extensions
from generator.office.finished_cells import FinishedCells
from generator.office.references import Area
from generator.office.sheet_template import M
from generator.office.turn_rules import conditions_apart
from generator.office.view_following import follow_row_breaks, follow_view
from generator.office.xml import fragment, local

_LISTS = ("sqref",)  # attributes that hold several areas
_SINGLE = ("ref", "activeCell", "topLeftCell", "r")
_PLACED = ("controls", "oleObjects", "AlternateContent")  # which look at the heights of rows, too
_FOLLOWING = {
    "sheetViews",
    "customSheetViews",
    "rowBreaks",
    "hyperlinks",
    "extLst",
    "scenarios",
    "cellWatches",
    *_PLACED,
}
_ELSEWHERE = re.compile(r"[!\[]")  # what a formula has that looks at other sheets or at tables


def moves(element: etree._Element, footers: Sequence[etree._Element]) -> bool:
    """Whether an element of a sheet depends on where its rows went, or on the values of a header or footer."""
    names = {*_LISTS, *_SINGLE}
    if local(element) == "headerFooter":
        return any(part in footers for part in element)
    return local(element) in _FOLLOWING or any(
        not names.isdisjoint(each.attrib) for each in element.iter(etree.Element)
    )


def knows_rows_only(element: etree._Element) -> bool:
    """Whether an element of a sheet depends on nothing else than where its rows went."""
    said = (text for each in element.iter(etree.Element) for text in (each.text, *each.attrib.values()))
    return local(element) not in (*_PLACED, "headerFooter") and not any(
        _ELSEWHERE.search(str(text)) for text in said if text
    )


class Following:
    """Lets what is anchored to template rows follow them."""

    def __init__(
        self,
        cells: FinishedCells,
        root: etree._Element,
        places: RowPlaces,
        alike: Container[etree._Element] = (),  # what is the same wherever the rows went alike
        objects: Callable[[etree._Element], None] | None = None,
    ) -> None:
        self.rows, self.mapper, self.writer = cells.writer.map, cells.mapper, cells.writer
        self.areas = AreaFollowing(self.rows, self.mapper)
        self.columns = cells.writer.columns
        self.root = root
        self.places = places
        self.alike = alike
        self.objects = objects

    def element(self, source: etree._Element, selected: bool = True) -> str:
        """An element of the template as it stands in the finished sheet; blank when nothing is left of it."""
        if source not in self.alike:
            return self._followed(source, selected)
        return self.rows.once((source, selected), lambda: self._followed(source, selected))

    def _followed(self, source: etree._Element, selected: bool) -> str:
        element = deepcopy(source)
        if local(element) != "conditionalFormatting":
            return self._element(element, source, selected)
        apart = [fragment(each, self.root) for each in conditions_apart(element, self.rows, self.mapper)]
        return self._element(element, source, selected) + "".join(apart)

    def _element(self, element: etree._Element, source: etree._Element, selected: bool) -> str:
        name = local(element)
        if name == "sheetViews":
            for view in element:
                view.attrib.pop("tabSelected", "")
                if selected:
                    view.set("tabSelected", "1")
                follow_view(view, self.areas, self.columns)
        elif name == "headerFooter":
            self._footers(element, source)
        else:
            _HANDLERS.get(name, Following._anchored)(self, element)
            if not len(element) and len(source):
                return ""
        if any(element.get(name) == "" for name in (*_LISTS, *_SINGLE)):
            return ""
        return fragment(element, self.root)

    def _anchored(self, element: etree._Element) -> None:
        for each in list(element.iter(etree.Element)):
            self._moved(each)

    def _columns(self, element: etree._Element) -> None:
        if self.columns is None:
            return
        if local(element) == "cols":
            follow_widths(element, self.columns)
        else:
            follow_breaks(element, self.columns)

    def _moved(self, element: etree._Element) -> None:
        if self.columns is not None and local(element) == "autoFilter":
            follow_filter(element, self.columns)
        for name in _SINGLE:
            if (value := element.get(name)) is not None:
                hull = self.rows.hull(Area.parse(value.replace("$", "")))
                element.set(name, str(hull or ""))
                if hull is None:
                    remove(element)
                    return
        if (value := element.get("sqref")) is not None:
            if local(element) == "dataValidation" and self.areas.divided(element, FORMULAS, value):
                return
            element.set("sqref", self.areas.moved(value))
            if not element.get("sqref"):
                remove(element)
                return
            path, turn = self.areas.view_of(value)
            self.areas.formulas(element, path, turn)

    def _custom_views(self, element: etree._Element) -> None:
        for view in element:
            follow_view(view, self.areas, self.columns)
            for each in list(view):
                if local(each) == "rowBreaks":
                    follow_row_breaks(each, self.rows)
                    if not len(each):
                        view.remove(each)
                elif local(each) == "colBreaks":
                    self._columns(each)
                elif local(each) == "autoFilter":
                    self._anchored(each)

    def _footers(self, element: etree._Element, source: etree._Element) -> None:
        texts = iter(self.writer.footers)
        for each, original in zip(element, source, strict=True):
            if any(original is part for part in self.writer.template.footers):
                each.text = next(texts)

    def _links(self, element: etree._Element) -> None:
        """A link in a loop stands in each turn, and leads to what it sees from there."""
        for each in list(element):
            area = Area.parse(each.get("ref", "").replace("$", ""))
            for path, turn, made in self.rows.places(area):
                copy = deepcopy(each)
                copy.set("ref", str(made))
                if location := each.get("location"):
                    copy.set("location", self.mapper(location, path, turn) or location)
                each.addprevious(copy)
            element.remove(each)

    def _repeated(self, element: etree._Element) -> None:
        """Controls and embedded objects stand in their turns, if there is someone to tell which."""
        (self.objects or self._objects)(element)

    def _objects(self, element: etree._Element) -> None:
        """Controls and embedded objects stay with the rows at which they stand."""
        for start in element.iter(f"{M}from", SHEET_DRAWING + "from"):
            anchor = start.getparent()
            assert anchor is not None
            if turns := self.places.turns(anchor):
                self.places.move(anchor, *turns[0])


_HANDLERS: dict[str, Callable[[Following, etree._Element], None]] = {
    "cols": Following._columns,
    "colBreaks": Following._columns,
    "customSheetViews": Following._custom_views,
    "rowBreaks": lambda self, element: follow_row_breaks(element, self.rows),
    "hyperlinks": Following._links,
    "extLst": lambda self, element: follow_extensions(element, self.areas),
    **dict.fromkeys(_PLACED, Following._repeated),
}
