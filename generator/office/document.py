"""Word templates: a document compiled once, rendered as a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from generator.office.document_bookmarks import Bookmarks
from generator.office.document_compiler import DocumentCompiler, W
from generator.office.document_printing import PLAIN, captured, printed
from generator.office.document_writer import PartWriter
from generator.office.embedded import Attachments, Media, may_attach, style_names
from generator.office.notes import Notes
from generator.office.options import DEFAULT, Options
from generator.office.package import ContentTypes, Package, refusing_damage
from generator.office.package_writer import PackageWriter
from generator.office.page_fields import Encoded, with_pages
from generator.office.problems import TemplateError, TemplateProblem
from generator.office.program import Program, check_names
from generator.office.properties import PropertiesTemplate
from generator.office.tags import has_tags
from generator.translation import _

_MOST_COLUMNS = 1_000  # of a table; Word makes at most 63
_TEXT_PARTS = ("header", "footer", "footnotes", "endnotes", "comments")
_TYPES = "[Content_Types].xml"


@dataclass(eq=False, repr=False)
class DocumentTemplate:
    """A compiled document."""

    package: Package
    main: str
    programs: dict[str, Program]
    properties: PropertiesTemplate
    highest_bookmark: int
    styles: etree._Element | None  # None in a document without a part for them
    counts_pages: bool
    notes: dict[str, str]  # parts with notes that loops repeat -> their kind

    @classmethod
    @refusing_damage
    def compile(cls, path: Path, file: str) -> DocumentTemplate:
        """Compile a document; `file` is what messages call it.

        Raises: TemplateError with the problems of all its parts.
        """
        package = Package.read(path, file)
        main = package.main_part("document")
        parts = [main] + [r.target for r in package.relations(main) if r.kind in _TEXT_PARTS]
        programs: dict[str, Program] = {}
        problems: list[TemplateProblem] = []
        highest, counts_pages = 0, False
        repeated: set[str] = set()
        for part in parts:
            root = package.root(part)
            if any(int(span.get(W + "val", "1")) > _MOST_COLUMNS for span in root.iter(W + "gridSpan")):
                raise ValueError("gridSpan")
            highest = max([highest, *(int(b.get(W + "id", "0")) for b in root.iter(W + "bookmarkStart"))])
            if part != main and not any(
                has_tags("".join(map(str, p.itertext()))) for p in root.iter(W + "p")
            ):
                continue
            label = "" if part == main else part.removeprefix("word/")
            try:
                compiler = DocumentCompiler(file, root, label, printed, captured, PLAIN)
                programs[part] = compiler.compile()
                counts_pages = counts_pages or compiler.counts_pages
                repeated |= compiler.notes
            except TemplateError as error:
                problems += error.problems
        if problems:
            raise TemplateError(problems)
        styles = next((r.target for r in package.relations(main) if r.kind == "styles"), None)
        return cls(
            package,
            main,
            programs,
            PropertiesTemplate.compile(package),
            highest,
            package.root(styles) if styles is not None else None,
            counts_pages,
            {r.target: r.kind for r in package.relations(main) if r.kind in repeated},
        )

    def render(
        self,
        context: Mapping[str, object],
        stream: BinaryIO,
        progress: Callable[[], None] = lambda: None,
        options: Options = DEFAULT,
    ) -> None:
        """Write the document; `progress` is called for each turn of an outermost paragraph loop, and at the end.

        Raises: TemplateError with all problems that the data showed.
        """
        problems: list[TemplateProblem] = []
        check_names([*self.programs.values(), *self.properties.programs], context, options)
        properties = self.properties.render(context, options)
        bookmarks = Bookmarks(self.highest_bookmark, notes=self._notes())
        media = Media(self.package, style_names(self.styles), may_attach(context))
        attached = {name: Attachments(name, media) for name in self.programs}
        late = {a.name for a in attached.values()} | {_TYPES} if media.open else {_TYPES}
        writer = PackageWriter(stream, self.package.file, options.limits.output)
        if not media.open:
            writer.content_types(ContentTypes.of(self.package))
        for name in sorted(self.package.parts, key=self.notes.__contains__):
            if name in late:
                continue
            if name in self.notes:
                writer.part(name, self._completed(name, context, bookmarks, problems, options, attached))
            elif name in self.programs:
                told = progress if name == self.main else lambda: None
                pieces = self._part(name, context, bookmarks, problems, options, attached, told)
                writer.stream(name, pieces)
            else:
                writer.part(name, properties.get(name, self.package.parts[name]))
        if media.open:
            self._late(writer, media, attached)
        problems += self._dangling(bookmarks, context, options)
        if problems:
            raise TemplateError(problems)
        writer.close()
        progress()

    def _dangling(
        self, bookmarks: Bookmarks, context: Mapping[str, object], options: Options
    ) -> list[TemplateProblem]:
        """Links to what is anchored nowhere."""
        message = _("link leads nowhere: nothing is anchored for this item")
        items = {
            item: TemplateProblem(place, message)
            for item, place in bookmarks.linked.items()
            if item not in bookmarks.anchored
        }
        if not items:
            return []
        from generator.office.dangling import dangling  # only where something is wrong

        return dangling(self.programs.values(), context, options, items)

    def _notes(self) -> Notes:
        """The numbers of the notes that loops repeat."""
        highest = {
            kind: max((int(note.get(W + "id", "0")) for note in self.package.root(part)), default=0)
            for part, kind in self.notes.items()
        }
        return Notes(highest)

    def _late(self, writer: PackageWriter, media: Media, attached: Mapping[str, Attachments]) -> None:
        """Write what lists the pictures and links that were printed."""
        for name, data in media.parts.items():
            writer.part(name, data)
        for attachments in attached.values():
            if attachments.added:
                writer.part(attachments.name, attachments.serialize())
            elif attachments.name in self.package.parts:
                writer.part(attachments.name, self.package.parts[attachments.name])
        writer.content_types(media.declare(ContentTypes.of(self.package)))

    def _completed(
        self,
        name: str,
        context: Mapping[str, object],
        bookmarks: Bookmarks,
        problems: list[TemplateProblem],
        options: Options,
        attached: Mapping[str, Attachments],
    ) -> bytes:
        """A part of notes with the copies that loops made of them."""
        data = self.package.parts[name]
        if name in self.programs:
            pieces = self._part(name, context, bookmarks, problems, options, attached)
            data = b"".join(pieces)
            if problems:
                return data
        return bookmarks.notes.completed(self.notes[name], data)

    def _part(
        self,
        name: str,
        context: Mapping[str, object],
        bookmarks: Bookmarks,
        problems: list[TemplateProblem],
        options: Options,
        attached: Mapping[str, Attachments],
        progress: Callable[[], None] = lambda: None,
    ) -> Iterator[bytes]:
        run = self.programs[name].start(context, options)
        writer = PartWriter(run, bookmarks, attached[name], progress)
        if name == self.main and self.styles is not None and self.counts_pages:
            yield from with_pages(writer.chunks(), self.styles)
        else:
            yield from map(Encoded().together, writer.chunks())
        problems += writer.problems
