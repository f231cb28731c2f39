"""What the people who fill in a carried-over booklet are told at its cells."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What somebody has to do about a cell."""

    REVISE = "revise"  # its text speaks of other years
    PROPOSAL = "proposal"  # the program filled it in
    NOTE = "note"  # nothing: it only says what was there before


class Mark(NamedTuple):
    """Words at a cell of a tidy sheet."""

    project: str  # its name
    sheet: str
    row: int  # 0-based, among the project's rows of the sheet
    heading: str
    kind: Kind
    words: str
    years: tuple[str, ...] = ()  # or plans, as the text writes them
