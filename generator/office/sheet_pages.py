"""The page breaks of a finished sheet."""

from __future__ import annotations

from generator.office import pages
from generator.office.references import Area
from generator.office.sheet_writer import SheetWriter

_MOST_ROWS = 20_000  # of a sheet whose page breaks are chosen


def paginate(writer: SheetWriter, titles: tuple[int, int] | None) -> None:
    """Let pages break where no text is cut; `titles` are the template's rows that every page repeats."""
    page = writer.page_height
    if page is None or writer.next_row > _MOST_ROWS:
        return
    default = writer.template.default_height
    gaps = writer.next_row - 1 - len(writer.rows)
    if sum([row.height or default for row in writer.rows.values()]) + gaps * default <= page:
        return
    heights = [
        (row, writer.rows[row].height or default if row in writer.rows else default)
        for row in range(1, writer.next_row)
    ]
    tall = [area for area in writer.merges if area.bottom > area.top]
    regions = [pages.Region(area, _needed(writer, area)) for area in tall]
    repeated = writer.map.span(*titles) if titles else None
    rows = range(repeated[0], repeated[1] + 1) if repeated else range(0)
    title_heights = {row: height for row, height in heights if row in rows}
    writer.breaks = pages.breaks(heights, regions, frozenset(writer.inner), page, title_heights)
    writer.merges = pages.divided(writer.merges, writer.breaks, heights, regions)


def _needed(writer: SheetWriter, area: Area) -> float:
    """The points of a merged label; no part of a text that fills all its rows can stand alone."""
    rows = writer.inner.intersection(range(area.top + 1, area.bottom + 1))
    return float("inf") if len(rows) == area.bottom - area.top else writer.needed.get(area, 0.0)
