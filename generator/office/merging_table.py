"""Tables of a Word document whose cells merge down over equal values."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.office.document_marks import RowMark

_RESTART, _CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@dataclass(eq=False, repr=False)
class _Group:
    """Equal values of a column that run down so far."""

    value: object
    slot: int  # the held piece that says that a merge begins, once it does; -1 when said
    row: int


@dataclass(eq=False, repr=False)
class MergingTable:
    """A table whose cells merge."""

    row: int = 0
    broken: bool = False
    groups: dict[int, _Group] = field(default_factory=dict)

    def begin(self, mark: RowMark) -> None:
        """A row begins, or the outermost loop of rows does."""
        if mark.event == "loop":
            self.groups.clear()
            return
        self.row += 1
        self.broken = False

    def merge(self, column: int, value: object, held: list[str]) -> bool:
        """Whether a cell goes on with the one above; what says so is added to the pieces held."""
        group = self.groups.get(column)
        if group is None or self.broken or group.row != self.row - 1 or group.value != value:
            self.broken = True
            self.groups[column] = _Group(value, len(held), self.row)
            held.append("")
            return False
        if group.slot >= 0:
            held[group.slot] = _RESTART
            group.slot = -1
        group.row = self.row
        held.append(_CONTINUE)
        return True
