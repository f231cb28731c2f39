"""Keys and items put in and taken out, with the lines that are theirs and no others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from generator import tree
from generator.editing.yaml_nodes import Document, Node
from generator.editing.yaml_scalars import Edit, one_line
from generator.translation import _
from generator.writing.yaml_text import block, scalar

_STEP = 2
_HEADER = re.compile(r"[|>]([-+1-9]*)")


def added(document: Document, parent: Node, key: str | None, value: tree.Tree) -> Iterator[Edit]:
    """The edits that put a key, or an item where there is none, behind the last one."""
    if parent.text is not None:  # blank: the first key or item
        yield from _first(document, parent, key, value)
    elif parent.flow:
        yield from _added_in_flow(document, parent, _in_flow(key, value))
    else:
        yield from _added_lines(document, parent, key, value)


def _first(document: Document, parent: Node, key: str | None, value: tree.Tree) -> Iterator[Edit]:
    braces = "{%s}" if key is not None else "[%s]"
    written = braces % _in_flow(key, value)
    if not parent.blank_scalar:
        yield parent.start, parent.end, written
        return
    colon = ": " if parent.within_flow and document.text[parent.start - 1 : parent.start] != ":" else " "
    yield parent.start, parent.end, colon + written


def _added_in_flow(document: Document, parent: Node, written: str) -> Iterator[Edit]:
    _refuse_bare(document, parent)
    if not parent.entries:
        yield parent.start + 1, parent.start + 1, written
        return
    last = parent.entries[-1].value.end
    comma = _comma(document, last, parent.end)
    if comma is None:
        yield last, last, ", " + written
    else:
        yield comma + 1, comma + 1, " " + written


def _refuse_bare(document: Document, parent: Node) -> None:
    """A single pair in brackets has no braces of its own."""
    if document.text[parent.start] not in "{[":
        message = _("{written} is more than can be changed here; write it in a simpler way")
        written = document.text[parent.start : parent.end]
        raise document.refused(message.format(written=written), parent.start)


def _comma(document: Document, start: int, end: int) -> int | None:
    """The first comma between two positions."""
    place = bisect_left(document.commas, start)
    found = document.commas[place] if place < len(document.commas) else end
    return found if found < end else None


def _added_lines(document: Document, parent: Node, key: str | None, value: tree.Tree) -> Iterator[Edit]:
    first, last = parent.entries[0], parent.entries[-1].value
    column = first.start - document.line_start(first.start)
    alike = last.flow and last.is_mapping == isinstance(value, dict)
    behind = last.tail if last.tail > last.end else document.next_line(last.end)
    deeper = (
        document.comments_end(behind, column + _STEP) > behind
    )  # they would become part of a block of text
    lines = list(_lines(" " * column, key, value, braces=alike, blocks=not deeper))
    end = _last(parent)
    if last.tail > last.end:  # all blank lines behind it belong to the text before
        at = last.tail
        lead = "" if at == document.line_start(at) else document.newline
        yield at, at, lead + document.newline.join(lines) + (document.newline if not lead else "")
        return
    at = max(document.line_end(last.end), last.end)
    at_end = at == len(document.text)
    if at_end and end.style in ("|", ">"):
        yield from _unbroken(document, end)
    made = "".join(document.newline + line for line in lines)
    yield at, at, made + (document.newline if at_end and _text_behind(value).endswith("\n") else "")


def inserted(document: Document, parent: Node, place: int, value: tree.Tree) -> Iterator[Edit]:
    """The edits that put an item in front of another, behind the lines of the one before."""
    following = parent.entries[place]
    if parent.flow:
        yield following.start, following.start, _flow(value) + ", "
        return
    if not document.starts_line(following.start):  # the list begins behind the dash of another
        message = _("{written} is more than can be changed here; write it in a simpler way")
        written = document.text[following.start : document.line_end(following.start)]
        raise document.refused(message.format(written=written), following.start)
    column = following.start - document.line_start(following.start)
    alike = parent.entries[max(place - 1, 0)].value.flow and isinstance(value, dict)
    at = _after(document, parent, place - 1) if place else document.line_start(following.start)
    lines = _lines(" " * column, None, value, braces=alike, blocks=True)
    yield at, at, "".join(line + document.newline for line in lines)


def _last(node: Node) -> Node:
    while node.entries and not node.flow:
        node = node.entries[-1].value
    return node


def _unbroken(document: Document, node: Node) -> Iterator[Edit]:
    """A block at the end of a file without a last line break stays without it when a line follows."""
    found = _HEADER.match(document.text, node.start)
    assert found is not None, "blocks have headers"
    yield found.start(1), found.end(1), found[1].strip("+-") + "-"


def _text_behind(value: tree.Tree) -> str:
    """The last text in a value."""
    while value and not isinstance(value, str):
        value = list(value.values() if isinstance(value, dict) else value)[-1]
    return value if isinstance(value, str) else ""


def _lines(lead: str, key: str | None, value: tree.Tree, *, braces: bool, blocks: bool) -> Iterator[str]:
    """A key or an item as lines; `braces` keeps it on one line like its neighbours, `blocks` lets texts be blocks."""
    head = lead + ("-" if key is None else scalar(key) + ":")
    width = len(lead) + _STEP
    if isinstance(value, str):
        yield from f"{head} {(block(value, width) if blocks else None) or scalar(value)}".split("\n")
    elif braces or not value:
        yield f"{head} {_flow(value)}"
    else:
        pairs = list(value.items()) if isinstance(value, dict) else [(None, each) for each in value]
        inner = [
            line
            for name, each in pairs
            for line in _lines(" " * width, name, each, braces=False, blocks=blocks)
        ]
        if key is None:
            yield f"{head} {inner[0].lstrip(' ')}"
            yield from inner[1:]
        else:
            yield head
            yield from inner


def _flow(value: tree.Tree) -> str:
    """A value on one line, inside of braces or brackets."""
    if isinstance(value, str):
        return one_line(value, "", flow=True)
    if isinstance(value, dict):
        return "{" + ", ".join(_in_flow(key, each) for key, each in value.items()) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]"


def _in_flow(key: str | None, value: tree.Tree) -> str:
    return _flow(value) if key is None else f"{scalar(key, flow=True)}: {_flow(value)}"


def removed(document: Document, parent: Node, place: int, indicator: int) -> Iterator[Edit]:
    """The edits that take an entry out; `indicator` is the end of what introduces `parent`, -1 for the whole."""
    entry = parent.entries[place]
    if parent.flow:
        _refuse_bare(document, parent)
        yield from _removed_in_flow(document, parent, place)
    elif len(parent.entries) == 1:
        yield from _emptied(document, parent, indicator)
    elif document.starts_line(entry.start):
        yield document.line_start(entry.start), _after(document, parent, place), ""
    else:
        yield from _removed_behind_dash(document, parent)


def _after(document: Document, parent: Node, place: int) -> int:
    """Where the lines of an entry end, with comments that stand deeper than it does.

    Behind a gap these may speak of something else, and stay unless they would become part of a text in front of them.
    """
    entry = parent.entries[place]
    gaps = place > 0 and _last(parent.entries[place - 1].value).style in ("|", ">")
    value = entry.value
    at = value.tail if value.tail > value.end else document.next_line(max(value.end, entry.indicator))
    return document.comments_end(at, entry.start - document.line_start(entry.start) + 1, gaps=gaps)


def _removed_behind_dash(document: Document, parent: Node) -> Iterator[Edit]:
    """The first entry stands in the line of a dash, where the next one moves up."""
    entry, following = parent.entries[:2]
    after = _after(document, parent, 0)
    if not document.text[after : following.start].strip():
        yield entry.start, following.start, ""
    else:
        blanks = len(document.text[: entry.start]) - len(document.text[: entry.start].rstrip(" "))
        yield entry.start - blanks, document.line_end(entry.value.end), ""


def _emptied(document: Document, parent: Node, indicator: int) -> Iterator[Edit]:
    entry, written = parent.entries[0], "{}" if parent.is_mapping else "[]"
    if indicator < 0 or not document.starts_line(entry.start):
        yield entry.start, max(entry.value.end, entry.indicator), written
        return
    yield indicator, indicator, " " + written
    yield document.line_start(entry.start), _after(document, parent, 0), ""


def _removed_in_flow(document: Document, parent: Node, place: int) -> Iterator[Edit]:
    entry, text = parent.entries[place], document.text
    end = max(entry.value.end, entry.indicator)
    following = parent.entries[place + 1].start if place + 1 < len(parent.entries) else parent.end
    comma = _comma(document, end, following)
    if comma is not None:
        after = comma + 1
        while text[after] == " ":
            after += 1
        yield entry.start, end, ""
        yield comma, after, ""
        return
    if place:
        before = _comma(document, parent.entries[place - 1].value.end, entry.start)
        assert before is not None, "a comma stands between two entries"
        blank = not text[before + 1 : entry.start].strip(" ")
        yield before, entry.start if blank else before + 1, ""
    yield entry.start, end, ""
