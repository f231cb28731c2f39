"""Compiles rows whose cells the data place: the tags of columns in them, and those that shape a cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.office.column_blocks import ColumnBlocks, ColumnTag
from generator.office.column_plan import ColumnPlan
from generator.office.open_rows import OpenCell, OpenRow
from generator.office.problems import TemplateProblem
from generator.office.references import Area
from generator.office.row_compiler import RowCompiler, attributes_of, height_of
from generator.office.rowmap import Path
from generator.office.sheet_reading import ReadCell, ReadRow
from generator.office.sheet_template import ColumnMark
from generator.office.tags import Tag
from generator.translation import _


@dataclass(eq=False, repr=False)
class OpenRowCompiler(RowCompiler):
    """What the rows of a sheet with column loops, and rows with cells of many columns, are compiled with."""

    read: list[ReadRow] = field(default_factory=list)  # all rows of the sheet

    def __post_init__(self) -> None:
        super().__post_init__()
        self.rights = {(area.left, area.top): area.right for area in self.merges}
        self.blocks = ColumnBlocks.of(self.read, self.builder.problems)
        last = max(cell.column for row in self.read for cell in row.cells)
        self.plan = ColumnPlan(self.blocks, max([last, *self.rights.values()]))

    def check(self, rows: list[ReadRow]) -> None:
        """Note what would vanish with the tags."""
        self.blocks.lost(rows, self.rights)

    def row(self, row: ReadRow, slot: int, path: Path) -> None:
        """Let the program hand out a row, and the values in it with their columns."""
        shaped = any(tag.lays_out for cell in row.cells for tag in cell.tags)
        if not shaped and not self.blocks.places:
            super().row(row, slot, path)
            return
        made = OpenRow(
            slot,
            path,
            attributes_of(row.element),
            height_of(row.element),
            number=row.number,
            plan=self.plan,
            width=self.width,
        )
        for cell in row.cells:
            if any(tag.level == "tc" for tag in cell.tags):
                self._controls(made, cell)
            else:
                made.given[cell.column] = self._open(made, cell, row.number)
        made.areas = [a for a in self.merges if a.top <= row.number <= a.bottom]
        self.builder.mark(made)

    def _controls(self, row: OpenRow, cell: ReadCell) -> None:
        """The tags of a cell that control columns."""
        for each in self.blocks.tags.get(row.number, {}).get(cell.column, []):
            if each.tag.keyword in ("break", "continue"):
                message = _("{found} works in loops over rows only, not over columns")
                text = message.format(found=each.tag.keyword)
                self.builder.problems.append(TemplateProblem(each.place, text))
            self._control(row, each)

    def _control(self, row: OpenRow, each: ColumnTag) -> None:
        if each.block is None:
            self.builder.tag(each.tag, each.place, ("columns", row.number))
            return
        block = each.block
        if each.event == "open":
            row.openers[block.number] = each.place
            self.builder.mark(ColumnMark("open", block.number))
        self.builder.tag(each.tag, each.place, ("columns", row.number))
        if each.event == "close":
            self.builder.mark(ColumnMark("close", block.number))
        else:
            turns = block.repeats and not each.section
            self.builder.mark(ColumnMark("section", block.number, each.section, turns))

    def _open(self, row: OpenRow, cell: ReadCell, number: int) -> OpenCell:
        formula = self._formula(cell, number)
        shaping = [tag for tag in cell.tags if tag.lays_out]
        merged = self.merged_at.get((cell.column, number))
        made = self._cell(cell, number, formula)
        live = formula is None and bool(cell.tags)
        found = OpenCell(
            cell.column,
            made.look,
            made.style,
            "" if live or formula is not None else self._static(cell),
            "" if live else cell.text or cell.unread,
            live,
            formula,
            made.array,
            merged,
            frozenset(tag.keyword for tag in shaping),
        )
        if live:
            self._shape(row, cell, found, shaping)
            self.builder.mark(ColumnMark("cell", cell.column))
            self._content(cell.without(shaping))
        elif merged is not None and merged.bottom > merged.top and cell.text and made.look.wraps:
            self.merge_texts.append((merged, cell.text, made))
        return found

    def _shape(self, row: OpenRow, cell: ReadCell, made: OpenCell, shaping: list[Tag]) -> None:
        """Let the program hand out what it says of the shape of a cell."""
        for tag in shaping:
            source = tag.source.removeprefix(tag.keyword).strip()
            if message := self._misplaced(row, made, tag.keyword):
                self.builder.problems.append(TemplateProblem(cell.place, message))
            elif tag.keyword in ("colspan", "cellbg"):
                event = "span" if tag.keyword == "colspan" else "fill"
                self.builder.mark(ColumnMark(event, cell.column))
                self.builder.expression(source, cell.place)
        if made.region and made.area is not None:
            self.merges.remove(made.area)

    def _misplaced(self, row: OpenRow, cell: OpenCell, keyword: str) -> str:
        """Why a tag cannot stand in a cell; blank when it can."""
        if keyword == "hm" and not (self.plan and self.plan.turns(cell.column, row.number)):
            return _("{found} works between {open} and {close} only").format(
                found="{% hm %}", open="{%tc for … %}", close="{%tc endfor %}"
            )
        if keyword == "vm" and not row.path:
            return _("{found} works between {open} and {close} only").format(
                found="{% vm %}", open="{%tr for … %}", close="{%tr endfor %}"
            )
        if cell.region and cell.area is not None and _tall(cell.area):
            return _("{found} cannot stand in cells that are merged over rows").format(found=keyword)
        return ""


def _tall(area: Area) -> bool:
    return area.bottom > area.top
