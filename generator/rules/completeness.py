"""LVL: a form has the kinds of indicators that the system asks for."""

from __future__ import annotations

from generator.finding import Severity
from generator.model.project import SelfEvaluation
from generator.rules.levels import level_of
from generator.rules.rule import Form, Found, rule
from generator.translation import _

_COST, _OUTPUT = "成本指标", "产出指标"
_REQUIRED = ("产出指标", "效益指标", "满意度指标")
_KINDS_OF_OUTPUT = ("数量指标", "质量指标", "时效指标")


@rule("LVL105")
def outputs_benefits_and_satisfaction_are_there(form: Form) -> Found:
    """A form has indicators of output, of benefit and of satisfaction.

    What was done, what came of it, and what those served think of it are the three questions of every evaluation. A
    booklet whose scheme (计分.一级指标) or system (检查.指标体系) leaves one out is not asked for it.

    Do: add the missing indicators, such as 服务对象满意度 ≥90 %.
    Bad:
        表种: 申报表
        项目绩效目标: {年度总体目标: 为科研单位提供算力服务。}
        绩效指标:
          - {二级指标: 经济成本指标}
          - {二级指标: 经济成本指标}
          - {二级指标: 数量指标}
          - {二级指标: 数量指标}
          - {二级指标: 质量指标}
          - {二级指标: 时效指标}
          - {二级指标: 社会效益指标}
    Good:
        表种: 申报表
        三级指标: 项目总成本
    Source: 财预〔2021〕101号
    """
    used = _used(form)
    for level in _REQUIRED:
        if used and level not in used and _is_asked_for(form, level):
            yield ("indicators",), _("there is no indicator under {level}").format(level=level)


@rule("LVL106", Severity.WARNING)
def costs_are_there(form: Form) -> Found:
    """A form has an indicator of cost.

    What the result may cost is part of the target since 2021; a project without a limit of cost can be judged by its
    outputs only. A booklet whose scheme (计分.一级指标) has no 成本指标 is not asked for it.

    Do: add what the main output may cost, such as 单位机时成本 ≤0.08(元/核小时).
    Bad:
        表种: 申报表
        绩效指标:
          - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 培训场次, 年度指标值: ≥12.00(场)}
          - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 培训人次, 年度指标值: ≥300.00(人次)}
          - {二级指标: 数量指标}
          - {二级指标: 数量指标}
          - {二级指标: 质量指标}
          - {二级指标: 时效指标}
          - {二级指标: 社会效益指标}
          - {二级指标: 可持续影响指标}
          - {二级指标: 服务对象满意度指标}
    Good:
        表种: 申报表
        三级指标: 项目总成本
    Source: 财预〔2021〕101号
    """
    used = _used(form)
    seconds = {indicator.second_level for indicator in form.project.indicators}
    if used and not {_COST} & (used | seconds) and _is_asked_for(form, _COST):
        yield ("indicators",), _("there is no indicator under {level}").format(level=_COST)


@rule("LVL107", Severity.WARNING)
def outputs_have_quantity_quality_and_time(form: Form) -> Found:
    """The outputs are measured in quantity, quality and time.

    A number without quality can be reached by anything, and one without a date at any time.

    Do: add the missing kind, such as 验收合格率 =100 % or 完成时间 of the main output.
    Bad:
        表种: 申报表
        绩效指标:
          - {二级指标: 经济成本指标}
          - {二级指标: 经济成本指标}
          - {二级指标: 数量指标}
          - {二级指标: 数量指标}
          - {二级指标: 质量指标}
          - {二级指标: 质量指标, 三级指标: 数据备份成功率, 年度指标值: =100.00(%)}
          - {二级指标: 社会效益指标}
          - {二级指标: 可持续影响指标}
          - {二级指标: 服务对象满意度指标}
    Good:
        表种: 申报表
        三级指标: 项目总成本
    Source: 财预〔2021〕101号
    """
    levels = form.booklet.checks.levels
    below = {each.second_level for each in form.project.indicators if level_of(each, levels) == _OUTPUT}
    known = levels.get(_OUTPUT, ())
    if below - set(known):
        return  # a level is wrong, and which it should be is not known: LVL103
    for kind in _KINDS_OF_OUTPUT:
        # Without any output the first level is missing: LVL105.
        if below and kind in known and kind not in below:
            message = _("there is no indicator under {level}, {kind}")
            yield ("indicators",), message.format(level=_OUTPUT, kind=kind)


@rule("LVL114", Severity.WARNING)
def indicators_are_enough(form: Form) -> Found:
    """A form has four indicators or more.

    Fewer cannot show output, benefit and satisfaction of what the money was for. How many are enough is the setting
    最少指标数.

    Do: add indicators for what the project does besides.
    Bad:
        检查: {最少指标数: 10}
    Good:
        检查: {最少指标数: 4}
    Source: 审核惯例
    """
    count, fewest = len(form.project.indicators), form.booklet.checks.fewest
    if 0 < count < fewest:
        message = _("the project has {count} indicators, expected {fewest} or more")
        yield ("indicators",), message.format(count=count, fewest=f"{fewest:.0f}")


def _used(form: Form) -> set[str]:
    """The first levels, also those that a wrong one stands for: LVL102 and LVL103 say so."""
    levels = form.booklet.checks.levels
    used = {indicator.first_level for indicator in form.project.indicators}
    return used | {level_of(indicator, levels) for indicator in form.project.indicators}


def _is_asked_for(form: Form, level: str) -> bool:
    """Whether the booklet's system has the level, and its own scheme of points, if it has one, gives it points."""
    scheme = form.booklet.scoring.scheme if isinstance(form.project, SelfEvaluation) else {}
    return level in form.booklet.checks.levels and (not scheme or bool(scheme.get(level)))
