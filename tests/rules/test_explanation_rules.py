from __future__ import annotations

import pytest
from rules.cases import Data, declaration, first, funds, indicator, messages, project, row

from generator.rules import explanations, full_marks


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(first(), [], id="reached"),
        pytest.param(first(实际完成值="45.00(%)", 偏差原因分析及改进措施="疫情"), [], id="explained"),
        pytest.param(
            first(实际完成值="45.00(%)"),
            ["0.绩效指标.0.偏差原因分析及改进措施: 10.00 of 20.00 points without a reason"],
            id="half",
        ),
        pytest.param(
            first(年度指标值=">90.00(%)", 实际完成值="90.00(%)"),
            [
                (
                    "0.绩效指标.0.偏差原因分析及改进措施: "
                    "the target >90.00(%) is not reached, and no reason is given"
                )
            ],
            id="all points, not reached",
        ),
        pytest.param(
            first(实际完成值="45.00(%)", 偏差原因分析及改进措施="无"),
            ["0.绩效指标.0.偏差原因分析及改进措施: 10.00 of 20.00 points without a reason"],
            id="nothing is no reason",
        ),
    ),
)
def test_shortfall_is_explained(given: Data, expected: list[str]) -> None:
    assert messages(explanations.shortfall_is_explained, given) == expected


@pytest.mark.parametrize(
    ("given", "limit", "expected"),
    (
        pytest.param(first(年度指标值="≥100.00(个)", 实际完成值="130.00(个)"), "30", [], id="30 %"),
        pytest.param(
            first(年度指标值="≥100.00(个)", 实际完成值="131.00(个)"),
            "30",
            [
                (
                    "0.绩效指标.0.偏差原因分析及改进措施: "
                    "131.00(个) is 31.00 % away from the target ≥100.00(个), without a reason"
                )
            ],
            id="31 %",
        ),
        pytest.param(first(年度指标值="≥100.00(个)", 实际完成值="131.00(个)"), "50", [], id="another limit"),
        pytest.param(
            first(年度指标值="=0.00(个)", 实际完成值="5.00(个)"), "30", [], id="nothing to compare with"
        ),
        pytest.param(
            first(年度指标值="≥100.00(个)", 实际完成值="50.00(个)"), "30", [], id="short: said elsewhere"
        ),
        pytest.param(
            first(年度指标值="≥4.00(个)", 实际完成值="40000.00(个)"), "30", [], id="a unit: said elsewhere"
        ),
        pytest.param(
            first(年度指标值="≥100.00(万人)", 实际完成值="131.00(万人)", 偏差原因分析及改进措施="万人"),
            "30",
            [
                (
                    "0.绩效指标.0.偏差原因分析及改进措施: 131.00(万人) is 31.00 % away from the target "
                    "≥100.00(万人), and 万人 is no reason"
                )
            ],
            id="a unit is no reason",
        ),
    ),
)
def test_deviation_is_explained(given: Data, limit: str, expected: list[str]) -> None:
    assert messages(explanations.deviation_is_explained, given, 计分={"偏差上限": limit}) == expected


def executed(amount: str, reason: str = "") -> Data:
    reached = indicator("产出指标", "数量指标", "20", 偏差原因分析及改进措施=reason)
    return project(reached, 项目资金=funds(年度资金总额=row("100.00", amount)))


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(executed("90.00"), [], id="90 %"),
        pytest.param(executed("60.00", "采购推迟"), [], id="explained"),
        pytest.param(
            executed("89.99"),
            [
                "0.项目资金.年度资金总额.全年执行数: the rate is 89.99 %, below 90 %, and no indicator gives a reason"
            ],
            id="just below",
        ),
    ),
)
def test_low_rate_is_explained(given: Data, expected: list[str]) -> None:
    assert messages(explanations.low_rate_is_explained, given) == expected


def answered(reason: str, actual: str = "95.00(%)") -> Data:
    return first(实际完成值=actual, 偏差原因分析及改进措施=reason)


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(answered(""), [], id="empty"),
        pytest.param(answered("因政策调整"), [], id="a reason"),
        pytest.param(answered("无故障"), [], id="begins as nothing does"),
        pytest.param(answered("无", "45.00(%)"), [], id="a reason is due: said elsewhere"),
        pytest.param(answered("无", "900.00(%)"), [], id="a deviation: said elsewhere"),
        pytest.param(answered("万核小时"), [], id="another unit: said elsewhere"),
        pytest.param(
            answered("无。"),
            ["0.绩效指标.0.偏差原因分析及改进措施: 无。 explains nothing: leave the cell empty"],
            id="nothing",
        ),
        pytest.param(
            answered("％"),
            ["0.绩效指标.0.偏差原因分析及改进措施: ％ explains nothing: leave the cell empty"],
            id="the target's own unit",
        ),
    ),
)
def test_reason_is_a_reason(given: Data, expected: list[str]) -> None:
    assert messages(explanations.reason_is_a_reason, given) == expected


ALL_MARKS = "all 4 indicators have full marks, but only {} % of the budget is executed"


@pytest.mark.parametrize(
    ("given", "floor", "expected"),
    (
        pytest.param(executed("80.00"), "80", [], id="at the floor"),
        pytest.param(
            executed("79.99"),
            "80",
            [f"0.项目资金.年度资金总额.全年执行数: {ALL_MARKS.format('79.99')}"],
            id="below",
        ),
        pytest.param(executed("79.99"), "70", [], id="the booklet's own floor"),
        pytest.param({**executed("50.00"), "绩效指标": []}, "80", [], id="no indicators"),
        pytest.param(
            project(
                indicator("产出指标", "数量指标", "20", 得分="19.99"),
                项目资金=funds(年度资金总额=row("100.00", "50.00")),
            ),
            "80",
            [],
            id="a cent lost",
        ),
    ),
)
def test_full_marks_go_with_a_spent_budget(given: Data, floor: str, expected: list[str]) -> None:
    rule = full_marks.full_marks_go_with_a_spent_budget
    assert messages(rule, given, 检查={"满分执行率下限": floor}) == expected


EVERY = "0.绩效指标: all 3 projects of 上海市数据局 have full marks in all their indicators"


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param([project()] * 2, [], id="two projects are no pattern"),
        pytest.param([project()] * 3, [EVERY], id="three"),
        pytest.param([project()] * 3 + [project(主管部门="另一局")] * 2, [EVERY], id="of one department"),
        pytest.param([*[project()] * 3, first(得分="19")], [], id="one lost a point"),
    ),
)
def test_not_every_project_has_full_marks(given: list[Data], expected: list[str]) -> None:
    assert messages(full_marks.not_every_project_has_full_marks, *given) == expected


def test_target_forms_have_no_marks() -> None:
    assert messages(full_marks.not_every_project_has_full_marks, *[declaration()] * 3) == []
