"""The command that lays two booklets side by side."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import console
from generator.commands.arguments import OPTIONS, booklet_folder, check_no_input
from generator.errors import GeneratorError
from generator.location import Location
from generator.translation import _

if TYPE_CHECKING:
    from generator.comparing.comparison import Comparison, Side


def add_to(main: click.Group) -> None:
    """Give the command line its command `diff`."""

    @main.command(
        options_metavar=OPTIONS,
        help=_("Show what differs between two booklets of whatever years and forms: projects, amounts, goals, "
               "indicators, points. Exit status 0: nothing differs; 1: something does."),
        epilog=_("Examples:\n  jixiao diff 2024-self-evaluation 2026-targets\n"
                 "  jixiao diff 2025-targets 2026-targets --format markdown\n"
                 "  jixiao diff 2025-targets 2026-targets --format excel -o 对比.xlsx"),
    )  # fmt: skip
    @click.argument("one", metavar="A")
    @click.argument("other", metavar="B")
    @click.option(
        "--format", "form", type=click.Choice(["text", "markdown", "excel"]), default="text",
        help=_("How to show it. Default: text."),
    )  # fmt: skip
    @click.option(
        "-o", "--output", type=click.Path(path_type=Path), metavar=_("FILE"),
        help=_("The file to write; a workbook needs one."),
    )  # fmt: skip
    def diff(one: str, other: str, form: str, output: Path | None) -> None:
        from generator.comparing.comparison import compare

        if form == "excel" and output is None:
            raise GeneratorError(_("a workbook needs a file: add -o NAME.xlsx"))
        if output is not None:
            check_no_input(output)
        comparison = compare(_side(one), _side(other))
        _show(comparison, form, output)
        sys.exit(0 if comparison.is_equal else 1)


def _side(name: str) -> Side:
    """A booklet by its name or folder.

    Raises: GeneratorError when it cannot be read.
    """
    from generator import pipeline, scoring
    from generator.comparing.comparison import Side
    from generator.workspace import Workspace

    folder, root = booklet_folder(name)
    booklet = pipeline.load(folder, Workspace(root)).booklet
    if booklet is None:
        shown = Workspace(root).shown(folder)
        raise GeneratorError(_("cannot be read; `jixiao check` says why"), Location(shown))
    title = f"{folder.resolve().name} ({booklet.year} {booklet.kind})"
    return Side(title, booklet, scoring.score_booklet(booklet))


def _show(comparison: Comparison, form: str, output: Path | None) -> None:
    from generator.comparing import markdown, text

    if form == "excel":
        from generator.comparing.workbook import workbook_bytes

        content = workbook_bytes(comparison)
    elif form == "markdown":
        content = markdown.markdown(comparison).encode()
    else:
        content = "".join(line + "\n" for line in text.lines(comparison)).encode()
    if output is None:
        for line in content.decode().splitlines():
            console.say(line)
        return
    from generator.delivery import Delivery

    with Delivery() as made, made.file(output, output.as_posix()) as stream:
        stream.write(content)
    console.warn(_("{file}: written").format(file=output.as_posix()))
