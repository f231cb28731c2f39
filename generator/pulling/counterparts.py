"""Where the values of a booklet as it was built stand in the booklet as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from generator.location import KeyPath
from generator.model.booklet import PROJECTS
from generator.model.matching import matched_indicators, matched_projects
from generator.pulling.state import State, at

_LIST = "绩效指标"
_PROJECT, _INDICATOR = 2, 4  # steps of a path to a project, to an indicator


class Counterparts:
    """Positions of projects and indicators then, and what they are now."""

    def __init__(self, then: State, now: State) -> None:
        self._then, self._now = then, now
        pairs = matched_projects(then.booklet, now.booklet)
        here, there = (_records(at(each.printed, (PROJECTS,))) for each in (then, now))
        self._projects = _completed({pair.here: pair.there for pair in pairs}, here, there)
        self._indicators: dict[int, dict[int, int]] = {}

    def path(self, path: KeyPath) -> KeyPath | None:
        """A path of then in the data of now; None when its project or indicator is no more."""
        if path[:1] != (PROJECTS,) or len(path) < _PROJECT:
            return path
        project = self._projects.get(int(path[1]))
        if project is None:
            return None
        inner = path[_PROJECT:]
        if inner[:1] == (_LIST,) and len(path) >= _INDICATOR:
            indicator = self._of(int(path[1]), project).get(int(path[3]))
            if indicator is None:
                return None
            inner = (_LIST, indicator, *path[_INDICATOR:])
        return (PROJECTS, project, *inner)

    def new(self, project: int) -> list[int]:
        """The indicators that a project, by its position now, has only now."""
        then = next((a for a, b in self._projects.items() if b == project), None)
        known = set() if then is None else set(self._of(then, project).values())
        count = len(self._now.booklet.projects[project].indicators)
        return [position for position in range(count) if position not in known]

    def _of(self, then: int, now: int) -> dict[int, int]:
        if then not in self._indicators:
            pairs = matched_indicators(
                self._then.booklet.projects[then].indicators, self._now.booklet.projects[now].indicators
            )
            here = _records(at(self._then.printed, (PROJECTS, then, _LIST)))
            there = _records(at(self._now.printed, (PROJECTS, now, _LIST)))
            self._indicators[then] = _completed({pair.here: pair.there for pair in pairs}, here, there)
        return self._indicators[then]


def _records(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []


def _completed(
    pairs: dict[int, int], here: Sequence[dict[str, object]], there: Sequence[dict[str, object]]
) -> dict[int, int]:
    """Pairs found by name, and those of another name that stand between the same neighbours."""
    made, taken, above = dict(pairs), set(pairs.values()), -1
    for position, record in enumerate(here):
        if position not in pairs:
            free = list(takewhile(lambda n: n not in taken, range(above + 1, len(there))))
            if not free:
                continue
            made[position] = max(free, key=lambda n: (_shared(record, there[n]), -n))
            taken.add(made[position])
        above = made[position]
    return made


def _shared(one: dict[str, object], other: dict[str, object]) -> int:
    """How many fields of two records are the same."""
    return sum(value == other.get(key) for key, value in one.items())
