"""Arguments that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import console
from generator.errors import GeneratorError
from generator.location import Location
from generator.translation import _

if TYPE_CHECKING:
    from generator.workspace import Workspace

OPTIONS = _("[OPTIONS]")
_INPUTS = (".yaml", ".yml", ".xlsx", ".xlsm")
BOOKLETS = click.argument("booklets", nargs=-1, metavar=_("[BOOKLET]..."))


def named(workspace: Workspace, names: tuple[str, ...]) -> tuple[list[Path], bool]:
    """The folders of the named booklets, and whether there is a name without one."""
    found = workspace.booklets(names)
    errors = [error for error in found if isinstance(error, GeneratorError)]
    for error in errors:
        console.warn(str(error))
    return [folder for folder in found if isinstance(folder, Path)], bool(errors)


def booklet_folder(name: str) -> tuple[Path, Path]:
    """A booklet's folder by its path or, inside a workspace, by its name; and whence messages name its files."""
    from generator.workspace import Workspace, is_folder

    path = Path(name)
    if is_folder(path):
        return path, Path.cwd()
    workspace = Workspace.find(Path.cwd())
    return workspace.booklet(name), workspace.root


def future_folder(name: str) -> tuple[Path, Path]:
    """The same for a booklet that may not be there yet: a bare name is one under inputs/."""
    from generator.workspace import INPUTS, Workspace

    path = Path(name)
    try:
        return booklet_folder(name)
    except GeneratorError:
        if len(path.parts) != 1 or path.is_absolute():
            return path, Path.cwd()
        workspace = Workspace.find(Path.cwd())
        return workspace.root / INPUTS / path, workspace.root


def check_no_input(file: Path) -> None:
    """Keep what is written from taking the place of a booklet's input.

    Raises: GeneratorError.
    """
    from generator.reading.folder import HEAD
    from generator.workspace import is_file

    if is_file(file) and file.suffix.lower() in _INPUTS and is_file(file.resolve().parent / HEAD):
        raise GeneratorError(_("the file exists already; name another folder"), Location(file.as_posix()))
