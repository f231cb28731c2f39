"""The old drawing of a sheet (VML): the boxes of comments and the shapes of controls, in every turn of their loops."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from generator.office.drawing_anchors import RowPlaces
from generator.office.references import Area
from generator.office.rowmap import Path, Turn

if TYPE_CHECKING:
    from generator.office.hanging_parts import HangingParts

PIXELS = 96 / 72  # in a point
_X = "{urn:schemas-microsoft-com:office:excel}"
_O = "{urn:schemas-microsoft-com:office:office}"
_V = "{urn:schemas-microsoft-com:vml}"
_SHAPE_ID = re.compile(r"_x0000_s(\d+)\Z")
_SHAPES = 1024  # that one block of ids holds
_FORMULAS = (_X + "FmlaLink", _X + "FmlaRange", _X + "FmlaTxbx")


class ShapeIds:
    """Ids of the shapes of one sheet: numbers out of blocks that no other sheet uses."""

    def __init__(self, drawings: Iterable[etree._Element], copied: bool, block: Callable[[], int]) -> None:
        self.copied = copied
        self.blocks: list[int] = []  # taken beside those of the template
        self._block = block
        self._made: dict[tuple[int, int], int] = {}
        known = [number for root in drawings for each in _shapes(root) if (number := shape_number(each))]
        self._last = -1 if copied or not known else max(known)

    def apart(self, root: etree._Element) -> ShapeIds:
        """Ids for another old drawing of the same sheet."""
        return ShapeIds([root], self.copied, self._block)

    def of(self, old: int, turn: int) -> int:
        """The id of a shape of the template in one of its turns."""
        if not turn and not self.copied:
            return old
        if (old, turn) not in self._made:
            self._last += 1
            if self._last % _SHAPES == 0:  # behind the last one of a block
                self.blocks.append(self._block())
                self._last = self.blocks[-1] * _SHAPES + 1
            self._made[old, turn] = self._last
        return self._made[old, turn]

    def declare(self, root: etree._Element) -> None:
        """Let the drawing say which blocks it uses."""
        for idmap in root.iter(_O + "idmap"):
            own = [] if self.copied else [idmap.get("data", "1")]
            if self.blocks:
                idmap.set("data", ",".join([*own, *map(str, self.blocks)]))


def follow(root: etree._Element, sheet: HangingParts) -> None:
    """Let the shapes stand in their turns."""
    places = RowPlaces(sheet.cells.writer, sheet.heights, PIXELS)
    ids = sheet.shapes if next(root.iter(_X + "ClientData"), None) is not None else sheet.shapes.apart(root)
    for shape in list(_shapes(root)):
        data = shape.find(_X + "ClientData")
        area = _area(data) if data is not None else None
        turns: list[tuple[Path, Turn, Area]] = [((), (), area or Area(1, 1, 1, 1))]
        if area is not None:
            turns = places.writer.map.places(area)
        for number, (path, turn, made) in enumerate(turns):
            copy = deepcopy(shape)
            _number(copy, number, ids)
            for own in copy.iter(_X + "ClientData"):
                _place(own, *_distance(area or made, made), places)
                for formula in own.iter(*_FORMULAS):
                    formula.text = sheet.cells.mapper(formula.text or "", path, turn) or formula.text
            shape.addprevious(copy)
        root.remove(shape)
    ids.declare(root)


def shape_number(shape: etree._Element) -> int:
    """The number in a shape's id; 0 for those that have none."""
    found = _SHAPE_ID.match(shape.get(_O + "spid", shape.get("id", "")))
    return int(found[1]) if found else 0


def area_of(root: etree._Element, number: int) -> Area | None:
    """The cells of the template at which the shape with an id stands."""
    for shape in _shapes(root):
        data = shape.find(_X + "ClientData")
        if shape_number(shape) == number and data is not None:
            return _area(data)
    return None


def _shapes(root: etree._Element) -> Iterator[etree._Element]:
    return root.iterchildren(_V + "shape")


def _number(shape: etree._Element, turn: int, ids: ShapeIds) -> None:
    old = shape_number(shape)
    if not old or (new := ids.of(old, turn)) == old:
        return
    if turn:
        shape.attrib.pop(_O + "spid", "")
    named = _O + "spid" in shape.attrib  # and its id says in which part of a header it stands
    shape.set(_O + "spid" if named else "id", f"_x0000_s{new}")


def _area(data: etree._Element) -> Area | None:
    """The cell of a comment; the cells that other shapes touch."""
    row, column = (int(data.findtext(_X + name, "-1")) + 1 for name in ("Row", "Column"))
    if data.get("ObjectType") == "Note" and row:
        return Area(column, row, column, row)
    anchor = _anchor(data)
    if not anchor:
        return None
    left, right = _span(anchor[0], anchor[4], anchor[5])
    top, bottom = _span(anchor[2], anchor[6], anchor[7])
    return Area(left, top, right, bottom)


def _span(first: int, last: int, offset: int) -> tuple[int, int]:
    """The rows or columns that a shape touches, from 1; the last one only if it reaches into it."""
    return first + 1, last if not offset and last > first else max(first, last) + 1


def _distance(before: Area, after: Area) -> tuple[int, int]:
    return after.top - before.top, after.left - before.left


def _place(data: etree._Element, down: int, right: int, places: RowPlaces) -> None:
    """Put the shape, and the cell of which it speaks, so many rows further down and columns to the right."""
    for name, distance in (("Row", down), ("Column", right)):
        for own in data.iter(_X + name):
            own.text = str(int(own.text or "0") + distance)
    anchor, element = _anchor(data), data.find(_X + "Anchor")
    if not anchor or not (down or right) or element is None:
        return
    anchor[0], anchor[4] = max(0, anchor[0] + right), max(0, anchor[4] + right)
    height = places.distance((anchor[2] + 1, anchor[3]), (anchor[6] + 1, anchor[7]))
    anchor[2] = max(0, anchor[2] + down)
    bottom, offset = places.below(anchor[2] + 1, anchor[3] + height)
    anchor[6:] = bottom - 1, round(offset)
    element.text = ", ".join(map(str, anchor))


def _anchor(data: etree._Element) -> list[int]:
    """Column, offset, row, offset of the upper left corner, then of the lower right one."""
    found = re.findall(r"-?\d+", data.findtext(_X + "Anchor", ""))
    return [int(number) for number in found] if len(found) == 8 else []
