"""YRS: a booklet and another one of the same body (对照): its projects, their names and amounts."""

from __future__ import annotations

from decimal import Decimal

from generator.finding import Severity
from generator.model.booklet import Booklet
from generator.model.likeness import plain
from generator.model.project import Project, SelfEvaluation
from generator.rules.beside import YUAN, names_of, yearly_amount
from generator.rules.rule import Comparison, Found, Succession, rule
from generator.translation import _

_HUNDRED = Decimal(100)


@rule("YRS101", Severity.WARNING)
def compared_booklet_can_be_read(comparison: Comparison) -> Found:
    """A booklet named under 对照 exists and can be read.

    What cannot be read cannot be compared, and nobody would notice.

    Do: correct the name, or what `jixiao check` finds in that booklet.
    Bad: 对照: 没有这一本
    Good: {}
    Source: 审核惯例
    """
    if comparison.other is None:
        message = _("{name} is not compared: {reason}")
        yield ("compared",), message.format(name=comparison.name, reason=comparison.reason)


@rule("YRS102", Severity.WARNING)
def name_stays_from_year_to_year(form: Succession) -> Found:
    """A project keeps its name from one booklet to the next.

    A project that changes its name cannot be followed over the years; a year in front does not count as a change.

    Do: use the approved name in both booklets.
    Bad:
      对照: {年度: 2023, 项目名称: 高性能计算服务项目经费}
    Good:
      对照: {年度: 2023, 项目名称: 2023年高性能计算服务经费}
    Source: 审核惯例
    """
    now, before = form.project.name, form.before.name
    years = {str(form.booklet.year), str(form.other.year)}
    if _without_year(now, years) != _without_year(before, years):
        message = _("the project is called {now} here and {before} in the booklet of {year}")
        yield ("name",), message.format(now=now, before=before, year=form.other.year)


@rule("YRS109", Severity.WARNING)
def amount_does_not_jump(form: Succession) -> Found:
    """The year's amount changes by no more than 资金变动上限 from one booklet to the next.

    A jump needs a reason in the goal; often it is 元 taken for 万元.

    Do: check the amount and its unit; say in the goal what is new.
    Bad:
      对照:
        年度: 2023
        项目资金:
          年度资金总额: {年初预算数: 200.00, 全年预算数: 200.00, 全年执行数: 198.00}
          当年财政拨款: {年初预算数: 200.00, 全年预算数: 200.00, 全年执行数: 198.00}
    Good:
      对照: {年度: 2023}
    Source: 审核惯例
    """
    now, before = yearly_amount(form.project, form.booklet), yearly_amount(form.before, form.other)
    if form.same_year or not now or not before:
        return
    change = (now - before) * _HUNDRED / before
    if abs(change) > form.booklet.checks.amount_change:
        message = _("{now} here, {before} in {year}: a change of {percent} %")
        money = _money(now, form.booklet), _money(before, form.booklet)
        yield (
            _amount_path(form.project),
            message.format(now=money[0], before=money[1], year=form.other.year, percent=f"{change:+.1f}"),
        )


@rule("YRS110", Severity.HINT)
def projects_are_the_same_in_both_booklets(comparison: Comparison) -> Found:
    """The projects of a booklet are those of the one it is compared with.

    A project without a form is either over or forgotten; a new one has no target form to be measured by.

    Do: add the form if the project goes on; look for a new one under another name.
    Bad:
      对照: {年度: 2023, 项目名称: 自然人身份多源认证服务}
    Good:
      对照: {年度: 2023}
    Source: 财预〔2015〕88号
    """
    if comparison.other is None:
        return
    year, pairs = comparison.other.year, comparison.pairs
    gone = _left(comparison.other, {pair.there for pair in pairs})
    if gone:
        message = _("{count} projects of {name} ({year}) are not here: {names}")
        told = message.format(count=len(gone), name=comparison.name, year=year, names=names_of(gone))
        yield ("compared",), told
    new = _left(comparison.booklet, {pair.here for pair in pairs})
    if new:
        message = _("{count} projects are not in {name} ({year}): {names}")
        told = message.format(count=len(new), name=comparison.name, year=year, names=names_of(new))
        yield ("compared",), told


def _without_year(name: str, years: set[str]) -> str:
    bare = plain(name)
    for year in years:
        bare = bare.removeprefix(year).removeprefix("年度").removeprefix("年")
    return bare


def _amount_path(project: Project) -> tuple[str, ...]:
    return ("funds", "total", "budget") if isinstance(project, SelfEvaluation) else ("funds", "total")


def _money(yuan: Decimal, booklet: Booklet) -> str:
    return f"{yuan / YUAN[booklet.money_unit]:,.2f} {booklet.money_unit}"


def _left(booklet: Booklet, met: set[int]) -> list[str]:
    """The names of the projects that are not among the positions met."""
    return [project.name for position, project in enumerate(booklet.projects) if position not in met]
