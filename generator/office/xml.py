"""Reading and writing XML text safely."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from generator.office.values import UNPRINTABLE

_PARSER: Final = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=False, remove_blank_text=False
)
_SPECIAL = re.compile("[&<>\r]")
_BAD = re.compile(f"[{UNPRINTABLE}]")
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def parse(data: bytes) -> etree._Element:
    """The root of a part.

    Raises: etree.XMLSyntaxError.
    """
    return etree.fromstring(data, _PARSER)


def escape(text: str) -> str:
    """Text as element content; a carriage return survives as a reference."""
    if not _SPECIAL.search(text):
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def escape_attribute(text: str) -> str:
    """Text as the value of an attribute in double quotes."""
    return escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def unprintable(text: str) -> str | None:
    """The first character that XML cannot hold, as `U+000B`; None when there is none."""
    found = _BAD.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def fragment(element: etree._Element, root: etree._Element) -> str:
    """An element as text to stand inside `root`, whose namespace declarations it need not repeat."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    for prefix, uri in root.nsmap.items():
        text = text.replace(f' xmlns{":" + prefix if prefix else ""}="{uri}"', "")
    return text


def start_tag(root: etree._Element) -> str:
    """The start tag of an element with its attributes and namespace declarations."""
    empty = etree.Element(root.tag, nsmap=root.nsmap)  # type: ignore[arg-type]  # None names the default namespace
    for name, value in root.attrib.items():
        empty.set(name, value)
    return etree.tostring(empty, encoding="unicode").removesuffix("/>") + ">"


def serialize(root: etree._Element) -> bytes:
    """A whole part."""
    return DECLARATION.encode() + etree.tostring(root, encoding="UTF-8")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and processing instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
