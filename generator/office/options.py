"""What a caller may choose about a rendering."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Options(NamedTuple):
    """How to render."""

    # what becomes of a name or a field that the data does not have: an error, nothing, or 【缺：…】 in its place
    missing: Literal["error", "blank", "mark"] = "error"
    names: tuple[
        str, ...
    ] = ()  # the fields that name an item in messages, the best first; else its first text does


DEFAULT = Options()
