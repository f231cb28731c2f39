"""What an input has to say so that the form prints what a cell shows."""

from __future__ import annotations

from decimal import Decimal

from generator.location import KeyPath
from generator.model.amounts import to_number
from generator.pulling.equality import day_of, number_of, words
from generator.pulling.sheets import Seen
from generator.translation import _

_FUNDS = "项目资金"
_NUMBERS = ("分值", "得分", "总分", "执行率")
_DAYS = ("计划开始日期", "计划完成日期")
_NOTHING = ("", "-")  # what forms print where there is no figure


class UntakenError(Exception):
    """A cell does not say what its field can hold; the text says why."""


def raw_text(path: KeyPath, seen: Seen, before: str) -> str | None:
    """The text for a field of the inputs that says `before` now; None to leave it blank.

    Raises: UntakenError.
    """
    if seen.is_blank:
        return None
    if _FUNDS in path or path[-1] in _NUMBERS:
        return _number(seen, before)
    if path[-1] in _DAYS:
        if day := day_of(seen):
            return day
        raise UntakenError(_("expected a date, found {found}").format(found=seen.text))
    return words(seen.text)


def _number(seen: Seen, before: str) -> str | None:
    """A number with at least the decimals that the input shows."""
    if seen.text.strip() in _NOTHING:
        return None
    number = number_of(seen) or to_number(seen.text.strip().rstrip("%％"))
    if number is None:
        number = Decimal(0) if number_of(seen) is not None else None
    if number is None:
        raise UntakenError(_("expected a number, found {found}").format(found=seen.text))
    digits = f"{number.normalize():f}"
    shown = len(digits.partition(".")[2])
    usual = len(before.partition(".")[2]) if to_number(before) is not None else 0
    return f"{number:.{max(shown, usual)}f}"
