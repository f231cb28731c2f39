"""The sheets that a workbook will have: under which names, in which parts, for which items."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import count

from generator.office.options import Options
from generator.office.package import ContentTypes
from generator.office.problems import Place, TemplateProblem
from generator.office.program_run import Run
from generator.office.sheet_filling import guarded, joined
from generator.office.sheet_names import SheetNames
from generator.office.sheet_template import SheetMark
from generator.office.untouched_workbook import CHAIN
from generator.office.workbook import WorkbookTemplate
from generator.office.workbook_part import MadeSheet
from generator.translation import _

_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def planned_sheets(
    book: WorkbookTemplate, context: Mapping[str, object], options: Options, problems: list[TemplateProblem]
) -> list[MadeSheet]:
    """Which sheets there will be, under which names, for which items."""
    made: list[MadeSheet] = []
    names = SheetNames(sheet.name for sheet in book.sheets if not sheet.repeats)
    free = _free_parts(book.package.parts)
    for sheet in book.sheets:
        if not sheet.repeats:
            made.append(MadeSheet(sheet, sheet.name, sheet.part))
            continue
        assert sheet.template is not None
        assert sheet.template.names is not None
        run = sheet.template.names.start(context, options)
        for index, (item, wanted) in enumerate(_wanted(run, problems)):
            part = next(free) if index else sheet.part
            made.append(MadeSheet(sheet, names.take(wanted), part, item))
    if not made and not problems:
        message = _("no sheet is left: the loop over sheets found nothing")
        problems.append(TemplateProblem(Place(book.package.file), message))
    return made


def _wanted(run: Run, problems: list[TemplateProblem]) -> Iterator[tuple[object, str]]:
    """The items of a loop over sheets, and what their sheets are to be called."""
    values: list[object] = []
    for value in guarded(run, problems):
        if isinstance(value, SheetMark):
            yield values[0], joined(values[1:], run, problems)
            values = []
        else:
            values.append(value)


def content_types(book: WorkbookTemplate, made: Iterable[MadeSheet]) -> ContentTypes:
    """The list of parts with the sheets that are made in the place of those of the template."""
    types = ContentTypes.of(book.package)
    for sheet in book.sheets:
        if sheet.template is not None:
            types.overrides.pop(sheet.part, None)
    for each in made:
        if each.source.template is not None:
            types.overrides[each.part] = _WORKSHEET_TYPE
    for name in [name for name in types.overrides if posixpath.basename(name) == CHAIN]:
        del types.overrides[name]
    return types


def _free_parts(taken: Container[str]) -> Iterator[str]:
    """Names like `xl/worksheets/sheet7.xml` that are not taken."""
    names = (f"xl/worksheets/sheet{number}.xml" for number in count(1))
    return (name for name in names if name not in taken)
