"""Which sheets of a workbook are ours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.finding import Severity
from generator.location import Location
from generator.reading.heading_names import normal
from generator.reading.source import Notes
from generator.reading.table import Sheet
from generator.sheets.layout import FUNDS, INDICATORS
from generator.translation import _

PROJECT_SHEET = "项目"
OURS = (PROJECT_SHEET, FUNDS, INDICATORS)
_COPY = re.compile(r"(.+?)(?:\(\d+\)|[-_.]?\d+|(?:的|[-_])?副本\d*|copy\d*|\(副本\))", re.IGNORECASE)


def chosen(sheets: Sequence[Sheet], notes: Notes) -> dict[str, Sheet]:
    """Our sheets by their titles; one that is named as a copy only where there is no other."""
    ours: dict[str, Sheet] = {}
    for sheet in sheets:
        if (title := normal(sheet.title)) in OURS and title not in ours:
            ours[title] = sheet
    copies = [
        (title, sheet)
        for sheet in sheets
        if (title := title_of_ours(sheet.title)) and ours.get(title) is not sheet
    ]
    titles = [title for title, _sheet in copies]
    for title, sheet in copies:
        place = Location(notes.file, sheet.title)
        if title not in ours and titles.count(title) == 1:
            message = _("the sheet is read as {title}; rename it").format(title=title)
            notes.report(place, "INP218", message, Severity.WARNING)
            ours[title] = sheet
        elif sheet.rows:
            message = _(
                "the sheet is not read; move what belongs to the booklet to {title} and delete the rest"
            )
            notes.report(place, "INP218", message.format(title=title), Severity.WARNING)
    return ours


def title_of_ours(written: str) -> str:
    """The title of ours that a sheet's title is or repeats, as programs and people name copies."""
    title = normal(written)
    if title in OURS:
        return title
    found = _COPY.fullmatch(title)
    return found[1] if found and found[1] in OURS else ""
