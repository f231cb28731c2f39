"""FRM: the head of a form is complete and its dates make sense."""

from __future__ import annotations

from pydantic import BaseModel

from generator.model.amounts import compact
from generator.model.booklet import Booklet
from generator.model.labels import labelled
from generator.model.project import SelfEvaluation
from generator.rules.rule import Declaration, Form, Found, rule
from generator.translation import _


@rule("FRM101")
def department_and_unit_are_named(form: Form) -> Found:
    """A form names the department and the unit that carries the project out."""
    for attribute in ("department", "unit"):
        if not getattr(form.project, attribute):
            yield (attribute,), _empty(form, (attribute,))


@rule("FRM102")
def goals_are_stated(form: Form) -> Found:
    """A form states the goals of the year, a self-evaluation also what came of them."""
    attributes = ("expected", "achieved") if isinstance(form.project, SelfEvaluation) else ("year",)
    for attribute in attributes:
        if not getattr(form.project.goals, attribute):
            yield ("goals", attribute), _empty(form, ("goals", attribute))


@rule("FRM103")
def project_names_differ(booklet: Booklet) -> Found:
    """No two projects of a booklet have the same name."""
    seen: dict[str, int] = {}
    for position, project in enumerate(booklet.projects):
        first = seen.setdefault(compact(project.name), position)
        if first != position:
            message = _("project {name} is already in the booklet, as number {number}")
            yield ("projects", position, "name"), message.format(name=project.name, number=first + 1)


@rule("FRM104")
def dates_are_given(form: Declaration) -> Found:
    """A declaration says when the project starts and ends."""
    for attribute in ("start", "end"):
        if getattr(form.project, attribute) is None:
            yield (attribute,), _empty(Form(form.booklet, form.project), (attribute,))


@rule("FRM105")
def project_ends_after_it_starts(form: Declaration) -> Found:
    """A project does not end before it starts."""
    start, end = form.project.start, form.project.end
    if start and end and end < start:
        yield (
            ("end",),
            _("the project ends on {end}, before it starts on {start}").format(start=start, end=end),
        )


@rule("FRM106")
def project_runs_in_the_year_of_the_form(form: Declaration) -> Found:
    """The days from start to end reach into the form's year."""
    start, end, year = form.project.start, form.project.end, form.booklet.year
    if start and start.year > year:
        yield (
            ("start",),
            _("the project starts on {day}, after the form's year {year}").format(day=start, year=year),
        )
    if end and end.year < year:
        yield (
            ("end",),
            _("the project ends on {day}, before the form's year {year}").format(day=end, year=year),
        )


@rule("FRM107")
def project_of_several_years_has_totals(form: Declaration) -> Found:
    """A project that reaches beyond the form's year states its amount and its goal for all years."""
    start, end = form.project.start, form.project.end
    if not (start and end and start.year < end.year):
        return
    for path, value in (
        (("funds", "project_total"), form.project.funds.project_total),
        (("goals", "project"), form.project.goals.project),
    ):
        if not value:
            message = _("{label} is empty, but the project runs from {start} to {end}")
            yield path, message.format(label=_label(form.project, path), start=start, end=end)


def _empty(form: Form, path: tuple[str, ...]) -> str:
    return _("{label} is empty").format(label=_label(form.project, path))


def _label(project: BaseModel, path: tuple[str, ...]) -> str:
    return str(labelled(type(project), path)[-1])
