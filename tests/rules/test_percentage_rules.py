"""Rules about shares of a hundred."""

from __future__ import annotations

import pytest
from rules.cases import first, messages, with_indicators

from generator.rules import percentages
from generator.rules.rule import Rule


@pytest.mark.parametrize(
    ("rule", "name", "target", "expected"),
    (
        pytest.param(percentages.target_asks_for_something, "及时率", "=100.00(%)", "", id="all"),
        pytest.param(percentages.target_asks_for_something, "差错率", "=0.00(%)", "", id="better not"),
        pytest.param(percentages.target_asks_for_something, "事故", "=0.00(起)", "", id="no accidents"),
        pytest.param(
            percentages.target_asks_for_something, "延期天数", "≤0.00(天)", "", id="at most nothing"
        ),
        pytest.param(
            percentages.target_asks_for_something,
            "及时率",
            "=0.00(%)",
            "the target =0.00(%) asks for nothing: fill in the figure that is meant",
            id="no share",
        ),
        pytest.param(
            percentages.target_asks_for_something,
            "投诉办结率",
            "=0.00(%)",
            "the target =0.00(%) asks for nothing: fill in the figure that is meant",
            id="what is bad is dealt with",
        ),
        pytest.param(
            percentages.target_asks_for_something,
            "培训场次",
            "≥0.00(场)",
            "the target ≥0.00(场) asks for nothing: fill in the figure that is meant",
            id="at least nothing",
        ),
        pytest.param(percentages.percentage_is_within_a_hundred, "完成率", "=100.00(%)", "", id="a hundred"),
        pytest.param(percentages.percentage_is_within_a_hundred, "产值增长率", "≥120.00(%)", "", id="growth"),
        pytest.param(percentages.percentage_is_within_a_hundred, "误差", "≤900.00(‰)", "", id="per mille"),
        pytest.param(
            percentages.percentage_is_within_a_hundred,
            "能耗同比下降率",
            "≥500.00(%)",
            "≥500.00(%) is above 100 %",
            id="a decline",
        ),
        pytest.param(
            percentages.percentage_is_within_a_hundred,
            "完成率",
            "=100.01(%)",
            "=100.01(%) is above 100 %",
            id="more",
        ),
        pytest.param(
            percentages.percentage_is_within_a_hundred,
            "机时量",
            "≥5000.00(%)",
            "≥5000.00(%) is above 100 %, and 量 in the name counts: which unit is meant?",
            id="a count",
        ),
        pytest.param(percentages.target_of_a_hundred_is_exact, "完成率", "=100.00(%)", "", id="exactly"),
        pytest.param(percentages.target_of_a_hundred_is_exact, "完成率", "≥99.99(%)", "", id="at least less"),
        pytest.param(percentages.target_of_a_hundred_is_exact, "产值增幅", "≥100.00(%)", "", id="twice"),
        pytest.param(percentages.target_of_a_hundred_is_exact, "试卷", "≥100.00(份)", "", id="things"),
        pytest.param(
            percentages.target_of_a_hundred_is_exact,
            "完成率",
            "≥100.00(%)",
            "≥100.00(%) cannot be exceeded: write =100 %",
            id="at least all",
        ),
        pytest.param(
            percentages.target_of_a_hundred_is_exact,
            "完成率",
            ">100.00(%)",
            ">100.00(%) can never be reached: write =100 %, or ask for less",
            id="more than all",
        ),
        pytest.param(percentages.name_that_counts_has_no_percentage, "完成率", "=90.00(%)", "", id="a rate"),
        pytest.param(
            percentages.name_that_counts_has_no_percentage, "服务质量", "=90.00(%)", "", id="quality"
        ),
        pytest.param(
            percentages.name_that_counts_has_no_percentage, "用户数", "≥90.00(个)", "", id="a number"
        ),
        pytest.param(
            percentages.name_that_counts_has_no_percentage, "机时量", "≥5000.00(%)", "", id="said elsewhere"
        ),
        pytest.param(
            percentages.name_that_counts_has_no_percentage,
            "培训次数（线上）",
            "=90.00(%)",
            "次数（线上） in the name counts, but the target =90.00(%) is a share",
            id="times",
        ),
        pytest.param(
            percentages.name_that_counts_has_no_percentage,
            "服务人次",
            "=90.00(%)",
            "人次 in the name counts, but the target =90.00(%) is a share",
            id="visits",
        ),
    ),
)
def test_targets_that_are_shares(rule: Rule, name: str, target: str, expected: str) -> None:
    found = messages(rule, with_indicators(f"产出/数量|{name}|{target}"))
    assert found == ([f"0.绩效指标.0.年度指标值: {expected}"] if expected else [])


@pytest.mark.parametrize(
    ("name", "actual", "expected"),
    (
        pytest.param("覆盖率", "100.00(%)", [], id="a hundred"),
        pytest.param("任务完成率", "110.00(%)", [], id="more than planned"),
        pytest.param(
            "覆盖率",
            "110.00(%)",
            ["0.绩效指标.0.实际完成值: 110.00(%) is above 100 %"],
            id="more than there is",
        ),
    ),
)
def test_actual_percentage_is_within_a_hundred(name: str, actual: str, expected: list[str]) -> None:
    given = first(三级指标=name, 实际完成值=actual)
    assert messages(percentages.percentage_is_within_a_hundred, given) == expected


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    (
        pytest.param("≥90.00(%)", "1.01(%)", [], id="little"),
        pytest.param("≥90.00(%)", "0.00(%)", [], id="nothing"),
        pytest.param("≤5.00(%)", "0.95(%)", [], id="a small target"),
        pytest.param("≥90.00(个)", "1.00(个)", [], id="things"),
        pytest.param("≥90.00(%)", "0.95", ["0.95 against ≥90.00(%)", "95.00"], id="a fraction"),
        pytest.param("=100.00(%)", "1.00(%)", ["1.00(%) against =100.00(%)", "100.00"], id="one"),
    ),
)
def test_share_is_no_fraction(target: str, actual: str, expected: list[str]) -> None:
    text = "0.绩效指标.0.实际完成值: {} looks like a fraction: is {}(%) meant?"
    found = messages(percentages.share_is_no_fraction, first(年度指标值=target, 实际完成值=actual))
    assert found == ([text.format(*expected)] if expected else [])
