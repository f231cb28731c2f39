"""A second run of a program that failed: every failing expression is noted and passed by, so that all come to light."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

from jinja2 import nodes
from jinja2.compiler import Frame

from generator.office.document_marks import Failure
from generator.office.environment import (
    Blank,
    TemplateEnvironment,
    is_missing,
    missing_message,
)
from generator.office.limits import ExhaustedError
from generator.office.options import DEFAULT, Options
from generator.office.problems import TemplateProblem
from generator.office.program import Program
from generator.office.program_run import Run, explained, template_steps
from generator.office.value_code import FILE, MAKE, PRINT, ValueGenerator

_FAILURE = 1_000  # turns that a failure counts for, so that a loop in which all fails comes to an end
_GUARD = "__guard"
_UNKNOWN = Blank(name="")  # stands for what failed, and fails no more
_INSTEAD: dict[str, object] = {"print": "", "list": (), "test": False, "value": _UNKNOWN}


class _GuardingGenerator(ValueGenerator):
    """Wraps the expressions of statements into calls that bear their failing."""

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        if node.name != _GUARD or node.node is None:
            super().visit_Filter(node, frame)
            return
        kind = node.args[0]
        assert isinstance(kind, nodes.Const)
        self.write("environment.guard(lambda: ")
        self.visit(node.node, frame)
        self.write(f", {kind.value!r})")


class _GuardingEnvironment(TemplateEnvironment):
    code_generator_class = _GuardingGenerator

    def __init__(self) -> None:
        super().__init__()
        self.run: Run | None = None
        self.found: list[TemplateProblem] = []

    def guard(self, compute: Callable[[], Any], kind: str) -> Any:
        """A value, or what stands in for it where it cannot be had."""
        try:
            value = compute()
            if kind == "list" and not isinstance(value, (list, tuple, dict, str)):
                value = list(value)
            elif kind == "test":
                value = bool(value)
        except (ExhaustedError, RecursionError):
            raise
        except Exception as error:
            self._note(explained(error), error)
            return _INSTEAD[kind]
        if kind == "print" and is_missing(value):
            self._note(missing_message(value))
            return ""
        return value

    def _note(self, message: str, error: Exception | None = None) -> None:
        self.account.work(_FAILURE)
        steps = [*_callers(), *template_steps(error.__traceback__ if error is not None else None)]
        if self.run is not None and steps:
            self.found.append(self.run.failure_at(steps, message))


def diagnosed(
    program: Program, context: Mapping[str, object], options: Options = DEFAULT
) -> list[TemplateProblem]:
    """All that fails when a program runs over the data; names that the data does not have are passed over."""
    environment = _GuardingEnvironment()
    guarding = _compiled(program, environment)
    unknown = {
        name: _UNKNOWN for name in program.names if name not in context.keys() | environment.globals.keys()
    }
    run = environment.run = guarding.start({**unknown, **context}, options)
    try:
        for value in run.values:
            if isinstance(value, Failure):
                environment.found.append(run.problem(value.message))
    except Exception as error:
        problem = run.failure(error)
        if problem is None:
            raise
        environment.found.append(problem)
    return environment.found


def _compiled(program: Program, environment: _GuardingEnvironment) -> Program:
    original = program.environment
    for name in {PRINT, MAKE} & original.filters.keys():
        environment.filters[name] = original.filters[name]
    environment.filters[_GUARD] = _INSTEAD.get  # never called: its uses become calls of `guard`
    environment.concat = original.concat  # type: ignore[method-assign]
    for name, value in vars(original).items():
        if name.startswith(("mark", "spot")):
            setattr(environment, name, value)
    tree = environment._parse(program.source, FILE, FILE)
    _guard(tree)
    environment.outside_names = program.names
    program.builder.prepare(tree, environment, program.whole.file)
    code = environment.compile(tree, FILE, FILE)
    return Program(environment, code, program.places, program.whole, program.source, program.builder)


def _guard(tree: nodes.Template) -> None:
    """Wrap the expressions of all statements."""
    for output in tree.find_all(nodes.Output):
        output.nodes = [each if _is_plain(each) else _wrapped(each, "print") for each in output.nodes]
    for loop in tree.find_all(nodes.For):
        loop.iter = _wrapped(loop.iter, "list")
        loop.test = _wrapped(loop.test, "test") if loop.test is not None else None
    for choice in tree.find_all(nodes.If):
        choice.test = _wrapped(choice.test, "test")
    for statement in tree.find_all((nodes.Assign, nodes.ExprStmt)):
        assert isinstance(statement, nodes.Assign | nodes.ExprStmt)
        statement.node = _wrapped(statement.node, "value")
    for block in tree.find_all(nodes.With):
        block.values = [_wrapped(value, "value") for value in block.values]


def _is_plain(node: nodes.Expr) -> bool:
    """Whether an output is text or a mark of ours."""
    return isinstance(node, nodes.TemplateData) or (
        isinstance(node, nodes.Name) and node.name.startswith("__")
    )


def _wrapped(node: nodes.Node, kind: str) -> nodes.Expr:
    assert isinstance(node, nodes.Expr)
    arguments: list[nodes.Expr] = [nodes.Const(kind, lineno=node.lineno)]
    return nodes.Filter(node, _GUARD, arguments, [], None, None, lineno=node.lineno)


def _callers() -> list[tuple[FrameType, int]]:
    """The frames of the template's code that led here, the outermost first."""
    found = []
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename == FILE:
            found.append((frame, frame.f_lineno))
        frame = frame.f_back
    return found[::-1]
