"""TXT: the words of a form are fit to print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from generator.location import KeyPath
from generator.model.value import Value
from generator.rules.rule import Form, Found, rule
from generator.translation import _

_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);")


@rule("TXT101")
def text_has_no_markup(form: Form) -> Found:
    """No text carries HTML tags or entities."""
    for path, text in _texts(form.project, ()):
        if match := _MARKUP.search(text):
            yield path, _("the text carries the markup {markup}").format(markup=match[0])


def _texts(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Every text under a record, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Value):
        yield path, value.text
    elif isinstance(value, BaseModel):
        for name, inner in value:
            yield from _texts(inner, (*path, name))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, (*path, name))
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            yield from _texts(inner, (*path, position))
