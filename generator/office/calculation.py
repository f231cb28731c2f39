"""Results of the plain formulas below a table: SUM, AVERAGE, COUNT, MIN, MAX and ROUND over known values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import NamedTuple

from generator.office.references import Area, sheet_of

Value = Decimal | str | bool | None
# (sheet or None, area) -> what stands in its cells
Range = Callable[[str | None, Area], Iterator[Value]]

_TOKEN = re.compile(
    r"\s*(?:(?P<function>SUM|AVERAGE|COUNT|MIN|MAX|ROUND)\("
    r"|(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?(?P<area>\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)"
    r"(?![\w(.!:])"
    r"|(?P<number>-?\d+(?:\.\d+)?)(?![\w(.!:])"
    r"|(?P<sign>[,)]))\s*"
)
_EXACT = Context(prec=200)
_STORED = Context(prec=17)  # digits that tell all numbers of a spreadsheet apart
_DIGITS = 15  # beyond which a spreadsheet rounds no more


class Uncountable(Exception):  # noqa: N818  # nothing is wrong: the spreadsheet counts it
    """A formula whose result is left to the spreadsheet."""


class _Scalar(NamedTuple):
    """A number written in a formula, or the result of a function."""

    number: Decimal


class _Cells(NamedTuple):
    """The values of a reference."""

    values: list[Value]


_Argument = _Scalar | _Cells


class Calculation:
    """Counts formulas whose references `values` can look up."""

    def __init__(self, values: Range) -> None:
        self._values = values

    def result(self, formula: str) -> Decimal | None:
        """The result as it is stored; None for what the spreadsheet must count itself."""
        if not formula.startswith(tuple(_FUNCTIONS)):
            return None
        try:
            tokens = list(_tokens(formula))
            result = self._call(tokens)
        except (Uncountable, InvalidOperation, RecursionError):
            return None
        return None if tokens else _stored(result)

    def _call(self, tokens: list[re.Match[str]]) -> Decimal:
        """The function that the tokens begin with; its tokens are taken away."""
        name = _next(tokens)["function"]
        arguments = []
        while True:
            arguments.append(self._argument(tokens))
            sign = _next(tokens)["sign"]
            if sign == ")":
                return _FUNCTIONS[name](arguments)
            if sign != ",":
                raise Uncountable

    def _argument(self, tokens: list[re.Match[str]]) -> _Argument:
        if not tokens:
            raise Uncountable
        if tokens[0]["function"]:
            return _Scalar(self._call(tokens))
        token = _next(tokens)
        if token["number"]:
            return _Scalar(Decimal(token["number"]))
        if token["area"]:
            return _Cells(list(self._values(sheet_of(token["sheet"]), Area.parse(token["area"]))))
        raise Uncountable


def _tokens(formula: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(formula):
        match = _TOKEN.match(formula, position)
        if match is None:
            raise Uncountable
        yield match
        position = match.end()


def _next(tokens: list[re.Match[str]]) -> re.Match[str]:
    if not tokens:
        raise Uncountable
    return tokens.pop(0)


def _numbers(arguments: Iterable[_Argument]) -> list[Decimal]:
    """The numbers among the arguments; in cells, texts and truth values do not count."""
    found: list[Decimal] = []
    for argument in arguments:
        if isinstance(argument, _Scalar):
            found.append(argument.number)
        else:
            found += [value for value in argument.values if isinstance(value, Decimal)]
    return found


def _sum(arguments: list[_Argument]) -> Decimal:
    total = Decimal(0)
    for number in _numbers(arguments):
        total = _EXACT.add(total, number)
    return total


def _average(arguments: list[_Argument]) -> Decimal:
    count = len(_numbers(arguments))
    if not count:
        raise Uncountable  # an error value
    return _EXACT.divide(_sum(arguments), Decimal(count))


def _round(arguments: list[_Argument]) -> Decimal:
    if len(arguments) != 2:
        raise Uncountable
    number, places = (_one(argument) for argument in arguments)
    if places != int(places) or abs(places) > _DIGITS:
        raise Uncountable
    return number.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP, _EXACT)


def _one(argument: _Argument) -> Decimal:
    if isinstance(argument, _Scalar):
        return argument.number
    if len(argument.values) != 1 or isinstance(argument.values[0], (str, bool)):
        raise Uncountable
    return argument.values[0] or Decimal(0)


def _stored(number: Decimal) -> Decimal:
    return _STORED.plus(number).normalize(_STORED) + 0


_FUNCTIONS: dict[str, Callable[[list[_Argument]], Decimal]] = {
    "SUM": _sum,
    "AVERAGE": _average,
    "COUNT": lambda arguments: Decimal(len(_numbers(arguments))),
    "MIN": lambda arguments: min(_numbers(arguments), default=Decimal(0)),
    "MAX": lambda arguments: max(_numbers(arguments), default=Decimal(0)),
    "ROUND": _round,
}
