"""Every text of a form with its path, whatever it is part of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel

from generator.location import KeyPath
from generator.model.amounts import Stated
from generator.model.project import Project
from generator.model.value import Value

# Amounts are no texts and the levels are words of a list: the rules of their own families see to both. What is exempted
# from a rule, and why, is not printed.
_NO_WORDS = {"funds", "first_level", "second_level", "exempt"}


class Passage(NamedTuple):
    """A text that is not empty."""

    path: KeyPath  # attributes, from the project on
    text: str
    is_quantity: bool = False  # `≥90.00(%)`: its signs are the form's own notation


class Passages(NamedTuple):
    """The texts of a project."""

    all: tuple[Passage, ...]
    words: tuple[Passage, ...]  # without quantities
    signed: tuple[Passage, ...]  # words with a blank or any punctuation
    joined: str  # all, to look for a sign in one go


_latest: tuple[Project | None, Passages] = (None, Passages((), (), (), ""))


def passages(project: Project) -> Passages:
    """The texts of a project; those of the last one are kept, for one rule after the other asks for them."""
    global _latest
    if _latest[0] is not project:
        found = tuple(_below(project, ()))
        words = tuple(passage for passage in found if not passage.is_quantity)
        signed = tuple(passage for passage in words if not passage.text.isalnum())
        _latest = (project, Passages(found, words, signed, "\n".join(passage.text for passage in found)))
    return _latest[1]


def _below(value: object, path: KeyPath) -> Iterator[Passage]:
    if isinstance(value, str) and value:
        yield Passage(path, value)
    elif isinstance(value, Value) and value.text:
        yield Passage(path, value.text, value.number is not None)
    elif isinstance(value, BaseModel | dict):
        fields = value if isinstance(value, dict) else value.__dict__
        for name, inner in fields.items():
            if name not in _NO_WORDS:
                yield from _below(inner, (*path, name))
    elif isinstance(value, tuple) and not isinstance(value, Stated | Value):
        for position, inner in enumerate(value):
            yield from _below(inner, (*path, position))
