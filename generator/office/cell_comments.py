"""Comments of cells: the list of texts, the threads of answers, and the boxes drawn for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from generator.office.drawing_anchors import RowPlaces
from generator.office.references import Area
from generator.office.rowmap import RowMap
from generator.office.sheet_template import M

_X = "{urn:schemas-microsoft-com:office:excel}"
_O = "{urn:schemas-microsoft-com:office:office}"
_V = "{urn:schemas-microsoft-com:vml}"
_SHAPE_ID = re.compile(r"_x0000_s(\d+)\Z")
_THREAD = "tc="  # in front of the id of a thread, as the author of the comment that stands for it
_SHAPES = 1024  # that one block of ids holds
PIXELS = 96 / 72  # in a point

# (id of the template, number of the turn) -> the id of the copy
Ids = Callable[[str, int], str]


def ids_for(part: str) -> Ids:
    """Ids of the copies in a part: always the same for the same part, never the same in two."""

    def made(old: str, turn: int) -> str:
        if not part and not turn:
            return old
        import uuid

        return "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"{old}/{part}/{turn}")).upper() + "}"

    return made


def follow_comments(root: etree._Element, rows: RowMap, ids: Ids) -> None:
    """Let comments stand in each turn of the loop around their cell; those of threads get authors of their own."""
    authors, comments = root.find(M + "authors"), root.find(M + "commentList")
    if authors is None or comments is None:
        return
    names = [author.text or "" for author in authors]
    for comment in list(comments):
        author = int(comment.get("authorId", "0"))
        name = names[author] if author < len(names) else ""
        for number, copy in enumerate(_repeated(comment, rows)):
            if name.startswith(_THREAD):
                own = _THREAD + ids(name.removeprefix(_THREAD), number)
                if not number:
                    authors[author].text = own
                else:
                    copy.set("authorId", str(len(authors)))
                    etree.SubElement(authors, M + "author").text = own
            for key in copy.attrib:
                if str(key).endswith("}uid"):
                    copy.set(key, ids(str(copy.get(key)), number))


def follow_threads(root: etree._Element, rows: RowMap, ids: Ids) -> None:
    """Let threads of answers stand where their comments do."""
    for comment in list(root):
        for number, copy in enumerate(_repeated(comment, rows)):
            for name in ("id", "parentId"):
                if name in copy.attrib:
                    copy.set(name, ids(copy.get(name, ""), number))


def _repeated(comment: etree._Element, rows: RowMap) -> list[etree._Element]:
    """One copy of a comment for each turn, in its place."""
    area = Area.parse(comment.get("ref", "A1"))
    copies = []
    for _path, _turn, made in rows.places(Area(area.left, area.top, area.left, area.top)):
        copy = deepcopy(comment)
        copy.set("ref", str(Area(made.left, made.top, made.left, made.top)))
        comment.addprevious(copy)
        copies.append(copy)
    _drop(comment)
    return copies


def follow_boxes(root: etree._Element, places: RowPlaces, block: int | None) -> None:
    """Let the boxes of comments, and other old drawings, stay with their rows.

    `block` is the block of ids that a copy of the part takes; None keeps those of the template.
    """
    for shape in [each for each in root if each.tag == _V + "shape"]:
        data = shape.find(_X + "ClientData")
        if data is None:
            continue
        row, column = (int(data.findtext(_X + name, "-1")) + 1 for name in ("Row", "Column"))
        if data.get("ObjectType") == "Note" and row:
            _box(shape, Area(column, row, column, row), places)
        elif anchor := _numbers(data):
            left, top = anchor[0] + 1, anchor[2] + 1
            if turns := places.writer.map.places(Area(left, top, left, top)):
                made = turns[0][2]
                _shift(data, made.top - top, made.left - left, places)
    _number(root, block)


def _box(shape: etree._Element, cell: Area, places: RowPlaces) -> None:
    """The box of a comment in each turn."""
    for _path, _turn, made in places.writer.map.places(cell):
        copy = deepcopy(shape)
        for data in copy.iter(_X + "ClientData"):
            for name, place in (("Row", made.top), ("Column", made.left)):
                for own in data.iter(_X + name):
                    own.text = str(place - 1)
            _shift(data, made.top - cell.top, made.left - cell.left, places)
        shape.addprevious(copy)
    _drop(shape)


def _numbers(data: etree._Element) -> list[int]:
    """The anchor: column, offset, row, offset of the upper left corner, then of the lower right one."""
    found = re.findall(r"-?\d+", data.findtext(_X + "Anchor", ""))
    return [int(number) for number in found] if len(found) == 8 else []


def _shift(data: etree._Element, down: int, right: int, places: RowPlaces) -> None:
    anchor, element = _numbers(data), data.find(_X + "Anchor")
    if not anchor or not (down or right) or element is None:
        return
    anchor[0], anchor[4] = max(0, anchor[0] + right), max(0, anchor[4] + right)
    height = places.distance((anchor[2] + 1, anchor[3]), (anchor[6] + 1, anchor[7]))
    anchor[2] = max(0, anchor[2] + down)
    bottom, offset = places.below(anchor[2] + 1, anchor[3] + height)
    anchor[6:] = bottom - 1, round(offset)
    element.text = ", ".join(map(str, anchor))


def _number(root: etree._Element, block: int | None) -> None:
    """Give shapes ids that no other shape has."""
    shapes = [each for each in root if each.tag == _V + "shape" and _SHAPE_ID.match(each.get("id", ""))]
    last = max((int(shape.get("id", "")[8:]) for shape in shapes), default=0)
    last = last if block is None else block * _SHAPES
    taken: set[str] = set()
    for shape in shapes:
        own = shape.get("id", "")
        if own in taken or block is not None:
            last += 1
            shape.set("id", f"_x0000_s{last}")
        taken.add(own)
    if block is not None:
        for idmap in root.iter(_O + "idmap"):
            idmap.set("data", str(block))


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
