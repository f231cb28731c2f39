"""Bounds on what a template may compute, so that a mistake or a malicious file cannot take the machine down.

Jinja's sandbox keeps a template from reaching the program; it does not keep it from `'a' * 10**10`, from loops in
loops over `range(99999)`, or from doubling a text forty times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, NamedTuple

from jinja2.exceptions import SecurityError

from generator.translation import _

_WIDE = re.compile(r"\d{7,}")  # a width in a format that no cell can hold


class Limits(NamedTuple):
    """What one rendering may take."""

    turns: int = 5_000_000  # of all loops together
    text: int = 2_000_000  # characters, or items of a list, that one expression may make


class LimitError(SecurityError):
    """A template asks for more than it may take."""


class Turns:
    """Counts the turns of all loops of a program's run."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.left = limit

    def bounded(self, items: Iterable[Any]) -> Iterator[Any]:
        """The items of a loop.

        Raises: LimitError when all loops together turn too often.
        """
        for item in items:
            self.left -= 1
            if self.left < 0:
                message = _("the loops turn more than {limit} times")
                raise LimitError(message.format(limit=self.limit))
            yield item


def check_product(left: Any, right: Any, limit: int) -> None:
    """Refuse `'a' * 10**10`.

    Raises: LimitError.
    """
    for many, count in ((left, right), (right, left)):
        if isinstance(many, (str, list, tuple)) and isinstance(count, int) and len(many) * count > limit:
            raise _too_long(limit)


def check_power(base: Any, exponent: Any, limit: int) -> None:
    """Refuse `9 ** 10**9`.

    Raises: LimitError.
    """
    if (
        isinstance(base, int)
        and isinstance(exponent, int)
        and exponent * max(1, base.bit_length()) > 8 * limit
    ):
        raise _too_long(limit)


def checked(made: Any, limit: int) -> Any:
    """What an expression made, unless it is too long.

    Raises: LimitError.
    """
    if isinstance(made, (str, list, tuple)) and len(made) > limit:
        raise _too_long(limit)
    return made


def check_call(name: str, text: str, arguments: Iterable[Any], limit: int) -> None:
    """Refuse a method of a text, or the filter of the same name, whose result would be too long.

    Raises: LimitError.
    """
    given = list(arguments)
    if any(isinstance(each, int) and each > limit for each in given):
        raise _too_long(limit)
    if name == "replace" and len(given) >= 2 and isinstance(given[0], str) and isinstance(given[1], str):
        times = text.count(given[0]) if given[0] else len(text) + 1
        if len(text) + times * len(given[1]) > limit:
            raise _too_long(limit)
    elif name in ("format", "format_map") and _WIDE.search(text):
        raise _too_long(limit)


def guarded(name: str, filter_: Callable[..., Any], limit: int) -> Callable[..., Any]:
    """A filter of Jinja's that can make much out of little, kept within bounds."""
    place = 1 if hasattr(filter_, "jinja_pass_arg") else 0  # some take Jinja's context in front of the value

    @wraps(filter_)
    def bounded(*arguments: Any, **named: Any) -> Any:
        value = arguments[place]
        if isinstance(value, str):
            check_call(name, value, (*arguments[place + 1 :], *named.values()), limit)
        return checked(filter_(*arguments, **named), limit)

    return bounded


def _too_long(limit: int) -> LimitError:
    return LimitError(_("an expression makes more than {limit} characters or items").format(limit=limit))
