"""Formulas in the way of a change: which ones cannot go alone, and the list of them that Excel keeps."""

from __future__ import annotations

from collections.abc import Container, Iterator

from generator.editing.parts import Parts
from generator.editing.sheet_index import SheetIndex
from generator.editing.splices import Splice
from generator.editing.xml_spans import Element, with_attribute, without
from generator.location import cell_name
from generator.office.references import Area
from generator.translation import _


def obstacle(index: SheetIndex, row: int, column: int) -> str | None:
    """Why the content of a cell cannot be replaced; None when it can."""
    for tag in index.formula_tags:
        area = Area.parse(tag["ref"]) if "ref" in tag and tag.get("t") in ("array", "dataTable") else None
        if area is None or area.is_cell:
            continue
        if area.top <= row <= area.bottom and area.left <= column <= area.right:
            message = _("the cell belongs to a formula over {area}; change that in Excel")
            return message.format(area=area)
    cell = index.element(row, column)
    formula = cell.child("f") if cell is not None else None
    first = formula is not None and formula.get("t") == "shared" and formula.get("ref")
    if formula is not None and first and index.sharers(formula.get("si")) > 1:
        message = _("other cells share the formula of {cell}; replace it in Excel")
        return message.format(cell=cell_name(row, column))
    return None


def has_formula(index: SheetIndex, row: int, column: int) -> bool:
    """Whether a cell holds a formula."""
    cell = index.element(row, column)
    return cell is not None and cell.child("f") is not None


def drop_from_order(parts: Parts, sheet_id: str, cells: Container[str]) -> None:
    """Take formulas out of the order of calculation; the order itself when none is left."""
    part = parts.related(parts.main, "calcChain")
    if part is None:
        return
    root = parts.scan(part)
    splices = list(_shortened(parts[part], root, sheet_id, cells))
    if sum(1 for splice in splices if not splice.new) == len(root.children):
        parts.drop(part)
        parts.unrelate(parts.main, part)
    else:
        parts.splice(part, splices)


def _shortened(data: bytes, root: Element, sheet_id: str, cells: Container[str]) -> Iterator[Splice]:
    """An entry without a sheet has that of the entry before it."""
    sheet, stated = "", ""
    for entry in root.children:
        sheet = entry.get("i") or sheet
        if sheet == sheet_id and entry.get("r") in cells:
            yield without(entry)
            continue
        if not entry.get("i") and sheet != stated:
            yield with_attribute(data, entry.start, "i", sheet)
        stated = sheet
