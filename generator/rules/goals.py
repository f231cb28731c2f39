"""GOL: the goals of a form are worked out, in words of their own and in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from generator.finding import Severity
from generator.location import KeyPath
from generator.model.likeness import alike, plain
from generator.model.project import Project, SelfEvaluation
from generator.model.promises import spelled_number
from generator.rules.rule import Evaluation, Form, Found, rule
from generator.translation import _

_CLAUSE_ENDS = re.compile(r"[，。；;,：:！？\n]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_LONG_CLAUSE = 12  # signs from which on a clause that comes back is no coincidence
_EMPTY_WORDS = re.compile(
    r"完成|开展|推进|推动|做好|实施|保障|落实|工作|任务|项目|专项|经费|资金|年度|本年|全年|20\d\d年?|的|了"
)
_TOO_SHORT = 4  # signs of a goal beyond the name of the project
_START = r"(?:^|(?<=[\n。；;，,：:、]))\s*"
_ITEM = r"(?:^|(?<=[\n。；;：:]))\s*"
_ORDINALS = "一二三四五六七八九十"


class _Series(NamedTuple):
    """A way of numbering."""

    item: re.Pattern[str]  # the number in the first group
    sign: re.Pattern[str]  # in every text that has an item, and quick to look for


def _series(item: str, sign: str) -> _Series:
    return _Series(re.compile(item), re.compile(sign))


_SERIES = (
    _series(rf"{_START}([{_ORDINALS}]{{1,3}})[是要]", f"[{_ORDINALS}][是要]"),
    _series(rf"{_START}第([{_ORDINALS}]{{1,3}})[，,、：:]", f"第[{_ORDINALS}]"),
    _series(rf"{_ITEM}[（(]([{_ORDINALS}]{{1,3}}|\d{{1,2}})[）)]", rf"[（(][{_ORDINALS}\d]"),
    _series(rf"{_ITEM}([{_ORDINALS}]{{1,3}})、(?![{_ORDINALS}])", f"[{_ORDINALS}]、"),
    _series(rf"{_ITEM}(\d{{1,2}})(?:[、．]|\.(?!\d))", r"\d[、．.]"),
    _series(r"([①-⑳])", "[①-⑳]"),
)


@rule("GOL103", Severity.WARNING)
def achievements_are_not_the_goals_again(form: Evaluation) -> Found:
    """What came of the year says more than what was intended.

    实际完成情况 that repeats 预期目标 does not tell what was done; it is the first thing that a re-check compares. The
    setting 相似度 says how like two texts may be.

    Do: say what was done, with the numbers reached.
    Bad:
        年度总体目标: {预期目标: "为科研单位提供算力服务，保障科研项目用好公共算力，用户满意。",
          实际完成情况: "为科研单位提供了算力服务，保障了科研项目用好公共算力，用户满意。"}
    Good:
        年度总体目标: {预期目标: "为科研单位提供算力服务，保障科研项目用好公共算力，用户满意。",
          实际完成情况: "全年为22个科研项目提供机时5200万核小时，用户满意度为95%。"}
    Source: 财预〔2020〕10号
    """
    goals = form.project.goals
    if not (goals.expected and goals.achieved):
        return
    if plain(goals.expected) == plain(goals.achieved):
        yield ("goals", "achieved"), _("the text is the same as that of the goal")
    elif _figures(goals.expected) == _figures(goals.achieved) and alike(
        goals.expected, goals.achieved, form.booklet.checks.similarity
    ):
        yield ("goals", "achieved"), _("the text hardly differs from that of the goal")


@rule("GOL104", Severity.WARNING)
def goals_do_not_repeat_themselves(form: Form) -> Found:
    """No clause of some length comes twice in one text.

    A sentence that comes back was pasted twice; the reader looks for the difference and there is none.

    Do: delete one of the two, or write what was meant in its place.
    Bad:
        年度总体目标: {实际完成情况: "为科研单位提供公共算力服务，机时充足；为科研单位提供公共算力服务，用户满意。"}
    Good:
        年度总体目标: {实际完成情况: "为科研单位提供公共算力服务，机时充足，用户满意。"}
    Source: 公开表格中的实例
    """
    for path, text in _goals(form.project):
        clauses = Counter(clause.strip() for clause in _CLAUSE_ENDS.split(text))
        repeated = [clause for clause, times in clauses.items() if times > 1 and len(clause) >= _LONG_CLAUSE]
        if repeated:
            message = _("the text says twice: {clause}")
            yield path, message.format(clause=max(repeated, key=len))


@rule("GOL106", Severity.WARNING)
def numbering_is_complete(form: Form) -> Found:
    """Numbered points begin with the first and leave none out.

    A text that goes on with 三是 has lost its first two points, or their numbers.

    Do: put the missing point back, or number anew.
    Bad:
        年度总体目标: {实际完成情况: "一是提供机时5200万核小时；三是用户满意度为95%。"}
    Good:
        年度总体目标: {实际完成情况: "一是提供机时5200万核小时；二是用户满意度为95%。"}
    Source: 公开表格中的实例
    """
    for path, text in _goals(form.project):
        for series in _SERIES:
            if series.sign.search(text) and (message := _break(list(series.item.finditer(text)))):
                yield path, message


@rule("GOL108", Severity.HINT)
def goals_say_more_than_the_name(form: Form) -> Found:
    """A goal says more than the name of the project.

    A goal such as 完成高性能计算服务工作 for a project of that name cannot be judged at the end of the year.

    Do: say for whom what is done, how much of it, and what it is good for.
    Bad:
        年度总体目标: {预期目标: 做好高性能计算服务工作。}
    Good:
        年度总体目标: {预期目标: 为科研单位提供高性能计算服务，用户满意度达到90%以上。}
    Source: 财预〔2021〕101号
    """
    name = _substance(form.project.name)
    attribute = "expected" if isinstance(form.project, SelfEvaluation) else "year"
    goal = getattr(form.project.goals, attribute)
    if not goal or len(plain(goal)) > 2 * len(form.project.name) + 2 * _TOO_SHORT:
        return
    if name and name in _substance(goal) and len(_substance(goal)) - len(name) < _TOO_SHORT:
        message = _("the goal says no more than the name of the project: {goal}")
        yield ("goals", attribute), message.format(goal=goal)


def _goals(project: Project) -> Iterator[tuple[KeyPath, str]]:
    return ((("goals", attribute), text) for attribute, text in project.goals if text)


def _figures(text: str) -> list[str]:
    """The numbers of a text: a report in the words of its goal still tells what was reached."""
    return _FIGURE.findall(text)


def _substance(text: str) -> str:
    return plain(_EMPTY_WORDS.sub("", text))


def _break(items: list[re.Match[str]]) -> str:
    """Where a series starts late or leaves a number out; nothing when it is complete."""
    before, last = 0, ""
    for item in items:
        number, sign = _ordinal(item[1]), item[0].strip()
        if number != 1 and number != before + 1:
            if before:
                return _("the numbering goes from {last} to {next}").format(last=last, next=sign)
            return _("the numbering begins with {next}").format(next=sign)
        before, last = number, sign
    return ""


def _ordinal(sign: str) -> int:
    if "①" <= sign <= "⑳":
        return ord(sign) - ord("①") + 1
    return int(sign) if sign.isdigit() else int(spelled_number(sign))
