"""The command line: words in, words out, exit status 0 clean, 1 findings, 2 nothing done."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from generator import __version__, console
from generator.errors import GeneratorError
from generator.translation import _

_BOOKLETS = click.argument("booklets", nargs=-1, metavar="[BOOKLET]...")


class _Command(click.Command):
    """A command that turns an impossible run into one line and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GeneratorError as error:
            console.warn(str(error))
            sys.exit(2)
        except KeyboardInterrupt:
            console.warn(_("interrupted; nothing was left half-written"))
            sys.exit(2)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples stand as written, not refilled."""
        if self.epilog:
            formatter.write_paragraph()
            formatter.write(self.epilog + "\n")


class _Group(click.Group):
    command_class = _Command


def _options() -> dict[str, Any]:
    return {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(
    cls=_Group,
    context_settings=_options(),
    help=_("Checked, scored, printable booklets of budget performance forms, from Excel or YAML inputs."),
)
@click.version_option(
    __version__, "-V", "--version", prog_name="jixiao", help=_("Show the version and exit.")
)
@click.help_option("-h", "--help", help=_("Show this message and exit."))
def main() -> None:
    console.prepare()


@main.command(
    help=_("Build booklets: all under inputs/, or those named."),
    epilog=_("Examples:\n  jixiao build\n  jixiao build 2026-targets --format xlsx"),
)
@_BOOKLETS
@click.option(
    "--format", "formats", type=click.Choice(["xlsx", "docx"]), multiple=True,
    help=_("Only this format; may be given twice. Default: those that the booklet names."),
)  # fmt: skip
def build(booklets: tuple[str, ...], formats: tuple[str, ...]) -> None:
    from generator import pipeline
    from generator.workspace import Workspace

    workspace = Workspace.find(Path.cwd())
    results = []
    for folder in workspace.booklets(booklets):
        with console.Progress(folder.name) as progress:
            result = pipeline.build(folder, workspace, formats, progress.step)
        results.append(result)
        console.show(result.findings)
        for failure in result.failures:
            console.warn(failure)
        for file in result.files:
            console.say(file)
        if result.files:
            line = _("{name}: {count} projects; checks: {summary}")
            name = workspace.shown(folder)
            console.warn(
                line.format(name=name, count=result.projects, summary=console.summary(result.checked))
            )
        else:
            console.warn(_("{name}: not built").format(name=workspace.shown(folder)))
    if all(not result.files for result in results) and any(result.failures for result in results):
        sys.exit(2)
    sys.exit(1 if any(not result.files for result in results) else 0)


@main.command(
    help=_("Report what is wrong with booklets, each finding with its place."),
    epilog=_("Examples:\n  jixiao check\n  jixiao check inputs/2024-self-evaluation"),
)
@_BOOKLETS
def check(booklets: tuple[str, ...]) -> None:
    from generator import pipeline
    from generator.finding import Severity
    from generator.workspace import Workspace

    workspace = Workspace.find(Path.cwd())
    found, failed = [], []
    folders = workspace.booklets(booklets)
    for folder in folders:
        try:
            findings = pipeline.check(pipeline.load(folder, workspace))
        except GeneratorError as error:
            failed.append(folder)
            console.warn(str(error))
            continue
        found += findings
        console.show(findings)
        console.warn(f"{workspace.shown(folder)}: {console.summary(findings)}")
    if len(failed) == len(folders):
        sys.exit(2)
    sys.exit(1 if failed or any(finding.severity is Severity.ERROR for finding in found) else 0)


@main.command(
    help=_("Write the booklet in folder SRC anew in folder DST, as Excel if it is in YAML and the other way round."),
    epilog=_("Examples:\n  jixiao convert inputs/2024-self-evaluation inputs/2024-excel\n"
             "  jixiao convert inputs/2026-targets inputs/2026-yaml --to yaml"),
)  # fmt: skip
@click.argument("src", metavar="SRC")
@click.argument("dst", metavar="DST")
@click.option(
    "--to", type=click.Choice(["excel", "yaml"]), help=_("The kind of file to write. Default: the other one.")
)
def convert(src: str, dst: str, to: str | None) -> None:
    from generator import conversion

    source = Path(src)
    findings, written = conversion.convert(source, Path(dst), to)
    console.show(findings)
    if not written:
        sys.exit(1)
    console.say(Path(dst).as_posix())


@main.command(
    help=_("Make a workspace in folder DIR: example inputs and the templates of the official forms."),
    epilog=_("Examples:\n  jixiao init 绩效2026\n  cd 绩效2026\n  jixiao build"),
)
@click.argument("folder", metavar="DIR")
def init(folder: str) -> None:
    from generator import workspace

    for made in workspace.create(Path(folder)):
        console.say(made.as_posix())
