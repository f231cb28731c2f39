"""EXP: marks that are too good ask for a second look."""

from __future__ import annotations

from collections import defaultdict

from generator.finding import Severity
from generator.model.score import ProjectScore
from generator.rules.rule import Evaluation, Found, ScoredBooklet, rule
from generator.translation import _

_FEW = 3  # projects: fewer at full marks are no pattern


@rule("EXP105", Severity.WARNING)
def full_marks_go_with_a_spent_budget(form: Evaluation) -> Found:
    """Not every indicator has full marks where much of the budget was left.

    Everything reached with two thirds of the money means that the budget was too high or the targets too low. The
    floor of the rate is the setting 满分执行率下限.

    Do: look at the targets again, and explain how they were reached with less.
    Bad:
        项目资金:
          年度资金总额: {全年执行数: 198.00}
          当年财政拨款: {全年执行数: 198.00}
        偏差原因分析及改进措施: 部分合同年末验收，尾款次年支付
    Good:
        项目资金:
          年度资金总额: {全年执行数: 280.50}
          当年财政拨款: {全年执行数: 280.50}
        偏差原因分析及改进措施: 部分合同年末验收，尾款次年支付
    Source: 审核惯例
    """
    rate, floor = form.score.rates.total.figure.number, form.booklet.checks.full_marks_floor
    if rate is not None and rate < floor and _has_full_marks(form.score):
        message = _("all {count} indicators have full marks, but only {rate} % of the budget is executed")
        yield (
            ("funds", "total", "executed"),
            message.format(count=len(form.score.indicators), rate=f"{rate:.2f}"),
        )


@rule("EXP106", Severity.HINT)
def not_every_project_has_full_marks(booklet: ScoredBooklet) -> Found:
    """Not every project of a department has full marks in all its indicators.

    A self-evaluation without one lost point is not believed: it shows targets set so that they cannot be missed.

    Do: have one or two projects evaluated again by somebody who did not carry them out.
    Bad:
        项目列表:
          - 项目名称: 高性能计算服务经费
          - 项目名称: 数据安全合规建设
            年度总体目标: {预期目标: 建立制度。, 实际完成情况: 制度已印发并施行。}
          - 项目名称: 开办经费
            年度总体目标: {预期目标: 配齐设备。, 实际完成情况: 设备已到位启用。}
    Good:
        项目列表:
          - 项目名称: 高性能计算服务经费
          - 项目名称: 数据安全合规建设
            年度总体目标: {预期目标: 建立制度。, 实际完成情况: 制度已印发并施行。}
    Source: 审核惯例
    """
    by_department: dict[str, list[int]] = defaultdict(list)
    for position, project in enumerate(booklet.booklet.projects):
        by_department[project.department].append(position)
    for department, positions in by_department.items():
        if len(positions) >= _FEW and all(_has_full_marks(booklet.scores[each]) for each in positions):
            message = _("all {count} projects of {department} have full marks in all their indicators")
            path = ("projects", positions[0], "indicators")
            yield path, message.format(count=len(positions), department=department)


def _has_full_marks(score: ProjectScore) -> bool:
    return bool(score.indicators) and all(each.figure.number == each.weight for each in score.indicators)
