"""LVL: the indicators of a form and the two levels they stand under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.indicator import Indicator
from generator.rules.rule import Form, Found, rule
from generator.translation import _, listed


@rule("LVL101")
def form_has_indicators(form: Form) -> Found:
    """A form has at least one indicator.

    Without indicators there is nothing to approve and nothing to evaluate.

    Do: give the project indicators of output, benefit and satisfaction.
    Bad:
        表种: 申报表
        项目绩效目标: {年度总体目标: 为科研单位提供算力服务。}
        绩效指标: []
    Good:
        表种: 申报表
        三级指标: 项目总成本
    Source: 财预〔2021〕101号
    """
    if not form.project.indicators:
        yield ("indicators",), _("the project has no indicator")


@rule("LVL102")
def first_level_exists(form: Form) -> Found:
    """The first level is one that the booklet knows.

    The levels are the same for all forms, so that indicators can be gathered and compared; 产出 is not 产出指标. They
    are the setting 指标体系.

    Do: write the level as the form prints it.
    Bad:
        表种: 申报表
        一级指标: 成本
    Good:
        表种: 申报表
        一级指标: 成本指标
    Source: 财预〔2021〕101号
    """
    known = form.booklet.checks.levels
    for position, indicator in enumerate(form.project.indicators):
        if indicator.first_level not in known:
            yield ("indicators", position, "first_level"), _unknown(indicator.first_level, known)


@rule("LVL103")
def second_level_stands_under_its_first(form: Form) -> Found:
    """The second level is one of those that the first level has.

    A benefit that stands among the outputs takes the points of an output.

    Do: move the indicator under its own first level, or correct the second level.
    Bad:
        表种: 申报表
        二级指标: 数量指标
    Good:
        表种: 申报表
        二级指标: 经济成本指标
    Source: 财预〔2021〕101号
    """
    levels = form.booklet.checks.levels
    for position, indicator in enumerate(form.project.indicators):
        first, second = indicator.first_level, indicator.second_level
        if first not in levels or second in levels[first]:
            continue
        path = ("indicators", position, "second_level")
        home = next((name for name, below in levels.items() if second in below), None)
        if home is None:
            yield path, _unknown(second, levels[first])
        else:
            message = _("{second} stands under {first}, but belongs to {home}")
            yield path, message.format(second=second, first=first, home=home)


@rule("LVL104")
def indicator_is_named(form: Form) -> Found:
    """Every indicator has a name.

    A row without a name says that something has to be reached, but not what.

    Do: fill in the third level, or take the row out.
    Bad: 三级指标: ""
    Good: 三级指标: 项目总成本
    Source: 财预〔2021〕101号
    """
    for position, indicator in enumerate(form.project.indicators):
        if not indicator.name:
            yield ("indicators", position, "name"), _("the indicator has no name")


def level_of(indicator: Indicator, levels: Mapping[str, tuple[str, ...]]) -> str:
    """The first level that an indicator is meant for: where its second one tells, that one's."""
    first, second = indicator.first_level, indicator.second_level
    if second in levels.get(first, ()):
        return first
    return next((name for name, below in levels.items() if second in below), first)


def _unknown(level: str, known: Iterable[str]) -> str:
    expected = listed(known)
    if not level:
        return _("the level is empty, expected one of {known}").format(known=expected)
    return _("found level {level}, expected one of {known}").format(level=level, known=expected)
