"""A template as a program: Jinja source in which every tag has its own line, compiled once, run as a stream of values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import CodeType, TracebackType
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, UndefinedError

from generator.office.environment import TemplateEnvironment, unknown_name
from generator.office.problems import Place, TemplateError, TemplateProblem
from generator.office.structure import Structure
from generator.office.tags import Tag
from generator.translation import _

_MARK = re.compile(r"__mark(\d+)$")
_FILE = "<office template>"
_PRINT = "__print"


@dataclass
class ProgramBuilder:
    """Collects the pieces of a program in order. Each tag begins a line, so a line number tells its place."""

    pieces: list[str] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)
    printers: dict[int, int] = field(default_factory=dict)
    marks: list[object] = field(default_factory=list)
    problems: list[TemplateProblem] = field(default_factory=list)
    structure: Structure = field(default_factory=Structure)
    line: int = 1

    def data(self, text: str) -> None:
        """Static text; it must not hold anything that Jinja reads as a tag."""
        self.pieces.append(text)
        self.line += text.count("\n")

    def mark(self, mark: object) -> None:
        """An object that the running program hands to its reader at this point."""
        self.pieces.append(f"{{{{__mark{len(self.marks)}}}}}")
        self.marks.append(mark)

    def tag(self, tag: Tag, place: Place, scope: object, printer: int | None = None) -> None:
        """A tag of the template; `scope` is what its partner must share, `printer` the context in which it prints."""
        if tag.kind == "comment":
            return
        if tag.kind == "print":
            self.expression(tag.source, place, printer)
            return
        self.problems += self.structure.take(tag, place, scope)
        self._line(place)
        self.pieces.append(f"{{%\n{tag.source}%}}")

    def expression(self, source: str, place: Place, printer: int | None = None) -> None:
        """An expression whose value the program hands out, through the printer filter if one is given."""
        self._line(place)
        if printer is not None:
            self.printers[self.line] = printer
        self.pieces.append(f"{{{{\n{source}}}}}")

    def _line(self, place: Place) -> None:
        self.line += 1
        self.places[self.line] = place

    def build(self, file: str, printer: Callable[[Any, int], object] | None = None) -> Program:
        """Compile; `printer` turns a value and the number of its printing context into what the program hands out.

        Raises: TemplateError with every unbalanced, unknown or ill-formed tag.
        """
        self.problems += self.structure.finish()
        environment = TemplateEnvironment()
        if printer is not None:
            environment.filters[_PRINT] = printer
        tree = None
        try:
            tree = environment._parse("".join(self.pieces), _FILE, _FILE)
        except TemplateSyntaxError as error:
            self.problems += self._syntax_problems(environment, file) or [
                self._problem_at(error.lineno, file, error.message)
            ]
        if self.problems or tree is None:
            raise TemplateError(self.problems)
        self._place_marks(tree, environment)
        try:
            code = environment.compile(tree, _FILE, _FILE)
        except TemplateSyntaxError as error:
            raise TemplateError([self._problem_at(error.lineno, file, error.message)]) from error
        return Program(environment, code, self.places, _names(tree), Place(file))

    def _syntax_problems(self, environment: TemplateEnvironment, file: str) -> list[TemplateProblem]:
        """Each expression parsed by itself, because the parser stops at the first mistake."""
        found = []
        for piece, line in self._tag_pieces():
            if not piece.startswith("{{"):
                continue
            try:
                environment._parse(piece, _FILE, _FILE)
            except TemplateSyntaxError as error:
                found.append(self._problem_at(line, file, error.message))
        return found

    def _tag_pieces(self) -> Iterator[tuple[str, int]]:
        lines = iter(self.places)
        for piece in self.pieces:
            if piece.startswith(("{{\n", "{%\n")):
                yield piece, next(lines)

    def _problem_at(self, line: int, file: str, message: str | None) -> TemplateProblem:
        place = self.places.get(line, Place(file))
        return TemplateProblem(place, _("not understood: {message}").format(message=message))

    def _place_marks(self, tree: nodes.Template, environment: TemplateEnvironment) -> None:
        for output in tree.find_all(nodes.Output):
            output.nodes = [self._output(child, environment) for child in output.nodes]

    def _output(self, child: nodes.Expr, environment: TemplateEnvironment) -> nodes.Expr:
        if isinstance(child, nodes.Name) and (match := _MARK.match(child.name)):
            name = "mark" + match[1]
            setattr(environment, name, self.marks[int(match[1])])
            return nodes.EnvironmentAttribute(name, lineno=child.lineno)
        printer = self.printers.get(child.lineno)
        if printer is None or isinstance(child, nodes.TemplateData):
            return child
        arguments = [nodes.Const(printer, lineno=child.lineno)]
        return nodes.Filter(child, _PRINT, arguments, [], None, None, lineno=child.lineno)


def _names(tree: nodes.Template) -> dict[str, list[int]]:
    """The names that the program reads from outside, with the lines that read them."""
    read: dict[str, list[int]] = {}
    own = {"loop", "self", "caller", "varargs", "kwargs"}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load":
            read.setdefault(name.name, []).append(name.lineno)
        else:
            own.add(name.name)
    for macro in tree.find_all(nodes.Macro):
        own.add(macro.name)
    return {name: lines for name, lines in read.items() if name not in own}


@dataclass
class Program:
    """A compiled template part."""

    environment: TemplateEnvironment
    code: CodeType
    places: dict[int, Place]
    names: dict[str, list[int]]
    whole: Place

    def missing_names(self, context: Mapping[str, object]) -> list[TemplateProblem]:
        """A problem for every name that the context does not have."""
        known = context.keys() | self.environment.globals.keys()
        return [
            TemplateProblem(self.places.get(line, self.whole), unknown_name(name, sorted(known)))
            for name, lines in self.names.items()
            if name not in known
            for line in lines
        ]

    def start(self, context: Mapping[str, object]) -> Run:
        """A run of the program over the data."""
        template = self.environment.template_class.from_code(
            self.environment, self.code, {**self.environment.globals}
        )
        return Run(self, template, template.root_render_func(template.new_context(dict(context))))


@dataclass
class Run:
    """A running program: iterate over `values`; hand what goes wrong to `failure`."""

    program: Program
    template: Any
    values: Iterator[Any]

    def place(self) -> Place:
        """The place of the tag whose value was handed out last."""
        frame = getattr(self.values, "gi_frame", None)
        return self._place_of_line(frame.f_lineno) if frame is not None else self.program.whole

    def failure(self, error: Exception) -> TemplateProblem | None:
        """The problem behind an exception that the template caused; None for one of our own."""
        if (line := self._template_line(error.__traceback__)) is None:
            return None
        return TemplateProblem(self._place_of_line(line), _explained(error))

    def _template_line(self, traceback: TracebackType | None) -> int | None:
        line = None
        while traceback is not None:
            if traceback.tb_frame.f_code.co_filename == _FILE:
                line = traceback.tb_lineno
            traceback = traceback.tb_next
        return line

    def _place_of_line(self, line: int) -> Place:
        return self.program.places.get(self.template.get_corresponding_lineno(line), self.program.whole)


def _explained(error: Exception) -> str:
    if isinstance(error, SecurityError):
        return _("not allowed in a template: {message}").format(message=error)
    if isinstance(error, UndefinedError):
        return str(error)
    return _("cannot be computed: {message}").format(message=error)
