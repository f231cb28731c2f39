"""Compiles a part of a Word document into a program that hands out its XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from lxml import etree

from generator.office.cell_layout import keep_rows, lay_out, put
from generator.office.document_joins import (
    cut_out,
    join_paragraphs,
    lift_ranges,
    starts_of,
    trimmed,
    vanishing,
)
from generator.office.document_marks import (
    LINE_BREAK,
    TAB,
    BlockSpot,
    CellMark,
    MergeSpot,
    RowMark,
    Spot,
    TableMark,
    TextSpot,
)
from generator.office.document_numbers import unique_numbers
from generator.office.document_places import Places
from generator.office.problems import Place, TemplateProblem
from generator.office.program import Program, ProgramBuilder, Texts
from generator.office.tags import Tag, TagError, has_tags, scan
from generator.office.xml import fragment, local, start_tag
from generator.translation import _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LEVELS = {"p": W + "p", "tr": W + "tr", "tc": W + "tc", "r": W + "r"}
_SLOT = re.compile(r"<\?jx (\d+)\?>|\ue000jx(\d+)\ue001")
_PAGE_FILTER = re.compile(r"\|\s*page\b")
_TAG_LIKE = re.compile(r"\{(?=[{%#])")
_ONCE = re.compile(
    r' w14:(?:paraId|textId)="[^"]*"|<w:id w:val="[^"]*"/>'
)  # ids of paragraphs and content controls
_REPEATING = ("for", "macro")
_OTHER_TEXTS = (
    W + "instrText",
    W + "delText",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
)
# What must hold a paragraph, whichever of its own vanish.
_HOLDERS = {W + name for name in ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment")}
_REOPENED = {"hyperlink", "ins", "smartTag"}  # what a paragraph may be broken inside of

Action = Callable[[ProgramBuilder], None]


@dataclass(eq=False, repr=False)
class Found:
    """A tag with the pieces of text that it stands in."""

    tag: Tag
    place: Place
    paragraph: etree._Element
    first: etree._Element  # the w:t in which it begins
    slot: int = 0  # of the action that stands in its place
    joins: str = ""  # "<" to the paragraph before, ">" to the one behind


@dataclass(eq=False, repr=False)
class DocumentCompiler:
    """Reads one part: the document's body, a header, a footer, notes."""

    file: str
    root: etree._Element
    label: str  # what messages call the part; blank for the body
    printer: Callable[[object, Spot], object]
    captured: Callable[[Iterable[object]], str]
    plain: AbstractSet[str]  # texts that the printer leaves as they are
    builder: ProgramBuilder = field(default_factory=ProgramBuilder)
    actions: list[Action] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    row_loops: int = 0
    parents: list[etree._Element] = field(default_factory=list)  # of elements that tags control
    looped: set[etree._Element] = field(default_factory=set)  # paragraphs with tags that control cells
    ranges: set[str] = field(default_factory=set)  # ids of comments that speak of more than a point
    notes: set[str] = field(default_factory=set)  # kinds of notes that loops repeat

    def compile(self) -> Program:
        """The part as a program.

        Raises: TemplateError.
        """
        places = Places(self.root, self.label)
        found = [tag for paragraph in self.root.iter(W + "p") for tag in self._paragraph(paragraph, places)]
        join_paragraphs([one for one in found if one.joins])
        self.looped = {one.paragraph for one in found if one.tag.level == "tc"}
        lay_out(self, found)
        keep_rows(self, found)
        self._merges([one for one in found if one.tag.merges])
        for one in found:
            if (not one.tag.level and not one.tag.lays_out) or (
                one.tag.kind == "print" and one.tag.level == "r"
            ):
                self._inline(one)
        hoisted = [
            one for one in found if one.tag.level and not (one.tag.kind == "print" and one.tag.level == "r")
        ]
        self._hoist([one for one in hoisted if not self._splits_run(one)])
        self._guard_cells()
        unique_numbers(self)
        self._emit(etree.tostring(self.root, encoding="unicode"))
        return self.builder.build(
            self.file, self.printer, self.captured, Texts(self.spots, TextSpot, self.plain)
        )

    @property
    def counts_pages(self) -> bool:
        """Whether a tag prints page numbers."""
        return any(_PAGE_FILTER.search(piece) for piece in self.builder.pieces if piece.startswith("{{\n"))

    def _emit(self, text: str) -> None:
        position = 0
        for match in _SLOT.finditer(text):
            self._static(text[position : match.start()])
            self.actions[int(match[1] or match[2])](self.builder)
            position = match.end()
        self._static(text[position:])

    def _static(self, text: str) -> None:
        """Text of the template; what must be there once only goes from what a loop repeats."""
        if self.repeating:
            text = _ONCE.sub("", text)
        if "{_" in text or "_}" in text:
            text = text.replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")
        self.builder.data(_TAG_LIKE.sub("&#123;", text))

    @property
    def repeating(self) -> bool:
        """Whether what is being compiled may come more than once."""
        return any(opened.tag.keyword in _REPEATING for opened in self.builder.structure.stack)

    def slot(self, action: Action) -> etree._Element:
        """A processing instruction in whose place the action will speak."""
        self.actions.append(action)
        return etree.ProcessingInstruction("jx", str(len(self.actions) - 1))

    def _paragraph(self, paragraph: etree._Element, places: Places) -> Iterator[Found]:
        """The tags of a paragraph, each drawn together into the text node where it begins."""
        own = [
            t for t in paragraph.iter(W + "t", *_OTHER_TEXTS) if next(t.iterancestors(W + "p")) is paragraph
        ]
        yield from self._tags_in([t for t in own if t.tag == W + "t"], paragraph, places)
        for name in {t.tag for t in own} - {W + "t"}:
            yield from self._tags_in([t for t in own if t.tag == name], paragraph, places)

    def _tags_in(
        self, texts: list[etree._Element], paragraph: etree._Element, places: Places
    ) -> Iterator[Found]:
        whole = "".join(t.text or "" for t in texts)
        if not has_tags(whole):
            return
        place = Place(self.file, places.of(paragraph))
        try:
            tags = list(scan(whole))
        except TagError as error:
            self.builder.problems.append(TemplateProblem(place, str(error)))
            return
        starts = starts_of(texts)
        found = []
        limit = len(whole)
        for each in reversed(tags):
            tag, joins = trimmed(each, whole, limit)
            limit = tag.start
            first = cut_out(texts, starts, tag)
            first.set(_XML_SPACE, "preserve")
            found.append(Found(tag, place, paragraph, first, joins=joins))
            self._insert(first, starts[texts.index(first)], tag, found[-1])
        yield from reversed(found)

    def _insert(self, text: etree._Element, start: int, tag: Tag, found: Found) -> None:
        """Put the tag's slot into its text node; later tags of the node are children already."""
        content = text.text or ""
        slot = self.slot(lambda builder: None)
        slot.tail = content[tag.start - start :]
        text.text = content[: tag.start - start]
        text.insert(0, slot)
        found.slot = int(slot.text or "0")

    def _inline(self, one: Found) -> None:
        tag, place = one.tag, one.place
        if tag.kind != "print":
            scope = tuple(local(e) for e in one.first.iterancestors())
            self.actions[one.slot] = lambda builder: builder.tag(tag, place, scope)
            return
        source = tag.merged_expression if tag.merges else tag.source
        number = self.spot(self._text_spot(one.first)._replace(level=tag.level))
        self.actions[one.slot] = lambda builder: builder.expression(source, place, number)

    def spot(self, spot: Spot) -> int:
        self.spots.append(spot)
        return len(self.spots) - 1

    def _text_spot(self, text: etree._Element) -> TextSpot:
        if text.tag != W + "t":
            return TextSpot("", "", "", " ", " ")
        run = next((a for a in text.iterancestors() if a.tag == W + "r"), None)
        if run is None:
            return TextSpot("", "", "", "", "")
        properties = run.find(W + "rPr")
        look = fragment(properties, self.root) if properties is not None else ""
        close, opened = "</w:t></w:r>", f'<w:r>{look}<w:t xml:space="preserve">'
        outer: list[etree._Element] = []
        for ancestor in run.iterancestors():
            if ancestor.tag == W + "p":
                paragraph = self._break(ancestor, outer, close, opened)
                return TextSpot(look, close, opened, paragraph, TAB, paragraph)
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

    def _merges(self, merging: list[Found]) -> None:
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
            table.insert(0, self.slot(lambda builder: builder.mark(TableMark("start"))))
            for row in table.iterchildren(W + "tr"):
                row.insert(0, self.slot(lambda builder: builder.mark(RowMark())))
            table.append(self.slot(lambda builder: builder.mark(TableMark("end"))))

    def _merge_cell(self, one: Found, cell: etree._Element) -> None:
        row = next(cell.iterancestors(W + "tr"))
        cells = [c for c in row if c.tag == W + "tc"]
        loops = any(p in self.looped for p in row.iter(W + "p"))
        number = self.spot(MergeSpot(-1 if loops else cells.index(cell)))
        source, place = one.tag.merged_expression, one.place
        put(cell, self.slot(lambda builder: builder.expression(source, place, number)), "vMerge")
        first = next(cell.iterchildren(W + "p"))
        look = first.find(W + "pPr")
        blank = f"<w:p>{fragment(look, self.root)}</w:p>" if look is not None else "<w:p/>"
        cell.insert(1, self.slot(lambda builder: builder.mark(CellMark("merged"))))
        cell.append(self.slot(lambda builder: builder.mark(CellMark("merged-end", blank))))

    def _hoist(self, found: list[Found]) -> None:
        """Replace each controlled element by its tags."""
        controlled: dict[etree._Element, list[Found]] = {}
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
            lift_ranges(element, all(one.tag.keyword.startswith("end") for one in tags))
            for one in tags:
                element.addprevious(self.slot(self._control(one, parent)))
            tail, before = element.tail, element.getprevious()
            parent.remove(element)
            if tail and before is not None:
                before.tail = (before.tail or "") + tail

    def _splits_run(self, one: Found) -> bool:
        """Whether a tag that controls runs stands beside text of its own run, which then goes on around it."""
        run = next((a for a in one.first.iterancestors() if a.tag == W + "r"), None)
        parent = run.getparent() if run is not None else None
        if one.tag.level != "r" or run is None or parent is None or not _holds_text(run):
            return False
        if one.tag.kind == "statement":
            tag, place, scope, spot = one.tag, one.place, id(parent), self._text_spot(one.first)

            def act(builder: ProgramBuilder) -> None:
                builder.data(spot.close)
                builder.tag(tag, place, scope)
                builder.data(spot.open)

            self.actions[one.slot] = act
        return True

    def _block(self, one: Found) -> Action:
        """Print a value in the place of a paragraph."""
        inner = self._text_spot(one.first)
        end, parts, start = inner.newline.partition("</w:p><w:p>")
        number = self.spot(BlockSpot(inner, f"<w:p>{start}", f"{end}</w:p>") if parts else inner)
        source, place = one.tag.source, one.place
        return lambda builder: builder.expression(source, place, number)

    def _control(self, one: Found, parent: etree._Element) -> Action:
        tag, place, scope = one.tag, one.place, id(parent)
        self.parents.append(parent)
        if tag.kind == "print":
            return self._block(one)

        def act(builder: ProgramBuilder) -> None:
            if tag.level == "tr" and tag.keyword == "for":
                if not self.row_loops:
                    builder.mark(RowMark("loop"))
                self.row_loops += 1
            elif tag.level == "tr" and tag.keyword == "endfor":
                self.row_loops -= 1
            builder.tag(tag, place, scope)

        return act

    def _beside(self, element: etree._Element, tags: list[Found]) -> None:
        """Text in an element that vanishes with its tag would be lost without a word."""
        rest = "".join(
            (t.text or "") + "".join(c.tail or "" for c in t) for t in element.iter(W + "t")
        ).strip()
        others = len([1 for t in element.iter(W + "t") for _child in t]) - len(tags)
        rest = rest or vanishing(element)
        if rest or others > 0:
            message = _("{found} stands beside a tag that controls the {element}, which vanishes")
            names = {"p": _("paragraph"), "tr": _("row"), "tc": _("cell"), "r": _("run")}
            found = rest or "{{ … }}"
            text = message.format(found=found, element=names[tags[0].tag.level])
            self.builder.problems.append(TemplateProblem(tags[0].place, text))

    def _guard_cells(self) -> None:
        """A cell ends with a paragraph, whichever of its own vanish; so do text boxes, headers and notes."""
        for cell in {parent for parent in self.parents if parent.tag in _HOLDERS}:
            at = 1 if cell.find(W + "tcPr") is not None else 0
            cell.insert(at, self.slot(lambda builder: builder.mark(CellMark("guard"))))
            cell.append(self.slot(lambda builder: builder.mark(CellMark("guard-end"))))


def _holds_text(run: etree._Element) -> bool:
    """Whether anything but tags stands in a run."""
    if any(local(child) not in ("rPr", "t") for child in run):
        return True
    return any((t.text or "").strip() or any((c.tail or "").strip() for c in t) for t in run.iter(W + "t"))


def _qualified(element: etree._Element) -> str:
    return f"{element.prefix}:{local(element)}"


def _start(element: etree._Element, root: etree._Element) -> str:
    text = start_tag(element)
    for prefix, uri in root.nsmap.items():
        text = text.replace(f' xmlns{":" + prefix if prefix else ""}="{uri}"', "")
    return text
