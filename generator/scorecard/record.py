"""The steps of a score as plain data for a machine; numbers are text, so that no decimal is lost."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from generator.scorecard.steps import Card

Json = str | int | bool | list["Json"] | dict[str, "Json"] | None


def record(card: Card) -> Json:
    """The card as mappings and lists."""
    return _plain(card)


def _plain(value: object) -> Json:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, tuple):
        fields = getattr(value, "_asdict", None)
        if fields is not None:
            return {name: _plain(each) for name, each in fields().items()}
        return [_plain(each) for each in value]
    assert value is None or isinstance(value, str | bool)
    return value
