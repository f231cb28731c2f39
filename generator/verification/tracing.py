"""Data that print marks in place of themselves, so that a second rendering tells what stands where.

A traced value computes and compares as the value does; only its text begins with a mark of its own. So the
template takes the same turns, merges the same cells and breaks the same pages as with the plain data.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from generator.location import KeyPath
from generator.verification.traced_values import (
    TracedDay,
    TracedInteger,
    TracedNumber,
    TracedRecord,
    TracedText,
)
from generator.vocabulary import Record

_FIRST, _COUNT = 0xE000, 0x1000  # private signs; two of them mark a text
_SINGLES = (
    *range(0xF0000, 0xFFFFE),
    *range(0x100000, 0x10FFFE),
)  # one marks a text, or a first line, of one sign
_NUMBERS = 6_174_000_000  # a traced number prints as one of the million from here on
_PLACES = 5  # decimals of a traced number; a template that rounds prints fewer of them
_FRACTION = Decimal("0.12121")
_MARK = re.compile(
    "[\ue000-\uefff]{2}|[\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
    r"|6(,?)174\1\d{3}\1\d{3}(?:\.\d+)?"
)


class Occurrence(NamedTuple):
    """A value where it prints: from `start` on its mark stands for the text."""

    number: int  # of the value
    start: int
    text: str  # what stands there, as far as the mark tells


class Trace:
    """All values of the data by number, and what a rendering did with their fields; with `blanks`, blank ones, too."""

    def __init__(self, *, blanks: bool = False) -> None:
        self._blanks = blanks
        self.values: list[tuple[KeyPath, object]] = []
        self.read: set[KeyPath] = set()
        self.altered: set[KeyPath] = set()  # fields that were computed with, or of which a part was taken
        self._by_mark: dict[str, int] = {}
        self._singles = iter(_SINGLES)

    def record(self, data: Record) -> Record:
        """The data, traced."""
        traced = self._traced(data, ())
        assert isinstance(traced, Record)
        return traced

    def _traced(self, value: object, path: KeyPath) -> object:
        if isinstance(value, dict):
            return TracedRecord(
                {key: self._traced(each, (*path, key)) for key, each in value.items()}, self, field(path)
            )
        if isinstance(value, list):
            return [self._traced(each, (*path, index)) for index, each in enumerate(value)]
        if self._blanks and value is None:
            value = ""
        if value is None or (value == "" and not self._blanks) or isinstance(value, bool):
            return value
        number = len(self.values)
        self.values.append((path, value))
        return self._leaf(value, number, field(path))

    def _leaf(self, value: object, number: int, where: KeyPath) -> object:
        made: Any
        if isinstance(value, Decimal):
            made = TracedNumber(value)
            made.shown = _NUMBERS + number + _FRACTION
        elif isinstance(value, int):
            made = TracedInteger(value)
            made.shown = _NUMBERS + number
        elif isinstance(value, date):
            made = TracedDay(value.year, value.month, value.day)
            made.shown = self._marked(value.isoformat(), number)
        else:
            made = TracedText(value)
            made.shown = self._marked(str(value), number)
        made.alter = lambda: self.altered.add(where)
        return made

    def _marked(self, text: str, number: int) -> str:
        short = len(text) == 1 or text[1:2] == "\n"  # a line must end where it does
        single = next(self._singles, None) if short else None
        if single is not None:
            mark = chr(single)
        else:
            high, low = divmod(number, _COUNT)
            mark = chr(_FIRST + high % _COUNT) + chr(_FIRST + low)
        self._by_mark[mark] = number
        return mark + text[len(mark) :]

    def written(self, text: str) -> tuple[str, list[Occurrence]]:
        """A text of the traced rendering as it has to be with the plain data, and the values in it."""
        made, last, occurrences = "", 0, []
        for match in _MARK.finditer(text):
            number = self._number(match[0])
            if number is None:
                continue
            made += text[last : match.start()]
            plain = self._plain(number, match[0])
            occurrences.append(Occurrence(number, len(made), plain))
            made += plain
            last = match.end()
        return made + text[last:], occurrences

    def _number(self, mark: str) -> int | None:
        if not mark[0].isdigit():
            return self._by_mark.get(mark)
        number = int(mark.partition(".")[0].replace(",", "")) - _NUMBERS
        is_number = number < len(self.values) and isinstance(self.values[number][1], (int, Decimal))
        return number if is_number else None

    def _plain(self, number: int, mark: str) -> str:
        value = self.values[number][1]
        if isinstance(value, (int, Decimal)):
            _whole, _point, decimals = mark.partition(".")
            return format(rounded(Decimal(value), len(decimals)), ",f" if "," in mark else "f")
        text = value.isoformat() if isinstance(value, date) else str(value)
        return text[: len(mark)]

    def in_number(self, shown: float) -> tuple[Decimal, int] | None:
        """What a number of the traced rendering has to be with the plain data, and the number of its value."""
        text = format(Decimal(repr(shown)).normalize(), "f")
        match = _MARK.fullmatch(text)
        number = self._number(text) if match else None
        if number is None:
            return None
        return Decimal(self._plain(number, text)), number

    def whole(self, number: int) -> str:
        """A value's whole text; blank for a number, which has many ways to be written."""
        value = self.values[number][1]
        if isinstance(value, (int, Decimal)):
            return ""
        return value.isoformat() if isinstance(value, date) else str(value)


def field(path: KeyPath) -> KeyPath:
    """A path without the positions in lists: what a template names."""
    return tuple(step for step in path if isinstance(step, str))


def rounded(value: Decimal, decimals: int) -> Decimal:
    """A number with so many decimals; as it is where a template did not round it."""
    if decimals >= _PLACES:
        return value
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
