"""The command that corrects what can be corrected without changing what is said."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import console
from generator.commands.arguments import BOOKLETS, OPTIONS, named
from generator.errors import GeneratorError
from generator.translation import _

if TYPE_CHECKING:
    from generator.correcting import Fix
    from generator.workspace import Workspace


def add_to(main: click.Group) -> None:
    """Give the command line its command `fix`."""

    @main.command(
        options_metavar=OPTIONS,
        help=_(
            "Show what can be corrected in the texts without changing what they say; with --write, correct it."
        ),
        epilog=_("Examples:\n  jixiao fix\n  jixiao fix 2024-self-evaluation --write"),
    )
    @BOOKLETS
    @click.option("--write", is_flag=True, help=_("Change the files. Default: only show."))
    def fix(booklets: tuple[str, ...], write: bool) -> None:
        from generator.workspace import Workspace

        workspace = Workspace.find(Path.cwd())
        folders, unknown = named(workspace, booklets)
        failed = 0
        for folder in folders:
            try:
                _fix(folder, workspace, write)
            except GeneratorError as error:
                failed += 1
                console.warn(str(error))
        if failed == len(folders):
            sys.exit(2)
        sys.exit(1 if unknown or failed else 0)


def _fix(folder: Path, workspace: Workspace, write: bool) -> None:
    from generator import correcting, pipeline

    loaded = pipeline.load(folder, workspace)
    if loaded.booklet is None:
        console.show(loaded.findings)
        raise GeneratorError(
            _("{name}: nothing is corrected while it cannot be read").format(name=workspace.shown(folder))
        )
    found = correcting.fixes(loaded.booklet, loaded.source)
    for each in found:
        _show(each)
    if not write or not found:
        words = _("{name}: corrections: {count}")
        if found:
            words += _(" (`jixiao fix --write` makes them)")
        console.warn(words.format(name=workspace.shown(folder), count=len(found)))
        return
    fixed = correcting.write(found, folder, loaded.source)
    for each in fixed.left:
        message = _("{place}: not changed, for the cell holds only a part of it; change it by hand")
        console.warn(message.format(place=each.location))
    for file in fixed.files:
        console.warn(_("{file}: written").format(file=workspace.shown(file)))


def _show(fix: Fix) -> None:
    from generator import correcting

    console.say(f"{fix.location}: {' '.join(fix.correction.codes)}")
    for before, after in correcting.differences(fix):
        console.say(f"  - {before}")
        console.say(f"  + {after}")
