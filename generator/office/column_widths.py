"""How wide the columns of a worksheet are, and how far they reach."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from generator.office.references import column_number
from generator.office.sheet_template import M

_DEFAULT = 8.43


def column_widths(root: etree._Element) -> Callable[[int], float]:
    """The width of a column, in Excel's units."""
    format_ = root.find(M + "sheetFormatPr")
    default = _DEFAULT
    if format_ is not None:
        default = float(format_.get("defaultColWidth") or format_.get("baseColWidth") or default)
    spans = [
        (
            int(c.get("min", "1")),
            int(c.get("max", "1")),
            0.0 if c.get("hidden") == "1" else float(c.get("width", default)),
        )
        for c in root.iter(M + "col")
    ]

    def width(column: int) -> float:
        return next((w for first, last, w in spans if first <= column <= last), default)

    return width


def last_column(root: etree._Element) -> int:
    """The last column in which a cell stands."""
    names = {cell.get("r", "").rstrip("0123456789") for cell in root.iter(M + "c")}
    return max((column_number(name) for name in names if name), default=1)
