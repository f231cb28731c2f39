"""The shape of data, which is what can be known of values without having them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from generator.office.data_paths import ITEM
from generator.office.environment import unknown_name
from generator.translation import _

# The shape of data: a record of shapes, a list with the shape of an item (or none), None for a text, number or date.
Shape = Any
ANYTHING = object()
_VALUE = None
_SAME = {"sort", "list", "unique", "reverse", "select", "reject", "selectattr", "rejectattr", "default", "d"}
_ONE = {"first", "last", "min", "max"}


class Read(NamedTuple):
    """A value as far as it is known: its shape, and where it stands (empty: nowhere in the data)."""

    shape: Shape
    path: tuple[str, ...] = ()


UNKNOWN = Read(ANYTHING)
COMPUTED = Read(_VALUE)


def field_of(value: Read, name: str) -> Read | str:
    """What a field of a value is; a message where the data cannot have it."""
    shape, path = value.shape, (*value.path, name) if value.path else ()
    if shape is ANYTHING:
        return Read(ANYTHING, path)
    if isinstance(shape, dict):
        if name in shape:
            return Read(shape[name], path)
        if hasattr(shape, name):
            return UNKNOWN
        return unknown_name(name, shape)
    if isinstance(shape, list):
        if not hasattr(shape, name):
            message = _("a list has no {name}; take its items in a for loop")
            return message.format(name=name)
    elif not any(hasattr(kind, name) for kind in (str, Decimal, datetime)):
        return _("{name} is unknown").format(name=name)
    return UNKNOWN


def item_of(value: Read) -> Read:
    """What each item of a list is."""
    path = (*value.path, ITEM) if value.path else ()
    if isinstance(value.shape, list):
        return Read(value.shape[0] if value.shape else ANYTHING, path)
    return Read(ANYTHING, path) if value.shape is ANYTHING else UNKNOWN


def filtered(name: str, value: Read, keyed: Read | None) -> Read:
    """What a filter makes of a value, of whose items it takes a field."""
    if name == "map" and keyed is not None:
        return Read([keyed.shape])
    if name in _SAME:
        return value
    if name in _ONE:
        return item_of(value) if isinstance(value.shape, list) else UNKNOWN
    if name in ("merge", "anchor", "link", "formula"):
        return Read(value.shape)
    return UNKNOWN if name in ("map", "groupby", "batch", "slice", "items", "attr") else COMPUTED
