"""A running program, and what it says of its failures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import InvalidOperation
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError

from generator.office.limits import ExhaustedError
from generator.office.options import Options
from generator.office.problems import Place, TemplateProblem
from generator.office.value_code import FILE
from generator.office.values import NoTextError
from generator.translation import _

if TYPE_CHECKING:
    from generator.office.coordinates import DataMap
    from generator.office.program import Program


@dataclass(eq=False, repr=False)
class Run:
    """A running program: iterate over `values`, between which there may be texts in `written`; hand what goes wrong
    to `failure`.
    """

    program: Program
    template: Any
    values: Iterator[Any]
    written: list[str]
    context: Mapping[str, object]
    options: Options
    map: DataMap | None = None

    def place(self) -> Place:
        """The place of the tag whose value was handed out last."""
        frame = getattr(self.values, "gi_frame", None)
        return self._place_of_line(frame.f_lineno) if frame is not None else self.program.whole

    def problem(self, message: str, place: Place | None = None) -> TemplateProblem:
        """Something wrong with the value that was handed out last, or with that of the tag at a place in its row."""
        frame = getattr(self.values, "gi_frame", None)
        frames = [frame] if frame is not None else []
        if place is None:
            place = self.place()
        lines = [line for line, at in self.program.places.items() if at == place]
        return self._located(place, message, lines, frames)

    def failure(self, error: Exception) -> TemplateProblem | None:
        """The problem behind an exception that the template caused; None for one of our own."""
        steps = list(template_steps(error.__traceback__))
        return self.failure_at(steps, explained(error)) if steps else None

    def failure_at(self, steps: list[tuple[FrameType, int]], message: str) -> TemplateProblem:
        """A problem in frames of the template's code, each with the line that it has come to."""
        line = self._line_of(steps[-1][1])
        place = self.program.places.get(line, self.program.whole)
        return self._located(place, message, [line], [frame for frame, _line in steps])

    def failures(self, error: Exception) -> list[TemplateProblem]:
        """The problems behind an exception that the template caused, and those that stand behind it.

        Raises: the exception itself when it is one of our own.
        """
        from generator.office.diagnosis import diagnosed  # only where something is wrong

        first = self.failure(error)
        if first is None:
            raise error
        if isinstance(error, ExhaustedError):
            return [first]
        return diagnosed(self.program, self.context, self.options) or [first]

    def _located(
        self, place: Place, message: str, lines: list[int], frames: list[FrameType]
    ) -> TemplateProblem:
        from generator.office.coordinates import alive

        found = self._map().coordinates(lines, alive(frames), message)
        return TemplateProblem(place, message, found.item, found.path)

    def _map(self) -> DataMap:
        from generator.office.coordinates import DataMap

        if self.map is None:
            self.map = DataMap(self.program.tree(), self.context, self.options.names)
        return self.map

    def _place_of_line(self, line: int) -> Place:
        return self.program.places.get(self._line_of(line), self.program.whole)

    def _line_of(self, line: int) -> int:
        """The line of the program behind a line of its code."""
        lines = self.program.lines
        if line not in lines:  # Jinja reads its whole table anew for every question
            lines[line] = self.template.get_corresponding_lineno(line)
        return lines[line]


def template_steps(traceback: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    """The frames of the template's code on the way to an error, with the lines that they had come to."""
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == FILE:
            yield traceback.tb_frame, traceback.tb_lineno
        traceback = traceback.tb_next


def explained(error: Exception) -> str:
    """What an exception that a template caused says to its author."""
    if isinstance(error, SecurityError):
        return _("not allowed in a template: {message}").format(message=error)
    if type(error) is TemplateRuntimeError and "namespace" in str(error):
        return _("only what namespace() made takes a new field; the data stays as it is")
    if isinstance(error, (UndefinedError, NoTextError)):
        return str(error)
    known = next((said for kind, said in _said().items() if isinstance(error, kind)), "")
    return _("cannot be computed: {message}").format(message=known or " ".join(str(error).split()))


def _said() -> dict[type[Exception], str]:
    """What Python says in words of its own, or not at all."""
    return {
        ZeroDivisionError: _("division by zero"),
        InvalidOperation: _("the number is too large, or none at all"),
        OverflowError: _("the number is too large, or none at all"),
        MemoryError: _("there is not enough memory"),
        RecursionError: _("it is nested too deep"),
    }
