"""Nothing of the shipped booklets is lost in their files; what their templates do not print is listed here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import pipeline
from generator.workspace import Workspace

ROOT = Path(__file__).parents[2]
SUMS = "合计.项目资金总额, 合计.财政资金, 合计.项目其他资金"  # the summary adds up the year only
EXPECTED = {
    "2024-self-evaluation": (
        "outputs/2024-self-evaluation/2024年度财政项目支出绩效自评表",
        "verified: 12 forms, 1,206 values found, 2 fields not printed (表种, 绩效指标.序号)",
    ),
    "2026-targets": (
        "outputs/2026-targets/上海市数据局2026年度项目绩效目标汇总表",
        f"verified: 9 forms, 667 values found, 5 fields not printed (表种, 绩效指标.序号, {SUMS})",
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_of_the_shipped_booklets_is_lost(tmp_path: Path, name: str) -> None:
    shutil.copytree(ROOT / "inputs" / name, tmp_path / "inputs" / name)
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    workspace = Workspace(tmp_path)
    built = pipeline.build(workspace.booklet(name), workspace, (), verify=True)
    assert (built.findings, built.failures, built.lost) == ([], [], [])
    file, said = EXPECTED[name]
    told = [account.summary(built.projects) for account in built.accounts]
    assert told == [f"{file}.{suffix}: {said}" for suffix in ("xlsx", "docx")]
