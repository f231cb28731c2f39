"""The command that shows how scores come about."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from generator import console
from generator.commands.arguments import OPTIONS, named
from generator.errors import GeneratorError
from generator.translation import _

if TYPE_CHECKING:
    from generator.scorecard import Card
    from generator.workspace import Workspace


class _Scored(NamedTuple):
    booklet: str  # as messages name it
    card: Card


def add_to(main: click.Group) -> None:
    """Give the command line its command about scores."""

    @main.command(
        options_metavar=OPTIONS,
        help=_("Show step by step how the scores of self-evaluations come about: all, or those of the projects named "
               "(a part of the name will do)."),
        epilog=_("Examples:\n  jixiao score\n  jixiao score 高性能计算\n"
                 "  jixiao score 开办经费 --booklet 2024-self-evaluation --format json"),
    )  # fmt: skip
    @click.argument("projects", metavar=_("[PROJECT]..."), nargs=-1)
    @click.option(
        "--booklet", "booklets", metavar=_("NAME"), multiple=True,
        help=_("Only this booklet; may be given twice. Default: all with self-evaluations."),
    )  # fmt: skip
    @click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text",
        help=_("How to print them. Default: text."),
    )  # fmt: skip
    def score(projects: tuple[str, ...], booklets: tuple[str, ...], form: str) -> None:
        from generator.workspace import Workspace

        workspace = Workspace.find(Path.cwd())
        folders, wrong = named(workspace, booklets)
        scored: list[_Scored] = []
        for folder in folders:
            found, readable = _cards(folder, workspace, asked=bool(booklets))
            scored += found
            wrong = wrong or not readable
        if not scored:
            if not wrong:
                console.warn(_("there is no self-evaluation here"))
            sys.exit(2)
        shown, unknown = _named(projects, scored)
        _print(shown, form)
        sys.exit(2 if unknown and not shown else 1 if unknown or wrong else 0)


def _cards(folder: Path, workspace: Workspace, asked: bool) -> tuple[list[_Scored], bool]:
    """The cards of a booklet, and whether it could be read; target forms have none, which only who asked is told."""
    from generator import pipeline, scorecard, scoring

    try:
        booklet = pipeline.load(folder, workspace).booklet
    except GeneratorError as error:
        console.warn(str(error))
        return [], False
    name = workspace.shown(folder)
    if booklet is None:
        console.warn(_("{name}: cannot be read; `jixiao check` says why").format(name=name))
        return [], False
    if asked and not booklet.evaluations:
        console.warn(_("{name}: target forms have no scores").format(name=name))
    scores = scoring.score_booklet(booklet)
    return [
        _Scored(name, scorecard.card(project, score, booklet.scoring))
        for project, score in zip(booklet.evaluations, scores, strict=True)
    ], True


def _named(projects: tuple[str, ...], scored: list[_Scored]) -> tuple[list[_Scored], bool]:
    """What is to be shown, and whether there is a name without a project."""
    from generator import scorecard

    if not projects:
        return scored, False
    positions: list[int] = []
    unknown = False
    for word in projects:
        try:
            positions += scorecard.chosen(word, [each.card.project for each in scored])
        except GeneratorError as error:
            console.warn(str(error))
            unknown = True
    return [scored[position] for position in dict.fromkeys(positions)], unknown


def _print(scored: list[_Scored], form: str) -> None:
    from generator import scorecard

    if form == "json":
        records = [{"booklet": each.booklet, "score": scorecard.record(each.card)} for each in scored]
        sys.stdout.write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
        return
    several = len({each.booklet for each in scored}) > 1
    for number, each in enumerate(scored):
        title, *steps = scorecard.lines(each.card)
        if several:
            title = _("{project} ({booklet})").format(project=title, booklet=each.booklet)
        for line in [*[""] * bool(number), title, *steps]:
            console.say(line)
