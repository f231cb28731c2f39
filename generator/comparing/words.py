"""Values and states as people read them."""

from __future__ import annotations

from decimal import Decimal

from generator.comparing.comparison import Comparison, IndicatorPair, ProjectPair, Shown, Status
from generator.comparing.figures import Figure
from generator.translation import _, listed

MARKS = {Status.SAME: " ", Status.CHANGED: "~", Status.RENAMED: "~", Status.NEW: "+", Status.DROPPED: "-"}


def status(of: Status) -> str:
    """A state in the user's language."""
    return {
        Status.SAME: _("same"),
        Status.CHANGED: _("changed"),
        Status.RENAMED: _("renamed"),
        Status.NEW: _("new"),
        Status.DROPPED: _("dropped"),
    }[of]


def name(pair: ProjectPair) -> str:
    """A project's name, both where it was renamed."""
    if pair.status is Status.RENAMED:
        return f"{pair.one} → {pair.other}"
    return pair.one or pair.other


def number(of: Decimal | None) -> str:
    """`1,233.77`; nothing where there is none. Digits beyond the second stay."""
    if of is None:
        return ""
    decimals = max(2, -int(of.normalize().as_tuple().exponent))
    return f"{of:,.{decimals}f}"


def difference(figure: Figure) -> str:
    """`+266.23`."""
    found = figure.difference
    return "" if not found else ("+" if found > 0 else "") + number(found)


def percent(figure: Figure) -> str:
    """`+21.6%`."""
    found = figure.percent
    return "" if found is None or not figure.difference else f"{found:+}%"


def indicator_name(pair: IndicatorPair) -> str:
    """An indicator's name, both where it was renamed."""
    one, other = (shown.name if shown else "" for shown in (pair.one, pair.other))
    if pair.status is Status.RENAMED:
        return f"{one} → {other}"
    return other or one


def values(shown: Shown | None) -> list[str]:
    """Target, actual value, weight and points, those that there are."""
    return [] if shown is None else [shown.target, shown.actual, shown.weight, shown.score]


def summary(comparison: Comparison) -> str:
    """`changed 7, new 1, dropped 3`."""
    counts = {of: sum(pair.status is of for pair in comparison.projects) for of in Status}
    return listed(f"{status(of)} {count}" for of, count in counts.items() if count)
