"""What a rule is, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from generator.finding import Severity
from generator.location import KeyPath
from generator.model.booklet import Booklet
from generator.model.matching import Pair
from generator.model.project import Project, SelfEvaluation, TargetDeclaration
from generator.model.score import ProjectScore
from generator.rules.account import Account, read_account
from generator.rules.exempting import Exemption

Found = Iterator[tuple[KeyPath, str]]  # where (attributes, from the subject's project on) and what


class Form(NamedTuple):
    """One form of either kind."""

    booklet: Booklet
    project: Project


class Evaluation(NamedTuple):
    """One self-evaluation and its score."""

    booklet: Booklet
    project: SelfEvaluation
    score: ProjectScore


class Declaration(NamedTuple):
    """One declaration of targets."""

    booklet: Booklet
    project: TargetDeclaration


class Comparison(NamedTuple):
    """A booklet beside another one that it names under 对照."""

    booklet: Booklet
    name: str  # of the other one, as 对照 names it
    other: Booklet | None  # None where it cannot be read, for a reason
    reason: str
    pairs: list[Pair]  # of positions of the same project


class Succession(NamedTuple):
    """A form beside the same project's form in another booklet."""

    booklet: Booklet
    project: Project
    other: Booklet
    before: Project
    indicators: list[Pair]  # of positions of the same indicator

    @property
    def same_year(self) -> bool:
        """Whether the other form is about the same year: targets beside what became of them."""
        return self.booklet.year == self.other.year


class Review(NamedTuple):
    """A booklet after all other rules: what came of each of its exemptions."""

    booklet: Booklet
    uses: list[tuple[Exemption, int]]  # how many problems each took away
    known: frozenset[str]  # codes of rules and the letters of families


class ScoredBooklet(NamedTuple):
    """A booklet with the scores of its self-evaluations; of target forms there are none."""

    booklet: Booklet
    scores: tuple[ProjectScore, ...]


Subject = Booklet | ScoredBooklet | Form | Evaluation | Declaration | Comparison | Succession | Review
_SUBJECTS: dict[str, type[Subject]] = {
    "Booklet": Booklet,
    "ScoredBooklet": ScoredBooklet,
    "Form": Form,
    "Evaluation": Evaluation,
    "Declaration": Declaration,
    "Comparison": Comparison,
    "Succession": Succession,
    "Review": Review,
}


class Rule(NamedTuple):
    """A sentence that should be true of every subject of one kind; calling it yields where it is not."""

    code: str
    severity: Severity
    subject: type[Subject]
    check: Callable[[Any], Found]  # Any: the function takes the one kind of `subject`

    def __call__(self, subject: Subject) -> Found:
        return self.check(subject)

    @property
    def account(self) -> Account:
        """What the rule's docstring says of it."""
        return read_account(self.check.__doc__ or "")


def rule(code: str, severity: Severity = Severity.ERROR) -> Callable[[Callable[[Any], Found]], Rule]:
    """Makes a function a rule; the annotation of its one parameter says which subjects it sees."""

    def make(check: Callable[[Any], Found]) -> Rule:
        annotations = dict(check.__annotations__)
        annotations.pop("return")
        (subject,) = annotations.values()  # text: rule modules postpone their annotations
        return Rule(code, severity, _SUBJECTS[subject], check)

    return make
