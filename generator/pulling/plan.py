"""What has to change in the inputs, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from generator import tree
from generator.errors import GeneratorError
from generator.location import KeyPath, Location


class Kind(Enum):
    """What became of something that the form says."""

    CHANGE = "change"  # changed in the form: goes into the inputs
    NEW_ROW = "new row"
    GONE_ROW = "deleted row"
    CONFLICT = "conflict"  # changed in the form and in the inputs, or twice in the form
    COMPUTED = "computed"  # counted by the program, so not taken
    LEFT = "left"  # cannot be taken
    INPUTS = "inputs"  # changed in the inputs only
    NOTE = "note"  # nothing is lost


class Outcome(NamedTuple):
    """What is told of a value, a row or a sheet."""

    kind: Kind
    form: Location
    inputs: Location | None = None  # None where no input says it
    label: str = ""
    built: str = ""
    edited: str = ""
    now: str = ""
    message: str = ""
    path: KeyPath = ()  # in the data of now, of what changes


class NewItem(NamedTuple):
    """An item that comes into a list of the inputs in front of the one at `before`."""

    items: KeyPath
    before: int
    record: tree.Mapping
    base: KeyPath | None = None  # the removed item that it was


class ObstacleError(GeneratorError):
    """A file cannot take the changes at or below some paths."""

    def __init__(self, paths: Iterable[KeyPath], error: GeneratorError) -> None:
        super().__init__(error.message, error.location)
        self.paths = list(paths)


@dataclass(eq=False, repr=False)
class Plan:
    """What has to change in the inputs; paths are those of the data as they are now."""

    outcomes: list[Outcome] = field(default_factory=list)
    values: dict[KeyPath, str | None] = field(default_factory=dict)  # None: blank
    removed: set[KeyPath] = field(default_factory=set)  # items of lists
    inserted: list[NewItem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.values or self.removed or self.inserted)

    def leave(self, paths: Iterable[KeyPath], message: str) -> None:
        """Take changes out of the plan, and tell why."""
        left = tuple(paths)

        def is_left(path: KeyPath) -> bool:
            return any(path[: len(each)] == each for each in left)

        self.values = {path: text for path, text in self.values.items() if not is_left(path)}
        self.removed = {path for path in self.removed if not is_left(path)}
        self.inserted = [new for new in self.inserted if not is_left(new.items)]
        self.outcomes = [
            each._replace(kind=Kind.LEFT, message=message)
            if each.kind in (Kind.CHANGE, Kind.NEW_ROW, Kind.GONE_ROW) and is_left(each.path)
            else each
            for each in self.outcomes
        ]

    def order(self, items: KeyPath, count: int) -> list[int | NewItem]:
        """The items that a list of `count` will have: positions as they are now, and new ones."""
        made: list[int | NewItem] = []
        for position in range(count + 1):
            made += (new for new in self.inserted if new.items == items and new.before == position)
            if position < count and (*items, position) not in self.removed:
                made.append(position)
        return made

    def lists(self) -> list[KeyPath]:
        """The lists in which items come or go."""
        return sorted({*(path[:-1] for path in self.removed), *(new.items for new in self.inserted)}, key=str)
