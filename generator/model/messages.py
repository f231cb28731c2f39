"""What a user reads when the data do not fit the model: one sentence each, found and expected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from generator.finding import Problem, Severity
from generator.location import KeyPath
from generator.model.labels import labels_of, record_at
from generator.model.record import EXTRA
from generator.nearest import nearest
from generator.translation import _, listed

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

_LONGEST = 40  # characters of a wrong value that are repeated to the user


def problems(errors: list[ErrorDetails], model: type[BaseModel], start: KeyPath) -> list[Problem]:
    """The problems behind pydantic's errors in a record that stands at `start`."""
    # A list whose entries are wrong is called too short as well.
    told = (error for error in errors if error["type"] != "too_short" or not error["input"])
    misspelt = {_meant(error, model) for error in errors if error["type"] == "extra_forbidden"}
    return [
        _problem(error, model, start)
        for error in told
        # A key that is there under a wrong name is one mistake.
        if error["type"] != "missing" or _path(error) not in misspelt
    ]


def _path(error: ErrorDetails) -> KeyPath:
    return tuple(step for step in error["loc"] if step != EXTRA)


def _meant(error: ErrorDetails, model: type[BaseModel]) -> KeyPath:
    """The path that an unknown key would have under the nearest known name."""
    *around, key = _path(error)
    return (*around, nearest(str(key), labels_of(record_at(model, tuple(around)))))


def _problem(error: ErrorDetails, model: type[BaseModel], start: KeyPath) -> Problem:
    path = _path(error)
    kind = error["type"]
    if kind == "extra_forbidden":
        code, message = "DAT101", unknown_key(str(path[-1]), labels_of(record_at(model, path[:-1])))
    elif kind == "missing":
        code, message = "DAT102", _("{key} is missing").format(key=path[-1])
    elif kind in _VALUES:
        code, expected = _VALUES[kind]
        message = _found(error["input"], expected(error.get("ctx", {})))
    else:
        code, message = (
            "DAT109",
            _("found {found}, which cannot stand here").format(found=shown(error["input"])),
        )
    return Problem(start + path, message, code, Severity.ERROR)


def empty_list(path: KeyPath) -> Problem:
    """A booklet without a form."""
    return Problem(path, _("the booklet holds no project"), "DAT102", Severity.ERROR)


def unknown_key(key: str, known: Sequence[str]) -> str:
    """The message for a key that the record cannot have, with the nearest one or all that it can."""
    if found := nearest(key, known):
        return _("unknown key {key}; did you mean {nearest}?").format(key=key, nearest=found)
    return _("unknown key {key}; expected one of {known}").format(key=key, known=listed(known))


def shown(value: object) -> str:
    """A wrong value as it is repeated to the user."""
    if isinstance(value, dict):
        return _("keys with values") if value else _("nothing")
    if isinstance(value, list | tuple):
        return _("a list") if value else _("nothing")
    words = " ".join(str(value).split())
    if not words:
        return _("nothing")
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"


def _found(value: object, expected: str) -> str:
    return _("found {found}, expected {expected}").format(found=shown(value), expected=expected)


def _one_of(context: dict[str, object]) -> str:
    return _("one of {choices}").format(
        choices=listed(str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", "))
    )


def _at_least(context: dict[str, object]) -> str:
    return _("a number of at least {limit}").format(limit=context["ge"])


def _at_most(context: dict[str, object]) -> str:
    return _("a number of at most {limit}").format(limit=context["le"])


_Expected = Callable[[dict[str, object]], str]
_VALUES: dict[str, tuple[str, _Expected]] = {  # by pydantic's type of error
    "model_type": ("DAT103", lambda context: _("keys with values")),
    "dict_type": ("DAT103", lambda context: _("keys with values")),
    "tuple_type": ("DAT103", lambda context: _("a list")),
    "too_short": ("DAT103", lambda context: _("at least one entry")),
    "text": ("DAT103", lambda context: _("text")),
    "blank": ("DAT104", lambda context: _("a text that is not empty")),
    "number": ("DAT105", lambda context: _("a number such as 1,233.77")),
    "count": ("DAT105", lambda context: _("a whole number of at least 1")),
    "greater_than_equal": ("DAT105", _at_least),
    "less_than_equal": ("DAT105", _at_most),
    "day": ("DAT106", lambda context: _("a date such as 2026-01-01")),
    "impossible_day": ("DAT106", lambda context: _("a day that the calendar has")),
    "year": ("DAT106", lambda context: _("a year such as 2026")),
    "literal_error": ("DAT107", _one_of),
}
