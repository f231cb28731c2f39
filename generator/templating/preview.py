"""A template filled with sample data, to look at."""

from __future__ import annotations

from pathlib import Path

from generator import delivery, rendering
from generator.office.options import Options
from generator.templating.checking import check
from generator.templating.kinds import uses
from generator.templating.samples import sample


def preview(template: Path, target: Path, kind: str | None = None) -> tuple[Path, list[str]]:
    """Render a template with three sample forms into a folder; the file, and what kept it from being made.

    Raises: GeneratorError.
    """
    kinds = uses(template, kind)
    if len(kinds) > 1:
        fitting = check(template).kinds
        kinds = [use for use in kinds if use.kind in fitting] or kinds
    name = template.as_posix()
    folder = template.resolve().parent.name
    file = target / f"preview-{folder}-{template.stem}{template.suffix}"
    use = kinds[0]
    options = Options(names=rendering.NAMES, limits=use.limits)
    with delivery.Delivery() as made, made.file(file, file.as_posix()) as stream:
        failures = rendering.render(template, name, sample(use.kind, use.extra), stream, options=options)
        if failures:
            made.cancel()
    return file, failures
