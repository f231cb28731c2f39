"""From PyYAML's events to plain data, with the place of every value."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator import tree
from generator.finding import Severity
from generator.location import KeyPath, Location
from generator.reading.source import Notes, UnreadableError
from generator.reading.text_file import CONTROL, control_character
from generator.translation import _

_DEEPEST = 20
_CUT = re.compile(r"[ \t]+#(?=[^\s#])")
_HEADER = re.compile(r"[>|][-+]?[1-9]")


class TreeBuilder:
    """Reads one document; what it refuses it reports and leaves out."""

    def __init__(self, text: str, notes: Notes) -> None:
        self._text = text
        self._notes = notes
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)

    def document(self, base: KeyPath) -> tree.Tree:
        """The data of the file's only document, the places under `base`.

        Raises:
            yaml.YAMLError: broken syntax.
            UnreadableError: nested too deep, or no document at all.

        """
        next(self._events)  # the stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise UnreadableError("INP003", _("the file is empty"))
        data = self._node(next(self._events), base, 0)
        next(self._events)  # the document's end
        if not isinstance(after := next(self._events), yaml.StreamEndEvent):
            self._report(after, "INP104", _("a second document starts here; expected one in the file"))
            for _event in self._events:  # syntax errors in the rest count too
                pass
        return data

    def _node(self, event: yaml.Event, path: KeyPath | None, depth: int) -> tree.Tree:
        """The value that starts with `event`; without a path its place is not kept."""
        if depth > _DEEPEST:
            raise UnreadableError("INP109", _("the data are nested too deep"), *_place(event))
        if path is not None:
            self._notes.locations[path] = self._location(event)
        self._refuse_markup(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, path, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, depth)
        return self._scalar(event) if isinstance(event, yaml.ScalarEvent) else ""

    def _mapping(self, start: yaml.MappingStartEvent, path: KeyPath | None, depth: int) -> tree.Mapping:
        data: tree.Mapping = {}
        seen: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, depth)
            known = key is None or key in seen
            value_event = next(self._events)
            if key is not None and start.flow_style and self._has_no_colon(event, value_event):
                message = _(
                    "{key} stands without a value: a comma ends a text inside braces; put the text in quotes"
                )
                self._report(event, "INP107", message.format(key=key))
                continue
            value = self._node(value_event, None if known or path is None else (*path, key or ""), depth + 1)
            if key is None:
                continue
            if known:
                message = _("the key {key} stands twice, first in line {line}")
                self._report(event, "INP101", message.format(key=key, line=seen[key]))
                continue
            seen[key] = _place(event)[0]
            if path is not None and getattr(value_event, "flow_style", None) is False:
                self._notes.locations[*path, key] = self._location(event)  # a block is where its key is
            if tree.is_kept(key, value):
                data[key] = value
        return data

    def _key(self, event: yaml.Event, depth: int) -> str | None:
        """The text of a key; None when it is none."""
        key = self._node(event, None, depth + 1)
        if isinstance(key, str) and key.strip():
            return key.strip()
        if not isinstance(event, yaml.AliasEvent):
            self._report(event, "INP105", _("expected a key, which is a text followed by a colon"))
        return None

    def _sequence(self, path: KeyPath | None, depth: int) -> tree.Tree:
        data: list[tree.Tree] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            value = self._node(event, None if path is None else (*path, len(data)), depth + 1)
            if not tree.is_blank(value):
                data.append(value)
        return data

    def _scalar(self, event: yaml.ScalarEvent) -> str:
        value = event.value
        if not event.style:
            self._warn_when_cut(event)
        elif not value and _HEADER.match(self._text, _start(event)):
            written = self._text[_start(event) : _end(event)].split("\n")[0].strip()
            message = _("{written} starts a block of text, and none follows; put the value in quotes")
            self._report(event, "INP110", message.format(written=written))
        if bad := CONTROL.search(value):
            self._report(event, "INP108", control_character(bad[0]))
            value = CONTROL.sub("", value)
        return value.replace("\r\n", "\n").replace("\r", "\n")

    def _warn_when_cut(self, event: yaml.ScalarEvent) -> None:
        """A `#` glued to a word is seldom meant as a comment."""
        if _CUT.match(self._text, _end(event)):
            message = _(
                "the text ends before the #, a comment follows; put all in quotes if it belongs to the text"
            )
            self._report(event, "INP106", message, Severity.WARNING)

    def _refuse_markup(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            message = _("*{name} refers to another value; write that value here, or put the text in quotes")
            self._report(event, "INP102", message.format(name=event.anchor))
            return
        if (anchor := getattr(event, "anchor", None)) is not None:
            message = _("&{name} names a value for later use; leave it out, or put the text in quotes")
            self._report(event, "INP102", message.format(name=anchor))
        if (tag := getattr(event, "tag", None)) is not None:
            message = _("{tag} is a tag of YAML; leave it out, or put the text in quotes")
            self._report(event, "INP103", message.format(tag=tag))

    def _has_no_colon(self, key: yaml.Event, value: yaml.Event) -> bool:
        """Whether a key inside braces stands alone, as the `b` of `{text: a, b}` does."""
        alone = isinstance(value, yaml.ScalarEvent) and _start(value) == _end(value)
        return alone and ":" not in self._text[_end(key) : _end(value) + 1]

    def _location(self, event: yaml.Event) -> Location:
        return Location(self._notes.file, "", *_place(event))

    def _report(
        self, event: yaml.Event, code: str, message: str, severity: Severity = Severity.ERROR
    ) -> None:
        self._notes.report(self._location(event), code, message, severity)


def _place(event: yaml.Event) -> tuple[int, int]:
    """Line and column of an event, both 1-based."""
    assert event.start_mark is not None  # the parser marks all its events
    return event.start_mark.line + 1, event.start_mark.column + 1


def _start(event: yaml.Event) -> int:
    """The position in the text where an event starts."""
    assert event.start_mark is not None
    return int(event.start_mark.index)


def _end(event: yaml.Event) -> int:
    assert event.end_mark is not None
    return int(event.end_mark.index)
