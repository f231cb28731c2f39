from __future__ import annotations

from reporting.checks import CHECKED, ERROR, HINTS, WARNING

from generator.reporting.markdown import markdown
from generator.reporting.remedies import remedy


def test_a_memo_has_a_table_for_each_project() -> None:
    told = markdown([CHECKED._replace(findings=[HINTS[0], WARNING, ERROR])]).split("\n")
    assert told == [
        "## inputs/甲",
        "",
        "errors: 1, warnings: 1, hints: 1",
        "",
        "| Project | error | warning | hint |",
        "|---|---:|---:|---:|",
        "| 甲项目 | 0 | 0 | 1 |",
        "| 乙项目 | 1 | 1 | 0 |",
        "",
        "### 甲项目",
        "",
        "| Severity | Code | Place | Field | Problem | What to do |",
        "|---|---|---|---|---|---|",
        f"| hint | VAL101 | a.yaml:10:5 | 1 测试量 · 年度指标值 | 第 1 条太空 | {remedy('VAL101')} |",
        "",
        "### 乙项目",
        "",
        "| Severity | Code | Place | Field | Problem | What to do |",
        "|---|---|---|---|---|---|",
        f"| error | FND101 | p.xlsx\\[绩效指标!F4\\] | 项目资金 | 合计不符 | {remedy('FND101')} |",
        f"| warning | SCO110 | b.yaml:7:3 | 评分等级 | 没有“优秀”\\|等级 | {remedy('SCO110')} |",
        "",
    ]


def test_a_booklet_without_findings_is_a_line() -> None:
    assert markdown([CHECKED._replace(findings=[])]) == "## inputs/甲\n\nnothing found\n"
