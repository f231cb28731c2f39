"""A1 references: reading them, finding them in formulas, and writing them for other rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

# (sheet or None, first row, last row, whether one cell is meant) -> the rows they became, None when nothing is left
RowMapper = Callable[[str | None, int, int, bool], tuple[int, int] | None]

_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?\Z")
_IN_FORMULA = re.compile(
    r'"(?:[^"]|"")*"'  # a text
    r"|\[[^\[\]]*\]"  # a table's column, another workbook
    r"|(?<![\w.$!\]])(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)?"
    r"(?:(?P<c1>\$?[A-Za-z]{1,3})(?P<d1>\$?)(?P<r1>\d{1,7})(?::(?P<c2>\$?[A-Za-z]{1,3})(?P<d2>\$?)(?P<r2>\d{1,7}))?"
    r"|(?P<f1>\$?)(?P<n1>\d{1,7}):(?P<f2>\$?)(?P<n2>\d{1,7}))"
    r"(?![\w(.!])"
    # whole columns or a name of another sheet
    r"|(?<![\w.$!\]])(?P<home>(?:'(?:[^']|'')+'|[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)"
    r"(?P<rest>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|[^\W\d][\w.]*)(?![\w(.!])"
)


@lru_cache(maxsize=2048)
def column_name(column: int) -> str:
    """1 → A, 28 → AB."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """A → 1, AB → 28.

    Raises: ValueError.
    """
    number = 0
    for char in name.upper():
        if not "A" <= char <= "Z":
            raise ValueError(name)
        number = number * 26 + ord(char) - 64
    return number


class NoAreaError(ValueError):
    """A template speaks of cells that there cannot be."""


class Area(NamedTuple):
    """A rectangle of cells, 1-based, both ends included."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def parse(cls, text: str) -> Area:
        """`B5` or `A1:H3`.

        Raises: NoAreaError.
        """
        match = _AREA.match(text)
        if not match:
            raise NoAreaError(text)
        left, top = column_number(match[1]), int(match[2])
        right, bottom = (column_number(match[3]), int(match[4])) if match[3] else (left, top)
        return cls(min(left, right), min(top, bottom), max(left, right), max(top, bottom))

    def __str__(self) -> str:
        first = f"{column_name(self.left)}{self.top}"
        last = f"{column_name(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    @property
    def is_cell(self) -> bool:
        """Whether the area is a single cell."""
        return self.left == self.right and self.top == self.bottom


