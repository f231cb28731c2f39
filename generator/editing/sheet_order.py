"""The sheets of a workbook in their order, and what counts them: names, the tab that is open, the properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.editing.parts import Parts
from generator.editing.splices import Splice
from generator.editing.xml_spans import (
    Element,
    with_attribute,
    without,
    without_attribute,
)
from generator.office.references import quoted_sheet
from generator.office.xml import OFFICE_RELATIONSHIPS, escape, escape_attribute

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_OWN = ("printerSettings", "comments", "vmlDrawing", "drawing")  # what programs hang on a sheet of cells
# What stands in front of definedNames in a workbook. Source: ECMA-376 part 1, 18.2.27.
_BEFORE_NAMES = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "AlternateContent", "revisionPtr",
    "bookViews", "sheets", "functionGroups", "externalReferences",
)  # fmt: skip


class SheetEntry:
    """A sheet as the workbook lists it."""

    def __init__(self, element: Element, kind: str, part: str) -> None:
        self.element, self.kind, self.part = element, kind, part
        self.name = element.get("name")
        self.hidden = element.get("state") not in ("", "visible")


def entries(parts: Parts, root: Element) -> list[SheetEntry]:
    """The sheets in their order; a sheet whose part is missing has a blank one."""
    relations = {relation.id: relation for relation in parts.relations(parts.main)}
    found = []
    for element in root.all("sheet"):
        relation = relations.get(element.get("id"))
        there = relation is not None and relation.target in parts
        found.append(
            SheetEntry(
                element,
                relation.kind if relation and there else "",
                relation.target if relation and there else "",
            )
        )
    return found


def insert_first(parts: Parts, name: str, xml: bytes, names: Iterable[tuple[str, str]]) -> str:
    """A new sheet in front of all others, open when the workbook opens; gives back its part.

    `names` are defined names and the areas that they stand for; those that Excel itself defines belong to the sheet.
    """
    sheets = entries(parts, parts.scan(parts.main))
    for sheet in sheets:
        if sheet.part:
            parts.splice(sheet.part, _unselected(parts, sheet.part))
    part = parts.free_name("xl/worksheets/sheet1.xml")
    parts.add(part, xml, _TYPE)
    relation = parts.relate(parts.main, "worksheet", part)
    root, data = parts.scan(parts.main), parts[parts.main]
    parts.splice(parts.main, _listed(data, root, name, relation, names))
    parts.splice(*_titled(parts, name, add=True))
    return part


def _unselected(parts: Parts, part: str) -> Iterator[Splice]:
    """Only one sheet may be selected, otherwise typing changes them all."""
    for view in parts.scan(part, "sheetData").all("sheetView"):
        if view.get("tabSelected") in ("1", "true"):
            yield from without_attribute(parts[part], view.start, "tabSelected")


def _listed(
    data: bytes, root: Element, name: str, relation: str, names: Iterable[tuple[str, str]]
) -> Iterator[Splice]:
    sheets = root.child("sheets")
    assert sheets is not None, "a workbook has sheets"
    number = max((int(each.get("sheetId", "0")) for each in sheets.children), default=0) + 1
    tag = (
        f'<{root.prefix}sheet xmlns:r="{OFFICE_RELATIONSHIPS}" name="{escape_attribute(name)}" '
        f'sheetId="{number}" r:id="{relation}"/>'
    )
    yield Splice(sheets.inner, sheets.inner, tag.encode())
    for view in root.all("workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            yield from without_attribute(data, view.start, attribute)
    yield from _shifted_names(data, root, -1, 1)
    made = "".join(_defined(root.prefix, key, area) for key, area in names).encode()
    defined = root.child("definedNames")
    if defined is not None:
        yield Splice(defined.inner, defined.inner, made)
    else:
        at = [child for child in root.children if child.local in _BEFORE_NAMES][-1].end
        xml = f"<{root.prefix}definedNames>".encode() + made + f"</{root.prefix}definedNames>".encode()
        yield Splice(at, at, xml)


def _defined(prefix: str, key: str, area: str) -> str:
    own = ' localSheetId="0"' if key.startswith("_xlnm.") else ""
    return f'<{prefix}definedName name="{key}"{own} hidden="1">{escape(area)}</{prefix}definedName>'


def _shifted_names(data: bytes, root: Element, behind: int, by: int) -> Iterator[Splice]:
    """The names of the sheets behind one follow their sheets."""
    for each in root.all("definedName"):
        own = each.get("localSheetId")
        if own and int(own) > behind:
            yield with_attribute(data, each.start, "localSheetId", str(int(own) + by))


def remove_sheet(parts: Parts, name: str) -> None:
    """Take a sheet out of the workbook with all that counts it."""
    root, data = parts.scan(parts.main), parts[parts.main]
    sheets = entries(parts, root)
    place = next(place for place, sheet in enumerate(sheets) if sheet.name == name)
    gone = sheets[place]
    splices = [without(gone.element), *_shifted_names(data, root, place, -1)]
    prefix = quoted_sheet(name) + "!", name + "!"
    for each in root.all("definedName"):
        if each.get("localSheetId") == str(place) or each.text.startswith(prefix):
            splices = [s for s in splices if not each.start <= s.start < each.end]
            splices.append(without(each))
    defined = root.child("definedNames")
    if defined is not None and len(defined.children) == sum(
        1 for s in splices if not s.new and defined.start < s.start < defined.end
    ):
        splices = [s for s in splices if not defined.start < s.start < defined.end] + [without(defined)]
    splices += _reopened(data, root, sheets, place)
    parts.splice(parts.main, splices)
    for relation in parts.relations(gone.part):
        if relation.kind in _OWN and relation.target in parts:
            parts.drop(relation.target)
    parts.drop(gone.part)
    parts.unrelate(parts.main, gone.part)
    drop_calculation_order(parts)
    parts.splice(*_titled(parts, name, add=False))


def _reopened(data: bytes, root: Element, sheets: list[SheetEntry], gone: int) -> Iterator[Splice]:
    """The tab that was open stays so; in the place of the one that goes the first visible one opens."""
    left = [sheet for place, sheet in enumerate(sheets) if place != gone]
    first = next((place for place, sheet in enumerate(left) if not sheet.hidden), 0)
    for view in root.all("workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            stated = int(view.get(attribute, "0"))
            now = first if stated == gone and attribute == "activeTab" else stated - (stated > gone)
            if now != stated:
                yield with_attribute(data, view.start, attribute, str(now))


def drop_calculation_order(parts: Parts) -> None:
    """Remove the list of formulas in the order of calculation, which Excel makes anew."""
    part = parts.related(parts.main, "calcChain")
    if part is not None:
        parts.drop(part)
        parts.unrelate(parts.main, part)


def _titled(parts: Parts, name: str, *, add: bool) -> tuple[str, list[Splice]]:
    """The list of sheets in the document's properties, where there is one."""
    part = parts.related("", "extended-properties")
    if part is None:
        return parts.main, []
    root, data = parts.scan(part), parts[part]
    titles, pairs = root.child("TitlesOfParts"), root.child("HeadingPairs")
    vector = titles.child("vector") if titles is not None else None
    counts = list(pairs.all("i4")) if pairs is not None else []
    if vector is None or not counts or not vector.children:
        return part, []
    change = 1 if add else -1
    if add:
        first = vector.children[0]
        tag = f"<{first.name}>{escape(name)}</{first.name}>".encode()
        splices = [Splice(first.start, first.start, tag)]
    else:
        splices = [without(each) for each in vector.children[: int(counts[0].text)] if each.text == name]
    if splices:
        count = str(int(counts[0].text) + change).encode()
        splices.append(Splice(counts[0].inner, counts[0].close, count))
        size = str(int(vector.get("size", "0")) + change)
        splices.append(with_attribute(data, vector.start, "size", size))
    return part, splices
