"""LVL: what an indicator measures is what its level is for."""

from __future__ import annotations

import re

from generator.finding import Severity
from generator.model.indicator import Indicator
from generator.model.settings import CheckSettings
from generator.model.units import is_counter
from generator.rules.levels import level_of
from generator.rules.rule import Form, Found, rule
from generator.rules.words import any_of
from generator.translation import _

_SATISFACTION, _COST = "满意度指标", "成本指标"
_QUALITY, _TIME, _NATURE = "质量指标", "时效指标", "生态效益指标"
# Names that hold a word of the lists and mean something else.
_SURVEY = re.compile(
    r"满意度?(?:调查|测评|测评|问卷|评价)(?:工作|完成|覆盖|次数|数量|份数|回收|开展)|满意度?(?:调查|测评)$"
)
_COMPLAINTS = re.compile(r"投诉|好评|表扬|信访|认可|获得感|接受度|支持率")
_NO_TIME = re.compile(
    r"无故障\w{0,4}时间|(?:运行|服务|培训|工作|使用|开放|值班|学习|志愿|等待|等候|排队|候诊|候车|通行|出行|通勤|往返)时间|时间占比|时间跨度|进度款"
    r"|响应(?:国家|中央|号召|政策|倡议|需求|群众|能力|机制|体系|预案|水平)|生命周期|全周期|周期性"
)
_SURROUNDINGS = re.compile(
    r"空气|水质|环境|排放|噪声|噪音|土壤|断面|污染|大气|饮用?水|水源|能耗|体质|健康|视力|血压|血糖"
)
# Counts that are about time: how late, how often.
_ABOUT_TIME = re.compile(r"频次|频率|每[年季月周日天]|[按逐][年季月周日]|延期|超期|逾期|超时|延误|滞后|迟")


@rule("LVL110", Severity.WARNING)
def satisfaction_stands_in_its_level(form: Form) -> Found:
    """满意度指标 holds satisfaction, and no other level does.

    What those served think is asked apart from what was done; an ability under 满意度 takes points that only they can
    give. The words are the setting 满意词语.

    Do: move the indicator to its level, or ask for the satisfaction of those whom it serves.
    Bad:
        表种: 申报表
        一级指标: 效益指标
        二级指标: 社会效益指标
        三级指标: 科研人员满意度
        年度指标值: ≥90.00(%)
    Good:
        表种: 申报表
        一级指标: 满意度指标
        二级指标: 服务对象满意度指标
        三级指标: 科研人员满意度
        年度指标值: ≥90.00(%)
    Source: 财预〔2021〕101号
    """
    words = any_of(form.booklet.checks.satisfaction_words)
    for position, indicator in enumerate(form.project.indicators):
        if not indicator.name or not indicator.first_level:
            continue
        path = ("indicators", position, "name")
        says = words.search(indicator.name)
        if level_of(indicator, form.booklet.checks.levels) != _SATISFACTION:
            if says and not _SURVEY.search(indicator.name):
                message = _("{name} is about satisfaction, but stands under {level}")
                yield path, message.format(name=indicator.name, level=_level(indicator))
        elif not says and not words.search(indicator.target.text) and not _COMPLAINTS.search(indicator.name):
            message = _("{name} stands under {level}, but nobody's satisfaction is asked for")
            yield path, message.format(name=indicator.name, level=_SATISFACTION)


@rule("LVL111", Severity.WARNING)
def timeliness_stands_in_its_level(form: Form) -> Found:
    """What is about time stands under 时效指标.

    A rate of timeliness among the qualities or the benefits leaves its own level short and counts twice where it is
    not asked for. The words are the setting 时效词语.

    Do: move the indicator under 产出指标, 时效指标.
    Bad:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 质量指标
        三级指标: 运维按时完成率
        年度指标值: =100.00(%)
    Good:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 时效指标
        三级指标: 运维按时完成率
        年度指标值: =100.00(%)
    Source: 财预〔2021〕101号
    """
    for position, indicator in enumerate(form.project.indicators):
        if (
            indicator.second_level == _TIME
            or not _is_known(indicator, form)
            or _is_satisfaction(indicator, form)
        ):
            continue
        if word := _word_of_time(indicator.name, form.booklet.checks):
            message = _("{word} in the name is about time, but the indicator stands under {level}")
            path = ("indicators", position, "name")
            yield path, message.format(word=word, level=_level(indicator))


@rule("LVL112", Severity.WARNING)
def quality_stands_in_its_level(form: Form) -> Found:
    """What is about quality stands under 质量指标.

    A rate of acceptance among the quantities says how good the work is, not how much of it was done. The words are
    the setting 质量词语; the quality of air and water and the health of people are benefits.

    Do: move the indicator under 产出指标, 质量指标.
    Bad:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 数量指标
        三级指标: 设备验收合格率
        年度指标值: =100.00(%)
    Good:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 质量指标
        三级指标: 设备验收合格率
        年度指标值: =100.00(%)
    Source: 财预〔2021〕101号
    """
    checks = form.booklet.checks
    quality = any_of(checks.quality_words)
    for position, indicator in enumerate(form.project.indicators):
        second, name = indicator.second_level, indicator.name
        if (
            second in (_QUALITY, _NATURE)
            or _COST in (indicator.first_level, second)
            or not _is_known(indicator, form)
        ):
            continue
        match = quality.search(name)
        if not match or _is_satisfaction(indicator, form) or _word_of_time(name, checks):
            continue  # 验收及时率 is about time
        if name.endswith(checks.counting_words) or is_counter(indicator.target.unit):
            continue  # 达标企业数 counts
        if not _SURROUNDINGS.search(name):
            message = _("{word} in the name is about quality, but the indicator stands under {level}")
            path = ("indicators", position, "name")
            yield path, message.format(word=match[0], level=_level(indicator))


@rule("LVL113", Severity.WARNING)
def counts_stand_outside_timeliness(form: Form) -> Found:
    """时效指标 holds no counts.

    Two events held say how many, not when; whether they were held in time is then asked nowhere.

    Do: move the count under 数量指标, and ask here for the date or the rate of timeliness.
    Bad:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 时效指标
        三级指标: 组织算力培训
        年度指标值: ≥4.00(次)
    Good:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 数量指标
        三级指标: 组织算力培训
        年度指标值: ≥4.00(次)
    Source: 财预〔2021〕101号
    """
    for position, indicator in enumerate(form.project.indicators):
        target = indicator.target
        if indicator.second_level != _TIME or target.number is None or not is_counter(target.unit):
            continue
        if target.operator in ("≤", "<") or _ABOUT_TIME.search(indicator.name):
            continue  # two delays at most
        if not _word_of_time(indicator.name, form.booklet.checks):
            message = _("{target} counts, but the indicator stands under {level}")
            path = ("indicators", position, "name")
            yield path, message.format(target=target, level=_TIME)


def _word_of_time(name: str, checks: CheckSettings) -> str:
    match = any_of(checks.timeliness_words).search(_NO_TIME.sub("", name))
    return match[0] if match else ""


def _is_satisfaction(indicator: Indicator, form: Form) -> bool:
    """Whether LVL110 has its say: an indicator is misplaced once."""
    words = any_of(form.booklet.checks.satisfaction_words)
    return indicator.first_level == _SATISFACTION or words.search(indicator.name) is not None


def _is_known(indicator: Indicator, form: Form) -> bool:
    """Whether the second level is one of the booklet's; what else is wrong there, LVL103 says first."""
    return any(indicator.second_level in below for below in form.booklet.checks.levels.values())


def _level(indicator: Indicator) -> str:
    return indicator.second_level or indicator.first_level
