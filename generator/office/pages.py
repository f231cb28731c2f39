"""Page breaks of a sheet where no merged text is cut.

Excel and LibreOffice break a page between any two rows, through merged cells and the text in them. A sheet that
needs more than one page gets breaks at rows where that does no harm; a merged label that still has to cross one is
divided there, its text staying in the first part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from generator.office.references import Area
from generator.office.xml import MAIN

_M = f"{{{MAIN}}}"
_PAPER = {
    1: (612.0, 792.0),
    8: (841.9, 1190.6),
    9: (595.3, 841.9),
    11: (419.5, 595.3),
}  # points: Letter, A3, A4, A5
_POINTS_PER_UNIT = 5.25  # of column width, at least; a wider column only makes the page hold more rows
_SLACK = 0.99
_MOST_BREAKS = 1000  # Excel takes 1026
# What a break costs, in the same coin as an empty page.
_DIVIDED, _CUT, _EMPTY, _ORPHAN = 1.0, 3.0, 4.0, 2.0


class Region(NamedTuple):
    """Merged cells over several rows and the points that their text needs."""

    area: Area
    needed: float


def page_height(root: etree._Element, width: float) -> float | None:
    """The points of rows that one printed page of a worksheet holds; None where pages do not matter.

    `width` is that of all columns together, in Excel's units.
    """
    setup, margins = root.find(_M + "pageSetup"), root.find(_M + "pageMargins")
    fit = root.find(f"{_M}sheetPr/{_M}pageSetUpPr")
    if setup is None or root.find(_M + "rowBreaks") is not None:
        return None  # no setup to go by, or breaks that the template's author has set
    paper = _PAPER.get(int(setup.get("paperSize", "1")))
    if paper is None:
        return None
    across, down = paper[::-1] if setup.get("orientation") == "landscape" else paper
    margin = {
        side: 0.7 if margins is None else float(margins.get(side, "0.7"))
        for side in ("left", "right", "top", "bottom")
    }
    across -= 72 * (margin["left"] + margin["right"])
    down -= 72 * (margin["top"] + margin["bottom"])
    if fit is None or fit.get("fitToPage") not in ("1", "true"):
        return _SLACK * down * 100 / float(setup.get("scale", "100"))
    if setup.get("fitToHeight", "1") != "0":
        return None  # everything is put on one page
    return _SLACK * down / min(1.0, across / max(1.0, width * _POINTS_PER_UNIT))


def breaks(
    heights: Sequence[tuple[int, float]],
    regions: Sequence[Region],
    inner: frozenset[int],
    page: float,
    titles: Mapping[int, float],
) -> list[int]:
    """The rows before which pages break; none when breaks anywhere do no harm.

    `heights` are the rows with their points, `inner` rows that continue one tall text, `titles` the rows that are
    repeated at the top of every later page.
    """
    found: list[int] = []
    start, harmful, cost = 0, False, _harm(heights, _avoidable(heights, regions, page), inner, titles)
    while (end := _fits(heights, start, page, titles)) < len(heights):
        if cost(heights[end][0]) > 0:
            harmful = True
            end = _best(heights, cost, start, end)
        found.append(heights[end][0])
        start = end
    return found if harmful and len(found) <= _MOST_BREAKS else []


def divided(
    areas: Iterable[Area],
    rows: Sequence[int],
    heights: Sequence[tuple[int, float]],
    regions: Sequence[Region],
) -> list[Area]:
    """Merged areas, cut in two wherever a page breaks inside; but one whose text needs more than the part above the
    break stays whole: better a line across two pages than a text that ends.
    """
    needed = {region.area: region.needed for region in regions}
    points = dict(heights)
    found: list[Area] = []
    for area in areas:
        parts = [area]
        for row in (row for row in rows if area.top < row <= area.bottom):
            above = sum(points.get(each, 0.0) for each in range(area.top, min(row, area.bottom + 1)))
            if above >= needed.get(area, 0.0):
                parts = [part for each in parts for part in _halves(each, row)]
        found += parts
    return [part for part in found if not part.is_cell]


def _fits(heights: Sequence[tuple[int, float]], start: int, page: float, titles: Mapping[int, float]) -> int:
    """The index of the first row that the page from `start` on no longer holds; at least one row is on it."""
    room = page - sum(height for row, height in titles.items() if row < heights[start][0])
    index = start
    while index < len(heights) and (heights[index][1] <= room or index == start):
        room -= heights[index][1]
        index += 1
    return index


def _best(heights: Sequence[tuple[int, float]], cost: Callable[[int], float], start: int, end: int) -> int:
    tall = sum(height for _row, height in heights[start:end])
    filled, best, least = 0.0, end, float("inf")
    for index in range(start + 1, end + 1):
        filled += heights[index - 1][1]
        harm = cost(heights[index][0]) + _EMPTY * (1 - filled / tall)
        if harm <= least:
            best, least = index, harm
    return best


def _avoidable(heights: Sequence[tuple[int, float]], regions: Sequence[Region], page: float) -> list[Region]:
    """The regions that one page could hold; a taller one is cut wherever pages end."""
    points = dict(heights)
    return [
        r
        for r in regions
        if r.needed <= page
        or sum(points.get(row, 0.0) for row in range(r.area.top, r.area.bottom + 1)) <= page
    ]


def _harm(
    heights: Sequence[tuple[int, float]],
    regions: Sequence[Region],
    inner: frozenset[int],
    titles: Mapping[int, float],
) -> Callable[[int], float]:
    """The harm of a break before a row: labels that are divided, texts that are cut, a heading without its rows."""
    filled = [region.area for region in regions if region.needed == float("inf")]
    tall = inner.intersection(row for area in filled for row in range(area.top + 1, area.bottom + 1))
    tops: dict[int, float] = {}
    below = 0.0
    for number, height in heights:
        tops[number] = below
        below += height

    def cost(row: int) -> float:
        crossing = [region for region in regions if region.area.top < row <= region.area.bottom]
        cut = [region for region in crossing if tops[row] - tops[region.area.top] < region.needed]
        harm = _CUT * (len(cut) + (row in tall)) + _DIVIDED * (len(crossing) - len(cut))
        return harm + _ORPHAN * (row - 1 in titles)

    return cost


def _halves(area: Area, row: int) -> tuple[Area, ...]:
    if not area.top < row <= area.bottom:
        return (area,)
    return Area(area.left, area.top, area.right, row - 1), Area(area.left, row, area.right, area.bottom)
