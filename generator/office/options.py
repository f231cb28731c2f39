"""What a caller may choose about a rendering."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Limits(NamedTuple):
    """What one rendering may take."""

    turns: int = 5_000_000  # of all loops together
    text: int = 2_000_000  # characters, or items of a list, that one expression may make
    output: int = 2_000_000_000  # bytes of all parts of the document


class Options(NamedTuple):
    """How to render."""

    # what becomes of a name or a field that the data does not have: an error, nothing, or 【缺：…】 in its place
    missing: Literal["error", "blank", "mark"] = "error"
    names: tuple[
        str, ...
    ] = ()  # the fields that name an item in messages, the best first; else its first text does
    limits: Limits = Limits()
    properties: tuple[tuple[str, str], ...] = ()  # names and texts that a workbook carries along


DEFAULT = Options()
