"""What is said of a booklet that was built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import console
from generator.translation import _

if TYPE_CHECKING:
    from generator.pipeline import Built
    from generator.workspace import Workspace


def show(result: Built, workspace: Workspace) -> None:
    """Findings and files on stdout, all else on stderr."""
    console.show([*result.findings, *result.lost])
    for failure in result.failures:
        console.warn(failure)
    for file in result.files:
        console.say(file)
    name = workspace.shown(result.folder)
    if result.files:
        line = _("{name}: {count} projects; checks: {summary}")
        if result.checked:
            line += _(" (`jixiao check` lists them)")
        summary = console.summary(result.checked)
        console.warn(line.format(name=name, count=result.projects, summary=summary))
    else:
        console.warn(_("{name}: not built").format(name=name))
