"""The Jinja environment of templates: sandboxed, strict, and handing out values instead of text."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.office.values import FILTERS, text_of
from generator.translation import _

OUTSIDE_NAMES = "outside_names"  # of compiled code: name -> the lines that read it
EXTENSIONS = ("jinja2.ext.do", "jinja2.ext.loopcontrols")


class Missing(StrictUndefined):
    """A name or a field that the data does not have; every use of it is an error that suggests the nearest known one."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return str(self._undefined_hint)
        name, parent = str(self._undefined_name), self._undefined_obj
        if isinstance(parent, Mapping):
            return unknown_name(name, (key for key in parent if isinstance(key, str)))
        if parent is None:
            return _("{name} was asked of a blank value").format(name=name)
        if isinstance(parent, (list, tuple)) and isinstance(self._undefined_name, int):
            return _("the list has {count} items, none with the index {name}").format(
                count=len(parent), name=name
            )
        if isinstance(parent, (list, tuple)):
            return _("a list has no {name}; take its items in a for loop").format(name=name)
        return _("{name} is unknown").format(name=name)


def unknown_name(name: str, known: Iterable[str]) -> str:
    """`产值 is unknown`, with the nearest known names where there are any."""
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    if not near:
        return _("{name} is unknown").format(name=name)
    return _("{name} is unknown; did you mean {names}?").format(name=name, names=", ".join(near))


class _ValueGenerator(CodeGenerator):
    """Generates code whose outputs are the values themselves, so that a cell can keep its type."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """The code tells which names it reads from outside."""
        super().visit_Template(node, frame)
        self.writeline(f"{OUTSIDE_NAMES} = {getattr(self.environment, OUTSIDE_NAMES)!r}")

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        return repr("".join(group))

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if isinstance(node, nodes.TemplateData):
            return node.data
        raise nodes.Impossible

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Nothing stands around a value."""

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Nothing stands around a value."""


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """One environment for each compiled program; its marks hang on it as attributes."""

    code_generator_class = _ValueGenerator

    def __init__(self) -> None:
        self.outside_names: dict[str, list[int]] = {}
        super().__init__(
            undefined=Missing,
            keep_trailing_newline=True,
            cache_size=0,
            optimized=False,
            extensions=EXTENSIONS,
        )
        self.filters.update(FILTERS)
        self.globals.pop("lipsum", None)

    @staticmethod
    def concat(pieces: Iterable[Any]) -> str:
        """The text of a captured block."""
        return "".join(map(text_of, pieces))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a record comes before the methods of the mapping that holds it."""
        if isinstance(obj, dict):
            try:
                return obj[attribute]
            except KeyError:
                pass
        return super().getattr(obj, attribute)


def is_missing(value: object) -> bool:
    """Whether a value is what an unknown name gives."""
    return isinstance(value, Undefined)


def missing_message(value: object) -> str:
    """Why a value is missing."""
    return str(getattr(value, "_undefined_message", ""))
