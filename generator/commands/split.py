"""The command that makes a workbook for each unit."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import console
from generator.commands.arguments import OPTIONS, booklet_folder
from generator.finding import Severity
from generator.translation import _


def add_to(main: click.Group) -> None:
    """Give the command line its command `split`."""

    @main.command(
        options_metavar=OPTIONS,
        help=_("Write one workbook for each unit with its own projects, to be filled in and collected again."),
        epilog=_("Examples:\n  jixiao split 2026-targets --to 发放\n"
                 "  jixiao split inputs/2024-self-evaluation --by 主管部门 --to 发放2024"),
    )  # fmt: skip
    @click.argument("booklet", metavar=_("BOOKLET"))
    @click.option(
        "--by", default="实施单位", metavar=_("LABEL"),
        help=_("The column that says who gets a project: 实施单位, 主管部门 or an extra field. Default: 实施单位."),
    )  # fmt: skip
    @click.option(
        "--to", "target", required=True, type=click.Path(path_type=Path), metavar=_("DIR"),
        help=_("The folder for the workbooks, new or empty."),
    )  # fmt: skip
    def split(booklet: str, by: str, target: Path) -> None:
        from generator.collecting import splitting
        from generator.reading.folder import read_booklet

        folder, root = booklet_folder(booklet)
        source = read_booklet(folder, root)
        console.show(source.problems)
        if any(finding.severity is Severity.ERROR for finding in source.problems):
            console.warn(_("{name}: nothing is split while it cannot be read").format(name=booklet))
            sys.exit(1)
        parcels = splitting.split(source.data, folder.resolve().name, by.strip(), target)
        for parcel in parcels:
            words = _("{file}: projects: {count}")
            file = (target / parcel.file).as_posix()
            console.say(words.format(file=file, count=len(parcel.projects)))
