"""References in formulas whose columns have moved or become several."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.office.columnmap import ColumnMap, Columns
from generator.office.references import column_name, column_number, sheet_of
from generator.office.rowmap import Path, Turn

# The columns of a sheet, None where they are those of the template; a blank name is the formula's own sheet.
ColumnsOf = Callable[[str | None], ColumnMap | None]

_IN_FORMULA = re.compile(
    r'"(?:[^"]|"")*"'  # a text
    r"|\[[^\[\]]*\]"  # a table's column, another workbook
    r"|(?<![\w.$!\]])(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)?"
    r"(?:(?P<d1>\$?)(?P<c1>[A-Za-z]{1,3})(?P<r1>\$?\d{1,7})(?::(?P<d2>\$?)(?P<c2>[A-Za-z]{1,3})(?P<r2>\$?\d{1,7}))?"
    r"|(?P<e1>\$?)(?P<n1>[A-Za-z]{1,3}):(?P<e2>\$?)(?P<n2>[A-Za-z]{1,3}))"
    r"(?![\w(.!])"
)


def follow_columns(
    formula: str, columns: ColumnsOf, path: Path, turn: Turn, for_all: bool = False
) -> str | None:
    """A formula with the columns of its references mapped, seen from a turn; None when one of them is gone.

    One formula `for_all` turns sees from there only what moves with it, and in ranges with $ all turns.
    """
    gone = False
    own = columns(None)

    def replaced(match: re.Match[str]) -> str:
        nonlocal gone
        sheet = sheet_of(match["sheet"])
        known = columns(sheet)
        if known is None or not (match["c1"] or match["n1"]):
            return match[0]
        fixed = for_all and (match["d2"] or match["e2"])
        view = (path, turn) if known is own and not fixed else ((), ())
        made = _mapped(match, known, *view)
        gone = gone or made is None
        return (match["sheet"] or "") + (made or "#REF!")

    made = _IN_FORMULA.sub(replaced, formula)
    return None if gone else made


def _mapped(match: re.Match[str], known: ColumnMap, path: Path, turn: Turn) -> str | None:
    """A reference without its sheet."""
    if match["n1"]:
        found = known.span(column_number(match["n1"]), column_number(match["n2"]), path, turn)
        return _joined(found, match["e1"], match["e2"]) if found else None
    first = column_number(match["c1"])
    if match["c2"]:
        found = known.span(first, column_number(match["c2"]), path, turn)
        return _joined(found, match["d1"], match["d2"], match["r1"], match["r2"]) if found else None
    found = known.cells(first, path, turn)
    if found is None or found[0] != found[1]:
        return _joined(found, match["d1"], match["d1"], match["r1"], match["r1"]) if found else None
    return f"{match['d1']}{column_name(found[0])}{match['r1']}"


def _joined(found: Columns, first: str, second: str, top: str = "", bottom: str = "") -> str:
    return f"{first}{column_name(found[0])}{top}:{second}{column_name(found[1])}{bottom}"
