"""Compiles a part of a Word document into a program that hands out its XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from generator.office.document_marks import (
    LINE_BREAK,
    TAB,
    BookmarkMark,
    CellMark,
    DrawingId,
    MergeSpot,
    RowMark,
    Spot,
    TableMark,
    TextSpot,
)
from generator.office.document_places import Places
from generator.office.problems import Place, TemplateProblem
from generator.office.program import Program, ProgramBuilder
from generator.office.tags import Tag, TagError, has_tags, scan
from generator.office.xml import fragment, local, start_tag
from generator.translation import _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LEVELS = {"p": W + "p", "tr": W + "tr", "tc": W + "tc", "r": W + "r"}
_SLOT = re.compile(r"<\?jx (\d+)\?>|\ue000jx(\d+)\ue001")
_PAGE_FILTER = re.compile(r"\|\s*page\b")
_TAG_LIKE = re.compile(r"\{(?=[{%#])")
_REOPENED = {"hyperlink", "ins", "smartTag"}  # what a paragraph may be broken inside of
_BEFORE_VMERGE = {"cnfStyle", "tcW", "gridSpan", "hMerge"}

Action = Callable[[ProgramBuilder], None]


@dataclass(eq=False, repr=False)
class _Found:
    """A tag with the pieces of text that it stands in."""

    tag: Tag
    place: Place
    paragraph: etree._Element
    first: etree._Element  # the w:t in which it begins
    slot: int = 0  # of the action that stands in its place


@dataclass(eq=False, repr=False)
class DocumentCompiler:
    """Reads one part: the document's body, a header, a footer, notes."""

    file: str
    root: etree._Element
    label: str  # what messages call the part; blank for the body
    printer: Callable[[object, Spot], object]
    captured: Callable[[Iterable[object]], str]
    builder: ProgramBuilder = field(default_factory=ProgramBuilder)
    actions: list[Action] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    row_loops: int = 0
    parents: list[etree._Element] = field(default_factory=list)  # of elements that tags control

    def compile(self) -> Program:
        """The part as a program.

        Raises: TemplateError.
        """
        places = Places(self.root, self.label)
        found = [tag for paragraph in self.root.iter(W + "p") for tag in self._paragraph(paragraph, places)]
        self._merges([one for one in found if one.tag.merges])
        for one in found:
            if not one.tag.level:
                self._inline(one)
        self._hoist([one for one in found if one.tag.level])
        self._guard_cells()
        self._unique_ids()
        self._emit(etree.tostring(self.root, encoding="unicode"))
        spots, printer = self.spots, self.printer
        return self.builder.build(
            self.file, lambda value, number: printer(value, spots[number]), self.captured
        )

    @property
    def counts_pages(self) -> bool:
        """Whether a tag prints page numbers."""
        return any(_PAGE_FILTER.search(piece) for piece in self.builder.pieces if piece.startswith("{{\n"))

    def _emit(self, text: str) -> None:
        position = 0
        for match in _SLOT.finditer(text):
            self.builder.data(_TAG_LIKE.sub("&#123;", text[position : match.start()]))
            self.actions[int(match[1] or match[2])](self.builder)
            position = match.end()
        self.builder.data(_TAG_LIKE.sub("&#123;", text[position:]))

    def _slot(self, action: Action) -> etree._Element:
        """A processing instruction in whose place the action will speak."""
        self.actions.append(action)
        return etree.ProcessingInstruction("jx", str(len(self.actions) - 1))

    def _paragraph(self, paragraph: etree._Element, places: Places) -> Iterator[_Found]:
        """The tags of a paragraph, each drawn together into the text node where it begins."""
        texts = [t for t in paragraph.iter(W + "t") if next(t.iterancestors(W + "p")) is paragraph]
        whole = "".join(t.text or "" for t in texts)
        if not has_tags(whole):
            return
        place = Place(self.file, places.of(paragraph))
        try:
            tags = list(scan(whole))
        except TagError as error:
            self.builder.problems.append(TemplateProblem(place, str(error)))
            return
        starts = _starts(texts)
        found = []
        for tag in reversed(tags):
            first = _cut_out(texts, starts, tag)
            first.set(_XML_SPACE, "preserve")
            found.append(_Found(tag, place, paragraph, first))
            self._insert(first, starts[texts.index(first)], tag, found[-1])
        yield from reversed(found)

    def _insert(self, text: etree._Element, start: int, tag: Tag, found: _Found) -> None:
        """Put the tag's slot into its text node; later tags of the node are children already."""
        content = text.text or ""
        slot = self._slot(lambda builder: None)
        slot.tail = content[tag.start - start :]
        text.text = content[: tag.start - start]
        text.insert(0, slot)
        found.slot = int(slot.text or "0")

    def _inline(self, one: _Found) -> None:
        tag, place = one.tag, one.place
        if tag.kind != "print":
            scope = tuple(local(e) for e in one.first.iterancestors())
            self.actions[one.slot] = lambda builder: builder.tag(tag, place, scope)
            return
        source = tag.merged_expression if tag.merges else tag.source
        number = self._spot(self._text_spot(one.first))
        self.actions[one.slot] = lambda builder: builder.expression(source, place, number)

    def _spot(self, spot: Spot) -> int:
        self.spots.append(spot)
        return len(self.spots) - 1

    def _text_spot(self, text: etree._Element) -> TextSpot:
        run = next((a for a in text.iterancestors() if a.tag == W + "r"), None)
        if run is None:
            return TextSpot("", "", "", "", "")
        properties = run.find(W + "rPr")
        look = fragment(properties, self.root) if properties is not None else ""
        close, opened = "</w:t></w:r>", f'<w:r>{look}<w:t xml:space="preserve">'
        outer: list[etree._Element] = []
        for ancestor in run.iterancestors():
            if ancestor.tag == W + "p":
                return TextSpot(look, close, opened, self._break(ancestor, outer, close, opened), TAB)
            outer.append(ancestor)
        return TextSpot(look, close, opened, LINE_BREAK, TAB)

    def _break(self, paragraph: etree._Element, outer: list[etree._Element], close: str, opened: str) -> str:
        """What ends a paragraph within a value and begins one that looks the same."""
        properties = paragraph.find(W + "pPr")
        if any(local(e) not in _REOPENED for e in outer):
            return LINE_BREAK
        look = ""
        if properties is not None:
            if properties.find(W + "sectPr") is not None:
                return LINE_BREAK
            look = fragment(properties, self.root)
        closing = "".join(f"</{_qualified(e)}>" for e in outer)
        opening = "".join(_start(e, self.root) for e in reversed(outer))
        return f"{close}{closing}</w:p><w:p>{look}{opening}{opened}"

    def _merges(self, merging: list[_Found]) -> None:
        tables: list[etree._Element] = []
        for one in merging:
            cell = next((a for a in one.paragraph.iterancestors(W + "tc")), None)
            if cell is None:
                message = _("merge works in the cells of a table only")
                self.builder.problems.append(TemplateProblem(one.place, message))
                continue
            table = next(cell.iterancestors(W + "tbl"))
            if table not in tables:
                tables.append(table)
            self._merge_cell(one, cell)
        for table in tables:
            table.insert(0, self._slot(lambda builder: builder.mark(TableMark("start"))))
            for row in table.iterchildren(W + "tr"):
                row.insert(0, self._slot(lambda builder: builder.mark(RowMark())))
            table.append(self._slot(lambda builder: builder.mark(TableMark("end"))))

    def _merge_cell(self, one: _Found, cell: etree._Element) -> None:
        row = next(cell.iterancestors(W + "tr"))
        properties = cell.find(W + "tcPr")
        if properties is None:
            properties = etree.SubElement(cell, W + "tcPr")
            cell.insert(0, properties)
        for old in properties.findall(W + "vMerge"):
            properties.remove(old)
        column = [c for c in row if c.tag == W + "tc"].index(cell)
        number = self._spot(MergeSpot(column))
        source, place = one.tag.merged_expression, one.place
        index = sum(1 for child in properties if local(child) in _BEFORE_VMERGE)
        properties.insert(index, self._slot(lambda builder: builder.expression(source, place, number)))
        first = next(cell.iterchildren(W + "p"))
        look = first.find(W + "pPr")
        blank = f"<w:p>{fragment(look, self.root)}</w:p>" if look is not None else "<w:p/>"
        cell.insert(1, self._slot(lambda builder: builder.mark(CellMark("merged"))))
        cell.append(self._slot(lambda builder: builder.mark(CellMark("merged-end", blank))))

    def _hoist(self, found: list[_Found]) -> None:
        """Replace each controlled element by its tags."""
        controlled: dict[etree._Element, list[_Found]] = {}
        for one in found:
            element = next(
                (a for a in one.first.iterancestors() if a.tag == _LEVELS.get(one.tag.level)), None
            )
            if element is None:
                message = _("{found} stands outside of what it controls").format(found="{%" + one.tag.level)
                self.builder.problems.append(TemplateProblem(one.place, message))
                continue
            controlled.setdefault(element, []).append(one)
        for element, tags in controlled.items():
            self._beside(element, tags)
            parent = element.getparent()
            assert parent is not None
            for one in tags:
                element.addprevious(self._slot(self._control(one, parent)))
            tail, before = element.tail, element.getprevious()
            parent.remove(element)
            if tail and before is not None:
                before.tail = (before.tail or "") + tail

    def _control(self, one: _Found, parent: etree._Element) -> Action:
        tag, place, scope = one.tag, one.place, id(parent)
        self.parents.append(parent)

        def act(builder: ProgramBuilder) -> None:
            if tag.level == "tr" and tag.keyword == "for":
                if not self.row_loops:
                    builder.mark(RowMark("loop"))
                self.row_loops += 1
            elif tag.level == "tr" and tag.keyword == "endfor":
                self.row_loops -= 1
            builder.tag(tag, place, scope)

        return act

    def _beside(self, element: etree._Element, tags: list[_Found]) -> None:
        """Text in an element that vanishes with its tag would be lost without a word."""
        rest = "".join(
            (t.text or "") + "".join(c.tail or "" for c in t) for t in element.iter(W + "t")
        ).strip()
        others = len([1 for t in element.iter(W + "t") for _child in t]) - len(tags)
        if rest or others > 0:
            message = _("{found} stands beside a tag that controls the {element}, which vanishes")
            names = {"p": _("paragraph"), "tr": _("row"), "tc": _("cell"), "r": _("run")}
            found = rest or "{{ … }}"
            text = message.format(found=found, element=names[tags[0].tag.level])
            self.builder.problems.append(TemplateProblem(tags[0].place, text))

    def _guard_cells(self) -> None:
        """A cell ends with a paragraph, whichever of its own vanish."""
        for cell in {parent for parent in self.parents if parent.tag == W + "tc"}:
            at = 1 if cell.find(W + "tcPr") is not None else 0
            cell.insert(at, self._slot(lambda builder: builder.mark(CellMark("guard"))))
            cell.append(self._slot(lambda builder: builder.mark(CellMark("guard-end"))))

    def _unique_ids(self) -> None:
        """Bookmarks and drawings that loops repeat get numbers of their own."""
        for element in list(self.root.iter(W + "bookmarkStart", W + "bookmarkEnd")):
            mark = BookmarkMark(
                local(element) == "bookmarkStart",
                element.get(W + "id", ""),
                element.get(W + "name", ""),
                fragment(_without(element, W + "id", W + "name"), self.root).removesuffix("/>"),
            )
            slot = self._slot(lambda builder, mark=mark: builder.mark(mark))  # type: ignore[misc]
            slot.tail = element.tail
            parent = element.getparent()
            if parent is not None:
                parent.replace(element, slot)
        for element in self.root.iter("{*}docPr"):
            self.actions.append(lambda builder: builder.mark(DrawingId()))
            element.set("id", f"\ue000jx{len(self.actions) - 1}\ue001")


