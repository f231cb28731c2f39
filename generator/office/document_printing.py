"""Prints values into the XML of the spots in which their tags stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from html import unescape

from jinja2 import Undefined
from jinja2.exceptions import UndefinedError

from generator.office.document_embedding import cell_property, embedded, foreign, lines_broken, wrapped
from generator.office.document_marks import (
    BlockSpot,
    CellSpot,
    EmbeddedValue,
    Failure,
    MergeSpot,
    MergeValue,
    SpecialValue,
    Spot,
    TextSpot,
)
from generator.office.environment import is_missing, missing_message
from generator.office.values import UNPRINTABLE, Anchor, Link, PageOf, Special, text_of
from generator.office.xml import escape, unprintable
from generator.translation import _

PLAIN: set[str] = set()  # some of the texts that print as they are in any run
_MOST_PLAIN, _LONGEST_PLAIN = 8192, 256  # texts, characters
_PLAIN = re.compile(f"[^&<>\\n\\t\\r{UNPRINTABLE}]*\\Z")
_PAGE_BREAK = '</w:t><w:br w:type="page"/><w:t xml:space="preserve">'
_PLAIN_VALUES = (str, int, float, Decimal, date, type(None), Undefined)


class Captured(str):
    """What a block such as {% set %} captured, as XML."""

    __slots__ = ()


def captured(pieces: Iterable[object]) -> str:
    """What a block captured: plain text, or XML where it holds more than one line or run.

    Raises: UndefinedError, TypeError.
    """
    texts = []
    for piece in pieces:
        if isinstance(piece, Failure):
            raise UndefinedError(piece.message)
        if not isinstance(piece, str):
            raise TypeError(
                _("a block that is kept for later cannot hold links, merges, bookmarks or pictures")
            )
        texts.append(piece)
    text = "".join(texts)
    return Captured(text) if "<" in text else unescape(text)


def printed(value: object, spot: Spot) -> object:
    """A value as the XML of its spot, or what the writer has to make of it."""
    if type(spot) is not TextSpot:
        return _elsewhere(value, spot)
    if type(value) is not str:
        if isinstance(value, Captured):
            return str(value)
        if is_missing(value):
            return Failure(missing_message(value))
        if isinstance(value, Link | Anchor | PageOf):
            return SpecialValue(value, spot)
        if isinstance(value, (dict, list, tuple)):
            return Failure(_("a list or a record cannot be printed; name one of its fields"))
        if not isinstance(value, _PLAIN_VALUES):
            if (brought := embedded(value)) is not None:
                return EmbeddedValue(brought, spot)
            if (made := foreign(value, spot)) is not None:
                return made if not isinstance(made, str) else _text(made, lines_broken(spot))
        value = text_of(value.value if isinstance(value, Special) else value)
    return _plain(value) if _PLAIN.match(value) else _marked_up(value, spot)


def _plain(text: str) -> str:
    """A text that prints as it is, which programs now know."""
    if len(text) <= _LONGEST_PLAIN:
        if len(PLAIN) >= _MOST_PLAIN:
            PLAIN.clear()
        PLAIN.add(text)
    return text


def _text(text: str, spot: TextSpot) -> object:
    return text if _PLAIN.match(text) else _marked_up(text, spot)


def _elsewhere(value: object, spot: Spot) -> object:
    """A value outside of the text of a run."""
    if isinstance(spot, MergeSpot):
        return MergeValue(spot.column, value)
    if isinstance(spot, BlockSpot):
        made = printed(value, spot.inner)
        return EmbeddedValue(made.value, spot) if isinstance(made, EmbeddedValue) else wrapped(made, spot)
    if is_missing(value):
        return Failure(missing_message(value))
    assert isinstance(spot, CellSpot)
    return "" if isinstance(value, Undefined) else cell_property(value, spot.kind)


def _marked_up(text: str, spot: TextSpot) -> object:
    if bad := unprintable(text.replace("\a", "").replace("\f", "")):
        return Failure(_("the text holds the control character {found}").format(found=bad))
    made = escape(text.replace("\r\n", "\n").replace("\r", "\n"))
    made = made.replace("\t", spot.tab).replace("\n", spot.newline)
    if "\a" not in made and "\f" not in made:
        return made
    end, found, start = spot.paragraph.partition("</w:p>")
    page = f'{end}</w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p>{start}' if found else _PAGE_BREAK
    return made.replace("\a", spot.paragraph).replace("\f", page)
