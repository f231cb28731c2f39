"""The command for those who write YAML in an editor."""

from __future__ import annotations

from pathlib import Path

import click

from generator import console
from generator.commands.arguments import OPTIONS
from generator.errors import GeneratorError
from generator.translation import _


def add_to(main: click.Group) -> None:
    """Give the command line its command about schemas."""

    @main.command(
        options_metavar=OPTIONS,
        help=_("Write JSON Schemas, by which editors complete and check the YAML files."),
        epilog=_("Examples:\n  jixiao schema\n  jixiao schema --kind 自评表\n"
                 "  jixiao schema --booklet 2024-self-evaluation"),
    )  # fmt: skip
    @click.option(
        "--kind", type=click.Choice(["自评表", "申报表"]),
        help=_("Only that of the projects of this kind of form; without a folder it is printed."),
    )  # fmt: skip
    @click.option(
        "--booklet",
        metavar=_("BOOKLET"),
        help=_("Only that of the projects of this booklet, with its 附加字段."),
    )
    @click.option(
        "-o", "--output", type=click.Path(path_type=Path), metavar=_("DIR"),
        help=_("The folder to write into. Default: inputs/.schema."),
    )  # fmt: skip
    def schema(kind: str | None, booklet: str | None, output: Path | None) -> None:
        from generator.schema import documents, files

        if kind and not (booklet or output):
            click.echo(documents.as_json(documents.project_schema(kind)), nl=False)
            return
        if booklet:
            written = _write_own(booklet, output)
        elif output and kind:
            written = files.write(output, (kind,))
        else:
            written = files.write(output or _inputs() / files.FOLDER)
        for file in written:
            console.say(file.as_posix())


def _inputs() -> Path:
    from generator.workspace import INPUTS, Workspace

    return Workspace.find(Path.cwd()).root / INPUTS


def _write_own(name: str, output: Path | None) -> list[Path]:
    """The schema of one booklet's projects."""
    from generator.location import Location
    from generator.reading.folder import read_booklet
    from generator.schema import files
    from generator.workspace import Workspace

    workspace = Workspace.find(Path.cwd())
    folder = workspace.booklet(name)
    head = read_booklet(folder, workspace.root).data
    if head.get("表种") not in ("自评表", "申报表"):
        raise GeneratorError(_("the booklet.yaml does not say which 表种"), Location(workspace.shown(folder)))
    return files.write_own(output or files.folder_for(folder), folder.resolve().name, head)
