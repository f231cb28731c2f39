"""Tags where no template fills them: in alternative texts of drawings, in screen tips and targets of links."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from generator.office.package import Package
from generator.office.references import Area, sheet_of
from generator.office.tags import has_tags
from generator.office.xml import OFFICE_RELATIONSHIPS, local, parse
from generator.translation import _

_ID = f"{{{OFFICE_RELATIONSHIPS}}}id"
_LONGEST = 40  # characters of a text that a message shows


class Unfilled(NamedTuple):
    """A text with a tag, and where it is; `spoils` says whether what is made of it misleads."""

    spot: str
    message: str
    spoils: bool


def in_sheet(package: Package, part: str, root: etree._Element, sheets: Container[str]) -> Iterator[Unfilled]:
    """Those of a sheet of a workbook; spots are cells. Links to one of the `sheets` follow it."""
    targets = {relation.id: relation.target for relation in package.relations(part) if relation.external}
    for link in root.iter("{*}hyperlink"):
        spot = link.get("ref", "")
        yield from _tip(spot, link.get("tooltip", ""))
        location = link.get("location", "")
        if sheet_of(location.rpartition("!")[0] + "!") not in sheets:
            yield from _target(spot, location)
        yield from _target(spot, targets.get(link.get(_ID, ""), ""))
    for relation in package.relations(part):
        if relation.kind == "drawing" and relation.target in package.parts:
            yield from _in_drawing(package, relation.target)
        elif relation.kind == "vmlDrawing" and relation.target in package.parts:
            yield from _in_header(package.parts[relation.target])


def in_document(
    package: Package, part: str, root: etree._Element
) -> Iterator[tuple[etree._Element, Unfilled]]:
    """Those of a part of a document, each with the element that holds it."""
    targets = {relation.id: relation.target for relation in package.relations(part) if relation.external}
    for element in root.iter("{*}docPr", "{*}hyperlink", "{*}hlinkClick"):
        tips = [
            str(value) for key, value in element.attrib.items() if etree.QName(key).localname == "tooltip"
        ]
        for found in (
            *_said("", element),
            *(each for tip in tips for each in _tip("", tip)),
            *_target("", targets.get(element.get(_ID, ""), "")),
        ):
            yield element, found


def _in_drawing(package: Package, part: str) -> Iterator[Unfilled]:
    targets = {relation.id: relation.target for relation in package.relations(part) if relation.external}
    for anchor in package.root(part):
        start = next(anchor.iter("{*}from"), None)
        spot = ""
        if start is not None:
            column, row = (int(start.findtext(f"{{*}}{name}", "0")) + 1 for name in ("col", "row"))
            spot = str(Area(column, row, column, row))
        for each in anchor.iter("{*}cNvPr", "{*}hlinkClick"):
            yield from _said(spot, each)
            yield from _tip(spot, each.get("tooltip", ""))
            yield from _target(spot, targets.get(each.get(_ID, ""), ""))


def _in_header(data: bytes) -> Iterator[Unfilled]:
    """Pictures in headers and footers, which say what they show in attributes of their own."""
    try:
        root = parse(data)
    except etree.XMLSyntaxError:  # as Excel 2003 wrote it
        return
    for shape in root.iter("{urn:schemas-microsoft-com:vml}shape"):
        yield from _texts("", (shape.get("alt", ""),))


def _said(spot: str, element: etree._Element) -> Iterator[Unfilled]:
    named = local(element) in ("cNvPr", "docPr")
    yield from _texts(spot, (element.get("descr", ""), element.get("title", "")) if named else ())


def _texts(spot: str, texts: Iterable[str]) -> Iterator[Unfilled]:
    message = _("the tag in the alternative text {found} is not filled")
    yield from _found(spot, texts, message, spoils=False)


def _tip(spot: str, text: str) -> Iterator[Unfilled]:
    yield from _found(spot, [text], _("the tag in the screen tip {found} is not filled"), spoils=False)


def _target(spot: str, target: str) -> Iterator[Unfilled]:
    message = _("the tag in the target of the link {found} is not filled")
    yield from _found(spot, [unquote(target)], message, spoils=True)


def _found(spot: str, texts: Iterable[str], message: str, *, spoils: bool) -> Iterator[Unfilled]:
    for text in texts:
        if has_tags(text):
            shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
            yield Unfilled(spot, message.format(found=shown), spoils)
