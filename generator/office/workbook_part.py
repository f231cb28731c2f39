"""The workbook part of a finished workbook: its list of sheets and its defined names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from lxml import etree

from generator.office.defined_names import Mapper, followed
from generator.office.package import Package, Relation, relations_part
from generator.office.sheet_template import M
from generator.office.sheet_writer import SheetWriter
from generator.office.workbook import R_ID, SheetSource
from generator.office.xml import local, serialize

# What stands in front of calcPr in a workbook.
_BEFORE_CALC = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr",
)  # fmt: skip


class _OwnName(NamedTuple):
    """A defined name of one sheet of the finished workbook."""

    sheet: int
    element: etree._Element  # of the template
    text: str


@dataclass(eq=False, repr=False)
class MadeSheet:
    """A sheet of the finished workbook."""

    source: SheetSource
    name: str
    part: str
    item: object = None
    writer: SheetWriter | None = None

    @property
    def copied(self) -> bool:
        """Whether it is not the first sheet made from its template."""
        return self.part != self.source.part


@dataclass(eq=False, repr=False)
class WorkbookPart:
    """What the finished sheets say in the workbook part."""

    root: etree._Element
    sources: list[SheetSource]
    made: list[MadeSheet]
    names: list[_OwnName] = field(default_factory=list)
    uncounted: bool = False  # whether a formula has no stored result

    def __post_init__(self) -> None:
        self._index = {id(made): number for number, made in enumerate(self.made)}
        self._first: dict[str, MadeSheet] = {}
        for made in self.made:
            self._first.setdefault(made.source.name, made)
        self.gone = {source.name for source in self.sources} - self._first.keys()  # sheets without any copy
        self.by_name = {made.name: made for made in self.made}
        self._last = {made.source.name: made for made in self.made}
        self._own: dict[int, list[etree._Element]] = {}
        self._relations: dict[str, bytes | None] = {}
        self._titles: dict[int, tuple[int, int] | None] = {}

    def first(self, source: SheetSource) -> MadeSheet | None:
        """The first sheet made from a sheet of the template."""
        return self._first.get(source.name)

    def named(self, sheet: str) -> MadeSheet | None:
        """The first sheet made from the template's sheet of that name; for `一:三` from any of those."""
        return self._first.get(self._ends(sheet)[0])

    def renamed(self, sheet: str) -> str:
        """What a sheet is called now, as formulas say it: of several its first; `一:三` is all from one to the other."""
        start, end = self._ends(sheet)
        first, last = self._first.get(start), self._last.get(end)
        if ":" not in sheet:
            return first.name if first else sheet
        return f"{first.name if first else start}:{last.name if last else end}"

    def lost(self, sheet: str) -> bool:
        """Whether nothing was made of the template's sheet of that name; for `一:三` of none of those."""
        return bool(self.gone) and self._ends(sheet)[0] in self.gone

    def _ends(self, sheet: str) -> tuple[str, str]:
        """The first and the last sheet of `一:三`, as Excel has them when it deletes those without any copy."""
        start, colon, end = sheet.partition(":")
        names = [source.name for source in self.sources] if colon and self.gone else []
        if start not in names or end not in names:
            return start, end or start
        first, last = sorted((names.index(start), names.index(end)))
        kept = [name for name in names[first : last + 1] if name not in self.gone]
        return (kept[0], kept[-1]) if kept else (start, end)

    def relations_of(self, source: SheetSource, package: Package) -> bytes | None:
        """The relationships of every sheet made from one of the template; None when there are none."""
        if source.part not in self._relations:
            relations = package.relations(source.part)
            self._relations[source.part] = relations_part(source.part, relations) if relations else None
        return self._relations[source.part]

    def _own_names(self, source: SheetSource) -> list[etree._Element]:
        """The names that belong to a sheet of the template."""
        if id(source) not in self._own:
            index = str(self.sources.index(source))
            names = self.root.iter(M + "definedName")
            self._own[id(source)] = [name for name in names if name.get("localSheetId") == index]
        return self._own[id(source)]

    def title_rows(self, source: SheetSource) -> tuple[int, int] | None:
        """The template's rows that every page of a sheet repeats."""
        if id(source) not in self._titles:
            self._titles[id(source)] = self._title_rows(source)
        return self._titles[id(source)]

    def _title_rows(self, source: SheetSource) -> tuple[int, int] | None:
        for name in self._own_names(source):
            if name.get("name") == "_xlnm.Print_Titles":
                rows = re.search(r"\$(\d+):\$(\d+)", name.text or "")
                return (int(rows[1]), int(rows[2])) if rows else None
        return None

    def add_names(self, made: MadeSheet, mapper: Mapper) -> None:
        """The sheet's own names: print area, print titles, filters."""
        for name in self._own_names(made.source):
            text = followed(name.get("name", ""), name.text or "", mapper, self._now(made))
            if text is not None:
                self.names.append(_OwnName(self._index[id(made)], name, text))

    def _now(self, made: MadeSheet) -> Callable[[str], str | None]:
        """What sheets are called, seen from one of them; None for those that are gone."""

        def name(sheet: str) -> str | None:
            if sheet == made.source.name:
                return made.name
            return None if self.lost(sheet) else self.renamed(sheet)

        return name

    def serialize(self, relations: Iterable[Relation], mapper: Mapper) -> tuple[bytes, list[Relation]]:
        """The part and its relationships; `mapper` re-points the names of the whole workbook."""
        root = deepcopy(self.root)
        kept = [relation for relation in relations if relation.kind not in ("worksheet", "calcChain")]
        kept += self._list_sheets(root, {relation.id for relation in kept})
        for view in root.iter(M + "workbookView"):
            for attribute in ("activeTab", "firstSheet"):
                if attribute in view.attrib:
                    del view.attrib[attribute]
        self._define_names(root, mapper)
        if self.uncounted:
            _count_on_load(root)
        return serialize(root), kept

    def _list_sheets(self, root: etree._Element, taken: set[str]) -> list[Relation]:
        sheets = root.find(M + "sheets")
        assert sheets is not None
        for entry in list(sheets):
            sheets.remove(entry)
        ids = (f"rId{number}" for number in range(1, 1_000_000) if f"rId{number}" not in taken)
        relations = []
        kept = self._kept_ids()
        numbers = (number for number in count(1) if number not in kept)
        for made in self.made:
            entry = deepcopy(made.source.entry)
            entry.set("name", made.name)
            if not kept or made.copied:
                entry.set("sheetId", str(next(numbers)))
            if made.source.template is not None:
                entry.set(R_ID, next(ids))
                relations.append(Relation(entry.get(R_ID, ""), made.source.relation.type, made.part))
            sheets.append(entry)
        return relations

    def _kept_ids(self) -> set[int]:
        """The template's numbers of sheets, where something else speaks of them."""
        if not any(
            self.root.iter(
                M + "customWorkbookView", "{*}slicerCaches", "{*}slicerCache", "{*}timelineCacheRef"
            )
        ):
            return set()
        return {int(made.source.entry.get("sheetId", "0")) for made in self.made}

    def _define_names(self, root: etree._Element, mapper: Mapper) -> None:
        defined = root.find(M + "definedNames")
        if defined is None:
            return
        for name in list(defined):
            if name.get("localSheetId") is not None:
                defined.remove(name)
            else:
                text = followed(name.get("name", ""), name.text or "", mapper, self._now(self.made[0]))
                name.text = text or "#REF!"
        for own in sorted(self.names, key=lambda own: own.sheet):
            copy = deepcopy(own.element)
            copy.text = own.text
            copy.set("localSheetId", str(own.sheet))
            defined.append(copy)
        if not len(defined):
            root.remove(defined)


def _count_on_load(root: etree._Element) -> None:
    """Ask Excel to calculate when it opens the file."""
    setting = root.find(M + "calcPr")
    if setting is None:
        setting = etree.Element(M + "calcPr")
        root.insert(sum(local(child) in _BEFORE_CALC for child in root), setting)
    setting.set("fullCalcOnLoad", "1")
