"""FND: the amounts of a form agree with each other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pydantic import BaseModel

from generator.model.funds import PARTS, ExecutedFunds, FundRow
from generator.model.labels import labelled
from generator.rules.rule import Declaration, Evaluation, Form, Found, rule
from generator.translation import _

_ROWS = ("total", *PARTS)
_COLUMNS = ("initial_budget", "budget", "executed")


@rule("FND101")
def parts_add_up_in_each_column(form: Evaluation) -> Found:
    """In each column the three kinds of money add up to the year's total."""
    funds = form.project.funds
    for column in _COLUMNS:
        parts = [getattr(getattr(funds, part), column) for part in PARTS]
        if message := _mismatch(getattr(funds.total, column), parts):
            yield ("funds", "total", column), message


@rule("FND102")
def parts_add_up_to_the_request(form: Declaration) -> Found:
    """The three kinds of money add up to the year's request."""
    funds = form.project.funds
    if message := _mismatch(funds.total, [getattr(funds, part) for part in PARTS]):
        yield ("funds", "total"), message


@rule("FND103")
def parts_add_up_to_the_project(form: Declaration) -> Found:
    """Fiscal and other money add up to the project's total."""
    funds = form.project.funds
    if message := _mismatch(funds.project_total, [funds.project_fiscal, funds.project_other]):
        yield ("funds", "project_total"), message


@rule("FND104")
def executed_is_within_the_budget(form: Evaluation) -> Found:
    """No more is executed than the budget of the whole year."""
    for name in _ROWS:
        row: FundRow = getattr(form.project.funds, name)
        if row.executed is not None and row.executed > (row.budget or 0):
            message = _("{executed} is executed of a budget of {budget}")
            yield (
                ("funds", name, "executed"),
                message.format(executed=_money(row.executed), budget=_money(row.budget)),
            )


@rule("FND105")
def amounts_are_not_negative(form: Form) -> Found:
    """No amount is below zero."""
    funds = form.project.funds
    records: list[tuple[tuple[str, ...], BaseModel]] = [(("funds",), funds)]
    if isinstance(funds, ExecutedFunds):
        records = [(("funds", name), getattr(funds, name)) for name in _ROWS]
    for path, record in records:
        for attribute, amount in record:
            if isinstance(amount, Decimal) and amount < 0:
                yield (*path, attribute), _("the amount {amount} is below zero").format(amount=_money(amount))


@rule("FND106")
def year_has_budget_and_execution(form: Evaluation) -> Found:
    """The year's total has a budget and an executed amount, or states its points itself."""
    total = form.project.funds.total
    if total.stated_score is not None:
        return
    for attribute in ("budget", "executed"):
        if getattr(total, attribute) is None:
            label = labelled(FundRow, (attribute,))[-1]
            yield ("funds", "total", attribute), _("{label} is empty").format(label=label)
    if total.budget == 0:
        message = _("a budget of 0 has no rate and earns no points: state 得分")
        yield ("funds", "total", "budget"), message


def _mismatch(total: Decimal | None, parts: Sequence[Decimal | None]) -> str:
    """The message when filled-in parts do not make the total, otherwise nothing."""
    filled = [part for part in parts if part is not None]
    if not filled or sum(filled) == (total or 0):
        return ""
    message = _("the total is {total}, but its parts add up to {sum}")
    return message.format(total=_money(total), sum=_money(sum(filled, Decimal(0))))


def _money(amount: Decimal | None) -> str:
    return _("nothing") if amount is None else f"{amount:,.2f}"
