"""Values that compute and compare as those of the data do, print something else, and note what was made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.location import KeyPath
from generator.vocabulary import Record

if TYPE_CHECKING:
    from generator.verification.tracing import Trace

_PLAIN_FORMAT = re.compile(r"[^%eEgGnbcdoxX]*")


class TracedRecord(Record):
    """A record that notes which of its fields are read."""

    __slots__ = ("trace", "where")

    def __init__(self, fields: dict[str, object], trace: Trace, where: KeyPath) -> None:
        super().__init__(fields)
        self.trace, self.where = trace, where

    def __getitem__(self, key: str) -> object:
        value = super().__getitem__(key)
        self.trace.read.add((*self.where, key))
        return value

    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if key in self else default  # noqa: SIM401 - this is that method

    def items(self) -> Any:
        return {key: self[key] for key in self}.items()

    def values(self) -> Any:
        return {key: self[key] for key in self}.values()


class TracedText(str):
    """A text that prints its mark."""

    shown: str

    def __str__(self) -> str:
        return self.shown

    def __format__(self, spec: str) -> str:
        return format(self.shown, spec)

    def __add__(self, other: str) -> str:
        return self.shown + str(other)

    def __radd__(self, other: str) -> str:
        return str(other) + self.shown


class TracedDay(date):
    """A date that prints its mark."""

    shown: str

    def __str__(self) -> str:
        return self.shown

    def isoformat(self) -> str:
        return self.shown


class TracedInteger(int):
    """A whole number that prints as another one."""

    shown: int

    def __str__(self) -> str:
        return str(self.shown)

    def __format__(self, spec: str) -> str:
        return format(self.shown, spec) if _PLAIN_FORMAT.fullmatch(spec.rstrip("d")) else _own(self, spec)


class TracedNumber(Decimal):
    """A number that prints as another one."""

    shown: Decimal

    def __str__(self) -> str:
        return format(self.shown, "f")

    def __format__(self, spec: str, context: Any = None, /) -> str:
        return format(self.shown, spec) if _PLAIN_FORMAT.fullmatch(spec) else _own(self, spec)

    def quantize(self, exp: Any, rounding: Any = None, context: Any = None) -> Decimal:
        made = TracedNumber(super().quantize(exp, rounding, context))
        made.shown = self.shown.quantize(exp, rounding, context)
        made.alter = self.alter  # type: ignore[attr-defined]
        return made


def _own(value: Any, spec: str) -> str:
    """The text of the value itself, in a format that a mark does not survive."""
    value.alter()
    return format(Decimal(value), spec) if isinstance(value, Decimal) else int.__format__(value, spec)


def _altering(kind: type, name: str) -> Callable[..., Any]:
    method = getattr(kind, name)

    def altered(self: Any, *arguments: Any, **named: Any) -> Any:
        self.alter()
        return method(self, *arguments, **named)

    return altered


def _methods(kind: type, names: str) -> Iterator[str]:
    """Methods that make another value of one: those of texts but for questions, arithmetic, conversions."""
    for name in vars(kind):
        if name in names.split() or (
            kind is str and name[0] != "_" and not name.startswith(("is", "starts", "ends", "count", "find"))
        ):
            yield name


for _made, _kind, _names in (
    (TracedText, str, "__getitem__ __iter__ __mod__ __mul__ __rmul__"),
    (TracedInteger, int, "__float__ __index__ __int__"),
    (TracedNumber, Decimal, "__float__ __int__ __trunc__ __round__ __floor__ __ceil__"),
    (TracedDay, date, "strftime __format__ __sub__ __add__ replace timetuple"),
):
    _operators = "" if _made in (TracedText, TracedDay) else " ".join(
        f"__{side}{name}__" for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow") for side in ("", "r")
    )  # fmt: skip
    for _name in _methods(_kind, f"{_names} {_operators} __neg__ __pos__ __abs__"):
        setattr(_made, _name, _altering(_kind, _name))
