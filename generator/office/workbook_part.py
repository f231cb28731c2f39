"""The workbook part of a finished workbook: its list of sheets and its defined names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from generator.office.package import Relation
from generator.office.sheet_template import M
from generator.office.sheet_writer import SheetWriter
from generator.office.workbook import R_ID, SheetSource
from generator.office.xml import local, serialize

Mapper = Callable[[str], str | None]
# What stands in front of calcPr in a workbook.
_BEFORE_CALC = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr",
)  # fmt: skip


@dataclass(eq=False, repr=False)
class MadeSheet:
    """A sheet of the finished workbook."""

    source: SheetSource
    name: str
    part: str
    item: object = None
    writer: SheetWriter | None = None


@dataclass(eq=False, repr=False)
class WorkbookPart:
    """What the finished sheets say in the workbook part."""

    root: etree._Element
    sources: list[SheetSource]
    made: list[MadeSheet]
    names: list[etree._Element] = field(default_factory=list)  # defined names of single sheets
    uncounted: bool = False  # whether a formula has no stored result

    def first(self, source: SheetSource) -> MadeSheet | None:
        """The first sheet made from a sheet of the template."""
        return next((made for made in self.made if made.source is source), None)

    def named(self, sheet: str) -> MadeSheet | None:
        """The first sheet made from the template's sheet of that name."""
        return next((made for made in self.made if made.source.name == sheet), None)

    def _own_names(self, source: SheetSource) -> Iterable[etree._Element]:
        index = str(self.sources.index(source))
        return (name for name in self.root.iter(M + "definedName") if name.get("localSheetId") == index)

    def title_rows(self, source: SheetSource) -> tuple[int, int] | None:
        """The template's rows that every page of a sheet repeats."""
        for name in self._own_names(source):
            if name.get("name") == "_xlnm.Print_Titles":
                rows = re.search(r"\$(\d+):\$(\d+)", name.text or "")
                return (int(rows[1]), int(rows[2])) if rows else None
        return None

    def add_names(self, made: MadeSheet, mapper: Mapper) -> None:
        """The sheet's own names: print area, print titles, filters."""
        for name in self._own_names(made.source):
            text = mapper(name.text or "")
            if text is not None:
                copy = deepcopy(name)
                copy.text = text
                copy.set("localSheetId", str(self.made.index(made)))
                self.names.append(copy)

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
        for number, made in enumerate(self.made, 1):
            entry = deepcopy(made.source.entry)
            entry.set("name", made.name)
            entry.set("sheetId", str(number))
            if made.source.template is not None:
                entry.set(R_ID, next(ids))
                relations.append(Relation(entry.get(R_ID, ""), made.source.relation.type, made.part))
            sheets.append(entry)
        return relations

    def _define_names(self, root: etree._Element, mapper: Mapper) -> None:
        defined = root.find(M + "definedNames")
        if defined is None:
            return
        for name in list(defined):
            if name.get("localSheetId") is not None:
                defined.remove(name)
            else:
                name.text = mapper(name.text or "") or "#REF!"
        order = {id(name): position for position, name in enumerate(self.names)}
        self.names.sort(key=lambda name: (int(name.get("localSheetId", "0")), order[id(name)]))
        defined.extend(self.names)
        if not len(defined):
            root.remove(defined)


def _count_on_load(root: etree._Element) -> None:
    """Ask Excel to calculate when it opens the file."""
    setting = root.find(M + "calcPr")
    if setting is None:
        setting = etree.Element(M + "calcPr")
        root.insert(sum(local(child) in _BEFORE_CALC for child in root), setting)
    setting.set("fullCalcOnLoad", "1")
