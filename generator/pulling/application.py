"""The data of a booklet with a plan carried out."""

from __future__ import annotations

import copy
from typing import Any

from generator import tree
from generator.location import KeyPath
from generator.pulling.plan import NewItem, Plan
from generator.pulling.state import at


def applied(data: tree.Mapping, plan: Plan) -> tree.Mapping:
    """The data after the changes."""
    made = copy.deepcopy(data)
    for path, text in plan.values.items():
        _put(made, path, text)
    lists = {items: arranged(made, plan, items) for items in plan.lists()}
    for items, records in lists.items():
        _put(made, items, records or None)
    return made


def arranged(data: tree.Mapping, plan: Plan, items: KeyPath) -> list[tree.Tree]:
    """The items of a list after the changes."""
    found = at(data, items)
    there: list[tree.Tree] = found if isinstance(found, list) else []
    return [
        record(data, each) if isinstance(each, NewItem) else there[each]
        for each in plan.order(items, len(there))
    ]


def record(data: tree.Mapping, new: NewItem) -> tree.Mapping:
    """The record of a new item; one that was only moved keeps what the form does not show."""
    base = at(data, new.base) if new.base else None
    return {**base, **new.record} if isinstance(base, dict) else dict(new.record)


def place_after(data: tree.Mapping, plan: Plan, path: KeyPath) -> KeyPath | None:
    """A path of the data in the data after the changes; None when it is gone with its item."""
    for items in plan.lists():
        if path[: len(items)] == items and len(path) > len(items):
            found = at(data, items)
            order = plan.order(items, len(found) if isinstance(found, list) else 0)
            position = path[len(items)]
            if position not in order:
                return None
            return (*items, order.index(position), *path[len(items) + 1 :])
    return path


def _put(data: Any, path: KeyPath, value: Any) -> None:
    *way, last = path
    for step in way:
        data = data.setdefault(step, {}) if isinstance(step, str) else data[step]
    if value is None:
        data.pop(last, None)
    else:
        data[last] = value
