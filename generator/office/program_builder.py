"""The making of a program: the pieces of a template in order, and the tree of Jinja that they become."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from types import CodeType
from typing import Any, NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from generator.office import codecache
from generator.office.environment import BOUNDED, TemplateEnvironment
from generator.office.problems import Place, TemplateError, TemplateProblem
from generator.office.program import Program
from generator.office.program_syntax import Syntax
from generator.office.structure import Structure
from generator.office.tags import Tag
from generator.office.value_code import FILE, MAKE, PRINT
from generator.translation import _

_MOST_LOOPS = 15
_MOST_OPEN = 60
_ASKING = {"default", "d", "defined", "undefined"}
_OWN = re.compile(r"\b__(?:mark\d+|print|make|bounded|guard)\b")
_MARK = re.compile(r"__mark(\d+)$")
_FORM = 6  # of the compiled code; another one makes cached code stale


class Texts(NamedTuple):
    """Where values print as text, for programs that write what they print."""

    spots: Sequence[object]  # what the printer is given instead of a number
    kind: type  # of the spots in which it leaves `plain` texts as they are
    plain: AbstractSet[str]


@dataclass(eq=False, repr=False)
class ProgramBuilder:
    """Collects the pieces of a program in order. Each tag begins a line, so a line number tells its place."""

    pieces: list[str] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)
    printers: dict[int, int] = field(default_factory=dict)
    marks: list[object] = field(default_factory=list)
    problems: list[TemplateProblem] = field(default_factory=list)
    structure: Structure = field(default_factory=Structure)
    line: int = 1
    texts: Texts | None = None

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
        self._check_depth(place)
        self._check_own(tag.source, place)
        self._line(place)
        self.pieces.append(f"{{%\n{tag.source}%}}")

    def _check_own(self, source: str, place: Place) -> None:
        """What the program names itself is not for templates."""
        if found := _OWN.search(source):
            message = _("not allowed in a template: {message}").format(message=found[0])
            self.problems.append(TemplateProblem(place, message))

    def _check_depth(self, place: Place) -> None:
        """Python compiles no deeper code."""
        stack = self.structure.stack
        loops = sum(1 for opened in stack if opened.tag.keyword == "for")
        if loops == _MOST_LOOPS + 1 or len(stack) == _MOST_OPEN + 1:
            message = _("the tags are nested too deep: at most {loops} loops, {tags} tags in all")
            text = message.format(loops=_MOST_LOOPS, tags=_MOST_OPEN)
            self.problems.append(TemplateProblem(place, text))

    def expression(self, source: str, place: Place, printer: int | None = None) -> None:
        """An expression whose value the program hands out, through the printer filter if one is given."""
        self._check_own(source, place)
        self._line(place)
        if printer is not None:
            self.printers[self.line] = printer
        self.pieces.append(f"{{{{\n{source}}}}}")

    def _line(self, place: Place) -> None:
        self.line += 1
        self.places[self.line] = place

    def build(
        self,
        file: str,
        printer: Callable[[Any, Any], object] | None = None,
        concat: Callable[[Iterable[Any]], str] | None = None,
        texts: Texts | None = None,
    ) -> Program:
        """Compile; `printer` turns a value and the number of its printing context into what the program hands out,
        `concat` what a captured block handed out into its text. Given `texts`, the program writes them itself.

        Raises: TemplateError with every unbalanced, unknown or ill-formed tag.
        """
        self.problems += self.structure.finish()
        environment = TemplateEnvironment()
        if printer is not None:
            environment.filters[PRINT] = environment.filters[MAKE] = printer
        if concat is not None:
            environment.concat = concat  # type: ignore[assignment,method-assign]
        for number, mark in enumerate(self.marks):
            setattr(environment, f"mark{number}", mark)
        self.texts = texts
        if texts is not None:
            environment.plain = texts.plain
            for number, spot in enumerate(texts.spots):
                setattr(environment, f"spot{number}", spot)
        source = "".join(self.pieces)
        code = codecache.load(environment, self._key(source)) if not self.problems else None
        if code is None:
            code = self._compiled(environment, source, file)
            codecache.store(environment, self._key(source), code)
        return Program(environment, code, self.places, Place(file), source, self)

    def _key(self, source: str) -> str:
        """What the code depends on."""
        return (
            f"{_FORM}\n{source}\n{sorted(self.printers.items())}\n{self.texts and self._textual(self.texts)}"
        )

    @staticmethod
    def _textual(texts: Texts) -> list[bool]:
        """Which spots are for text."""
        return [isinstance(spot, texts.kind) for spot in texts.spots]

    def _compiled(self, environment: TemplateEnvironment, source: str, file: str) -> CodeType:
        tree, syntax = None, Syntax(environment, self.places, file)
        try:
            tree = environment._parse(source, FILE, FILE)
        except (TemplateSyntaxError, RecursionError) as error:
            self.problems += syntax.problems(self.pieces)
            self.problems = self.problems or [syntax.not_understood(error)]
        if tree is not None:
            environment.outside_names = self.prepare(tree, environment, file)
        if self.problems or tree is None:
            raise TemplateError(self.problems)
        try:
            return environment.compile(tree, FILE, FILE)
        except TemplateSyntaxError as error:
            raise TemplateError([syntax.not_understood(error)]) from error
        except (SyntaxError, RecursionError) as error:
            found = syntax.overlong(self.pieces) or [syntax.not_understood(error)]
            raise TemplateError(found) from error

    def prepare(
        self, tree: nodes.Template, environment: TemplateEnvironment, file: str
    ) -> dict[str, list[int]]:
        """Put marks and printers in their places; the names that are read from outside, with their lines.

        One walk over the tree finds unknown filters, too: it is the largest part of compiling.
        """
        syntax = Syntax(environment, self.places, file)
        read: dict[str, list[int]] = {}
        own = {"loop", "self", "caller", "varargs", "kwargs"}
        asked: set[str] = set()  # whether there are any, or what stands in for them
        waiting: list[nodes.Node] = [tree]
        while waiting:
            node = waiting.pop()
            if isinstance(node, nodes.Output):
                node.nodes = [self._output(child) for child in node.nodes]
            elif isinstance(node, nodes.Name):
                if node.ctx == "load":
                    read.setdefault(node.name, []).append(node.lineno)
                else:
                    own.add(node.name)
            elif isinstance(node, nodes.Macro):
                own.add(node.name)
            elif isinstance(node, nodes.For):
                node.iter = nodes.Filter(node.iter, BOUNDED, [], [], None, None, lineno=node.iter.lineno)
            elif isinstance(node, nodes.Filter | nodes.Test):
                self.problems += syntax.unknown_filter(node, node.lineno)
                if node.name in _ASKING and isinstance(node.node, nodes.Name):
                    asked.add(node.node.name)
            waiting.extend(node.iter_child_nodes())
        return {name: sorted(lines) for name, lines in read.items() if name not in own | asked}

    def _output(self, child: nodes.Expr) -> nodes.Expr:
        if isinstance(child, nodes.Name) and (match := _MARK.match(child.name)):
            return nodes.EnvironmentAttribute("mark" + match[1], lineno=child.lineno)
        printer = self.printers.get(child.lineno)
        if printer is None or isinstance(child, nodes.TemplateData):
            return child
        line = child.lineno
        if self.texts is None:
            return nodes.Filter(
                child, PRINT, [nodes.Const(printer, lineno=line)], [], None, None, lineno=line
            )
        name = PRINT if isinstance(self.texts.spots[printer], self.texts.kind) else MAKE
        spot = nodes.EnvironmentAttribute(f"spot{printer}", lineno=line)
        return nodes.Filter(child, name, [spot], [], None, None, lineno=line)
