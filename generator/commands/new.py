"""The command that begins a new booklet with workbooks to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import console
from generator.commands.arguments import OPTIONS
from generator.errors import GeneratorError
from generator.translation import _, listed

if TYPE_CHECKING:
    from generator.filling.booklet import Made
    from generator.filling.head import Earlier
    from generator.workspace import Workspace

_MOST_NAMES = 6  # that a line lists


def add_to(main: click.Group) -> None:
    """Give the command line its command `new`."""

    @main.command(
        options_metavar=OPTIONS,
        help=_(
            "Begin a booklet of a KIND (自评表 or 申报表) for a YEAR: a folder under inputs/ with booklet.yaml and a"
            " workbook made for filling in. Nothing is overwritten."
        ),
        epilog=_(
            "Examples:\n  jixiao new 申报表 2027\n  jixiao new 自评表 2026 --from 2026-targets\n"
            "  jixiao new 自评表 2026 --from 2026-targets --unit 信息中心 --unit 数据中心 --to 下发"
        ),
    )
    @click.argument("kind", metavar=_("KIND"), type=click.Choice(["自评表", "申报表"]))
    @click.argument("year", metavar=_("YEAR"), type=click.IntRange(2000, 2099))
    @click.option(
        "--unit", "units", metavar=_("UNIT"), multiple=True,
        help=_("Write a workbook for this unit with its own projects; may be given several times."),
    )  # fmt: skip
    @click.option(
        "--from", "source", metavar=_("BOOKLET"),
        help=_("Carry over the projects, indicators and targets of this booklet."),
    )  # fmt: skip
    @click.option(
        "--to", type=click.Path(path_type=Path), metavar=_("DIR"),
        help=_("The folder for the workbooks. Default: beside booklet.yaml."),
    )  # fmt: skip
    @click.option(
        "--rows", type=click.IntRange(1, 1000), default=20,
        help=_("How many blank rows for projects to prepare. Default: 20."),
    )  # fmt: skip
    def new(
        kind: str, year: int, units: tuple[str, ...], source: str | None, to: Path | None, rows: int
    ) -> None:
        from generator.filling.booklet import Order, make
        from generator.workspace import Workspace

        workspace = Workspace.find(Path.cwd())
        earlier = None if source is None else _earlier(source, workspace)
        _tell(make(Order(kind, year, units, earlier, to, rows), workspace), earlier, year, workspace)


def _earlier(name: str, workspace: Workspace) -> Earlier:
    from generator import pipeline
    from generator.filling.head import Earlier
    from generator.model.booklet import PROJECTS
    from generator.workspace import INPUTS

    folder = workspace.booklet(name)
    loaded = pipeline.load(folder, workspace)
    if loaded.booklet is None:
        console.show(loaded.findings)
        message = _("{name}: nothing is carried over while it cannot be read")
        raise GeneratorError(message.format(name=workspace.shown(folder)))
    head = {key: value for key, value in loaded.source.data.items() if key != PROJECTS}
    known = folder.resolve().parent == (workspace.root / INPUTS).resolve()
    return Earlier(loaded.booklet, head, folder.resolve().name if known else workspace.shown(folder))


def _tell(made: Made, earlier: Earlier | None, year: int, workspace: Workspace) -> None:
    for file in made.files:
        console.say(workspace.shown(file))
    for revision in made.revisions:
        line = _("{place}: speaks of {years}; revise it for {year}")
        console.say(line.format(place=revision.place, years=listed(revision.years), year=year))
    if earlier is not None:
        line = _("carried over from {name} ({year}): {count} projects")
        of = earlier.booklet.year
        console.warn(line.format(name=earlier.name, year=of, count=made.projects))
        if made.kind == "自评表" and earlier.booklet.kind == "申报表" and of != year:
            line = _("the targets and amounts were declared for {of}, not for {year}: check each of them")
            console.warn(line.format(of=of, year=year))
    if made.left:
        line = _("{count} projects of other units are in no workbook: {names}")
        shown = listed(made.left[:_MOST_NAMES]) + ("…" if len(made.left) > _MOST_NAMES else "")
        console.warn(line.format(count=len(made.left), names=shown))
    line = _("fill in the workbooks, put them beside booklet.yaml, then: jixiao check {name}")
    console.warn(line.format(name=made.files[0].parent.name))
