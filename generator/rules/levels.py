"""LVL: the indicators of a form and the two levels they stand under."""

from __future__ import annotations

from collections.abc import Iterable

from generator.rules.rule import Form, Found, rule
from generator.translation import _, listed


@rule("LVL101")
def form_has_indicators(form: Form) -> Found:
    """A form has at least one indicator."""
    if not form.project.indicators:
        yield ("indicators",), _("the project has no indicator")


@rule("LVL102")
def first_level_exists(form: Form) -> Found:
    """The first level is one that the booklet knows."""
    known = form.booklet.checks.levels
    for position, indicator in enumerate(form.project.indicators):
        if indicator.first_level not in known:
            yield ("indicators", position, "first_level"), _unknown(indicator.first_level, known)


@rule("LVL103")
def second_level_stands_under_its_first(form: Form) -> Found:
    """The second level is one of those that the first level has."""
    levels = form.booklet.checks.levels
    for position, indicator in enumerate(form.project.indicators):
        first, second = indicator.first_level, indicator.second_level
        if first not in levels or second in levels[first]:
            continue
        path = ("indicators", position, "second_level")
        home = next((name for name, below in levels.items() if second in below), None)
        if home is None:
            yield path, _unknown(second, levels[first])
        else:
            message = _("{second} stands under {first}, but belongs to {home}")
            yield path, message.format(second=second, first=first, home=home)


@rule("LVL104")
def indicator_is_named(form: Form) -> Found:
    """Every indicator has a name."""
    for position, indicator in enumerate(form.project.indicators):
        if not indicator.name:
            yield ("indicators", position, "name"), _("the indicator has no name")


def _unknown(level: str, known: Iterable[str]) -> str:
    expected = listed(known)
    if not level:
        return _("the level is empty, expected one of {known}").format(known=expected)
    return _("found level {level}, expected one of {known}").format(level=level, known=expected)
