"""From a booklet and a template to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from generator.model.booklet import Booklet
from generator.model.score import ProjectScore
from generator.model.settings import RenderingLimits
from generator.office.options import DEFAULT, Limits, Options
from generator.translation import _
from generator.vocabulary import Record, vocabulary

if TYPE_CHECKING:
    from generator.office.document import DocumentTemplate
    from generator.office.problems import TemplateProblem
    from generator.office.workbook import WorkbookTemplate

NAMES = ("项目名称", "三级指标", "名称")  # the fields that name a thing in messages
# The template's file for each format of 输出.
TEMPLATE_FILES = {"xlsx": "workbook.xlsx", "docx": "document.docx"}


def options(booklet: Booklet) -> Options:
    """How the booklet's documents are rendered."""
    missing: dict[str, Literal["error", "blank", "mark"]] = {"报错": "error", "留空": "blank", "标记": "mark"}
    return Options(missing[booklet.missing], NAMES, limits(booklet.limits))


def limits(settings: RenderingLimits) -> Limits:
    """How much a template of the booklet may make."""
    return Limits(settings.turns, settings.text, settings.output)


def context(booklet: Booklet, scores: tuple[ProjectScore, ...]) -> Record:
    """What the templates of a booklet print."""
    return vocabulary(booklet, scores)


def render(
    template: Path,
    name: str,
    data: Record,
    target: BinaryIO,
    progress: Callable[[], None] = lambda: None,
    options: Options = DEFAULT,
) -> list[str]:
    """Write the document that a template makes of the data; what is wrong with the template, one line for each mistake.

    `name` is what messages call the template.
    """
    from generator.office.problems import TemplateError

    try:
        compiled(template, name).render(data, target, progress, options)
    except TemplateError as error:
        return _lines(error.problems)
    return []


def _lines(problems: Iterable[TemplateProblem]) -> list[str]:
    """One line for each mistake of a template, however many items of a loop show it."""
    shown: dict[TemplateProblem, list[TemplateProblem]] = {}
    for problem in problems:
        shown.setdefault(problem._replace(item="", path=""), []).append(problem)
    return [
        str(all_[0]._replace(item=_first([*dict.fromkeys(filter(None, (problem.item for problem in all_)))])))
        for all_ in shown.values()
    ]


def _first(items: list[str]) -> str:
    """`甲 and 2 more`."""
    if len(items) < 2:
        return "".join(items)
    return _("{item} and {count} more").format(item=items[0], count=len(items) - 1)


def compiled(template: Path, name: str) -> WorkbookTemplate | DocumentTemplate:
    """A template, ready to render; `name` is what messages call it.

    Raises: TemplateError.
    """
    from generator.office.document import DocumentTemplate
    from generator.office.workbook import WorkbookTemplate

    kind = WorkbookTemplate if template.suffix == ".xlsx" else DocumentTemplate
    return kind.compile(template, name)
