"""The order of the steps: read, validate, score, check, render."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from generator import console, delivery, provenance, rendering, rules, scoring
from generator.errors import GeneratorError
from generator.finding import Finding, Problem, Severity
from generator.model.booklet import PROJECTS, Booklet, load_booklet
from generator.model.plain import plain_projects
from generator.model.score import ProjectScore
from generator.nearest import did_you_mean
from generator.reading.folder import read_booklet
from generator.reading.source import Source
from generator.reporting.checked import Checked
from generator.translation import _
from generator.vocabulary import Record
from generator.workspace import Workspace

if TYPE_CHECKING:
    from generator.verification.account import Account


class Loaded(NamedTuple):
    """A booklet as far as it could be understood."""

    folder: Path
    source: Source
    booklet: Booklet | None  # None when the findings make it impossible
    findings: list[Finding]


Known = dict[Path, Loaded]  # by folder


@dataclass(eq=False, repr=False)
class Built:
    """What became of one booklet."""

    folder: Path
    files: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)  # that kept it from being built
    failures: list[str] = field(default_factory=list)  # one line each
    projects: int = 0
    checked: list[Finding] = field(default_factory=list)  # what the rules say
    accounts: list[Account] = field(default_factory=list)  # of the files, where they were verified
    lost: list[Finding] = field(default_factory=list)  # what the verification found


def load(folder: Path, workspace: Workspace) -> Loaded:
    """Read and validate a booklet.

    Raises: GeneratorError when there is none.
    """
    source = read_booklet(folder, workspace.root)
    booklet, problems = load_booklet(source.data)  # type: ignore[arg-type]
    unreadable = {f.location.file for f in source.problems if f.severity is Severity.ERROR}
    findings = [*source.problems, *located(_beyond(problems, source, unreadable), source)]
    findings = _without_consequences(findings)
    wrong = any(finding.severity is Severity.ERROR for finding in findings)
    return Loaded(folder, source, None if wrong else booklet, sorted_findings(findings))


def _beyond(problems: Iterable[Problem], source: Source, unreadable: set[str]) -> list[Problem]:
    """Problems of the model that are not just what follows from a file that could not be read."""
    head = source.locate(()).file
    return [
        problem
        for problem in problems
        if not unreadable
        or (problem.path != (PROJECTS,) and (len(problem.path) > 1 or head not in unreadable))
    ]


def _without_consequences(findings: list[Finding]) -> list[Finding]:
    """Findings but for what is missing only because a workbook lacks a sheet or a heading."""
    torn = {finding.location.file for finding in findings if finding.code in ("INP203", "INP204")}
    return [f for f in findings if f.code != "DAT102" or f.location.file not in torn]


def _loaded(folder: Path, workspace: Workspace, known: Known) -> Loaded:
    """A booklet that was loaded before, or is now."""
    place = folder.resolve()
    if place not in known:
        known[place] = load(folder, workspace)
    return known[place]


def check(loaded: Loaded, workspace: Workspace, known: Known | None = None) -> Checked:
    """All findings of a booklet, in reading order; `known` keeps what one run has loaded."""
    scores = () if loaded.booklet is None else scoring.score_booklet(loaded.booklet)
    return _checked(loaded, workspace, scores, {} if known is None else known)


def _checked(loaded: Loaded, workspace: Workspace, scores: tuple[ProjectScore, ...], known: Known) -> Checked:
    name = workspace.shown(loaded.folder)
    if loaded.booklet is None:
        return Checked(name, loaded.source.data, loaded.findings)
    reviewed = rules.review(loaded.booklet, scores, _others(loaded.booklet, workspace, known))
    findings = sorted_findings([*loaded.findings, *located(reviewed.standing, loaded.source)])
    return Checked(name, loaded.source.data, findings, exempted=reviewed.exempted)


def _others(booklet: Booklet, workspace: Workspace, known: Known) -> list[rules.Other]:
    """The booklets that this one is to be compared with."""
    found = []
    for name in booklet.compared:
        try:
            other = _loaded(workspace.booklet(name), workspace, known)
            reason = "" if other.booklet else console.summary(other.findings)
            found.append(rules.Other(name, other.booklet, reason))
        except GeneratorError as error:
            found.append(rules.Other(name, None, str(error)))
    return found


def build(
    folder: Path,
    workspace: Workspace,
    formats: Iterable[str],
    progress: Callable[[], None] = lambda: None,
    *,
    verify: bool = False,
    strict: bool = False,
    known: Known | None = None,
) -> Built:
    """Build one booklet in the given formats (in its own when there are none), and verify the files if asked to.

    Where it is `strict`, or the booklet itself, errors that the rules find keep it from being built. `known` keeps
    what one run has loaded.
    """
    built, known = Built(folder), {} if known is None else known
    try:
        loaded = _loaded(folder, workspace, known)
        if loaded.booklet is None:
            built.findings = loaded.findings
            return built
        scores = scoring.score_booklet(loaded.booklet)
        built.checked = _checked(loaded, workspace, scores, known).findings
        built.projects = len(loaded.booklet.projects)
        wrong = [finding for finding in built.checked if finding.severity is Severity.ERROR]
        if wrong and (strict or loaded.booklet.checks.strict == "是"):
            built.findings = wrong
            return built
        _check_template(loaded, loaded.booklet, workspace)
        data = rendering.context(loaded.booklet, scores)
        files = _files(loaded, loaded.booklet, workspace, tuple(formats))
        _render(built, data, files, progress)
        if verify and not built.failures:
            _verify(built, data, loaded.source, files)
    except GeneratorError as error:
        built.failures.append(str(error))
    return built


def _check_template(loaded: Loaded, booklet: Booklet, workspace: Workspace) -> None:
    known = workspace.templates()
    if booklet.template not in known and not workspace.template(booklet.template, "")[0].is_dir():
        message = _("there is no template {name}: no such folder under templates")
        message = message.format(name=booklet.template) + did_you_mean(booklet.template, known)
        raise GeneratorError(message, loaded.source.locate(("模板",)))


class _File(NamedTuple):
    """A file to make, and what writes the document of some data into a stream."""

    target: Path
    name: str  # what messages call it
    render: Callable[[Record, BinaryIO, Callable[[], None]], list[str]]


def _files(loaded: Loaded, booklet: Booklet, workspace: Workspace, formats: tuple[str, ...]) -> list[_File]:
    options = rendering.options(booklet)
    files = []
    for suffix in dict.fromkeys(formats or booklet.formats):
        target = workspace.output(loaded.folder, booklet.title, suffix)
        template = workspace.template(booklet.template, rendering.TEMPLATE_FILES[suffix])
        if suffix == "xlsx" and template[0].is_file():
            data = loaded.source.data | {PROJECTS: plain_projects(booklet.projects)}
            origin = provenance.properties(provenance.digest(template[0]), data)
            options = options._replace(properties=tuple(origin))
        render = functools.partial(rendering.render, *template, options=options)
        files.append(_File(target, workspace.shown(target), render))
    return files


def _render(built: Built, data: Record, files: Iterable[_File], progress: Callable[[], None]) -> None:
    with delivery.Delivery() as made:
        for file in files:
            try:
                with made.file(file.target, file.name) as stream:
                    built.failures += file.render(data, stream, progress)
            except GeneratorError as error:
                built.failures.append(str(error))
        if built.failures:
            made.cancel()
            return
    built.files = [file.name for file in files]


def _verify(built: Built, data: Record, source: Source, files: Iterable[_File]) -> None:
    """Read the files back and account for every value of the data."""
    from generator import verification

    built.lost = verification.lost_on_the_way(source.data, data, source.locate)
    for file in files:
        account, failures = verification.verify(file.target, file.name, data, source.locate, file.render)
        built.failures += failures
        if account is not None:
            built.accounts.append(account)
            built.lost += account.findings
    built.lost = sorted_findings(built.lost)


def located(problems: Iterable[Problem], source: Source) -> list[Finding]:
    """Problems of the data at their places in the files."""
    return [Finding(source.locate(p.path), p.severity, p.code, p.message, p.path) for p in problems]


def sorted_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in reading order, each once."""
    return sorted(dict.fromkeys(findings), key=lambda f: (f.location, f.code, f.message))