def quoted_sheet(name: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def sheet_of(prefix: str | None) -> str | None:
    """The sheet's name in a formula's prefix such as `'汇总 表'!`."""
    if not prefix:
        return None
    name = prefix[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


class _Reference(NamedTuple):
    """A reference of a formula, taken apart."""

    prefix: str  # `'汇总 表'!`, or blank
    sheet: str | None
    start: str  # what stands before the first row's number: `$B$`
    end: str | None  # what stands before the last one's: `:$D$`; None for one cell
    first: int  # 0 where no rows are named: whole columns, a name
    last: int
    dollars: bool  # whether a range has $ before its rows


def map_rows(
    formula: str,
    mapper: RowMapper,
    rename: Callable[[str], str] | None = None,
    fixed: RowMapper | None = None,
) -> str:
    """A formula with the rows of its references mapped; a reference to rows that are gone becomes #REF!.

    A reference to one cell whose row became several turns into their range. `rename` gives a sheet's new name,
    `fixed` maps ranges with $ before their rows, where they differ.
    """

    def replaced(found: _Reference) -> str:
        prefix = found.prefix
        if found.sheet is not None and rename is not None and (new := rename(found.sheet)) != found.sheet:
            prefix = quoted_sheet(new) + "!"
        if not found.first:
            return prefix + found.start
        chosen = fixed if fixed is not None and found.dollars else mapper
        rows = chosen(found.sheet, found.first, found.last, found.end is None)
        if rows is None:
            return prefix + "#REF!"
        start = f"{prefix}{found.start}{rows[0]}"
        if found.end is not None:
            return f"{start}{found.end}{rows[1]}"
        return start if rows[0] == rows[1] else f"{start}:{found.start}{rows[1]}"

    return "".join([piece if isinstance(piece, str) else replaced(piece) for piece in _pieces(formula)])


@lru_cache(maxsize=1024)
def _pieces(formula: str) -> tuple[str | _Reference, ...]:
    """A formula split into its references and what stands between them: the same for every sheet."""
    pieces: list[str | _Reference] = []
    end = 0
    for match in _IN_FORMULA.finditer(formula):
        if match["r1"] or match["n1"] or match["home"]:
            pieces += (formula[end : match.start()], _reference(match))
            end = match.end()
    return (*pieces, formula[end:])


def _reference(match: re.Match[str]) -> _Reference:
    if match["home"]:
        return _Reference(match["home"], sheet_of(match["home"]), match["rest"], None, 0, 0, False)
    prefix = match["sheet"] or ""
    start, end = (match["f1"], f":{match['f2']}") if match["n1"] else (match["c1"] + match["d1"], None)
    if match["c2"]:
        end = f":{match['c2']}{match['d2']}"
    first, last = match["r1"] or match["n1"], match["r2"] or match["n2"]
    dollars = end is not None and end.endswith("$")
    return _Reference(prefix, sheet_of(prefix), start, end, int(first), int(last or first), dollars)


def speaks_of(formula: str, sheets: Callable[[str], bool]) -> bool:
    """Whether a formula refers to cells of one of these sheets."""
    named = (sheet_of(match["sheet"] or match["home"]) for match in _IN_FORMULA.finditer(formula))
    return any(sheet is not None and sheets(sheet) for sheet in named)


def stays_in_row(formula: str, row: int) -> bool:
    """Whether a formula refers to nothing but cells of one row of its own sheet, and without $ before it."""
    own = ("", str(row))
    return all(
        not match["sheet"]
        and (match["d1"], match["r1"]) == own
        and (not match["c2"] or (match["d2"], match["r2"]) == own)
        for match in _IN_FORMULA.finditer(formula)
        if match["c1"] or match["n1"]
    )


def change_references(formula: str, changed: Callable[[str], str]) -> str:
    """A formula with each of its references, the sheet in front of it included, changed by itself."""

    def replaced(match: re.Match[str]) -> str:
        return changed(match[0]) if match["c1"] or match["n1"] or match["home"] else match[0]

    return _IN_FORMULA.sub(replaced, formula)


def with_lost(formula: str, mapper: Callable[[str], str | None]) -> str:
    """A formula as the mapper gives it; where that gives none, `#REF!` stands for each reference that is gone, as in
    Excel when its cells are deleted.
    """
    made = mapper(formula)
    return change_references(formula, lambda each: mapper(each) or "#REF!") if made is None else made


def move_relative(formula: str, down: int, right: int) -> str:
    """A shared formula as it reads so many rows down and columns right of its first cell."""

    def row(dollar: str, number: str) -> str:
        return f"{dollar}{number if dollar else int(number) + down}"

    def moved(column: str, dollar: str, number: str) -> str:
        name = column if column.startswith("$") else column_name(column_number(column) + right)
        return name + row(dollar, number)

    def replaced(match: re.Match[str]) -> str:
        if match["n1"]:
            return f"{match['sheet'] or ''}{row(match['f1'], match['n1'])}:{row(match['f2'], match['n2'])}"
        if match["c1"] is None:
            return match[0]
        text = (match["sheet"] or "") + moved(match["c1"], match["d1"], match["r1"])
        return text + (":" + moved(match["c2"], match["d2"], match["r2"]) if match["c2"] else "")

    return _IN_FORMULA.sub(replaced, formula)
