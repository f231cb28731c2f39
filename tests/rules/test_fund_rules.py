from __future__ import annotations

import pytest
from rules.cases import Data, declaration, funds, messages, project, row

from generator.rules import budgets
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
        pytest.param({"年度资金总额": row("", "330.00")}, [], id="no total: said elsewhere"),
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
    assert messages(budgets.executed_is_within_the_budget, project(项目资金=funds(**rows))) == expected


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
    assert messages(budgets.amounts_are_not_negative, given) == expected


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
                "0.项目资金.年度资金总额.全年预算数: the budget is 0, but its parts add up to 339.93",
            ],
            id="no budget, but parts",
        ),
    ),
)
def test_year_has_budget_and_execution(total: Data, expected: list[str]) -> None:
    given = project(项目资金=funds(年度资金总额=total))
    assert messages(budgets.year_has_budget_and_execution, given) == expected


def test_a_year_without_any_budget_states_its_points() -> None:
    nothing = dict.fromkeys(("年度资金总额", "当年财政拨款"), row("0", "0"))
    assert messages(budgets.year_has_budget_and_execution, project(项目资金=funds(**nothing))) == [
        "0.项目资金.年度资金总额.全年预算数: a budget of 0 has no rate and earns no points: state 得分"
    ]


def year(initial: str, budget: str = "339.93", part: str = "0.00", **labels: object) -> Data:
    """A form whose year began with `initial`, and its appropriation with `part`."""
    total = row(budget, "330.00", **labels) | {"年初预算数": initial}
    below = row("339.93", "330.00") | {"年初预算数": part}
    return project(项目资金=funds(年度资金总额=total, 当年财政拨款=below))


TOTAL = "0.项目资金.年度资金总额"


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(year("339.93", part="339.93"), [], id="a total"),
        pytest.param(year("0.00"), [], id="nothing below"),
        pytest.param(
            year("0.00", part="339.93"),
            [f"{TOTAL}.年初预算数: the total is 0.00, but its parts add up to 339.93"],
            id="a zero above",
        ),
        pytest.param(
            year("", part="5.00"),
            [f"{TOTAL}.年初预算数: the total is nothing, but its parts add up to 5.00"],
            id="a blank above",
        ),
        pytest.param(year("0.00", budget=""), [], id="no budget: said elsewhere"),
        pytest.param(
            year("0.00", budget="", 得分="10"),
            [f"{TOTAL}.全年预算数: the total is nothing, but its parts add up to 339.93"],
            id="no budget, points stated",
        ),
        pytest.param(
            project(项目资金=funds(年度资金总额=row("339.93", "0.00"))),
            [f"{TOTAL}.全年执行数: the total is 0.00, but its parts add up to 330.00"],
            id="nothing executed above",
        ),
    ),
)
def test_parts_have_a_total(given: Data, expected: list[str]) -> None:
    assert messages(rules_of_funds.parts_have_a_total, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(year("0.01"), [], id="a cent"),
        pytest.param(year("0.00", budget="0.00"), [], id="no budget either"),
        pytest.param(year("0.00", part="339.93"), [], id="parts hold it: said elsewhere"),
        pytest.param(
            year("0.00"),
            [
                f"{TOTAL}.年初预算数: the year begins with 0.00, but its budget is 339.93: was the column left out?"
            ],
            id="a zero",
        ),
        pytest.param(
            year("", part=""),
            [
                f"{TOTAL}.年初预算数: the year begins with nothing, but its budget is 339.93: was the column left out?"
            ],
            id="a blank",
        ),
    ),
)
def test_year_begins_with_a_budget(given: Data, expected: list[str]) -> None:
    assert messages(budgets.year_begins_with_a_budget, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(year("339.93"), [], id="as it began"),
        pytest.param(year("0.00"), [], id="from nothing: said elsewhere"),
        pytest.param(year("300.00", budget=""), [], id="no budget: said elsewhere"),
        pytest.param(
            year("400.00", budget="300.00"),
            [f"{TOTAL}.全年预算数: the year began with 400.00, its budget became 300.00 (-25.00 %)"],
            id="cut",
        ),
        pytest.param(
            year("339.92"),
            [f"{TOTAL}.全年预算数: the year began with 339.92, its budget became 339.93 (+0.00 %)"],
            id="a cent more",
        ),
    ),
)
def test_budget_stays_as_it_began(given: Data, expected: list[str]) -> None:
    assert messages(budgets.budget_stays_as_it_began, given) == expected
