"""What is wrong with the source of a program: every tag that Jinja does not understand, every unknown filter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from generator.office.environment import LEFT_OUT, TemplateEnvironment, unknown_name
from generator.office.problems import Place, TemplateProblem
from generator.office.structure import OPENERS
from generator.office.value_code import FILE, MAKE, PRINT
from generator.translation import _

_LONG_TAG = 1_000  # characters of a tag that may be too much for Python by itself


class Syntax(NamedTuple):
    """Looks at the source of a program of a file, whose places are known by line."""

    environment: TemplateEnvironment
    places: Mapping[int, Place]
    file: str

    def problems(self, pieces: Iterable[str]) -> list[TemplateProblem]:
        """Each tag parsed by itself, because the parser stops at the first mistake."""
        found = []
        for piece, line in self._tags(pieces):
            whole = _whole_statement(piece) if piece.startswith("{%") else piece
            try:
                found += self._unknown_filters(self.environment._parse(whole, FILE, FILE), line)
            except (TemplateSyntaxError, RecursionError) as error:
                found.append(self.not_understood(error, line))
        return found

    def overlong(self, pieces: Iterable[str]) -> list[TemplateProblem]:
        """The tags that are too much for Python by themselves."""
        found = []
        for piece, line in self._tags(pieces):
            whole = _whole_statement(piece) if piece.startswith("{%") else piece
            if len(whole) < _LONG_TAG:
                continue
            try:
                self.environment.compile(whole)
            except (SyntaxError, RecursionError) as error:
                found.append(self.not_understood(error, line))
            except TemplateSyntaxError:  # it fits only between others
                continue
        return found

    def not_understood(self, error: Exception, line: int = 0) -> TemplateProblem:
        """What the parser or Python says of a tag, in the line that the parser names if none is given."""
        if isinstance(error, TemplateSyntaxError):
            line, message = line or error.lineno, error.message
        else:
            message = _("it is nested too deep, or too long")
        return TemplateProblem(self._place(line), _("not understood: {message}").format(message=message))

    def _unknown_filters(self, tree: nodes.Template, line: int) -> list[TemplateProblem]:
        """The filters and tests that do not exist in a tag that was parsed by itself."""
        found = tree.find_all((nodes.Filter, nodes.Test))
        return [problem for node in found for problem in self.unknown_filter(node, line)]

    def unknown_filter(self, node: nodes.Node, line: int) -> list[TemplateProblem]:
        """A filter or test that does not exist."""
        assert isinstance(node, nodes.Filter | nodes.Test)
        known = self.environment.filters if isinstance(node, nodes.Filter) else self.environment.tests
        if node.name in known:
            return []
        if node.name in LEFT_OUT:
            message = _("not allowed in a template: {message}").format(message=node.name)
            return [TemplateProblem(self._place(line), message)]
        message = unknown_name(node.name, sorted(set(known) - {PRINT, MAKE}))
        return [TemplateProblem(self._place(line), message)]

    def _tags(self, pieces: Iterable[str]) -> Iterator[tuple[str, int]]:
        lines = iter(self.places)
        for piece in pieces:
            if piece.startswith(("{{\n", "{%\n")):
                yield piece, next(lines)

    def _place(self, line: int) -> Place:
        return self.places.get(line, Place(self.file))


def _whole_statement(piece: str) -> str:
    """A statement that parses by itself; nothing for one that only fits between others."""
    words = piece.removeprefix("{%").split(None, 1)
    keyword = words[0].removesuffix("%}")
    if keyword == "elif":
        return "{% if true %}" + piece + "{% endif %}"
    if keyword == "set" and "=" in piece:
        return piece
    return f"{piece}{{% end{keyword} %}}" if keyword in OPENERS else ""
