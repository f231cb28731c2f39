"""The columns of a table whose cells come and go, found when its last row is written.

WPS draws a table by its grid, Word by the widths of its cells: both are made to fit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.office.document_marks import GridCell, GridMark, GridRow

_POINTS = re.compile(r'w:type="dxa"')
_BLANK_CELL = "<w:tc><w:tcPr/><w:p/></w:tc>"


@dataclass(eq=False, repr=False)
class _Cell:
    slot: int  # the held piece that gives its width
    span: int
    mark: GridCell


@dataclass(eq=False, repr=False)
class _Row:
    before: int
    after: int
    cells: list[_Cell] = field(default_factory=list)

    @property
    def columns(self) -> int:
        return self.before + self.after + sum(cell.span for cell in self.cells)


@dataclass(eq=False, repr=False)
class Grid:
    """A table on its way; `slot` is the held piece that gives its columns."""

    slot: int
    mark: GridMark
    rows: list[_Row] = field(default_factory=list)

    def row(self, mark: GridRow) -> str:
        """A row begins or ends; what a row without cells needs."""
        if mark.event == "row":
            self.rows.append(_Row(mark.before, mark.after))
            return ""
        return "" if self.rows[-1].cells else _BLANK_CELL

    def cell(self, slot: int, mark: GridCell) -> None:
        """A cell begins."""
        self.rows[-1].cells.append(_Cell(slot, mark.span, mark))

    @property
    def column(self) -> int:
        """The column of the latest cell."""
        row = self.rows[-1]
        return row.columns - row.after - row.cells[-1].span

    def span(self, count: int) -> None:
        """The latest cell runs over so many columns."""
        self.rows[-1].cells[-1].span = count

    def finish(self, held: list[str]) -> None:
        """Put the widths of the columns and of the cells into the pieces held for them."""
        columns = max((row.columns for row in self.rows), default=0)
        widest = next((row for row in self.rows if row.columns == columns), None)
        if widest is None or (
            columns == len(self.mark.widths) and not any(cell.mark.repeats for cell in widest.cells)
        ):
            held[self.slot] = self.mark.xml
            for row in self.rows:
                for cell in row.cells:
                    held[cell.slot] = cell.mark.xml
            return
        widths = self._widths(widest)
        said = "".join(f'<w:gridCol w:w="{width}"/>' if width else "<w:gridCol/>" for width in widths)
        held[self.slot] = f"<w:tblGrid>{said}</w:tblGrid>"
        for row in self.rows:
            _fit(row, widths, held)

    def _widths(self, row: _Row) -> list[int]:
        """The total width shared: columns outside of loops keep theirs, those of loops share the rest."""
        fixed: list[tuple[Sequence[float], bool]]
        fixed = [(self.mark.widths[i : i + 1] or (0,), False) for i in range(row.before)]
        fixed += [(_shares(cell), cell.mark.repeats) for cell in row.cells]
        fixed += [
            (self.mark.widths[-i : len(self.mark.widths) - i + 1] or (0,), False)
            for i in range(row.after, 0, -1)
        ]
        total = sum(self.mark.widths)
        kept = sum(sum(shares) for shares, repeats in fixed if not repeats)
        shared = sum(sum(shares) for shares, repeats in fixed if repeats)
        if shared and total > kept:
            scale = {False: 1.0, True: (total - kept) / shared}
        else:
            scale = dict.fromkeys((False, True), total / (kept + shared) if kept + shared else 0.0)
        exact = [share * scale[repeats] for shares, repeats in fixed for share in shares]
        ends = [round(sum(exact[: i + 1])) for i in range(len(exact))]
        return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _shares(cell: _Cell) -> tuple[float, ...]:
    if len(cell.mark.widths) == cell.span:
        return cell.mark.widths
    return (sum(cell.mark.widths) / cell.span,) * cell.span


def _fit(row: _Row, widths: list[int], held: list[str]) -> None:
    at = row.before
    for cell in row.cells:
        width = sum(widths[at : at + cell.span])
        at += cell.span
        fits = width and row.columns == len(widths) and _POINTS.search(cell.mark.xml)
        held[cell.slot] = f'<w:tcW w:w="{width}" w:type="dxa"/>' if fits else cell.mark.xml
