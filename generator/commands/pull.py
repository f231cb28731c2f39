"""The command that takes what was edited in a produced workbook back into the inputs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import console
from generator.commands.arguments import OPTIONS
from generator.errors import GeneratorError
from generator.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.finding import Finding
    from generator.pulling.run import Pulled
    from generator.workspace import Workspace


def add_to(main: click.Group) -> None:
    """Give the command line its command `pull`."""

    @main.command(
        options_metavar=OPTIONS,
        help=_(
            "Show what was edited in produced workbooks, compared with the inputs; with --write, change the inputs."
        ),
        epilog=_("Examples:\n  jixiao pull outputs/2024-self-evaluation/*.xlsx\n"
                 "  jixiao pull 自评表-修改.xlsx --booklet 2024-self-evaluation --write"),
    )  # fmt: skip
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar=_("FILE..."))
    @click.option(
        "--booklet", default="", metavar=_("BOOKLET"),
        help=_("The booklet whose inputs are meant. Default: the one that the file was made of."),
    )  # fmt: skip
    @click.option("--write", is_flag=True, help=_("Change the files. Default: only show."))
    @click.option(
        "--stated", is_flag=True, help=_("Take computed values that were edited as stated in the inputs.")
    )
    @click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text",
        help=_("How to print what was found. Default: text."),
    )  # fmt: skip
    def pull(files: tuple[Path, ...], booklet: str, write: bool, stated: bool, form: str) -> None:
        from generator.workspace import Workspace

        run = _Run(Workspace.find(Path.cwd()), write=write)
        for file in files:
            run.file(file, booklet, stated=stated, shows=form == "text")
        if form == "json":
            console.say(json.dumps(run.records, ensure_ascii=False))
        if run.failed == len(files):
            sys.exit(2)
        sys.exit(1 if run.failed or run.open else 0)


class _Run:
    """The files of one command, and what became of them."""

    def __init__(self, workspace: Workspace, *, write: bool) -> None:
        self._workspace, self._write = workspace, write
        self.failed, self.open = 0, False
        self.records: list[dict[str, Any]] = []

    def file(self, file: Path, booklet: str, *, stated: bool, shows: bool) -> None:
        """Pull one file; a failure leaves the others their turn."""
        from generator.pulling import run, telling

        try:
            pulled = run.pull(file, booklet, self._workspace, stated=stated)
            for remark in pulled.remarks:
                console.warn(f"{pulled.file}: {remark}")
        except GeneratorError as error:
            self.failed += 1
            console.show(getattr(error, "findings", []))
            console.warn(str(error))
            return
        for outcome in pulled.plan.outcomes:
            self.records.append({"file": pulled.file, **telling.record(outcome)})
            if shows:
                console.say(telling.line(outcome))
        self.open |= telling.is_open(pulled.plan) or bool(pulled.findings)
        console.warn(self._summary(pulled))
        self._finish(pulled)

    def _finish(self, pulled: Pulled) -> None:
        """Write what can be written, or tell why it cannot."""
        from generator.pulling import run

        _tell_wrong(pulled.findings)
        if not self._write or pulled.plan.is_empty:
            return
        try:
            for path in run.write(pulled, self._workspace):
                console.warn(_("{file}: written").format(file=self._workspace.shown(path)))
        except GeneratorError as error:
            self.open = True
            _tell_wrong(getattr(error, "findings", []))
            console.warn(str(error))

    def _summary(self, pulled: Pulled) -> str:
        from generator.pulling import telling

        line = f"{pulled.file}: {telling.summary(pulled.plan)}"
        if not pulled.plan.is_empty and not self._write:
            line += _(" (`jixiao pull --write` puts the changes into the inputs)")
        return line


def _tell_wrong(findings: Iterable[Finding]) -> None:
    """What would be wrong with the inputs."""
    for finding in findings:
        console.warn(_("with these changes: {finding}").format(finding=finding))
