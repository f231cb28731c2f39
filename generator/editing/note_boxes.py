"""The boxes in which Excel shows comments: drawings in VML, one for each comment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.editing.parts import Parts
from generator.editing.sheet_index import SheetIndex
from generator.editing.splices import Splice
from generator.editing.xml_spans import Element, without
from generator.metrics import line_count

_PIXELS_PER_UNIT = 7  # of a column width
_PIXELS_PER_POINT = 4 / 3
_WIDTH, _LINE, _PADDING = 300, 17, 14  # pixels of a box; 9 pt type
_EMS = 22  # in a line of a box
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_TALLEST = 900  # pixels
_BLOCK = 1024  # ids of shapes in a block
_BLOCKS = re.compile(rb"""<\w+:idmap\s[^>]*?data\s*=\s*["']([\d, ]+)["']""")
_SPACES = {
    "xmlns:v": "urn:schemas-microsoft-com:vml",
    "xmlns:o": "urn:schemas-microsoft-com:office:office",
    "xmlns:x": "urn:schemas-microsoft-com:office:excel",
}
_DECLARED = "".join(f' {name}="{space}"' for name, space in _SPACES.items())
_TYPE = '<v:shapetype{declared} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
_TYPE += '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
_ROOT = f'<xml{_DECLARED}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{{blocks}}"/></o:shapelayout></xml>'
_BOX = (
    '<v:shape{declared} id="_x0000_s{id}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:60pt;margin-top:2pt;width:{width:g}pt;height:{height:g}pt;z-index:1;'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)

Cell = tuple[int, int]  # row and column, 1-based


class Grid:
    """The sizes of a sheet's rows and columns in pixels; both are counted from 0, as boxes count them."""

    def __init__(self, index: SheetIndex) -> None:
        self._index = index
        format_ = index.root.child("sheetFormatPr")
        stated = format_.attributes if format_ is not None else {}
        self._width = float(stated.get("defaultColWidth", "9.14")) * _PIXELS_PER_UNIT
        self._height = float(stated.get("defaultRowHeight", "15")) * _PIXELS_PER_POINT
        self._columns = [
            (int(each.get("min")), int(each.get("max")), self._sized(each)) for each in index.root.all("col")
        ]

    def _sized(self, column: Element) -> float:
        hidden = column.get("hidden") in ("1", "true")
        stated = column.get("width")
        return 0 if hidden else float(stated) * _PIXELS_PER_UNIT if stated else self._width

    def width(self, column: int) -> float:
        """The width of a column."""
        found = (size for first, last, size in self._columns if first <= column + 1 <= last)
        return next(found, self._width)

    def height(self, row: int) -> float:
        """The height of a row."""
        span = self._index.rows.get(row + 1)
        if span is None:
            return self._height
        attributes = self._index.attributes(span.start)
        if attributes.get("hidden") in ("1", "true"):
            return 0
        return float(attributes["ht"]) * _PIXELS_PER_POINT if "ht" in attributes else self._height

    def anchor(self, row: int, column: int, height: float) -> list[int]:
        """Where a box beside a cell starts and ends: columns, rows and pixels within them."""
        left, top = min(column, _LAST_COLUMN - 20), min(max(row - 2, 0), _LAST_ROW - 100)
        right, across = _along(left, 15 + _WIDTH, self.width, _LAST_COLUMN)
        bottom, down = _along(top, 4 + height, self.height, _LAST_ROW)
        return [left, 15, top, 4, right, across, bottom, down]

    def taller(self, anchor: list[int], more: float) -> list[int]:
        """The anchor of a box that becomes taller."""
        bottom, down = _along(anchor[6], anchor[7] + more, self.height, _LAST_ROW)
        return [*anchor[:6], bottom, down]


def _along(start: int, pixels: float, size: Callable[[int], float], end: int) -> tuple[int, int]:
    while start < end - 1 and pixels > (own := size(start)):
        pixels -= own
        start += 1
    return start, int(pixels)


def text_pixels(text: str) -> float:
    """The height that a text needs in a box."""
    return min(_TALLEST, line_count(text, _EMS) * _LINE)


class _Shape(NamedTuple):
    """A box of a comment that is there."""

    element: Element
    anchor: Element | None
    cell: Cell


def _shapes(root: Element) -> Iterator[_Shape]:
    for element in root.children:
        for data in element.all("ClientData"):
            row, column = data.child("Row"), data.child("Column")
            if data.get("ObjectType") == "Note" and row is not None and column is not None:
                cell = int(row.text.strip() or 0) + 1, int(column.text.strip() or 0) + 1
                yield _Shape(element, data.child("Anchor"), cell)


def _free_block(parts: Parts) -> int:
    """The first block of ids behind all that are in use."""
    found = [
        int(number)
        for name in parts.names
        if name.endswith(".vml")
        for data in _BLOCKS.findall(parts[name])
        for number in data.decode().replace(" ", "").split(",")
        if number
    ]
    return max(found, default=0) + 1


def add_boxes(parts: Parts, part: str | None, grid: Grid, notes: Mapping[Cell, str]) -> str:
    """Boxes for new comments of a sheet; gives back the part that holds them, a new one where there was none."""
    first = _free_block(parts)
    blocks = [*range(first, first + (len(notes) - 1) // (_BLOCK - 1) + 1)]
    if part is None:
        part = parts.free_name("xl/drawings/vmlDrawing1.vml")
        parts.declare_ending("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        parts.add(part, _ROOT.format(blocks=",".join(map(str, blocks))).encode())
    elif idmap := _BLOCKS.search(parts[part]):
        more = "".join(f",{block}" for block in blocks).encode()
        parts.splice(part, [Splice(idmap.end(1), idmap.end(1), more)])
    root, data = parts.scan(part), parts[part]
    declared = "" if _SPACES.items() <= root.attributes.items() else _DECLARED
    made = "" if b'"_x0000_t202"' in data else _TYPE.format(declared=declared)
    numbers = (block * _BLOCK + number for block in blocks for number in range(1, _BLOCK))
    made += "".join(
        _box(number, cell, grid, text, declared)
        for number, (cell, text) in zip(numbers, notes.items(), strict=False)
    )
    parts.splice(part, [Splice(root.close, root.close, made.encode())])
    return part


def _box(number: int, cell: Cell, grid: Grid, text: str, declared: str) -> str:
    height = text_pixels(text) + _PADDING
    return _BOX.format(
        declared=declared,
        id=number,
        width=_WIDTH / _PIXELS_PER_POINT,
        height=height / _PIXELS_PER_POINT,
        anchor=", ".join(map(str, grid.anchor(*cell, height))),
        row=cell[0] - 1,
        column=cell[1] - 1,
    )


def grow_boxes(parts: Parts, part: str, grid: Grid, notes: Mapping[Cell, str]) -> None:
    """Make room for further text in boxes that are there."""
    splices = []
    for shape in _shapes(parts.scan(part)):
        if shape.cell in notes and shape.anchor is not None:
            numbers = [int(number) for number in re.findall(r"-?\d+", shape.anchor.text)]
            if len(numbers) == 8:
                taller = grid.taller(numbers, text_pixels(notes[shape.cell]))
                text = ", ".join(map(str, taller)).encode()
                splices.append(Splice(shape.anchor.inner, shape.anchor.close, text))
    parts.splice(part, splices)


def remove_boxes(parts: Parts, part: str, cells: Iterable[Cell]) -> bool:
    """Remove the boxes of comments; whether any shape is left."""
    gone = set(cells)
    shapes = list(_shapes(parts.scan(part)))
    parts.splice(part, [without(shape.element) for shape in shapes if shape.cell in gone])
    return any(each.local not in ("shapelayout", "shapetype") for each in parts.scan(part).children)
