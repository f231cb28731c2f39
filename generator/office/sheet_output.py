"""The XML of a finished sheet: what stood around the rows, following them to where they went."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from lxml import etree

from generator import metrics
from generator.office.area_following import XM
from generator.office.cell_writer import FORMULA_MARK
from generator.office.column_following import SAYS_COLUMNS
from generator.office.drawing_anchors import RowPlaces, template_heights
from generator.office.finished_cells import FinishedCells
from generator.office.following import Following, knows_rows_only, moves
from generator.office.references import Area, map_rows, quoted_sheet
from generator.office.rowmap import Path, Turn
from generator.office.sheet_template import M, SheetTemplate
from generator.office.sheet_writer import SheetWriter
from generator.office.xml import (
    DECLARATION,
    OFFICE_RELATIONSHIPS,
    escape_attribute,
    fragment,
    local,
    start_tag,
)

_FORMULA = re.compile(f"{FORMULA_MARK}(\\d+){FORMULA_MARK}")
_VIEW = re.compile(rb"<(?:\w+:)?sheetView\b[^>]*>")
_SELECTED = re.compile(rb' tabSelected="(?:1|true)"')
_FORMULAS = (M + "f", M + "formula", M + "formula1", M + "formula2", XM + "f")
_CODE_NAME = re.compile(r' codeName="[^"]*"')
_BEFORE_MERGES = (
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews",
)  # fmt: skip
_TOP_LEFT = attrgetter("top", "left")
_BEFORE_LINKS = ("phoneticPr", "conditionalFormatting", "dataValidations")
_BEFORE_DRAWING = ("rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags")
_BEFORE_BREAKS = ("hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter")


@dataclass(eq=False, repr=False)
class SheetFrame:
    """What stands around the rows of a compiled sheet, sorted into what never changes and what follows the rows."""

    template: SheetTemplate
    start: str = field(init=False)
    head: list[str | etree._Element] = field(init=False, default_factory=list)
    tail: list[list[str | etree._Element]] = field(init=False)
    heights: dict[int, float] = field(init=False)  # points of the template's rows that say them
    alike: set[etree._Element] = field(init=False)  # what is the same on all sheets whose rows went alike

    def __post_init__(self) -> None:
        root = self.template.root
        self.heights = template_heights(root, self.template.default_height)
        self.start = DECLARATION + start_tag(root)
        self.tail = [
            [],
            [],
            [],
            [],
            [],
        ]  # before the merges, the links, the breaks, the drawing, and the rest
        target = self.head
        for child in root:
            name = local(child)
            if name == "sheetData":
                target = []
            elif name and name not in ("dimension", "mergeCells"):
                if target is not self.head:
                    target = self.tail[_section(name)]
                follows = moves(child, self.template.footers)
                follows = follows or (self.template.columns is not None and name in SAYS_COLUMNS)
                target.append(child if follows else fragment(child, root))
        pieces = (piece for pieces in (self.head, *self.tail) for piece in pieces)
        self.alike = {piece for piece in pieces if not isinstance(piece, str) and knows_rows_only(piece)}

    def write(
        self,
        cells: FinishedCells,
        selected: bool,
        copied: bool,
        links: str,
        tables: Sequence[str] | None,
        drawing: str = "",
        objects: Callable[[etree._Element], None] | None = None,
    ) -> Iterator[str]:
        """The part in pieces; `links` are the hyperlinks that the values brought, `tables` the ids of the tables,
        `drawing` that of a drawing which the template does not have; `objects` repeats controls in their turns.
        """
        writer = cells.writer
        alike = self.alike if tables is None else ()  # of which each sheet has its own, under other names
        following = Following(cells, self.template.root, RowPlaces(writer, self.heights), alike, objects)
        yield self.start
        for piece in self.head:
            if not isinstance(piece, str):
                yield following.element(piece, selected)
            else:  # a code name stands once in a workbook
                yield _CODE_NAME.sub("", piece, 1) if copied and piece.startswith("<sheetPr") else piece
        yield "<sheetData>"
        for number, row in writer.rows.items():
            body = row.body
            if FORMULA_MARK in body:
                body = _FORMULA.sub(lambda match: cells.formula(int(match[1])), body)
            yield f'<row r="{number}"{row.attributes}{_height(row.height)}>{body}</row>'
        yield "</sheetData>"
        yield from self._tail(following, writer, links, tables, drawing)
        yield f"</{_root_name(self.template.root)}>"

    def carried(self, data: bytes, first: bool) -> bytes | None:
        """The part as it is when no tag, formula or link can change it; None otherwise."""
        if not self.untouched or (self.leads_elsewhere and not self.has_data_table):
            return None
        return selected(data, first)

    @property
    def untouched(self) -> bool:
        """Whether the sheet has no tags, and room for the texts in its merged cells."""
        return self.template.static and (self.has_data_table or self._fits())

    @property
    def has_data_table(self) -> bool:
        """Whether a what-if table stands in it, which only Excel can move."""
        return any(formula.get("t") == "dataTable" for formula in self.template.root.iter(M + "f"))

    def _fits(self) -> bool:
        default = self.template.default_height
        return all(
            sum(self.heights.get(row, default) for row in range(area.top, area.bottom + 1))
            >= metrics.text_height(text, cell.ems, cell.look.size)
            for area, text, cell in self.template.merge_texts
        )

    @property
    def leads_elsewhere(self) -> bool:
        """Whether a formula or a link may speak of sheets that change."""
        found = self.template.root.iter(*_FORMULAS, "{*}hyperlink")
        return any(each.text or each.get("location") or each.tag == _FORMULAS[0] for each in found)

    def _tail(
        self,
        following: Following,
        writer: SheetWriter,
        links: str,
        tables: Sequence[str] | None,
        drawing: str,
    ) -> Iterator[str]:
        yield from self._pieces(0, following)
        if writer.merges:
            merges = sorted(set(writer.merges), key=_TOP_LEFT)
            yield f'<mergeCells count="{len(merges)}">{"".join(map(_merge, merges))}</mergeCells>'
        yield from self._pieces(1, following)
        own = "".join(
            following.element(piece)
            for piece in self.tail[2]
            if not isinstance(piece, str) and local(piece) == "hyperlinks"
        )
        if links or own:
            inner = own[own.index(">") + 1 : own.rindex("<")] if own else ""
            yield f"<hyperlinks>{inner}{links}</hyperlinks>"
        for piece in self.tail[2]:
            if isinstance(piece, str):
                yield piece
            elif local(piece) != "hyperlinks":
                yield following.element(piece)
        if writer.breaks:
            yield f'<rowBreaks count="{len(writer.breaks)}" manualBreakCount="{len(writer.breaks)}">'
            yield from (f'<brk id="{row - 1}" max="16383" man="1"/>' for row in writer.breaks)
            yield "</rowBreaks>"
        yield from self._pieces(3, following)
        if drawing:
            yield f'<drawing xmlns:r="{OFFICE_RELATIONSHIPS}" r:id="{drawing}"/>'
        for piece in self.tail[4]:
            if not isinstance(piece, str):
                yield following.element(piece)
            else:
                known = tables is None or not piece.startswith("<tableParts")
                yield piece if known else self._table_parts(tables or ())

    def _pieces(self, section: int, following: Following) -> Iterator[str]:
        for piece in self.tail[section]:
            yield piece if isinstance(piece, str) else following.element(piece)

    def _table_parts(self, tables: Sequence[str]) -> str:
        if not tables:
            return ""
        prefix = next((p for p, uri in self.template.root.nsmap.items() if uri == OFFICE_RELATIONSHIPS), "r")
        parts = "".join(f'<tablePart {prefix}:id="{escape_attribute(each)}"/>' for each in tables)
        known = prefix in self.template.root.nsmap
        named = "" if known else f' xmlns:{prefix}="{OFFICE_RELATIONSHIPS}"'
        return f'<tableParts{named} count="{len(tables)}">{parts}</tableParts>'


@lru_cache(maxsize=4096)
def _merge(area: Area) -> str:
    """A merged region."""
    return f'<mergeCell ref="{area}"/>'


@lru_cache(maxsize=1024)
def _height(points: float | None) -> str:
    """The attributes of a row of that height."""
    return f' ht="{points:g}" customHeight="1"' if points is not None else ""


def _section(name: str) -> int:
    """Where in the order of a worksheet's elements one belongs."""
    return next(
        (
            i
            for i, names in enumerate((_BEFORE_MERGES, _BEFORE_LINKS, _BEFORE_BREAKS, _BEFORE_DRAWING))
            if name in names
        ),
        4,
    )


