"""Compiles a worksheet part into a program and the marks between its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from generator.office import pages
from generator.office.column_widths import column_widths, last_column
from generator.office.environment import is_missing
from generator.office.problems import Place, TemplateError, TemplateProblem
from generator.office.program import Program
from generator.office.program_builder import ProgramBuilder
from generator.office.references import LAST_ROW, Area
from generator.office.row_compiler import RowCompiler, put_text
from generator.office.rowmap import RowMaps, Slot
from generator.office.sheet_reading import ReadRow, SheetReader
from generator.office.sheet_statements import SheetStatements
from generator.office.sheet_template import (
    FooterMark,
    GapMark,
    LoopMark,
    M,
    SheetMark,
    SheetTemplate,
)
from generator.office.styles import Styles
from generator.office.tags import Tag
from generator.office.values import text_of
from generator.office.xml import local
from generator.translation import _


@dataclass(eq=False, repr=False)
class SheetCompiler:
    """Reads one worksheet; `strings` are the texts of the shared strings."""

    file: str
    name: str
    root: etree._Element
    strings: list[str]
    styles: Styles
    builder: ProgramBuilder = field(default_factory=ProgramBuilder)
    slots: list[Slot] = field(default_factory=list)
    loops: list[int] = field(default_factory=list)
    loops_seen: int = 0

    def compile(self) -> SheetTemplate:
        """The sheet as a program.

        Raises: TemplateError.
        """
        merges = [Area.parse(merge.get("ref", "")) for merge in self.root.iter(M + "mergeCell")]
        width = column_widths(self.root)
        self.reader = SheetReader(self.file, self.name, self.strings, self.builder.problems)
        read = [*self.reader.rows(self.root)]
        tagged = any(cell.tags for row in read for cell in row.cells)
        rows = self._rows(read, merges, width, tagged)
        statements = SheetStatements.of(read)
        statements.begin(self.builder)
        footers = self._body(read, rows)
        statements.end(self.builder)
        rows.check(read)
        format_ = self.root.find(M + "sheetFormatPr")
        height = float(format_.get("defaultRowHeight", "15")) if format_ is not None else 15.0
        program = self.builder.build(self.file, _in_footer)
        return SheetTemplate(
            self.name,
            self.file,
            self.root,
            program,
            self._names(statements),
            self.slots,
            merges,
            rows.merge_texts,
            height,
            pages.page_height(self.root, sum(map(width, range(1, last_column(self.root) + 1)))),
            footers,
            RowMaps(self.slots),
            not footers and not tagged,
            rows.plan,
            width,
        )

    def _rows(
        self, read: list[ReadRow], merges: list[Area], width: Callable[[int], float], tagged: bool
    ) -> RowCompiler:
        """What compiles the rows: columns and the shapes of cells are left to the data only where tags ask for it."""
        tags = (tag for row in read for cell in row.cells for tag in cell.tags)
        if not any(tag.level == "tc" or tag.lays_out for tag in tags):
            return RowCompiler(self.root, self.styles, self.builder, merges, width, tagged)
        from generator.office.open_row_compiler import OpenRowCompiler

        return OpenRowCompiler(self.root, self.styles, self.builder, merges, width, tagged, read=read)

    def _names(self, statements: SheetStatements) -> Program | None:
        """The program of the sheets' items and names; None for a sheet made once.

        Raises: TemplateError.
        """
        if not statements.tags:
            return None
        place = Place(self.file, self.name)
        tags = self.reader.tags(self.name, place)
        if self.builder.problems:  # in the tags of the name: the others were built before
            raise TemplateError(self.builder.problems)
        return statements.names(place, self.name, tags)

    def _body(self, read: list[ReadRow], rows: RowCompiler) -> list[etree._Element]:
        """What the program hands out for one sheet; the parts of headers and footers whose text it gives."""
        self.builder.mark(SheetMark("start"))
        below = 1
        for row in read:
            self._gap(below, row.number)
            if row.has("tr", "sheet"):
                self._control_row(row)
            else:
                self.slots.append(Slot(row.number, row.number, tuple(self.loops)))
                rows.row(row, len(self.slots) - 1, tuple(self.loops))
            below = row.number + 1
        self.slots.append(Slot(below, LAST_ROW, ()))
        footers = list(self._footers())
        self.builder.mark(SheetMark("end"))
        return footers

    def _gap(self, below: int, number: int) -> None:
        if number > below:
            self.builder.mark(GapMark(len(self.slots), number - below))
            self.slots.append(Slot(below, number - 1, tuple(self.loops)))

    def _control_row(self, row: ReadRow) -> None:
        self.slots.append(Slot(row.number, row.number, tuple(self.loops)))
        for cell in row.cells:
            stray = [tag for tag in cell.tags if tag.level == "tc" or tag.kind == "print"]
            if cell.rest or stray or cell.unread:
                found = cell.rest or (cell.text[stray[0].start : stray[0].end] if stray else cell.unread)
                message = _(
                    "{found} stands in a row of tags, which vanishes; give the tags a row of their own"
                )
                self.builder.problems.append(TemplateProblem(cell.place, message.format(found=found)))
            for tag in cell.tags:
                if tag.level == "tr":
                    self._control(tag, cell.place)

    def _control(self, tag: Tag, place: Place) -> None:
        builder, keyword = self.builder, tag.keyword
        if keyword == "endfor" and self.loops:
            self.loops.pop()
        if keyword == "for" and tag.kind == "statement":
            builder.mark(LoopMark("start", not self.loops))
        builder.tag(tag, place, "sheet")
        if keyword == "for" and tag.kind == "statement":
            self.loops_seen += 1
            self.loops.append(self.loops_seen)
            builder.mark(LoopMark("turn"))
        if keyword == "endfor":
            builder.mark(LoopMark("end"))

    def _footers(self) -> Iterator[etree._Element]:
        """Headers and footers with tags; the program gives their texts behind the rows."""
        element = self.root.find(M + "headerFooter")
        for part in element if element is not None else ():
            place = Place(self.file, f"{self.name}!{local(part)}")
            text = part.text or ""
            if tags := self.reader.tags(text, place):
                put_text(self.builder, text, tags, place, printer=0)
                self.builder.mark(FooterMark(local(part)))
                yield part


def _in_footer(value: object, _context: int) -> object:
    """A value in a header or footer, where & begins a code; what is no text is refused behind it."""
    refused = is_missing(value) or isinstance(value, (dict, list, tuple, set))
    return value if refused else text_of(value).replace("&", "&&")
