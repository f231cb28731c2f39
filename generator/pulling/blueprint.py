"""The form as the program prints it, with the value that stands in each cell.

The template prints the data a second time, with marks in place of values (see `verification.tracing`), blank ones, too:
their cells are where people write. Days lose their marks in a cell; a third rendering, in which every day is another,
tells them apart.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, NamedTuple

from generator.errors import GeneratorError
from generator.location import KeyPath
from generator.pulling.sheets import Place, Seen, Sheet, read_sheets
from generator.reading.package import package_of
from generator.verification.tracing import Trace
from generator.vocabulary import Record

_DAYS = date(3000, 1, 1).toordinal()  # the first of the days that tell days apart

Render = Callable[[Record, BinaryIO], list[str]]


class Piece(NamedTuple):
    """A value in a cell: the whole of it, from `start` to `end` of the cell's text."""

    path: KeyPath
    start: int
    end: int


class Wanted(NamedTuple):
    """What a cell has to hold, and the values in it."""

    value: Hashable
    pieces: tuple[Piece, ...] = ()
    is_day: bool = False
    partly: bool = False  # some value prints only in part, or changed
    formula: str = ""


@dataclass(eq=False, repr=False)
class Printed:
    """A sheet of the form as printed."""

    title: str
    project: int | None  # of the data, to which the whole sheet belongs
    sheet: Sheet
    cells: dict[Place, Wanted] = field(default_factory=dict)
    items: dict[int, KeyPath] = field(default_factory=dict)  # by row: the item of a list that it prints

    def at(self, row: int, column: int) -> Wanted | None:
        """What a cell has to show, be it its own or that of the merged area over it.

        A label merged over the rows of several items stands for the value of each.
        """
        anchor = self.sheet.above.get((row, column), (row, column))
        wanted, item = self.cells.get(anchor), self.items.get(row)
        if wanted is None or anchor[0] == row or item is None:
            return wanted
        pieces = tuple(
            piece._replace(path=item + piece.path[len(item) :]) if _beside(piece.path, item) else piece
            for piece in wanted.pieces
        )
        return wanted._replace(pieces=pieces)


def _beside(path: KeyPath, item: KeyPath) -> bool:
    """Whether a path leads into another item of the same list."""
    return path[: len(item) - 1] == item[:-1] and len(path) > len(item)


def blueprint(context: Record, render: Render) -> list[Printed]:
    """The sheets that the template makes of the data.

    Raises: GeneratorError when the template cannot print them.
    """
    trace = Trace(blanks=True)
    try:
        sheets = _rendered(trace.record(context), render)
    except GeneratorError:  # a template that counts with what may be blank
        trace = Trace()
        sheets = _rendered(trace.record(context), render)
    days = _days(context, render)
    return [_printed(number, sheet, trace, days) for number, sheet in enumerate(sheets)]


def _rendered(data: Record, render: Render) -> list[Sheet]:
    target = io.BytesIO()
    if failures := render(data, target):
        raise GeneratorError(failures[0])
    return read_sheets(package_of(target.getvalue()))


class _Days(NamedTuple):
    sheets: list[Sheet]
    paths: list[KeyPath]  # by the number of the day

    def path(self, number: int, place: Place) -> KeyPath | None:
        seen = self.sheets[number].cells.get(place) if number < len(self.sheets) else None
        if seen is None or not seen.is_day:
            return None
        index = date.fromisoformat(str(seen.value)[:10]).toordinal() - _DAYS
        return self.paths[index] if 0 <= index < len(self.paths) else None


def _days(context: Record, render: Render) -> _Days:
    paths: list[KeyPath] = []
    told = _told_apart(context, (), paths)
    assert isinstance(told, Record)
    return _Days(_rendered(told, render) if paths else [], paths)


def _told_apart(value: object, path: KeyPath, paths: list[KeyPath]) -> object:
    if isinstance(value, dict):
        return Record({key: _told_apart(each, (*path, key), paths) for key, each in value.items()})
    if isinstance(value, list):
        return [_told_apart(each, (*path, index), paths) for index, each in enumerate(value)]
    if not isinstance(value, date):
        return value
    paths.append(path)
    return date.fromordinal(_DAYS + len(paths) - 1)


def _printed(number: int, sheet: Sheet, trace: Trace, days: _Days) -> Printed:
    title, values = trace.written(sheet.title)
    owner = next((trace.values[each.number][0] for each in values), ())
    made = Printed(title, owner[1] if len(owner) > 1 and isinstance(owner[1], int) else None, sheet)
    for place, seen in sheet.cells.items():
        wanted = _wanted(seen, trace)
        if seen.is_day and (path := days.path(number, place)):
            wanted = Wanted(seen.value, (Piece(path, 0, 0),), is_day=True)
        if wanted.value != "" or wanted.pieces:
            made.cells[place] = wanted
    made.items = _items(made)
    return made


def _wanted(seen: Seen, trace: Trace) -> Wanted:
    if isinstance(seen.value, float):
        if found := trace.in_number(seen.value):
            number, index = found
            return Wanted(float(number), (Piece(trace.values[index][0], 0, 0),), formula=seen.formula)
        return Wanted(seen.value, formula=seen.formula)
    text, values = trace.written(str(seen.value))
    pieces = []
    for each in values:
        whole = trace.whole(each.number) or each.text
        if text.startswith(whole, each.start):
            pieces.append(Piece(trace.values[each.number][0], each.start, each.start + len(whole)))
    return Wanted(text, tuple(pieces), partly=len(pieces) < len(values), formula=seen.formula)


def _items(made: Printed) -> dict[int, KeyPath]:
    """The innermost item of a list that each row prints."""
    found: dict[int, Counter[KeyPath]] = {}
    for (row, _column), wanted in made.cells.items():
        for piece in wanted.pieces:
            if item := item_of(piece.path):
                found.setdefault(row, Counter())[item] += 1
    return {row: max(counts, key=lambda item: (len(item), counts[item])) for row, counts in found.items()}


def item_of(path: KeyPath) -> KeyPath:
    """The innermost item of a list in which a path lies."""
    ends = [index + 1 for index, step in enumerate(path) if isinstance(step, int)]
    return path[: ends[-1]] if ends else ()
