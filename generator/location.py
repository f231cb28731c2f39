"""Places in the files that users edit."""

from __future__ import annotations

from typing import NamedTuple

KeyPath = tuple[str | int, ...]  # ("项目列表", 0, "绩效指标", 3, "年度指标值"); list positions are 0-based


class Location(NamedTuple):
    """A place a user can go to: `x.yaml:12:5` or `projects.xlsx[绩效指标!F21]`."""

    file: str
    sheet: str = ""  # empty for YAML
    row: int = 0  # 1-based line or sheet row; 0 is the whole file or sheet
    column: int = 0  # 1-based; 0 is the whole line

    def __str__(self) -> str:
        if self.sheet:
            cell = f"!{cell_name(self.row, self.column)}" if self.row else ""
            return f"{self.file}[{self.sheet}{cell}]"
        return ":".join([self.file, *(str(part) for part in (self.row, self.column) if part)])


def cell_name(row: int, column: int) -> str:
    """`F21` for row 21, column 6; the row alone when the column is 0."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
