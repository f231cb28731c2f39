"""GOL: the numbers of the goals are those of the indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from generator.finding import Severity
from generator.model.indicator import Indicator
from generator.model.likeness import plain
from generator.model.markup import without_markup
from generator.model.project import SelfEvaluation
from generator.model.promises import Promise, read_promises
from generator.model.units import is_counter, is_percentage, same_kind, scaled
from generator.model.value import Value
from generator.rules.rule import Form, Found, rule
from generator.translation import _, listed

_GENERIC = re.compile(
    r"完成|建设|工作|情况|数量|个数|次数|人数|相关|本市|上海市?|全市|年度|全年|项目|开展|组织|平均|[的及和与等]|[数率量度性]$"
)
_COMMON_UNITS = {"元", "秒", "月", ""}  # measured in many indicators: the unit alone tells nothing
_STRONG = Decimal("0.6")  # of the words of an indicator's name
_NEAR = Decimal("0.1")  # of what 约 and 左右 say
_ROUNDED = Decimal("0.01")  # as a report rounds
_DISTRICTS = re.compile(r"^个?(?:[区州市县旗盟镇乡]|地[（(市]|街道|部门|委办|单位)")
_SCOPE = re.compile(r"涉及\w*$")  # what a project is about, no result of it
_NUMBERING = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．是]|[①-⑳])")
_SHOWN = 6  # promises in one message
_TELLING = 4  # signs in front of a number that tell what it counts


class _Measured(NamedTuple):
    """An indicator in numbers, and what its name shares with others."""

    indicator: Indicator
    value: Value
    position: int


@rule("GOL101", Severity.WARNING)
def goals_agree_with_the_indicators(form: Form) -> Found:
    """What a goal promises in numbers is not more than its indicator asks; what is reported is what the indicator says.

    Goal and indicators are one promise in two forms. Where they differ, nobody can say at the end of the year which of
    them holds.

    Do: state the same number in both places.
    Bad:
        年度总体目标: {预期目标: "为科研单位提供算力服务，用户满意度达到98%以上。"}
    Good:
        年度总体目标: {预期目标: "为科研单位提供算力服务，用户满意度达到90%以上。"}
    Source: 财预〔2021〕101号
    """
    project = form.project
    if isinstance(project, SelfEvaluation):
        yield from _contradictions(form, "expected", [each.target for each in project.indicators])
        yield from _contradictions(form, "achieved", [each.actual for each in project.indicators])
    else:
        yield from _contradictions(form, "year", [each.target for each in project.indicators])


@rule("GOL102", Severity.WARNING)
def promised_numbers_have_indicators(form: Form) -> Found:
    """Every number that a goal promises is measured by an indicator.

    What stands in the goal and in no indicator is promised and never measured; reviewers ask for the core of a goal
    to be taken apart into indicators.

    Do: set an indicator for the number, or leave the number out of the goal.
    Bad:
        年度总体目标: {预期目标: "为科研单位提供算力服务，培训用户120人次，用户满意度达到90%以上。"}
    Good:
        年度总体目标: {预期目标: "为科研单位提供算力服务，服务科研项目20个，用户满意度达到90%以上。"}
    Source: 财预〔2021〕101号
    """
    attribute = "expected" if isinstance(form.project, SelfEvaluation) else "year"
    promises = read_promises(without_markup(getattr(form.project.goals, attribute)))
    open_ones = [
        each for each in promises if _is_open(each) and not _is_measured(each, form.project.indicators)
    ]
    if open_ones:
        shown = listed(_with_words(promise) for promise in open_ones[:_SHOWN])
        message = _("no indicator measures what the goal promises: {promises}")
        if len(open_ones) > _SHOWN:
            message = _("no indicator measures what the goal promises: {promises} and {more} more")
        yield ("goals", attribute), message.format(promises=shown, more=len(open_ones) - _SHOWN)


def _contradictions(form: Form, attribute: str, values: Sequence[Value]) -> Found:
    promises = read_promises(without_markup(getattr(form.project.goals, attribute)))
    if not promises:
        return
    measured = [
        _Measured(indicator, value, position)
        for position, (indicator, value) in enumerate(zip(form.project.indicators, values, strict=True))
        if value.number is not None
    ]
    reported = attribute == "achieved"
    for each in measured:
        about = [promise for promise in promises if _is_about(promise, each, measured)]
        if not about:
            continue
        others = [other for other in measured if any(_shares(promise, other) for promise in about)]
        if not _agrees(about, each, others, reported):
            message = _("the goal says {promise}, the indicator {name} says {value}")
            if reported:
                message = _("the text says {promise}, the indicator {name} reached {value}")
            name, value = each.indicator.name, each.value
            yield ("goals", attribute), message.format(promise=_with_words(about[0]), name=name, value=value)


def _agrees(about: list[Promise], each: _Measured, others: list[_Measured], reported: bool) -> bool:
    """Whether one promise, or all together, say what the indicator says, or what all such indicators say together."""
    number = _base(each.value)
    if any(_holds(promise, number, each.value.operator, reported) for promise in about):
        return True
    total = sum((_base(other.value) for other in others), Decimal(0))
    if len(others) > 1 and any(_holds(promise, total, "=", reported) for promise in about):
        return True
    promised = sum((_base_of(promise) for promise in about), Decimal(0))
    return len(about) > 1 and promised == number


def _holds(promise: Promise, number: Decimal, operator: str | None, reported: bool) -> bool:
    """Whether an indicator keeps a promise: as strict or stricter, or as reached."""
    low = _base_of(promise)
    high = scaled(promise.upper, promise.unit)[0] if promise.upper is not None else low
    slack = abs(low) * (_NEAR if promise.operator == "≈" else _ROUNDED if reported else Decimal(0))
    if promise.operator == "≤" or operator in ("≤", "<"):
        return number <= high + slack
    if promise.operator == "≥" or (operator in ("≥", ">") and not reported):
        return number >= low - slack
    return low - slack <= number <= high + slack


def _is_about(promise: Promise, each: _Measured, measured: list[_Measured]) -> bool:
    """Whether a promise and an indicator most likely speak of one thing."""
    if not same_kind(promise.unit, each.value.unit) or is_percentage(promise.unit) != is_percentage(
        each.value.unit
    ):
        return False
    if "满意" in promise.around or "满意" in each.indicator.name:
        return _is_satisfaction(promise, each, measured)
    shared, words = _shared(promise.around, each.indicator.name)
    return (len(shared) >= 2 and len(shared) >= _STRONG * len(words)) or (
        _is_special(promise) and bool(shared)
    )


def _is_satisfaction(promise: Promise, each: _Measured, measured: list[_Measured]) -> bool:
    """Whether both speak of satisfaction, and of the same people or there is only one indicator of it."""
    if "满意" not in promise.around or "满意" not in each.indicator.name:
        return False
    rivals = [other for other in measured if "满意" in other.indicator.name]
    whose = _pairs(each.indicator.name.partition("满意")[0])
    return len(rivals) == 1 or bool(whose & _pairs(promise.around.partition("满意")[0]))


def _shares(promise: Promise, each: _Measured) -> bool:
    return same_kind(promise.unit, each.value.unit) and bool(_shared(promise.around, each.indicator.name)[0])


def _is_open(promise: Promise) -> bool:
    """Whether a number promises something: one of a thing, the districts of a city, hours of service and money do not.

    Money and time do when a word compares: 产业规模达到6000亿元, not 其中30万元用于审计.
    """
    if promise.operator == "=" and scaled(Decimal(1), promise.unit)[1] in ("秒", "月", "元"):
        return False
    if is_counter(promise.unit) and promise.number < 2:
        return False
    return not _DISTRICTS.match(promise.after) and not _SCOPE.search(promise.before)


def _is_measured(promise: Promise, indicators: Iterable[Indicator]) -> bool:
    return any(_measures(indicator, promise) for indicator in indicators)


def _measures(indicator: Indicator, promise: Promise) -> bool:
    """Whether an indicator may be about a promise: a number of that kind with its words, or the same number."""
    target = indicator.target
    if target.number is None:
        # An indicator of that name has no number yet: what is wrong is its target, as VAL101, VAL114 or VAL118 say.
        shared, words = _shared(promise.around, indicator.name)
        by_name = len(shared) >= 2 and len(shared) >= _STRONG * len(words)
        return by_name or any(_base_of(each) == _base_of(promise) for each in read_promises(target.text))
    if not same_kind(promise.unit, target.unit):
        return False
    if "满意" in promise.around and "满意" in indicator.name:
        return True
    shared, words = _shared(promise.around, indicator.name)
    enough = 1 if _is_special(promise) else min(2, len(words))
    return _base(target) == _base_of(promise) or len(shared) >= max(1, enough)


def _is_special(promise: Promise) -> bool:
    """Whether the unit alone nearly tells what is counted, as 核小时 does."""
    base = scaled(Decimal(1), promise.unit)[1]
    return not is_percentage(promise.unit) and not is_counter(promise.unit) and base not in _COMMON_UNITS


def _shared(around: str, name: str) -> tuple[frozenset[str], frozenset[str]]:
    words = _pairs(name)
    return words & _pairs(around), words


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    """The pairs of signs by which words are told, without the words that stand everywhere."""
    parts = (plain(part) for part in _GENERIC.split(text))
    return frozenset(pair for part in parts for pair in map("".join, pairwise(part)))


def _base(value: Value) -> Decimal:
    return scaled(value.number or Decimal(0), value.unit)[0]


def _base_of(promise: Promise) -> Decimal:
    return scaled(promise.number, promise.unit)[0]


def _with_words(promise: Promise, longest: int = 14) -> str:
    """A promise with the words that it is about."""
    before = _NUMBERING.sub("", promise.before).rpartition("、")[2].strip(" ”“")  # 、 ends what it is about
    after = "" if promise.after.lstrip().startswith("、") else promise.after.strip(" 、")
    behind = after[: longest if len(before) < _TELLING else longest // 2]
    cut = "…" if len(before) > longest else "", "…" if len(behind) < len(after) else ""
    return cut[0] + before[-longest:] + promise.text + behind + cut[1]
