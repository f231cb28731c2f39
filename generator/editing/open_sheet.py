"""The sheets of a workbook while their cells are read and changed."""

from __future__ import annotations

from functools import cached_property

from generator.editing import formulas
from generator.editing.parts import Parts
from generator.editing.sheet_cells import Change, Content, cell_splices, unescaped
from generator.editing.sheet_index import SheetIndex
from generator.editing.sheet_order import SheetEntry, entries
from generator.editing.xml_spans import Element
from generator.location import cell_name
from generator.translation import _


class OpenSheet:
    """A sheet with the places of its cells, and the contents that are to come."""

    def __init__(self, sheets: OpenSheets, place: int, entry: SheetEntry, index: SheetIndex) -> None:
        self._sheets, self.place, self.entry, self.index = sheets, place, entry, index
        self.pending: dict[tuple[int, int], Content] = {}
        self._merged = [area for area in index.merged() if not area.is_cell]

    def text(self, row: int, column: int) -> str:
        """What a cell holds as text."""
        if (row, column) in self.pending:
            content = self.pending[row, column]
            return content.text if content.number is None else f"{content.number:f}"
        cell = self.index.element(row, column)
        if cell is None:
            return ""
        if cell.get("t") == "inlineStr":
            inline = cell.child("is")
            return "" if inline is None else text_of(inline)
        value = cell.child("v")
        stated = "" if value is None else value.text
        if cell.get("t") == "s" and stated.strip():
            return self._sheets.strings[int(stated)]
        return unescaped(stated)

    def columns(self, row: int) -> list[int]:
        """The columns of a row that have cells, written or to come."""
        written = self.index.rows[row].columns if row in self.index.rows else []
        return sorted({*written, *(column for at, column in self.pending if at == row)})

    def is_blank(self, row: int) -> bool:
        """Whether a row holds neither values nor formulas."""
        return not any(
            self.text(row, column) or formulas.has_formula(self.index, row, column)
            for column in self.columns(row)
        )

    def look(self, row: int) -> dict[str, str]:
        """The attributes of a row that the next one takes over: its height and format."""
        span = self.index.rows.get(row)
        stated = self.index.attributes(span.start) if span is not None else {}
        wanted = ["s", "customFormat"] + (["ht", "customHeight"] if "customHeight" in stated else [])
        return {name: stated[name] for name in wanted if name in stated}

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the merged area around a cell, or the cell itself."""
        for area in self._merged:
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                return area.top, area.left
        return row, column


class OpenSheets:
    """The sheets of a workbook by name, opened when they are asked for."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._entries = entries(parts, parts.scan(parts.main))
        self._open: dict[str, OpenSheet] = {}

    @property
    def names(self) -> list[str]:
        """The names of all sheets in their order."""
        return [entry.name for entry in self._entries]

    def defined_names(self) -> list[str]:
        """The names that the workbook defines."""
        return [each.get("name") for each in self._parts.scan(self._parts.main).all("definedName")]

    @cached_property
    def strings(self) -> list[str]:
        """The texts that cells share."""
        part = self._parts.related(self._parts.main, "sharedStrings")
        return [] if part is None else [text_of(item) for item in self._parts.scan(part).children]

    def open(self, name: str) -> OpenSheet:
        """A sheet of cells.

        Raises: GeneratorError when there is none of that name, or it is broken.
        """
        if name in self._open:
            return self._open[name]
        place = next((place for place, entry in enumerate(self._entries) if entry.name == name), None)
        if place is None or self._entries[place].kind != "worksheet":
            raise self._parts.refused(_("there is no sheet of cells of this name"), name)
        entry = self._entries[place]
        try:
            index = SheetIndex(self._parts[entry.part])
        except ValueError as error:
            message = _("the part {name} is broken: {message}").format(name=entry.part, message=error)
            raise self._parts.refused(message, name) from error
        self._open[name] = OpenSheet(self, place, entry, index)
        return self._open[name]

    def save(self) -> None:
        """Write what is to come into the parts."""
        for name, sheet in list(self._open.items()):
            if not sheet.pending:
                continue
            gone = {cell_name(*cell) for cell in sheet.pending if formulas.has_formula(sheet.index, *cell)}
            changes = {cell: Change(content) for cell, content in sheet.pending.items()}
            self._parts.splice(sheet.entry.part, cell_splices(sheet.index, changes))
            if gone:
                formulas.drop_from_order(self._parts, sheet.entry.element.get("sheetId"), gone)
            self.forget(name)

    def forget(self, name: str) -> None:
        """Read a sheet anew the next time."""
        self._open.pop(name, None)


def text_of(item: Element) -> str:
    """The text of a string with or without runs; phonetic guides are not text."""
    runs = [item, *(child for child in item.children if child.local == "r")]
    elements = sorted((t for run in runs for t in run.children if t.local == "t"), key=lambda t: t.start)
    return unescaped("".join(t.text for t in elements))
