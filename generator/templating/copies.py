"""Our own templates as something to start from."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.errors import GeneratorError
from generator.location import Location
from generator.nearest import did_you_mean
from generator.templating.kinds import FOLDERS
from generator.translation import _, listed
from generator.workspace import TEMPLATES, Workspace, starter


def copy(kind: str, target: Path | None = None) -> list[Path]:
    """Copy our templates of a kind into a folder of their own: in the workspace's templates, or at `target`.

    Raises: GeneratorError; nothing is ever overwritten.
    """
    named = {**{kind: folder for folder, kind in FOLDERS.items()}, **{folder: folder for folder in FOLDERS}}
    if kind not in named:
        message = _("there is no kind {name}; the kinds are {names}")
        raise GeneratorError(message.format(name=kind, names=listed(named)) + did_you_mean(kind, named))
    source = starter() / TEMPLATES / named[kind]
    folder = target if target is not None else _free(Workspace.find(Path.cwd()).root / TEMPLATES, source.name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = [
            folder / path.name for path in sorted(source.iterdir()) if not path.name.startswith((".", "~$"))
        ]
        if taken := next((file for file in files if file.exists()), None):
            message = _("the file exists already; name another folder")
            raise GeneratorError(message, Location(taken.as_posix()))
        for file in files:
            with (source / file.name).open("rb") as ours, file.open("xb") as theirs:
                shutil.copyfileobj(ours, theirs)
    except OSError as error:
        message = _("the template cannot be copied: {reason}").format(reason=error.strerror or error)
        raise GeneratorError(message, Location(folder.as_posix())) from error
    return files


def _free(templates: Path, name: str) -> Path:
    """`target-2`, or the first such name that nothing has."""
    number = 2
    while (templates / f"{name}-{number}").exists():
        number += 1
    return templates / f"{name}-{number}"
