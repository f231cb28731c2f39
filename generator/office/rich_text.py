"""Rich text: pieces of a value with looks of their own, as users of docxtpl know them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

from generator.office.embedded import Attachments, CannotStand, Embedded
from generator.office.run_properties import W, fonts, property_of, shading
from generator.office.text_runs import Piece, run_of
from generator.office.xml import OFFICE_RELATIONSHIPS, escape_attribute, local, parse
from generator.translation import _

if TYPE_CHECKING:
    from generator.office.document_marks import TextSpot

_R = f"{{{OFFICE_RELATIONSHIPS}}}"
_LINES = ("single", "double", "thick", "dotted", "dash", "dotDash", "dotDotDash", "wave")
_KEPT = (("\a", "\ue002"), ("\f", "\ue003"))  # what XML cannot hold, while docxtpl's XML is read


@dataclass(eq=False, repr=False)
class RichText(Embedded):
    r"""Text in pieces: `RichText('甲', bold=True)`, then `.add('乙', color='C00000')`.

    `{{ x }}` lays it over the look of the tag, `{{r x }}` puts it in the place of the tag's run, look and all.
    A line's end is a line break, `\a` a new paragraph, `\t` a tab, `\f` a new page.
    """

    pieces: list[Piece] = field(default_factory=list)

    def __init__(self, text: object = None, **look: Any) -> None:
        super().__init__()
        self.pieces = []
        if text:
            self.add(text, **look)

    def add(
        self,
        text: object,
        style: str | None = None,
        color: str | None = None,
        highlight: str | None = None,
        size: int | None = None,
        subscript: bool | None = None,
        superscript: bool | None = None,
        bold: bool = False,
        italic: bool = False,
        underline: bool | str = False,
        strike: bool = False,
        font: str | None = None,
        url_id: str | None = None,
        rtl: bool = False,
        lang: str | None = None,
    ) -> None:
        """Add a piece, or another rich text; `size` is in half points, `url_id` the address that a click leads to."""
        if isinstance(text, RichText):
            self.pieces += text.pieces
            return
        look = {
            "rStyle": style and f'<w:rStyle w:val="{escape_attribute(style)}"/>',
            "rFonts": font and fonts(font),
            "b": bold and "<w:b/>",
            "bCs": bold and rtl and "<w:bCs/>",
            "i": italic and "<w:i/>",
            "iCs": italic and rtl and "<w:iCs/>",
            "strike": strike and "<w:strike/>",
            "color": color and f'<w:color w:val="{escape_attribute(color.removeprefix("#"))}"/>',
            "sz": size and f'<w:sz w:val="{size}"/>',
            "szCs": size and f'<w:szCs w:val="{size}"/>',
            "u": underline and f'<w:u w:val="{underline if underline in _LINES else "single"}"/>',
            "shd": highlight and shading(highlight),
            "vertAlign": (superscript and '<w:vertAlign w:val="superscript"/>')
            or (subscript and '<w:vertAlign w:val="subscript"/>'),
            "rtl": rtl and "<w:rtl/>",
            "lang": lang and f'<w:lang w:val="{escape_attribute(lang)}"/>',
        }
        words = text.decode() if isinstance(text, bytes) else str(text)
        kept = tuple((name, str(xml)) for name, xml in look.items() if xml)
        self.pieces.append(Piece(words, kept, url_id or ""))

    def xml_in(self, spot: TextSpot, part: Attachments) -> str:
        base = "" if spot.level == "r" else spot.look
        return spot.close + self.runs(part, base, spot.paragraph) + spot.open

    def runs(self, part: Attachments, base: str = "", newline: str = "") -> str:
        """The pieces as runs over a look; `newline` is what parts paragraphs in the spot.

        Raises: CannotStand.
        """
        return "".join(run_of(piece, part, base, newline) for piece in self.pieces)

    @classmethod
    def of(cls, xml: str) -> RichText:
        """The rich text that docxtpl's objects hold as XML.

        Raises: CannotStand.
        """
        made = cls()
        for run in _parsed(xml).iter(W + "r"):
            made._take(run)
        return made

    def _take(self, run: etree._Element) -> None:
        properties = run.find(W + "rPr")
        look = [] if properties is None else [(local(child), property_of(child)) for child in properties]
        link = next(run.iterancestors(W + "hyperlink"), None)
        text = "".join(t.text or "" for t in run.iter(W + "t"))
        for kept, said in _KEPT:
            text = text.replace(said, kept)
        self.pieces.append(Piece(text, tuple(look), link.get(_R + "id", "") if link is not None else ""))


@dataclass(eq=False, repr=False)
class RichTextParagraph(Embedded):
    """Paragraphs of rich text, for `{{p x }}`."""

    paragraphs: list[tuple[str, RichText]] = field(default_factory=list)

    def __init__(self, text: object = None, **look: str) -> None:
        super().__init__()
        self.paragraphs = []
        if text:
            self.add(text, **look)

    def add(self, text: object, parastyle: str | None = None) -> None:
        """Add a paragraph in a style."""
        rich = (
            text
            if isinstance(text, RichText)
            else RichText.of(text.xml)
            if hasattr(text, "xml")
            else RichText(text)
        )
        self.paragraphs.append((parastyle or "", rich))

    def blocks(self, part: Attachments) -> str:
        return "".join(self._paragraph(style, rich, part) for style, rich in self.paragraphs)

    @staticmethod
    def _paragraph(style: str, rich: RichText, part: Attachments) -> str:
        look = f'<w:pPr><w:pStyle w:val="{escape_attribute(part.style(style))}"/></w:pPr>' if style else ""
        newline = f"</w:t></w:r></w:p><w:p>{look}<w:r><w:t>"
        return f"<w:p>{look}{rich.runs(part, newline=newline)}</w:p>"

    @classmethod
    def of(cls, xml: str) -> RichTextParagraph:
        """The paragraphs that docxtpl's objects hold as XML.

        Raises: CannotStand.
        """
        made = cls()
        for paragraph in _parsed(xml).iter(W + "p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            rich = RichText()
            for run in paragraph.iter(W + "r"):
                rich._take(run)
            made.paragraphs.append((style.get(W + "val", "") if style is not None else "", rich))
        return made


def _parsed(xml: str) -> etree._Element:
    for kept, said in _KEPT:
        xml = xml.replace(kept, said)
    try:
        return parse(f'<x xmlns:w="{W[1:-1]}" xmlns:r="{OFFICE_RELATIONSHIPS}">{xml}</x>'.encode())
    except etree.XMLSyntaxError as error:
        raise CannotStand(_("the value's XML is broken: {message}").format(message=error.msg)) from error
