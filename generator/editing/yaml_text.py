"""A YAML text with some values changed, and all else to the letter: comments, order, quotes, indentation, line ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import NamedTuple

from generator import tree
from generator.editing.yaml_nodes import Document, Entry, Node
from generator.editing.yaml_scalars import Edit, replaced
from generator.editing.yaml_structure import added, inserted, removed
from generator.location import KeyPath
from generator.translation import _

_BOM = "\ufeff"
_ODD_BREAK = re.compile("\r(?!\n)|[\x85\u2028\u2029]")  # ends a line for YAML, not for us
_Filled = dict[int, list[int]]  # by list: the positions of items that are not blank


class _Found(NamedTuple):
    """A value, and what holds it."""

    node: Node
    parent: Node | None = None
    place: int = 0
    indicator: int = -1  # the end of the colon or dash in front of the parent


def edited(text: str, changes: Mapping[KeyPath, tree.Tree | None], file: str = "") -> str:
    """`text` with other values at some key paths; None removes a key or an item, a new path adds one.

    Positions in lists leave out blank items, as everywhere; they are those of `text`, whatever is removed beside
    them. An item of the position behind the last one is added. A text takes the style of the text that it replaces.

    Raises: GeneratorError when `text` is no YAML, or has at these places what cannot be changed so.
    """
    body = text.removeprefix(_BOM)
    document = Document(body, file)
    before = document.data()
    filled: _Filled = {}
    wanted = {
        _raw(before, path, filled): None if value is None else _plain(value)
        for path, value in changes.items()
    }
    expected = _applied(document, before, wanted)
    made = _made(document, wanted)
    if Document(made, file).data() != expected:
        if odd := _ODD_BREAK.search(body):
            message = _("{written} is more than can be changed here; write it in a simpler way")
            raise document.refused(message.format(written=ascii(odd[0])), odd.start())
        raise AssertionError("the changed text does not say what it should")
    return text[: len(text) - len(body)] + made


def with_item(text: str, items: KeyPath, position: int, value: tree.Tree, file: str = "") -> str:
    """`text` with an item more in a list, in front of the one at a position, or behind the last one.

    Positions leave out blank items. Raises: GeneratorError as `edited` does.
    """
    body = text.removeprefix(_BOM)
    document = Document(body, file)
    before = document.data()
    path = _raw(before, (*items, position), {})
    found, place = _found(document, path[:-1]), path[-1]
    if found is None or not isinstance(place, int) or place >= len(found.node.entries):
        return edited(text, {(*items, position): value}, file)
    made = _with(body, inserted(document, found.node, place, _plain(value)))
    expected = deepcopy(before)
    there: tree.Tree = expected
    for step in path[:-1]:
        there = there[step]  # type: ignore[index]
    assert isinstance(there, list)
    there.insert(place, _plain(value))
    if Document(made, file).data() != expected:
        raise document.refused(_("there is no room for a new item here; put it in by hand"), found.node.start)
    return text[: len(text) - len(body)] + made


def _plain(value: tree.Tree) -> tree.Tree:
    """A value with line feeds as line ends."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value]


def _raw(data: tree.Tree, path: KeyPath, known: _Filled) -> KeyPath:
    """The path with positions that count blank items, too."""
    made: list[str | int] = []
    at: tree.Tree | None = data
    for step in path:
        if isinstance(step, int):
            items = at if isinstance(at, list) else []
            filled = known.setdefault(id(items), [])
            if not filled:
                filled += (n for n, item in enumerate(items) if not tree.is_blank(tree.without_blanks(item)))
            place = filled[step] if step < len(filled) else len(items) + step - len(filled)
            at = items[place] if place < len(items) else None
            made.append(place)
        else:
            at = at.get(step) if isinstance(at, dict) else None
            made.append(step)
    return tuple(made)


