"""YRS: the indicators of a project and what they were in another booklet (对照)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.finding import Severity
from generator.model.indicator import Indicator, ScoredIndicator
from generator.model.likeness import plain
from generator.model.matching import core
from generator.model.units import converted, same_kind, same_scale
from generator.model.value import Value
from generator.rules.beside import names_of, yearly_amount
from generator.rules.rule import Found, Succession, rule
from generator.translation import _

_HUNDRED = Decimal(100)


@rule("YRS103", Severity.WARNING)
def target_reaches_what_was_reached_before(form: Succession) -> Found:
    """A target does not fall far behind what last year's form says was reached, unless the money fell.

    A target that was passed long ago measures nothing. How far is 偏差上限 under 计分.

    Do: raise the target, or say in the goal why less is planned.
    Bad:
      对照: {年度: 2023, 绩效指标: {4: {年度指标值: ≥15.00(个), 实际完成值: 30.00(个)}}}
    Good:
      对照: {年度: 2023, 绩效指标: {4: {年度指标值: ≥15.00(个), 实际完成值: 23.00(个)}}}
    Source: 财预〔2021〕101号
    """
    if form.same_year or _money_fell(form):
        return
    limit = form.booklet.scoring.deviation_limit
    for twin in _twins(form):
        if not isinstance(twin.before, ScoredIndicator) or _is_looser(twin.now.target, twin.before.target):
            continue  # YRS104 says it
        behind = _behind(twin.now.target, twin.before.actual)
        if behind is not None and behind > limit:
            message = _("the target {target} is {percent} % behind the {actual} that {year} reached")
            yield (
                ("indicators", twin.here, "target"),
                message.format(
                    target=twin.now.target,
                    percent=f"{behind:.0f}",
                    actual=twin.before.actual,
                    year=form.other.year,
                ),
            )


@rule("YRS104", Severity.WARNING)
def target_is_as_strict_as_before(form: Succession) -> Found:
    """A target is not looser than last year's, unless the money fell.

    More money for less is the first thing that a budget review asks about.

    Do: keep at least last year's target, or explain in the goal.
    Bad:
      对照: {年度: 2023, 年度指标值: ≤300.00(万元), 实际完成值: 299.00(万元)}
    Good:
      对照: {年度: 2023, 年度指标值: ≤340.00(万元), 实际完成值: 330.00(万元)}
    Source: 财预〔2021〕101号
    """
    if form.same_year or _money_fell(form):
        return
    for twin in _twins(form):
        if _is_looser(twin.now.target, twin.before.target) and not _follows_the_money(form, twin):
            message = _("the target {now} is looser than {before} in {year}, and the money did not fall")
            yield (
                ("indicators", twin.here, "target"),
                message.format(now=twin.now.target, before=twin.before.target, year=form.other.year),
            )


@rule("YRS105", Severity.HINT)
def unit_stays_from_year_to_year(form: Succession) -> Found:
    """An indicator keeps its unit from one booklet to the next.

    Values in different units cannot be followed over the years.

    Do: use one unit in both booklets.
    Bad:
      对照: {年度: 2023, 年度指标值: ≤3300000.00(元), 实际完成值: 3234000.00(元)}
    Good:
      对照: {年度: 2023, 年度指标值: ≤330.00(万元), 实际完成值: 323.40(万元)}
    Source: 财预〔2021〕101号
    """
    for twin in _twins(form):
        now, before = twin.now.target, twin.before.target
        measured = now.number is not None and before.number is not None and now.unit and before.unit
        same = same_kind if form.same_year else same_scale  # declared in 元, evaluated in 万元 is usual
        if measured and not same(now.unit, before.unit):
            message = _("the target is in {now} here and in {before} in the booklet of {year}")
            yield (
                ("indicators", twin.here, "target"),
                message.format(now=now.unit, before=before.unit, year=form.other.year),
            )


@rule("YRS106", Severity.HINT)
def indicators_are_not_dropped(form: Succession) -> Found:
    """The indicators of the other booklet's form are there again.

    An indicator that disappears after a bad year is what an audit looks for.

    Do: keep the indicator, or be ready to say why it went.
    Bad:
      对照: {年度: 2023, 绩效指标: {10: {三级指标: 举办培训}}}
    Good:
      对照: {年度: 2023}
    Source: 财预〔2021〕101号
    """
    pairs = form.indicators
    gone = set(range(len(form.before.indicators))) - {pair.there for pair in pairs}
    if gone and pairs:
        message = _("{count} indicators of {year} are not here: {names}")
        names = names_of(form.before.indicators[position].name for position in sorted(gone))
        yield ("indicators",), message.format(count=len(gone), year=form.other.year, names=names)


@rule("YRS107", Severity.HINT)
def indicators_have_a_past(form: Succession) -> Found:
    """The indicators of a form are those of the other booklet's form.

    A new indicator has no base to be judged by.

    Do: nothing, if the task is new; otherwise take up last year's indicator.
    Bad:
      对照:
        年度: 2023
        绩效指标: [{}, {}, {}, {}, {}, {}, {}, {}]
    Good:
      对照: {年度: 2023}
    Source: 财预〔2021〕101号
    """
    pairs = form.indicators
    new = set(range(len(form.project.indicators))) - {pair.here for pair in pairs}
    if new and pairs:
        message = _("{count} indicators are not in the booklet of {year}: {names}")
        names = names_of(form.project.indicators[position].name for position in sorted(new))
        yield (
            ("indicators", min(new), "name"),
            message.format(count=len(new), year=form.other.year, names=names),
        )


@rule("YRS108", Severity.HINT)
def indicator_keeps_its_name(form: Succession) -> Found:
    """An indicator keeps its name from one booklet to the next.

    Nearly the same name may be the same thing or another one: a reviewer has to ask.

    Do: use one name for one thing.
    Bad:
      对照: {年度: 2023, 三级指标: 项目的总成本}
    Good:
      对照: {年度: 2023, 三级指标: 项目总成本}
    Source: 财预〔2021〕101号
    """
    for twin in _twins(form):
        if plain(twin.now.name) != plain(twin.before.name) and core(twin.now.name) != core(twin.before.name):
            message = _("the indicator is called {now} here and {before} in the booklet of {year}")
            yield (
                ("indicators", twin.here, "name"),
                message.format(now=twin.now.name, before=twin.before.name, year=form.other.year),
            )


@rule("YRS111", Severity.WARNING)
def evaluation_keeps_the_declared_target(form: Succession) -> Found:
    """A self-evaluation measures by the target that was declared for the year.

    A target that is changed after the fact makes every score meaningless.

    Do: restore the declared target, or name the approval of the change.
    Bad:
      年度: 2026
      年度指标值: ≤330.00(万元)
      对照: {表种: 申报表, 年度: 2026, 年度指标值: ≤300.00(万元)}
    Good:
      年度: 2026
      年度指标值: ≤330.00(万元)
      对照: {表种: 申报表, 年度: 2026, 年度指标值: ≤3300000.00(元)}
    Source: 财预〔2020〕10号
    """
    if not form.same_year:
        return
    for twin in _twins(form):
        now, before = twin.now.target, twin.before.target
        if before.text and not _same_target(now, before):
            message = _("the target is {now}, but {before} was declared")
            yield ("indicators", twin.here, "target"), message.format(now=now, before=before)


class _Twin(NamedTuple):
    """An indicator here and its other self."""

    here: int
    now: Indicator
    before: Indicator


def _twins(form: Succession) -> Iterator[_Twin]:
    now, before = form.project.indicators, form.before.indicators
    return (_Twin(pair.here, now[pair.here], before[pair.there]) for pair in form.indicators)


def _behind(target: Value, actual: Value) -> Decimal | None:
    """How far a target falls behind what was reached, in percent of it; None where the two do not compare."""
    if target.number is None or actual.number is None or not same_kind(target.unit, actual.unit):
        return None
    reached = converted(actual.number, actual.unit, target.unit)
    if not reached:
        return None
    gap = (target.number - reached) if (target.operator or "=") in "≤<" else (reached - target.number)
    return gap * _HUNDRED / abs(reached)


def _is_looser(now: Value, before: Value) -> bool:
    if now.number is None or before.number is None or not same_kind(now.unit, before.unit):
        return False
    limit = converted(before.number, before.unit, now.unit)
    down = (now.operator or "=") in "≤<"
    if limit is None or down != ((before.operator or "=") in "≤<"):
        return False
    return now.number > limit if down else now.number < limit


def _same_target(now: Value, before: Value) -> bool:
    if now.number is None or before.number is None or not same_kind(now.unit, before.unit):
        return plain(now.text) == plain(before.text)
    return now.operator == before.operator and now.number == converted(before.number, before.unit, now.unit)


def _follows_the_money(form: Succession, twin: _Twin) -> bool:
    """A cost target in money may rise with the amount of the project."""
    if (
        twin.now.first_level != "成本指标"
        or twin.now.target.number is None
        or twin.before.target.number is None
    ):
        return False
    now, before = yearly_amount(form.project, form.booklet), yearly_amount(form.before, form.other)
    limit = converted(twin.before.target.number, twin.before.target.unit, twin.now.target.unit)
    return bool(now and before and limit and twin.now.target.number / limit <= now / before)


def _money_fell(form: Succession) -> bool:
    now, before = yearly_amount(form.project, form.booklet), yearly_amount(form.before, form.other)
    return now is not None and before is not None and now < before
