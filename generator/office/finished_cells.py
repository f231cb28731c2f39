"""What stands in the cells of a finished sheet: the values that plain formulas and charts show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from generator.office.calculation import Calculation, Uncountable, Value
from generator.office.cell_writer import FORMULA_MARK, PendingFormula
from generator.office.references import Area, column_number
from generator.office.rowmap import Path, Turn
from generator.office.sheet_writer import SheetWriter
from generator.office.xml import escape

_CELL = re.compile(r"<c ([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_REFERENCE = re.compile(r'\br="([A-Z]+)\d+"')
_KIND = re.compile(r'\bt="(\w+)"')
_VALUE = re.compile(r"<v>(.*?)</v>", re.DOTALL)
_TEXT = re.compile(r"<t(?: [^>]*)?>(.*?)</t>", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ENTITIES = (("&#13;", "\r"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))
_MOST_CELLS = 1_000_000  # that the formulas of one sheet may look at together


class FormulaMapper(Protocol):
    """Gives a formula with the rows as they are now; None when it points at rows that are gone."""

    def __call__(self, formula: str, path: Path, turn: Turn, for_all: bool = False) -> str | None:
        """`path` and `turn` say where it stands; `for_all` that it speaks for the other turns, too."""


@dataclass(eq=False, repr=False)
class FinishedCells:
    """The cells of a sheet whose rows are all there."""

    writer: SheetWriter
    mapper: FormulaMapper
    sheet: Callable[[str], FinishedCells | None]  # the cells of another sheet of the finished workbook
    strings: Callable[[int], str]  # the shared strings
    uncounted: bool = False  # whether a formula was written without a result
    seen: int = 0
    _rows: dict[int, dict[int, object]] = field(default_factory=dict)  # row -> column -> value or formula
    _mapped: dict[int, str | None] = field(default_factory=dict)
    _results: dict[int, Decimal | None] = field(default_factory=dict)

    def formula(self, number: int) -> str:
        """A live formula with its stored result; only the result when the formula lost its cells."""
        pending = self.writer.formulas[number]
        made = self._made(number)
        if made is None:
            return pending.result or "<v>0</v>"
        result = pending.result
        if not result:
            counted = self._counted(number)
            self.uncounted |= counted is None
            result = "" if counted is None else f"<v>{counted:f}</v>"
        return f"<f{self._array(pending)}>{escape(made)}</f>{result}"

    def _array(self, pending: PendingFormula) -> str:
        """The attributes of an array formula."""
        if not pending.array:
            return ""
        area = Area.parse(pending.array)
        rows = self.writer.map.span(area.top, area.bottom, pending.path, pending.turn) or area[1::2]
        return f' t="array" ref="{Area(area.left, rows[0], area.right, rows[1])}"'

    def _made(self, number: int) -> str | None:
        if number not in self._mapped:
            pending = self.writer.formulas[number]
            self._mapped[number] = self.mapper(pending.source, pending.path, pending.turn)
        return self._mapped[number]

    def _counted(self, number: int) -> Decimal | None:
        """The result of a plain formula; None for all others, and for one that needs itself."""
        if number not in self._results:
            self._results[number] = None
            made = self._made(number)
            if made is not None and not self.writer.formulas[number].array:
                self._results[number] = Calculation(self._range).result(made)
        return self._results[number]

    def _range(self, sheet: str | None, area: Area) -> Iterator[Value]:
        cells = self if sheet is None else self.sheet(sheet)
        if cells is None:
            raise Uncountable
        return cells.values(area)

    def values(self, area: Area) -> Iterator[Value]:
        """What stands in an area, row by row; None for a blank cell.

        Raises: Uncountable when a value is not known.
        """
        rows = range(area.top, area.bottom + 1)
        if len(rows) > len(self.writer.rows):
            rows = range(area.top, min(area.bottom, self.writer.next_row) + 1)
        self.seen += len(rows) * min(area.right - area.left + 1, 100)
        if self.seen > _MOST_CELLS:
            raise Uncountable
        for row in rows:
            cells = self._row(row)
            for column in range(area.left, area.right + 1):
                yield self._known(cells.get(column))

    def _known(self, value: object) -> Value:
        if isinstance(value, _Waiting):
            counted = self._counted(value.number)
            if counted is None:
                raise Uncountable
            return counted
        if isinstance(value, _Unknown):
            raise Uncountable
        assert value is None or isinstance(value, (Decimal, str, bool))
        return value

    def _row(self, number: int) -> dict[int, object]:
        if number not in self._rows:
            row = self.writer.rows.get(number)
            self._rows[number] = dict(self._cells(row.body)) if row else {}
        return self._rows[number]

    def _cells(self, body: str) -> Iterator[tuple[int, object]]:
        for attributes, content in _CELL.findall(body):
            reference = _REFERENCE.search(attributes)
            if reference is None or not content:
                continue
            kind = _KIND.search(attributes)
            yield column_number(reference[1]), self._value(kind[1] if kind else "n", content)

    def _value(self, kind: str, content: str) -> object:
        if content.startswith(FORMULA_MARK):
            number = int(content[1:-1])
            content = self.writer.formulas[number].result
            if not content:
                return _Waiting(number)
        if kind == "inlineStr":
            return _plain("".join(_TEXT.findall(content)))
        found = _VALUE.search(content)
        if found is None:
            return None
        if kind == "n":
            return Decimal(found[1])
        if kind == "s":
            return self.strings(int(found[1]))
        if kind == "str":
            return _plain(found[1])
        return found[1] == "1" if kind == "b" else _Unknown()


@dataclass
class _Waiting:
    """A formula without a stored result."""

    number: int


class _Unknown:
    """An error, or a kind of value that results are not counted from."""


def _plain(text: str) -> str:
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
