"""FRM: the head of a form is complete and its dates make sense."""

from __future__ import annotations

from pydantic import BaseModel

from generator.model.labels import labelled
from generator.model.project import SelfEvaluation
from generator.rules.rule import Declaration, Form, Found, rule
from generator.translation import _


@rule("FRM101")
def department_and_unit_are_named(form: Form) -> Found:
    """A form names the department and the unit that carries the project out.

    Without them nobody answers for the money.

    Do: fill in 主管部门 and 实施单位; both may be the same.
    Bad:
        实施单位: ""
    Good:
        实施单位: 上海市数据局
    Source: 财预〔2015〕88号
    """
    for attribute in ("department", "unit"):
        if not getattr(form.project, attribute):
            yield (attribute,), _empty(form, (attribute,))


@rule("FRM102")
def goals_are_stated(form: Form) -> Found:
    """A form states the goals of the year, a self-evaluation also what came of them.

    A project without a goal gets no budget, and without what came of it there is nothing to evaluate.

    Do: say what the money is for this year; in a self-evaluation also what was done with it.
    Bad:
        年度总体目标: {实际完成情况: ""}
    Good:
        年度总体目标: {实际完成情况: 全年为22个科研项目提供机时5200万核小时。}
    Source: 财预〔2015〕88号
    """
    attributes = ("expected", "achieved") if isinstance(form.project, SelfEvaluation) else ("year",)
    for attribute in attributes:
        if not getattr(form.project.goals, attribute):
            yield ("goals", attribute), _empty(form, ("goals", attribute))


@rule("FRM104")
def dates_are_given(form: Declaration) -> Found:
    """A declaration says when the project starts and ends.

    Whether a project is of one year or of several decides what else has to be filled in.

    Do: fill in 计划开始日期 and 计划完成日期, such as 2026-01-01.
    Bad:
        计划完成日期: ""
    Good:
        计划完成日期: 2026-12-31
    Source: 财预〔2015〕88号
    """
    for attribute in ("start", "end"):
        if getattr(form.project, attribute) is None:
            yield (attribute,), _empty(Form(form.booklet, form.project), (attribute,))


@rule("FRM105")
def project_ends_after_it_starts(form: Declaration) -> Found:
    """A project does not end before it starts.

    One of the two dates is a slip, and a reviewer cannot know which.

    Do: correct the date that is wrong.
    Bad:
        计划开始日期: 2026-06-01
        计划完成日期: 2026-05-31
    Good:
        计划开始日期: 2026-06-01
        计划完成日期: 2026-11-30
    Source: 审核惯例
    """
    start, end = form.project.start, form.project.end
    if start and end and end < start:
        yield (
            ("end",),
            _("the project ends on {end}, before it starts on {start}").format(start=start, end=end),
        )


@rule("FRM106")
def project_runs_in_the_year_of_the_form(form: Declaration) -> Found:
    """The days from start to end reach into the form's year.

    Money of a year is asked for work in that year; other dates were often left over from an earlier form.

    Do: correct the dates, or move the project to the booklet of its year.
    Bad:
        计划开始日期: 2025-01-01
        计划完成日期: 2025-12-31
    Good:
        计划开始日期: 2026-01-01
        计划完成日期: 2026-12-31
    Source: 财预〔2015〕88号
    """
    start, end, year = form.project.start, form.project.end, form.booklet.year
    if start and start.year > year:
        yield (
            ("start",),
            _("the project starts on {day}, after the form's year {year}").format(day=start, year=year),
        )
    if end and end.year < year:
        yield (
            ("end",),
            _("the project ends on {day}, before the form's year {year}").format(day=end, year=year),
        )


@rule("FRM107")
def project_of_several_years_has_totals(form: Declaration) -> Found:
    """A project that reaches beyond the form's year states its amount and its goal for all years.

    The year's part can only be judged against the whole: what is it in all, and what will it have cost?

    Do: fill in 项目资金总额 and 项目总目标; a project of one year leaves both blank.
    Bad:
        项目性质: 阶段性项目
        计划完成日期: 2027-12-31
    Good:
        项目性质: 阶段性项目
        计划完成日期: 2027-12-31
        项目资金: {项目资金总额: "6,600,000.00"}
        项目绩效目标: {项目总目标: 建成公共算力平台。}
    Source: 财预〔2015〕88号
    """
    start, end = form.project.start, form.project.end
    if not (start and end and start.year < end.year):
        return
    for path, value in (
        (("funds", "project_total"), form.project.funds.project_total),
        (("goals", "project"), form.project.goals.project),
    ):
        if not value:
            message = _("{label} is empty, but the project runs from {start} to {end}")
            yield path, message.format(label=_label(form.project, path), start=start, end=end)


def _empty(form: Form, path: tuple[str, ...]) -> str:
    return _("{label} is empty").format(label=_label(form.project, path))


def _label(project: BaseModel, path: tuple[str, ...]) -> str:
    return str(labelled(type(project), path)[-1])
