"""VAL: a target says something that can be held against the result."""

from __future__ import annotations

import re

from generator.finding import Severity
from generator.model.indicator import Indicator
from generator.model.units import is_counter, is_percentage
from generator.rules.costs import has_no_limit
from generator.rules.rule import Form, Found, rule
from generator.rules.words import any_of, bare, is_missing
from generator.translation import _

_HAS_A_NUMBER = re.compile(
    r"(?:时间|时长|时限|用时|成功率|有效率|(?<![效频速功汇])率|数量|次数|人数|个数|人次|场次|家数|户数|天数|份数|面积|长度|里程|金额|满意度|占比|比重|增加值|产值|增速|增幅)"
    r"(?:[（(][^（()）]*[)）])?$"
)
_DIGITS = re.compile(r"[0-9０-９一二两三四五六七八九十百千万]+[^\W\d_]|[0-9０-９]")
_OPEN_ENDED = re.compile(r"数量|次数|场次|人次|人数|个数|家数|户数|覆盖数")
# Issues and copies, and what is built, kept or repaired by a list.
_FIXED_UNITS = frozenset(
    {"份", "篇", "本", "册", "期", "部", "套", "年", "批", "座", "栋", "幢", "台", "辆", "间", "所", "台套"}
)
# A direction without a distance, as a whole target; within a longer one it may well say what will be there.
_DIRECTION = re.compile(
    r"(?:得到|持续|稳步|逐步|逐渐|大幅)?(?:提高|提升|增强|增加|改善|加强|减轻|促进|优化)[。.]?"
)
_BOUGHT = re.compile(
    r"购置|采购|购买|配备|租[用赁]|编制|岗位|在职|在编|在岗|聘[用请]|辅警|退休|运维|维保|维护|[管养]护|保洁|接入"
)  # as many as there are, or as the budget pays for
_HUNDRED = 100
_MANY = 10  # a smaller count is a list that somebody has before him
_LONG = 6  # characters
_MOST = 0.8  # of a name, that a target cut off still repeats


@rule("VAL114", Severity.WARNING)
def what_has_a_number_is_given_one(form: Form) -> Found:
    """A name that has a number (响应时间, 完成率, 数量) has a target in numbers.

    及时 is no answer to how long a response takes: two readers will judge it differently, and it is always reached.

    Do: state the number and its unit, such as ≤30.00(分钟).
    Bad:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 时效指标
        三级指标: 工单响应时间
        年度指标值: 及时
    Good:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 时效指标
        三级指标: 工单响应时间
        年度指标值: ≤30.00(分钟)
    Source: 财预〔2021〕101号
    """
    for position, indicator in enumerate(form.project.indicators):
        target = indicator.target
        if target.number is not None or is_missing(target) or _DIGITS.search(target.text):
            continue
        if _repeats(target.text, indicator.name):
            continue  # VAL118
        if match := _HAS_A_NUMBER.search(indicator.name):
            message = _("{word} has a number, but the target is in words: {target}")
            yield ("indicators", position, "target"), message.format(word=match[0], target=target)


@rule("VAL115", Severity.HINT)
def target_is_not_vague(form: Form) -> Found:
    """A target in words says what will be there, without 有所, 有效 or 不断.

    Vague words cannot be missed, so they measure nothing. The words are the setting 空泛词语.

    Do: name the state, the document or the number that will show it.
    Bad:
        表种: 申报表
        三级指标: 成本控制情况
        年度指标值: 不断改善
    Good:
        表种: 申报表
        三级指标: 成本控制情况
        年度指标值: 各项支出不超过申报预算
    Source: 财预〔2021〕101号
    """
    vague = any_of(form.booklet.checks.vague_words)
    for position, indicator in enumerate(form.project.indicators):
        target = indicator.target
        if target.number is not None or _repeats(target.text, indicator.name):
            continue
        match = vague.search(target.text) or _DIRECTION.fullmatch(target.text)
        if match and not _HAS_A_NUMBER.search(indicator.name) and not re.search(r"\d", target.text):
            message = _("{word} is vague: what will show that {target} is reached?")
            yield ("indicators", position, "target"), message.format(word=match[0], target=target)


@rule("VAL116", Severity.WARNING)
def open_ended_count_is_at_least(form: Form) -> Found:
    """A count that may well turn out higher is asked for with ≥, not with =.

    With = a better result reads as a deviation: 96 projects against =80 have to be explained.

    Do: write ≥; keep = for what is fixed, such as the issues of a monthly.
    Bad:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 数量指标
        三级指标: 培训场次
        年度指标值: =12.00(场)
    Good:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 数量指标
        三级指标: 培训场次
        年度指标值: ≥12.00(场)
    Source: 审核惯例
    """
    for position, indicator in enumerate(form.project.indicators):
        target = indicator.target
        if target.operator != "=" or not target.number or not is_counter(target.unit) or not indicator.name:
            continue
        if target.unit in _FIXED_UNITS or _BOUGHT.search(indicator.name):
            continue
        if target.number >= _MANY or _OPEN_ENDED.search(indicator.name):
            message = _("{target} leaves no room for more: write ≥ unless the count is fixed")
            yield ("indicators", position, "target"), message.format(target=target)


@rule("VAL117", Severity.HINT)
def operators_are_of_one_kind(form: Form) -> Found:
    """A project does not mix > with ≥, nor < with ≤.

    The difference is never meant: exactly 1,500 misses >1500, and the points are lost at the end of the year.

    Do: write ≥ or ≤ throughout.
    Bad:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 数量指标
        三级指标: 培训场次
        年度指标值: ">12.00(场)"
    Good:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 数量指标
        三级指标: 培训场次
        年度指标值: ≥12.00(场)
    Source: 公开表格中的实例
    """
    used = ["" if _is_wrong(each) else each.target.operator for each in form.project.indicators]
    for strict, usual in ((">", "≥"), ("<", "≤")):
        if strict in used and usual in used:
            position = used.index(strict)
            message = _("{target} stands beside targets with {usual}: is exactly this number not enough?")
            target = form.project.indicators[position].target
            yield ("indicators", position, "target"), message.format(target=target, usual=usual)


@rule("VAL118", Severity.WARNING)
def target_does_not_repeat_the_name(form: Form) -> Found:
    """A target says more than the indicator's name.

    A target that repeats its name says what is done, not how well; any result will satisfy it.

    Do: state by what the result can be recognised: a number, a date, a document.
    Bad:
        表种: 申报表
        三级指标: 成本测算合理
        年度指标值: 成本测算合理
    Good:
        表种: 申报表
        三级指标: 成本测算合理
        年度指标值: 经第三方造价审核
    Source: 公开表格中的实例
    """
    for position, indicator in enumerate(form.project.indicators):
        if indicator.target.number is None and _repeats(indicator.target.text, indicator.name):
            message = _("the target repeats the indicator's name: {name}")
            yield ("indicators", position, "target"), message.format(name=indicator.name)


def _is_wrong(indicator: Indicator) -> bool:
    """Whether an operator is wrong on its own: of a cost (VAL112), of all there is (VAL107)."""
    all_there_is = is_percentage(indicator.target.unit) and indicator.target.number == _HUNDRED
    return has_no_limit(indicator) or all_there_is


def _repeats(target: str, name: str) -> bool:
    """Whether a target is the name again, as a whole or but for an end that a cell cut off."""
    said, named = bare(target), bare(name)
    if not said or said == named:
        return bool(said)
    return len(said) >= max(_LONG, _MOST * len(named)) and named.startswith(said)
