"""A plan carried out in a file of YAML."""

from __future__ import annotations

from generator import tree
from generator.editing.yaml_text import edited, with_item
from generator.errors import GeneratorError
from generator.location import KeyPath
from generator.pulling.application import record
from generator.pulling.plan import NewItem, ObstacleError, Plan
from generator.pulling.state import at


def changed_text(text: str, file: str, data: tree.Mapping, plan: Plan, root: KeyPath) -> str:
    """The text of the file that holds what is under `root` of the data.

    Raises: ObstacleError.
    """
    try:
        return _changed_text(text, file, data, plan, root)
    except GeneratorError as error:
        raise ObstacleError([*plan.values, *plan.lists()], error) from error


def _changed_text(text: str, file: str, data: tree.Mapping, plan: Plan, root: KeyPath) -> str:
    depth = len(root)
    changes: dict[KeyPath, tree.Tree | None] = {
        path[depth:]: value
        for path, value in plan.values.items()
        if _is_here(path, root) and _is_kept(path, plan) and (value is not None or at(data, path) is not None)
    }
    changes |= {path[depth:]: None for path in plan.removed if _is_here(path, root)}
    text = edited(text, changes, file) if changes else text
    for items in plan.lists():
        if _is_here(items, root):
            there = at(data, items)
            order = plan.order(items, len(there) if isinstance(there, list) else 0)
            for position, each in enumerate(order):
                if isinstance(each, NewItem):
                    text = with_item(text, items[depth:], position, record(data, each), file)
    return text


def _is_here(path: KeyPath, root: KeyPath) -> bool:
    return path[: len(root)] == root


def _is_kept(path: KeyPath, plan: Plan) -> bool:
    """Whether a value does not go with its item."""
    return not any(path[: len(item)] == item for item in plan.removed)
