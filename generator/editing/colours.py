"""The fill colours of marks: near to those that people know from Excel, and yet no one else's."""

from __future__ import annotations

from enum import Enum


class Colour(Enum):
    """A colour by what it says; ARGB. By one step of blue it differs from Excel's own, and so marks are found again."""

    ERROR = "FFFFC7CF"
    WARNING = "FFFFEB9D"
    NOTE = "FFDDEBF8"


OURS = {colour.value: colour for colour in Colour}
