"""What can be wrong in a template, and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.translation import _


class Place(NamedTuple):
    """A spot in a template that its author can go to: `form.xlsx[汇总!B5]`, `form.docx[table 2, row 5, cell 3]`."""

    file: str
    spot: str = ""

    def __str__(self) -> str:
        return f"{self.file}[{self.spot}]" if self.spot else self.file


class TemplateProblem(NamedTuple):
    """One mistake: the place in the template, what is wrong, and what in the data showed it (if anything)."""

    place: Place
    message: str
    item: str = ""
    path: str = ""  # of the value in the data

    def __str__(self) -> str:
        where = _("; ").join(filter(None, (self.item, self.path)))
        return f"{self.place}: {self.message}" + (_(" ({item})").format(item=where) if where else "")


class TemplateError(Exception):
    """A template cannot be compiled or rendered; `problems` holds all that one run could find."""

    def __init__(self, problems: Iterable[TemplateProblem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(map(str, self.problems)))
