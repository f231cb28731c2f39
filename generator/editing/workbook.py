"""A workbook that people own, changed in place: what is not changed keeps its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.editing import formulas, row_growth
from generator.editing.cell_notes import add_notes, joined
from generator.editing.colours import Colour
from generator.editing.journal import write_journal
from generator.editing.list_sheet import LIST_NAME, Entry, ListColumn, list_area, list_sheet
from generator.editing.marked_styles import StyleSheet
from generator.editing.open_sheet import OpenSheet, OpenSheets
from generator.editing.parts import Parts, refusing_damage
from generator.editing.sheet_cells import Change, Content, cell_splices, content_of, refusal
from generator.editing.sheet_order import insert_first
from generator.editing.unmarking import unmark
from generator.office.references import quoted_sheet
from generator.translation import _

_FIXED = re.compile(r"([A-Z]+)(\d+)")


class _Mark(NamedTuple):
    colour: Colour
    notes: list[str]


class _List(NamedTuple):
    name: str
    columns: Sequence[ListColumn]
    rows: Sequence[Sequence[Entry]]


class WorkbookEdit:
    """Changes to a workbook given as bytes; sheets go by name, rows and columns are 1-based.

    A place in a merged area is that of the area's first cell, which holds what the area shows.

    Contents change at once. Marks and the list of them are put in by `finish`, in such a way that `unmark_all` of a
    later `WorkbookEdit` takes out them and nothing else.
    """

    def __init__(self, content: bytes, file: str) -> None:
        """Open a workbook; `file` is what messages call it.

        Raises: GeneratorError when it is none, is damaged, or built to do harm.
        """
        self.file = file
        self._parts = Parts(content, file)
        self._sheets = self._opened()
        self._marks: dict[tuple[str, int, int], _Mark] = {}
        self._list: _List | None = None

    @refusing_damage
    def _opened(self) -> OpenSheets:
        return OpenSheets(self._parts)

    @property
    def sheet_names(self) -> list[str]:
        """The names of all sheets, hidden ones and sheets of charts, too."""
        return self._sheets.names

    @refusing_damage
    def text(self, sheet: str, row: int, column: int) -> str:
        """What a cell holds as text; the stored result of a formula, and nothing for a blank cell.

        Raises: GeneratorError.
        """
        opened = self._sheets.open(sheet)
        return opened.text(*opened.anchor(row, column))

    @refusing_damage
    def holder(self, sheet: str, row: int, column: int) -> tuple[int, int]:
        """The row and column of the cell that holds what a cell shows: another one inside a merged area.

        Raises: GeneratorError.
        """
        return self._sheets.open(sheet).anchor(row, column)

    @refusing_damage
    def has_formula(self, sheet: str, row: int, column: int) -> bool:
        """Whether a cell holds a formula.

        Raises: GeneratorError.
        """
        opened = self._sheets.open(sheet)
        return formulas.has_formula(opened.index, *opened.anchor(row, column))

    @refusing_damage
    def set_text(self, sheet: str, row: int, column: int, text: str) -> None:
        """Put a text into a cell, in the cell's own format; it stays text even where it begins with `=`.

        Raises: GeneratorError when the cell cannot hold it, or is part of a formula over several cells.
        """
        self._set(sheet, row, column, text)

    @refusing_damage
    def set_number(self, sheet: str, row: int, column: int, number: Decimal) -> None:
        """Put a number into a cell, digit for digit, in the cell's own format.

        Raises: GeneratorError when it is none, or the cell is part of a formula over several cells.
        """
        self._set(sheet, row, column, number)

    @refusing_damage
    def clear(self, sheet: str, row: int, column: int) -> None:
        """Empty a cell; its format stays.

        Raises: GeneratorError when it is part of a formula over several cells.
        """
        self._set(sheet, row, column, "")

    def _set(self, sheet: str, row: int, column: int, value: str | Decimal) -> None:
        opened = self._sheets.open(sheet)
        row, column = opened.anchor(row, column)
        content = self._content(sheet, row, column, value)
        if message := formulas.obstacle(opened.index, row, column):
            raise self._parts.refused(message, sheet, row, column)
        opened.pending[row, column] = content

    def _content(self, sheet: str, row: int, column: int, value: str | Decimal) -> Content:
        if message := refusal(value):
            raise self._parts.refused(message, sheet, row, column)
        return content_of(value)

    @refusing_damage
    def append_row(self, sheet: str, after_row: int, values: Mapping[int, str | Decimal]) -> None:
        """Fill the blank row below the last one of a list, by column, in the formats of the row above.

        Tables, filters, the print area, conditional formats and validations that ended at the last row go on to the
        new one. Formulas are not copied.

        Raises: GeneratorError when the row is not blank, a cell cannot hold its value, or a table ends with totals.
        """
        row = after_row + 1
        contents = {column: self._content(sheet, row, column, value) for column, value in values.items()}
        self._sheets.save()
        opened = self._sheets.open(sheet)
        if not opened.is_blank(row):
            raise self._parts.refused(_("the row is not blank"), sheet, row)
        if message := row_growth.grow_tables(self._parts, opened.entry.part, after_row, set(values)):
            raise self._parts.refused(message, sheet, after_row)
        row_growth.grow_names(self._parts, opened.place, after_row)
        styles = {
            column: opened.index.style(after_row, column) for column in {*values, *opened.columns(after_row)}
        }
        changes = {
            (row, column): Change(contents.get(column, Content()), style) for column, style in styles.items()
        }
        cells = cell_splices(opened.index, changes, opened.look(after_row))
        self._parts.splice(opened.entry.part, [*cells, *row_growth.grown_sheet(opened.index, after_row)])
        self._sheets.forget(sheet)

    @refusing_damage
    def mark(self, sheet: str, row: int, column: int, colour: Colour, note: str) -> None:
        """Colour a cell and say why in a comment; notes on one cell are joined, the gravest colour shows.

        Raises: GeneratorError when there is no such sheet of cells.
        """
        row, column = self._sheets.open(sheet).anchor(row, column)
        found = self._marks.setdefault((sheet, row, column), _Mark(colour, []))
        found.notes.append(note)
        order = list(Colour)
        gravest = min(found.colour, colour, key=order.index)
        self._marks[sheet, row, column] = found._replace(colour=gravest)

    @refusing_damage
    def add_first_sheet(
        self, name: str, columns: Sequence[ListColumn], rows: Iterable[Sequence[Entry]]
    ) -> str:
        """A list as the first sheet, open when the workbook opens; gives back its name, which differs where taken."""
        taken = {each.casefold() for each in self.sheet_names}
        free = (f"{name}{number or ''}" for number in (0, *range(2, len(taken) + 3)))
        found = next(each for each in free if each.casefold() not in taken)
        self._list = _List(found, columns, [list(row) for row in rows])
        return found

    @refusing_damage
    def unmark_all(self) -> None:
        """Take out all marks and lists that were put in before: to the byte if nobody has saved the file since.

        Otherwise our comments go by their signature, our colours by their tone (cells of another colour get that
        back where the file still says which), our list by its hidden name. What others wrote stays.
        """
        self._sheets.save()
        unmark(self._parts)
        self._sheets = OpenSheets(self._parts)

    @refusing_damage
    def finish(self) -> bytes:
        """The changed file; the same changes give the same bytes."""
        self._sheets.save()
        self._parts.forget()
        if self._marks or self._list:
            self._put_marks()
            write_journal(self._parts)
        return self._parts.content()

    def _put_marks(self) -> None:
        styles = StyleSheet(self._parts)
        if self._list is not None:
            self._put_list(styles, self._list)
        by_sheet: dict[str, dict[tuple[int, int], _Mark]] = {}
        for (sheet, row, column), mark in sorted(self._marks.items()):
            by_sheet.setdefault(sheet, {})[row, column] = mark
        for sheet, marks in by_sheet.items():
            self._mark_sheet(self._sheets.open(sheet), marks, styles)
        styles.write()
        self._marks, self._list = {}, None
        self._sheets = OpenSheets(self._parts)

    def _mark_sheet(
        self, opened: OpenSheet, marks: Mapping[tuple[int, int], _Mark], styles: StyleSheet
    ) -> None:
        index = opened.index
        changes = {
            cell: Change(style=styles.marked(index.style(*cell), mark.colour)) for cell, mark in marks.items()
        }
        notes = {cell: joined(mark.notes) for cell, mark in marks.items() if any(mark.notes)}
        part = opened.entry.part
        self._parts.splice(part, [*cell_splices(index, changes), *add_notes(self._parts, part, index, notes)])

    def _put_list(self, styles: StyleSheet, made: _List) -> None:
        xml = list_sheet(styles, made.columns, made.rows)
        area = list_area(len(made.columns), len(made.rows) + 1)
        area = quoted_sheet(made.name) + "!" + _FIXED.sub(r"$\1$\2", area)
        taken = sum(name.startswith(LIST_NAME) for name in self._sheets.defined_names())
        name = LIST_NAME + (str(taken + 1) if taken else "")
        insert_first(self._parts, made.name, xml, [(name, area), ("_xlnm._FilterDatabase", area)])
        self._sheets = OpenSheets(self._parts)
