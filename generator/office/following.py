"""The elements around the rows of a sheet, as they follow the rows to where they went."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from copy import deepcopy

from lxml import etree

from generator.office.column_following import follow_breaks, follow_filter, follow_pane, follow_widths
from generator.office.drawing_anchors import SHEET_DRAWING, RowPlaces
from generator.office.finished_cells import FinishedCells
from generator.office.references import Area
from generator.office.rowmap import Path, Turn
from generator.office.sheet_template import M
from generator.office.turn_rules import conditions_apart, divided
from generator.office.xml import fragment, local

XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
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
_FORMULAS = (M + "formula", M + "formula1", M + "formula2", M + "cfvo")
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
                self._view(view)
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
                    _remove(element)
                    return
        if (value := element.get("sqref")) is not None:
            if local(element) == "dataValidation" and self._divided(element, _FORMULAS, value):
                return
            element.set("sqref", self._areas(value))
            if not element.get("sqref"):
                _remove(element)
                return
            path, turn = self._view_of(value)
            self._formulas(element, path, turn)

    def _divided(self, element: etree._Element, tags: Sequence[str], areas: str) -> bool:
        """Whether an element gave way to several, one for each kind of turn."""
        made = list(divided(element, tags, areas, self.rows, self.mapper))
        for copy, own in made:
            if (place := copy.find(XM + "sqref")) is not None:
                place.text = own
            else:
                copy.set("sqref", own)
            element.addprevious(copy)
        if made:
            _remove(element)
        return bool(made)

    def _areas(self, value: str) -> str:
        return " ".join(str(a) for part in value.split() for a in self.rows.areas(Area.parse(part)))

    def _view_of(self, areas: str) -> tuple[Path, Turn]:
        """Where formulas of an area stand: in its first cell."""
        first = Area.parse(areas.split()[0].replace("$", ""))
        turns = self.rows.places(Area(first.left, first.top, first.left, first.top))
        return turns[0][:2] if turns else ((), ())

    def _formulas(self, element: etree._Element, path: Path, turn: Turn) -> None:
        for each in element.iter(*_FORMULAS):
            if each.text:
                each.text = self.mapper(each.text, path, turn, True) or each.text
            elif each.get("type") == "formula":
                formula = str(each.get("val"))
                each.set("val", self.mapper(formula, path, turn, True) or formula)

    def _view(self, view: etree._Element) -> None:
        for each in view.iter(etree.Element):
            for name in ("topLeftCell", "activeCell"):
                if value := each.get(name):
                    cell = Area.parse(value)
                    row = self.rows.first_row(cell.top)
                    column = self.columns.first_column(cell.left) if self.columns else cell.left
                    each.set(name, str(Area(column, row, column, row)))
            if local(each) == "selection" and (value := each.get("sqref")):
                each.set("sqref", self._areas(value) or str(each.get("activeCell", "A1")))
            frozen = each.get("state") in ("frozen", "frozenSplit")
            if local(each) == "pane" and each.get("ySplit") and frozen:
                span = self.rows.span(1, int(float(each.get("ySplit", "0"))))
                each.set("ySplit", str(span[1] if span else 0))
            if local(each) == "pane" and frozen and self.columns is not None:
                follow_pane(each, self.columns)

    def _custom_views(self, element: etree._Element) -> None:
        for view in element:
            self._view(view)
            for each in list(view):
                if local(each) == "rowBreaks":
                    self._breaks(each)
                    if not len(each):
                        view.remove(each)
                elif local(each) == "colBreaks":
                    self._columns(each)
                elif local(each) == "autoFilter":
                    self._anchored(each)

    def _breaks(self, element: etree._Element) -> None:
        for each in list(element):
            element.remove(each)
            row = int(each.get("id", "0"))
            for _path, _turn, (_first, last) in self.rows.turns(row, row):
                copy = deepcopy(each)
                copy.set("id", str(last))
                element.append(copy)
        for name in ("count", "manualBreakCount"):
            element.set(name, str(len(element)))

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

    def _extensions(self, element: etree._Element) -> None:
        for spark in list(element.iter("{*}sparkline")):
            for copy in self._sparklines(spark):
                spark.addprevious(copy)
            _remove(spark)
        for group in list(element.iter("{*}sparklineGroup")):
            if not any(True for _spark in group.iter("{*}sparkline")):
                _prune(group)
            elif (dates := group.find(XM + "f")) is not None:
                dates.text = self.mapper(dates.text or "", (), ()) or dates.text
        self._listed(element)
        for each in list(element):
            if not len(each):
                element.remove(each)

    def _listed(self, element: etree._Element) -> None:
        """Conditions, validations and the like whose areas stand in an element of their own."""
        for areas in list(element.iter(XM + "sqref")):
            holder = areas.getparent()
            if holder is None or local(holder) == "sparkline":
                continue
            if self._divided(holder, (XM + "f",), areas.text or "A1"):
                continue
            view = self._view_of(areas.text or "A1")
            areas.text = self._areas(areas.text or "")
            if not areas.text:
                _prune(holder)
                continue
            for each in holder.iter(XM + "f"):
                each.text = self.mapper(each.text or "", *view, True) or each.text

    def _sparklines(self, spark: etree._Element) -> Iterator[etree._Element]:
        areas = Area.parse(spark.findtext(XM + "sqref", "A1").replace("$", ""))
        for path, turn, made in self.rows.places(areas):
            copy = deepcopy(spark)
            place, source = copy.find(XM + "sqref"), copy.find(XM + "f")
            assert place is not None
            place.text = str(made)
            if source is not None and source.text:
                source.text = self.mapper(source.text, path, turn)
                if source.text is None:
                    continue
            yield copy


_HANDLERS: dict[str, Callable[[Following, etree._Element], None]] = {
    "cols": Following._columns,
    "colBreaks": Following._columns,
    "customSheetViews": Following._custom_views,
    "rowBreaks": Following._breaks,
    "hyperlinks": Following._links,
    "extLst": Following._extensions,
    **dict.fromkeys(_PLACED, Following._repeated),
}


def _remove(element: etree._Element) -> None:
    """Take an element out of the one that holds it, whose count follows."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if "count" in parent.attrib:
            parent.set("count", str(len(parent)))


def _prune(element: etree._Element) -> None:
    """Take an element out with all that would hold nothing then; the extension itself stays."""
    parent = element.getparent()
    _remove(element)
    if parent is not None and not len(parent) and local(parent) not in ("ext", "extLst"):
        _prune(parent)
