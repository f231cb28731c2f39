from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from reporting.checks import CHECKED, ERROR, HINTS, READING, WARNING

from generator.errors import GeneratorError
from generator.finding import Finding
from generator.location import Location
from generator.reporting import baseline


def known_by(findings: list[Finding], folder: Path) -> Counter[str]:
    (folder / "known.json").write_text(baseline.write([CHECKED._replace(findings=findings)]), "utf-8")
    return baseline.read(folder / "known.json")


@pytest.mark.parametrize(
    ("earlier", "now", "standing"),
    (
        pytest.param([WARNING], [WARNING, ERROR], [ERROR], id="what is new stands"),
        pytest.param([], [WARNING], [WARNING], id="nothing was known"),
        pytest.param([WARNING], [WARNING, WARNING], [WARNING], id="twice where it was there once"),
        pytest.param(
            [WARNING], [WARNING._replace(location=Location("b.yaml", "", 99, 1))], [], id="a line that moved"
        ),
        pytest.param([HINTS[0]], [HINTS[1]], [HINTS[1]], id="the same rule at another indicator"),
        pytest.param([READING], [READING], [READING], id="what cannot be read is never known"),
    ),
)
def test_only_what_is_new_stands(
    earlier: list[Finding], now: list[Finding], standing: list[Finding], tmp_path: Path
) -> None:
    checked = baseline.without_known(CHECKED._replace(findings=now), known_by(earlier, tmp_path))
    assert (checked.findings, checked.known) == (standing, len(now) - len(standing))


@pytest.mark.parametrize(
    "text", ("", "[]", '{"version": 9, "findings": {}}', '{"version": 1, "findings": 3}'), ids=str
)
def test_another_file_is_no_baseline(text: str, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(text, "utf-8")
    with pytest.raises(GeneratorError, match="is no baseline of this program"):
        baseline.read(tmp_path / "b.json")
