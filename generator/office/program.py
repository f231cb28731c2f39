"""A template as a program: compiled Jinja source in which every tag has its own line, run as a stream of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import TYPE_CHECKING

from jinja2 import nodes

from generator.office.environment import UNDEFINED, TemplateContext, TemplateEnvironment, unknown_name
from generator.office.options import DEFAULT, Options
from generator.office.problems import Place, TemplateError, TemplateProblem
from generator.office.program_run import Run
from generator.office.value_code import FILE, OUTSIDE_NAMES

if TYPE_CHECKING:
    from generator.office.program_builder import ProgramBuilder


@dataclass(eq=False, repr=False)
class Program:
    """A compiled template part."""

    environment: TemplateEnvironment
    code: CodeType
    places: dict[int, Place]
    whole: Place
    source: str
    builder: ProgramBuilder

    def __post_init__(self) -> None:
        namespace = {"environment": self.environment, "__file__": FILE}
        exec(self.code, namespace)  # noqa: S102 - generated from the template by the sandboxed environment
        self.names: dict[str, list[int]] = namespace[OUTSIDE_NAMES]  # type: ignore[assignment]
        template_class = self.environment.template_class
        self.lines: dict[int, int] = {}  # line of the code -> line of the program, once asked for
        self._template = template_class._from_namespace(self.environment, namespace, self.environment.globals)

    def tree(self) -> nodes.Template:
        """The program as its author wrote it."""
        return self.environment._parse(self.source, FILE, FILE)

    def missing_names(
        self, context: Mapping[str, object], options: Options = DEFAULT
    ) -> list[TemplateProblem]:
        """A problem for every name that the context does not have."""
        if options.missing != "error":
            return []
        known = context.keys() | self.environment.globals.keys()
        read = sorted(
            (line, name) for name, lines in self.names.items() if name not in known for line in lines
        )
        return [
            TemplateProblem(self.places.get(line, self.whole), unknown_name(name, sorted(known)))
            for line, name in read
        ]

    def start(self, context: Mapping[str, object], options: Options = DEFAULT) -> Run:
        """A run of the program over the data."""
        self.environment.undefined = UNDEFINED[options.missing]
        self.environment.account.open(options.limits)
        context_ = self._template.new_context(dict(context))
        assert isinstance(context_, TemplateContext)
        context_.written = []
        values = self._template.root_render_func(context_)
        return Run(self, self._template, values, context_.written, context, options)


def check_names(programs: Iterable[Program], context: Mapping[str, object], options: Options) -> None:
    """Refuse names that the data does not have, and with them all else that is wrong.

    Raises: TemplateError.
    """
    checked = list(programs)
    problems = [problem for program in checked for problem in program.missing_names(context, options)]
    if problems:
        raise TemplateError([*problems, *diagnosed_all(checked, context, options)])


def diagnosed_all(
    programs: Iterable[Program], context: Mapping[str, object], options: Options
) -> list[TemplateProblem]:
    """All that fails when programs run over the data, but for names that it does not have."""
    from generator.office.diagnosis import diagnosed  # only where something is wrong

    return [problem for program in programs for problem in diagnosed(program, context, options)]
