"""What the rules about another booklet share."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from generator.model.booklet import Booklet
from generator.model.project import Project, SelfEvaluation
from generator.translation import listed

YUAN = {"元": Decimal(1), "万元": Decimal(10_000)}
_MOST_NAMES = 6  # that a message lists


def yearly_amount(project: Project, booklet: Booklet) -> Decimal | None:
    """The year's amount in 元: the budget of the whole year, or the request."""
    amount = project.funds.total.budget if isinstance(project, SelfEvaluation) else project.funds.total
    return None if amount is None else amount * YUAN[booklet.money_unit]


def names_of(names: Iterable[str]) -> str:
    """The names in a list, the first ones where they are many."""
    every = list(names)
    return listed([*every[:_MOST_NAMES], *["…"] * (len(every) > _MOST_NAMES)])
