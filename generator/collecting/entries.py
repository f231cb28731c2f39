"""What there is to say of files that came back: one entry a fact, with its place."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from generator.location import Location
from generator.translation import _


class Kind(Enum):
    """What an entry is about, in the order of the report."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    OPEN = "open"
    WRONG = "wrong"
    UNSTAMPED = "unstamped"
    TWICE = "twice"
    SAME = "same"
    FINDING = "finding"
    RENAMED = "renamed"
    NEW_PROJECT = "new project"
    TAKEN = "taken"
    ADDED = "new row"
    DELETED = "deleted row"
    MOVED = "moved"
    GONE = "deleted project"
    CONFLICT = "conflict"
    KEPT = "not taken"


NEEDS_A_PERSON = frozenset(
    {Kind.MISSING, Kind.UNREADABLE, Kind.OPEN, Kind.WRONG, Kind.GONE, Kind.CONFLICT, Kind.KEPT}
)


class Entry(NamedTuple):
    """A fact at its place: a cell that came back, a file, or nothing but a unit."""

    kind: Kind
    place: Location | None
    message: str
    project: str = ""
    row: str = ""  # the indicator
    field: str = ""
    sent: str = ""
    returned: str = ""
    now: str = ""  # in the booklet


def title(kind: Kind) -> str:
    """A kind in the user's language."""
    return {
        Kind.MISSING: _("not back"),
        Kind.UNREADABLE: _("unreadable"),
        Kind.OPEN: _("open"),
        Kind.WRONG: _("not taken"),
        Kind.UNSTAMPED: _("without a stamp"),
        Kind.TWICE: _("came twice"),
        Kind.SAME: _("came twice"),
        Kind.FINDING: _("note"),
        Kind.RENAMED: _("renamed"),
        Kind.NEW_PROJECT: _("new project"),
        Kind.TAKEN: _("changed"),
        Kind.ADDED: _("new row"),
        Kind.DELETED: _("deleted row"),
        Kind.MOVED: _("order"),
        Kind.GONE: _("deleted project"),
        Kind.CONFLICT: _("conflict"),
        Kind.KEPT: _("not taken"),
    }[kind]
