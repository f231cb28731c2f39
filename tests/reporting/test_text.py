from __future__ import annotations

from reporting.checks import CHECKED, HINTS, hint

from generator.finding import Severity
from generator.reporting import text


def test_errors_come_first_and_hints_of_one_kind_are_gathered() -> None:
    assert list(text.lines(CHECKED)) == [
        ("c.yaml: error INP003: 文件是空的", Severity.ERROR),
        ("p.xlsx[绩效指标!F4]: error FND101: 合计不符", Severity.ERROR),
        ("b.yaml:7:3: warning SCO110: 没有“优秀”|等级", Severity.WARNING),
        ("a.yaml:10:5: hint VAL101: 第 1 条太空 (and 2 more of this kind: 11:5, 12:5)", Severity.HINT),
    ]


def test_many_hints_name_only_the_first_places() -> None:
    told = [line.text for line in text.lines(CHECKED._replace(findings=[hint(row) for row in range(12)]))]
    places = ", ".join(f"{row}:5" for row in range(11, 19))
    assert told == [f"a.yaml:10:5: hint VAL101: 第 1 条太空 (and 11 more of this kind: {places}, …)"]


def test_the_summary_counts_by_project() -> None:
    assert list(text.summary(CHECKED)) == [
        "             error  warning  hint",
        "the booklet      1        -     -",
        "甲项目           -        -     3",
        "乙项目           1        1     -",
        "inputs/甲: errors: 2, warnings: 1, hints: 3, exempted: 2, known before: 1",
    ]


def test_one_project_needs_no_table() -> None:
    assert list(text.summary(CHECKED._replace(findings=HINTS, exempted=0, known=0))) == [
        "inputs/甲: hints: 3"
    ]
