"""The statements that make sheets: `{%sheet for 项目 in 项目列表 %}`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.office.problems import Place
from generator.office.program import Program
from generator.office.program_builder import ProgramBuilder
from generator.office.row_compiler import put_text
from generator.office.sheet_reading import ReadRow
from generator.office.sheet_template import SheetMark
from generator.office.tags import Tag


class SheetStatements(NamedTuple):
    """The tags of a sheet that control the sheet itself; those that the template leaves open end with it."""

    tags: list[tuple[Tag, Place]]

    @classmethod
    def of(cls, rows: Iterable[ReadRow]) -> SheetStatements:
        """Those that stand in the rows of a sheet."""
        return cls(
            [
                (tag, cell.place)
                for row in rows
                for cell in row.cells
                for tag in cell.tags
                if tag.level == "sheet"
            ]
        )

    def begin(self, builder: ProgramBuilder) -> None:
        """Begin the loops and conditions."""
        for tag, place in self.tags:
            if not _ends(tag):
                builder.tag(tag, place, "workbook")

    def end(self, builder: ProgramBuilder) -> None:
        """End them."""
        closers = [pair for pair in self.tags if _ends(pair[0])]
        for tag, place in closers:
            builder.tag(tag, place, "workbook")
        blocks = [pair for pair in self.tags if pair[0].keyword in ("for", "if")]
        for tag, place in blocks[: len(blocks) - len(closers)][::-1]:
            builder.tag(Tag("statement", "sheet", "end" + tag.keyword, 0, 0), place, "workbook")

    def names(self, place: Place, name: str, tags: list[Tag]) -> Program:
        """The program of the sheets' items and names; `tags` are those of the name."""
        builder = ProgramBuilder()
        self.begin(builder)
        loops = [tag for tag, _place in self.tags if tag.keyword == "for"]
        builder.expression(_target(loops[-1]) if loops else "none", place)
        put_text(builder, name, tags, place)
        builder.mark(SheetMark("end"))
        self.end(builder)
        return builder.build(place.file)


def _ends(tag: Tag) -> bool:
    return tag.keyword.startswith("end")


def _target(loop: Tag) -> str:
    """The loop's variable; the last one when it unpacks several."""
    return loop.source.removeprefix("for").split(" in ")[0].split(",")[-1].strip(" ()")
