"""The spots of a Word document in which values print, told from what stands around their text."""

from __future__ import annotations

from lxml import etree

from generator.office.document_marks import LINE_BREAK, TAB, TextSpot
from generator.office.xml import fragment, local, start_tag

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REOPENED = {"hyperlink", "ins", "smartTag"}  # what a paragraph may be broken inside of


def text_spot(text: etree._Element, root: etree._Element) -> TextSpot:
    """How to leave the run of a text and come back."""
    if text.tag != W + "t":
        return TextSpot("", "", "", " ", " ")
    run = next((a for a in text.iterancestors() if a.tag == W + "r"), None)
    if run is None:
        return TextSpot("", "", "", "", "")
    properties = run.find(W + "rPr")
    look = fragment(properties, root) if properties is not None else ""
    close, opened = "</w:t></w:r>", f'<w:r>{look}<w:t xml:space="preserve">'
    outer: list[etree._Element] = []
    for ancestor in run.iterancestors():
        if ancestor.tag == W + "p":
            paragraph = _break(ancestor, outer, close, opened, root)
            return TextSpot(look, close, opened, paragraph, TAB, paragraph)
        outer.append(ancestor)
    return TextSpot(look, close, opened, LINE_BREAK, TAB)


def _break(
    paragraph: etree._Element, outer: list[etree._Element], close: str, opened: str, root: etree._Element
) -> str:
    """What ends a paragraph within a value and begins one that looks the same."""
    properties = paragraph.find(W + "pPr")
    if any(local(e) not in _REOPENED for e in outer):
        return LINE_BREAK
    look = ""
    if properties is not None:
        if properties.find(W + "sectPr") is not None:
            return LINE_BREAK
        look = fragment(properties, root)
    closing = "".join(f"</{_qualified(e)}>" for e in outer)
    opening = "".join(_start(e, root) for e in reversed(outer))
    return f"{close}{closing}</w:p><w:p>{look}{opening}{opened}"


def _qualified(element: etree._Element) -> str:
    return f"{element.prefix}:{local(element)}"


def _start(element: etree._Element, root: etree._Element) -> str:
    text = start_tag(element)
    for prefix, uri in root.nsmap.items():
        text = text.replace(f' xmlns{":" + prefix if prefix else ""}="{uri}"', "")
    return text
