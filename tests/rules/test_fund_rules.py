from __future__ import annotations

import pytest
from rules.cases import Data, declaration, funds, messages, project, row

from generator.rules import funds as rules_of_funds


@pytest.mark.parametrize(
    ("rows", "expected"),
    (
        pytest.param({}, [], id="add up"),
        pytest.param({"上年结转资金": row("0.00", ""), "其他资金": row("", "")}, [], id="blanks are nothing"),
        pytest.param({"当年财政拨款": {}, "上年结转资金": {}, "其他资金": {}}, [], id="no parts at all"),
        pytest.param(
            {"其他资金": row("0.01", "0.00")},
            ["0.项目资金.年度资金总额.全年预算数: the total is 339.93, but its parts add up to 339.94"],
            id="a cent too many",
        ),
        pytest.param(
            {"年度资金总额": row("", "330.00")},
            ["0.项目资金.年度资金总额.全年预算数: the total is nothing, but its parts add up to 339.93"],
            id="no total",
        ),
    ),
)
def test_parts_add_up_in_each_column(rows: Data, expected: list[str]) -> None:
    assert messages(rules_of_funds.parts_add_up_in_each_column, project(项目资金=funds(**rows))) == expected


@pytest.mark.parametrize(
    ("amounts", "expected"),
    (
        pytest.param({"年度资金申请总额": "3.00", "当年财政拨款": "1", "其他资金": "2"}, [], id="add up"),
        pytest.param({"年度资金申请总额": "3.00"}, [], id="no parts"),
        pytest.param(
            {"年度资金申请总额": "3,000.00", "当年财政拨款": "2,999.99"},
            ["0.项目资金.年度资金申请总额: the total is 3,000.00, but its parts add up to 2,999.99"],
            id="a cent less",
        ),
    ),
)
def test_parts_add_up_to_the_request(amounts: Data, expected: list[str]) -> None:
    assert messages(rules_of_funds.parts_add_up_to_the_request, declaration(项目资金=amounts)) == expected


@pytest.mark.parametrize(
    ("amounts", "expected"),
    (
        pytest.param({}, [], id="one-year project"),
        pytest.param({"项目资金总额": "3", "财政资金": "1", "项目其他资金": "2"}, [], id="add up"),
        pytest.param(
            {"项目资金总额": "4", "财政资金": "1", "项目其他资金": "2"},
            ["0.项目资金.项目资金总额: the total is 4.00, but its parts add up to 3.00"],
            id="too little",
        ),
    ),
)
def test_parts_add_up_to_the_project(amounts: Data, expected: list[str]) -> None:
    assert messages(rules_of_funds.parts_add_up_to_the_project, declaration(项目资金=amounts)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    (
        pytest.param({}, [], id="less"),
        pytest.param({"年度资金总额": row("100.00", "100.00")}, [], id="all of it"),
        pytest.param(
            {"当年财政拨款": row("100.00", "100.01")},
            ["0.项目资金.当年财政拨款.全年执行数: 100.01 is executed of a budget of 100.00"],
            id="a cent more",
        ),
        pytest.param(
            {"其他资金": row("", "5")},
            ["0.项目资金.其他资金.全年执行数: 5.00 is executed of a budget of nothing"],
            id="no budget",
        ),
    ),
)
def test_executed_is_within_the_budget(rows: Data, expected: list[str]) -> None:
    assert messages(rules_of_funds.executed_is_within_the_budget, project(项目资金=funds(**rows))) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(project(), [], id="zero is fine"),
        pytest.param(
            project(项目资金=funds(其他资金=row("-0.01", "0"))),
            ["0.项目资金.其他资金.全年预算数: the amount -0.01 is below zero"],
            id="self-evaluation",
        ),
        pytest.param(
            declaration(项目资金={"其他资金": "-3"}),
            ["0.项目资金.其他资金: the amount -3.00 is below zero"],
            id="target form",
        ),
    ),
)
def test_amounts_are_not_negative(given: Data, expected: list[str]) -> None:
    assert messages(rules_of_funds.amounts_are_not_negative, given) == expected


@pytest.mark.parametrize(
    ("total", "expected"),
    (
        pytest.param(row("1", "1"), [], id="both"),
        pytest.param(row("", "", 得分="8.00"), [], id="points stated"),
        pytest.param(
            row("1", ""), ["0.项目资金.年度资金总额.全年执行数: 全年执行数 is empty"], id="not executed"
        ),
        pytest.param(
            row("0", "0"),
            [
                "0.项目资金.年度资金总额.全年预算数: a budget of 0 has no rate and earns no points: state 得分",
            ],
            id="no budget",
        ),
    ),
)
def test_year_has_budget_and_execution(total: Data, expected: list[str]) -> None:
    given = project(项目资金=funds(年度资金总额=total))
    assert messages(rules_of_funds.year_has_budget_and_execution, given) == expected
