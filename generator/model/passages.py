"""Every text of a form with its path, whatever it is part of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel

from generator.location import KeyPath
from generator.model.amounts import Stated
from generator.model.project import Project
from generator.model.value import Value


class Passage(NamedTuple):
    """A text that is not empty."""

    path: KeyPath  # attributes, from the project on
    text: str
    is_quantity: bool = False  # `≥90.00(%)`: its signs are the form's own notation


_latest: tuple[Project | None, tuple[Passage, ...]] = (None, ())


def passages(project: Project) -> tuple[Passage, ...]:
    """All texts of a project; those of the last one are kept, for one rule after the other asks for them."""
    global _latest
    if _latest[0] is not project:
        _latest = (project, tuple(_below(project, ())))
    return _latest[1]


def _below(value: object, path: KeyPath) -> Iterator[Passage]:
    if isinstance(value, str) and value:
        yield Passage(path, value)
    elif isinstance(value, Value) and value.text:
        yield Passage(path, value.text, value.number is not None)
    elif isinstance(value, BaseModel | dict):
        for name, inner in value.items() if isinstance(value, dict) else value:
            yield from _below(inner, (*path, name))
    elif isinstance(value, tuple) and not isinstance(value, Stated | Value):
        for position, inner in enumerate(value):
            yield from _below(inner, (*path, position))
