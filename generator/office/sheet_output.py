"""The XML of a finished sheet: what stood around the rows, following them to where they went."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from generator.office.references import Area, map_rows, quoted_sheet
from generator.office.rowmap import Path, Turn
from generator.office.sheet_template import M, SheetTemplate
from generator.office.sheet_writer import FORMULA_MARK, PendingFormula, SheetWriter
from generator.office.xml import DECLARATION, escape, escape_attribute, fragment, local, start_tag

_FORMULA = re.compile(f"{FORMULA_MARK}(\\d+){FORMULA_MARK}")
_AREAS = ("ref", "sqref", "activeCell", "topLeftCell")
_BEFORE_MERGES = (
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews",
)  # fmt: skip
_BEFORE_LINKS = ("phoneticPr", "conditionalFormatting", "dataValidations")
_BEFORE_BREAKS = ("hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter")

# (formula, path, turn) -> the formula with the rows as they are now; None when it points at rows that are gone
FormulaMapper = Callable[[str, Path, Turn], str | None]


@dataclass(eq=False, repr=False)
class SheetFrame:
    """What stands around the rows of a compiled sheet, sorted into what never changes and what follows the rows."""

    template: SheetTemplate
    start: str = field(init=False)
    head: list[str | etree._Element] = field(init=False, default_factory=list)
    tail: list[list[str | etree._Element]] = field(init=False)

    def __post_init__(self) -> None:
        root = self.template.root
        self.start = DECLARATION + start_tag(root)
        self.tail = [[], [], [], []]  # before the merges, the links, the breaks, and the rest
        target = self.head
        for child in root:
            name = local(child)
            if name == "sheetData":
                target = []
            elif name and name not in ("dimension", "mergeCells"):
                if target is not self.head:
                    target = self.tail[_section(name)]
                target.append(child if self._moves(child) else fragment(child, root))

    def _moves(self, element: etree._Element) -> bool:
        if local(element) in ("sheetViews", "rowBreaks", "hyperlinks", "headerFooter"):
            return True
        return any(name in each.attrib for each in element.iter() for name in _AREAS)

    def write(self, writer: SheetWriter, selected: bool, mapper: FormulaMapper, links: str) -> Iterator[str]:
        """The part in pieces; `links` are the hyperlinks that the values brought."""
        following = _Following(writer, mapper, self.template.root)
        yield self.start
        for piece in self.head:
            yield piece if isinstance(piece, str) else following.element(piece, selected)
        yield "<sheetData>"
        for number, row in writer.rows.items():
            body = row.body
            if FORMULA_MARK in body:
                body = _FORMULA.sub(lambda match: following.formula(writer.formulas[int(match[1])]), body)
            height = f' ht="{row.height:g}" customHeight="1"' if row.height is not None else ""
            yield f'<row r="{number}"{row.attributes}{height}>{body}</row>'
        yield "</sheetData>"
        yield from self._tail(following, writer, links)
        yield f"</{_root_name(self.template.root)}>"

    def _tail(self, following: _Following, writer: SheetWriter, links: str) -> Iterator[str]:
        for piece in self.tail[0]:
            yield piece if isinstance(piece, str) else following.element(piece)
        if writer.merges:
            merges = sorted(set(writer.merges), key=lambda area: (area.top, area.left))
            yield f'<mergeCells count="{len(merges)}">'
            yield from (f'<mergeCell ref="{area}"/>' for area in merges)
            yield "</mergeCells>"
        for piece in self.tail[1]:
            yield piece if isinstance(piece, str) else following.element(piece)
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
        for piece in self.tail[3]:
            yield piece if isinstance(piece, str) else following.element(piece)


@dataclass(eq=False, repr=False)
class _Following:
    """Lets what is anchored to template rows follow them."""

    writer: SheetWriter
    mapper: FormulaMapper
    root: etree._Element

    def formula(self, pending: PendingFormula) -> str:
        """A live formula with its stored result; only the result when the formula lost its cells."""
        made = self.mapper(pending.source, pending.path, pending.turn)
        if made is None:
            return pending.result or "<v>0</v>"
        return f"<f>{escape(made)}</f>{pending.result}"

    def element(self, source: etree._Element, selected: bool = True) -> str:
        """An element of the template as it stands in the finished sheet; blank when nothing is left of it."""
        element = deepcopy(source)
        name = local(element)
        if name == "sheetViews":
            self._views(element, selected)
        elif name == "rowBreaks":
            self._breaks(element)
        elif name == "headerFooter":
            self._footers(element, source)
        else:
            for each in list(element.iter(etree.Element)):
                self._anchored(each)
                if name == "hyperlinks" and each.get("location"):
                    location = str(each.get("location"))
                    each.set("location", self.mapper(location, (), ()) or location)
            if not len(element) and len(source):
                return ""
        if self._lost(element) or (name == "rowBreaks" and not len(element)):
            return ""
        return fragment(element, self.root)

    def _anchored(self, element: etree._Element) -> None:
        for name in _AREAS:
            value = element.get(name)
            if value is None:
                continue
            first = Area.parse(value.split()[0].replace("$", ""))
            areas = [a for part in value.split() for a in self.writer.map.areas(Area.parse(part))]
            element.set(name, " ".join(map(str, areas)))
            if not areas and (parent := element.getparent()) is not None:
                parent.remove(element)
                if "count" in parent.attrib:
                    parent.set("count", str(len(parent)))
                return
            self._formulas(element, first.top)

    def _formulas(self, element: etree._Element, top: int) -> None:
        """Formulas of conditions and validations speak from the first cell of their area."""
        slot = next(s for s in reversed(self.writer.template.slots) if s.top <= top)
        turn = (0,) * len(slot.path)
        for each in element.iter(M + "formula", M + "formula1", M + "formula2", M + "cfvo"):
            if each.text:
                each.text = self.mapper(each.text, slot.path, turn) or each.text
            elif each.get("type") == "formula":
                formula = str(each.get("val"))
                each.set("val", self.mapper(formula, slot.path, turn) or formula)

    @staticmethod
    def _lost(element: etree._Element) -> bool:
        return any(element.get(name) == "" for name in _AREAS)

    def _views(self, element: etree._Element, selected: bool) -> None:
        rows = self.writer.map
        for view in element:
            if selected:
                view.set("tabSelected", "1")
            else:
                _drop(view, "tabSelected")
            for each in view.iter(etree.Element):
                for name in ("topLeftCell", "activeCell"):
                    if each.get(name):
                        cell = Area.parse(each.get(name, ""))
                        moved = rows.first_row(cell.top)
                        each.set(name, str(Area(cell.left, moved, cell.left, moved)))
                if each.get("sqref"):
                    areas = [
                        a for part in each.get("sqref", "").split() for a in rows.areas(Area.parse(part))
                    ]
                    each.set("sqref", " ".join(map(str, areas)) or str(each.get("activeCell", "A1")))
                if (
                    local(each) == "pane"
                    and each.get("ySplit")
                    and each.get("state") in ("frozen", "frozenSplit")
                ):
                    span = rows.span(1, int(float(each.get("ySplit", "0"))))
                    each.set("ySplit", str(span[1] if span else 0))

    def _breaks(self, element: etree._Element) -> None:
        for each in list(element):
            element.remove(each)
            row = int(each.get("id", "0"))
            for area in self.writer.map.areas(Area(1, row, 1, row)):
                copy = deepcopy(each)
                copy.set("id", str(area.bottom))
                element.append(copy)
        for name in ("count", "manualBreakCount"):
            element.set(name, str(len(element)))

    def _footers(self, element: etree._Element, source: etree._Element) -> None:
        texts = iter(self.writer.footers)
        for each, original in zip(element, source, strict=True):
            if any(original is part for part in self.writer.template.footers):
                each.text = next(texts)


def _section(name: str) -> int:
    """Where in the order of a worksheet's elements one belongs."""
    return next(
        (i for i, names in enumerate((_BEFORE_MERGES, _BEFORE_LINKS, _BEFORE_BREAKS)) if name in names), 3
    )


