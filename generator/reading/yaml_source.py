"""A YAML file as plain data: every scalar is the text as written."""

from __future__ import annotations

from pathlib import Path

import yaml

from generator.location import KeyPath, Location
from generator.reading.source import Notes, Source, UnreadableError
from generator.reading.text_file import read_text
from generator.reading.yaml_hint import explain
from generator.reading.yaml_tree import TreeBuilder
from generator.translation import _


def read_yaml(path: Path, file: str, base: KeyPath = ()) -> Source:
    """The mapping in a YAML file; without data, and with a finding, when there is none.

    `file` names it in findings; the places stand under the key path `base`.
    """
    notes = Notes(file)
    try:
        data = _read(path, notes, base)
    except UnreadableError as refusal:
        notes.report(Location(file, "", refusal.row, refusal.column), refusal.code, refusal.message)
        return Source({}, {}, notes.problems)
    if not isinstance(data, dict):
        notes.report(
            Location(file, "", 1, 1), "INP105", _("expected keys with values, one `key: value` a line")
        )
        return Source({}, {}, notes.problems)
    return notes.source(data)


def _read(path: Path, notes: Notes, base: KeyPath) -> object:
    text = read_text(path)
    try:
        return TreeBuilder(text, notes).document(base)
    except yaml.MarkedYAMLError as error:
        row, column, message = explain(error, text)
        raise UnreadableError("INP100", message, row, column) from error
