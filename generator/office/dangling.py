"""Links that lead nowhere: a second run tells at which item they were printed, and what they were to lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.office.document_marks import SpecialValue, Wrapped
from generator.office.options import Options
from generator.office.problems import TemplateProblem
from generator.office.program import Program
from generator.office.values import Link, Merge


def dangling(
    programs: Iterable[Program],
    context: Mapping[str, object],
    options: Options,
    items: Mapping[int, TemplateProblem],
) -> list[TemplateProblem]:
    """The problems of links to these items (by id), each where it first stands; as given where none is found."""
    found: dict[int, TemplateProblem] = {}
    for program in programs:
        run = program.start(context, options)
        for value in run.values:
            run.written.clear()  # nobody reads it
            link = _link(value)
            if link is not None and id(link.item) in items:
                found.setdefault(id(link.item), run.problem(items[id(link.item)].message))
    return [found.get(item, problem) for item, problem in items.items()]


def _link(value: object) -> Link | None:
    """The link that a program handed out."""
    if isinstance(value, Wrapped):
        value = value.mark
    if isinstance(value, SpecialValue | Merge):
        value = value.value
    return value if isinstance(value, Link) else None
