"""Projects as plain data again, in one way however their file wrote them: 1,233.77 and 1233.770 are one amount."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from generator import tree
from generator.model.amounts import Stated
from generator.model.project import Project
from generator.model.value import Value


def plain_projects(projects: Iterable[Project]) -> list[tree.Tree]:
    """The projects by their labels, without blanks and without what is exempted from the checks."""
    return [_plain(project) for project in projects]


def _plain(value: object) -> tree.Tree:
    if isinstance(value, BaseModel):
        return _record(value)
    if isinstance(value, Value | Stated):
        return value.text
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def _record(record: BaseModel) -> tree.Mapping:
    found: tree.Mapping = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if name == "exempt" or value is None:
            continue
        made = _named(value) if name == "extra" else {str(field.alias): _plain(value)}
        found |= {key: each for key, each in made.items() if not tree.is_blank(each)}
    return found


def _named(extra: Mapping[str, str]) -> tree.Mapping:
    """Extra fields stand beside the others, under their own names."""
    return {name: extra[name] for name in sorted(extra)}
