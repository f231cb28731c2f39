"""The finished sheets of one rendering, as formulas see them: their cells, and what formulas on them become."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.office.finished_cells import FinishedCells, FormulaMapper
from generator.office.references import speaks_of
from generator.office.rowmap import Path, Turn
from generator.office.sheet_output import mapped
from generator.office.sheet_writer import SheetWriter
from generator.office.turn_tables import BookTables
from generator.office.workbook import WorkbookTemplate
from generator.office.workbook_part import MadeSheet, WorkbookPart

if TYPE_CHECKING:
    from generator.office.column_rendering import ColumnRendering


@dataclass(eq=False, repr=False)
class FinishedSheets:
    """The sheets that are at hand, with what was found of their cells so far."""

    book: WorkbookTemplate
    part: WorkbookPart
    tables: BookTables
    columns: ColumnRendering | None = None  # None as long as the data place no columns
    _cells: dict[str, FinishedCells] = field(default_factory=dict)  # by the sheet's name
    _strings: list[str] = field(default_factory=list)  # shared by the sheets, once they are looked at

    def mapper(self, made: MadeSheet) -> FormulaMapper:
        """What formulas on a sheet become."""

        def writers(sheet: str | None) -> SheetWriter | None:
            if sheet is None or sheet == made.source.name:
                return made.writer
            other = self.part.named(sheet)
            return other.writer if other else None

        def rename(sheet: str) -> str:
            return made.name if sheet == made.source.name else self.part.renamed(sheet)

        gone, lost = self.part.gone, self.part.lost

        def mapper(formula: str, path: Path, turn: Turn, for_all: bool = False) -> str | None:
            if gone and speaks_of(formula, lost):
                return None
            named = self.tables.named(made, formula, path, turn) if "[" in formula else formula
            if named is None:
                return None
            if self.columns is None:
                return mapped(named, writers, path, turn, rename, for_all)
            followed = self.columns.followed(named, writers, path, turn, for_all)
            return mapped(followed, writers, path, turn, rename, for_all) if followed is not None else None

        return mapper

    def named(self, sheet: str) -> FinishedCells | None:
        """The cells of a finished sheet that is still at hand."""
        if sheet not in self._cells:
            made = self.part.by_name.get(sheet)
            if made is None or made.writer is None:
                return None
            self.of(made)
        return self._cells[sheet]

    def of(self, made: MadeSheet) -> FinishedCells:
        """The cells of a finished sheet."""
        if made.name not in self._cells:
            assert made.writer is not None
            mapper = self.mapper(made)
            self._cells[made.name] = FinishedCells(made.writer, mapper, self.named, self._string)
        return self._cells[made.name]

    def _string(self, index: int) -> str:
        if not self._strings:
            self._strings = self.book.strings()
        return self._strings[index]

    def forget(self, made: MadeSheet) -> None:
        """A sheet that is written, and that no formula looks at."""
        made.writer = None
        self._cells.pop(made.name, None)
        self.tables.forget(made)
