"""What two booklets say beside each other; the examples of the rules are tested in test_examples."""

from __future__ import annotations

import pytest
from rules.examples import booklet, booklet_data

from generator import rules, scoring


def told(code: str, here: str, there: str, kind: str = "自评表", other_kind: str = "自评表") -> list[str]:
    """What one rule says of a booklet beside another one."""
    given = booklet(booklet_data(here, kind) | {"对照": ["另一本"]})
    other = rules.Other("另一本", booklet(booklet_data(there, other_kind)))
    problems = rules.run(given, scoring.score_booklet(given), [other])
    return [
        f"{'.'.join(map(str, problem.path[1:] or problem.path))}: {problem.message}"
        for problem in problems
        if problem.code == code
    ]


HALF = "{年初预算数: 165.00, 全年预算数: 165.00, 全年执行数: 160.00}"
TWICE = "{年初预算数: 660.00, 全年预算数: 660.00, 全年执行数: 650.00}"


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    (
        pytest.param("≥15.00(个)", "20.00(个)", [], id="a little less"),
        pytest.param("≥13.00(个)", "20.00(个)", ["35 % behind the 20.00(个)"], id="far less"),
        pytest.param("≥14.00(个)", "20.00(个)", [], id="at the limit"),
        pytest.param("≥0.0013(万个)", "20.00(个)", ["35 % behind the 20.00(个)"], id="in another scale"),
        pytest.param("≥13.00(个)", "20.00(%)", [], id="in another unit"),
        pytest.param("≥13.00(个)", "达成指标", [], id="words"),
    ),
)
def test_target_reaches_what_was_reached_before(now: str, before: str, expected: list[str]) -> None:
    there = f"绩效指标: {{4: {{年度指标值: ≥10.00(个), 实际完成值: {before}}}}}\n年度: 2023"
    found = told("YRS103", f'绩效指标: {{4: {{年度指标值: "{now}"}}}}', there)
    assert found == [
        f"0.绩效指标.3.年度指标值: the target {now} is {part} that 2023 reached" for part in expected
    ]


def test_less_money_explains_less() -> None:
    here = f"绩效指标: {{4: {{年度指标值: ≥2.00(个)}}}}\n项目资金: {{年度资金总额: {HALF}, 当年财政拨款: {HALF}}}"
    assert told("YRS103", here, "年度: 2023") == []
    assert told("YRS104", here, "年度: 2023") == []


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    (
        pytest.param("≥20.00(个)", "≥20.00(个)", False, id="the same"),
        pytest.param("≥19.00(个)", "≥20.00(个)", True, id="less"),
        pytest.param("≤31.00(分钟)", "≤30.00(分钟)", True, id="a limit that rose"),
        pytest.param("≤0.50(小时)", "≤30.00(分钟)", False, id="the same limit in another scale"),
        pytest.param("≥19.00(个)", "≤20.00(个)", False, id="another direction"),
        pytest.param("较多", "≥20.00(个)", False, id="words"),
    ),
)
def test_target_is_as_strict_as_before(now: str, before: str, expected: bool) -> None:
    found = told(
        "YRS104",
        f'绩效指标: {{4: {{年度指标值: "{now}"}}}}',
        f'绩效指标: {{4: {{年度指标值: "{before}"}}}}\n年度: 2023',
    )
    message = f"the target {now} is looser than {before} in 2023, and the money did not fall"
    assert found == ([f"0.绩效指标.3.年度指标值: {message}"] if expected else [])


def test_costs_may_grow_with_the_money() -> None:
    here = f"年度指标值: ≤660.00(万元)\n项目资金: {{年度资金总额: {TWICE}, 当年财政拨款: {TWICE}}}"
    assert told("YRS104", here, "年度: 2023") == []
    assert len(told("YRS104", here.replace("≤660", "≤661"), "年度: 2023")) == 1


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    (
        pytest.param("", "{}", [], id="the same"),
        pytest.param(
            f"项目资金: {{年度资金总额: {TWICE}}}",
            "年度: 2023",
            ["660.00 万元 here, 330.00 万元 in 2023: a change of +100.0 %"],
            id="twice as much",
        ),
        pytest.param(
            f"项目资金: {{年度资金总额: {HALF}}}",
            "年度: 2023",
            ["165.00 万元 here, 330.00 万元 in 2023: a change of -50.0 %"],
            id="half as much",
        ),
        pytest.param(f"项目资金: {{年度资金总额: {TWICE}}}", "{}", [], id="of the same year"),
    ),
)
def test_amount_does_not_jump(here: str, there: str, expected: list[str]) -> None:
    assert told("YRS109", here, there) == [f"0.项目资金.年度资金总额.全年预算数: {line}" for line in expected]


def test_amounts_in_other_units_are_compared() -> None:
    assert told("YRS109", "", "年度: 2023", kind="申报表") == []
    here = "项目资金: {年度资金申请总额: 330.00}"
    assert told("YRS109", here, "年度: 2023", kind="申报表") == [
        "0.项目资金.年度资金申请总额: 330.00 元 here, 3,300,000.00 元 in 2023: a change of -100.0 %"
    ]


def test_projects_are_the_same_in_both_booklets() -> None:
    assert told("YRS110", "", "年度: 2023\n项目列表: [{}, {项目名称: 自然人身份多源认证服务}]") == [
        "对照: 1 projects of 另一本 (2023) are not here: 自然人身份多源认证服务"
    ]


def test_a_declared_target_stays() -> None:
    there = "表种: 申报表\n年度: 2024\n年度指标值: ≤3200000.00(元)"
    assert told("YRS111", "", there, other_kind="申报表") == [
        "0.绩效指标.0.年度指标值: the target is ≤330.00(万元), but ≤3200000.00(元) was declared"
    ]
