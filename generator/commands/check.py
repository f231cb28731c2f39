"""The commands for those who check: findings, the rules and what they mean."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import console
from generator.commands.arguments import BOOKLETS, OPTIONS, check_no_input, named
from generator.errors import GeneratorError
from generator.translation import _

if TYPE_CHECKING:
    from generator.reporting.checked import Checked
    from generator.workspace import Workspace

_FORMATS = ("text", "json", "sarif", "markdown")


def add_to(main: click.Group) -> None:
    """Give the command line its commands about rules."""
    _add_check(main)
    _add_rules(main)
    _add_explain(main)


def _add_check(main: click.Group) -> None:
    @main.command(
        options_metavar=OPTIONS,
        help=_("Report what is wrong with booklets, each finding with its place."),
        epilog=_("Examples:\n  jixiao check\n  jixiao check inputs/2024-self-evaluation --format markdown\n"
                 "  jixiao check --write-baseline baseline.json\n  jixiao check --baseline baseline.json"),
    )  # fmt: skip
    @BOOKLETS
    @click.option(
        "--format", "form", type=click.Choice(_FORMATS), default="text",
        help=_("How to print the findings. Default: text."),
    )  # fmt: skip
    @click.option(
        "--baseline", type=click.Path(path_type=Path), metavar=_("FILE"),
        help=_("Report only what this file of an earlier check does not know."),
    )  # fmt: skip
    @click.option(
        "--write-baseline", type=click.Path(path_type=Path), metavar=_("FILE"),
        help=_("Write a file that knows all that is found now."),
    )  # fmt: skip
    @click.option(
        "--annotate", is_flag=True,
        help=_("Write a copy of each input workbook with the findings at their cells and a list of them in front."),
    )  # fmt: skip
    def check(
        booklets: tuple[str, ...],
        form: str,
        baseline: Path | None,
        write_baseline: Path | None,
        annotate: bool,
    ) -> None:
        from generator.finding import Severity
        from generator.workspace import Workspace

        workspace = Workspace.find(Path.cwd())
        folders, unknown = named(workspace, booklets)
        if write_baseline is not None:
            check_no_input(write_baseline)
        known = _known(baseline)
        checked, failed = _checked(folders, workspace)
        if write_baseline is not None:
            _write_baseline([each for _folder, each in checked], write_baseline)
        if known is not None:
            checked = [(folder, known(each)) for folder, each in checked]
        _print([each for _folder, each in checked], form)
        if annotate:
            failed += _annotate(checked, workspace)
        for failure in failed:
            console.warn(str(failure))
        if not checked:
            sys.exit(2)
        errors = any(found.severity is Severity.ERROR for _folder, each in checked for found in each.findings)
        sys.exit(1 if unknown or failed or errors else 0)


def _checked(
    folders: list[Path], workspace: Workspace
) -> tuple[list[tuple[Path, Checked]], list[GeneratorError]]:
    """The booklets that could be checked, and why others could not."""
    from generator import pipeline

    checked, failed = [], []
    known: pipeline.Known = {}
    for folder in folders:
        try:
            loaded = known[folder.resolve()] = pipeline.load(folder, workspace)
            checked.append((folder, pipeline.check(loaded, workspace, known)))
        except GeneratorError as error:
            failed.append(error)
    return checked, failed


def _annotate(checked: list[tuple[Path, Checked]], workspace: Workspace) -> list[GeneratorError]:
    """Write the marked copies; why some could not be written."""
    from generator import annotation

    failed = []
    for folder, each in checked:
        try:
            target = workspace.output_folder(folder) / annotation.FOLDER
            for file in annotation.annotate(folder, each, target, workspace.shown(target)):
                console.warn(_("{file}: written").format(file=workspace.shown(file)))
        except GeneratorError as error:
            failed.append(error)
    return failed


def _known(baseline: Path | None) -> Callable[[Checked], Checked] | None:
    """What takes away from a check all that the baseline knows."""
    if baseline is None:
        return None
    from generator.reporting import baseline as baselines

    known = baselines.read(baseline)
    return lambda checked: baselines.without_known(checked, known)


def _write_baseline(checked: list[Checked], file: Path) -> None:
    from generator.delivery import Delivery
    from generator.reporting import baseline as baselines

    with Delivery() as made, made.file(file, file.as_posix()) as stream:
        stream.write(baselines.write(checked).encode())
    console.warn(_("{file}: written").format(file=file.as_posix()))


def _print(checked: list[Checked], form: str) -> None:
    if form == "text":
        from generator.reporting import text

        for each in checked:
            for line in text.lines(each):
                console.say(line.text, line.severity)
            for words in text.summary(each):
                console.warn(words)
        return
    from generator.reporting import machine, markdown

    write = {"json": machine.report, "sarif": machine.sarif, "markdown": markdown.markdown}[form]
    sys.stdout.write(write(checked))


def _add_rules(main: click.Group) -> None:
    @main.command(
        "rules",
        options_metavar=OPTIONS,
        help=_("List the rules of `jixiao check`: code, severity, and what should be true."),
        epilog=_("Examples:\n  jixiao rules\n  jixiao rules --format markdown"),
    )
    @click.option(
        "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text",
        help=_("How to print them. Default: text."),
    )  # fmt: skip
    def list_rules(form: str) -> None:
        from generator import rulebook, rules

        if form == "markdown":
            sys.stdout.write(rulebook.markdown())
        elif form == "json":
            records = [rulebook.record(rule) for rule in rules.catalogue()]
            sys.stdout.write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
        else:
            for line in rulebook.listing():
                console.say(line)


def _add_explain(main: click.Group) -> None:
    @main.command(
        "explain",
        options_metavar=OPTIONS,
        help=_("Explain rules: why, what to do, a wrong and a right example, the source."),
        epilog=_("Examples:\n  jixiao explain SCO104\n  jixiao explain VAL101 TXT101"),
    )
    @click.argument("codes", metavar=_("CODE..."), nargs=-1, required=True)
    def explain(codes: tuple[str, ...]) -> None:
        from generator import rulebook

        for number, rule in enumerate([rulebook.find(code) for code in codes]):
            for line in [""] * bool(number) + list(rulebook.explanation(rule)):
                console.say(line)
