"""GOL: each project of a booklet has goals and indicators of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.finding import Severity
from generator.model.booklet import Booklet
from generator.model.likeness import plain, twins
from generator.model.markup import without_markup
from generator.model.project import Project
from generator.rules.rule import Found, rule
from generator.translation import _

_SENTENCE_ENDS = re.compile(r"[。；;\n]")
_BASIS = re.compile(r"^(?:根据|按照|依据|依照|遵照|为贯彻|为落实|贯彻落实)")  # what many projects rest on
_LONG_SENTENCE = 40  # signs
_FEWEST = 3  # indicators that make a set


@rule("GOL105", Severity.WARNING)
def goals_differ_between_projects(booklet: Booklet) -> Found:
    """No two projects have the same goal, in the same or nearly the same words.

    A goal copied from another project says nothing of this one. The setting 相似度 says how like two texts may be; a
    long sentence that makes up half of a goal counts as well.

    Do: write for each project what it alone is for.
    Bad:
        项目列表:
          - {项目名称: 高性能计算服务经费}
          - 项目名称: 数字档案馆
            年度总体目标: {预期目标: "为科研单位提供算力服务，全年机时不少于5000万核小时，用户满意度达到90%以上。"}
    Good:
        项目列表:
          - {项目名称: 高性能计算服务经费}
          - {项目名称: 数字档案馆}
    Source: 公开表格中的实例
    """
    for attribute in ("expected", "year", "achieved"):
        texts = [without_markup(getattr(project.goals, attribute, "")) for project in booklet.projects]
        copied = dict(twins(texts, booklet.checks.similarity))
        for later, earlier in sorted((dict(_shared_sentences(texts)) | copied).items()):
            message = _("a long sentence of the text stands in project {name}, number {number}, too")
            if later in copied:
                message = _("the text is nearly that of project {name}, number {number}")
            if plain(texts[later]) == plain(texts[earlier]):
                message = _("the text is that of project {name}, number {number}")
            name = booklet.projects[earlier].name
            yield ("projects", later, "goals", attribute), message.format(name=name, number=earlier + 1)


@rule("GOL107", Severity.WARNING)
def indicators_differ_between_projects(booklet: Booklet) -> Found:
    """No two projects have the same set of indicators with the same targets.

    A set of indicators copied from another project measures that one.

    Do: set indicators for what this project does.
    Bad:
        项目列表:
          - {项目名称: 高性能计算服务经费}
          - 项目名称: 数字档案馆
            绩效指标: [{}, {}, {}, {三级指标: 服务科研项目数}, {}, {}, {}, {}, {}]
    Good:
        项目列表:
          - {项目名称: 高性能计算服务经费}
          - {项目名称: 数字档案馆}
    Source: 审核惯例
    """
    first: dict[tuple[tuple[str, str], ...], int] = {}
    for position, project in enumerate(booklet.projects):
        indicators = _set(project)
        earlier = first.setdefault(indicators, position)
        if earlier != position and len(indicators) >= _FEWEST:
            message = _("all indicators are those of project {name}, number {number}")
            name = booklet.projects[earlier].name
            yield ("projects", position, "indicators"), message.format(name=name, number=earlier + 1)


def _set(project: Project) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((plain(each.name), each.target.text) for each in project.indicators))


def _shared_sentences(texts: list[str]) -> Iterator[tuple[int, int]]:
    """Pairs of (later, earlier) texts that share a long sentence, at least half of the shorter one."""
    first: dict[str, int] = {}
    for position, text in enumerate(texts):
        for sentence in _sentences(text):
            earlier = first.setdefault(sentence, position)
            shorter = min(len(plain(text)), len(plain(texts[earlier])))
            if earlier != position and 2 * len(sentence) >= shorter:
                yield position, earlier
                break


def _sentences(text: str) -> list[str]:
    if len(text) < _LONG_SENTENCE:
        return []
    parts = (part.strip() for part in _SENTENCE_ENDS.split(text))
    return [plain(part) for part in parts if len(part) >= _LONG_SENTENCE and not _BASIS.match(part)]
