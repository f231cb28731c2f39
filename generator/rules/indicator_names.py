"""LVL: each indicator of a project is there once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.finding import Severity
from generator.model.indicator import Indicator
from generator.model.project import Project
from generator.rules.rule import Form, Found, rule
from generator.rules.words import bare
from generator.translation import _

_OUTPUT, _BENEFIT = "产出指标", "效益指标"
_FILLING = re.compile(r"[的之]|相关|有关|各项|各类|工作|情况")
_MOST = 8  # names with one thing in common that are looked at: a numbered list has hundreds
# One sign that makes another thing of a name: 一期 and 二期, 市级 and 区级.
_TELLING = re.compile(
    r"[0-9a-zA-Z一二三四五六七八九十两甲乙丙丁东西南北上中下左右内外前后新旧大小多少省市区县乡镇村国年季月周日男女进出入收支开完竣初终复预决早晚高低增减升降授受借还师生医患老幼水电气]"
)


@rule("LVL108", Severity.WARNING)
def names_of_indicators_differ(form: Form) -> Found:
    """No third-level name comes twice in a project.

    Two rows of one name cannot be told apart in a list, and often one was copied and only its target changed.

    Do: name each by what it measures, or leave one out.
    Bad: 三级指标: 单位机时成本
    Good: 三级指标: 项目总成本
    Source: 公开表格中的实例
    """
    for position, other, indicator, before in _twice(form.project):
        if {indicator.first_level, before.first_level} != {_OUTPUT, _BENEFIT}:
            message = _("indicator {name} is already there, as number {number}")
            path = ("indicators", position, "name")
            yield path, message.format(name=indicator.name, number=other + 1)


@rule("LVL109")
def output_is_no_benefit(form: Form) -> Found:
    """No indicator is an output and a benefit at once.

    The same result then earns its points twice, and what came of it is not asked.

    Do: keep it as an output; as a benefit say what it brought to those served.
    Bad:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 数量指标
        三级指标: 支撑重大科研任务
        年度指标值: ≥6.00(项)
    Good:
        表种: 申报表
        一级指标: 产出指标
        二级指标: 数量指标
        三级指标: 受理计算任务
        年度指标值: ≥60.00(项)
    Source: 财预〔2021〕101号
    """
    for position, other, indicator, before in _twice(form.project):
        if {indicator.first_level, before.first_level} == {_OUTPUT, _BENEFIT}:
            message = _("{name} stands under {first} and, as number {number}, under {second}")
            names = {"first": indicator.first_level, "second": before.first_level}
            path = ("indicators", position, "name")
            yield path, message.format(name=indicator.name, number=other + 1, **names)


@rule("LVL115", Severity.HINT)
def names_of_indicators_are_not_alike(form: Form) -> Found:
    """No two third-level names of a project say nearly the same.

    Two names that differ in a 的 are one indicator copied with a change, and its points count twice. How alike is too
    alike is the setting 相似度.

    Do: keep one, or name what is different.
    Bad: 三级指标: 单位机时的成本
    Good: 三级指标: 项目总成本
    Source: 审核惯例
    """
    least = float(form.booklet.checks.similarity) / 100
    indicators = form.project.indicators
    names = [bare(indicator.name) for indicator in indicators]
    keys = [_in_common(name, least) for name in names]
    if len(frozenset().union(*keys)) == sum(map(len, keys)):
        return  # as in most projects
    seen: dict[str, list[int]] = defaultdict(list)  # by what alike names have in common
    for position, (indicator, name) in enumerate(zip(indicators, names, strict=True)):
        for before in sorted({each for key in keys[position] for each in seen.get(key, ())}):
            if _are_alike(name, names[before], least):
                message = _("{name} is nearly the same as number {number}, {other}")
                path = ("indicators", position, "name")
                other = indicators[before].name
                yield path, message.format(name=indicator.name, number=before + 1, other=other)
                break
        for key in keys[position]:
            if len(seen[key]) < _MOST:
                seen[key].append(position)


def _twice(project: Project) -> Iterator[tuple[int, int, Indicator, Indicator]]:
    """Indicators whose name has come before: position, the other's position, and both."""
    seen: dict[str, int] = {}
    for position, indicator in enumerate(project.indicators):
        if not indicator.name:
            continue
        other = seen.setdefault(bare(indicator.name), position)
        if other != position:
            yield position, other, indicator, project.indicators[other]


def _in_common(name: str, least: float) -> set[str]:
    """Texts of which two names that are alike share one: the name without its filling, or without any one sign."""
    if not name:
        return set()
    whole = {_plain(name), name}
    if (len(name) - 1) / len(name) < least:
        return whole  # a sign more or less makes too much of a difference
    return whole.union(name[:at] + name[at + 1 :] for at in range(len(name)))


def _plain(name: str) -> str:
    return _FILLING.sub("", name) or name


def _are_alike(name: str, other: str, least: float) -> bool:
    return name != other and (_plain(name) == _plain(other) or _differs_in_one_sign(name, other, least))


def _differs_in_one_sign(name: str, other: str, least: float) -> bool:
    """Whether two names are the same but for one sign that tells nothing, and so as alike as is asked."""
    short, long = sorted((name, other), key=len)
    if len(long) - len(short) > 1 or (len(long) - 1) / len(long) < least:
        return False
    start = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = start if len(short) < len(long) else start + 1
    if short[rest:] != long[start + 1 :]:
        return False
    return not _TELLING.search(short[start:rest] + long[start])
