"""A booklet at one time: its data as written, and what its form prints of them."""

from __future__ import annotations

from typing import NamedTuple

from generator import rendering, scoring, tree
from generator.finding import Problem
from generator.location import KeyPath
from generator.model.booklet import Booklet, load_booklet
from generator.vocabulary import Record


class State(NamedTuple):
    """Data, and what the templates print of them."""

    data: tree.Mapping
    booklet: Booklet
    printed: Record

    def raw(self, path: KeyPath) -> str:
        """A value as written; blank where there is none."""
        found = at(self.data, path)
        return found if isinstance(found, str) else ""


def state(data: tree.Mapping) -> tuple[State | None, list[Problem]]:
    """The state that data stand for, or what is wrong with them."""
    booklet, problems = load_booklet(data)  # type: ignore[arg-type]
    if booklet is None:
        return None, problems
    return State(data, booklet, rendering.context(booklet, scoring.score_booklet(booklet))), []


def at(value: object, path: KeyPath) -> object:
    """What stands at a path; None where nothing does."""
    for step in path:
        try:
            value = value[step]  # type: ignore[index]
        except (LookupError, TypeError):
            return None
    return value
