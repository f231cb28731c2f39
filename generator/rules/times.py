"""TXT: years and plans in the text are those of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.finding import Severity
from generator.location import KeyPath
from generator.model.project import SelfEvaluation
from generator.model.wording import TITLE
from generator.rules.rule import Form, Found, rule
from generator.translation import _

_YEAR = re.compile(r"(?<![\d\-—~～－至到])((?:19|20)\d\d)\s*年(?!\s*[-—~～－至到])")
_CLAUSE = re.compile(r"[^，。；;,\n]+")
_LOOKING_BACK = re.compile(
    r"较|比|相比|同比|以来|[自从起]|截至|截止|基础|基数|基期|上年|去年|延续|结转|立项|启动|批[准复]|印发|出台|发布|成立|以前|历年|末"
)
_DEADLINE = re.compile(r"年(?:\d{1,2}月\w{0,4}|[底末])[之以]?前")  # 2025年12月底前印发
_OF_LAST_YEAR = re.compile(  # work on what is over: the audit of last year's accounts, its last bills
    r"年度?(?:(?!完成|开展|实施|组织|做好)\w){0,8}?(?:决算|审计|考核|评价|年鉴|年报|统计|结算|清算|尾款)|支付.{0,4}20\d\d年"
)
_PLAN_LOOKING_BACK = re.compile(r"总结|评估|回顾|收官|终期|期末|以来|期间|时期|完成情况|成果")


@rule("TXT106", Severity.WARNING)
def years_are_not_older_than_the_form(form: Form) -> Found:
    """No goal and no indicator is set for a year before the form's.

    A goal copied from an earlier year keeps its year, and then promises what is already past. Names of documents,
    periods and what is compared with an earlier year (较2023年增长) are meant to be old and pass.

    Do: check the sentence against this year's work and correct the year.
    Bad:
        年度: 2026
        项目绩效目标: {年度总体目标: "力争2024年为科研单位提供算力服务，用户满意度达到90%以上。"}
    Good:
        年度: 2026
        项目绩效目标: {年度总体目标: "力争2026年为科研单位提供算力服务，用户满意度达到90%以上。"}
    Source: 公开表格中的实例
    """
    year = form.booklet.year
    for path, text in _stated(form):
        # A report that names its own year tells of an older one as what came before.
        told = path[-1] == "achieved" and str(year) in text
        for clause in _clauses(text) if "年" in text and not told else ():
            years = [int(match[1]) for match in _YEAR.finditer(clause)]
            if years and max(years) < year and not _looks_back(clause, max(years), year):
                message = _("the text speaks of {old}, the form is for {year}: {clause}")
                yield path, message.format(old=years[0], year=year, clause=_short(clause))
                break


@rule("TXT107", Severity.WARNING)
def plans_are_not_over(form: Form) -> Found:
    """No goal and no indicator rests on a plan whose years are over.

    Work that carries out a plan is due within it; in the year after, the next plan is the basis. The setting 规划期
    holds the plans and their last years.

    Do: name the plan that is in force, or say that the work sums up the old one.
    Bad:
        年度: 2026
        项目绩效目标: {年度总体目标: "落实“十四五”规划，为科研单位提供算力服务，用户满意度达到90%以上。"}
    Good:
        年度: 2026
        项目绩效目标: {年度总体目标: "落实“十五五”规划，为科研单位提供算力服务，用户满意度达到90%以上。"}
    Source: 公开表格中的实例
    """
    over = {name: last for name, last in form.booklet.checks.plans.items() if last < form.booklet.year}
    for path, text in _stated(form):
        for name, last in over.items():
            if name in text and any(
                name in clause and not _PLAN_LOOKING_BACK.search(clause) for clause in _CLAUSE.findall(text)
            ):
                message = _("the plan {name} ended in {last}, the form is for {year}")
                yield path, message.format(name=name, last=last, year=form.booklet.year)


def _stated(form: Form) -> Iterator[tuple[KeyPath, str]]:
    """What a form says of its own year: the goals, the names of the indicators and the targets in words.

    What a project of several years is for may well name the year it began; the name of the project has rules of its own.
    """
    goals = form.project.goals
    attributes = ("expected", "achieved") if isinstance(form.project, SelfEvaluation) else ("year",)
    for attribute in attributes:
        yield ("goals", attribute), getattr(goals, attribute)
    for position, indicator in enumerate(form.project.indicators):
        yield ("indicators", position, "name"), indicator.name
        if indicator.target.number is None:
            yield ("indicators", position, "target"), indicator.target.text


def _clauses(text: str) -> list[str]:
    """The clauses of a text outside the names of documents."""
    return _CLAUSE.findall(TITLE.sub("《》", text))


def _looks_back(clause: str, named: int, year: int) -> bool:
    """Whether a clause means an earlier year: compares with it, or works on the accounts of the last one."""
    if _DEADLINE.search(clause):
        return False
    if _LOOKING_BACK.search(clause):
        return True
    return named == year - 1 and _OF_LAST_YEAR.search(clause) is not None


def _short(clause: str, longest: int = 24) -> str:
    return clause.strip() if len(clause) <= longest else f"{clause.strip()[:longest]}…"
