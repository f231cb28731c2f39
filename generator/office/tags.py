"""Finds the tags in a template's text and understands what an input method made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from generator.translation import _

Kind = Literal["print", "statement", "comment"]

_OPEN = re.compile(r"[{｛](?:(?P<print>[{｛])|(?P<statement>[%％])|(?P<comment>[#＃]))")
_KINDS: dict[str, Kind] = {"print": "print", "statement": "statement", "comment": "comment"}
_CLOSE: dict[Kind, re.Pattern[str]] = {
    "print": re.compile(r"[-－]?[}｝]{2}"),
    "statement": re.compile(r"[-－]?[%％][}｝]"),
    "comment": re.compile(r"[-－]?[#＃][}｝]"),
}
_LEVEL = re.compile(r"(p|tr|tc|r|sheet)(?:\s+|$)")
# `{{p x }}` and `{{r x }}` put an expression behind the letter; `{{r + 1 }}` and `{{ r }}` print a value named r.
_PRINT_LEVEL = re.compile(r"(p|r)\s+(?!(?:if|else|in|is|and|or|not\s+in)\b)(?=[\w\"'({])")
CELL_TAGS = ("colspan", "hm", "vm", "cellbg")  # in the order of what they write in Word
_WORD = re.compile(r"\w+")
_NO_BLANKS = re.compile(r"\S+")
_MERGE = re.compile(r"\|\s*merge\s*(?:\(\s*\))?\s*$")
# What Chinese input methods type for the signs of an expression; left alone inside string literals.
_NARROW = str.maketrans(
    "（），：｜＝［］｛｝％＞＜！＋－＊／．＿～　\u00a0【】《》。×÷", "(),:|=[]{}%><!+-*/._~  []<>.*/"
) | {ord("≥"): ">=", ord("≤"): "<=", ord("≠"): "!="}
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMBER = re.compile(r"(?<!\w)[０-９]+(?!\w)")  # digits of names stay as they are
_QUOTES = {'"': '"', "'": "'", "“": "“”", "”": "“”", "‘": "‘’", "’": "‘’", "＂": "＂", "＇": "＇"}


class TagError(Exception):
    """A tag that is never closed; `offset` is where it begins in the text."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class Tag(NamedTuple):
    """One tag: `source` is what stands inside, as plain Jinja on one line; `start` and `end` bound it in the text."""

    kind: Kind
    level: str  # "", "p", "tr", "tc", "r" or "sheet": the element that the tag controls
    source: str
    start: int
    end: int
    trims: str = ""  # "<" for `{%-`, ">" for `-%}`: what stands there joins on without a gap

    @property
    def lays_out(self) -> bool:
        """Whether the tag changes the cell that it stands in."""
        return self.kind == "statement" and not self.level and self.keyword in CELL_TAGS

    @property
    def merges(self) -> bool:
        """Whether the tag prints a value that merges with equal neighbours."""
        return self.kind == "print" and _MERGE.search(self.source) is not None

    @property
    def merged_expression(self) -> str:
        """The expression in front of `| merge`."""
        return _MERGE.sub("", self.source)

    @property
    def keyword(self) -> str:
        """The first word of a statement: `for`, `endif`, …"""
        word = _WORD.match(self.source) or _NO_BLANKS.match(self.source)
        return word[0] if word else ""


def has_tags(text: str) -> bool:
    """Whether anything in the text opens a tag."""
    return _OPEN.search(text) is not None


def scan(text: str) -> Iterator[Tag]:
    """The tags of a text in order.

    Raises: TagError.
    """
    position = 0
    while opening := _OPEN.search(text, position):
        kind = _KINDS[opening.lastgroup or ""]
        source, end = _inside(text, opening.end(), kind, opening.start())
        position = end
        body = source.strip()
        level = _LEVEL.match(body) if kind != "print" else _PRINT_LEVEL.match(source)
        yield Tag(
            kind,
            level[1] if level else "",
            source[level.end() :].strip()
            if level and kind == "print"
            else body[level.end() :]
            if level
            else body,
            opening.start(),
            end,
            "<" * text.startswith(("-", "－"), opening.end()) + ">" * (text[end - 3] in "-－"),
        )


def _inside(text: str, start: int, kind: Kind, opened: int) -> tuple[str, int]:
    """The text of a tag up to its close, string literals kept to the letter, and the offset behind the close."""
    pieces: list[str] = []
    depth, i = 0, start + text.startswith(("-", "+", "－", "＋"), start)
    while i < len(text):
        if not depth and (close := _CLOSE[kind].match(text, i)):
            return "".join(pieces), close.end()
        char = text[i]
        if kind != "comment" and char in _QUOTES:
            literal, i = _literal(text, i, opened)
            pieces.append(literal)
            continue
        if number := _NUMBER.match(text, i) if kind != "comment" else None:
            pieces.append(number[0].translate(_DIGITS))
            i = number.end()
            continue
        char = " " if char in "\r\n\t" else char.translate(_NARROW)
        depth += (char == "{") - (char == "}" and depth > 0)
        pieces.append(char)
        i += 1
    raise TagError(_("the tag {found} is never closed").format(found=_excerpt(text, opened)), opened)


def _literal(text: str, start: int, opened: int) -> tuple[str, int]:
    """A string literal as Jinja writes it; “…” and ‘…’ that an input method typed become plain quotes."""
    ends = _QUOTES[text[start]]
    i = start + 1
    while i < len(text):
        if text[i] == "\\" and len(ends) == 1:
            i += 2
            continue
        if text[i] in ends:
            inner = text[start + 1 : i].replace("\n", "\\n").replace("\r", "")
            if text[start] in "\"'":
                return text[start] + inner + text[start], i + 1
            return '"' + inner.replace("\\", "\\\\").replace('"', '\\"') + '"', i + 1
        i += 1
    raise TagError(
        _("the text that begins with {found} is never closed").format(found=text[start : start + 12]), opened
    )


def _excerpt(text: str, start: int) -> str:
    return text[start : start + 30] + ("…" if len(text) > start + 30 else "")
