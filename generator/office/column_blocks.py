"""The loops and conditions over the columns of a sheet: each row writes its own tags, all rows share the columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.office.problems import Place, TemplateProblem
from generator.office.references import column_name
from generator.office.sheet_reading import ReadCell, ReadRow
from generator.office.structure import OPENERS
from generator.office.tags import Tag
from generator.translation import _

_MIDDLES = ("elif", "else")


@dataclass(eq=False, repr=False)
class Block:
    """A loop or condition in the columns of its tags: the opening one, those between its sections, the closing one."""

    number: int
    keyword: str
    columns: tuple[int, ...]
    place: Place  # of the tag that opens it, in the first row that has it
    inner: list[Block] = field(default_factory=list)

    @property
    def repeats(self) -> bool:
        """Whether its first section comes in turns."""
        return self.keyword == "for"

    @property
    def label(self) -> str:
        """`for (B:D)`."""
        return f"{self.keyword} ({column_name(self.columns[0])}:{column_name(self.columns[-1])})"

    def holds(self, left: int, right: int) -> bool:
        """Whether all of these columns stand between its tags."""
        return self.columns[0] < left and right < self.columns[-1]


class ColumnTag(NamedTuple):
    """A tag of a row, with the block that it opens, divides or closes (None for one that only acts)."""

    tag: Tag
    place: Place
    event: str = ""  # "open", "section" or "close"
    block: Block | None = None
    section: int = 0


@dataclass(eq=False, repr=False)
class _Written:
    """A block as one row writes it."""

    tags: list[tuple[int, Tag, Place]]
    inner: list[_Written] = field(default_factory=list)


@dataclass(eq=False, repr=False)
class ColumnBlocks:
    """The blocks of a sheet, and which of them each of its rows has."""

    problems: list[TemplateProblem]
    blocks: list[Block] = field(default_factory=list)
    rows: dict[int, frozenset[int]] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)  # column of tags -> the first of them
    tags: dict[int, dict[int, list[ColumnTag]]] = field(default_factory=dict)  # row -> column -> tags
    count: int = 0

    @classmethod
    def of(cls, rows: Iterable[ReadRow], problems: list[TemplateProblem]) -> ColumnBlocks:
        """The blocks in the rows of a sheet; what rows do not agree about becomes a problem."""
        made = cls(problems)
        for row in rows:
            if row.has("tc") and not row.has("tr", "sheet"):
                made._row(row)
        return made

    def _row(self, row: ReadRow) -> None:
        tags = [(cell, tag) for cell in row.cells for tag in cell.tags if tag.level == "tc"]
        found = {id(tag): ColumnTag(tag, cell.place) for cell, tag in tags}
        mine: set[int] = set()
        for written in _nested(tags):
            self._match(written, self.blocks, mine, found)
        self.rows[row.number] = frozenset(mine)
        for cell, tag in tags:
            self.places.setdefault(cell.column, cell.place)
            self.tags.setdefault(row.number, {}).setdefault(cell.column, []).append(found[id(tag)])

    def _match(
        self, written: _Written, known: list[Block], mine: set[int], found: dict[int, ColumnTag]
    ) -> None:
        """Find the block that other rows have in the same columns, or take it as a new one."""
        columns = tuple(column for column, _tag, _place in written.tags)
        _column, opener, place = written.tags[0]
        block = next((b for b in known if (b.keyword, b.columns) == (opener.keyword, columns)), None)
        if block is None or block.number in mine:
            if crossed := next((b for b in known if _overlap(b.columns, columns)), None):
                self.problems.append(TemplateProblem(place, _disagree(opener.keyword, crossed)))
                return
            self.count += 1
            block = Block(self.count, opener.keyword, columns, place)
            known.append(block)
            known.sort(key=lambda each: each.columns)
        mine.add(block.number)
        last = len(written.tags) - 1
        for number, (_column, tag, at) in enumerate(written.tags):
            event = "open" if not number else "close" if number == last else "section"
            found[id(tag)] = ColumnTag(tag, at, event, block, number)
        for inner in written.inner:
            self._match(inner, block.inner, mine, found)

    def lost(self, rows: Iterable[ReadRow], merged: dict[tuple[int, int], int]) -> None:
        """Problems for what stands in a column of tags; `merged` tells how far right a merge of a cell goes."""
        torn = bool(self.problems)  # and what else vanishes would follow from that
        for row in rows:
            if row.has("tr", "sheet"):
                continue
            for cell in row.cells:
                control = any(tag.level == "tc" for tag in cell.tags)
                if torn and not control:
                    continue
                if cell.column in self.places and self._vanishes(cell, row.number, merged):
                    self.problems.append(TemplateProblem(cell.place, self._lost(cell)))

    def _vanishes(self, cell: ReadCell, row: int, merged: dict[tuple[int, int], int]) -> bool:
        own = [tag for tag in cell.tags if tag.level != "tc" and tag.kind != "comment"]
        if not cell.rest and not own and not cell.unread:
            return False
        right = merged.get((cell.column, row), cell.column)
        stays = any(column not in self.places for column in range(cell.column + 1, right + 1))
        return not stays or any(tag.level == "tc" for tag in cell.tags)

    def _lost(self, cell: ReadCell) -> str:
        own = [tag for tag in cell.tags if tag.level != "tc" and tag.kind != "comment"]
        found = cell.rest or (cell.text[own[0].start : own[0].end] if own else cell.unread)
        if any(tag.level == "tc" for tag in cell.tags):
            message = _("{found} stands in a cell of tags, which vanishes; give the tags a cell of their own")
            return message.format(found=found)
        message = _("{found} stands in a column that vanishes with the tag at {place}; give it another one")
        return message.format(found=found, place=self.places[cell.column])


def _nested(tags: Iterable[tuple[ReadCell, Tag]]) -> list[_Written]:
    """The whole blocks of a row; a block that is not whole is a problem of its own."""
    found: list[_Written] = []
    stack: list[_Written] = []
    for cell, tag in tags:
        one = (cell.column, tag, cell.place)
        if tag.kind != "statement":
            continue
        if tag.keyword in OPENERS and not (tag.keyword == "set" and "=" in tag.source):
            stack.append(_Written([one]))
        elif tag.keyword in _MIDDLES and stack:
            stack[-1].tags.append(one)
        elif tag.keyword.startswith("end") and stack:
            block = stack.pop()
            block.tags.append(one)
            (stack[-1].inner if stack else found).append(block)
    return found


def _overlap(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one[0] < other[-1] and other[0] < one[-1]


def _disagree(keyword: str, block: Block) -> str:
    message = _(
        "this {found} is not in the columns of the {open} that began at {place};"
        " all rows of a sheet loop over the same columns"
    )
    return message.format(found=keyword, open=block.label, place=block.place)
