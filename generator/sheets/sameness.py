"""Whether two texts say the same under a label of the form, however they were typed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator import tree
from generator.location import KeyPath
from generator.model.amounts import to_number
from generator.model.value import parse_value
from generator.sheets.layout import Kind, Layout

Flat = dict[KeyPath, str]
_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?")


def kinds(layout: Layout) -> dict[str, Kind]:
    """The kind of value under each label."""
    columns = (*layout.project, *layout.funds, *layout.indicators)
    return {column.path[-1]: column.kind for column in columns if column.path}


def same(one: str | None, other: str | None, path: KeyPath, known: Mapping[str, Kind]) -> bool:
    """Whether two values are equal as data: 1,200 and 1200.00 are, None and blanks are."""
    left, right = _plain(one, path), _plain(other, path)
    if left is None or right is None or left == right:
        return left == right
    kind = known.get(str(path[-1]), Kind.TEXT) if path else Kind.TEXT
    if kind is Kind.DATE:
        return _day(left) == _day(right) is not None
    if kind not in (Kind.AMOUNT, Kind.NUMBER):
        return False
    if (number := to_number(left)) is not None:
        return number == to_number(right)
    value = parse_value(left)
    return value.number is not None and value[1:] == parse_value(right)[1:]


def flat(record: tree.Tree, skipped: tuple[str, ...] = (), path: KeyPath = ()) -> Flat:
    """The texts of a record by their paths, without those below the keys that are skipped."""
    if isinstance(record, str):
        return {path: record}
    found: Flat = {}
    for key, value in record.items() if isinstance(record, dict) else enumerate(record):
        if path or key not in skipped:
            found |= flat(value, skipped, (*path, key))
    return found


def equal(one: tree.Tree, other: tree.Tree, known: Mapping[str, Kind]) -> bool:
    """Whether two records say the same, whatever the order of their keys."""
    left, right = flat(one), flat(other)
    return all(same(left.get(path), right.get(path), path, known) for path in {**left, **right})


def _plain(text: str | None, path: KeyPath) -> str | None:
    if text is None:
        return None
    text = text.replace("\r\n", "\n").strip()
    return text if tree.is_kept(str(path[-1]) if path else "", text) else None


def _day(text: str) -> tuple[int, ...] | None:
    match = _DAY.fullmatch("".join(text.split()))
    return tuple(map(int, match.groups())) if match else None
