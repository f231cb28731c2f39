"""SCO: rate, points of the budget, total and grade that a form states are those that follow from it."""

from __future__ import annotations

from decimal import Decimal

from generator.finding import Severity
from generator.model.amounts import half_up, truncate
from generator.model.funds import PARTS
from generator.model.score import Rate
from generator.rules.rule import Evaluation, Found, rule
from generator.rules.weights import points
from generator.translation import _, listed

_HUNDRED = Decimal(100)


@rule("SCO103")
def stated_rate_is_the_rate(form: Evaluation) -> Found:
    """A stated rate is executed ÷ budget, cut off or rounded half-up to two decimals.

    Both ways of rounding are in use; a rate that is neither belongs to other amounts. Each row has its own rate.

    Do: leave 执行率 empty and it is computed, or put the amounts right.
    Bad:
        项目资金: {年度资金总额: {执行率: 98.50}}
    Good:
        项目资金: {年度资金总额: {执行率: 98.00}}
    Source: 财预〔2020〕10号
    """
    for name in ("total", *PARTS):
        rate: Rate = getattr(form.score.rates, name)
        stated = rate.figure.stated
        if stated is None:
            continue
        exact = rate.exact or Decimal(0)
        if stated.number not in (truncate(exact), half_up(exact)):
            message = _("the rate is stated as {stated}, expected {rate}")
            yield (
                ("funds", name, "stated_rate"),
                message.format(stated=stated.text, rate=points(truncate(exact))),
            )


@rule("SCO104")
def total_is_budget_points_plus_indicator_points(form: Evaluation) -> Found:
    """A stated total is the points of the budget plus the points of all indicators.

    The sum is what every reader checks first.

    Do: leave 总分 empty and it is computed, or put the points right.
    Bad: 总分: 99.81
    Good: 总分: 99.80
    Source: 财预〔2020〕10号
    """
    total = form.score.total
    if total.stated and total.computed is not None and total.stated.number != total.computed:
        message = _("the total is stated as {stated}, but the points add up to {computed}")
        yield ("stated_total",), message.format(stated=total.stated.text, computed=points(total.computed))


@rule("SCO105")
def budget_points_are_weight_times_rate(form: Evaluation) -> Found:
    """Stated points of the budget are weight × rate, half-up, by the exact or by a printed rate.

    The points of the budget are arithmetic; nobody judges them.

    Do: leave 得分 empty and it is computed, or put the amounts right.
    Bad:
        项目资金: {年度资金总额: {得分: 9.90}}
    Good:
        项目资金: {年度资金总额: {得分: 9.80}}
    Source: 财预〔2020〕10号
    """
    stated, rate, weight = form.score.budget.stated, form.score.rates.total, form.score.budget_weight
    # Points that no rate can earn are SCO108.
    if stated is None or rate.exact is None or not 0 <= stated.number <= weight:
        return
    rates = (rate.exact, truncate(rate.exact), half_up(rate.exact))
    if stated.number not in {half_up(min(weight * each / _HUNDRED, weight)) for each in rates}:
        message = _("the budget is stated to earn {stated} points, expected {computed}")
        computed = points(form.score.budget.computed or Decimal(0))
        yield ("funds", "total", "stated_score"), message.format(stated=stated.text, computed=computed)


@rule("SCO110", Severity.WARNING)
def grade_is_one_of_the_grades(form: Evaluation) -> Found:
    """A stated grade is one of the grades that the booklet has.

    优秀 for 优 is read rightly by people and miscounted by every list of grades. The grades are the setting 计分.等级.

    Do: use the word of the rule, or set the grades of your finance office.
    Bad: 评分等级: 优秀
    Good: 评分等级: 优
    Source: 财预〔2020〕10号
    """
    stated, grades = form.project.stated_grade, form.booklet.scoring.grades
    if stated and stated not in grades:
        message = _("found grade {grade}, expected one of {grades}")
        yield ("stated_grade",), message.format(grade=stated, grades=listed(grades))


@rule("SCO111")
def grade_follows_the_total(form: Evaluation) -> Found:
    """A stated grade is the one that the total earns.

    Grades decide over next year's money; one that the total does not earn will be corrected in the re-check.

    Do: leave 评分等级 empty and it is computed. The thresholds are the setting 计分.等级.
    Bad: 评分等级: 良
    Good: 评分等级: 优
    Source: 财预〔2020〕10号
    """
    stated, computed = form.project.stated_grade, form.score.computed_grade
    if stated in form.booklet.scoring.grades and computed and stated != computed:
        message = _("the grade is stated as {stated}, but a total of {total} earns {grade}")
        yield ("stated_grade",), message.format(stated=stated, total=form.score.total.text, grade=computed)
