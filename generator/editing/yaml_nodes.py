"""A YAML text with the place of everything in it, down to dashes and commas."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from generator import tree
from generator.errors import GeneratorError
from generator.location import Location
from generator.translation import _

_DEEPEST = 40
_COMMENT = re.compile(r"(?:[ \t]*\r?\n)*()[ ]*#")
_CLOSE_COMMENT = re.compile(r"()[ ]*#")
_REFUSED = (yaml.AliasToken, yaml.AnchorToken, yaml.TagToken, yaml.DirectiveToken, yaml.DocumentEndToken)


@dataclass(eq=False, repr=False)
class Node:
    """A value in the text, from `start` to `end`; a blank one has both at the place where it would stand."""

    start: int
    end: int
    column: int = 0  # of the key or dash that it belongs to
    text: str | None = None  # None for mappings and lists
    style: str = ""  # of a text: nothing, a quote, `|` or `>`
    flow: bool = False  # in braces or brackets itself
    within_flow: bool = False
    tail: int = 0  # where the line breaks end that belong to it; more than `end` after `|+`
    entries: list[Entry] = field(default_factory=list)
    is_mapping: bool = False

    @property
    def blank_scalar(self) -> bool:
        """Whether nothing at all is written."""
        return self.text == "" and self.start == self.end


class Entry(NamedTuple):
    """A value with what introduces it."""

    start: int  # of the key, or of the dash
    key: Node | None
    indicator: int  # the end of the colon or dash
    value: Node


class Document:
    """The one document of a text."""

    def __init__(self, text: str, file: str) -> None:
        """Parse a text.

        Raises: GeneratorError when it is no YAML, or holds what cannot be changed by places.
        """
        self.text, self.file = text, file
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self._dashes: list[int] = []
        self._colons: list[int] = []
        self.commas: list[int] = []
        try:
            for token in yaml.scan(text, Loader=yaml.CSafeLoader):
                self._note(token)
            self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
            next(self._events)
            if isinstance(next(self._events), yaml.StreamEndEvent):
                raise self.refused(_("the file is empty"), 0)
            self.root = self._node(next(self._events), 0, within_flow=False, depth=0)
            next(self._events)
            if not isinstance(after := next(self._events), yaml.StreamEndEvent):
                raise self.refused(_("expected one document in the file"), _start(after))
        except yaml.MarkedYAMLError as error:
            raise self.refused(_("the file is no YAML: {reason}").format(reason=error.problem), 0) from error

    def refused(self, message: str, at: int) -> GeneratorError:
        """The error that says why something at a position cannot be changed."""
        row = self.text.count("\n", 0, at) + 1
        return GeneratorError(message, Location(self.file, "", row, at - self.line_start(at) + 1))

    def _note(self, token: yaml.Token) -> None:
        start, end = _start(token), _end(token)
        if isinstance(token, _REFUSED) or (isinstance(token, yaml.KeyToken) and end > start):
            message = _("{written} is more than can be changed here; write it in a simpler way")
            raise self.refused(message.format(written=self.text[start:end]), start)
        if isinstance(token, yaml.BlockEntryToken):
            self._dashes.append(start)
        elif isinstance(token, yaml.ValueToken):
            self._colons.append(start)
        elif isinstance(token, yaml.FlowEntryToken):
            self.commas.append(start)

    def _node(self, event: yaml.Event, column: int, *, within_flow: bool, depth: int) -> Node:
        if depth > _DEEPEST:
            raise self.refused(_("the data are nested too deep"), _start(event))
        start, end = _start(event), _end(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, Node(start, end, column, within_flow=within_flow))
        node = Node(
            start, end, column, flow=bool(getattr(event, "flow_style", False)), within_flow=within_flow
        )
        node.is_mapping = isinstance(event, yaml.MappingStartEvent)
        while not isinstance(event := next(self._events), (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            node.entries.append(self._entry(event, node, depth + 1))
        if node.flow:
            node.end = node.tail = _end(event)
        else:
            node.end, node.tail = node.entries[-1].value.end, node.entries[-1].value.tail
            node.start = node.entries[0].start
        return node

    def _entry(self, event: yaml.Event, parent: Node, depth: int) -> Entry:
        flow = parent.flow or parent.within_flow
        if parent.is_mapping:
            key = self._node(event, 0, within_flow=flow, depth=depth)
            value = self._node(next(self._events), self._column(key.start), within_flow=flow, depth=depth)
            place = bisect_left(self._colons, key.end)
            colon = self._colons[place] + 1 if place < len(self._colons) else key.end
            written = colon <= value.start or not parent.flow
            if value.blank_scalar and not written:
                value.start = value.end = value.tail = key.end
            return Entry(key.start, key, colon if written else key.end, value)
        if parent.flow:
            value = self._node(event, parent.column, within_flow=True, depth=depth)
            return Entry(value.start, None, value.start, value)
        dash = self._dashes[bisect_left(self._dashes, _start(event)) - 1]
        return Entry(
            dash, None, dash + 1, self._node(event, self._column(dash), within_flow=False, depth=depth)
        )

    def _scalar(self, event: yaml.ScalarEvent, node: Node) -> Node:
        node.text = event.value.replace("\r\n", "\n").replace("\r", "\n")
        node.style = event.style or ""
        node.tail = node.end
        if node.style in ("|", ">"):
            node.end = node.start + len(self.text[node.start : node.end].rstrip("\r\n"))
            if "+" not in self.text[node.start : self.line_end(node.start)].partition("#")[0]:
                node.tail = node.end
        elif not node.style and not node.text:
            node.end = node.tail = node.start
        return node

    def _column(self, index: int) -> int:
        return index - self.line_start(index)

    def line_start(self, index: int) -> int:
        """Where the line of a position starts."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Where the line of a position ends, in front of its line break."""
        end = self.text.find("\n", index)
        end = len(self.text) if end < 0 else end
        return end - 1 if end > index and self.text[end - 1] == "\r" else end

    def next_line(self, index: int) -> int:
        """Where the line after that of a position starts."""
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end + 1

    def starts_line(self, index: int) -> bool:
        """Whether only blanks stand in front of a position in its line."""
        return not self.text[self.line_start(index) : index].strip(" ")

    def comments_end(self, index: int, column: int, *, gaps: bool = True) -> int:
        """Where comments end that stand from a column on in the lines at a position; `gaps` lets lines be blank."""
        while found := (_COMMENT if gaps else _CLOSE_COMMENT).match(self.text, index):
            if found.end() - 1 - found.start(1) < column:
                break
            index = self.next_line(found.end())
        return index

    def data(self) -> tree.Tree:
        """What the text says, blank values with the others."""
        return self._data(self.root)

    def _data(self, node: Node) -> tree.Tree:
        if node.text is not None:
            return node.text
        if not node.is_mapping:
            return [self._data(entry.value) for entry in node.entries]
        data: tree.Mapping = {}
        for entry in node.entries:
            assert entry.key is not None, "mappings have keys"
            key = (entry.key.text or "").strip()
            if entry.key.text is None or key in data:
                raise self.refused(_("expected a key that stands once"), entry.start)
            data[key] = self._data(entry.value)
        return data


def _start(of: yaml.Event | yaml.Token) -> int:
    assert of.start_mark is not None, "the parser marks all its events"
    return int(of.start_mark.index)


def _end(of: yaml.Event | yaml.Token) -> int:
    assert of.end_mark is not None, "the parser marks all its events"
    return int(of.end_mark.index)
