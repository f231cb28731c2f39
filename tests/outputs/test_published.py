"""Every name, amount, goal, indicator, value, weight, score and grade comes out as published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from outputs import forms

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "tests" / "published"
BOOKLETS = {
    "2024.txt": ROOT / "outputs" / "2024-self-evaluation" / "2024年度财政项目支出绩效自评表",
    "2026.txt": ROOT / "outputs" / "2026-targets" / "上海市数据局2026年度项目绩效目标汇总表",
}


@pytest.mark.parametrize(
    ("suffix", "read"),
    (
        pytest.param(".xlsx", forms.workbook_forms, id="Excel"),
        pytest.param(".docx", forms.document_forms, id="Word"),
    ),
)
@pytest.mark.parametrize("year", BOOKLETS)
def test_the_forms_say_what_was_published(
    year: str, suffix: str, read: Callable[[Path], list[list[str]]]
) -> None:
    assert read(BOOKLETS[year].with_name(BOOKLETS[year].name + suffix)) == forms.published(PUBLISHED / year)


def test_the_published_files_are_whole() -> None:
    counts = [(len(forms.published(PUBLISHED / year)), _indicators(year)) for year in BOOKLETS]
    assert counts == [(12, 114), (9, 136)]


def _indicators(year: str) -> int:
    """Rows behind the heading of the indicators that are neither the total nor the grade."""
    count = 0
    for form in forms.published(PUBLISHED / year):
        start = next(number for number, row in enumerate(form) if "三级指标" in row)
        count += sum(not row.startswith(("总分", "评分等级")) for row in form[start + 1 :])
    return count
