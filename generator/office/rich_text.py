"""Rich text: pieces of a value with looks of their own, as users of docxtpl know them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from generator.office.embedded import Attachments, CannotStand, Embedded
from generator.office.xml import OFFICE_RELATIONSHIPS, escape, escape_attribute, local, parse, unprintable
from generator.translation import _

if TYPE_CHECKING:
    from generator.office.document_marks import TextSpot

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = f"{{{OFFICE_RELATIONSHIPS}}}"
# The order that the schema wants.
_SCHEMA = "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
_SCHEMA += "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
_SCHEMA += "vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
_ORDER = {name: place for place, name in enumerate(_SCHEMA.split())}
_PROPERTY = re.compile(r"<([\w:]+)(?: [^<>]*)?/>|<([\w:]+)[ >].*?</\2>", re.DOTALL)
_LINES = ("single", "double", "thick", "dotted", "dash", "dotDash", "dotDotDash", "wave")
_KEPT = (("\a", "\ue002"), ("\f", "\ue003"))  # what XML cannot hold, while docxtpl's XML is read
_PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


class _Piece(NamedTuple):
    text: str
    look: tuple[tuple[str, str], ...]  # names of run properties and their XML
    address: str = ""  # of a link, or the id of the template's own


@dataclass(eq=False, repr=False)
class RichText(Embedded):
    r"""Text in pieces: `RichText('甲', bold=True)`, then `.add('乙', color='C00000')`.

    `{{ x }}` lays it over the look of the tag, `{{r x }}` puts it in the place of the tag's run, look and all.
    A line's end is a line break, `\a` a new paragraph, `\t` a tab, `\f` a new page.
    """

    pieces: list[_Piece] = field(default_factory=list)

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
            "rFonts": font and _font(font),
            "b": bold and "<w:b/>",
            "bCs": bold and rtl and "<w:bCs/>",
            "i": italic and "<w:i/>",
            "iCs": italic and rtl and "<w:iCs/>",
            "strike": strike and "<w:strike/>",
            "color": color and f'<w:color w:val="{escape_attribute(color.removeprefix("#"))}"/>',
            "sz": size and f'<w:sz w:val="{size}"/>',
            "szCs": size and f'<w:szCs w:val="{size}"/>',
            "u": underline and f'<w:u w:val="{underline if underline in _LINES else "single"}"/>',
            "shd": highlight and _shade(highlight),
            "vertAlign": (superscript and '<w:vertAlign w:val="superscript"/>')
            or (subscript and '<w:vertAlign w:val="subscript"/>'),
            "rtl": rtl and "<w:rtl/>",
            "lang": lang and f'<w:lang w:val="{escape_attribute(lang)}"/>',
        }
        words = text.decode() if isinstance(text, bytes) else str(text)
        kept = tuple((name, str(xml)) for name, xml in look.items() if xml)
        self.pieces.append(_Piece(words, kept, url_id or ""))

    def xml_in(self, spot: TextSpot, part: Attachments) -> str:
        base = "" if spot.level == "r" else spot.look
        return spot.close + self.runs(part, base, spot.paragraph) + spot.open

    def runs(self, part: Attachments, base: str = "", newline: str = "") -> str:
        """The pieces as runs over a look; `newline` is what parts paragraphs in the spot.

        Raises: CannotStand.
        """
        return "".join(_run(piece, part, base, newline) for piece in self.pieces)

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
        look = [] if properties is None else [(local(child), _element(child)) for child in properties]
        link = next(run.iterancestors(W + "hyperlink"), None)
        text = "".join(t.text or "" for t in run.iter(W + "t"))
        for kept, said in _KEPT:
            text = text.replace(said, kept)
        self.pieces.append(_Piece(text, tuple(look), link.get(_R + "id", "") if link is not None else ""))


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


def _run(piece: _Piece, part: Attachments, base: str, newline: str) -> str:
    if bad := unprintable(piece.text.replace("\a", "").replace("\f", "")):
        raise CannotStand(_("the text holds the control character {found}").format(found=bad))
    look = _laid_over(base, tuple((name, _named(name, xml, part)) for name, xml in piece.look))
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


@lru_cache(maxsize=4096)
def _laid_over(base: str, own: tuple[tuple[str, str], ...]) -> str:
    """The run properties of a look with others over it, in the order of the schema."""
    inner = base[base.find(">") + 1 : base.rfind("</")] if base.endswith("</w:rPr>") else ""
    found = {(m[1] or m[2]).removeprefix("w:"): m[0] for m in _PROPERTY.finditer(inner)} | dict(own)
    if not found:
        return ""
    names = sorted(found, key=lambda name: _ORDER.get(name, len(_ORDER)))
    return f"<w:rPr>{''.join(found[name] for name in names)}</w:rPr>"


def _named(name: str, xml: str, part: Attachments) -> str:
    if name != "rStyle":
        return xml
    style = xml.split('"')[1]
    return f'<w:rStyle w:val="{escape_attribute(part.style(style))}"/>'


def _font(font: str) -> str:
    region, _colon, name = font.rpartition(":")
    name = escape_attribute(name)
    faces = {"ascii": name, "hAnsi": name, "cs": name, "eastAsia": name} | ({region: name} if region else {})
    return "<w:rFonts " + " ".join(f'w:{face}="{value}"' for face, value in faces.items()) + "/>"


def _shade(color: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{escape_attribute(color.removeprefix("#"))}"/>'


def _parsed(xml: str) -> etree._Element:
    for kept, said in _KEPT:
        xml = xml.replace(kept, said)
    try:
        return parse(f'<x xmlns:w="{W[1:-1]}" xmlns:r="{OFFICE_RELATIONSHIPS}">{xml}</x>'.encode())
    except etree.XMLSyntaxError as error:
        raise CannotStand(_("the value's XML is broken: {message}").format(message=error.msg)) from error


def _element(child: etree._Element) -> str:
    name = local(child)
    if name == "shd":
        return _shade(child.get(W + "fill", "auto"))
    values = "".join(f' w:{local_name(key)}="{escape_attribute(str(value))}"' for key, value in child.items())
    return f"<w:{name}{values}/>"


def local_name(key: object) -> str:
    """An attribute's name without its namespace."""
    return str(key).rsplit("}", 1)[-1]
