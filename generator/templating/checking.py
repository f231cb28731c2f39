"""What is wrong with a template, and what it reads, without any data."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from generator import rendering
from generator.errors import GeneratorError
from generator.finding import Severity
from generator.location import Location
from generator.templating.kinds import Use, uses
from generator.templating.samples import shape
from generator.translation import _
from generator.workspace import is_file


class Remark(NamedTuple):
    """Something about a template; `place` is the file with the cell, or with table, row and cell."""

    place: str
    severity: Severity
    message: str


class Checked(NamedTuple):
    """What was found in a template; `kinds` are those whose names it was checked against."""

    remarks: list[Remark]
    kinds: list[str]


def check(template: Path, kind: str | None = None) -> Checked:
    """All that is wrong with a template.

    Raises: GeneratorError when it is no template at all.
    """
    from generator.office.inspection import inspect, readings
    from generator.office.problems import TemplateError

    try:
        compiled = rendering.compiled(_existing(template), template.as_posix())
    except TemplateError as error:
        if any(not problem.place.spot for problem in error.problems):
            raise GeneratorError(str(error)) from error
        remarks = [Remark(str(p.place), Severity.ERROR, p.message) for p in error.problems]
        message = _("names, fields, merges and fonts wait until the mistakes above are mended")
        return Checked([*remarks, Remark(template.as_posix(), Severity.WARNING, message)], [])
    by_use: list[tuple[Use, list[Remark]]] = []
    for use in uses(template, kind):
        found = [
            Remark(
                str(p.place),
                Severity.ERROR,
                p.message + (_(" ({item})").format(item=p.path) if p.path else ""),
            )
            for p in dict.fromkeys(readings(compiled, shape(use.kind, use.extra)).problems)
        ]
        by_use.append((use, found))
    use, names = min(by_use, key=lambda pair: len(pair[1]))
    fitting = [each.kind for each, found in by_use if len(found) == len(names)]
    others = [
        Remark(str(r.problem.place), Severity.ERROR if r.grave else Severity.WARNING, r.problem.message)
        for r in dict.fromkeys(inspect(compiled))
    ]
    return Checked([*names, *others], fitting)


def fields(template: Path) -> list[str]:
    """What a template reads, as the lines of a tree.

    Raises: GeneratorError when it cannot be understood.
    """
    from generator.office.data_paths import tree
    from generator.office.inspection import readings
    from generator.office.problems import TemplateError

    try:
        compiled = rendering.compiled(_existing(template), template.as_posix())
    except TemplateError as error:
        raise GeneratorError(str(error)) from error
    return list(tree(readings(compiled).paths))


def _existing(template: Path) -> Path:
    place = Location(template.as_posix())
    if not is_file(template):
        raise GeneratorError(_("there is no such file"), place)
    if template.suffix.lower() not in (".xlsx", ".docx"):
        raise GeneratorError(_("a template is a file .xlsx or .docx"), place)
    return template
