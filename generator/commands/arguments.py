"""Arguments that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import console
from generator.errors import GeneratorError
from generator.translation import _

if TYPE_CHECKING:
    from generator.workspace import Workspace

OPTIONS = _("[OPTIONS]")
BOOKLETS = click.argument("booklets", nargs=-1, metavar=_("[BOOKLET]..."))


def named(workspace: Workspace, names: tuple[str, ...]) -> tuple[list[Path], bool]:
    """The folders of the named booklets, and whether there is a name without one."""
    found = workspace.booklets(names)
    errors = [error for error in found if isinstance(error, GeneratorError)]
    for error in errors:
        console.warn(str(error))
    return [folder for folder in found if isinstance(folder, Path)], bool(errors)
