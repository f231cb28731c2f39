"""Rules about the units of target, actual, name and reason."""

from __future__ import annotations

import pytest
from rules.cases import first, messages, with_indicators

from generator.rules import measures


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    (
        pytest.param("≥90.00(%)", "100％", [], id="full width"),
        pytest.param("≥90.00(%)", "100", [], id="no unit"),
        pytest.param("≥3.00(天)", "3.00(日)", [], id="two words for one unit"),
        pytest.param("≥3.00(万人次/年)", "3.00(万人次)", [], id="a form is of one year"),
        pytest.param("不断提升", "3.00(人)", [], id="words"),
        pytest.param(
            "≥4.00(人)",
            "5.00(人次)",
            ["the actual is in 人次, the target in 人: the two cannot be compared"],
            id="another thing",
        ),
        pytest.param(
            "≥4000.00(万核小时)",
            "26790000.00(核小时)",
            [
                "the actual is in 核小时, the target in 万核小时: it is 2,679 万核小时, the target is not reached"
            ],
            id="another scale, not reached",
        ),
        pytest.param(
            "≤2.00(小时)",
            "90.00(分钟)",
            ["the actual is in 分钟, the target in 小时: it is 1.5 小时, the target is reached"],
            id="another scale, reached",
        ),
        pytest.param(
            "≤2.00(小时)",
            "100.00(分钟)",
            ["the actual is in 分钟, the target in 小时: it is 1.666666667 小时, the target is reached"],
            id="another scale, without end",
        ),
        pytest.param(
            "≥4.00(场)",
            "5.00(次)",
            ["the actual is counted in 次, the target in 场: use one unit"],
            id="another counter",
        ),
    ),
)
def test_actual_has_the_unit_of_the_target(target: str, actual: str, expected: list[str]) -> None:
    found = messages(measures.actual_has_the_unit_of_the_target, first(年度指标值=target, 实际完成值=actual))
    assert found == [f"0.绩效指标.0.实际完成值: {message}" for message in expected]


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    (
        pytest.param("服务单位数量", "≥30.00(家)", [], id="units counted"),
        pytest.param("服务单位数量", "≥90.00(%)", [], id="a share: said elsewhere"),
        pytest.param("观展人次", "≥5000.00(人次)", [], id="visits"),
        pytest.param("认证次数", "≥1200.00(万人次/年)", [], id="times of people are visits"),
        pytest.param("接待观众人数", "≥5000.00(人次)", [], id="visitors are counted in visits"),
        pytest.param("受益人口数", "≥5.20(万人)", [], id="people"),
        pytest.param("受益人口数", "≥10.00(户)", ("人口数", "persons", "户"), id="households for people"),
        pytest.param("修复文物", "≥400件（组）", [], id="a second unit in brackets"),
        pytest.param("服务对接效率", "≤1.00(天)", [], id="效率 is no share"),
        pytest.param("单位机时成本", "≤0.08(元/核小时)", [], id="a price"),
        pytest.param("完成研究报告", "≥4.00(篇)", [], id="no word at the end"),
        pytest.param("服务单位数量", "若干", [], id="no unit"),
        pytest.param(
            "服务单位数量", "≥30.00(万人)", ("单位数量", "a unit that counts them", "万人"), id="units"
        ),
        pytest.param("培训人数", "≥30.00(万人次)", ("人数", "persons", "万人次"), id="persons"),
        pytest.param("观展人次", "≥30.00(人)", ("人次", "visits (人次)", "人"), id="persons for visits"),
        pytest.param("培训次数", "≥30.00(人)", ("次数", "times (次)", "人"), id="persons for times"),
        pytest.param("响应时间", "≤30.00(次)", ("时间", "a unit of time", "次"), id="times for time"),
        pytest.param("项目总成本", "≤30.00(个)", ("成本", "money", "个"), id="things for money"),
        pytest.param("完成率", "≥30.00(份)", ("率", "a share (%)", "份"), id="things for a share"),
    ),
)
def test_name_and_unit_speak_of_the_same(name: str, target: str, expected: tuple[str, ...]) -> None:
    text = "0.绩效指标.0.年度指标值: {} in the name asks for {}, but the unit is {}"
    found = messages(measures.name_and_unit_speak_of_the_same, with_indicators(f"产出/数量|{name}|{target}"))
    assert found == ([text.format(*expected)] if expected else [])


