"""What an earlier check knew already: findings are told apart by what they say of what, not by their line."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from generator.errors import GeneratorError
from generator.finding import Finding
from generator.reporting.checked import Checked, place
from generator.translation import _

_VERSION = 1
_READING = ("INP", "DAT")  # what keeps a booklet from being understood is never known enough


def fingerprint(finding: Finding, checked: Checked) -> str:
    """The same for the same defect in the same words, wherever its row has moved."""
    where = place(finding, checked.data)
    indicator = where.indicator.partition(" ")[2]
    parts = [checked.name, finding.code, where.project, indicator, where.field, where.value]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def write(booklets: Iterable[Checked]) -> str:
    """The baseline that knows all findings of these booklets."""
    known = Counter(
        fingerprint(finding, checked)
        for checked in booklets
        for finding in checked.findings
        if not finding.code.startswith(_READING)
    )
    return json.dumps({"version": _VERSION, "findings": dict(sorted(known.items()))}, indent=1) + "\n"


def read(file: Path) -> Counter[str]:
    """How often a baseline knows each finding.

    Raises: GeneratorError when the file is no baseline.
    """
    try:
        data = json.loads(file.read_text("utf-8"))
        if data["version"] != _VERSION:
            raise ValueError(data["version"])
        return Counter({str(key): int(number) for key, number in data["findings"].items()})
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        message = _("{file} is no baseline of this program; `jixiao check --write-baseline` makes one")
        raise GeneratorError(message.format(file=file)) from error


def without_known(checked: Checked, known: Counter[str]) -> Checked:
    """The check without what the baseline knows; each known finding counts once."""
    left = Counter(known)
    standing = []
    for finding in checked.findings:
        key = fingerprint(finding, checked)
        if left[key] > 0 and not finding.code.startswith(_READING):
            left[key] -= 1
        else:
            standing.append(finding)
    return checked._replace(findings=standing, known=len(checked.findings) - len(standing))
