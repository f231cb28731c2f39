"""What should be true of a booklet, one function each; every module beside this one is a family."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from generator.finding import Problem
from generator.location import KeyPath
from generator.model.booklet import PROJECTS, Booklet
from generator.model.labels import labelled
from generator.model.project import SelfEvaluation, TargetDeclaration
from generator.model.score import ProjectScore
from generator.rules.rule import Declaration, Evaluation, Form, Rule, Subject


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule, by code."""
    modules = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    found = {
        value.code: value for module in modules for value in vars(module).values() if isinstance(value, Rule)
    }
    return tuple(found[code] for code in sorted(found))


def run(booklet: Booklet, scores: tuple[ProjectScore, ...]) -> list[Problem]:
    """What is wrong with the booklet, then with each project in order; without the rules it ignores.

    `scores` holds one score per self-evaluation, nothing for a booklet of target forms.
    """
    rules = [rule for rule in catalogue() if not rule.code.startswith(booklet.checks.ignored)]
    return [
        problem for subject, start in _subjects(booklet, scores) for problem in _apply(rules, subject, start)
    ]


def _subjects(booklet: Booklet, scores: tuple[ProjectScore, ...]) -> Iterator[tuple[Subject, KeyPath]]:
    yield booklet, ()
    for position, project in enumerate(booklet.projects):
        start = (PROJECTS, position)
        yield Form(booklet, project), start
        if isinstance(project, SelfEvaluation):
            yield Evaluation(booklet, project, scores[position]), start
        elif isinstance(project, TargetDeclaration):
            yield Declaration(booklet, project), start


def _apply(rules: list[Rule], subject: Subject, start: KeyPath) -> Iterator[Problem]:
    model = Booklet if isinstance(subject, Booklet) else type(subject.project)
    for rule in rules:
        if rule.subject is type(subject):
            try:
                for path, message in rule(subject):
                    yield Problem(start + labelled(model, path), message, rule.code, rule.severity)
            except Exception as error:
                error.add_note(f"This is a bug in rule {rule.code}, at {start}.")
                raise
