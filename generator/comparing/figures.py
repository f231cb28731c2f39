"""Amounts and points of a project in two booklets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from generator.model.funds import PARTS, FundRow
from generator.model.labels import labelled
from generator.model.project import Project, SelfEvaluation, TargetDeclaration
from generator.model.score import ProjectScore

_YUAN = {"元": Decimal(1), "万元": Decimal(10_000)}
_COLUMNS = ("initial_budget", "budget", "executed")
_HUNDRED = Decimal(100)


class Figure(NamedTuple):
    """A number of the form in both booklets; None where one has none."""

    label: str
    one: Decimal | None
    other: Decimal | None
    is_money: bool = True

    @property
    def differs(self) -> bool:
        """Whether the two are not equal."""
        return self.one != self.other

    @property
    def difference(self) -> Decimal | None:
        """How much more the other is."""
        return None if self.one is None or self.other is None else self.other - self.one

    @property
    def percent(self) -> Decimal | None:
        """The difference in percent of the one, to one decimal."""
        if self.difference is None or not self.one:
            return None
        return (self.difference * _HUNDRED / abs(self.one)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def amounts(
    one: Project | None, other: Project | None, money: tuple[str, str], unit: str, *, mixed: bool
) -> list[Figure]:
    """The amounts that either form has, in one unit, without those that are nowhere more than nothing.

    Where forms of both kinds are `mixed`, the budget of the whole year stands for a self-evaluation.
    """
    here, there = (
        {} if project is None else dict(_amounts(project, in_unit, unit, mixed=mixed))
        for project, in_unit in zip((one, other), money, strict=True)
    )
    found = (Figure(label, here.get(label), there.get(label)) for label in {**here, **there})
    return [figure for figure in found if figure.one or figure.other]


def points(one: ProjectScore | None, other: ProjectScore | None) -> list[Figure]:
    """The points for the budget and in all, as far as there are any."""
    rows = (
        ("预算执行率得分", one and one.budget.number, other and other.budget.number),
        ("总分", one and one.total.number, other and other.total.number),
    )
    found = (Figure(label, here, there, is_money=False) for label, here, there in rows)
    return [figure for figure in found if figure.one is not None or figure.other is not None]


def _amounts(project: Project, money: str, unit: str, *, mixed: bool) -> Iterator[tuple[str, Decimal | None]]:
    scale = _YUAN[money] / _YUAN[unit]
    for label, amount in _named(project, mixed=mixed):
        yield label, None if amount is None else amount * scale


def _named(project: Project, *, mixed: bool) -> Iterator[tuple[str, Decimal | None]]:
    funds = project.funds
    if isinstance(project, TargetDeclaration) and not mixed:
        for name in ("project_total", "project_fiscal", "project_other", "total", *PARTS):
            yield _label(project, name), getattr(funds, name)
        return
    for name in ("total", *PARTS):
        row = getattr(funds, name)
        if not isinstance(row, FundRow):
            yield _common(name), row
        elif mixed:
            yield _common(name), row.budget
        else:
            for column in _COLUMNS:
                yield _label(project, name, column), getattr(row, column)


def _label(project: Project, *path: str) -> str:
    return "·".join(map(str, labelled(type(project), ("funds", *path))[1:]))


def _common(name: str) -> str:
    """The label of a row that both kinds of form have."""
    return "年度资金总额" if name == "total" else str(labelled(SelfEvaluation, ("funds", name))[-1])
