"""What a reader returns, whatever the type of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator import tree
from generator.finding import Finding, Severity
from generator.location import KeyPath, Location

_MOST = 200  # findings of one file; whoever has more has another problem


class HeadingRow(NamedTuple):
    """Where the headings of a sheet stand that was read, whatever they are called there."""

    title: str  # of the tidy sheet that it was read as
    row: int  # the last of the rows that the headings take
    columns: Mapping[str, int]  # by the names that the program gives them; 1-based


@dataclass(frozen=True)
class Source:
    """Plain values as written, beside a table of where each of them stands.

    Blank values are absent from `data` but keep their place in `locations`.
    """

    data: tree.Mapping
    locations: Mapping[KeyPath, Location]
    problems: list[Finding]
    headings: Mapping[tuple[str, str], HeadingRow] = field(default_factory=dict)  # by file and sheet

    def name_cells(self, project: KeyPath, heading: str) -> list[Location]:
        """The cells that say to which project a row of a workbook belongs, one in each of the project's rows."""
        rows = {
            place._replace(column=self.headings[place.file, place.sheet].columns[heading])
            for path, place in self.locations.items()
            if path[: len(project)] == project and place.sheet
        }
        return sorted(rows)

    def locate(self, path: KeyPath) -> Location:
        """The place of the value at `path`, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if (location := self.locations.get(path[:length])) is not None:
                return location
        raise KeyError(path)


@dataclass(eq=False, repr=False)
class Notes:
    """Places and findings of one file while it is read."""

    file: str
    locations: dict[KeyPath, Location] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    headings: dict[tuple[str, str], HeadingRow] = field(default_factory=dict)

    def report(
        self, location: Location, code: str, message: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Add a finding, unless the file has too many already."""
        if len(self.problems) < _MOST:
            self.problems.append(Finding(location, severity, code, message))

    def source(self, data: tree.Mapping) -> Source:
        """The result of reading, with its findings in reading order."""
        problems = sorted(self.problems, key=lambda problem: problem.location)
        return Source(data, self.locations, problems, self.headings)


class UnreadableError(Exception):
    """A file that cannot be read at all: why, and where in it."""

    def __init__(self, code: str, message: str, row: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.row = row
        self.column = column
