"""A first run of a sheet's program, which finds how often its column loops turn: rows above them must know, too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.office.columnmap import ColumnMap
from generator.office.open_rows import Key, OpenRow
from generator.office.problems import Place, TemplateProblem
from generator.office.program_run import Run
from generator.office.row_values import Visits, row_values
from generator.office.sheet_template import ColumnMark, SheetMark, SheetTemplate
from generator.translation import _


@dataclass(eq=False, repr=False)
class Scout:
    """Runs ahead by one sheet."""

    template: SheetTemplate
    run: Run
    problems: list[TemplateProblem]
    _latest: tuple[Visits, ColumnMap] | None = None
    _said: set[tuple[Place, int]] = field(default_factory=set)

    def columns(self) -> ColumnMap:
        """The columns of the next sheet. Rows that do not agree about them become problems.

        Raises: TemplateError when there are more than Excel takes.
        """
        assert self.template.columns is not None
        with self.run.program.environment.account.aside():
            visits = {key: sections for key, (sections, _place) in self._visits().items()}
        if self._latest is None or self._latest[0] != visits:
            self._latest = visits, ColumnMap(self.template.columns, visits)
        return self._latest[1]

    def _visits(self) -> dict[Key, tuple[tuple[int, ...], Place]]:
        """What the blocks of all rows of a sheet came to, and the row that came to it first."""
        found: dict[Key, tuple[tuple[int, ...], Place]] = {}
        for row, marks in self._rows():
            for key, sections in row_values(marks).visits.items():
                place = row.openers[key[0]]
                known, first = found.setdefault(key, (sections, place))
                if known != sections and (place, key[0]) not in self._said:
                    self._said.add((place, key[0]))
                    self.problems.append(self.run.problem(_differs(sections, known, first), place))
        return found

    def _rows(self) -> Iterator[tuple[OpenRow, list[object]]]:
        """The rows of a sheet with the marks between their values."""
        marks: list[object] = []
        try:
            for value in self.run.values:
                if type(value) is ColumnMark:
                    marks.append(value)
                elif isinstance(value, OpenRow):
                    yield value, marks
                    marks = []
                elif isinstance(value, SheetMark) and value.event == "end":
                    return
        except Exception as error:  # the run that follows will say it
            if self.run.failure(error) is None:
                raise


def _differs(sections: tuple[int, ...], known: tuple[int, ...], place: Place) -> str:
    if set(sections) <= {0} and set(known) <= {0}:
        message = _(
            "this loop over columns turns {count}×, that at {place} {other}×; all rows share their columns"
        )
        return message.format(count=len(sections), other=len(known), place=place)
    message = _(
        "this condition over columns takes another branch than that at {place}; all rows share their columns"
    )
    return message.format(place=place)
