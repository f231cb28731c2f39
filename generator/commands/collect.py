"""The command that puts together what came back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import console
from generator.commands.arguments import OPTIONS, future_folder
from generator.errors import GeneratorError
from generator.translation import _


def add_to(main: click.Group) -> None:
    """Give the command line its command `collect`."""

    @main.command(
        options_metavar=OPTIONS,
        help=_(
            "Compare the workbooks that came back with the booklet; with --write, put into it what only they changed."
        ),
        epilog=_("Examples:\n  jixiao collect 交回 --into 2026-targets\n"
                 "  jixiao collect 交回 --into 2026-targets --write\n"
                 "  jixiao collect 交回/甲单位.xlsx 交回/乙单位.xlsx --into inputs/2026-targets --format json"),
    )  # fmt: skip
    @click.argument(
        "places", metavar=_("FILE_OR_DIR..."), nargs=-1, required=True, type=click.Path(path_type=Path)
    )
    @click.option(
        "--into", "booklet", required=True, metavar=_("BOOKLET"),
        help=_("The booklet that they belong to; a new folder becomes one."),
    )  # fmt: skip
    @click.option("--write", is_flag=True, help=_("Change the booklet's files. Default: only report."))
    @click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text",
        help=_("How to print the report. Default: text."),
    )  # fmt: skip
    def collect(places: tuple[Path, ...], booklet: str, write: bool, form: str) -> None:
        from generator.collecting import report, target
        from generator.reading.folder import file_name

        folder, root = future_folder(booklet)
        opened = target.open_target(folder, root)
        if opened.problems:
            console.show(opened.problems)
            message = _("{name}: nothing is collected while it cannot be read")
            raise GeneratorError(message.format(name=file_name(folder, root)))
        opened, collected = target.collect(places, opened)
        if form == "text":
            for line in report.lines(collected):
                console.say(line)
        files = target.write(opened, collected) if write else []
        written = [file_name(file, root) for file in files]
        if form == "json":
            sys.stdout.write(report.machine(collected, written))
        for name in written:
            console.warn(_("{file}: written").format(file=name))
        console.warn(report.summary(collected))
        sys.exit(1 if report.needs_a_person(collected) else 0)
