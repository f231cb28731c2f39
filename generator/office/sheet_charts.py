"""Charts that follow their cells: the formulas of their series, and the values stored beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from lxml import etree

from generator.office.calculation import Uncountable, Value
from generator.office.finished_cells import FinishedCells
from generator.office.references import Area, sheet_of
from generator.office.xml import local

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CACHES = ("numCache", "strCache", "multiLvlStrCache")
_MOST_POINTS = 20_000  # stored for one series

Mapper = Callable[[str], str | None]
Cells = Callable[[str], FinishedCells | None]


def follow(chart: etree._Element, mapper: Mapper, cells: Cells) -> None:
    """Point a chart at the rows and sheets as they are now."""
    for element in list(chart.iter(etree.Element)):
        name = local(element)
        if name not in ("f", "sqref") or not element.text:
            continue
        made = mapper(element.text)
        if made is None:
            made = element.text.rpartition("!")[0] + "!#REF!" if "!" in element.text else "#REF!"
        element.text = made
        holder = element.getparent()
        if holder is not None and holder.tag in (
            CHART + "numRef",
            CHART + "strRef",
            CHART + "multiLvlStrRef",
        ):
            _refresh(holder, made, cells)
        elif holder is not None and local(holder) in ("numDim", "strDim"):
            for level in [each for each in holder if local(each) == "lvl"]:
                holder.remove(level)


def _refresh(reference: etree._Element, formula: str, cells: Cells) -> None:
    """Let the stored values be those of the cells; without any where they are not known."""
    cache = next((each for each in reference if local(each) in _CACHES), None)
    if cache is None:
        return
    values = _values(formula, cells)
    if values is None or local(cache) == "multiLvlStrCache":
        reference.remove(cache)
        return
    numbers = local(cache) == "numCache"
    for each in [each for each in cache if local(each) in ("ptCount", "pt")]:
        cache.remove(each)
    points = [_count(len(values)), *_points(values, numbers)]
    start = sum(local(each) == "formatCode" for each in cache)
    for place, point in enumerate(points, start):
        cache.insert(place, point)


def _count(count: int) -> etree._Element:
    element = etree.Element(CHART + "ptCount")
    element.set("val", str(count))
    return element


def _points(values: list[Value], numbers: bool) -> Iterator[etree._Element]:
    for index, value in enumerate(values):
        if value is None or (numbers and not isinstance(value, Decimal)):
            continue
        point = etree.Element(CHART + "pt")
        point.set("idx", str(index))
        etree.SubElement(point, CHART + "v").text = _text(value)
        yield point


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _values(formula: str, cells: Cells) -> list[Value] | None:
    sheet, _mark, area = formula.rpartition("!")
    found = cells(sheet_of(sheet + "!") or "") if sheet else None
    if found is None:
        return None
    try:
        wanted = Area.parse(area)
        if (wanted.right - wanted.left + 1) * (wanted.bottom - wanted.top + 1) > _MOST_POINTS:
            return None
        return list(found.values(wanted))
    except (ValueError, Uncountable):
        return None
