"""Whether every value of the input has come to where templates find it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from generator import tree
from generator.finding import Finding, Severity
from generator.location import KeyPath, Location
from generator.model.amounts import compact, half_up, to_number
from generator.model.markup import paragraphs
from generator.translation import _
from generator.verification.wording import named
from generator.vocabulary import Record

_SAID = ("表种", "年度", "部门", "标题", "金额单位", "项目列表")  # the other keys say how, not what
_UNPRINTED = "检查"  # of a project or an indicator: for the checks, not for the form
_NOTHING = ("", "-")  # what the forms print where there is no figure


def lost_on_the_way(
    data: tree.Mapping, words: Record, locate: Callable[[KeyPath], Location]
) -> list[Finding]:
    """A finding for every value as written that the vocabulary has not, or has otherwise."""
    found = []
    for path, text in _leaves({key: value for key, value in data.items() if key in _SAID}, ()):
        if text.strip() not in _NOTHING and not _same(text, _at(words, path)):
            message = _("{field}: {expected} does not reach the templates")
            told = message.format(field=named(path), expected=f"“{text.strip()}”")
            found.append(Finding(locate(path), Severity.ERROR, "VER101", told))
    return found


def _leaves(value: tree.Tree, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
        return
    items = enumerate(value) if isinstance(value, list) else value.items()
    for key, each in items:
        if key == _UNPRINTED:
            continue
        yield from _leaves(each, (*path, key))


def _at(words: object, path: KeyPath) -> object:
    for step in path:
        try:
            words = words[step]  # type: ignore[index]
        except (LookupError, TypeError):
            return None
    return words


def _same(text: str, value: object) -> bool:
    """Whether a value is what was written, after what the forms do to it: paragraphs for markup, cents for numbers."""
    if isinstance(value, str):
        return value == paragraphs(text.strip().replace("\r\n", "\n"))
    if isinstance(value, date):
        return [int(n) for n in re.findall(r"\d+", compact(text))] == [value.year, value.month, value.day]
    if isinstance(value, int):
        return re.findall(r"\d+", compact(text)) == [str(value)]
    number = to_number(text)
    return isinstance(value, Decimal) and number is not None and value in (number, half_up(number))
