"""Compiles a part of a Word document into a program that hands out its XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from lxml import etree

from generator.office.cell_layout import keep_rows, lay_out
from generator.office.document_hoisting import guard_cells, hoist, splits_run
from generator.office.document_joins import cut_out, join_paragraphs, starts_of, trimmed
from generator.office.document_marks import Spot, TextSpot
from generator.office.document_merges import merge_cells
from generator.office.document_numbers import Action, unique_numbers
from generator.office.document_places import Places
from generator.office.document_spots import text_spot
from generator.office.problems import Place, TemplateProblem
from generator.office.program import Program
from generator.office.program_builder import ProgramBuilder, Texts
from generator.office.tags import Tag, TagError, has_tags, scan
from generator.office.xml import local

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
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
        merge_cells(self, [one for one in found if one.tag.merges])
        for one in found:
            if (not one.tag.level and not one.tag.lays_out) or (
                one.tag.kind == "print" and one.tag.level == "r"
            ):
                self._inline(one)
        hoisted = [
            one for one in found if one.tag.level and not (one.tag.kind == "print" and one.tag.level == "r")
        ]
        hoist(self, [one for one in hoisted if not splits_run(self, one)])
        guard_cells(self)
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
        number = self.spot(text_spot(one.first, self.root)._replace(level=tag.level))
        self.actions[one.slot] = lambda builder: builder.expression(source, place, number)

    def spot(self, spot: Spot) -> int:
        self.spots.append(spot)
        return len(self.spots) - 1
