"""Runs of Word: a piece of text with a look of its own, as the XML of a run."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.office.embedded import Attachments, CannotStand
from generator.office.run_properties import laid_over
from generator.office.xml import OFFICE_RELATIONSHIPS, escape, escape_attribute, unprintable
from generator.translation import _

_PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


class Piece(NamedTuple):
    """A text, how it looks, and where a click on it leads."""

    text: str
    look: tuple[tuple[str, str], ...]  # names of run properties and their XML
    address: str = ""  # of a link, or the id of the template's own


def run_of(piece: Piece, part: Attachments, base: str, newline: str) -> str:
    """A piece over a look; `newline` is what parts paragraphs in its spot.

    Raises: CannotStand.
    """
    if bad := unprintable(piece.text.replace("\a", "").replace("\f", "")):
        raise CannotStand(_("the text holds the control character {found}").format(found=bad))
    look = laid_over(base, tuple((name, _named(name, xml, part)) for name, xml in piece.look))
    opening, closing = f'<w:r>{look}<w:t xml:space="preserve">', "</w:t></w:r>"
    if piece.address:
        target = part.has(piece.address) and piece.address
        target = target or _related(piece.address, part)
        opening, closing = f'<w:hyperlink r:id="{target}" w:history="1">{opening}', f"{closing}</w:hyperlink>"
        opening = opening.replace("<w:hyperlink ", f'<w:hyperlink xmlns:r="{OFFICE_RELATIONSHIPS}" ', 1)
    ends, starts = _paragraphs(newline)
    made = escape(piece.text.replace("\r\n", "\n").replace("\r", "\n"))
    made = made.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    made = made.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    paragraph = (
        f"{closing}{ends}{{}}{starts}{opening}" if starts else '</w:t><w:br/><w:t xml:space="preserve">'
    )
    page = (
        paragraph.format(_PAGE_BREAK) if starts else '</w:t><w:br w:type="page"/><w:t xml:space="preserve">'
    )
    return opening + made.replace("\a", paragraph.replace("{}", "")).replace("\f", page) + closing


def _related(address: str, part: Attachments) -> str:
    if re.fullmatch(r"rId\d+", address):
        message = _(
            "the rich text links to {found}, which the template does not have; give the address itself"
        )
        raise CannotStand(message.format(found=address))
    return part.relate("hyperlink", address, external=True)


def _paragraphs(newline: str) -> tuple[str, str]:
    """What ends a paragraph and what begins one like it, without the run around a text; blank where none may end."""
    end, found, start = newline.partition("</w:p><w:p>")
    if not found:
        return "", ""
    return end.removeprefix("</w:t></w:r>") + "</w:p>", "<w:p>" + start[: start.rindex("<w:r>")]


def _named(name: str, xml: str, part: Attachments) -> str:
    if name != "rStyle":
        return xml
    style = xml.split('"')[1]
    return f'<w:rStyle w:val="{escape_attribute(part.style(style))}"/>'
