"""How a value is stored in a cell: its type, its XML, and what a cell cannot hold."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from generator.office.cell_pictures import picture_in
from generator.office.environment import is_missing, missing_message
from generator.office.sheet_template import Cell
from generator.office.values import NoTextError, text_of
from generator.office.xml import escape, unprintable
from generator.translation import _

LONGEST_TEXT = 32_767  # characters that a cell holds; Excel drops the rest
_EPOCH = datetime(1899, 12, 30)
# What begins a paragraph (\a) or a page (\f) in Word: a cell has neither, so each begins a line.
_TO_LINES = str.maketrans("\a\f", "\n\n")
_BREAKS = ("U+0007", "U+000C")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class ValueRefusedError(Exception):
    """A value that a cell cannot hold."""


def checked_text(value: object) -> str:
    """A value as text that a cell can hold.

    Raises: ValueRefusedError.
    """
    text = value if type(value) is str else _text_of(value)
    bad = unprintable(text)
    if bad in _BREAKS:
        text = text.translate(_TO_LINES)
        bad = unprintable(text)
    if len(text) > LONGEST_TEXT:
        raise ValueRefusedError(too_long(len(text)))
    if bad:
        raise ValueRefusedError(_("the text holds the control character {found}").format(found=bad))
    return text


def _text_of(value: object) -> str:
    if is_missing(value):
        raise ValueRefusedError(missing_message(value))
    if isinstance(value, (dict, list, set)) or type(value) is tuple:
        raise ValueRefusedError(_("a list or a record cannot stand in a cell; name one of its fields"))
    if picture_in(value) is not None:
        raise ValueRefusedError(_("a picture needs a cell of its own, without any text"))
    try:
        return text_of(value)
    except NoTextError as error:
        raise ValueRefusedError(str(error)) from error


def too_long(count: int) -> str:
    """Why a text of so many characters is refused."""
    message = _("the text has {count} characters, but a cell holds {limit}")
    return message.format(count=count, limit=LONGEST_TEXT)


def text_cell(cell: Cell, text: str) -> str:
    """A cell with a checked text, kept to the letter; a blank cell for a blank text."""
    if not text:
        return cell.blank
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    # Excel reads _x0041_ in a text as the character U+0041.
    kept = escape(_ESCAPE_LIKE.sub("_x005F_", text) if "_x" in text else text)
    return f'{cell.start} t="inlineStr"><is><t{space}>{kept}</t></is></c>'


def typed_cell(cell: Cell, value: object) -> str | None:
    """A cell with a number, a date or a truth value; None for what is text.

    Raises: ValueRefusedError.
    """
    if type(value) is Decimal and value.is_finite():  # nearly always
        text = str(value)
        return f"{cell.start}><v>{text if 'E' not in text else format(value, 'f')}</v></c>"
    stored = _stored(value)
    if stored is None:
        return None
    kind, inner = stored
    return f"{cell.start}{kind}><v>{inner}</v></c>"


def formula_cell(cell: Cell, result: object, mark: str) -> tuple[str, str]:
    """A cell with a formula to come, and its stored result as XML.

    Raises: ValueRefusedError.
    """
    if result is None:
        return f"{cell.start}>{mark}</c>", ""
    stored = _stored(result)
    kind, inner = (' t="str"', escape(checked_text(result))) if stored is None else stored
    return f"{cell.start}{kind}>{mark}</c>", f"<v>{inner}</v>"


def _stored(value: object) -> tuple[str, str] | None:
    """The type attribute and the text of the stored value."""
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, (Decimal, int, float)):
        number = value if isinstance(value, Decimal) else Decimal(str(value))
        if not number.is_finite():
            raise ValueRefusedError(_("{found} is not a number that a cell can hold").format(found=value))
        return "", format(number, "f")
    if isinstance(value, date):
        return "", _serial(value)
    return None


def _serial(value: date) -> str:
    """Excel's number for a date: days since 1899-12-30, the time as a fraction."""
    if not isinstance(value, datetime):
        return str((datetime(value.year, value.month, value.day) - _EPOCH).days)
    since = value.replace(tzinfo=None) - _EPOCH
    return format(Decimal(since // timedelta(seconds=1)) / 86400, "f")
