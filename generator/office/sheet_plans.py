"""Which parts each finished sheet will have, known before the first of them is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count

from lxml import etree

from generator.office.package import ContentTypes
from generator.office.problems import Place, TemplateProblem
from generator.office.sheet_parts import PartNames, SheetParts
from generator.office.sheet_tables import TableNames
from generator.office.sheet_template import M
from generator.office.workbook import SheetSource, WorkbookTemplate
from generator.office.workbook_part import MadeSheet
from generator.translation import _

_BLOCK = re.compile(rb'idmap [^>]*data="([\d,]+)"')
# Endings of content types of parts that speak of cells without belonging to a sheet of them.
OUTSIDE = ("chart+xml", "chartex+xml", "pivotCacheDefinition+xml")
Put = Callable[[str, bytes], None]
_NO_NAMES: Mapping[str, str] = {}


class SheetPlans:
    """The parts of all sheets of one rendering."""

    def __init__(self, book: WorkbookTemplate, made: list[MadeSheet], pictures: bool = False) -> None:
        self._book, self._pictures = book, pictures  # whether values may bring some
        self.names = PartNames(book.package.parts)
        self._parts = {
            id(source): SheetParts(book.package, source.part)
            for source in book.sheets
            if source.template is not None
        }
        self.tables = TableNames(self._tables(), self._defined_names())
        self._used = {id(sheet.source) for sheet in made}
        self._blocks: Iterator[int] | None = None
        self._renamed: dict[int, dict[str, tuple[str, int]]] = {}
        self._copies: dict[int, dict[str, str]] = {}
        for sheet in made:
            if sheet.copied and (parts := self._parts.get(id(sheet.source))) and parts.owned:
                self._copies[id(sheet)] = {part: self.names.take(part) for part in parts.owned}
                names = [table.get("displayName", "") for table in parts.tables()]
                self._renamed[id(sheet)] = {name: self.tables.take(name) for name in names}

    def parts(self, source: SheetSource) -> SheetParts:
        """The parts of a sheet of the template."""
        return self._parts[id(source)]

    @property
    def homes(self) -> Iterator[tuple[str, SheetSource]]:
        """The template's tables, each with the sheet on which it stands."""
        for source in self._book.sheets:
            for table in self._parts[id(source)].tables() if id(source) in self._parts else ():
                yield table.get("displayName", ""), source

    def copies(self, made: MadeSheet) -> Mapping[str, str]:
        """The template's parts and what they are called in a copy."""
        return self._copies.get(id(made), _NO_NAMES)

    def renamed(self, made: MadeSheet) -> Mapping[str, tuple[str, int]]:
        """The template's tables, and the names and ids they have in a copy."""
        return self._renamed.get(id(made), {})

    @property
    def owned(self) -> set[str]:
        """All parts of the template that belong to a sheet."""
        return {part for parts in self._parts.values() for part in parts.owned}

    def follows(self, types: ContentTypes) -> bool:
        """Whether there are parts that speak of rows."""
        return (
            self._pictures
            or bool(self.owned)
            or any(kind.endswith(OUTSIDE) for kind in types.overrides.values())
        )

    def grows(self) -> bool:
        """Whether loops over rows, or values, make more parts than can be known before."""
        return self._pictures or any(
            parts.grows(source.template)
            for source in self._book.sheets
            if source.template is not None and (parts := self.parts(source)).owned
        )

    def problems(self, made: Iterable[MadeSheet]) -> Iterator[TemplateProblem]:
        """What cannot be there twice."""
        for sheet in made:
            if sheet.copied and (lone := self.parts(sheet.source).lone):
                place = Place(self._book.package.file, sheet.source.name)
                message = _("a {kind} works on one sheet only; this sheet is made several times")
                yield TemplateProblem(place, message.format(kind=_lone(lone)))

    def block(self) -> int:
        """A block of ids that no old drawing has."""
        if self._blocks is None:
            taken = {
                int(number)
                for name, data in self._book.package.parts.items()
                if name.endswith(".vml")
                for found in _BLOCK.findall(data)
                for number in found.split(b",")
            }
            self._blocks = (number for number in count(1) if number not in taken)
        return next(self._blocks)

    def declare(self, types: ContentTypes) -> None:
        """Say what kind of part the copies are, and drop what no sheet has."""
        for key, parts in self._parts.items():
            for part in parts.owned if key not in self._used else ():
                types.overrides.pop(part, None)
        for copies in self._copies.values():
            for part, copy in copies.items():
                if part in types.overrides:
                    types.overrides[copy] = types.overrides[part]

    def _tables(self) -> Iterator[etree._Element]:
        for parts in self._parts.values():
            yield from parts.tables()

    def _defined_names(self) -> Iterator[str]:
        for name in self._book.root.iter(M + "definedName"):
            yield name.get("name", "")


def _lone(kind: str) -> str:
    return _("slicer") if kind == "slicer" else _("timeline")
