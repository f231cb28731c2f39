"""From a booklet and a template to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from generator.model.booklet import Booklet
from generator.model.score import ProjectScore
from generator.vocabulary import Record, vocabulary

# The template's file for each format of 输出.
TEMPLATE_FILES = {"xlsx": "workbook.xlsx", "docx": "document.docx"}


def context(booklet: Booklet, scores: tuple[ProjectScore, ...]) -> Record:
    """What the templates of a booklet print."""
    return vocabulary(booklet, scores)


def render(
    template: Path, name: str, data: Record, target: BinaryIO, progress: Callable[[], None] = lambda: None
) -> None:
    """Write the document that a template makes of the data; `name` is what messages call the template.

    Raises: generator.office.problems.TemplateError with all that is wrong.
    """
    if template.suffix == ".xlsx":
        from generator.office.workbook import WorkbookTemplate

        WorkbookTemplate.compile(template, name).render(data, target, progress)
    else:
        from generator.office.document import DocumentTemplate

        DocumentTemplate.compile(template, name).render(data, target, progress)
