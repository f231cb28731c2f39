"""Compiles the content of rows: static XML around the cells that the program fills."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from generator import metrics
from generator.office.problems import Place, TemplateProblem
from generator.office.program_builder import ProgramBuilder
from generator.office.references import Area, column_name, move_relative
from generator.office.rowmap import Path
from generator.office.sheet_reading import ReadCell, ReadRow
from generator.office.sheet_template import ROW_MARK, Cell, M, RowTemplate, TextMark
from generator.office.styles import Styles
from generator.office.tags import Tag
from generator.office.xml import escape_attribute, fragment
from generator.translation import _

if TYPE_CHECKING:
    from generator.office.column_plan import ColumnPlan

_ROW_OWN = {"r", "spans", "ht", "customHeight"}


@dataclass(eq=False, repr=False)
class RowCompiler:
    """What the rows of one sheet are compiled with."""

    root: etree._Element
    styles: Styles
    builder: ProgramBuilder
    merges: list[Area]
    width: Callable[[int], float]
    tagged: bool  # whether a tag stands anywhere in the sheet
    merge_texts: list[tuple[Area, str, Cell]] = field(default_factory=list)
    shared: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    plan: ColumnPlan | None = None  # None where columns are those of the template

    def __post_init__(self) -> None:
        self.merged_at = {(area.left, area.top): area for area in self.merges}

    def row(self, row: ReadRow, slot: int, path: Path) -> None:
        """Let the program hand out a row and the values in it."""
        template = RowTemplate(slot, path, attributes_of(row.element), height_of(row.element))
        static: list[str] = []
        for cell in row.cells:
            template.blank += f'<c r="{column_name(cell.column)}{ROW_MARK}"{cell.style}/>'
            if not self._merged(cell.column, row.number):
                template.single.append(cell.column)
            formula = self._formula(cell, row.number)
            if formula is None and not cell.tags:
                static.append(self._static(cell))
                self._static_height(template, cell, row.number)
                continue
            template.pieces.append("".join(static))
            static = []
            template.cells.append(self._cell(cell, row.number, formula))
            if formula is None:
                self._content(cell)
        template.pieces.append("".join(static))
        self.builder.mark(template)

    def check(self, rows: list[ReadRow]) -> None:
        """Note what could not be seen row by row."""

    def _merged(self, column: int, row: int) -> bool:
        return any(a.left <= column <= a.right and a.top <= row <= a.bottom for a in self.merges)

    def _content(self, cell: ReadCell) -> None:
        if len(cell.tags) == 1 and cell.tags[0].kind == "print":
            tag = cell.tags[0]
            if tag.start == 0 and tag.end == len(cell.text):
                self.builder.tag(tag, cell.place, cell.place)
                return
        self.builder.mark(TextMark("start"))
        put_text(self.builder, cell.text, cell.tags, cell.place)
        self.builder.mark(TextMark("end"))

    def _cell(self, cell: ReadCell, number: int, formula: str | None = None) -> Cell:
        one = Area(cell.column, number, cell.column, number)
        merged = self.merged_at.get((cell.column, number), one)
        look = self.styles.look(int(cell.element.get("s", "0")))
        width = sum(self.width(column) for column in range(merged.left, merged.right + 1))
        ems = metrics.ems_per_line(width, look.size, look.indent)
        style, array = cell.style, ""
        if (
            formula is not None
            and (found := cell.element.find(M + "f")) is not None
            and found.get("t") == "array"
        ):
            array = found.get("ref", "")
            style += f' cm="{cell.element.get("cm")}"' if cell.element.get("cm") else ""
        return Cell(cell.column, style, look, ems, merged.bottom - merged.top + 1, formula, array)

    def _static_height(self, template: RowTemplate, cell: ReadCell, number: int) -> None:
        """Let a static text that wraps have the height it needs."""
        if not cell.text:
            return
        made = self._cell(cell, number)
        if not made.look.wraps:
            return
        if made.spans_rows > 1:
            self.merge_texts.append((self.merged_at[cell.column, number], cell.text, made))
        elif template.height is None:
            needed = metrics.text_height(cell.text, made.ems, made.look.size)
            template.static_height = max(template.static_height, needed)

    def _static(self, cell: ReadCell) -> str:
        name = column_name(cell.column)
        cell.element.set("r", f"{name}0")
        return fragment(cell.element, self.root).replace(f' r="{name}0"', f' r="{name}{ROW_MARK}"', 1)

    def _formula(self, cell: ReadCell, number: int) -> str | None:
        found = cell.element.find(M + "f")
        if found is None:
            return None
        if found.get("t") == "dataTable" and self.tagged:
            message = _("a data table (what-if analysis) cannot follow its rows; replace it by formulas")
            self.builder.problems.append(TemplateProblem(cell.place, message))
        index = found.get("si")
        if found.get("t") != "shared" or index is None:
            return found.text or ""
        if found.text:
            self.shared[index] = (number, cell.column, found.text)
        row, column, text = self.shared[index]
        return move_relative(text, number - row, cell.column - column)


def put_text(
    builder: ProgramBuilder, text: str, tags: list[Tag], place: Place, printer: int | None = None
) -> None:
    """Let a program hand out a text with the values of its tags."""
    position, before = 0, ""
    for tag in tags:
        builder.data(_between(text[position : tag.start], before, tag.trims))
        builder.tag(tag, place, place, printer)
        position, before = tag.end, tag.trims
    builder.data(_between(text[position:], before, ""))


def _between(text: str, before: str, behind: str) -> str:
    """The text between two tags without the blanks that the `-` of either takes along."""
    text = text.lstrip() if ">" in before else text
    return text.rstrip() if "<" in behind else text


def attributes_of(row: etree._Element) -> str:
    """The attributes of a row that stay as they are."""
    return "".join(
        f' {key!s}="{escape_attribute(str(value))}"'
        for key, value in row.items()
        if key not in _ROW_OWN and "}" not in str(key)
    )


def height_of(row: etree._Element) -> float | None:
    """The points that the template says."""
    height = row.get("ht")
    return float(height) if height else None
