"""One rendering of a workbook template: which sheets there are, what stands in them, in which order they are written."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import BinaryIO

from generator.office.cell_values import ValueRefusedError, checked_text
from generator.office.package import ContentTypes, PackageWriter, relations_name, relations_part
from generator.office.problems import Place, TemplateError, TemplateProblem
from generator.office.program import Run
from generator.office.sheet_names import SheetNames
from generator.office.sheet_output import hyperlink, mapped, sheet_location
from generator.office.sheet_template import FooterMark, RowTemplate, SheetMark, TextMark
from generator.office.sheet_writer import SheetWriter
from generator.office.values import text_of
from generator.office.workbook import SheetSource, WorkbookTemplate
from generator.office.workbook_part import MadeSheet, WorkbookPart
from generator.translation import _

_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LONGEST_FOOTER = 255
_FONT_SIZE = re.compile(r"&\d+$")


@dataclass(eq=False, repr=False)
class WorkbookRendering:
    """A rendering with what it has found so far."""

    book: WorkbookTemplate
    context: Mapping[str, object]
    progress: Callable[[], None]
    problems: list[TemplateProblem] = field(default_factory=list)
    made: list[MadeSheet] = field(default_factory=list)
    anchors: dict[int, str] = field(default_factory=dict)  # id of an item -> where it is anchored
    sheets: dict[int, str] = field(default_factory=dict)  # id of an item -> the sheet made for it

    def write(self, stream: BinaryIO) -> None:
        """Write the workbook.

        Raises: TemplateError.
        """
        for sheet in self.book.sheets:
            if sheet.template is not None:
                self.problems += sheet.template.program.missing_names(self.context)
        self.problems += self.book.properties.missing_names(self.context)
        self._stop()
        self._plan()
        self._stop()
        writer = PackageWriter(stream, self.book.package.file)
        writer.content_types(self._types())
        self.part = WorkbookPart(self.book.root, self.book.sheets, self.made)
        once = [made for made in self.made if made.source.template is not None and not made.source.repeats]
        for made in once:
            self._fill(made, *self._run(made.source))
        for sheet in self.book.sheets:
            if sheet.repeats:
                self._sheets(sheet, writer)
        self._stop()
        for made in once:
            self._put(writer, made)
        self._rest(writer)
        self._stop()
        writer.close()

    def _stop(self) -> None:
        if self.problems:
            raise TemplateError(self.problems)

    def _plan(self) -> None:
        """Which sheets there will be, under which names, for which items."""
        names = SheetNames(sheet.name for sheet in self.book.sheets if not sheet.repeats)
        free = _free_parts(self.book.package.parts)
        for sheet in self.book.sheets:
            if not sheet.repeats:
                self.made.append(MadeSheet(sheet, sheet.name, sheet.part))
                continue
            for index, (item, wanted) in enumerate(self._wanted(sheet)):
                part = next(free) if index else sheet.part
                self.made.append(MadeSheet(sheet, names.take(wanted), part, item))
                self.sheets.setdefault(id(item), sheet_location(self.made[-1].name))
        if not self.made:
            message = _("no sheet is left: the loop over sheets found nothing")
            self.problems.append(TemplateProblem(Place(self.book.package.file), message))

    def _wanted(self, sheet: SheetSource) -> Iterator[tuple[object, str]]:
        assert sheet.template is not None
        assert sheet.template.names is not None
        run = sheet.template.names.start(self.context)
        values: list[object] = []
        for value in self._guarded(run):
            if isinstance(value, SheetMark):
                yield values[0], self._joined(values[1:], run, sheet.name)
                values = []
            else:
                values.append(value)

    def _run(self, sheet: SheetSource) -> tuple[Run, Iterator[object]]:
        assert sheet.template is not None
        run = sheet.template.program.start(self.context)
        return run, self._guarded(run)

    def _guarded(self, run: Run) -> Iterator[object]:
        """The values of a run; a failure of the template ends it and becomes a problem."""
        try:
            yield from run.values
        except Exception as error:
            problem = run.failure(error)
            if problem is None:
                raise
            self.problems.append(problem)

    def _sheets(self, sheet: SheetSource, writer: PackageWriter) -> None:
        """All sheets of one loop, each written before the next is made."""
        run, stream = self._run(sheet)
        first = self.part.first(sheet)
        for made in self.made:
            if made.source is sheet:
                self._fill(made, run, stream)
                self._put(writer, made)
                if made is not first:
                    made.writer = None

    def _fill(self, made: MadeSheet, run: Run, stream: Iterator[object]) -> None:
        """Build one sheet from the values up to its end."""
        template = made.source.template
        assert template is not None
        writer = made.writer = SheetWriter(template)
        values: list[object] = []
        text_start = 0
        for value in stream:
            if isinstance(value, RowTemplate):
                writer.row(value, values)
                values = []
            elif isinstance(value, TextMark):
                if value.event == "start":
                    text_start = len(values)
                else:
                    values[text_start:] = [self._joined(values[text_start:], run, made.name)]
            elif isinstance(value, SheetMark):
                if value.event == "end":
                    break
            elif isinstance(value, FooterMark):
                writer.footers.append(self._footer(values, run, made.name))
                values = []
            elif not writer.take(value):
                values.append(value)
        writer.finish()
        self.anchors |= {id(item): sheet_location(made.name, cell) for cell, item in writer.anchors}
        for cell, message in writer.problems:
            self.problems.append(
                TemplateProblem(Place(template.file, f"{template.name}!{cell}"), message, made.name)
            )
        self.progress()

    def _joined(self, values: list[object], run: Run, sheet: str) -> str:
        """One text of several values; what is no text becomes a problem."""
        pieces = []
        for value in values:
            try:
                pieces.append(checked_text(value))
            except ValueRefusedError as error:
                self.problems.append(TemplateProblem(run.place(), str(error), sheet))
        return "".join(pieces)

    def _footer(self, values: list[object], run: Run, sheet: str) -> str:
        """The text of a header or footer; a number behind a font size (`&9`) stays apart from it."""
        text = ""
        for value in values:
            piece = self._joined([value], run, sheet)
            text += (" " if piece[:1].isdigit() and _FONT_SIZE.search(text) else "") + piece
        if len(text) > _LONGEST_FOOTER:
            message = _("the header or footer has {count} characters, but Excel takes {limit}")
            text_problem = message.format(count=len(text), limit=_LONGEST_FOOTER)
            self.problems.append(TemplateProblem(run.place(), text_problem, sheet))
        return text

    def _mapper(self, made: MadeSheet) -> Callable[[str, tuple[int, ...], tuple[int, ...]], str | None]:
        def writers(sheet: str | None) -> SheetWriter | None:
            if sheet is None or sheet == made.source.name:
                return made.writer
            other = self.part.named(sheet)
            return other.writer if other else None

        def rename(sheet: str) -> str:
            if sheet == made.source.name:
                return made.name
            other = self.part.named(sheet)
            return other.name if other else sheet

        return lambda formula, path, turn: mapped(formula, writers, path, turn, rename)

    def _put(self, target: PackageWriter, made: MadeSheet) -> None:
        assert made.writer is not None
        assert made.source.frame is not None
        made.writer.paginate(self.part.title_rows(made.source))
        links = "".join(
            self._link(made, cell, link.item, text_of(link.value)) for cell, link in made.writer.links
        )
        mapper = self._mapper(made)
        pieces = made.source.frame.write(made.writer, made is self.made[0], mapper, links)
        target.part(made.part, "".join(pieces).encode())
        self.part.add_names(made, lambda formula: mapper(formula, (), ()))
        self.part.uncounted |= any(not formula.result for formula in made.writer.formulas)
        relations = self.part.relations_of(made.source, self.book.package)
        if relations is not None:
            target.part(relations_name(made.part), relations)

    def _link(self, made: MadeSheet, cell: str, item: object, display: str) -> str:
        target = self.anchors.get(id(item)) or self.sheets.get(id(item))
        if target is not None:
            return hyperlink(cell, target, display)
        place = Place(self.book.package.file, f"{made.name}!{cell}")
        message = _("link leads nowhere: no sheet is made for this item, and nothing is anchored for it")
        self.problems.append(TemplateProblem(place, message))
        return ""

    def _types(self) -> ContentTypes:
        types = ContentTypes.of(self.book.package)
        for sheet in self.book.sheets:
            if sheet.template is not None:
                types.overrides.pop(sheet.part, None)
        for made in self.made:
            if made.source.template is not None:
                types.overrides[made.part] = _WORKSHEET_TYPE
        for name in [name for name in types.overrides if posixpath.basename(name) == "calcChain.xml"]:
            del types.overrides[name]
        return types

    def _rest(self, writer: PackageWriter) -> None:
        """The workbook part and all parts that the sheets did not touch."""
        main, package = self.book.main, self.book.package
        mapper = self._mapper(self.made[0])
        data, relations = self.part.serialize(
            package.relations(main), lambda formula: mapper(formula, (), ())
        )
        writer.part(main, data)
        writer.part(relations_name(main), relations_part(main, relations))
        done = {made.part for made in self.made} | {
            s.part for s in self.book.sheets if s.template is not None
        }
        done |= {relations_name(part) for part in done} | {main, relations_name(main), "[Content_Types].xml"}
        properties = self.book.properties.render(self.context)
        for name, content in package.parts.items():
            if name not in done and posixpath.basename(name) != "calcChain.xml":
                writer.part(name, properties.get(name, content))


def _free_parts(taken: Container[str]) -> Iterator[str]:
    """Names like `xl/worksheets/sheet7.xml` that are not taken."""
    names = (f"xl/worksheets/sheet{number}.xml" for number in count(1))
    return (name for name in names if name not in taken)