def _made(document: Document, wanted: Mapping[KeyPath, tree.Tree | None]) -> str:
    here = {path: _found(document, path) for path in wanted}
    edits = [
        edit
        for path, value in wanted.items()
        if (found := here[path]) is not None and isinstance(value, str)
        if found.node.text != value
        for edit in replaced(document, found.node, value)
    ]
    text = _with(document.text, edits)
    for path, value in wanted.items():
        if here[path] is None and value is not None:
            text = _put(Document(text, document.file), path, value)
    gone = [path for path, value in wanted.items() if value is None]
    for path in sorted(gone, key=lambda path: here[path].node.start if here[path] else 0, reverse=True):  # type: ignore[union-attr]
        now = Document(text, document.file)
        found = _found(now, path)
        if found is not None and found.parent is not None:
            text = _with(text, removed(now, found.parent, found.place, found.indicator))
    return text


def _with(text: str, edits: Iterable[Edit]) -> str:
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])


def _found(document: Document, path: KeyPath) -> _Found | None:
    found, behind = _Found(document.root), -1
    for step in path:
        node = found.node
        place = _place(node, step)
        if place is None:
            return None
        entry: Entry = node.entries[place]
        found = _Found(entry.value, node, place, behind)
        behind = entry.indicator
    return found


def _place(node: Node, step: str | int) -> int | None:
    """Where an entry stands among those of a mapping or list."""
    if isinstance(step, int):
        return step if node.text is None and not node.is_mapping and step < len(node.entries) else None
    keys = [(entry.key.text or "").strip() for entry in node.entries if entry.key is not None]
    return keys.index(step) if step in keys else None


def _put(document: Document, path: KeyPath, value: tree.Tree) -> str:
    """A new key or item, with the mappings and lists around it that are missing."""
    known = len(path) - 1
    while (found := _found(document, path[:known])) is None:
        known -= 1
    for step in reversed(path[known + 1 :]):
        value = {step: value} if isinstance(step, str) else [value]
    key = path[known]
    return _with(document.text, added(document, found.node, key if isinstance(key, str) else None, value))


def _applied(document: Document, data: tree.Tree, wanted: Mapping[KeyPath, tree.Tree | None]) -> tree.Tree:
    """The data with the changes made."""
    made = deepcopy(data)
    for path, value in wanted.items():
        if value is not None:
            made = _set(document, made, path, value)
    gone = sorted((path for path, value in wanted.items() if value is None), key=_order, reverse=True)
    for path in gone:
        _remove(document, made, path)
    return made


def _order(path: KeyPath) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (0, step) for step in path]


def _set(document: Document, data: tree.Tree | None, path: KeyPath, value: tree.Tree) -> tree.Tree:
    if not path:
        if isinstance(data, (dict, list)) or (data is not None and not isinstance(value, str)):
            raise document.refused(_("a text and a list cannot take each other's place"), 0)
        return value
    step, *rest = path
    if isinstance(step, str):
        mapping = {} if data is None or data == "" else data
        if not isinstance(mapping, dict):
            raise document.refused(_("there are no keys, and so no {key}").format(key=step), 0)
        return {**mapping, step: _set(document, mapping.get(step), tuple(rest), value)}
    items = [] if data is None or data == "" else data
    if not isinstance(items, list) or step > len(items):
        raise document.refused(_("there is no item {number}").format(number=step + 1), 0)
    there = items[step] if step < len(items) else None
    return [*items[:step], _set(document, there, tuple(rest), value), *items[step + 1 :]]


def _remove(document: Document, data: tree.Tree, path: KeyPath) -> None:
    *way, last = path
    at: tree.Tree = data
    try:
        for step in way:
            at = at[step]  # type: ignore[index]
        del at[last]  # type: ignore[union-attr, arg-type]
    except (LookupError, TypeError) as error:
        written = " > ".join(map(str, path))
        raise document.refused(_("there is nothing at {path}").format(path=written), 0) from error
