"""Which rows and projects of one side are those of another: by all they say, by name, by likeness."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal

from generator import tree
from generator.model.matching import matched_names
from generator.sheets.layout import NAME

_LEVELS = ("一级指标", "二级指标", "三级指标")
_LEAST_PROJECT, _LEAST_ROW = Decimal(70), Decimal(75)  # percent: names less alike are of different things


def paired_rows(here: Sequence[tree.Mapping], there: Sequence[tree.Mapping]) -> list[tuple[int, int]]:
    """Which indicators are the same, each at most once, in the order here."""
    found: dict[int, int] = {}
    for key in (_whole, _levels):
        _pair_equal(here, there, key, found)
    return _with_alike(here, there, "三级指标", _LEAST_ROW, found)


def paired_projects(here: Sequence[tree.Mapping], there: Sequence[tree.Mapping]) -> list[tuple[int, int]]:
    """Which projects are the same, however they were renamed."""
    found: dict[int, int] = {}
    for key in (_name, _but_name):
        _pair_equal(here, there, key, found)
    return _with_alike(here, there, NAME, _LEAST_PROJECT, found)


def _pair_equal(
    here: Sequence[tree.Mapping],
    there: Sequence[tree.Mapping],
    key: Callable[[tree.Mapping], str],
    found: dict[int, int],
) -> None:
    if len(found) == len(here):
        return
    waiting: dict[str, list[int]] = defaultdict(list)
    taken = set(found.values())
    for position, row in enumerate(there):
        if position not in taken:
            waiting[key(row)].append(position)
    for position, row in enumerate(here):
        if position not in found and (others := waiting.get(key(row))):
            found[position] = others.pop(0)


def _with_alike(
    here: Sequence[tree.Mapping],
    there: Sequence[tree.Mapping],
    label: str,
    floor: Decimal,
    found: dict[int, int],
) -> list[tuple[int, int]]:
    taken = set(found.values())
    left = [position for position in range(len(here)) if position not in found]
    free = [position for position in range(len(there)) if position not in taken] if left else []
    names, others = [_text(here[n], label) for n in left], [_text(there[n], label) for n in free]
    for one, other in matched_names(names, others, floor):
        found[left[one]] = free[other]
    return sorted(found.items())


def _whole(row: tree.Mapping) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def _levels(row: tree.Mapping) -> str:
    return "\0".join(_text(row, label) for label in _LEVELS)


def _name(project: tree.Mapping) -> str:
    return _text(project, NAME)


def _but_name(project: tree.Mapping) -> str:
    return _whole({key: value for key, value in project.items() if key != NAME})


def _text(record: tree.Mapping, label: str) -> str:
    value = record.get(label, "")
    return " ".join(value.split()) if isinstance(value, str) else ""
