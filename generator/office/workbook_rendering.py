"""One rendering of a workbook template: which sheets there are, what stands in them, in which order they are written."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, takewhile
from typing import TYPE_CHECKING, BinaryIO

from generator.office import custom_properties
from generator.office.cell_pictures import alone
from generator.office.cell_values import LONGEST_TEXT, ValueRefusedError, checked_text, too_long
from generator.office.embedded import Media, may_attach
from generator.office.finished_cells import FinishedCells, FormulaMapper
from generator.office.held_parts import HeldParts
from generator.office.open_rows import OpenRow
from generator.office.options import DEFAULT, Options
from generator.office.package import ContentTypes, relations_name, relations_part
from generator.office.package_writer import PackageWriter
from generator.office.problems import Place, TemplateError, TemplateProblem
from generator.office.program import check_names, diagnosed_all
from generator.office.program_run import Run
from generator.office.references import speaks_of
from generator.office.rowmap import Path, Turn
from generator.office.sheet_names import SheetNames
from generator.office.sheet_output import hyperlink, mapped, selected, sheet_location
from generator.office.sheet_pages import paginate
from generator.office.sheet_plans import Put, SheetPlans
from generator.office.sheet_template import (
    FooterMark,
    GapMark,
    LoopMark,
    RowTemplate,
    SheetMark,
    SheetTemplate,
    TextMark,
)
from generator.office.sheet_writer import SheetWriter
from generator.office.turn_tables import BookTables
from generator.office.untouched_workbook import CHAIN, carry, is_untouched
from generator.office.values import text_of
from generator.office.workbook import SheetSource, WorkbookTemplate
from generator.office.workbook_part import MadeSheet, WorkbookPart
from generator.translation import _

if TYPE_CHECKING:
    from generator.office.column_rendering import ColumnRendering
    from generator.office.sheet_dependents import Dependents

_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LONGEST_FOOTER = 255
# What a program hands out beside values; nearly everything is a value, so one look must tell.
_MARKS = frozenset((RowTemplate, OpenRow, TextMark, SheetMark, FooterMark, LoopMark, GapMark))
_FONT_SIZE = re.compile(r"&\d+$")


@dataclass(eq=False, repr=False)
class WorkbookRendering:
    """A rendering with what it has found so far."""

    book: WorkbookTemplate
    context: Mapping[str, object]
    progress: Callable[[], None]
    options: Options = DEFAULT
    problems: list[TemplateProblem] = field(default_factory=list)
    made: list[MadeSheet] = field(default_factory=list)
    dangling: dict[int, TemplateProblem] = field(default_factory=dict)  # id of an item that a link misses
    anchors: dict[int, str] = field(default_factory=dict)  # id of an item -> where it is anchored
    sheets: dict[int, str] = field(default_factory=dict)  # id of an item -> the sheet made for it
    cells: dict[str, FinishedCells] = field(default_factory=dict)  # by the sheet's name
    strings: list[str] = field(default_factory=list)  # shared by the sheets, once they are looked at
    columns: ColumnRendering | None = None  # None as long as the data place no columns

    def write(self, stream: BinaryIO) -> None:
        """Write the workbook.

        Raises: TemplateError.
        """
        programs = [sheet.template.program for sheet in self.book.sheets if sheet.template is not None]
        programs += self.book.properties.programs
        check_names(programs, self.context, self.options)
        self._plan()
        if self.problems:
            self.problems += diagnosed_all(programs, self.context, self.options)
        self._stop()
        writer = PackageWriter(stream, self.book.package.file, self.options.limits.output)
        if is_untouched(self.book):
            carry(self.book, self.book.properties.render(self.context, self.options), writer)
            for _made in self.made:
                self.progress()
            writer.close()
            return
        self.media = Media(self.book.package, dict, may_attach(self.context), folder="xl")
        self.plans = SheetPlans(self.book, self.made, self.media.open)
        self.problems += self.plans.problems(self.made)
        self._stop()
        types = self._types()
        self.plans.declare(types)
        if not self.plans.grows():
            writer.content_types(types)
            self._write(writer.part, types)
        else:  # the list of parts, which comes first, is complete only at the end
            with HeldParts() as held:
                self._write(held.put, types)
                writer.content_types(self.media.declare(types))
                for name, data in held.parts():
                    writer.part(name, data)
        writer.close()

    def _write(self, put: Put, types: ContentTypes) -> None:
        """All parts but the list of them."""
        self.part = WorkbookPart(self.book.root, self.book.sheets, self.made)
        self.tables = BookTables(self.plans, self.part)
        self.dependents = self._dependents(put, types)
        once = [made for made in self.made if made.source.template is not None and not made.source.repeats]
        for made in once:
            self._fill(made, *self._run(made.source))
        for sheet in self.book.sheets:
            if sheet.repeats:
                self._sheets(sheet, put)
        self._stop()
        for made in once:
            self._put(put, made)
        self._rest(put)
        self.problems += self._dangling()
        self._stop()

    def _dependents(self, put: Put, types: ContentTypes) -> Dependents | None:
        """What makes the parts that hang on sheets; few templates have any."""
        if not self.plans.follows(types):
            return None
        from generator.office.sheet_dependents import Dependents

        names = self.plans.names
        return Dependents(self.book.package, put, self._cells_named, types.overrides, names, self.media)

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
        if not self.made and not self.problems:
            message = _("no sheet is left: the loop over sheets found nothing")
            self.problems.append(TemplateProblem(Place(self.book.package.file), message))

    def _wanted(self, sheet: SheetSource) -> Iterator[tuple[object, str]]:
        assert sheet.template is not None
        assert sheet.template.names is not None
        run = sheet.template.names.start(self.context, self.options)
        values: list[object] = []
        for value in self._guarded(run):
            if isinstance(value, SheetMark):
                yield values[0], self._joined(values[1:], run)
                values = []
            else:
                values.append(value)

    def _run(self, sheet: SheetSource) -> tuple[Run, Iterator[object]]:
        assert sheet.template is not None
        run = sheet.template.program.start(self.context, self.options)
        return run, self._guarded(run)

    def _guarded(self, run: Run) -> Iterator[object]:
        """The values of a run; a failure of the template ends it and becomes a problem."""
        try:
            yield from run.values
        except Exception as error:
            self.problems += run.failures(error)

    def _sheets(self, sheet: SheetSource, put: Put) -> None:
        """All sheets of one loop, each written before the next is made."""
        run, stream = self._run(sheet)
        first = self.part.first(sheet)
        for made in self.made:
            if made.source is sheet:
                self._fill(made, run, stream)
                self._put(put, made)
                if made is not first:
                    made.writer = None
                    self.cells.pop(made.name, None)
                    self.tables.forget(made)

    def _fill(self, made: MadeSheet, run: Run, stream: Iterator[object]) -> None:
        """Build one sheet from the values up to its end."""
        template = made.source.template
        assert template is not None
        writer = made.writer = self._writer(template)
        values: list[object] = []
        for value in stream:
            if type(value) not in _MARKS:
                values.append(value)
            elif isinstance(value, RowTemplate):
                writer.row(value, values)
                if writer.problems:
                    self._refused(writer, run)
                values = []
            elif isinstance(value, TextMark):
                values.append(self._content(stream, run))
            elif isinstance(value, SheetMark):
                if value.event == "end":
                    break
            elif isinstance(value, FooterMark):
                writer.footers.append(self._footer(values, run))
                values = []
            else:
                writer.take(value)
        writer.finish()
        self.anchors |= {id(item): sheet_location(made.name, cell) for cell, item in writer.anchors}
        self._refused(writer, run)
        self.progress()

    def _writer(self, template: SheetTemplate) -> SheetWriter:
        """What builds the next sheet of a template."""
        if template.columns is None:
            return SheetWriter(template)
        if self.columns is None:
            from generator.office.column_rendering import ColumnRendering

            self.columns = ColumnRendering(self.book, self.context, self.options, self.problems)
        return self.columns.writer(template)

    def _refused(self, writer: SheetWriter, run: Run) -> None:
        """What the cells of a row could not hold becomes problems, while the loops around it still stand at it."""
        for cell, message in writer.problems:
            place = Place(writer.template.file, f"{writer.template.name}!{cell}")
            self.problems.append(run.problem(message, place))
        writer.problems.clear()

    def _content(self, stream: Iterator[object], run: Run) -> object:
        """What a cell shows whose text consists of several values, up to its mark: their text, or a picture with none
        beside it.
        """
        values: Iterable[object] = takewhile(_is_value, stream)
        if not self.media.open:
            return self._text(values, run)
        picture, values = alone(values)
        return self._text(values, run) if picture is None else picture

    def _joined(self, values: list[object], run: Run) -> str:
        """One text of several values; what is no text becomes a problem."""
        pieces = []
        for value in values:
            try:
                pieces.append(checked_text(value))
            except ValueRefusedError as error:
                self.problems.append(run.problem(str(error)))
        return "".join(pieces)

    def _text(self, values: Iterable[object], run: Run) -> str:
        """The text of a cell; of one that is too long only the beginning is kept."""
        pieces: list[str] = []
        size = 0
        for value in values:
            piece = self._joined([value], run)
            size += len(piece)
            if size <= LONGEST_TEXT:
                pieces.append(piece)
            elif size > self.options.limits.text:  # no need to wait for its end
                self.problems.append(run.problem(too_long(size)))
                self._stop()
        if size > LONGEST_TEXT:
            self.problems.append(run.problem(too_long(size)))
        return "".join(pieces)

    def _footer(self, values: list[object], run: Run) -> str:
        """The text of a header or footer; a number behind a font size (`&9`) stays apart from it."""
        text = ""
        for value in values:
            piece = self._joined([value], run)
            text += (" " if piece[:1].isdigit() and _FONT_SIZE.search(text) else "") + piece
        if len(text) > _LONGEST_FOOTER:
            message = _("the header or footer has {count} characters, but Excel takes {limit}")
            text_problem = message.format(count=len(text), limit=_LONGEST_FOOTER)
            self.problems.append(run.problem(text_problem))
        return text

    def _mapper(self, made: MadeSheet) -> FormulaMapper:
        def writers(sheet: str | None) -> SheetWriter | None:
            if sheet is None or sheet == made.source.name:
                return made.writer
            other = self.part.named(sheet.partition(":")[0])
            return other.writer if other else None

        def rename(sheet: str) -> str:
            return made.name if sheet == made.source.name else self.part.renamed(sheet)

        gone = self.part.gone

        def mapper(formula: str, path: Path, turn: Turn, for_all: bool = False) -> str | None:
            if gone and speaks_of(formula, gone):
                return None
            named = self.tables.named(made, formula, path, turn) if "[" in formula else formula
            if named is None:
                return None
            if self.columns is None:
                return mapped(named, writers, path, turn, rename, for_all)
            followed = self.columns.followed(named, writers, path, turn, for_all)
            return mapped(followed, writers, path, turn, rename, for_all) if followed is not None else None

        return mapper

    def _cells_named(self, sheet: str) -> FinishedCells | None:
        """The cells of a finished sheet that is still at hand."""
        if sheet not in self.cells:
            made = self.part.by_name.get(sheet)
            if made is None or made.writer is None:
                return None
            self._cells_of(made)
        return self.cells[sheet]

    def _cells_of(self, made: MadeSheet) -> FinishedCells:
        if made.name not in self.cells:
            assert made.writer is not None
            mapper = self._mapper(made)
            self.cells[made.name] = FinishedCells(made.writer, mapper, self._cells_named, self._string)
        return self.cells[made.name]

    def _string(self, index: int) -> str:
        if not self.strings:
            self.strings = self.book.strings()
        return self.strings[index]

    def _put(self, put: Put, made: MadeSheet) -> None:
        assert made.writer is not None
        assert made.source.frame is not None
        paginate(made.writer, self.part.title_rows(made.source))
        links = "".join(
            self._link(made, cell, link.item, text_of(link.value)) for cell, link in made.writer.links
        )
        cells = self._cells_of(made)
        relations = self.part.relations_of(made.source, self.book.package)
        tables, drawing, objects = None, "", None
        if self.dependents is not None and (self.plans.parts(made.source).owned or made.writer.pictures):
            hanging = self.dependents.hanging(self.plans, made, cells, self.tables.of(made))
            relations = relations_part(made.part, self.dependents.make(hanging))
            tables, drawing, objects = hanging.tables, hanging.drawing, self.dependents.objects(hanging)
        elif made.writer.pictures:
            self._late_picture(made, made.writer.pictures[0][0])
        frame, first = made.source.frame, made is self.made[0]
        data = frame.carried(self.book.package.parts[made.source.part], first)
        if data is None:
            pieces = frame.write(cells, first, made.copied, links, tables, drawing, objects)
            data = b"".join(map(str.encode, pieces))
        put(made.part, data)
        self.part.add_names(made, lambda formula: cells.mapper(formula, (), ()))
        self.part.uncounted |= cells.uncounted
        if relations is not None:
            put(relations_name(made.part), relations)

    def _late_picture(self, made: MadeSheet, cell: str) -> None:
        """Pictures that nobody could foresee."""
        message = _("pictures, links and parts of documents must be in the data, not made while printing")
        place = Place(self.book.package.file, f"{made.name}!{cell}")
        self.problems.append(TemplateProblem(place, message))

    def _link(self, made: MadeSheet, cell: str, item: object, display: str) -> str:
        target = self.anchors.get(id(item)) or self.sheets.get(id(item))
        if target is not None:
            return hyperlink(cell, target, display)
        place = Place(self.book.package.file, f"{made.name}!{cell}")
        message = _("link leads nowhere: no sheet is made for this item, and nothing is anchored for it")
        self.dangling.setdefault(id(item), TemplateProblem(place, message))
        return ""

    def _dangling(self) -> list[TemplateProblem]:
        """Links to what has no sheet and no anchor."""
        if not self.dangling:
            return []
        from generator.office.dangling import dangling  # only where something is wrong

        programs = [sheet.template.program for sheet in self.book.sheets if sheet.template is not None]
        return dangling(programs, self.context, self.options, self.dangling)

    def _types(self) -> ContentTypes:
        types = ContentTypes.of(self.book.package)
        for sheet in self.book.sheets:
            if sheet.template is not None:
                types.overrides.pop(sheet.part, None)
        for made in self.made:
            if made.source.template is not None:
                types.overrides[made.part] = _WORKSHEET_TYPE
        for name in [name for name in types.overrides if posixpath.basename(name) == CHAIN]:
            del types.overrides[name]
        if self.options.properties:
            types.overrides.setdefault(custom_properties.part_of(self.book.package), custom_properties.TYPE)
        return types

    def _rest(self, put: Put) -> None:
        """The workbook part and all parts that the sheets did not touch."""
        main, package = self.book.main, self.book.package
        mapper = self._mapper(self.made[0])
        data, relations = self.part.serialize(
            package.relations(main), lambda formula: mapper(formula, (), ())
        )
        put(main, data)
        put(relations_name(main), relations_part(main, relations))
        done = {made.part for made in self.made if made.source.template is not None}
        done |= {sheet.part for sheet in self.book.sheets if sheet.template is not None}
        others = {made.part: made is self.made[0] for made in self.made if made.source.template is None}
        done |= self.plans.owned
        done |= {relations_name(part) for part in done} | {main, relations_name(main), "[Content_Types].xml"}
        for name, content in self.media.parts.items():
            put(name, content)
        sheets = {
            source.name: [made.name for made in self.made if made.source is source]
            for source in self.book.sheets
        }
        properties = self.book.properties.render(self.context, self.options, sheets)
        properties |= self.columns.styles.parts() if self.columns is not None else {}
        if texts := self.options.properties:
            properties |= custom_properties.parts_with(package, properties, texts)
        for name, content in {**dict.fromkeys(properties, b""), **package.parts}.items():
            if name not in done and posixpath.basename(name) != CHAIN:
                data = properties.get(name, content)
                data = self.dependents.carried(name, data, mapper) if self.dependents else data
                put(name, selected(data, others[name]) if name in others else data)


def _free_parts(taken: Container[str]) -> Iterator[str]:
    """Names like `xl/worksheets/sheet7.xml` that are not taken."""
    names = (f"xl/worksheets/sheet{number}.xml" for number in count(1))
    return (name for name in names if name not in taken)


def _is_value(given: object) -> bool:
    """Whether a text goes on with what is given."""
    return type(given) is not TextMark
