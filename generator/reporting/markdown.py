"""A check as Markdown, for a mail or a memo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import console
from generator.finding import Finding
from generator.reporting.checked import SEVERITIES, Checked, by_project, counts, place
from generator.reporting.remedies import remedy
from generator.translation import _


def markdown(booklets: Iterable[Checked]) -> str:
    """A section for each booklet: the numbers, then a table for each project."""
    return "\n".join(line for checked in booklets for line in _section(checked))


def _section(checked: Checked) -> Iterator[str]:
    groups = by_project(checked)
    yield from (f"## {_escaped(checked.name)}", "", console.summary(checked.findings), "")
    if not groups:
        return
    yield _row([_("Project"), *(console.severity_name(severity) for severity in SEVERITIES)])
    yield "|---|---:|---:|---:|"
    for name, findings in groups:
        yield _row([name or _("the booklet"), *map(str, counts(findings))])
    for name, findings in groups:
        yield from ("", f"### {_escaped(name) or _('the booklet')}", "")
        yield _row([_("Severity"), _("Code"), _("Place"), _("Field"), _("Problem"), _("What to do")])
        yield "|---|---|---|---|---|---|"
        for finding in sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)):
            yield _entry(finding, checked)
    yield ""


def _entry(finding: Finding, checked: Checked) -> str:
    where = place(finding, checked.data)
    field = " · ".join(filter(None, (where.indicator, where.field)))
    return _row(
        [
            console.severity_name(finding.severity),
            finding.code,
            str(finding.location),
            field,
            finding.message,
            remedy(finding.code),
        ]
    )


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    for sign in "\\`*_[]<>|#":
        text = text.replace(sign, "\\" + sign)
    return " ".join(text.split())
