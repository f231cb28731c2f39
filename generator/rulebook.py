"""The rules in words: a list, one rule explained, and the page that docs/rules.md keeps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator import console, rules
from generator.errors import GeneratorError
from generator.model.booklet import Booklet
from generator.nearest import did_you_mean
from generator.rules.rule import (
    Comparison,
    Declaration,
    Evaluation,
    Form,
    Review,
    Rule,
    ScoredBooklet,
    Subject,
    Succession,
)
from generator.translation import _


def family_title(letters: str) -> str:
    """What the rules whose codes begin with these letters are about."""
    return {
        "CHK": _("exemptions"),
        "EXP": _("explanations"),
        "FND": _("amounts"),
        "FRM": _("the form"),
        "GOL": _("goals"),
        "LVL": _("the system of indicators"),
        "SCO": _("scores"),
        "TXT": _("texts"),
        "VAL": _("values"),
        "YRS": _("across years"),
    }.get(letters, letters)


def subject_title(subject: type[Subject]) -> str:
    """What a rule looks at."""
    titles: dict[type[Subject], str] = {
        Booklet: _("the booklet as a whole"),
        ScoredBooklet: _("the booklet as a whole"),
        Form: _("both forms"),
        Evaluation: _("self-evaluations"),
        Declaration: _("target forms"),
        Comparison: _("a booklet and the one it is compared with"),
        Succession: _("a form and the same project's form in the booklet it is compared with"),
        Review: _("exemptions"),
    }
    return titles[subject]


def find(code: str) -> Rule:
    """The rule with a code, in capitals or not.

    Raises: GeneratorError when there is none.
    """
    known = {rule.code: rule for rule in rules.catalogue()}
    if found := known.get(code.strip().upper()):
        return found
    raise GeneratorError(_("there is no rule {code}").format(code=code) + did_you_mean(code.upper(), known))


def listing() -> Iterator[str]:
    """A line for each rule: code, severity, sentence."""
    for rule in rules.catalogue():
        yield f"{rule.code}  {console.severity_name(rule.severity)}  {_(rule.account.sentence)}"


def explanation(rule: Rule) -> Iterator[str]:
    """The lines that explain one rule."""
    account = rule.account
    yield f"{rule.code}  {console.severity_name(rule.severity)}  {_(account.sentence)}"
    yield _("Looks at: {subject}").format(subject=subject_title(rule.subject))
    yield ""
    yield _(account.why)
    yield _("What to do: {remedy}").format(remedy=_(account.remedy))
    for title, example in ((_("Wrong:"), account.bad), (_("Right:"), account.good)):
        yield title
        yield from (f"  {line}" for line in example.splitlines())
    yield _("Source: {source}").format(source=account.source)


def record(rule: Rule) -> dict[str, str]:
    """What a program may want to know of a rule."""
    account = rule.account
    return {
        "code": rule.code,
        "severity": rule.severity.value,
        "subject": rule.subject.__name__,
        "sentence": _(account.sentence),
        "why": _(account.why),
        "remedy": _(account.remedy),
        "bad": account.bad,
        "good": account.good,
        "source": account.source,
    }


def markdown() -> str:
    """All rules as a page: a table of each family, then every rule."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# " + _("Rules")
    yield ""
    yield _(
        "Written by `jixiao rules --format markdown`. Errors make `jixiao check` exit with 1; warnings and hints "
        "rest on a guess and ask for a second look. Limits and lists of words are settings under `检查` and `计分`."
    )
    families = [(key, list(group)) for key, group in groupby(rules.catalogue(), lambda rule: rule.code[:3])]
    for letters, family in families:
        yield from ("", f"## {letters} {family_title(letters)}", "")
        yield "| " + " | ".join((_("Code"), _("Severity"), _("Should be"))) + " |"
        yield "|---|---|---|"
        for rule in family:
            sentence = _(rule.account.sentence)
            severity = console.severity_name(rule.severity)
            yield f"| [{rule.code}](#{rule.code.lower()}) | {severity} | {sentence} |"
        for rule in family:
            yield from _entry(rule)


def _entry(rule: Rule) -> Iterator[str]:
    account = rule.account
    yield from ("", f"### {rule.code}", "", f"**{_(account.sentence)}**", "", _(account.why), "")
    yield "- " + _("Looks at: {subject}").format(subject=subject_title(rule.subject))
    yield "- " + _("What to do: {remedy}").format(remedy=_(account.remedy))
    yield "- " + _("Source: {source}").format(source=account.source)
    for title, example in ((_("Wrong:"), account.bad), (_("Right:"), account.good)):
        yield from ("", title, "", "```yaml", *example.splitlines(), "```")
