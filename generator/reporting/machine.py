"""A check for programs: our own JSON, and SARIF 2.1.0 (OASIS)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator import __version__, rulebook, rules
from generator.finding import Finding, Severity
from generator.location import cell_name
from generator.reporting.baseline import fingerprint
from generator.reporting.checked import SEVERITIES, Checked, by_project, counts, place
from generator.reporting.remedies import remedy

_Json = dict[str, object]
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def report(booklets: Iterable[Checked]) -> str:
    """The findings as JSON: booklets, their projects, each finding with its place, value and remedy."""
    return _dumped({"version": 1, "booklets": [_booklet(checked) for checked in booklets]})


def sarif(booklets: Iterable[Checked]) -> str:
    """The findings as a SARIF log."""
    results = [_result(finding, checked) for checked in booklets for finding in checked.findings]
    known = {rule.code: rule for rule in rules.catalogue()}
    used = sorted({str(result["ruleId"]) for result in results} & set(known))
    driver = {
        "name": "jixiao",
        "version": __version__,
        "rules": [_sarif_rule(rulebook.record(known[code])) for code in used],
    }
    return _dumped(
        {"$schema": _SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    )


def _dumped(data: _Json) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _numbers(findings: Iterable[Finding]) -> dict[str, int]:
    names = [f"{severity.value}s" for severity in SEVERITIES]
    return dict(zip(names, counts(findings), strict=True))


def _booklet(checked: Checked) -> _Json:
    projects = [{"name": name, **_numbers(findings)} for name, findings in by_project(checked)]
    summary = {**_numbers(checked.findings), "exempted": checked.exempted, "known": checked.known}
    findings = [_finding(finding, checked) for finding in checked.findings]
    return {"name": checked.name, "summary": summary, "projects": projects, "findings": findings}


def _finding(finding: Finding, checked: Checked) -> _Json:
    where = place(finding, checked.data)
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "remedy": remedy(finding.code),
        "location": _location(finding),
        "path": list(finding.path),
        **where._asdict(),
    }


def _location(finding: Finding) -> _Json:
    location = finding.location
    if location.sheet:
        cell = cell_name(location.row, location.column) if location.row else ""
        return {"file": location.file, "sheet": location.sheet, "cell": cell}
    return {"file": location.file, "line": location.row, "column": location.column}


def _result(finding: Finding, checked: Checked) -> _Json:
    location = finding.location
    physical: _Json = {"artifactLocation": {"uri": location.file}}
    if location.row:
        physical["region"] = {"startLine": location.row, "startColumn": max(location.column, 1)}
    place_: _Json = {"physicalLocation": physical}
    if location.sheet:
        cell = f"!{cell_name(location.row, location.column)}" if location.row else ""
        place_["logicalLocations"] = [{"fullyQualifiedName": f"{location.sheet}{cell}"}]
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [place_],
        "partialFingerprints": {"jixiao/v1": fingerprint(finding, checked)},
    }


def _sarif_rule(record: dict[str, str]) -> _Json:
    return {
        "id": record["code"],
        "shortDescription": {"text": record["sentence"]},
        "fullDescription": {"text": record["why"]},
        "help": {"text": record["remedy"]},
    }
