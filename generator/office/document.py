"""Word templates: a document compiled once, rendered as a stream."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from generator.office.document_compiler import DocumentCompiler, W
from generator.office.document_pages import PageCounter
from generator.office.document_writer import PAGE_MARK, Bookmarks, PartWriter, captured, printed
from generator.office.package import ContentTypes, Package, PackageWriter, refusing_damage
from generator.office.problems import TemplateError, TemplateProblem
from generator.office.program import Program
from generator.office.properties import PropertiesTemplate
from generator.office.tags import has_tags
from generator.translation import _

_PAGE = re.compile(f"{PAGE_MARK}([^{PAGE_MARK}]*){PAGE_MARK}")
_HELD = 16_000_000  # bytes kept in memory while pages are counted; more waits in a file
_TEXT_PARTS = ("header", "footer", "footnotes", "endnotes")


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
        for part in parts:
            root = package.root(part)
            highest = max([highest, *(int(b.get(W + "id", "0")) for b in root.iter(W + "bookmarkStart"))])
            if part != main and not any(
                has_tags("".join(map(str, p.itertext()))) for p in root.iter(W + "p")
            ):
                continue
            label = "" if part == main else part.removeprefix("word/")
            try:
                compiler = DocumentCompiler(file, root, label, printed, captured)
                programs[part] = compiler.compile()
                counts_pages = counts_pages or compiler.counts_pages
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
        )

    def render(
        self, context: Mapping[str, object], stream: BinaryIO, progress: Callable[[], None] = lambda: None
    ) -> None:
        """Write the document.

        Raises: TemplateError with all problems that the data showed.
        """
        problems = [p for program in self.programs.values() for p in program.missing_names(context)]
        problems += self.properties.missing_names(context)
        if problems:
            raise TemplateError(problems)
        properties = self.properties.render(context)
        bookmarks = Bookmarks(self.highest_bookmark)
        writer = PackageWriter(stream, self.package.file)
        writer.content_types(ContentTypes.of(self.package))
        for name, data in self.package.parts.items():
            if name == "[Content_Types].xml":
                continue
            if name in self.programs:
                writer.stream(name, self._part(name, context, bookmarks, problems))
            else:
                writer.part(name, properties.get(name, data))
        problems += [
            TemplateProblem(place, _("link leads nowhere: nothing is anchored for this item"))
            for item, place in bookmarks.linked.items()
            if item not in bookmarks.anchored
        ]
        if problems:
            raise TemplateError(problems)
        writer.close()
        progress()

    def _part(
        self, name: str, context: Mapping[str, object], bookmarks: Bookmarks, problems: list[TemplateProblem]
    ) -> Iterator[str]:
        writer = PartWriter(self.programs[name].start(context), bookmarks)
        if name == self.main and self.styles is not None and self.counts_pages:
            yield from _with_pages(writer.pieces(), self.styles)
        else:
            yield from writer.pieces()
        problems += writer.problems


def _with_pages(pieces: Iterator[str], styles: etree._Element) -> Iterator[str]:
    """The pieces with the pages of their bookmarks; a contents list speaks of what comes behind it, so all wait."""
    counter = PageCounter(styles)
    lengths = []
    with tempfile.SpooledTemporaryFile(_HELD) as waiting:
        for piece in pieces:
            counter.feed(piece)
            lengths.append(waiting.write(piece.encode()))
        waiting.seek(0)
        for length in lengths:
            piece = waiting.read(length).decode()
            yield (
                _PAGE.sub(lambda match: counter.numbers.get(match[1], "1"), piece)
                if PAGE_MARK in piece
                else piece
            )
