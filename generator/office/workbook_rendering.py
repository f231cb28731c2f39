"""One rendering of a workbook template: which sheets there are, what stands in them, in which order they are written."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from generator.office import custom_properties
from generator.office.embedded import Media, may_attach
from generator.office.finished_sheets import FinishedSheets
from generator.office.held_parts import HeldParts
from generator.office.options import DEFAULT, Options
from generator.office.package import ContentTypes, relations_name, relations_part
from generator.office.package_writer import PackageWriter
from generator.office.planned_sheets import content_types, planned_sheets
from generator.office.problems import Place, TemplateError, TemplateProblem
from generator.office.program import Program, check_names, diagnosed_all
from generator.office.sheet_filling import SheetFilling, guarded
from generator.office.sheet_links import SheetLinks
from generator.office.sheet_output import selected
from generator.office.sheet_pages import paginate
from generator.office.sheet_plans import Put, SheetPlans
from generator.office.sheet_template import SheetTemplate
from generator.office.sheet_writer import SheetWriter
from generator.office.turn_tables import BookTables
from generator.office.untouched_workbook import CHAIN, carry, is_untouched
from generator.office.workbook import SheetSource, WorkbookTemplate
from generator.office.workbook_part import MadeSheet, WorkbookPart
from generator.translation import _

if TYPE_CHECKING:
    from generator.office.sheet_dependents import Dependents


@dataclass(eq=False, repr=False)
class WorkbookRendering:
    """A rendering with what it has found so far."""

    book: WorkbookTemplate
    context: Mapping[str, object]
    progress: Callable[[], None]
    options: Options = DEFAULT
    problems: list[TemplateProblem] = field(default_factory=list)
    made: list[MadeSheet] = field(default_factory=list)

    def write(self, stream: BinaryIO) -> None:
        """Write the workbook.

        Raises: TemplateError.
        """
        programs = [*self._programs(), *self.book.properties.programs]
        check_names(programs, self.context, self.options)
        self.made = planned_sheets(self.book, self.context, self.options, self.problems)
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
        types = content_types(self.book, self.made)
        if self.options.properties:
            types.overrides.setdefault(custom_properties.part_of(self.book.package), custom_properties.TYPE)
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
        self.finished = FinishedSheets(self.book, self.part, BookTables(self.plans, self.part))
        self.links = SheetLinks(self.book.package.file)
        self.links.planned(self.made)
        self.dependents = self._dependents(put, types)
        once = [made for made in self.made if made.source.template is not None and not made.source.repeats]
        for made in once:
            self._fill(made, self._filling(made.source))
        for sheet in self.book.sheets:
            if sheet.repeats:
                self._sheets(sheet, put)
        self._stop()
        for made in once:
            self._put(put, made)
        self._rest(put)
        self.problems += self.links.problems(self._programs(), self.context, self.options)
        self._stop()

    def _dependents(self, put: Put, types: ContentTypes) -> Dependents | None:
        """What makes the parts that hang on sheets; few templates have any."""
        if not self.plans.follows(types):
            return None
        from generator.office.sheet_dependents import Dependents

        names = self.plans.names
        return Dependents(self.book.package, put, self.finished.named, types.overrides, names, self.media)

    def _stop(self) -> None:
        if self.problems:
            raise TemplateError(self.problems)

    def _programs(self) -> list[Program]:
        return [sheet.template.program for sheet in self.book.sheets if sheet.template is not None]

    def _filling(self, sheet: SheetSource) -> SheetFilling:
        assert sheet.template is not None
        run = sheet.template.program.start(self.context, self.options)
        values = guarded(run, self.problems)
        return SheetFilling(run, values, self.problems, self.options.limits.text, self.media.open)

    def _sheets(self, sheet: SheetSource, put: Put) -> None:
        """All sheets of one loop, each written before the next is made."""
        filling = self._filling(sheet)
        first = self.part.first(sheet)
        for made in self.made:
            if made.source is sheet:
                self._fill(made, filling)
                self._put(put, made)
                if made is not first:
                    self.finished.forget(made)

    def _fill(self, made: MadeSheet, filling: SheetFilling) -> None:
        assert made.source.template is not None
        made.writer = self._writer(made.source.template)
        filling.fill(made.writer)
        self.links.anchored(made.name, made.writer)
        self.progress()

    def _writer(self, template: SheetTemplate) -> SheetWriter:
        """What builds the next sheet of a template."""
        if template.columns is None:
            return SheetWriter(template)
        if self.finished.columns is None:
            from generator.office.column_rendering import ColumnRendering

            columns = ColumnRendering(self.book, self.context, self.options, self.problems)
            self.finished.columns = columns
        return self.finished.columns.writer(template)

    def _put(self, put: Put, made: MadeSheet) -> None:
        assert made.writer is not None
        assert made.source.frame is not None
        paginate(made.writer, self.part.title_rows(made.source))
        links = self.links.elements(made.name, made.writer)
        cells = self.finished.of(made)
        relations = self.part.relations_of(made.source, self.book.package)
        tables, drawing, objects = None, "", None
        if self.dependents is not None and (self.plans.parts(made.source).owned or made.writer.pictures):
            hanging = self.dependents.hanging(self.plans, made, cells, self.finished.tables.of(made))
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

    def _rest(self, put: Put) -> None:
        """The workbook part and all parts that the sheets did not touch."""
        main, package = self.book.main, self.book.package
        mapper = self.finished.mapper(self.made[0])
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
        columns = self.finished.columns
        properties |= columns.styles.parts() if columns is not None else {}
        if texts := self.options.properties:
            properties |= custom_properties.parts_with(package, properties, texts)
        for name, content in {**dict.fromkeys(properties, b""), **package.parts}.items():
            if name not in done and posixpath.basename(name) != CHAIN:
                data = properties.get(name, content)
                data = self.dependents.carried(name, data, mapper) if self.dependents else data
                put(name, selected(data, others[name]) if name in others else data)
