"""HTML that the budget system's export leaves in texts."""

from __future__ import annotations

import html
import re

_LOOK = re.compile(r"</?(?:p|div|br|span|strong|b|em|font)\b[^<>]*>", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\s*(?:</(?:p|div)>|<br\s*/?>)\s*", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_ENTITY = re.compile(r"&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);")


def paragraphs(text: str) -> str:
    """A long text, the markup of the budget system's export turned into line ends; other text as it is."""
    if not _LOOK.search(text):
        return text
    lines = html.unescape(_LOOK.sub("", _LINE_ENDS.sub("\n", text))).replace("\u00a0", " ")
    return "\n".join(line.strip() for line in lines.split("\n") if line.strip())


def first_markup(text: str) -> str:
    """The first tag or entity of a text; empty when there is none."""
    if match := _TAG.search(text):
        return match[0]
    entities = (match[0] for match in _ENTITY.finditer(text))
    return next((entity for entity in entities if html.unescape(entity) != entity), "")


def without_markup(text: str) -> str:
    """A text without any tag or entity: ends of paragraphs become line ends."""
    while first_markup(text):  # an entity can hide a tag; each turn leaves a shorter text
        text = html.unescape(_TAG.sub("", paragraphs(text))).replace("\u00a0", " ").strip()
    return text
