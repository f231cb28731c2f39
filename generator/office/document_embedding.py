"""Recognizes the values that bring XML of their own, docxtpl's objects among them."""

from __future__ import annotations

import re
from html import unescape

from generator.office.document_marks import (
    LINE_BREAK,
    BlockSpot,
    EmbeddedValue,
    Failure,
    SpanValue,
    TextSpot,
    Wrapped,
)
from generator.office.embedded import Attachments, CannotStand, Embedded
from generator.translation import _

_COLOR = re.compile(r"#?([0-9A-Fa-f]{6})$|auto$")
MOST_COLUMNS = 63  # of a table in Word


def embedded(value: object) -> Embedded | None:
    """A value that brings XML of its own; None for all others."""
    if isinstance(value, Embedded):
        return value
    if hasattr(value, "image_descriptor"):  # docxtpl's InlineImage
        from generator.office.pictures import Picture

        picture = Picture(value.image_descriptor, link=getattr(value, "anchor", None))
        picture.width, picture.height = getattr(value, "width", None), getattr(value, "height", None)
        return picture
    if hasattr(value, "subdocx"):  # docxtpl's Subdoc
        from generator.office.subdocument import SubDocument

        if value.subdocx.part is getattr(getattr(value, "docx", None), "part", None):
            return _Refused()
        return SubDocument(value.subdocx)
    return None


class _Refused(Embedded):
    """docxtpl's Subdoc without a file of its own: its document is the template, which must not print in itself."""

    def blocks(self, part: Attachments) -> str:
        raise CannotStand(
            _(
                "a sub-document built within docxtpl cannot be read; build it with python-docx, as SubDocument(document)"
            )
        )


def foreign(value: object, spot: TextSpot | BlockSpot) -> object:
    """What docxtpl's RichText, RichTextParagraph or Listing prints; None for all others."""
    xml = getattr(value, "xml", None)
    if not isinstance(xml, str) or type(value).__module__.partition(".")[0] in ("builtins", "generator"):
        return None
    from generator.office.rich_text import RichText, RichTextParagraph

    try:
        if xml.startswith("<w:p>"):
            return EmbeddedValue(RichTextParagraph.of(xml), spot)
        if "<" in xml:
            return EmbeddedValue(RichText.of(xml), spot)
    except CannotStand as error:
        return Failure(str(error))
    return unescape(xml)


def lines_broken(spot: TextSpot) -> TextSpot:
    """The spot for a text whose lines break inside their paragraph."""
    return spot._replace(newline=LINE_BREAK)


def cell_property(value: object, kind: str) -> object:
    """The computed property of a cell."""
    if kind == "span":
        try:
            count = int(str(value))
        except ValueError:
            count = 0
        if 1 <= count <= MOST_COLUMNS:
            return SpanValue(count)
        message = _("a cell cannot run over {found} columns; expected 1 to {most}")
        return Failure(message.format(found=value, most=MOST_COLUMNS))
    if value is None or value == "":
        return ""
    color = _COLOR.match(str(value))
    if not color:
        return Failure(_("{found} is not a colour; expected one such as FFC000").format(found=value))
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{(color[1] or "auto").upper() if color[1] else "auto"}"/>'


def xml_of(value: Embedded, spot: TextSpot | BlockSpot, part: Attachments) -> str:
    """The XML of a value in its spot.

    Raises: CannotStand.
    """
    blocks = value.blocks(part)
    if isinstance(spot, BlockSpot):
        return blocks if blocks is not None else spot.start + value.xml_in(spot.inner, part) + spot.end
    if blocks is not None:
        raise CannotStand(_("paragraphs and tables stand in a paragraph of their own, written {{p … }}"))
    return value.xml_in(spot, part)


def wrapped(made: object, spot: BlockSpot) -> object:
    """What a spot within a paragraph would print, as a paragraph."""
    if isinstance(made, str):
        return spot.start + made + spot.end
    return made if isinstance(made, Failure | EmbeddedValue) else Wrapped(spot.start, made, spot.end)
