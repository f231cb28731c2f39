"""A check as lines for people: errors first, hints last, repeated hints gathered, the numbers at the end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from generator import console
from generator.finding import Finding, Severity
from generator.location import Location, cell_name
from generator.reporting.checked import SEVERITIES, Checked, by_project, counts, project_position
from generator.translation import _, listed

_FEW = 2  # hints of one kind that stand one by one
_MOST_PLACES = 8  # that a gathered line names


class Line(NamedTuple):
    """A line, and the severity that colours it."""

    text: str
    severity: Severity


def lines(checked: Checked) -> Iterator[Line]:
    """The findings of a booklet."""
    for severity in SEVERITIES:
        chosen = [finding for finding in checked.findings if finding.severity is severity]
        for _together, group in groupby(sorted(chosen, key=_home), key=_home):
            for code, same in groupby(_by_code(list(group)), key=lambda finding: finding.code):
                yield from _told(list(same), severity, code)


def summary(checked: Checked) -> Iterator[str]:
    """How many findings there are in each project and in all."""
    yield from _table(by_project(checked))
    yield f"{checked.name}: {_total(checked)}"


def _home(finding: Finding) -> tuple[str, int]:
    """What keeps together what one person puts right: the file, and the project in it."""
    return finding.location.file, project_position(finding)


def _by_code(findings: list[Finding]) -> list[Finding]:
    """Hints of one kind together; the rest in reading order."""
    if findings and findings[0].severity is Severity.HINT:
        return sorted(findings, key=lambda finding: finding.code)
    return findings


def _told(findings: list[Finding], severity: Severity, code: str) -> Iterator[Line]:
    gathered = severity is Severity.HINT and len(findings) > _FEW
    for finding in findings[:1] if gathered else findings:
        more = ""
        if gathered:
            others = [_short(each.location, finding.location) for each in findings[1 : _MOST_PLACES + 1]]
            others += ["…"] * (len(findings) - 1 > _MOST_PLACES)
            more = _(" (and {count} more of this kind: {places})").format(
                count=len(findings) - 1, places=listed(others)
            )
        head = f"{finding.location}: {console.severity_name(severity)} {code}: "
        yield Line(head + finding.message + more, severity)


def _short(location: Location, first: Location) -> str:
    """A place without what it shares with the first one."""
    if location.file != first.file:
        return str(location)
    if location.sheet:
        cell = cell_name(location.row, location.column)
        return cell if location.sheet == first.sheet else f"{location.sheet}!{cell}"
    return ":".join(str(number) for number in (location.row, location.column) if number)


def _table(groups: list[tuple[str, list[Finding]]]) -> Iterator[str]:
    """A row a project, where there is more than one."""
    if len(groups) < 2:
        return
    heads = [console.severity_name(severity) for severity in SEVERITIES]
    rows = [(name or _("the booklet"), counts(findings)) for name, findings in groups]
    widest = max(console.width(name) for name, _numbers in rows)
    widths = [max(console.width(head), 4) for head in heads]
    yield " " * widest + "".join(
        "  " + _right(head, width) for head, width in zip(heads, widths, strict=True)
    )
    for name, numbers in rows:
        cells = (
            "  " + _right(str(number or "-"), width) for number, width in zip(numbers, widths, strict=True)
        )
        yield console.padded(name, widest) + "".join(cells)


def _total(checked: Checked) -> str:
    notes = [
        text.format(count=count)
        for text, count in (
            (_("exempted: {count}"), checked.exempted),
            (_("known before: {count}"), checked.known),
        )
        if count
    ]
    return listed([console.summary(checked.findings), *notes])


def _right(text: str, width: int) -> str:
    return " " * (width - console.width(text)) + text
