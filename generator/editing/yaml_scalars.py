"""Texts in the place of other texts, in the same style where that can hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.editing.yaml_nodes import Document, Node
from generator.writing.yaml_text import block_lines, double_quoted, scalar, single_quoted

Edit = tuple[int, int, str]  # from, to, and what comes there

_STEP = 2
_HEADER = re.compile(r"[|>][-+1-9]*")


def replaced(document: Document, node: Node, text: str) -> Iterator[Edit]:
    """The edits that put a text in the place of another."""
    lines = None if node.within_flow else _lines(document, node, text)
    if lines is not None:
        yield from _as_block(document, node, text, lines)
    elif node.style in ("|", ">"):
        yield from _head(document, node, one_line(text, "", flow=False))
        yield document.line_end(node.start), _body_end(document, node), ""
    elif node.blank_scalar:
        before = document.text[node.start - 1 : node.start]
        colon = ": " if node.within_flow and before != ":" else " "
        yield node.start, node.end, colon + one_line(text, "", flow=node.within_flow)
    else:
        yield node.start, node.end, one_line(text, node.style, flow=node.within_flow)


def one_line(text: str, style: str, *, flow: bool) -> str:
    """A text on one line, in a style if that can hold it."""
    if style == "'":
        return single_quoted(text) or double_quoted(text)
    if style == '"':
        return double_quoted(text)
    return scalar(text, flow=flow)


def _lines(document: Document, node: Node, text: str) -> list[str] | None:
    """The lines of a text that stands in a block; None where it stands in one line."""
    lines = block_lines(text)
    if node.style in ("|", ">") or lines is None:
        return lines
    behind = document.next_line(node.end)  # comments there would become part of the block
    deeper = document.comments_end(behind, _indent(document, node)) > behind
    return lines if len(lines) > 1 and not deeper else None


def _as_block(document: Document, node: Node, text: str, lines: list[str]) -> Iterator[Edit]:
    folded = node.style == ">" and not any(line.startswith(" ") for line in lines)
    header = (">" if folded else "|") + ("" if text.endswith("\n") else "-")
    width = _indent(document, node)
    made = "".join(
        document.newline + (" " * width + line if line else "")
        for line in (_folded(lines) if folded else lines)
    )
    end = _body_end(document, node) if node.style in ("|", ">") else document.line_end(node.end)
    if end == len(document.text) and text.endswith("\n"):
        made += document.newline
    if node.style in ("|", ">"):
        yield from _head(document, node, header)
        yield document.line_end(node.start), end, made
    else:
        yield node.start, node.end, " " + header if node.blank_scalar else header
        yield end, end, made


def _body_end(document: Document, node: Node) -> int:
    return max(node.end, document.line_end(node.start))


def _head(document: Document, node: Node, text: str) -> Iterator[Edit]:
    """What stands in the place of `|-`; a comment behind it stays."""
    found = _HEADER.match(document.text, node.start)
    assert found is not None, "blocks have headers"
    yield found.start(), found.end(), text


def _folded(lines: list[str]) -> Iterator[str]:
    """Lines that folding makes the same again: it takes one line break from each row of them."""
    for place, line in enumerate(lines):
        if place and line:
            yield ""
        yield line


def _indent(document: Document, node: Node) -> int:
    """How far the lines of a block are indented."""
    if node.style in ("|", ">"):
        for line in document.text[document.next_line(node.start) : node.end].splitlines():
            if line.strip():
                return len(line) - len(line.lstrip(" "))
    return node.column + _STEP
