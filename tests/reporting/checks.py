"""A check with findings of every kind, for the tests of how it is told."""

from __future__ import annotations

from generator.finding import Finding, Severity
from generator.location import Location
from generator.reporting.checked import Checked

DATA = {
    "部门": "甲局",
    "项目列表": [
        {
            "项目名称": "甲项目",
            "绩效指标": [
                {"三级指标": "测试量", "年度指标值": "≥6.00(款)"},
                {"三级指标": "可用率", "年度指标值": "有效"},
                {"三级指标": "响应", "年度指标值": "一定"},
            ],
        },
        {"项目名称": "乙项目", "评分等级": "优秀"},
    ],
}


def hint(row: int, *, file: str = "a.yaml") -> Finding:
    path = ("项目列表", 0, "绩效指标", row, "年度指标值")
    return Finding(Location(file, "", 10 + row, 5), Severity.HINT, "VAL101", f"第 {row + 1} 条太空", path)


HINTS = [hint(0), hint(1), hint(2)]
WARNING = Finding(
    Location("b.yaml", "", 7, 3), Severity.WARNING, "SCO110", "没有“优秀”|等级", ("项目列表", 1, "评分等级")
)
ERROR = Finding(
    Location("p.xlsx", "绩效指标", 4, 6), Severity.ERROR, "FND101", "合计不符", ("项目列表", 1, "项目资金")
)
READING = Finding(Location("c.yaml"), Severity.ERROR, "INP003", "文件是空的")
CHECKED = Checked("inputs/甲", DATA, [*HINTS, WARNING, READING, ERROR], exempted=2, known=1)  # type: ignore[arg-type]
