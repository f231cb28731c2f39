from __future__ import annotations

import pytest
from rules.cases import Data, booklet, project

from generator import rules, scoring


def told(*projects: Data, **labels: object) -> list[str]:
    given = booklet(*projects, **labels)
    return [
        f"{'.'.join(map(str, problem.path))}: {problem.code}"
        for problem in rules.run(given, scoring.score_booklet(given))
        if problem.code in ("FRM101", "SCO110", "EXP102") or problem.code.startswith("CHK")
    ]


WRONG = {"主管部门": "", "评分等级": "优秀"}
FAR = {
    "一级指标": "产出指标",
    "二级指标": "数量指标",
    "三级指标": "完成率",
    "分值": "20",
    "年度指标值": "≥50.00(%)",
    "实际完成值": "90.00(%)",
}


@pytest.mark.parametrize(
    ("checks", "expected"),
    (
        pytest.param({}, ["项目列表.0.主管部门: FRM101", "项目列表.0.评分等级: SCO110"], id="nothing"),
        pytest.param({"忽略": {"frm101": "已说明"}}, ["项目列表.0.评分等级: SCO110"], id="a code"),
        pytest.param({"忽略": {"FRM": "已说明", "SCO": "已说明"}}, [], id="families"),
        pytest.param(
            {"忽略": ["FRM101", "SCO110"]},
            ["检查.忽略.FRM101: CHK102", "检查.忽略.SCO110: CHK102"],
            id="without reasons",
        ),
        pytest.param(
            {"忽略": {"FRM": "已说明", "SCO": "已说明", "TXT101": "不是标记"}},
            ["检查.忽略.TXT101: CHK101"],
            id="one that is not needed",
        ),
        pytest.param(
            {"忽略": {"FRM": "已说明", "SCO": "已说明", "SC0110": "打错"}},
            ["检查.忽略.SC0110: CHK103"],
            id="one that is misspelt",
        ),
    ),
)
def test_a_booklet_exempts(checks: Data, expected: list[str]) -> None:
    assert told(project(**WRONG), 检查=checks) == expected


def test_a_project_exempts_only_itself() -> None:
    first = project(检查={"FRM101": "说明"}, **WRONG)
    second = project(项目名称="另一个项目", **WRONG)
    assert told(first, second) == [
        "项目列表.0.评分等级: SCO110",
        "项目列表.1.主管部门: FRM101",
        "项目列表.1.评分等级: SCO110",
    ]


def test_an_indicator_exempts_only_itself() -> None:
    exempt, other = {**FAR, "检查": {"EXP102": "新增任务"}}, {**FAR, "三级指标": "到位率"}
    assert told(project(exempt, other)) == ["项目列表.0.绩效指标.1.偏差原因分析及改进措施: EXP102"]


def test_an_exemption_of_a_project_that_is_not_needed_is_at_its_place() -> None:
    assert told(project(检查={"EXP102": "说明"}), project(FAR, 项目名称="另一个项目")) == [
        "项目列表.1.绩效指标.0.偏差原因分析及改进措施: EXP102",
        "项目列表.0.检查.EXP102: CHK101",
    ]
