from __future__ import annotations

import pytest
from rules.cases import Data, first, funds, indicator, messages, project, row

from generator.rules import explanations


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
