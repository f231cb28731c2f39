"""Where the values of a booklet as it was built stand in the booklet as it is now."""

from __future__ import annotations

from generator.location import KeyPath
from generator.model.booklet import PROJECTS
from generator.model.matching import matched_indicators, matched_projects
from generator.pulling.state import State

_LIST = "绩效指标"
_PROJECT, _INDICATOR = 2, 4  # steps of a path to a project, to an indicator


class Counterparts:
    """Positions of projects and indicators then, and what they are now."""

    def __init__(self, then: State, now: State) -> None:
        self._then, self._now = then, now
        self._projects = _same(
            [project.name for project in then.booklet.projects], [p.name for p in now.booklet.projects]
        ) or {pair.here: pair.there for pair in matched_projects(then.booklet, now.booklet)}
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
            here = self._then.booklet.projects[then].indicators
            there = self._now.booklet.projects[now].indicators
            same = _same([each.name for each in here], [each.name for each in there])
            pairs = same or {pair.here: pair.there for pair in matched_indicators(here, there)}
            self._indicators[then] = pairs
        return self._indicators[then]


def _same(here: list[str], there: list[str]) -> dict[int, int]:
    """Each position for itself where at most one name in a list of equal length has changed."""
    differing = sum(a != b for a, b in zip(here, there, strict=False))
    if len(here) != len(there) or differing > (len(here) > 1 or set(here) == set(there)):
        return {}
    return {position: position for position in range(len(here))}
