"""FRM: what the head of a form says is known, filled in and fits together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.finding import Severity
from generator.location import KeyPath
from generator.nearest import did_you_mean
from generator.rules.rule import Declaration, Form, Found, rule
from generator.translation import _, listed

_YEARLY = "经常性"  # what the nature of a project is called that comes back every year
_NOTHING_ELSE = re.compile(r"[xX×*＊?？/—_.…\-\s]+|待[填定补]\w*|暂[无缺]|无|TBD|TODO", re.IGNORECASE)
_INSIDE = re.compile(
    r"(?<![A-Za-z])[xX×*＊]{2,}(?![A-Za-z])|_{2,}|待填|待补充|待完善|此处填写|请填写|[tT](?:[oO][dD][oO]|[bB][dD])"
)
_FILLED = ("name", "department", "unit", "nature", "category")


@rule("FRM108", Severity.WARNING)
def nature_is_known(form: Declaration) -> Found:
    """项目性质 is one of the list.

    Projects are summed up by their nature; another word makes a line of its own. The setting 项目性质 holds the list.

    Do: choose a word of the list, or add this one to the setting.
    Bad:
        项目性质: 经常性业务费
    Good:
        项目性质: 经常性专项业务费
    Source: 财预〔2015〕88号；公开表格中的实例
    """
    yield from _unknown("nature", form.project.nature, form.booklet.checks.natures)


@rule("FRM109", Severity.WARNING)
def category_is_known(form: Declaration) -> Found:
    """项目类别 is one of the list.

    Projects are summed up by their category; another word makes a line of its own. The setting 项目类别 holds the list.

    Do: choose a word of the list, or add this one to the setting.
    Bad:
        项目类别: 特定目标
    Good:
        项目类别: 特定目标类
    Source: 财预〔2015〕88号；公开表格中的实例
    """
    yield from _unknown("category", form.project.category, form.booklet.checks.categories)


@rule("FRM113", Severity.WARNING)
def yearly_project_runs_for_one_year(form: Declaration) -> Found:
    """A project whose nature is yearly (经常性) is planned for one year.

    Money of that kind is asked for year by year; a project of several years is 阶段性项目 and states its total.

    Do: correct the dates, or the nature.
    Bad:
        计划完成日期: 2027-12-31
        项目资金: {项目资金总额: "6,600,000.00"}
        项目绩效目标: {项目总目标: 建成公共算力平台。}
    Good:
        项目性质: 阶段性项目
        计划完成日期: 2027-12-31
        项目资金: {项目资金总额: "6,600,000.00"}
        项目绩效目标: {项目总目标: 建成公共算力平台。}
    Source: 公开表格中的实例
    """
    start, end = form.project.start, form.project.end
    if _YEARLY in form.project.nature and start and end and start.year < end.year:
        message = _("{nature} is asked for year by year, but the project runs from {start} to {end}")
        yield ("end",), message.format(nature=form.project.nature, start=start, end=end)


@rule("FRM114")
def head_and_goals_hold_no_placeholder(form: Form) -> Found:
    """Neither the head nor the goals nor the name of an indicator holds a placeholder.

    XX, 待填 and the like were meant to be replaced; a form that still has them is not finished.

    Do: write what was meant.
    Bad:
        年度总体目标: {实际完成情况: 全年为XX个科研项目提供算力服务。}
    Good:
        年度总体目标: {实际完成情况: 全年为22个科研项目提供算力服务。}
    Source: 审核惯例
    """
    project = form.project
    texts: list[tuple[KeyPath, str]] = [
        *(((attribute,), getattr(project, attribute, "")) for attribute in _FILLED),
        *((("goals", attribute), text) for attribute, text in project.goals),
        *((("indicators", position, "name"), each.name) for position, each in enumerate(project.indicators)),
    ]
    for path, text in texts:
        if match := _NOTHING_ELSE.fullmatch(text) or _INSIDE.search(text):
            message = _("{placeholder} is a placeholder that nothing has replaced")
            yield path, message.format(placeholder=match[0])


def _unknown(attribute: str, word: str, known: Iterable[str]) -> Found:
    if word and word not in known:
        message = _("{word} is not one of {known}").format(word=word, known=listed(known))
        yield (attribute,), message + did_you_mean(word, known)
