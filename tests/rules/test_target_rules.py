"""Rules about what targets say, and about limits of cost."""

from __future__ import annotations

import pytest
from rules.cases import Data, messages, project, row, with_indicators

from generator.rules import costs, targets
from generator.rules.rule import Rule

AT = "0.绩效指标.0.年度指标值: "


@pytest.mark.parametrize(
    ("rule", "given", "expected"),
    (
        pytest.param(costs.cost_has_an_upper_limit, "成本/经济成本|总成本|≤5.00(万元)", "", id="a limit"),
        pytest.param(costs.cost_has_an_upper_limit, "成本/经济成本|成本节约率|≥5.00(%)", "", id="a saving"),
        pytest.param(costs.cost_has_an_upper_limit, "产出/数量|培训|≥5.00(场)", "", id="no cost"),
        pytest.param(
            costs.cost_has_an_upper_limit, "产出/成本|低保补助标准|≥94.00(元)", "", id="what is due to people"
        ),
        pytest.param(
            costs.cost_has_an_upper_limit,
            "成本/经济成本|亩均补助标准|≥3000.00(元/亩)",
            "≥3000.00(元/亩) sets a cost no limit: write ≤",
            id="a standard of something else",
        ),
        pytest.param(
            costs.cost_has_an_upper_limit,
            "产出/成本|总成本|≥5.00(万元)",
            "≥5.00(万元) sets a cost no limit: write ≤",
            id="no limit",
        ),
        pytest.param(
            targets.what_has_a_number_is_given_one, "产出/时效|响应时间|≤5.00(分钟)", "", id="a number"
        ),
        pytest.param(targets.what_has_a_number_is_given_one, "产出/时效|完成时间|12月底", "", id="a date"),
        pytest.param(
            targets.what_has_a_number_is_given_one, "产出/时效|完成时间|", "", id="empty: said elsewhere"
        ),
        pytest.param(
            targets.what_has_a_number_is_given_one, "产出/质量|服务效率|提高", "", id="效率 has none"
        ),
        pytest.param(
            targets.what_has_a_number_is_given_one,
            "产出/数量|绿化面积|",
            "",
            id="area, empty: said elsewhere",
        ),
        pytest.param(
            targets.what_has_a_number_is_given_one,
            "产出/数量|绿化面积|大幅增加",
            "面积 has a number, but the target is in words: 大幅增加",
            id="an area",
        ),
        pytest.param(
            targets.what_has_a_number_is_given_one,
            "产出/质量|抢救成功率|良好",
            "成功率 has a number, but the target is in words: 良好",
            id="a rate of success",
        ),
        pytest.param(
            targets.what_has_a_number_is_given_one,
            "产出/时效|响应时间|及时",
            "时间 has a number, but the target is in words: 及时",
            id="a word",
        ),
        pytest.param(targets.target_is_not_vague, "效益/社会效益|机制|已印发", "", id="plain"),
        pytest.param(targets.target_is_not_vague, "效益/社会效益|机制|有效运行365天", "", id="with a number"),
        pytest.param(
            targets.target_is_not_vague, "效益/社会效益|机制|提升至三级", "", id="a direction, and how far"
        ),
        pytest.param(
            targets.target_is_not_vague,
            "效益/社会效益|机制|逐步提升",
            "逐步提升 is vague: what will show that 逐步提升 is reached?",
            id="a direction alone",
        ),
        pytest.param(targets.target_is_not_vague, "产出/时效|响应时间|不断缩短", "", id="said elsewhere"),
        pytest.param(
            targets.target_is_not_vague,
            "效益/社会效益|机制|不断完善",
            "不断 is vague: what will show that 不断完善 is reached?",
            id="vague",
        ),
        pytest.param(targets.open_ended_count_is_at_least, "产出/数量|场景|≥80.00(个)", "", id="at least"),
        pytest.param(
            targets.open_ended_count_is_at_least, "产出/数量|月报|=12.00(期)", "", id="issues are fixed"
        ),
        pytest.param(targets.open_ended_count_is_at_least, "产出/数量|场景|=9.00(个)", "", id="few"),
        pytest.param(
            targets.open_ended_count_is_at_least, "产出/数量|购置设备数量|=12.00(台)", "", id="bought"
        ),
        pytest.param(
            targets.open_ended_count_is_at_least, "产出/数量|维修水库数量|=38.00(座)", "", id="built things"
        ),
        pytest.param(
            targets.open_ended_count_is_at_least, "产出/数量|运维监测站数|=128.00(个)", "", id="all there are"
        ),
        pytest.param(targets.open_ended_count_is_at_least, "产出/数量|聘用辅警|=512.00(人)", "", id="posts"),
        pytest.param(targets.open_ended_count_is_at_least, "产出/质量|完成率|=100.00(%)", "", id="a share"),
        pytest.param(targets.open_ended_count_is_at_least, "产出/时效|延期次数|=0.00(次)", "", id="nothing"),
        pytest.param(
            targets.open_ended_count_is_at_least,
            "产出/数量|活动数量|=2.00(场)",
            "=2.00(场) leaves no room for more: write ≥ unless the count is fixed",
            id="few, but a number by name",
        ),
        pytest.param(
            targets.open_ended_count_is_at_least,
            "产出/数量|场景|=10.00(个)",
            "=10.00(个) leaves no room for more: write ≥ unless the count is fixed",
            id="many",
        ),
        pytest.param(targets.target_does_not_repeat_the_name, "效益/社会效益|成本合理|合理", "", id="a part"),
        pytest.param(targets.target_does_not_repeat_the_name, "效益/社会效益||", "", id="nothing at all"),
        pytest.param(
            targets.target_does_not_repeat_the_name,
            "效益/社会效益|支撑“一网通办”|支撑一网通办。",
            "the target repeats the indicator's name: 支撑“一网通办”",
            id="but for marks",
        ),
        pytest.param(
            targets.target_does_not_repeat_the_name,
            "效益/社会效益|有效支撑各委办局各项工作|有效支撑各委办局各项",
            "the target repeats the indicator's name: 有效支撑各委办局各项工作",
            id="cut off",
        ),
    ),
)
def test_targets(rule: Rule, given: str, expected: str) -> None:
    assert messages(rule, with_indicators(given)) == ([AT + expected] if expected else [])


