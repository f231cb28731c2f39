"""The command that builds again whenever a file is saved."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import console
from generator.commands.arguments import BOOKLETS, OPTIONS, named
from generator.errors import GeneratorError
from generator.translation import _, listed

if TYPE_CHECKING:
    from generator.watching.watch import Uses
    from generator.workspace import Workspace

_PAUSE = 0.3  # seconds between two looks


def add_to(main: click.Group) -> None:
    """Give the command line its command that watches."""

    @main.command(
        options_metavar=OPTIONS,
        help=_("Build booklets, and again whatever a saved file touches; Ctrl-C ends it."),
        epilog=_("Examples:\n  jixiao watch\n  jixiao watch 2026-targets\n  jixiao watch --check"),
    )
    @BOOKLETS
    @click.option("--check", "only_check", is_flag=True, help=_("Only check, and build nothing."))
    def watch(booklets: tuple[str, ...], only_check: bool) -> None:
        from generator.watching.watch import Watch
        from generator.workspace import INPUTS, TEMPLATES, Workspace

        workspace = Workspace.find(Path.cwd())
        folders, unknown = named(workspace, booklets) if booklets else ([], False)
        if unknown:
            sys.exit(2)
        work = _Checking(workspace) if only_check else _Building(workspace)
        watching = Watch(workspace.root / INPUTS, workspace.root / TEMPLATES, folders, work, time.monotonic)
        try:
            watching.start()
            work.tell(
                _("watching {inputs} and {templates}; Ctrl-C ends it").format(
                    inputs=INPUTS, templates=TEMPLATES
                )
            )
            while True:
                time.sleep(_PAUSE)
                watching.tick()
        except KeyboardInterrupt:
            console.warn(_("watching has ended"))


class _Working:
    """What both ways of working share."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def uses(self, folder: Path) -> Uses:
        """The template and the other booklets that a booklet names."""
        from generator.reading.yaml_source import read_yaml
        from generator.tree import texts
        from generator.watching.watch import HEAD, Uses

        head = read_yaml(folder / HEAD, HEAD).data
        template, compared = head.get("模板", ""), head.get("对照", "")
        names = [compared] if isinstance(compared, str) and compared else texts(compared)
        template = template.strip() if isinstance(template, str) else ""
        return Uses(
            template, tuple(texts(head.get("输出", ""))) or ("xlsx", "docx"), tuple(self._folders(names))
        )

    def _folders(self, names: list[str]) -> list[Path]:
        found = []
        for name in names:
            try:
                found.append(self._workspace.booklet(name.strip()))
            except GeneratorError:  # the checks say it
                continue
        return found

    def tell(self, line: str) -> None:
        """A line beside the results, at once."""
        console.warn(line)
        sys.stderr.flush()

    def shown(self, path: Path) -> str:
        """A path from the workspace's folder."""
        return self._workspace.shown(path)


class _Building(_Working):
    """Builds what has changed."""

    def make(self, folder: Path, formats: tuple[str, ...]) -> bool:
        """Build a booklet; whether its files could be written."""
        from generator import pipeline
        from generator.commands.built import show

        result = pipeline.build(folder, self._workspace, formats)
        show(result, self._workspace)
        sys.stdout.flush()
        return not result.failures

    def doing(self, folder: Path, formats: tuple[str, ...]) -> str:
        """`building inputs/x: xlsx`."""
        formats = formats or self.uses(folder).formats
        return _("building {name}: {formats}").format(name=self.shown(folder), formats=listed(formats))

    def is_free(self, folder: Path) -> bool:
        """Whether no program holds one of the booklet's outputs."""
        from generator import delivery

        return delivery.is_free(self._workspace.output_folder(folder))


class _Checking(_Working):
    """Checks what has changed."""

    def make(self, folder: Path, formats: tuple[str, ...]) -> bool:
        """Check a booklet, whatever the formats."""
        from generator import pipeline
        from generator.reporting import text

        try:
            checked = pipeline.check(pipeline.load(folder, self._workspace), self._workspace)
        except GeneratorError as error:
            console.warn(str(error))
            return True
        for line in text.lines(checked):
            console.say(line.text, line.severity)
        for words in text.summary(checked):
            console.warn(words)
        sys.stdout.flush()
        return True

    def doing(self, folder: Path, formats: tuple[str, ...]) -> str:
        """`checking inputs/x`, whatever the formats."""
        return _("checking {name}").format(name=self.shown(folder))

    def is_free(self, folder: Path) -> bool:
        """Nothing is written, so nothing stands in the way."""
        return True
