"""What two booklets say of the same projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from generator.comparing.figures import Figure, amounts, points
from generator.comparing.passages import Passage, passages
from generator.model.booklet import Booklet
from generator.model.indicator import Indicator, ScoredIndicator
from generator.model.likeness import plain
from generator.model.markup import paragraphs
from generator.model.matching import matched_indicators, matched_projects
from generator.model.project import Project, SelfEvaluation, TargetDeclaration
from generator.model.score import ProjectScore
from generator.model.units import converted, same_kind
from generator.model.value import Value


class Status(Enum):
    """What became of something from one booklet to the other."""

    SAME = "same"
    CHANGED = "changed"
    RENAMED = "renamed"  # and perhaps changed
    NEW = "new"
    DROPPED = "dropped"


class Side(NamedTuple):
    """A booklet, what it is called, and its scores."""

    name: str
    booklet: Booklet
    scores: Sequence[ProjectScore]

    def score(self, position: int) -> ProjectScore | None:
        """The score of a project; target forms have none."""
        return self.scores[position] if self.scores else None


class Shown(NamedTuple):
    """An indicator as one booklet has it."""

    first_level: str
    second_level: str
    name: str
    target: str
    actual: str = ""
    weight: str = ""
    score: str = ""  # weight and points are empty, too, beside a target form


class IndicatorPair(NamedTuple):
    """An indicator in both booklets, or in one of them."""

    status: Status
    one: Shown | None
    other: Shown | None


class TextPair(NamedTuple):
    """A text of the form in both booklets."""

    label: str
    one: str
    other: str

    @property
    def passages(self) -> list[Passage]:
        """Where they differ."""
        return passages(self.one, self.other)


class ProjectPair(NamedTuple):
    """A project in both booklets, or in one of them."""

    status: Status
    one: str  # its name; empty where it is not in this booklet
    other: str
    figures: list[Figure]
    texts: list[TextPair]  # those that differ
    indicators: list[IndicatorPair]


class Comparison(NamedTuple):
    """Two booklets side by side."""

    one: str
    other: str
    unit: str  # of all amounts
    projects: list[ProjectPair]

    @property
    def is_equal(self) -> bool:
        """Whether nothing differs."""
        return all(pair.status is Status.SAME for pair in self.projects)


def compare(one: Side, other: Side) -> Comparison:
    """The projects of both, those of the first in its order, new ones last.

    Points are compared where both have them: beside a target form a self-evaluation has none.
    """
    mixed = one.booklet.kind != other.booklet.kind
    if mixed:
        one, other = one._replace(scores=()), other._replace(scores=())
    unit = one.booklet.money_unit if one.booklet.money_unit == other.booklet.money_unit else "万元"
    frame = _Frame(one, other, unit, mixed)
    met = {pair.here: pair.there for pair in matched_projects(one.booklet, other.booklet)}
    found = [
        _pair(frame, here, met[here]) if here in met else _single(frame, here, Status.DROPPED)
        for here in range(len(one.booklet.projects))
    ]
    new = [there for there in range(len(other.booklet.projects)) if there not in met.values()]
    found += [_single(frame, there, Status.NEW) for there in new]
    return Comparison(one.name, other.name, unit, found)


class _Frame(NamedTuple):
    """What is compared, and how."""

    one: Side
    other: Side
    unit: str  # of all amounts
    mixed: bool  # a self-evaluation beside target forms

    def figures(self, here: int | None, there: int | None) -> list[Figure]:
        """The amounts and points of a project at these positions."""
        places = ((self.one, here), (self.other, there))
        one, other = (None if at is None else side.booklet.projects[at] for side, at in places)
        points_here, points_there = (None if at is None else side.score(at) for side, at in places)
        money = self.one.booklet.money_unit, self.other.booklet.money_unit
        found = amounts(one, other, money, self.unit, mixed=self.mixed)
        return [*found, *points(points_here, points_there)]


def _pair(frame: _Frame, at: int, then: int) -> ProjectPair:
    here, there = frame.one.booklet.projects[at], frame.other.booklet.projects[then]
    figures = frame.figures(at, then)
    found = (TextPair(label, *map(paragraphs, both)) for label, *both in _texts(here, there))
    texts = [text for text in found if plain(text.one) != plain(text.other)]
    indicators = list(_indicators(here, there, frame.one.score(at), frame.other.score(then)))
    changed = (
        texts
        or any(figure.differs for figure in figures)
        or any(each.status is not Status.SAME for each in indicators)
    )
    status = Status.CHANGED if changed else Status.SAME
    if plain(here.name) != plain(there.name):
        status = Status.RENAMED
    return ProjectPair(status, here.name, there.name, figures, texts, indicators)


def _single(frame: _Frame, position: int, status: Status) -> ProjectPair:
    is_new = status is Status.NEW
    side = frame.other if is_new else frame.one
    project, score = side.booklet.projects[position], side.score(position)
    figures = frame.figures(*((None, position) if is_new else (position, None)))
    shown = [_shown(each, score, number) for number, each in enumerate(project.indicators)]
    indicators = [IndicatorPair(status, *((None, each) if is_new else (each, None))) for each in shown]
    names = ("", project.name) if is_new else (project.name, "")
    return ProjectPair(status, *names, figures, [], indicators)


def _texts(here: Project, there: Project) -> Iterator[tuple[str, str, str]]:
    """The texts that both forms have, with their labels."""
    yield "主管部门", here.department, there.department
    yield "实施单位", here.unit, there.unit
    if isinstance(here, SelfEvaluation) and isinstance(there, SelfEvaluation):
        yield "预期目标", here.goals.expected, there.goals.expected
        yield "实际完成情况", here.goals.achieved, there.goals.achieved
    elif isinstance(here, TargetDeclaration) and isinstance(there, TargetDeclaration):
        yield "项目性质", here.nature, there.nature
        yield "项目类别", here.category, there.category
        yield "项目总目标", here.goals.project, there.goals.project
        yield "年度总体目标", here.goals.year, there.goals.year
    else:
        yield "年度目标", _year_goal(here), _year_goal(there)


def _year_goal(project: Project) -> str:
    return project.goals.expected if isinstance(project, SelfEvaluation) else project.goals.year


def _indicators(
    here: Project, there: Project, one: ProjectScore | None, other: ProjectScore | None
) -> Iterator[IndicatorPair]:
    """The indicators of both, those of the first in its order, new ones last."""
    met = {pair.here: pair.there for pair in matched_indicators(here.indicators, there.indicators)}
    for number, row in enumerate(here.indicators):
        shown = _shown(row, one, number)
        if number not in met:
            yield IndicatorPair(Status.DROPPED, shown, None)
            continue
        twin = there.indicators[met[number]]
        second = _shown(twin, other, met[number])
        yield IndicatorPair(_status(row, twin, shown, second), shown, second)
    for number, row in enumerate(there.indicators):
        if number not in met.values():
            yield IndicatorPair(Status.NEW, None, _shown(row, other, number))


def _status(row: Indicator, twin: Indicator, one: Shown, other: Shown) -> Status:
    if plain(one.name) != plain(other.name):
        return Status.RENAMED
    changed = not _same_value(row.target, twin.target)
    if isinstance(row, ScoredIndicator) and isinstance(twin, ScoredIndicator):
        changed = changed or not _same_value(row.actual, twin.actual)
        changed = changed or (one.weight, one.score) != (other.weight, other.score)
    levels = [(plain(each.first_level), plain(each.second_level)) for each in (one, other)]
    return Status.CHANGED if changed or levels[0] != levels[1] else Status.SAME


def _same_value(one: Value, other: Value) -> bool:
    """Whether two values are one quantity, in whatever unit, or the same words."""
    if one.number is None or other.number is None or not same_kind(one.unit, other.unit):
        return plain(one.text) == plain(other.text)
    number = converted(other.number, other.unit, one.unit)
    return (one.operator, one.number) == (other.operator, number)


def _shown(row: Indicator, score: ProjectScore | None, number: int) -> Shown:
    shown = Shown(row.first_level, row.second_level, row.name, row.target.text)
    if not isinstance(row, ScoredIndicator):
        return shown
    shown = shown._replace(actual=row.actual.text)
    if score is None:
        return shown
    return shown._replace(weight=_number(row.weight), score=score.indicators[number].figure.text)


def _number(number: Decimal) -> str:
    return f"{number.normalize():f}"
