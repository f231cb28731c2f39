"""Paths to what a template reads: `项目列表[].绩效指标[].分值`, and many of them as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

ITEM = "[]"  # the step of a path from a list to its items


def shown(path: Iterable[str]) -> str:
    """`项目列表[].绩效指标[].分值`."""
    return "".join(step if step == ITEM else f".{step}" for step in path).removeprefix(".")


def tree(paths: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Paths as lines of a tree, in the order in which they are read first."""
    root: dict[str, Any] = {}
    for path in paths:
        here = root
        for name in _joined(path):
            here = here.setdefault(name, {})
    yield from _lines(root, 0)


def _joined(path: tuple[str, ...]) -> Iterator[str]:
    """The steps, with `[]` at the name of its list."""
    for number, step in enumerate(path):
        if step != ITEM:
            listed = path[number + 1 : number + 2] == (ITEM,)
            yield step + ITEM if listed else step


def _lines(branch: Mapping[str, Any], depth: int) -> Iterator[str]:
    for name, inner in branch.items():
        if f"{name}{ITEM}" in branch:
            continue  # the list itself, whose items follow
        yield "  " * depth + name
        yield from _lines(inner, depth + 1)
