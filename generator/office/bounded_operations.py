"""The operators and methods of expressions that can make much out of little, each looked at before it acts."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2.sandbox import SandboxedEscapeFormatter, SandboxedFormatter

from generator.office.limits import HOLDERS, ITEMS, Account, extent, too_large

# `%-10.3f`, `%*d`, `%(name)s`
_DIRECTIVE = re.compile(
    r"%(?:\((?P<name>[^)]*)\))?[-#0 +]*(?P<width>\*|\d+)?(?:\.(?P<places>\*|\d+))?[a-zA-Z]"
)
_NUMBER = re.compile(r"\d+")
_BITS = 3_400  # of a power that is looked at once more when it is made


def check_product(left: Any, right: Any, account: Account) -> None:
    """Refuse `'a' * 10**10`.

    Raises: LimitError.
    """
    for many, count in ((left, right), (right, left)):
        if isinstance(many, (str, bytes, list, tuple)) and isinstance(count, int):
            account.check(len(many) * count)


def check_power(base: Any, exponent: Any) -> None:
    """Refuse `9 ** 10**9`.

    Raises: LimitError.
    """
    if (
        isinstance(base, int)
        and isinstance(exponent, int)
        and abs(base) > 1
        and exponent * base.bit_length() > _BITS
    ):
        raise too_large()


def check_percent(text: str, given: Any, account: Account) -> None:
    """Refuse `'%999999999d' % 1`.

    Raises: LimitError.
    """
    values = given if isinstance(given, tuple) else (given,)
    stars = sum(abs(value) for value in values if type(value) is int) if "*" in text else 0
    size = len(text) + sum(map(extent, () if isinstance(given, Mapping) else values))
    for match in _DIRECTIVE.finditer(text):
        account.check(size)
        size += sum(
            stars if part == "*" else int(part[:12] or 0)
            for part in (match["width"] or "", match["places"] or "")
        )
        if match["name"] is not None and isinstance(given, Mapping):
            size += extent(given.get(match["name"]))
    account.check(size)


COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda item, items: item in items,
    "notin": lambda item, items: item not in items,
}


def check_comparison(name: str, left: Any, right: Any, account: Account) -> None:
    """Refuse to compare lists of lists in which one item stands so often that it would never end.

    Raises: LimitError.
    """
    if not isinstance(left, HOLDERS) or not isinstance(right, HOLDERS):
        return
    times = len(right) if name in ("in", "notin") and isinstance(right, (list, tuple)) else 1
    if times != 1 or name in ("in", "notin", "lt", "lteq", "gt", "gteq") or len(left) == len(right):
        size = extent(left)
        account.check(size)
        account.work(size * times // ITEMS)


def check_keys(keys: Iterable[Any], account: Account) -> None:
    """Refuse to compare or to hash keys in which one item stands so often that it would never end.

    Raises: LimitError.
    """
    known: dict[int, int] = {}
    for key in keys:
        if isinstance(key, HOLDERS):
            size = extent(key, known)
            account.check(size)
            account.work(size // ITEMS)


def check_method(name: str, text: str, arguments: tuple[Any, ...], account: Account) -> None:
    """Refuse a method of a text, or the filter of the same name, whose result would be too long.

    Raises: LimitError.
    """
    for each in arguments:
        if isinstance(each, int):
            account.check(each)
    if name == "replace" and len(arguments) >= 2:
        old, new = map(str, arguments[:2])
        times = text.count(old) if old else len(text) + 1
        account.check(len(text) + times * len(new))
    elif name == "join" and arguments and isinstance(arguments[0], (list, tuple)):
        account.check(extent(arguments[0]) + len(text) * len(arguments[0]))


class _Bounded:
    """Counts what the fields of a format make."""

    def __init__(self, account: Account, **named: Any) -> None:
        super().__init__(**named)
        self.account = account
        self.length = 0

    def format_field(self, value: Any, format_spec: str) -> Any:
        """One field as text.

        Raises: LimitError.
        """
        for number in _NUMBER.findall(format_spec):
            self.account.check(int(number[:12]))
        self.account.check_words(value)
        made = super().format_field(value, format_spec)  # type: ignore[misc]
        self.length += len(made)
        self.account.check(self.length)
        return made


class TextFormatter(_Bounded, SandboxedFormatter):
    """Formats a text."""


class MarkupFormatter(_Bounded, SandboxedEscapeFormatter):
    """Formats a text that is marked as safe, and escapes what it takes in."""
