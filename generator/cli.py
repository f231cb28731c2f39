"""The command line: words in, words out, exit status 0 clean, 1 findings, 2 nothing done."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Any

import click

from generator import __version__, console
from generator.commands import (
    built,
    check,
    collect,
    diff,
    fix,
    new,
    pull,
    schema,
    score,
    split,
    template,
    watch,
)
from generator.commands.arguments import BOOKLETS, OPTIONS, booklet_folder, named
from generator.errors import GeneratorError
from generator.translation import _


def _format_examples(command: click.Command, formatter: click.HelpFormatter) -> None:
    """Examples stand as written, not refilled."""
    if command.epilog:
        formatter.write_paragraph()
        formatter.write(command.epilog + "\n")


class _Command(click.Command):
    """A command that turns an impossible run into one line and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GeneratorError as error:
            console.warn(str(error))
            sys.exit(2)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read our words has gone: click knows what to do
                raise
            console.warn(f"{error.filename or _('error')}: {error.strerror or error}")
            sys.exit(2)
        except KeyboardInterrupt:
            console.warn(_("interrupted; nothing was left half-written"))
            sys.exit(2)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _format_examples(self, formatter)


class _Group(click.Group):
    command_class = _Command

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _format_examples(self, formatter)


def _options() -> dict[str, Any]:
    return {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(
    cls=_Group,
    context_settings=_options(),
    options_metavar=OPTIONS,
    subcommand_metavar=_("COMMAND [ARGS]..."),
    help=_("Checked, scored, printable booklets of budget performance forms, from Excel or YAML inputs."),
    epilog=_("Examples:\n  jixiao init 绩效2026\n  jixiao build\n  jixiao check 2026-targets"),
)
@click.version_option(
    __version__,
    "-V",
    "--version",
    prog_name="jixiao",
    message=_("%(prog)s, version %(version)s"),
    help=_("Show the version and exit."),
)
@click.help_option("-h", "--help", help=_("Show this message and exit."))
def main() -> None:
    console.prepare()


@main.command(
    options_metavar=OPTIONS,
    help=_("Build booklets: all under inputs/, or those named."),
    epilog=_("Examples:\n  jixiao build\n  jixiao build 2026-targets --format xlsx"),
)
@BOOKLETS
@click.option(
    "--format", "formats", type=click.Choice(["xlsx", "docx"]), multiple=True,
    help=_("Only this format; may be given twice. Default: those that the booklet names."),
)  # fmt: skip
@click.option(
    "--verify", is_flag=True, help=_("Read the files back and prove that every value of the inputs is there.")
)
@click.option("--strict", is_flag=True, help=_("Build nothing of a booklet in which the checks find errors."))
def build(booklets: tuple[str, ...], formats: tuple[str, ...], verify: bool, strict: bool) -> None:
    from generator import pipeline
    from generator.workspace import Workspace

    workspace = Workspace.find(Path.cwd())
    folders, unknown = named(workspace, booklets)
    results = []
    known: pipeline.Known = {}
    for folder in folders:
        with console.Progress(folder.name) as progress:
            result = pipeline.build(
                folder, workspace, formats, progress.step, verify=verify, strict=strict, known=known
            )
        results.append(result)
        built.show(result, workspace)
        for account in result.accounts:
            console.warn(account.summary(result.projects))
    if all(result.failures for result in results):
        sys.exit(2)
    sys.exit(1 if unknown or any(not r.files or r.failures or r.lost for r in results) else 0)


@main.command(
    options_metavar=OPTIONS,
    help=_("Write the booklet in folder SRC anew in folder DST, as Excel if it is in YAML and the other way round."),
    epilog=_("Examples:\n  jixiao convert inputs/2024-self-evaluation inputs/2024-excel\n"
             "  jixiao convert inputs/2026-targets inputs/2026-yaml --to yaml"),
)  # fmt: skip
@click.argument("src", metavar=_("SRC"))
@click.argument("dst", metavar=_("DST"))
@click.option(
    "--to", type=click.Choice(["excel", "yaml"]), help=_("The kind of file to write. Default: the other one.")
)
def convert(src: str, dst: str, to: str | None) -> None:
    from generator import conversion

    folder, root = booklet_folder(src)
    findings, written = conversion.convert(folder, root, Path(dst), to)
    console.show(findings)
    if not written:
        sys.exit(1)
    console.say(Path(dst).as_posix())


@main.command(
    options_metavar=OPTIONS,
    help=_("Make a workspace in folder DIR: example inputs and the templates of the official forms."),
    epilog=_("Examples:\n  jixiao init 绩效2026\n  cd 绩效2026\n  jixiao build"),
)
@click.argument("folder", metavar=_("DIR"))
def init(folder: str) -> None:
    from generator import conversion, workspace

    for made in workspace.create(Path(folder)):
        console.say(made.as_posix())
    conversion.add_schemas(Path(folder) / workspace.INPUTS)


check.add_to(main)
split.add_to(main)
collect.add_to(main)
diff.add_to(main)
fix.add_to(main)
new.add_to(main)
pull.add_to(main)
schema.add_to(main)
score.add_to(main)
template.add_to(main)
watch.add_to(main)
