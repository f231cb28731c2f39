"""The filling of a sheet's cells: the values that a running program hands out become rows, texts, footers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from generator.office.cell_pictures import alone
from generator.office.cell_values import LONGEST_TEXT, ValueRefusedError, checked_text, too_long
from generator.office.open_rows import OpenRow
from generator.office.problems import Place, TemplateError, TemplateProblem
from generator.office.program_run import Run
from generator.office.sheet_template import FooterMark, GapMark, LoopMark, RowTemplate, SheetMark, TextMark
from generator.office.sheet_writer import SheetWriter
from generator.translation import _

_LONGEST_FOOTER = 255
# What a program hands out beside values; nearly everything is a value, so one look must tell.
_MARKS = frozenset((RowTemplate, OpenRow, TextMark, SheetMark, FooterMark, LoopMark, GapMark))
_FONT_SIZE = re.compile(r"&\d+$")


@dataclass(eq=False, repr=False)
class SheetFilling:
    """A run that fills the sheets of a template, one after the other."""

    run: Run
    stream: Iterator[object]  # its values
    problems: list[TemplateProblem]
    longest: int  # characters of a text after which nobody waits for its end
    pictures: bool  # whether values may be some

    def fill(self, writer: SheetWriter) -> None:
        """Build one sheet from the values up to its end."""
        values: list[object] = []
        for value in self.stream:
            if type(value) not in _MARKS:
                values.append(value)
            elif isinstance(value, RowTemplate):
                writer.row(value, values)
                if writer.problems:
                    self._refused(writer)
                values = []
            elif isinstance(value, TextMark):
                values.append(self._content())
            elif isinstance(value, SheetMark):
                if value.event == "end":
                    break
            elif isinstance(value, FooterMark):
                writer.footers.append(self._footer(values))
                values = []
            else:
                writer.take(value)
        writer.finish()
        self._refused(writer)

    def _refused(self, writer: SheetWriter) -> None:
        """What the cells of a row could not hold becomes problems, while the loops around it still stand at it."""
        for cell, message in writer.problems:
            place = Place(writer.template.file, f"{writer.template.name}!{cell}")
            self.problems.append(self.run.problem(message, place))
        writer.problems.clear()

    def _content(self) -> object:
        """What a cell shows whose text consists of several values, up to its mark: their text, or a picture with none
        beside it.
        """
        values: Iterable[object] = takewhile(_is_value, self.stream)
        if not self.pictures:
            return self._text(values)
        picture, values = alone(values)
        return self._text(values) if picture is None else picture

    def _text(self, values: Iterable[object]) -> str:
        """The text of a cell; of one that is too long only the beginning is kept."""
        pieces: list[str] = []
        size = 0
        for value in values:
            piece = joined([value], self.run, self.problems)
            size += len(piece)
            if size <= LONGEST_TEXT:
                pieces.append(piece)
            elif size > self.longest:  # no need to wait for its end
                self.problems.append(self.run.problem(too_long(size)))
                raise TemplateError(self.problems)
        if size > LONGEST_TEXT:
            self.problems.append(self.run.problem(too_long(size)))
        return "".join(pieces)

    def _footer(self, values: list[object]) -> str:
        """The text of a header or footer; a number behind a font size (`&9`) stays apart from it."""
        text = ""
        for value in values:
            piece = joined([value], self.run, self.problems)
            text += (" " if piece[:1].isdigit() and _FONT_SIZE.search(text) else "") + piece
        if len(text) > _LONGEST_FOOTER:
            message = _("the header or footer has {count} characters, but Excel takes {limit}")
            text_problem = message.format(count=len(text), limit=_LONGEST_FOOTER)
            self.problems.append(self.run.problem(text_problem))
        return text


def joined(values: Iterable[object], run: Run, problems: list[TemplateProblem]) -> str:
    """One text of several values; what is no text becomes a problem."""
    pieces = []
    for value in values:
        try:
            pieces.append(checked_text(value))
        except ValueRefusedError as error:
            problems.append(run.problem(str(error)))
    return "".join(pieces)


def guarded(run: Run, problems: list[TemplateProblem]) -> Iterator[object]:
    """The values of a run; a failure of the template ends it and becomes a problem."""
    try:
        yield from run.values
    except Exception as error:
        problems += run.failures(error)


def _is_value(given: object) -> bool:
    """Whether a text goes on with what is given."""
    return type(given) is not TextMark
