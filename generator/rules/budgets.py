"""FND: budget, execution and the amount at the start of the year make sense together."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel

from generator.finding import Severity
from generator.model.funds import PARTS, ExecutedFunds, FundRow
from generator.model.labels import labelled
from generator.rules.funds import money, money_below
from generator.rules.rule import Evaluation, Form, Found, rule
from generator.translation import _

_ROWS = ("total", *PARTS)


@rule("FND104")
def executed_is_within_the_budget(form: Evaluation) -> Found:
    """No more is executed than the budget of the whole year.

    Spending beyond the budget is not allowed, so a rate above 100 % is a wrong figure: often the budget of the start
    of the year, before it was adjusted.

    Do: fill in the adjusted budget of the whole year (全年预算数), or put the executed amount right.
    Bad:
        项目资金:
          年度资金总额: {全年执行数: 340.00}
          当年财政拨款: {全年执行数: 340.00}
    Good:
        项目资金:
          年度资金总额: {全年执行数: 330.00}
          当年财政拨款: {全年执行数: 330.00}
    Source: 财预〔2020〕10号
    """
    for name in _ROWS:
        row: FundRow = getattr(form.project.funds, name)
        if row.executed is not None and row.executed > (row.budget or 0):
            message = _("{executed} is executed of a budget of {budget}")
            yield (
                ("funds", name, "executed"),
                message.format(executed=money(row.executed), budget=money(row.budget)),
            )


@rule("FND105")
def amounts_are_not_negative(form: Form) -> Found:
    """No amount is below zero.

    Money that was taken back lowers the budget of the whole year; it is not a negative kind of money.

    Do: enter the amount that is left.
    Bad:
        项目资金: {上年结转资金: {年初预算数: -5.00}, 其他资金: {年初预算数: 5.00}}
    Good:
        项目资金: {上年结转资金: {年初预算数: 0.00}, 其他资金: {年初预算数: 0.00}}
    Source: 审核惯例
    """
    funds = form.project.funds
    records: list[tuple[tuple[str, ...], BaseModel]] = [(("funds",), funds)]
    if isinstance(funds, ExecutedFunds):
        records = [(("funds", name), getattr(funds, name)) for name in _ROWS]
    for path, record in records:
        for attribute, amount in record:
            if isinstance(amount, Decimal) and amount < 0:
                yield (*path, attribute), _("the amount {amount} is below zero").format(amount=money(amount))


@rule("FND106")
def year_has_budget_and_execution(form: Evaluation) -> Found:
    """The year's total has a budget and an executed amount, or states its points itself.

    Without both there is no rate, no points for the budget and no total.

    Do: fill in both amounts; a project without a budget states the points that were agreed (得分).
    Bad:
        项目资金: {年度资金总额: {全年执行数: ""}}
    Good:
        项目资金: {年度资金总额: {全年执行数: 323.40}}
    Source: 财预〔2020〕10号
    """
    funds = form.project.funds
    if funds.total.stated_score is not None:
        return
    for attribute in ("budget", "executed"):
        if getattr(funds.total, attribute) is None:
            label = labelled(FundRow, (attribute,))[-1]
            yield ("funds", "total", attribute), _("{label} is empty").format(label=label)
    if funds.total.budget == 0:
        message = _("a budget of 0 has no rate and earns no points: state 得分")
        if parts := money_below(funds, "budget"):
            message = _("the budget is 0, but its parts add up to {sum}").format(sum=money(parts))
        yield ("funds", "total", "budget"), message


@rule("FND108", Severity.WARNING)
def year_begins_with_a_budget(form: Evaluation) -> Found:
    """A project that has a budget for the year had one at its start.

    Projects are approved with the budget of the year. A zero at its start says that the column was not filled in, or
    that all the money came during the year and needs a reason.

    Do: fill in the budget as approved at the start of the year, or explain the addition.
    Bad:
        项目资金: {年度资金总额: {年初预算数: 0.00}, 当年财政拨款: {年初预算数: 0.00}}
    Good:
        项目资金: {年度资金总额: {年初预算数: 330.00}, 当年财政拨款: {年初预算数: 330.00}}
    Source: 公开表格中的实例
    """
    funds = form.project.funds
    # Where the parts have a start, only the total was forgotten: FND107.
    if funds.total.budget and not funds.total.initial_budget and not money_below(funds, "initial_budget"):
        message = _("the year begins with {initial}, but its budget is {budget}: was the column left out?")
        yield (
            ("funds", "total", "initial_budget"),
            message.format(initial=money(funds.total.initial_budget), budget=money(funds.total.budget)),
        )


@rule("FND109", Severity.WARNING)
def budget_stays_as_it_began(form: Evaluation) -> Found:
    """The budget of the whole year is the budget of its start.

    A budget that was changed during the year was badly planned or met something new; a reviewer asks for the
    decision that changed it.

    Do: have the document of the adjustment at hand, and name it in 实际完成情况 or among the reasons.
    Bad:
        项目资金: {年度资金总额: {年初预算数: 300.00}, 当年财政拨款: {年初预算数: 300.00}}
    Good:
        项目资金: {年度资金总额: {年初预算数: 330.00}, 当年财政拨款: {年初预算数: 330.00}}
    Source: 财预〔2020〕10号
    """
    total = form.project.funds.total
    if total.initial_budget and total.budget is not None and total.initial_budget != total.budget:
        message = _("the year began with {initial}, its budget became {budget} ({change} %)")
        change = (total.budget - total.initial_budget) * 100 / total.initial_budget
        yield (
            ("funds", "total", "budget"),
            message.format(
                initial=money(total.initial_budget), budget=money(total.budget), change=f"{change:+.2f}"
            ),
        )
