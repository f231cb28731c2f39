"""Areas that elements of a sheet name, and the formulas beside them, as they follow the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from generator.office import turn_rules
from generator.office.finished_cells import FormulaMapper
from generator.office.references import Area, with_lost
from generator.office.rowmap import Path, RowMap, Turn
from generator.office.sheet_template import M
from generator.office.xml import local

XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
FORMULAS = (M + "formula", M + "formula1", M + "formula2", M + "cfvo")


class AreaFollowing(NamedTuple):
    """Where areas of template rows went, and what formulas see from there."""

    rows: RowMap
    mapper: FormulaMapper

    def divided(self, element: etree._Element, tags: Sequence[str], areas: str) -> bool:
        """Whether an element gave way to several, one for each kind of turn."""
        made = list(turn_rules.divided(element, tags, areas, self.rows, self.mapper))
        for copy, own in made:
            if (place := copy.find(XM + "sqref")) is not None:
                place.text = own
            else:
                copy.set("sqref", own)
            element.addprevious(copy)
        if made:
            remove(element)
        return bool(made)

    def moved(self, value: str) -> str:
        """Where the areas of a list went."""
        return " ".join(str(a) for part in value.split() for a in self.rows.areas(Area.parse(part)))

    def view_of(self, areas: str) -> tuple[Path, Turn]:
        """Where formulas of an area stand: in its first cell."""
        first = Area.parse(areas.split()[0].replace("$", ""))
        turns = self.rows.places(Area(first.left, first.top, first.left, first.top))
        return turns[0][:2] if turns else ((), ())

    def formulas(self, element: etree._Element, path: Path, turn: Turn) -> None:
        """Let the formulas of an element see what they see from their turn."""
        for each in element.iter(*FORMULAS):
            if each.text:
                each.text = self.formula(each.text, path, turn)
            elif each.get("type") == "formula":
                each.set("val", self.formula(str(each.get("val")), path, turn))

    def formula(self, formula: str, path: Path, turn: Turn) -> str:
        """What a formula of an element sees from its turn."""
        return with_lost(formula, lambda text: self.mapper(text, path, turn, True))


def remove(element: etree._Element) -> None:
    """Take an element out of the one that holds it, whose count follows."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if "count" in parent.attrib:
            parent.set("count", str(len(parent)))


def prune(element: etree._Element) -> None:
    """Take an element out with all that would hold nothing then; the extension itself stays."""
    parent = element.getparent()
    remove(element)
    if parent is not None and not len(parent) and local(parent) not in ("ext", "extLst"):
        prune(parent)
