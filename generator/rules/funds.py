"""FND: the amounts of a form add up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.finding import Severity
from generator.model.funds import PARTS, ExecutedFunds
from generator.rules.rule import Declaration, Evaluation, Found, rule
from generator.translation import _

COLUMNS = ("initial_budget", "budget", "executed")


@rule("FND101")
def parts_add_up_in_each_column(form: Evaluation) -> Found:
    """In each column the three kinds of money add up to the year's total.

    The table is read across and down; a column that does not add up cannot be reconciled with the final accounts.

    Do: compare the four amounts with the accounts and put the wrong one right.
    Bad:
        项目资金: {其他资金: {全年预算数: 10.00}}
    Good:
        项目资金: {其他资金: {全年预算数: 0.00}}
    Source: 财预〔2020〕10号
    """
    funds = form.project.funds
    for column in COLUMNS:
        total = getattr(funds.total, column)
        if total and (message := _mismatch(total, column_parts(funds, column))):
            yield ("funds", "total", column), message


@rule("FND102")
def parts_add_up_to_the_request(form: Declaration) -> Found:
    """The three kinds of money add up to the year's request.

    The request is approved as a total and paid out by kind; the two have to be the same money.

    Do: compare the amounts with the budget that was submitted and put the wrong one right.
    Bad:
        项目资金: {其他资金: 100000.00}
    Good:
        项目资金: {其他资金: 0.00}
    Source: 财预〔2015〕88号
    """
    funds = form.project.funds
    if message := _mismatch(funds.total, [getattr(funds, part) for part in PARTS]):
        yield ("funds", "total"), message


@rule("FND103")
def parts_add_up_to_the_project(form: Declaration) -> Found:
    """Fiscal and other money add up to the project's total.

    For a project of several years the left half of the table gives its whole money, by the same arithmetic.

    Do: compare the amounts with the project's approval and put the wrong one right.
    Bad:
        项目资金: {项目资金总额: 6600000.00, 财政资金: 3300000.00, 项目其他资金: 300000.00}
    Good:
        项目资金: {项目资金总额: 6600000.00, 财政资金: 6300000.00, 项目其他资金: 300000.00}
    Source: 财预〔2015〕88号
    """
    funds = form.project.funds
    if message := _mismatch(funds.project_total, [funds.project_fiscal, funds.project_other]):
        yield ("funds", "project_total"), message


@rule("FND107", Severity.WARNING)
def parts_have_a_total(form: Evaluation) -> Found:
    """Where the three kinds of money hold something, the year's total does, too.

    A zero or a blank above filled-in parts is a total that was forgotten, and the rate is reckoned from it.

    Do: fill in the total, or clear the parts.
    Bad:
        项目资金: {年度资金总额: {年初预算数: 0.00}}
    Good:
        项目资金: {年度资金总额: {年初预算数: 330.00}}
    Source: 公开表格中的实例
    """
    funds = form.project.funds
    for column in COLUMNS:
        total = getattr(funds.total, column)
        parts = money_below(funds, column)
        # A year without budget or execution is an error of its own: FND106.
        needed = column != "initial_budget" and funds.total.stated_score is None
        if parts and not total and not (needed and (total is None or column == "budget")):
            message = _("the total is {total}, but its parts add up to {sum}")
            yield ("funds", "total", column), message.format(total=money(total), sum=money(parts))


def column_parts(funds: ExecutedFunds, column: str) -> list[Decimal | None]:
    """The amounts below the total of a column."""
    return [getattr(getattr(funds, part), column) for part in PARTS]


def money_below(funds: ExecutedFunds, column: str) -> Decimal:
    """What the parts of a column add up to."""
    return sum((part for part in column_parts(funds, column) if part is not None), Decimal(0))


def money(amount: Decimal | None) -> str:
    """An amount as messages write it."""
    return _("nothing") if amount is None else f"{amount:,.2f}"


def _mismatch(total: Decimal | None, parts: Sequence[Decimal | None]) -> str:
    """The message when filled-in parts do not make the total, otherwise nothing."""
    filled = [part for part in parts if part is not None]
    if not filled or sum(filled) == (total or 0):
        return ""
    message = _("the total is {total}, but its parts add up to {sum}")
    return message.format(total=money(total), sum=money(sum(filled, Decimal(0))))
