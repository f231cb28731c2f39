"""How a value of the data becomes text, and the filters that shape numbers and links."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from jinja2 import Undefined

from generator.translation import _

_MOST_PLACES = 30
_SEPARATORS = ("", ",", "_")
_WIDE = Context(prec=100)  # no amount has more digits
# Characters that XML 1.0 cannot hold.
UNPRINTABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"


# Values whose text is that of Python, though their types do not say so.
_TELLING = (str, int, float, list, tuple, dict, set, frozenset, type(None))


def text_of(value: object) -> str:
    """A value as text, the same in Excel and in Word: nothing for None, plain digits for a number, 2026-01-31 for a date."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Special):
        return text_of(value.value)
    check_text(value)
    return str(value)


def check_text(value: object) -> None:
    """Refuse what has no text of its own, but only a name within the program.

    Raises: NoTextError.
    """
    if not isinstance(value, _TELLING) and type(value).__str__ is object.__str__:
        message = _("{found} is no text, number or date, and cannot be printed")
        raise NoTextError(message.format(found=type(value).__name__))


class NoTextError(TypeError):
    """A thing of the program, not of the data, was to be printed: a function, a loop, a macro."""


class Merge(NamedTuple):
    """Prints once over consecutive equal values."""

    value: object


class GoesOn:
    """Stands in a `Merge` for whatever the group above holds."""


class Formula(NamedTuple):
    """A live formula of the template's own cells, with the result to show."""

    value: object
    source: str


class Link(NamedTuple):
    """A link to the sheet, or the anchor, of an item of the data."""

    value: object
    item: object


class Anchor(NamedTuple):
    """The place that links to an item lead to."""

    value: object
    item: object


class PageOf(NamedTuple):
    """The number of the page on which an item's anchor stands."""

    value: object  # the item


# Values that print as more than their text.
Special = Merge | Formula | Link | Anchor | PageOf


def merge(value: object) -> Merge:
    """Filter: merge down over consecutive equal values."""
    return Merge._make((value,))  # in half the time of calling it


def formula(value: object, source: str) -> Formula:
    """Filter: a live formula whose stored result is the value."""
    return Formula(value, source.removeprefix("="))


def link(value: object, item: object) -> Link:
    """Filter: an internal link to an item."""
    return Link(value, item)


def anchor(value: object, item: object) -> Anchor:
    """Filter: the place that links to an item lead to."""
    return Anchor(value, item)


def page(item: object) -> PageOf:
    """Filter: the page number of an item's anchor."""
    return PageOf(item)


def decimals(value: object, places: int = 2, separator: str = "") -> object:
    """Filter: a number with so many decimals, rounded half up; words and blanks pass as they are."""
    if separator not in _SEPARATORS:
        raise ValueError(_("expected , or _ between thousands, found {found}").format(found=separator))
    if type(value) is not Decimal:
        if isinstance(value, bool) or not isinstance(value, (int, Decimal, float)):
            return _passed(value)
        value = Decimal(str(value))
    if not value and value.is_signed():  # equals 0, but is printed otherwise
        return _spelled.__wrapped__(value, places, separator)
    return _spelled(value, places, separator)


@lru_cache(4096)
def _spelled(value: Decimal, places: int, separator: str) -> str:
    return format(value.quantize(_unit(places), ROUND_HALF_UP, _WIDE), f"{separator}f")


@cache
def _unit(places: int) -> Decimal:
    """The last of so many decimals.

    Raises: ValueError.
    """
    if not -_MOST_PLACES <= places <= _MOST_PLACES:
        raise ValueError(_("a number has at most {limit} decimals").format(limit=_MOST_PLACES))
    return Decimal(1).scaleb(-places)


def money(value: object, places: int = 2) -> object:
    """Filter: an amount with thousands separators, 1,233.77; words and blanks pass as they are."""
    return decimals(value, places, ",")


def half_up(value: object, precision: int = 0) -> object:
    """Filter `round`, on decimals and half up: binary floats and half-even rounding give wrong cents."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, float)):
        return _passed(value)
    return Decimal(str(value)).quantize(_unit(precision), ROUND_HALF_UP, _WIDE)


def _passed(value: object) -> object:
    if isinstance(value, (str, Undefined)) or value is None:
        return value
    raise TypeError(_("expected a number, found {found}").format(found=type(value).__name__))


FILTERS = {
    "merge": merge,
    "formula": formula,
    "link": link,
    "anchor": anchor,
    "page": page,
    "decimals": decimals,
    "money": money,
    "round": half_up,
}
