"""Excel templates: a workbook compiled once, rendered into as many sheets as the data asks for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from generator.office.environment import is_missing, missing_message
from generator.office.package import (
    ContentTypes,
    Package,
    PackageWriter,
    Relation,
    relations_name,
    relations_part,
)
from generator.office.problems import Place, TemplateError, TemplateProblem
from generator.office.program import Run
from generator.office.properties import PropertiesTemplate
from generator.office.sheet_compiler import SheetCompiler
from generator.office.sheet_names import SheetNames
from generator.office.sheet_output import SheetFrame, hyperlink, mapped, sheet_location
from generator.office.sheet_template import (
    GapMark,
    LoopMark,
    M,
    RowTemplate,
    SheetMark,
    SheetTemplate,
    TextMark,
)
from generator.office.sheet_writer import SheetWriter
from generator.office.styles import Styles
from generator.office.tags import has_tags
from generator.office.values import text_of
from generator.office.xml import OFFICE_RELATIONSHIPS, serialize
from generator.translation import _

_R_ID = f"{{{OFFICE_RELATIONSHIPS}}}id"
_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


@dataclass(eq=False, repr=False)
class _Sheet:
    """A sheet of the template with its part and its entry in the workbook."""

    part: str
    entry: etree._Element
    relation: Relation
    template: SheetTemplate | None  # None for what is not a worksheet
    frame: SheetFrame | None


@dataclass(eq=False, repr=False)
class _Made:
    """A sheet of the finished workbook."""

    source: _Sheet
    name: str
    part: str
    item: object = None
    writer: SheetWriter | None = None


@dataclass(eq=False, repr=False)
class WorkbookTemplate:
    """A compiled workbook."""

    package: Package
    main: str
    root: etree._Element
    sheets: list[_Sheet]
    properties: PropertiesTemplate

    @classmethod
    def compile(cls, path: Path, file: str) -> WorkbookTemplate:
        """Compile a workbook; `file` is what messages call it.

        Raises: TemplateError with the problems of all sheets.
        """
        package = Package.read(path, file)
        main = package.main_part()
        root = package.root(main)
        relations = {relation.id: relation for relation in package.relations(main)}
        by_kind = {relation.kind: relation.target for relation in relations.values()}
        strings = _strings(package, by_kind.get("sharedStrings"))
        styles = Styles(package.root(by_kind["styles"]) if "styles" in by_kind else None)
        sheets: list[_Sheet] = []
        problems: list[TemplateProblem] = []
        for entry in root.iter(M + "sheet"):
            relation = relations[entry.get(_R_ID, "")]
            try:
                sheets.append(_compiled(package, file, entry, relation, strings, styles))
            except TemplateError as error:
                problems += error.problems
        if problems:
            raise TemplateError(problems)
        return cls(package, main, root, sheets, PropertiesTemplate.compile(package))

    def render(
        self, context: Mapping[str, object], stream: BinaryIO, progress: Callable[[], None] = lambda: None
    ) -> None:
        """Write the workbook; `progress` is called for each sheet.

        Raises: TemplateError with all problems that the data showed.
        """
        _Rendering(self, context, progress).write(stream)


def _compiled(
    package: Package, file: str, entry: etree._Element, relation: Relation, strings: list[str], styles: Styles
) -> _Sheet:
    if relation.kind != "worksheet":
        return _Sheet(relation.target, entry, relation, None, None)
    root = package.root(relation.target)
    template = SheetCompiler(file, entry.get("name", ""), root, strings, styles).compile()
    return _Sheet(relation.target, entry, relation, template, SheetFrame(template))


def _strings(package: Package, part: str | None) -> list[str]:
    """The texts of the shared strings; phonetic guides are not text. Strings with tags are blanked in the package."""
    if part is None:
        return []
    root = package.root(part)
    texts = []
    for item in root:
        texts.append("".join(t.text or "" for t in item.iter(M + "t") if t.getparent().tag != M + "rPh"))  # type: ignore[union-attr]
        if has_tags(texts[-1]):
            for child in list(item):
                item.remove(child)
            etree.SubElement(item, M + "t")
    package.parts[part] = serialize(root)
    return texts


@dataclass(eq=False, repr=False)
class _Rendering:
    """One rendering of a workbook template."""

    book: WorkbookTemplate
    context: Mapping[str, object]
    progress: Callable[[], None]
    problems: list[TemplateProblem] = field(default_factory=list)
    made: list[_Made] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # defined names, as XML

    def write(self, stream: BinaryIO) -> None:
        for sheet in self.book.sheets:
            if sheet.template is not None:
                self.problems += sheet.template.program.missing_names(self.context)
        self.problems += self.book.properties.missing_names(self.context)
        self._stop()
        self._plan()
        self._stop()
        writer = PackageWriter(stream)
        types = ContentTypes.of(self.book.package)
        self._types(types)
        writer.content_types(types)
        plain = [
            made
            for made in self.made
            if made.source.template is not None and made.source.template.names is None
        ]
        for made in plain:
            self._fill(made, self._run(made.source))
        for sheet in self.book.sheets:
            if sheet.template is not None and sheet.template.names is not None:
                run = self._run(sheet)
                for made in self.made:
                    if made.source is sheet:
                        self._fill(made, run)
                        self._put(writer, made)
                        if made is not self._first(sheet):
                            made.writer = None
        self._stop()
        for made in plain:
            self._put(writer, made)
        self._rest(writer)
        self._stop()
        writer.close()

    def _stop(self) -> None:
        if self.problems:
            raise TemplateError(self.problems)

    def _plan(self) -> None:
        """Which sheets there will be, under which names, for which items."""
        names = SheetNames(
            s.entry.get("name", "") for s in self.book.sheets if s.template is None or not s.template.names
        )
        parts = set(self.book.package.parts)
        for sheet in self.book.sheets:
            if sheet.template is None or sheet.template.names is None:
                self.made.append(_Made(sheet, sheet.entry.get("name", ""), sheet.part))
                continue
            for index, (item, wanted) in enumerate(self._wanted(sheet)):
                part = _free_part(sheet.part, parts) if index else sheet.part
                parts.add(part)
                self.made.append(_Made(sheet, names.take(wanted), part, item))
        if not self.made:
            message = _("no sheet is left: the loop over sheets found nothing")
            self.problems.append(TemplateProblem(Place(self.book.package.file), message))

    def _wanted(self, sheet: _Sheet) -> Iterator[tuple[object, str]]:
        assert sheet.template is not None
        assert sheet.template.names is not None
        run = sheet.template.names.start(self.context)
        values: list[object] = []
        for value in self._guarded(run):
            if isinstance(value, SheetMark):
                yield values[0], "".join(map(text_of, values[1:]))
                values = []
            else:
                values.append(value)

    def _run(self, sheet: _Sheet) -> tuple[Run, Iterator[object]]:
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

    def _fill(self, made: _Made, running: tuple[Run, Iterator[object]]) -> None:
        """Build one sheet from the values up to its end."""
        assert made.source.template is not None
        run, stream = running
        writer = made.writer = SheetWriter(made.source.template)
        values: list[object] = []
        text_start = 0
        for value in stream:
            kind = type(value)
            if kind is RowTemplate:
                writer.row(value, values)  # type: ignore[arg-type]
                values = []
            elif kind is TextMark:
                if value.event == "start":  # type: ignore[attr-defined]
                    text_start = len(values)
                else:
                    values[text_start:] = [self._joined(values[text_start:], run, made)]
            elif kind is LoopMark:
                writer.loop(value)  # type: ignore[arg-type]
            elif kind is GapMark:
                writer.gap(value)  # type: ignore[arg-type]
            elif kind is not SheetMark:
                values.append(value)
            elif value.event == "end":  # type: ignore[attr-defined]
                break
        writer.footers = [text_of(value) for value in values]
        writer.finish()
        template = made.source.template
        for cell, message in writer.problems:
            self.problems.append(
                TemplateProblem(Place(template.file, f"{template.name}!{cell}"), message, made.name)
            )
        self.progress()

    def _joined(self, values: list[object], run: Run, made: _Made) -> str:
        for value in values:
            if is_missing(value):
                self.problems.append(TemplateProblem(run.place(), missing_message(value), made.name))
        return "".join(text_of(value) for value in values if not is_missing(value))

    def _first(self, sheet: _Sheet) -> _Made | None:
        return next((made for made in self.made if made.source is sheet), None)

    def _writer_of(self, sheet: str) -> SheetWriter | None:
        for made in self.made:
            if made.source.template is not None and made.source.template.name == sheet:
                return made.writer
        return None

    def _mapper(self, made: _Made) -> Callable[[str, tuple[int, ...], tuple[int, ...]], str | None]:
        own = made.source.entry.get("name", "")

        def writers(sheet: str | None) -> SheetWriter | None:
            return made.writer if sheet is None or sheet == own else self._writer_of(sheet)

        def rename(sheet: str) -> str:
            if sheet == own:
                return made.name
            return next((other.name for other in self.made if other.source.entry.get("name") == sheet), sheet)

        return lambda formula, path, turn: mapped(formula, writers, path, turn, rename)

    def _put(self, target: PackageWriter, made: _Made) -> None:
        assert made.writer is not None
        assert made.source.frame is not None
        made.writer.paginate(self._titles(made))
        selected = made is self.made[0]
        links = "".join(
            self._link(made, cell, link.item, text_of(link.value)) for cell, link in made.writer.links
        )
        pieces = made.source.frame.write(made.writer, selected, self._mapper(made), links)
        target.part(made.part, "".join(pieces).encode())
        self._defined_names(made)
        relations = self.book.package.relations(made.source.part)
        if relations:
            target.part(relations_name(made.part), relations_part(made.part, relations))

    def _titles(self, made: _Made) -> tuple[int, int] | None:
        """The template's rows that every page of a sheet repeats."""
        index = str(self.book.sheets.index(made.source))
        for name in self.book.root.iter(M + "definedName"):
            if name.get("name") == "_xlnm.Print_Titles" and name.get("localSheetId") == index:
                rows = re.search(r"\$(\d+):\$(\d+)", name.text or "")
                return (int(rows[1]), int(rows[2])) if rows else None
        return None

    def _link(self, made: _Made, cell: str, item: object, display: str) -> str:
        for other in self.made:
            if other.item is item:
                return hyperlink(cell, sheet_location(other.name), display)
        place = Place(self.book.package.file, f"{made.name}!{cell}")
        self.problems.append(TemplateProblem(place, _("link leads nowhere: no sheet is made for this item")))
        return ""

    def _defined_names(self, made: _Made) -> None:
        """The sheet's own names: print area, print titles, filters."""
        index = self.book.sheets.index(made.source)
        mapper = self._mapper(made)
        for name in self.book.root.iter(M + "definedName"):
            if name.get("localSheetId") == str(index):
                copy = deepcopy(name)
                copy.text = mapper(name.text or "", (), ())
                copy.set("localSheetId", str(self.made.index(made)))
                if copy.text is not None:
                    self.names.append(etree.tostring(copy, encoding="unicode", with_tail=False))

    def _types(self, types: ContentTypes) -> None:
        for sheet in self.book.sheets:
            if sheet.template is not None:
                types.overrides.pop(sheet.part, None)
        for made in self.made:
            if made.source.template is not None:
                types.overrides[made.part] = _WORKSHEET_TYPE
        for name in [name for name in types.overrides if posixpath.basename(name) == "calcChain.xml"]:
            del types.overrides[name]

    def _rest(self, writer: PackageWriter) -> None:
        """The workbook part and all parts that the sheets did not touch."""
        relations = self._workbook(writer)
        done = {made.part for made in self.made} | {
            s.part for s in self.book.sheets if s.template is not None
        }
        done |= {relations_name(part) for part in done} | {self.book.main, relations_name(self.book.main)}
        writer.part(relations_name(self.book.main), relations_part(self.book.main, relations))
        properties = self.book.properties.render(self.context)
        for name, data in self.book.package.parts.items():
            if name in done or name == "[Content_Types].xml" or posixpath.basename(name) == "calcChain.xml":
                continue
            writer.part(name, properties.get(name, data))

    def _workbook(self, writer: PackageWriter) -> list[Relation]:
        root = deepcopy(self.book.root)
        sheets = root.find(M + "sheets")
        assert sheets is not None
        relations = [
            relation
            for relation in self.book.package.relations(self.book.main)
            if relation.kind not in ("worksheet", "calcChain")
        ]
        for entry in list(sheets):
            sheets.remove(entry)
        ids = iter(
            f"rId{number}"
            for number in range(1, 1_000_000)
            if f"rId{number}" not in {r.id for r in relations}
        )
        for number, made in enumerate(self.made, 1):
            entry = deepcopy(made.source.entry)
            entry.attrib.update({"name": made.name, "sheetId": str(number)})
            if made.source.template is not None:
                entry.set(_R_ID, next(ids))
                relations.append(Relation(entry.get(_R_ID, ""), made.source.relation.type, made.part))
            sheets.append(entry)
        self._names_and_views(root)
        writer.part(self.book.main, serialize(root))
        return relations

    def _names_and_views(self, root: etree._Element) -> None:
        for view in root.iter(M + "workbookView"):
            for attribute in ("activeTab", "firstSheet"):
                if attribute in view.attrib:
                    del view.attrib[attribute]
        old = root.find(M + "definedNames")
        if old is not None:
            for name in list(old):
                if name.get("localSheetId") is not None:
                    old.remove(name)
                else:
                    name.text = self._mapper(self.made[0])(name.text or "", (), ()) or "#REF!"
            for text in self.names:
                old.append(etree.fromstring(text))
            if not len(old):
                root.remove(old)


def _free_part(part: str, taken: set[str]) -> str:
    """A name like `xl/worksheets/sheet7.xml` that is not taken."""
    folder = posixpath.dirname(part)
    number = len([name for name in taken if posixpath.dirname(name) == folder])
    while f"{folder}/sheet{number}.xml" in taken:
        number += 1
    return f"{folder}/sheet{number}.xml"
