"""VAL: cost indicators limit what is spent, within the year's amount."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.finding import Severity
from generator.model.booklet import Booklet
from generator.model.indicator import Indicator
from generator.model.project import Project, SelfEvaluation
from generator.model.units import converted, is_money
from generator.rules.rule import Form, Found, rule
from generator.translation import _

_COST = "成本指标"
_LESS = re.compile(r"节约|节省|节支|降低|下降|压减|压缩|减少|核减")
_WHOLE = re.compile(r"^(?:项目)?总成本")
# What is due to people, no less than the law says: 人均补助标准 ≥94元.
_DUE = re.compile(r"(?:人均|生均|每人|每生|低保|救助|供养|抚恤|生活)\w{0,14}标准")


@rule("VAL112", Severity.WARNING)
def cost_has_an_upper_limit(form: Form) -> Found:
    """A cost is at most so much, not at least.

    A cost indicator is a limit; with ≥ the project scores better the more it spends.

    Do: write ≤; what should be high is a saving: 成本节约率.
    Bad:
        表种: 申报表
        年度指标值: ≥330.00(万元)
    Good:
        表种: 申报表
        年度指标值: ≤330.00(万元)
    Source: 财预〔2021〕101号
    """
    for position, indicator in enumerate(form.project.indicators):
        if has_no_limit(indicator):
            message = _("{target} sets a cost no limit: write ≤")
            yield ("indicators", position, "target"), message.format(target=indicator.target)


@rule("VAL113", Severity.WARNING)
def costs_stay_within_the_amount(form: Form) -> Found:
    """The limits of cost do not add up to more than the year's amount.

    Costs that may exceed the money that is asked for are no control, and the sum shows where the budget is short.

    Do: bring the limits down to the year's amount, or explain where the rest comes from.
    Bad:
        表种: 申报表
        年度指标值: ≤400.00(万元)
    Good:
        表种: 申报表
        年度指标值: ≤330.00(万元)
    Source: 财预〔2021〕101号
    """
    amount = _amount(form.project)
    costs = _costs(form.project, form.booklet)
    if not amount or not costs:
        return
    total = sum(costs.values(), Decimal(0))
    for position, cost in costs.items():
        # One that names the whole, or is the sum of the others, is not added to them.
        if len(costs) > 1 and (_WHOLE.match(form.project.indicators[position].name) or cost * 2 == total):
            total = max(cost, total - cost)
            break
    if total > amount:
        message = _("the limits of cost add up to {total} {unit}, more than the year's amount {amount}")
        yield (
            ("indicators", next(iter(costs)), "target"),
            message.format(total=f"{total:,.2f}", unit=form.booklet.money_unit, amount=f"{amount:,.2f}"),
        )


def _costs(project: Project, booklet: Booklet) -> dict[int, Decimal]:
    """The limits of cost that are amounts, by position, in the booklet's unit of money."""
    found = {}
    for position, indicator in enumerate(project.indicators):
        target = indicator.target
        counts = (
            _is_cost(indicator) and target.operator not in ("≥", ">") and not _LESS.search(indicator.name)
        )
        if counts and target.number is not None and is_money(target.unit):
            cost = converted(target.number, target.unit, booklet.money_unit)
            if cost is not None:
                found[position] = cost
    return found


def has_no_limit(indicator: Indicator) -> bool:
    """Whether an indicator is a cost that is to be at least so much."""
    if indicator.target.operator not in ("≥", ">") or not indicator.name or not _is_cost(indicator):
        return False
    return not (_LESS.search(indicator.name) or _DUE.search(indicator.name))


def _is_cost(indicator: Indicator) -> bool:
    """Whether an indicator is about money spent: 成本指标 of the first level, or under 产出 as some bodies have it."""
    second = indicator.second_level
    return _COST in (indicator.first_level, second) and not second.startswith(("社会", "生态"))


def _amount(project: Project) -> Decimal | None:
    return project.funds.total.budget if isinstance(project, SelfEvaluation) else project.funds.total
