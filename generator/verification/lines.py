"""What stands in a file, line by line, the same for Excel and Word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from generator.location import Location


class Spot(NamedTuple):
    """A cell or a paragraph: where it is, what it holds, and where it leads."""

    place: Location
    value: object  # text, number, date or None
    link: str = ""  # what the place leads to
    formula: str = ""
    is_name: bool = False  # of a sheet: Excel shortens what is too long for it


Line = dict[int, Spot]  # by column


@dataclass(eq=False, repr=False)
class Block:
    """A sheet, the body of a document, or another part: lines from top to bottom."""

    name: str
    lines: list[Line] = field(default_factory=list)


@dataclass(eq=False, repr=False)
class Contents:
    """A file read back."""

    blocks: list[Block]
    parts: dict[str, list[Spot]]  # texts of the parts beside the blocks: headers, text boxes, properties
    cut: list[tuple[Location, float, float]] = field(default_factory=list)
    # texts that their merged rows cannot show: where, points needed at the least, points there
