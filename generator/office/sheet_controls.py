"""Form controls and embedded objects of a sheet, in every turn of the loops in which they stand."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from generator.office import old_drawings
from generator.office.drawing_anchors import RowPlaces
from generator.office.hanging_parts import HangingParts, View, Views
from generator.office.references import Area
from generator.office.sheet_parts import R

_OBJECTS = ("{*}control", "{*}oleObject")
_LISTS = ("{*}controls", "{*}oleObjects")


def views(sheet: HangingParts) -> Views:
    """In which turns each object stands, under the id of its relationship there."""
    found: Views = {}
    places = RowPlaces(sheet.cells.writer, sheet.heights)
    for each in sheet.cells.writer.template.root.iter(*_OBJECTS):
        identifier = each.get(R + "id", "")
        anchor = next(each.iter("{*}anchor"), None)
        if anchor is not None:
            turns = places.turns(anchor)
        elif identifier in found or (area := _area(each, sheet)) is None:
            continue
        else:
            made = places.writer.map.places(area)
            turns = [(path, turn, (own.top, own.bottom)) for path, turn, own in made]
        found[identifier] = [
            (f"{identifier}_{number}" if number else identifier, View(path, turn, number, rows))
            for number, (path, turn, rows) in enumerate(turns)
        ]
    return found


def _area(element: etree._Element, sheet: HangingParts) -> Area | None:
    """Where an object stands that says so in the old drawing only."""
    number = int(element.get("shapeId", "0"))
    return next(
        filter(None, (old_drawings.area_of(root, number) for root in sheet.parts.old_drawings())), None
    )


def repeat(element: etree._Element, sheet: HangingParts) -> None:
    """Let the objects in an element of a sheet stand in their turns; it is blank when none is left."""
    places = RowPlaces(sheet.cells.writer, sheet.heights)
    lists = list(element.iter(*_LISTS))
    for block in [block for each in lists for block in each]:
        own = next(_objects(block), None)
        turns = sheet.controls.get(own.get(R + "id", "")) if own is not None else None
        for identifier, view in turns if turns is not None else ():
            block.addprevious(_in_turn(block, identifier, view, sheet, places))
        parent = block.getparent()
        if turns is not None and parent is not None:
            parent.remove(block)
    if lists and not any(len(each) for each in lists):
        for child in list(element):
            element.remove(child)


def _in_turn(
    block: etree._Element, identifier: str, view: View, sheet: HangingParts, places: RowPlaces
) -> etree._Element:
    copy = deepcopy(block)
    copy.tail = None
    for each in _objects(copy):
        each.set(R + "id", identifier)
        each.set("shapeId", str(sheet.shapes.of(int(each.get("shapeId", "0")), view.number)))
        for anchor in each.iter("{*}anchor"):
            places.move(anchor, view.path, view.turn, view.rows or (1, 1))
    return copy


def _objects(block: etree._Element) -> Iterator[etree._Element]:
    return block.iter(*_OBJECTS)
