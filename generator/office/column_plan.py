"""The columns of a template sheet, cut into slots by the tags of its column loops."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.office.column_blocks import Block, ColumnBlocks
from generator.office.references import LAST_COLUMN
from generator.office.rowmap import Path, Slot


class Section(NamedTuple):
    """What stands between two tags of a block, or around all blocks: slots and blocks in order."""

    items: list[int | tuple[Block, list[Section]]]


class ColumnPlan:
    """The columns of a template sheet cut into slots, in the order in which they are laid out."""

    def __init__(self, blocks: ColumnBlocks, last: int) -> None:
        self.blocks, self.rows, self.last = blocks.blocks, blocks.rows, last
        self.slots: list[Slot] = []
        self._tags = frozenset(blocks.places)
        self.views: dict[tuple[int, int, Path], tuple[list[int], int]] = {}
        self.whole = Section([*self._items(self.blocks, 1, LAST_COLUMN, ())])

    def _items(
        self, blocks: list[Block], left: int, right: int, path: Path
    ) -> Iterator[int | tuple[Block, list[Section]]]:
        for block in blocks:
            yield from self._run(left, block.columns[0] - 1, path)
            yield block, self._sections(block, path)
            left = block.columns[-1] + 1
        yield from self._run(left, right, path)

    def _run(self, left: int, right: int, path: Path) -> Iterator[int]:
        """The columns between two blocks; those of tags that only act vanish, too."""
        for tag in sorted(column for column in self._tags if left <= column <= right):
            yield from self._run(left, tag - 1, path)
            self._tag(tag, path)
            left = tag + 1
        if left <= right:
            self.slots.append(Slot(left, right, path))
            yield len(self.slots) - 1

    def _sections(self, block: Block, path: Path) -> list[Section]:
        sections = []
        for number, (start, end) in enumerate(zip(block.columns, block.columns[1:], strict=False)):
            self._tag(start, path)
            inner = [b for b in block.inner if start <= b.columns[0] and b.columns[-1] <= end]
            own = (*path, -block.number) if block.repeats and not number else path
            sections.append(Section([*self._items(inner, start + 1, end - 1, own)]))
        self._tag(block.columns[-1], path)
        return sections

    def _tag(self, column: int, path: Path) -> None:
        """A column of tags, which vanishes; of several tags the outermost tells where it stands."""
        if not self.slots or self.slots[-1].bottom < column:
            self.slots.append(Slot(column, column, path))
        elif len(path) < len(self.slots[-1].path):
            self.slots[-1] = Slot(column, column, path)

    def turns(self, column: int, row: int) -> int:
        """How many loops of a row turn a column; in the `else` of a loop it does not."""
        path = next((slot.path for slot in self.slots if slot.top <= column <= slot.bottom), ())
        return min(len(path), sum(block.repeats for block in self.around(column, column, row)))

    def around(self, left: int, right: int, row: int) -> list[Block]:
        """The blocks of a row that hold all of these columns, the outermost first."""
        mine, found, blocks = self.rows.get(row, frozenset()), [], self.blocks
        while block := next((b for b in blocks if b.holds(left, right) and b.number in mine), None):
            found.append(block)
            blocks = block.inner
        return found
