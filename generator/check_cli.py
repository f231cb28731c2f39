"""The commands for those who check: rules and what they mean."""

from __future__ import annotations

import json
import sys

import click

from generator import console
from generator.translation import _

_OPTIONS = _("[OPTIONS]")


def add_to(main: click.Group) -> None:
    """Give the command line its commands about rules."""
    _add_rules(main)
    _add_explain(main)


def _add_rules(main: click.Group) -> None:
    @main.command(
        "rules",
        options_metavar=_OPTIONS,
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
        options_metavar=_OPTIONS,
        help=_("Explain rules: why, what to do, a wrong and a right example, the source."),
        epilog=_("Examples:\n  jixiao explain SCO104\n  jixiao explain VAL101 TXT101"),
    )
    @click.argument("codes", metavar=_("CODE..."), nargs=-1, required=True)
    def explain(codes: tuple[str, ...]) -> None:
        from generator import rulebook

        for number, rule in enumerate([rulebook.find(code) for code in codes]):
            for line in [""] * bool(number) + list(rulebook.explanation(rule)):
                console.say(line)