def selected(data: bytes, first: bool) -> bytes:
    """The part of a sheet, selected when it is the first one; two selected sheets would be changed together."""
    view = _VIEW.search(data)
    if view is None or bool(_SELECTED.search(view[0])) == first:
        return data
    made = _SELECTED.sub(b"", view[0])
    if first:
        made = made.replace(b"sheetView", b'sheetView tabSelected="1"', 1)
    return data[: view.start()] + made + data[view.end() :]


def hyperlink(cell: str, location: str, display: str) -> str:
    """An internal link of a cell."""
    return f'<hyperlink ref="{cell}" location="{escape_attribute(location)}" display="{escape_attribute(display)}"/>'


def sheet_location(name: str, cell: str = "A1") -> str:
    """A place in the workbook as links write it."""
    return f"{quoted_sheet(name)}!{cell}"


def mapped(formula: str, writers: Callable[[str | None], SheetWriter | None], path: Path, turn: Turn,
           rename: Callable[[str], str], for_all: bool = False) -> str | None:  # fmt: skip
    """A formula whose references follow the rows of the sheets that `writers` knows; None when one of them is gone.

    References of a sheet to itself are seen from the turn in which the formula stands. One formula `for_all` turns
    sees from there only what moves with it, and in ranges with $ all turns.
    """
    gone = False
    own = writers(None)

    def rows(sheet: str | None, top: int, bottom: int, cell: bool) -> tuple[int, int] | None:
        return seen(sheet, top, bottom, cell, path, turn)

    def fixed(sheet: str | None, top: int, bottom: int, cell: bool) -> tuple[int, int] | None:
        return seen(sheet, top, bottom, cell, (), ())

    def seen(
        sheet: str | None, top: int, bottom: int, cell: bool, *place: *tuple[Path, Turn]
    ) -> tuple[int, int] | None:
        nonlocal gone
        writer = writers(sheet)
        if writer is None:
            return top, bottom
        view = place if writer is own else ((), ())
        span = writer.map.cells(top, *view) if cell else writer.map.span(top, bottom, *view)
        gone = gone or span is None
        return span

    made = map_rows(formula, rows, rename, fixed if for_all else None)
    return None if gone else made


def _root_name(root: etree._Element) -> str:
    return f"{root.prefix}:{local(root)}" if root.prefix else local(root)
