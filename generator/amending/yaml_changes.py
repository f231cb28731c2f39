"""What differs between two trees, as changes at key paths."""

from __future__ import annotations

from generator import tree
from generator.location import KeyPath


def changes(before: tree.Tree, after: tree.Tree, path: KeyPath = ()) -> dict[KeyPath, tree.Tree | None]:
    """The values to put at paths so that one tree becomes the other; None takes a value away.

    Items of a list keep their places: what comes in between moves the contents of those behind it down.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        return _of_mappings(before, after, path)
    if isinstance(before, list) and isinstance(after, list):
        return _of_lists(before, after, path)
    return {} if before == after else {path: after}


def _of_mappings(before: tree.Mapping, after: tree.Mapping, path: KeyPath) -> dict[KeyPath, tree.Tree | None]:
    found: dict[KeyPath, tree.Tree | None] = {(*path, key): None for key in before if key not in after}
    for key, value in after.items():
        found |= changes(before[key], value, (*path, key)) if key in before else {(*path, key): value}
    return found


def _of_lists(
    before: list[tree.Tree], after: list[tree.Tree], path: KeyPath
) -> dict[KeyPath, tree.Tree | None]:
    found: dict[KeyPath, tree.Tree | None] = {}
    for place, (old, new) in enumerate(zip(before, after, strict=False)):
        found |= changes(old, new, (*path, place))
    found |= {(*path, place): after[place] for place in range(len(before), len(after))}
    return found | {(*path, place): None for place in range(len(after), len(before))}
