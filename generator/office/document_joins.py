"""What stands around tags in a Word document: paragraphs that `{%- … -%}` joins, and what would vanish with a tag."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lxml import etree

from generator.office.tags import Tag
from generator.office.xml import local
from generator.translation import _

if TYPE_CHECKING:
    from generator.office.document_compiler import Found

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RANGES = {
    W + name
    for name in (
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "permStart",
        "permEnd",
    )
}


def join_paragraphs(found: Iterable[Found]) -> None:
    """Draw a paragraph that begins with `{%-` to the one before it, and the one behind to one that ends with `-%}`."""
    moved: dict[etree._Element, etree._Element] = {}
    for one in found:
        paragraph = moved.get(one.paragraph, one.paragraph)
        if "<" in one.joins:
            before = paragraph.getprevious()
            if before is not None and before.tag == W + "p" and before.find(f"{W}pPr/{W}sectPr") is None:
                _append(before, paragraph)
                moved |= {key: before for key, value in moved.items() if value is paragraph}
                moved[paragraph] = paragraph = before
        if ">" in one.joins:
            behind = paragraph.getnext()
            if behind is not None and behind.tag == W + "p" and behind.find(f"{W}pPr/{W}sectPr") is None:
                _append(paragraph, behind)
                moved[behind] = paragraph
        one.paragraph = paragraph


def _append(first: etree._Element, second: etree._Element) -> None:
    """Put what stands in a paragraph at the end of another."""
    for child in list(second):
        if local(child) != "pPr":
            first.append(child)
    parent = second.getparent()
    assert parent is not None
    parent.remove(second)


def lift_ranges(element: etree._Element, closes: bool) -> None:
    """Take the ends of bookmarks and comments out of an element that vanishes with its tag."""
    if local(element) == "r":
        return
    at = element
    for mark in [e for e in element.iter() if e.tag in _RANGES]:
        parent = mark.getparent()
        if parent is None:
            continue
        _detach(mark, parent)
        if closes:
            at.addnext(mark)
            at = mark
        else:
            element.addprevious(mark)


def _detach(element: etree._Element, parent: etree._Element) -> None:
    element.tail = None
    parent.remove(element)


def vanishing(element: etree._Element) -> str:
    """What else than text would vanish with an element; blank for nothing."""
    for inner in element.iter():
        kind = local(inner)
        if kind == "br" and inner.get(W + "type") != "page":
            continue
        if kind in _names():
            return _names()[kind]
    return ""


def _names() -> dict[str, str]:
    return {
        "drawing": _("a picture"),
        "pict": _("a picture"),
        "object": _("an embedded object"),
        "sectPr": _("a section break"),
        "br": _("a page break"),
        "footnoteReference": _("a footnote"),
        "endnoteReference": _("an endnote"),
        "fldSimple": _("a field"),
    }


def trimmed(tag: Tag, text: str, limit: int) -> tuple[Tag, str]:
    """A tag with the blanks that its `-` takes along, up to the next tag, and which paragraphs it joins."""
    if not tag.trims or tag.level:
        return tag, ""
    before, behind = text[: tag.start], text[tag.end :]
    joins = "<" if "<" in tag.trims and tag.kind == "statement" and not before.strip() else ""
    joins += ">" if ">" in tag.trims and tag.kind == "statement" and not behind.strip() else ""
    start = len(before.rstrip()) if "<" in tag.trims and not joins.startswith("<") else tag.start
    end = (
        tag.end + len(behind) - len(behind.lstrip())
        if ">" in tag.trims and not joins.endswith(">")
        else tag.end
    )
    return tag._replace(start=start, end=min(end, limit)), joins


def starts_of(texts: list[etree._Element]) -> list[int]:
    """Where each text begins in all of them together."""
    starts, position = [], 0
    for text in texts:
        starts.append(position)
        position += len(text.text or "")
    return starts


def cut_out(texts: list[etree._Element], starts: list[int], tag: Tag) -> etree._Element:
    """Take a tag's characters out of the text nodes it runs over; the node in which it begins.

    Tags are taken from the last to the first, so offsets in front of a tag still hold.
    """
    first = None
    for text, start in zip(texts, starts, strict=True):
        content = text.text or ""
        begin, end = max(0, tag.start - start), min(len(content), tag.end - start)
        if begin >= end:
            continue
        text.text = content[:begin] + content[end:]
        if first is None:
            first = text
    assert first is not None
    return first