def _starts(texts: list[etree._Element]) -> list[int]:
    starts, position = [], 0
    for text in texts:
        starts.append(position)
        position += len(text.text or "")
    return starts


def _cut_out(texts: list[etree._Element], starts: list[int], tag: Tag) -> etree._Element:
    """Take a tag's characters out of the text nodes it runs over; the node in which it begins.

    Tags are taken from the last to the first, so offsets in front of a tag still hold.
    """
    first = None
    for text, start in zip(texts, starts, strict=True):
        content = text.text or ""
        begin, end = max(0, tag.start - start), min(len(content), tag.end - start)
        if begin >= end:
            continue
        text.text = content[:begin] + content[end:]
        if first is None:
            first = text
    assert first is not None
    return first


def _qualified(element: etree._Element) -> str:
    return f"{element.prefix}:{local(element)}"


def _start(element: etree._Element, root: etree._Element) -> str:
    text = start_tag(element)
    for prefix, uri in root.nsmap.items():
        text = text.replace(f' xmlns{":" + prefix if prefix else ""}="{uri}"', "")
    return text


def _without(element: etree._Element, *names: str) -> etree._Element:
    copy = deepcopy(element)
    copy.tail = None
    for name in names:
        if name in copy.attrib:
            del copy.attrib[name]
    return copy
