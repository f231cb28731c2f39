"""What the check of one booklet found, by project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from generator import tree
from generator.finding import Finding, Severity

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.HINT)  # what is wrong first
_PROJECTS, _NAME, _INDICATORS, _INDICATOR = "项目列表", "项目名称", "绩效指标", "三级指标"


class Checked(NamedTuple):
    """A checked booklet: what stands, and how much was taken away."""

    name: str  # what messages call its folder
    data: tree.Mapping  # as read, blanks left out
    findings: list[Finding]
    exempted: int = 0  # findings that the inputs exempt
    known: int = 0  # findings that a baseline holds


class Place(NamedTuple):
    """Where in the forms a finding stands, in words."""

    project: str  # name; empty for the booklet as a whole
    indicator: str  # number and name; empty elsewhere
    field: str  # label; empty for a record as a whole
    value: str  # what stands there


def place(finding: Finding, data: tree.Mapping) -> Place:
    """The words for the place of a finding."""
    path = finding.path
    project: tree.Tree = {}
    indicator = ""
    if len(path) > 1 and path[0] == _PROJECTS:
        project = _step(data.get(_PROJECTS, []), path[1])
        if len(path) > 3 and path[2] == _INDICATORS and isinstance(path[3], int):
            record = _step(_step(project, _INDICATORS), path[3])
            indicator = f"{path[3] + 1} {_text(_step(record, _INDICATOR))}".strip()
    value: tree.Tree = data
    for step in path:
        value = _step(value, step)
    labels = [step for step in path if isinstance(step, str) and step not in (_PROJECTS, _INDICATORS)]
    return Place(_text(_step(project, _NAME)), indicator, ".".join(labels), _text(value))


def counts(findings: Iterable[Finding]) -> list[int]:
    """How many errors, warnings and hints."""
    found = Counter(finding.severity for finding in findings)
    return [found[severity] for severity in SEVERITIES]


def by_project(checked: Checked) -> list[tuple[str, list[Finding]]]:
    """The findings of the booklet as a whole (under an empty name), then of each project that has any, in order."""
    groups: dict[int, list[Finding]] = {}
    for finding in checked.findings:
        groups.setdefault(project_position(finding), []).append(finding)
    return [(_project_name(checked.data, position), groups[position]) for position in sorted(groups)]


def _project_name(data: tree.Mapping, position: int) -> str:
    if position < 0:
        return ""
    return _text(_step(_step(data.get(_PROJECTS, []), position), _NAME)) or f"#{position + 1}"


def project_position(finding: Finding) -> int:
    """Which project a finding is about, from 0 on; -1 for the booklet as a whole."""
    path = finding.path
    inside = len(path) > 1 and path[0] == _PROJECTS and isinstance(path[1], int)
    return path[1] if inside and isinstance(path[1], int) else -1


def _step(value: tree.Tree, key: str | int) -> tree.Tree:
    if isinstance(value, dict) and isinstance(key, str):
        return value.get(key, "")
    if isinstance(value, list) and isinstance(key, int) and 0 <= key < len(value):
        return value[key]
    return ""


def _text(value: tree.Tree) -> str:
    return value if isinstance(value, str) else ""
