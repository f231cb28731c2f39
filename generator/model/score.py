"""The result of scoring: computed values beside the stated ones."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from generator.model.amounts import Stated


class Figure(NamedTuple):
    """A computed number that the input may state itself; what is stated prints and counts."""

    computed: Decimal | None  # two decimals; None when it cannot be known
    stated: Stated | None = None

    @property
    def number(self) -> Decimal | None:
        return self.computed if self.stated is None else self.stated.number

    @property
    def text(self) -> str:
        """What the form shows; empty when there is nothing to show."""
        if self.stated is not None:
            return self.stated.text
        return "" if self.computed is None else f"{self.computed:.2f}"


class Rate(NamedTuple):
    """执行率 of one fund row, in percent."""

    exact: Decimal | None  # not rounded; None without a budget or without an executed amount
    figure: Figure
    text: str  # what the form shows


class FundRates(NamedTuple):
    """The rates of a self-evaluation's fund rows, named as the rows."""

    total: Rate
    appropriation: Rate
    carried_over: Rate
    other: Rate


class Basis(Enum):
    """What an indicator's score rests on, or why there is none."""

    NUMBERS = auto()  # target and actual are numbers in units that convert
    REACHED = auto()  # the actual says in words that the target is reached
    PARTLY = auto()
    FAILED = auto()
    UNANSWERED = auto()  # target or actual is empty
    OTHER_UNIT = auto()  # numbers of different things
    UNREADABLE = auto()  # an actual that neither the bands' words nor numbers explain

    @property
    def in_words(self) -> bool:
        """Whether target or actual is in words."""
        return self in (Basis.REACHED, Basis.PARTLY, Basis.FAILED, Basis.UNREADABLE)


class IndicatorScore(NamedTuple):
    """得分 of one indicator."""

    weight: Decimal
    figure: Figure
    basis: Basis
    reached: bool | None  # None when it cannot be known
    deviation: Decimal | None  # distance from the target in percent of it; None without numbers


class ProjectScore(NamedTuple):
    """Everything that is computed for one self-evaluation."""

    rates: FundRates
    budget: Figure  # 得分 of the budget row
    budget_weight: Decimal
    indicators: tuple[IndicatorScore, ...]
    total: Figure
    grade: str  # what the form shows; empty when the total is unknown
    computed_grade: str
