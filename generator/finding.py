"""What is wrong with the data, and how it is said."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from generator.location import KeyPath, Location


class Severity(Enum):
    """How much a finding weighs; an error makes the exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Problem(NamedTuple):
    """Something wrong at a path of the data, not yet at a place in a file."""

    path: KeyPath
    message: str
    code: str
    severity: Severity


class Finding(NamedTuple):
    """Something wrong at a place; `str()` is `file:line:col: severity CODE: message`."""

    location: Location
    severity: Severity
    code: str
    message: str
    path: KeyPath = ()  # in the data; empty where a file as a whole could not be read

    def __str__(self) -> str:
        return f"{self.location}: {self.severity.value} {self.code}: {self.message}"
