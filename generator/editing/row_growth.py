"""What ends at the last row of a list, and goes on to the row that is put behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.editing.parts import Parts
from generator.editing.sheet_index import SheetIndex
from generator.editing.splices import Splice
from generator.editing.xml_spans import Element, with_attribute
from generator.office.references import Area
from generator.translation import _

_GROWING_NAMES = ("_xlnm._FilterDatabase", "_xlnm.Print_Area")
_LAST_ROW = re.compile(r"(?<=:)(\$?[A-Z]{1,3}\$?)(\d+)(?!\d)")


def grown_sheet(index: SheetIndex, last: int) -> Iterator[Splice]:
    """The filter, the conditional formats and the validations of a sheet, those of Excel 2010 with them."""
    for each in index.root.all("conditionalFormatting", "dataValidation"):
        if stated := each.get("sqref"):
            yield from _attribute(index.data, each, "sqref", stated, last)
    for each in index.root.children:
        if each.local == "autoFilter":
            yield from _attribute(index.data, each, "ref", each.get("ref"), last)
    for each in index.root.all("sqref"):
        text = index.data[each.inner : each.close].decode()
        if (grown := _grown(text, last)) != text:
            yield Splice(each.inner, each.close, grown.encode())


def grow_tables(parts: Parts, sheet: str, last: int, columns: set[int]) -> str | None:
    """Let the tables that end at a row go on; gives back why that cannot be."""
    for relation in parts.relations(sheet):
        if relation.kind != "table" or relation.target not in parts:
            continue
        root = parts.scan(relation.target)
        area = Area.parse(root.get("ref"))
        if area.bottom != last or not columns & set(range(area.left, area.right + 1)):
            continue
        if int(root.get("totalsRowCount", "0")):
            return _("the table {name} ends with a row of totals").format(name=root.get("displayName"))
        splices = [
            splice
            for each in (root, *(child for child in root.children if child.local == "autoFilter"))
            for splice in _attribute(parts[relation.target], each, "ref", each.get("ref"), last)
        ]
        parts.splice(relation.target, splices)
    return None


def grow_names(parts: Parts, place: int, last: int) -> None:
    """Let the areas of a sheet's filter and print go on."""
    data = parts[parts.main]
    splices = []
    for each in parts.scan(parts.main).all("definedName"):
        if each.get("localSheetId") == str(place) and each.get("name") in _GROWING_NAMES:
            text = data[each.inner : each.close].decode()
            grown = _LAST_ROW.sub(lambda m: m[1] + str(last + 1) if int(m[2]) == last else m[0], text)
            if grown != text:
                splices.append(Splice(each.inner, each.close, grown.encode()))
    parts.splice(parts.main, splices)


def _attribute(data: bytes, element: Element, name: str, stated: str, last: int) -> Iterator[Splice]:
    if (grown := _grown(stated, last)) != stated:
        yield with_attribute(data, element.start, name, grown)


def _grown(areas: str, last: int) -> str:
    """`A2:A9 C9` with one row more for each area that ends at the last row."""
    return " ".join(
        str(area._replace(bottom=last + 1)) if (area := _area(text)) and area.bottom == last else text
        for text in areas.split(" ")
    )


def _area(text: str) -> Area | None:
    try:
        return Area.parse(text)
    except ValueError:  # whole columns
        return None
