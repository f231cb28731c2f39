"""Findings that a booklet, a project or an indicator exempts, and what came of each exemption."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.finding import Problem
from generator.location import KeyPath
from generator.model.booklet import PROJECTS, Booklet
from generator.model.labels import labelled

_FAMILY = 3  # letters


class Exemption(NamedTuple):
    """A code, or the letters of a family, that is silent at `scope` and below."""

    path: KeyPath  # of the exemption itself, in attributes
    scope: KeyPath  # in labels
    code: str
    reason: str


class Exempted(NamedTuple):
    """Problems told apart: those that stand, and how many each exemption took away."""

    standing: list[Problem]
    uses: list[tuple[Exemption, int]]
    exempted: int = 0  # problems that no longer stand


def exempted(problems: Iterable[Problem], booklet: Booklet) -> Exempted:
    """The problems without those that the booklet exempts."""
    by_place = {(each.scope, each.code): each for each in exemptions(booklet)}
    counts = dict.fromkeys(by_place, 0)
    standing, count = [], 0
    for problem in problems:
        count += 1
        taken = False
        for length in (0, 2, 4) if by_place else ():  # the booklet, a project, an indicator
            for code in (problem.code, problem.code[:_FAMILY]):
                key = (problem.path[:length], code)
                if key in counts and len(problem.path) >= length:
                    counts[key] += 1
                    taken = True
        if not taken:
            standing.append(problem)
    return Exempted(standing, [(by_place[key], used) for key, used in counts.items()], count - len(standing))


def exemptions(booklet: Booklet) -> Iterator[Exemption]:
    """Every exemption of a booklet, from the booklet's own down to those of indicators."""
    for code, reason in booklet.checks.ignored.items():
        yield Exemption(("checks", "ignored", code), (), code, reason)
    for position, project in enumerate(booklet.projects):
        for code, reason in project.exempt.items():
            yield Exemption(("projects", position, "exempt", code), (PROJECTS, position), code, reason)
        for row, indicator in enumerate(project.indicators):
            scope = (PROJECTS, position, *labelled(type(project), ("indicators", row)))
            for code, reason in indicator.exempt.items():
                path: KeyPath = ("projects", position, "indicators", row, "exempt", code)
                yield Exemption(path, scope, code, reason)
