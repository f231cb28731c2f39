"""The commands for those who make templates."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import console
from generator.errors import GeneratorError
from generator.translation import _, listed

_KIND = click.option(
    "--kind",
    type=click.Choice(["自评表", "申报表"]),
    help=_("The form it is for. Default: found by its folder."),
)
_FILE = click.argument("file", metavar=_("FILE"), type=click.Path(path_type=Path))


def add_to(main: click.Group) -> None:
    """Give the command line its group `template`."""
    group = main.group(
        "template",
        cls=type(main),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGS]..."),
        help=_("Check, look at and copy templates."),
        epilog=_(
            "Examples:\n  jixiao template check templates/target/workbook.xlsx\n  jixiao template new 申报表"
        ),
    )(_template)
    _add_check(group)
    _add_fields(group)
    _add_preview(group)
    _add_new(group)


def _template() -> None:
    """Nothing by itself: its commands act."""


def _add_check(group: click.Group) -> None:
    @group.command(
        options_metavar=_("[OPTIONS]"),
        help=_("Report what is wrong with templates, without any data: tags, names, fields, merges, fonts."),
        epilog=_("Examples:\n  jixiao template check templates/target/workbook.xlsx templates/target/document.docx\n"
                 "  jixiao template check --kind 自评表 新表.docx"),
    )  # fmt: skip
    @click.argument("files", metavar=_("FILE..."), nargs=-1, required=True, type=click.Path(path_type=Path))
    @_KIND
    def check(files: tuple[Path, ...], kind: str | None) -> None:
        from generator.finding import Severity
        from generator.templating import checking

        wrong, failed = False, 0
        for file in files:
            try:
                checked = checking.check(file, kind)
            except GeneratorError as error:
                failed += 1
                console.warn(str(error))
                continue
            for remark in checked.remarks:
                console.say(f"{remark.place}: {console.severity_name(remark.severity)}: {remark.message}")
                wrong = wrong or remark.severity is Severity.ERROR
            line = (
                _("{file}: checked against the names of {kinds}; found: {count}")
                if checked.kinds
                else _("{file}: checked as far as its tags can be read; found: {count}")
            )
            kinds = listed(checked.kinds)
            console.warn(line.format(file=file.as_posix(), kinds=kinds, count=len(checked.remarks)))
        sys.exit(2 if failed == len(files) else 1 if wrong or failed else 0)


def _add_fields(group: click.Group) -> None:
    @group.command(
        options_metavar=_("[OPTIONS]"),
        help=_("List the names that a template reads, as a tree; [] marks a list, whose items follow."),
        epilog=_("Examples:\n  jixiao template fields templates/target/workbook.xlsx"),
    )
    @_FILE
    def fields(file: Path) -> None:
        from generator.templating import checking

        for line in checking.fields(file):
            console.say(line)


def _add_preview(group: click.Group) -> None:
    @group.command(
        options_metavar=_("[OPTIONS]"),
        help=_("Fill a template with three sample forms: the shortest, the longest, and one of odd text."),
        epilog=_("Examples:\n  jixiao template preview templates/target/document.docx --to 预览"),
    )
    @_FILE
    @_KIND
    @click.option(
        "--to",
        metavar=_("FOLDER"),
        type=click.Path(path_type=Path),
        default=Path(),
        help=_("The folder to write to. Default: here."),
    )
    def preview(file: Path, kind: str | None, to: Path) -> None:
        from generator.templating import preview as previews

        made, failures = previews.preview(file, to, kind)
        for failure in failures:
            console.warn(failure)
        if failures:
            sys.exit(1)
        console.say(made.as_posix())


def _add_new(group: click.Group) -> None:
    @group.command(
        options_metavar=_("[OPTIONS]"),
        help=_("Copy our templates of a form (自评表, 申报表, or the name of their folder) to start from."),
        epilog=_(
            "Examples:\n  jixiao template new 申报表\n  jixiao template new self-evaluation --to templates/2027"
        ),
    )
    @click.argument("kind", metavar=_("KIND"))
    @click.option(
        "--to",
        metavar=_("FOLDER"),
        type=click.Path(path_type=Path),
        help=_("The folder to copy to. Default: a new one under templates/."),
    )
    def new(kind: str, to: Path | None) -> None:
        from generator.templating import copies

        for file in copies.copy(kind, to):
            console.say(file.as_posix())
