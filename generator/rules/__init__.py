"""What should be true of a booklet, one function each; every module beside this one is a family."""

from __future__ import annotations

import pkgutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import NamedTuple

from generator.finding import Problem
from generator.location import KeyPath
from generator.model.booklet import PROJECTS, Booklet
from generator.model.labels import labelled
from generator.model.matching import matched_indicators, matched_projects
from generator.model.project import SelfEvaluation, TargetDeclaration
from generator.model.score import ProjectScore
from generator.rules.exempting import Exempted, exempted
from generator.rules.rule import (
    Comparison,
    Declaration,
    Evaluation,
    Form,
    Review,
    Rule,
    ScoredBooklet,
    Subject,
    Succession,
)


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule, by code."""
    modules = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    found = {
        value.code: value for module in modules for value in vars(module).values() if isinstance(value, Rule)
    }
    return tuple(found[code] for code in sorted(found))


class Other(NamedTuple):
    """A booklet that another one names under 对照."""

    name: str
    booklet: Booklet | None  # None where it cannot be read
    reason: str = ""  # why it cannot


def run(booklet: Booklet, scores: tuple[ProjectScore, ...], others: Sequence[Other] = ()) -> list[Problem]:
    """What is wrong with the booklet, then with each project in order; without what it exempts.

    `scores` holds one score per self-evaluation, nothing for a booklet of target forms.
    """
    return review(booklet, scores, others).standing


def review(booklet: Booklet, scores: tuple[ProjectScore, ...], others: Sequence[Other] = ()) -> Exempted:
    """What `run` gives, and what came of each exemption."""
    rules = _by_subject()
    subjects = [*_subjects(booklet, scores), *_beside(booklet, others)]
    problems = [problem for subject, start in subjects for problem in _apply(rules, subject, start)]
    found = exempted(problems, booklet)
    reviewed = _apply(rules, Review(booklet, found.uses, _known()), ())
    return found._replace(standing=[*found.standing, *reviewed])


@cache
def _known() -> frozenset[str]:
    codes = {rule.code for rule in catalogue()}
    return frozenset(codes | {code[:3] for code in codes})


def _subjects(booklet: Booklet, scores: tuple[ProjectScore, ...]) -> Iterator[tuple[Subject, KeyPath]]:
    yield booklet, ()
    if scores:
        yield ScoredBooklet(booklet, scores), ()
    for position, project in enumerate(booklet.projects):
        start = (PROJECTS, position)
        yield Form(booklet, project), start
        if isinstance(project, SelfEvaluation):
            yield Evaluation(booklet, project, scores[position]), start
        elif isinstance(project, TargetDeclaration):
            yield Declaration(booklet, project), start


def _beside(booklet: Booklet, others: Iterable[Other]) -> Iterator[tuple[Subject, KeyPath]]:
    for other in others:
        pairs = [] if other.booklet is None else matched_projects(booklet, other.booklet)
        yield Comparison(booklet, other.name, other.booklet, other.reason, pairs), ()
        if other.booklet is not None:
            for pair in pairs:
                here, there = booklet.projects[pair.here], other.booklet.projects[pair.there]
                same = matched_indicators(here.indicators, there.indicators)
                yield Succession(booklet, here, other.booklet, there, same), (PROJECTS, pair.here)


def _by_subject() -> dict[type[Subject], list[Rule]]:
    rules: dict[type[Subject], list[Rule]] = defaultdict(list)
    for rule in catalogue():
        rules[rule.subject].append(rule)
    return rules


def _apply(rules: dict[type[Subject], list[Rule]], subject: Subject, start: KeyPath) -> Iterator[Problem]:
    for rule in rules[type(subject)]:
        try:
            for path, message in rule.check(subject):
                yield Problem(start + _labels(subject, path), message, rule.code, rule.severity)
        except Exception as error:
            error.add_note(f"This is a bug in rule {rule.code}, at {start}.")
            raise


def _labels(subject: Subject, path: KeyPath) -> KeyPath:
    """A path that a rule yields as labels; below the projects of a booklet it depends on their kind of form."""
    if isinstance(subject, Form | Evaluation | Declaration | Succession):
        return labelled(type(subject.project), path)
    booklet = subject if isinstance(subject, Booklet) else subject.booklet
    match path:
        case ("projects", int(position), *below):
            return (PROJECTS, position, *labelled(type(booklet.projects[position]), tuple(below)))
    return labelled(Booklet, path)
