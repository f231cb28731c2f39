"""Conditions and validations whose formulas differ from turn to turn: for each kind of cell the formulas that it reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from generator.office.cell_comments import ids_for
from generator.office.finished_cells import FormulaMapper
from generator.office.references import Area, move_relative, stays_in_row, with_lost
from generator.office.rowmap import Path, RowMap, Turn
from generator.office.sheet_template import M
from generator.office.xml import local

_FAR = 20_000  # columns: far enough that none lies to the left of all
_WHOLE = ("dataBar", "colorScale", "iconSet")  # what compares all cells of its areas with each other


class Region(NamedTuple):
    """Cells whose formulas read the same, as seen from each of them; `formulas` as seen from the first."""

    areas: list[Area]
    formulas: list[str]


class _Piece(NamedTuple):
    """Rows of the finished sheet that one template row became in one turn."""

    area: Area
    below: int  # the first template row of all areas
    right: int  # of the first template column
    path: Path
    turn: Turn


def regions(areas: str, formulas: Sequence[str], rows: RowMap, mapper: FormulaMapper) -> list[Region]:
    """The regions that the areas of the template became; no region where all formulas read the same."""
    parts = [Area.parse(part.replace("$", "")) for part in areas.split()]
    origin = parts[0]
    if type(rows) is RowMap and all(stays_in_row(formula, origin.top) for formula in formulas):
        return []
    pieces = list(_pieces(parts, rows))
    if not any(piece.path for piece in pieces):
        return []
    found: dict[tuple[str, ...], Region] = {}
    for piece in pieces:
        made = [_seen(formula, piece, mapper) for formula in formulas]
        key = tuple(move_relative(formula, -piece.area.top, _FAR - piece.area.left) for formula in made)
        region = found.setdefault(key, Region([], made))
        last = region.areas[-1] if region.areas else None
        if last and (last.left, last.right, last.bottom + 1) == (
            piece.area.left,
            piece.area.right,
            piece.area.top,
        ):
            region.areas[-1] = last._replace(bottom=piece.area.bottom)
        else:
            region.areas.append(piece.area)
    return list(found.values()) if len(found) > 1 else []


def divided(
    holder: etree._Element, tags: Sequence[str], areas: str, rows: RowMap, mapper: FormulaMapper
) -> Iterator[tuple[etree._Element, str]]:
    """A copy of what holds formulas (in elements with these tags) for each region, and the region's areas; none where
    one formula can speak for all turns.
    """
    if any(local(each) in _WHOLE for each in holder.iter(etree.Element)):
        return
    formulas = [each.text for each in holder.iter(*tags) if each.text]
    for number, region in enumerate(regions(areas, formulas, rows, mapper)):
        copy = deepcopy(holder)
        own = [each for each in copy.iter(*tags) if each.text]
        for element, formula in zip(own, region.formulas, strict=True):
            element.text = formula
        for element in copy.iter(etree.Element) if number else ():
            _rename(element, number)
        yield copy, " ".join(map(str, region.areas))


def conditions_apart(
    element: etree._Element, rows: RowMap, mapper: FormulaMapper
) -> Iterator[etree._Element]:
    """The conditions of an element that differ from turn to turn, finished; they are taken out of it.

    Those without a formula compare all their cells with each other, and stay.
    """
    formulas = [each.text for each in element.iter(M + "formula") if each.text]
    if not formulas or not regions(element.get("sqref", ""), formulas, rows, mapper):
        return
    apart = deepcopy(element)
    for rule in [rule for rule in apart if rule.find(M + "formula") is None]:
        apart.remove(rule)
    made = list(divided(apart, (M + "formula",), element.get("sqref", ""), rows, mapper))
    for rule in [rule for rule in element if made and rule.find(M + "formula") is not None]:
        element.remove(rule)
    for copy, areas in made:
        copy.set("sqref", areas)
        yield copy


def _rename(element: etree._Element, number: int) -> None:
    """Give a copy a name of its own where it has one."""
    for key, value in element.attrib.items():
        if str(key).endswith("}uid") or (key == "id" and str(value).startswith("{")):
            element.set(key, ids_for("")(str(value), number))


def _seen(formula: str, piece: _Piece, mapper: FormulaMapper) -> str:
    """A formula of the first template cell as it reads in a piece."""
    here = move_relative(formula, piece.below, piece.right)
    return with_lost(here, lambda text: mapper(text, piece.path, piece.turn, True))


def _pieces(parts: Sequence[Area], rows: RowMap) -> Iterator[_Piece]:
    origin = parts[0]
    for part in parts:
        made = []
        for slot in rows.slots:
            top, bottom = max(slot.top, part.top), min(slot.bottom, part.bottom)
            whole = Area(part.left, top, part.right, bottom)
            for path, turn, area in rows.places(whole) if top <= bottom else ():
                made.append(_Piece(area, top - origin.top, part.left - origin.left, path, turn))
        yield from sorted(made, key=lambda piece: (piece.area.left, piece.area.top))
