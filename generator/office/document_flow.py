"""Blocks that flow down the pages of a section, whose size is known only at its end."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

_REMEMBERED = 4096  # layouts of runs of blocks


class Block(NamedTuple):
    """A paragraph or a table row on its way down the page; heights in points."""

    height: float
    starts_page: bool = False
    splits: bool = False
    heads: bool = False  # a heading row, which stands on top again after a break
    repeated: float = 0.0  # of the heading rows above


class Flow:
    """The blocks of a section: a number for each, for most are alike and there may be millions."""

    def __init__(self) -> None:
        self._kinds: dict[Block, int] = {}
        self._blocks = array("I")
        self._breaks = [0]  # the blocks with which pages surely begin
        self._named: list[tuple[int, tuple[str, ...]]] = []  # blocks with bookmarks
        self.append = self._blocks.append  # for a block that neither starts a page nor bears a bookmark

    def kind(self, block: Block) -> int:
        """The number of all blocks that are set alike."""
        return self._kinds.setdefault(block, len(self._kinds))

    def add(self, block: Block, bookmarks: tuple[str, ...] = ()) -> None:
        """The next block and the names of its bookmarks."""
        if block.starts_page:
            self._breaks.append(len(self._blocks))
        if bookmarks:
            self._named.append((len(self._blocks), bookmarks))
        self.append(self.kind(block))

    def finish(self, page: int, room: float) -> tuple[int, list[tuple[int, tuple[str, ...]]]]:
        """The last page of the section that begins on a page, and the pages of bookmarks; `room` is a page's points.

        What starts a page finds it empty, so equal runs of blocks between page breaks are laid out alike.
        """
        kinds = list(self._kinds)
        remembered: dict[bytes, _Pages] = {}
        found = []
        named = iter([*self._named, (len(self._blocks), ())])
        block, names = next(named)
        filled = False
        for start, run in self._runs():
            page += filled  # what a run leaves blank, the next one begins on
            if (key := run.tobytes()) not in remembered:
                if len(remembered) >= _REMEMBERED:
                    remembered.clear()
                remembered[key] = _laid_out([kinds[kind] for kind in run], room)
            pages = remembered[key]
            while block < start + len(run):
                found.append((page + pages.offsets[block - start], names))
                block, names = next(named)
            page, filled = page + pages.turned, pages.filled
        del self._blocks[:]
        self._breaks, self._named = [0], []
        return page, found

    def _runs(self) -> Iterator[tuple[int, array[int]]]:
        """The blocks from one page break to the next, with the place of the first."""
        for start, end in pairwise([*self._breaks, len(self._blocks)]):
            if start < end:
                yield start, self._blocks[start:end]


class _Pages(NamedTuple):
    """Where a run of blocks stands."""

    offsets: array[int]  # by how many pages each block begins later than the first
    turned: int  # by how many the last ends later
    filled: bool  # whether there is anything on the last page


def _laid_out(blocks: Iterable[Block], room: float) -> _Pages:
    offsets = array("I")
    page, used = 0, 0.0
    for block in blocks:
        if used + block.height > room and used > 0 and not block.splits:
            page, used = page + 1, block.repeated
        offsets.append(page)
        used += block.height
        while used > room:
            page, used = page + 1, used - room + min(block.repeated, room / 2)
    return _Pages(offsets, page, used > 0)
