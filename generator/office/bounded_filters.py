"""Jinja's filters that can make much out of little, kept within bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial, wraps
from inspect import signature
from itertools import chain
from typing import Any

from jinja2.filters import make_attrgetter, make_multi_attrgetter

from generator.office.bounded_operations import check_keys, check_method, check_percent
from generator.office.limits import Account, extent
from generator.office.values import check_text

# They take the text of whatever they are given.
_OF_TEXT = {"capitalize", "center", "e", "escape", "forceescape", "format", "indent", "lower", "pprint", "replace",
            "safe", "string", "striptags", "title", "tojson", "trim", "truncate", "upper", "urlencode", "wordcount",
            "wordwrap", "xmlattr"}  # fmt: skip
_OTHERS = {"batch", "groupby", "int", "items", "dictsort", "join", "list", "map", "max", "min", "reject",
           "rejectattr", "reverse", "select", "selectattr", "slice", "sort", "sum", "unique"}  # fmt: skip
_NESTING = 10  # times the text of a list that is written out with its levels
_LATENT = 50  # times the longest text that may be copied in cutting words up
BOUNDED_FILTERS = frozenset(_OF_TEXT | _OTHERS)

Given = Mapping[str, Any]
Check = Callable[[Account, Any, Given], None]
Filter = Callable[..., Any]
Context = tuple[Any, ...]  # what Jinja hands to some filters in front of the value


def guarded(name: str, filter_: Filter, account: Account) -> Filter:
    """A filter within bounds."""
    place = 1 if hasattr(filter_, "jinja_pass_arg") else 0  # some take Jinja's context in front of the value
    check = _CHECKS.get(name)

    @wraps(filter_)
    def bounded(*arguments: Any, **named: Any) -> Any:
        value, others = arguments[place], (*arguments[place + 1 :], *named.values())
        for each in others:
            if isinstance(each, int):
                account.check(each)
        account.read(value)
        if name in _OF_TEXT:
            check_text(value)
            account.check_words(value)
        if check is not None:
            check(account, value, _signature(filter_).bind(*arguments, **named).arguments)
        if name in _REPLACED:
            return account.checked(
                _REPLACED[name](account, filter_, arguments[:place], *arguments[place:], **named)
            )
        return account.checked(filter_(*arguments, **named))

    return bounded


@cache
def _signature(filter_: Filter) -> Any:
    return signature(filter_)


def _indent(account: Account, value: str, given: Given) -> None:
    width = given.get("width", 4)
    lines = str(value).count("\n") + 1
    account.check(len(value) + lines * (width if isinstance(width, int) else len(str(width))))


def _wordwrap(account: Account, value: str, given: Given) -> None:
    text, width = str(value), given.get("width", 79)
    width = max(1, width) if isinstance(width, int) else 1
    words = text.split()
    longest = max(map(len, words), default=0)
    account.check(longest * longest // width // _LATENT)  # a long word is copied for each line that it fills
    lines = len(words) + len(text) // width + text.count("\n")
    account.check(len(text) + lines * len(str(given.get("wrapstring") or "")))


def _replace(account: Account, value: str, given: Given) -> None:
    check_method("replace", str(value), (str(given.get("old")), str(given.get("new"))), account)


def _format(account: Account, value: str, given: Given) -> None:
    check_percent(str(value), given.get("kwargs") or given.get("args", ()), account)


def _written_out(account: Account, value: object, given: Given) -> None:
    account.check(extent(value) * _NESTING)
    if isinstance(indent := given.get("indent"), int):
        account.check(extent(value) * _NESTING * indent)


_CHECKS: dict[str, Check] = {
    "indent": _indent,
    "wordwrap": _wordwrap,
    "replace": _replace,
    "format": _format,
    "tojson": _written_out,
    "pprint": _written_out,
}


def _joined(
    account: Account, filter_: Filter, context: Context, value: Any, d: Any = "", attribute: Any = None
) -> Any:
    items = value if attribute is None else map(make_attrgetter(context[0].environment, attribute), value)
    return filter_(*context, _tallied(account, items, len(str(d))), d)


def _tallied(account: Account, items: Iterable[Any], beside: int) -> Iterator[Any]:
    """Items whose texts together stay within bounds."""
    size = 0
    for item in account.counted(items):
        size += beside + extent(item)
        account.check(size)
        yield item


def _sum(
    account: Account, filter_: Filter, context: Context, iterable: Any, attribute: Any = None, start: Any = 0
) -> Any:
    """Numbers are added; lists are put together without copying them once for each."""
    if not isinstance(start, (list, tuple)):
        return filter_(*context, iterable, attribute, start)
    lists = iterable if attribute is None else map(make_attrgetter(context[0], attribute), iterable)
    return list(account.counted(chain(start, chain.from_iterable(lists))))


def _listed(account: Account, filter_: Filter, context: Context, value: Any) -> Any:
    return filter_(*context, value if isinstance(value, (str, list, tuple)) else account.counted(value))


def _ordered(
    getter: Callable[..., Any],
    account: Account,
    filter_: Filter,
    context: Context,
    value: Any,
    *args: Any,
    **named: Any,
) -> Any:
    """Items are compared, or hashed, by their keys."""
    items = value if isinstance(value, (str, list, tuple, dict)) else list(account.counted(value))
    given = _signature(filter_).bind(*context, items, *args, **named).arguments
    attribute = given.get("attribute")
    keys = items if attribute is None else list(map(getter(context[0], attribute), items))
    check_keys(keys, account)
    return filter_(*context, items, *args, **named)


def _fields(environment: Any, names: str) -> Callable[[Any], Any]:
    """What gives the fields of an item that are named: one by itself, several in a list."""
    several = isinstance(names, str) and "," in names
    getter: Callable[[Any], Any] = (make_multi_attrgetter if several else make_attrgetter)(environment, names)
    return getter


def _by_entry(
    account: Account, filter_: Filter, context: Context, value: Any, *args: Any, **named: Any
) -> Any:
    check_keys([value], account)
    return filter_(*context, value, *args, **named)


_REPLACED: dict[str, Callable[..., Any]] = {
    "join": _joined,
    "sum": _sum,
    "list": _listed,
    "sort": partial(_ordered, _fields),
    **dict.fromkeys(("groupby", "max", "min", "unique"), partial(_ordered, make_attrgetter)),
    "dictsort": _by_entry,
}
