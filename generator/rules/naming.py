"""FRM: projects, departments and units of a booklet are told apart by their names, and each has one."""

from __future__ import annotations

import re

from generator.finding import Severity
from generator.model.amounts import compact
from generator.model.booklet import Booklet
from generator.model.likeness import plain, same_but_for_numerals, twins
from generator.rules.rule import Form, Found, rule
from generator.translation import _

_YEAR_IN_FRONT = re.compile(r"^(?:19|20)\d\d(?:年度?|[-—_ ])")
_PLACES = re.compile(r"省|市|自治区|特别行政区|[()（）\s]")


@rule("FRM103")
def project_names_differ(booklet: Booklet) -> Found:
    """No two projects of a booklet have the same name.

    Amounts and results are listed by name; of two projects with one name, one is lost.

    Do: delete the project that came twice, or give each a name of its own.
    Bad:
        项目列表:
          - {项目名称: 高性能计算服务经费}
          - {项目名称: 高性能计算服务经费}
    Good:
        项目列表:
          - {项目名称: 高性能计算服务经费}
          - {项目名称: 数字档案馆}
    Source: 审核惯例
    """
    seen: dict[str, int] = {}
    for position, project in enumerate(booklet.projects):
        first = seen.setdefault(project.name, position)
        if first != position:
            message = _("project {name} is already in the booklet, as number {number}")
            yield ("projects", position, "name"), message.format(name=project.name, number=first + 1)


@rule("FRM110", Severity.WARNING)
def project_name_has_no_year(form: Form) -> Found:
    """The name of a project does not begin with a year.

    The form says the year already, and a project that runs on is no longer found under its name in the next one.

    Do: leave the year out of the name.
    Bad:
        项目名称: 2024年高性能计算服务经费
    Good:
        项目名称: 高性能计算服务经费
    Source: 公开表格中的实例
    """
    if match := _YEAR_IN_FRONT.match(form.project.name):
        message = _("the name begins with the year {year}; the form has it already")
        yield ("name",), message.format(year=match[0].strip("-—_ "))


@rule("FRM111", Severity.WARNING)
def project_names_are_told_apart(booklet: Booklet) -> Found:
    """The names of two projects differ in more than a sign or two.

    Nearly equal names are mostly one project twice, and are mixed up where they are not. Names that differ in a number
    (一期, 二期) pass; the setting 相似度 says how like two names may be.

    Do: check whether the project came twice; if not, say in the names what tells them apart.
    Bad:
        项目列表:
          - {项目名称: 高性能计算公共服务平台经费}
          - {项目名称: 高性能计算公共服务平台的经费}
    Good:
        项目列表:
          - {项目名称: 高性能计算公共服务平台一期}
          - {项目名称: 高性能计算公共服务平台二期}
    Source: 审核惯例
    """
    names = [project.name for project in booklet.projects]
    for later, earlier in twins(names, booklet.checks.similarity):
        # Equal to the letter is FRM103's.
        if names[later] != names[earlier] and not same_but_for_numerals(names[later], names[earlier]):
            message = _("the name is nearly that of project {name}, number {number}")
            yield ("projects", later, "name"), message.format(name=names[earlier], number=earlier + 1)


@rule("FRM112", Severity.HINT)
def departments_and_units_are_written_one_way(booklet: Booklet) -> Found:
    """A department or unit is written in one way throughout, and the department is that of the booklet.

    A unit that is written in two ways counts as two where amounts are summed by unit. Units below the department, whose
    names begin with its name, may stand as department.

    Do: write the full name everywhere, as it is on the seal.
    Bad:
        主管部门: 上海数据局
    Good:
        主管部门: 上海市数据局
    Source: 审核惯例
    """
    written = {_bare(booklet.department): booklet.department}
    for position, project in enumerate(booklet.projects):
        for attribute in ("department", "unit"):
            name = getattr(project, attribute)
            usual = written.setdefault(_bare(name), name)
            if name and name != usual:
                message = _("{name} is elsewhere written {usual}")
                yield ("projects", position, attribute), message.format(name=name, usual=usual)
            elif attribute == "department" and name and not _belongs(name, booklet.department):
                message = _("the department is {name}, the booklet is of {department}")
                yield (
                    ("projects", position, attribute),
                    message.format(name=name, department=booklet.department),
                )


def _bare(name: str) -> str:
    """A name without what is left out when it is written short."""
    return _PLACES.sub("", compact(name))


def _belongs(name: str, department: str) -> bool:
    """Whether a name is that of the department or of a unit below it."""
    return plain(name).startswith(plain(department))