MIXED = "stands beside targets with {}: is exactly this number not enough?"


@pytest.mark.parametrize(
    ("values", "expected"),
    (
        pytest.param((">5.00(个)", ">6.00(个)"), [], id="one kind"),
        pytest.param((">5.00(个)", "≤6.00(个)"), [], id="both ways"),
        pytest.param(("≥5.00(个)", ">100.00(%)"), [], id="never reached: said elsewhere"),
        pytest.param(
            ("≥5.00(个)", ">6.00(个)"), [f"1.年度指标值: >6.00(个) {MIXED.format('≥')}"], id="at least"
        ),
        pytest.param(
            ("<5.00(个)", "≤6.00(个)"), [f"0.年度指标值: <5.00(个) {MIXED.format('≤')}"], id="at most"
        ),
    ),
)
def test_operators_are_of_one_kind(values: tuple[str, ...], expected: list[str]) -> None:
    given = with_indicators(*(f"产出/数量|培训|{value}" for value in values))
    found = messages(targets.operators_are_of_one_kind, given)
    assert found == [f"0.绩效指标.{message}" for message in expected]


def limits(*limits: str) -> Data:
    """A declaration of 3,700.00 with these costs, named by their numbers."""
    return with_indicators(
        *(f"成本/经济成本|{number}号成本|{limit}" for number, limit in enumerate(limits, 1))
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(limits("≤0.20(万元)", "≤1700.00(元)"), [], id="exactly the amount"),
        pytest.param(limits("≤9999.00(元/个)", "≥9999.00(元)"), [], id="a price, no limit"),
        pytest.param(limits("≤3700.00(元)", "≤1700.00(元)", "≤2000.00(元)"), [], id="a sum and its parts"),
        pytest.param(with_indicators("成本/社会成本|影响|≤9999.00(元)"), [], id="costs of others"),
        pytest.param(
            limits("≤0.20(万元)", "≤1700.01(元)"),
            [AT + "the limits of cost add up to 3,700.01 元, more than the year's amount 3,700.00"],
            id="a cent more",
        ),
        pytest.param(
            with_indicators("成本/经济成本|项目总成本|≤4000.00(元)", "成本/经济成本|设备成本|≤100.00(元)"),
            [AT + "the limits of cost add up to 4,000.00 元, more than the year's amount 3,700.00"],
            id="the whole is not added to its parts",
        ),
    ),
)
def test_costs_stay_within_the_amount(given: Data, expected: list[str]) -> None:
    assert messages(costs.costs_stay_within_the_amount, given, 金额单位="元") == expected


def test_costs_of_a_self_evaluation_stay_within_its_budget() -> None:
    given = with_indicators("成本/经济成本|总成本|≤400.00(万元)|300.00(万元)", kind="自评表")
    assert messages(costs.costs_stay_within_the_amount, given) == [
        AT + "the limits of cost add up to 400.00 万元, more than the year's amount 339.93"
    ]


def test_without_an_amount_there_is_nothing_to_exceed() -> None:
    given = with_indicators("成本/经济成本|总成本|≤400.00(万元)|300.00(万元)", kind="自评表")
    blank = project(绩效指标=given["绩效指标"], 项目资金={"年度资金总额": row("", "")})
    assert messages(costs.costs_stay_within_the_amount, blank) == []
