"""The drawings of a sheet: pictures, charts and shapes, each in every turn of the loops in which it stands."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from itertools import count

from lxml import etree

from generator.office.drawing_anchors import RowPlaces
from generator.office.hanging_parts import HangingParts, View, Views
from generator.office.package import Relation
from generator.office.references import with_lost
from generator.office.sheet_parts import SheetParts, references

_FAR = 1 << 20  # beyond the ids of controls, which the old drawing gives out


def follow(sheet: HangingParts, relations: list[Relation], root: etree._Element) -> Views:
    """Put the blocks of a drawing into the turns of their loops; in which of them the drawing's relationships stand."""
    owned = {relation.id for relation in relations if sheet.parts.owns(relation)}
    taken = {relation.id for relation in relations}
    free = (name for name in (f"rId{number}" for number in count(1)) if name not in taken)
    numbers = Numbers(root)
    views: Views = {}
    places = RowPlaces(sheet.cells.writer, sheet.heights)
    for block, anchors in list(SheetParts.blocks(root)):
        turns = places.turns(anchors[0]) if anchors else [((), (), (1, 1))]
        for number, (path, turn, rows) in enumerate(turns):
            copy = deepcopy(block)
            block.addprevious(copy)
            for _block, moved in SheetParts.blocks([copy]):
                for anchor in moved:
                    places.move(anchor, path, turn, rows)
            view = View(path, turn, number, rows)
            _show_cells(sheet, copy, view)
            if number:
                numbers.renumber(copy)
            _speak_of_controls(copy, number, sheet)
            names: dict[str, str] = {}
            for element, key, identifier in references(copy):
                if identifier not in owned:
                    continue
                if identifier not in names:
                    names[identifier] = next(free) if number else identifier
                    views.setdefault(identifier, []).append((names[identifier], view))
                element.set(key, names[identifier])
        root.remove(block)
    return views


def _speak_of_controls(block: etree._Element, number: int, sheet: HangingParts) -> None:
    """Let what stands for a control in the drawing name the control's shape in its turn."""
    for shape in block.iter("{*}cNvPr"):
        for each in shape.iter("{*}compatExt"):
            old = each.get("spid", "").removeprefix("_x0000_s")
            if old.isdecimal():
                new = sheet.shapes.of(int(old), number)
                each.set("spid", f"_x0000_s{new}")
                shape.set("id", str(new))


def _show_cells(sheet: HangingParts, block: etree._Element, view: View) -> None:
    """Let text boxes show the cells that they are linked with."""
    mapper = sheet.mapper(view)
    for each in block.iter(etree.Element):
        if link := each.get("textlink"):
            each.set("textlink", with_lost(link, mapper))


class Numbers:
    """Ids of the shapes of a drawing."""

    def __init__(self, root: etree._Element) -> None:
        self._last = max((int(each.get("id", "0")) for each in _named(root)), default=0)
        if next(root.iter("{*}compatExt"), None) is not None:
            self._last += _FAR

    def take(self) -> int:
        """An id that no shape has."""
        self._last += 1
        return self._last

    def renumber(self, block: etree._Element) -> None:
        """Give the shapes of a copy ids of their own."""
        for each in _named(block):
            each.set("id", str(self.take()))


def _named(root: etree._Element) -> Iterable[etree._Element]:
    return root.iter("{*}cNvPr")