@pytest.mark.parametrize(
    ("target", "reason", "expected"),
    (
        pytest.param("≥5.00(万人)", "万人", [], id="the same"),
        pytest.param("≥5.00(万人)", "疫情后人数回升", [], id="a reason"),
        pytest.param("≥5.00(万人)", "无", [], id="nothing"),
        pytest.param("≥5.00", "万人", [], id="a target without a unit"),
        pytest.param(
            "≥5000.00(%)",
            "（万核小时）",
            ["the reason names the unit 万核小时, but target and actual are in %"],
            id="another thing",
        ),
        pytest.param(
            "≥5.00(万人)",
            "单位：人",
            ["the reason names the unit 人, but target and actual are in 万人"],
            id="another scale",
        ),
    ),
)
def test_reason_names_no_other_unit(target: str, reason: str, expected: list[str]) -> None:
    given = first(年度指标值=target, 偏差原因分析及改进措施=reason)
    found = messages(measures.reason_names_no_other_unit, given)
    assert found == [f"0.绩效指标.0.偏差原因分析及改进措施: {message}" for message in expected]


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    (
        pytest.param("≥4.00(个)", "3999.99(个)", [], id="just below a thousand times"),
        pytest.param("≤400.00(小时)", "0.10(小时)", [], id="far below a limit"),
        pytest.param("≥4.00(万人)", "50000.00(人)", [], id="another scale: said elsewhere"),
        pytest.param("=0.00(起)", "5.00(起)", [], id="nothing to compare with"),
        pytest.param("≥4.00(个)", "0.00(个)", [], id="nothing reached"),
        pytest.param(
            "≥4.00(个)",
            "4000.00(个)",
            ["4000.00(个) is 1,000 times the target ≥4.00(个): are both in one unit?"],
            id="a thousand times",
        ),
        pytest.param(
            "≥12000.00(人)",
            "1.20(人)",
            ["1.20(人) is 1/10,000 of the target ≥12000.00(人): are both in one unit?"],
            id="a ten-thousandth",
        ),
    ),
)
def test_actual_is_of_the_order_of_the_target(target: str, actual: str, expected: list[str]) -> None:
    given = first(年度指标值=target, 实际完成值=actual)
    found = messages(measures.actual_is_of_the_order_of_the_target, given)
    assert found == [f"0.绩效指标.0.实际完成值: {message}" for message in expected]


def test_how_many_times_are_too_many_is_a_setting() -> None:
    given = first(年度指标值="≥4.00(个)", 实际完成值="40.00(个)")
    assert messages(measures.actual_is_of_the_order_of_the_target, given, 检查={"倍数上限": "10"}) == [
        "0.绩效指标.0.实际完成值: 40.00(个) is 10 times the target ≥4.00(个): are both in one unit?"
    ]


def test_reasons_of_the_neighbours_tell_the_unit() -> None:
    given = with_indicators(
        "产出/数量|气象局机时|≥5000.00(%)|13491.00(%)|万核小时",
        "产出/数量|科研院所机时|≥4000.00(%)|26790000.00(%)|核小时",
        kind="自评表",
    )
    assert messages(measures.actual_is_of_the_order_of_the_target, given) == [
        (
            "0.绩效指标.1.实际完成值: 26790000.00(%) is 6,698 times the target ≥4000.00(%): "
            "26,790,000.00 核小时 are 2,679 万核小时, as the others count, and the target is not reached"
        )
    ]
