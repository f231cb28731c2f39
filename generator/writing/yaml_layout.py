"""Plain data laid out as YAML for people: short rows on one line, the rest in blocks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator import tree
from generator.writing.yaml_text import block, scalar

_WIDEST = 200  # columns of a row on one line; a Chinese character takes two
_STEP = 2


def yaml_text(data: tree.Mapping) -> str:
    """The YAML document for `data`."""
    return "".join(line + "\n" for line in _mapping(data, 0, depth=0))


def _mapping(data: tree.Mapping, indent: int, depth: int) -> Iterator[str]:
    keys = {key: scalar(key) + ":" for key in data}
    aligned = max((_width(keys[key]) for key, value in data.items() if _row(value, depth + 1)), default=0)
    for key, value in data.items():
        head = " " * indent + keys[key]
        if row := _row(value, depth + 1):
            yield head + " " * (aligned - _width(keys[key]) + 1) + row
        else:
            yield from _value(head, value, indent, depth + 1)


def _value(head: str, value: tree.Tree, indent: int, depth: int) -> Iterator[str]:
    """A value after the `head` of its first line."""
    if isinstance(value, str):
        yield f"{head} {block(value, indent + _STEP) or scalar(value)}"
    elif isinstance(value, dict):
        yield head if value else head + " {}"
        yield from _mapping(value, indent + _STEP, depth)
    elif line := _short_list(value):
        yield f"{head} {line}"
    else:
        yield head
        yield from _items(value, indent + _STEP, depth)


def _items(items: list[tree.Tree], indent: int, depth: int) -> Iterator[str]:
    for item in items:
        head = " " * indent + "-"
        if row := _row(item, depth + 1):
            yield f"{head} {row}"
        elif isinstance(item, dict) and item:
            first, *rest = _mapping(item, indent + _STEP, depth + 1)
            yield f"{head} {first.lstrip(' ')}"
            yield from rest
        else:
            yield from _value(head, item, indent, depth + 1)


def _row(value: tree.Tree, depth: int) -> str:
    """A mapping of texts below the first level as one line in braces; empty where it cannot be one."""
    if depth < 2 or not isinstance(value, dict) or not value:
        return ""
    pairs = [(key, text) for key, text in value.items() if isinstance(text, str) and "\n" not in text]
    if len(pairs) < len(value):
        return ""
    line = (
        "{" + ", ".join(f"{scalar(key, flow=True)}: {scalar(text, flow=True)}" for key, text in pairs) + "}"
    )
    return line if _width(line) <= _WIDEST else ""


def _short_list(items: list[tree.Tree]) -> str:
    texts = tree.texts(items)
    line = "[" + ", ".join(scalar(text, flow=True) for text in texts) + "]"
    return line if len(texts) == len(items) and _width(line) <= _WIDEST else ""


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)