def _drop(element: etree._Element, name: str) -> None:
    if name in element.attrib:
        del element.attrib[name]


def hyperlink(cell: str, location: str, display: str) -> str:
    """An internal link of a cell."""
    return f'<hyperlink ref="{cell}" location="{escape_attribute(location)}" display="{escape_attribute(display)}"/>'


def sheet_location(name: str, cell: str = "A1") -> str:
    """A place in the workbook as links write it."""
    return f"{quoted_sheet(name)}!{cell}"


def mapped(formula: str, writers: Callable[[str | None], SheetWriter | None], path: Path, turn: Turn,
           rename: Callable[[str], str]) -> str | None:  # fmt: skip
    """A formula whose references follow the rows of the sheets that `writers` knows; None when one of them is gone."""
    gone = False

    def rows(sheet: str | None, top: int, bottom: int, cell: bool) -> tuple[int, int] | None:
        nonlocal gone
        writer = writers(sheet)
        if writer is None:
            return top, bottom
        view = (path, turn) if sheet is None else ((), ())
        span = writer.map.cells(top, *view) if cell else writer.map.span(top, bottom, *view)
        gone = gone or span is None
        return span

    made = map_rows(formula, rows, rename)
    return None if gone else made


def _root_name(root: etree._Element) -> str:
    return f"{root.prefix}:{local(root)}" if root.prefix else local(root)
