"""Links from cells to items: to what is anchored for an item, or else to its sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.office.options import Options
from generator.office.problems import Place, TemplateProblem
from generator.office.program import Program
from generator.office.sheet_output import hyperlink, sheet_location
from generator.office.sheet_writer import SheetWriter
from generator.office.values import text_of
from generator.office.workbook_part import MadeSheet
from generator.translation import _


@dataclass(eq=False, repr=False)
class SheetLinks:
    """Where the items of one rendering stand, by their ids, and which of them links miss."""

    file: str
    _sheets: dict[int, str] = field(default_factory=dict)
    _anchors: dict[int, str] = field(default_factory=dict)
    _dangling: dict[int, TemplateProblem] = field(default_factory=dict)

    def planned(self, made: Iterable[MadeSheet]) -> None:
        """Know the sheets that are made for items."""
        for sheet in made:
            if sheet.source.repeats:
                self._sheets.setdefault(id(sheet.item), sheet_location(sheet.name))

    def anchored(self, name: str, writer: SheetWriter) -> None:
        """Know what is anchored on a sheet."""
        self._anchors |= {id(item): sheet_location(name, cell) for cell, item in writer.anchors}

    def elements(self, name: str, writer: SheetWriter) -> str:
        """The links of a sheet."""
        return "".join(self._link(name, cell, link.item, text_of(link.value)) for cell, link in writer.links)

    def _link(self, name: str, cell: str, item: object, display: str) -> str:
        target = self._anchors.get(id(item)) or self._sheets.get(id(item))
        if target is not None:
            return hyperlink(cell, target, display)
        place = Place(self.file, f"{name}!{cell}")
        message = _("link leads nowhere: no sheet is made for this item, and nothing is anchored for it")
        self._dangling.setdefault(id(item), TemplateProblem(place, message))
        return ""

    def problems(
        self, programs: Iterable[Program], context: Mapping[str, object], options: Options
    ) -> list[TemplateProblem]:
        """Links to what has no sheet and no anchor."""
        if not self._dangling:
            return []
        from generator.office.dangling import dangling  # only where something is wrong

        return dangling(programs, context, options, self._dangling)
