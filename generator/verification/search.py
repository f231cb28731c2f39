"""Where a value stands that has no mark of its own: under a label merged over its line, or in what is computed of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property

from generator.location import KeyPath, Location
from generator.verification.comparison import Comparison, LineKey, is_date, plain
from generator.verification.lines import Spot
from generator.verification.tracing import field, rounded

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_EPOCH = datetime(1899, 12, 30)


class Search:
    """Finds values in a compared file."""

    def __init__(self, comparison: Comparison) -> None:
        self._compared = comparison
        self._trace = comparison.trace
        self._claimed: set[tuple[LineKey, int]] = set()  # days, each of which stands for one value

    def places(self, number: int) -> list[Location]:
        """Where a value without a mark stands."""
        path, value = self._trace.values[number]
        where = field(path)
        if where not in self._trace.read and where not in self._trace.altered:
            return []
        places = self._merged(number)
        if places:
            return places
        # A field that is only asked for can still be the reason why its very words stand alone in a cell.
        part = where in self._trace.altered or isinstance(value, date)
        return self._by_value(path, value, _holds if part else _is)

    @cached_property
    def _records(self) -> dict[KeyPath, set[LineKey]]:
        """The lines in which the values of each record stand."""
        lines: dict[KeyPath, set[LineKey]] = defaultdict(set)
        for number, spots in self._compared.standing.items():
            lines[self._trace.values[number][0][:-1]] |= {line for line, _column in spots}
        return lines

    @cached_property
    def _columns(self) -> dict[tuple[int, KeyPath], set[int]]:
        """The columns in which the values of each field stand, by block."""
        columns: dict[tuple[int, KeyPath], set[int]] = defaultdict(set)
        for number, spots in self._compared.standing.items():
            for (block, _line), column in spots:
                columns[block, field(self._trace.values[number][0])].add(column)
        return columns

    def _merged(self, number: int) -> list[Location]:
        """The label above, which an equal value of the same field printed for several lines."""
        path, value = self._trace.values[number]
        where = field(path)
        for block, line in sorted(self._records.get(path[:-1], ())):
            if self._compared.partners.get((block, line)) is None:
                continue
            for column in self._columns.get((block, where), ()):
                if place := self._label(block, line, column, where, value):
                    return [place]
        return []

    def _label(self, block: int, line: int, column: int, where: KeyPath, value: object) -> Location | None:
        lines = self._compared.traced.blocks[block].lines
        above = next((n for n in range(line, -1, -1) if column in lines[n]), None)
        partner = self._compared.partners.get((block, above)) if above is not None else None
        if above is None or not partner or column not in partner:
            return None
        for number in self._standing_in.get(((block, above), column), ()):
            other, its_value = self._trace.values[number]
            if field(other) == where and its_value == value and number in self._compared.found:
                return partner[column].place
        return None

    @cached_property
    def _standing_in(self) -> dict[tuple[LineKey, int], list[int]]:
        numbers: dict[tuple[LineKey, int], list[int]] = defaultdict(list)
        for number, spots in self._compared.standing.items():
            for spot in spots:
                numbers[spot].append(number)
        return numbers

    def _by_value(
        self, path: KeyPath, value: object, holds: Callable[[Spot, object], bool]
    ) -> list[Location]:
        """Where a value stands that lost its mark: a day in a cell, a part of what the template computes."""
        for line in self._scope(path):
            partner = self._compared.partners.get(line) or {}
            for column, spot in self._compared.traced.blocks[line[0]].lines[line[1]].items():
                other = partner.get(column)
                if other is None or (line, column) in self._claimed:
                    continue
                if holds(spot, value) and holds(other, value):
                    if is_date(spot.value):
                        self._claimed.add((line, column))
                    return [other.place]
        return []

    def _scope(self, path: KeyPath) -> Iterator[LineKey]:
        """The lines of a value's own record, then those of the item of the outermost list that it belongs to."""
        own = self._records.get(path[:-1], set())
        yield from sorted(own)
        item = _item(path)
        for line in self._owned[item] if item else self._all_lines:
            if line not in own:
                yield line

    @property
    def _all_lines(self) -> Iterator[LineKey]:
        for block, each in enumerate(self._compared.traced.blocks):
            yield from ((block, line) for line in range(len(each.lines)))

    @cached_property
    def _owned(self) -> dict[KeyPath, list[LineKey]]:
        """The lines of each item; a line without values belongs where the one above does."""
        items: dict[LineKey, KeyPath] = {}
        for number, spots in self._compared.standing.items():
            if item := _item(self._trace.values[number][0]):
                items.update((line, item) for line, _column in spots)
        owned: dict[KeyPath, list[LineKey]] = defaultdict(list)
        for block, each in enumerate(self._compared.traced.blocks):
            numbers = range(len(each.lines))
            owner = next((items[block, n] for n in numbers if (block, n) in items), ())
            for number in numbers:
                owner = items.get((block, number), owner)
                owned[owner].append((block, number))
        return owned


def _item(path: KeyPath) -> KeyPath:
    """The item of the outermost list in which a path lies."""
    return next((path[: index + 1] for index, step in enumerate(path) if isinstance(step, int)), ())


def _is(spot: Spot, value: object) -> bool:
    """Whether a spot holds a text and nothing else."""
    return isinstance(value, str) and plain(spot.value) == value


def _holds(spot: Spot, value: object) -> bool:
    """Whether a spot shows a value, as a whole or within other text."""
    held = plain(spot.value)
    if isinstance(value, (int, Decimal)):
        return _holds_number(held, Decimal(value))
    if isinstance(value, date):
        serial = (datetime(value.year, value.month, value.day) - _EPOCH) / timedelta(days=1)
        return held == serial or (isinstance(held, str) and _holds_day(held, value))
    return isinstance(held, str) and str(value) in held


def _holds_number(held: Hashable, value: Decimal) -> bool:
    if isinstance(held, float):
        return held == float(value)
    for text in _NUMBER.findall(str(held)):
        whole, _point, decimals = text.replace(",", "").partition(".")
        try:
            if Decimal(f"{whole}.{decimals or 0}") == rounded(value, len(decimals)):
                return True
        except InvalidOperation:
            continue
    return False


def _holds_day(text: str, day: date) -> bool:
    numbers = [int(number) for number in re.findall(r"\d+", text)[:30]]
    return any(numbers[i : i + 3] == [day.year, day.month, day.day] for i in range(len(numbers)))
