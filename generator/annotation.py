"""A copy of each input workbook with the findings at their cells and a list of them in front.

Inputs in YAML are written as a workbook first. A copy of an earlier copy loses the earlier marks before it gets new
ones; what people wrote, coloured or hid themselves stays as it is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator import console
from generator.conversion import as_workbook
from generator.delivery import Delivery
from generator.editing.colours import Colour
from generator.editing.list_sheet import Entry, Link, ListColumn
from generator.editing.workbook import WorkbookEdit
from generator.finding import Finding, Severity
from generator.reading.folder import read_booklet
from generator.reading.source import Source
from generator.reporting.checked import SEVERITIES, Checked, place
from generator.reporting.remedies import remedy
from generator.translation import _

LIST = "问题清单"
FOLDER = "问题标注"  # beside the booklet's other outputs
_LONGEST = 60  # characters of a value in the list
_WORKBOOKS = (".xlsx", ".xlsm")
_COLOURS = {Severity.ERROR: Colour.ERROR, Severity.WARNING: Colour.WARNING, Severity.HINT: Colour.NOTE}


class _Workbook(NamedTuple):
    """A workbook to be marked: its bytes, its name, and the findings with their places in it."""

    content: bytes
    name: str
    findings: list[Finding]


def annotate(folder: Path, checked: Checked, target: Path, shown: str) -> list[Path]:
    """Write the marked copies of a booklet's inputs into a folder, all of them or none; the files in order.

    `shown` is the folder as messages name it. Raises: GeneratorError when a workbook cannot be marked.
    """
    made = []
    with Delivery() as delivery:
        for book in _workbooks(folder, checked):
            file = target / book.name
            with delivery.file(file, f"{shown}/{book.name}") as stream:
                stream.write(_marked(book, checked))
            made.append(file)
    return made


def _workbooks(folder: Path, checked: Checked) -> Iterator[_Workbook]:
    """The booklet's own workbooks; one made of its YAML files, if it has any.

    What is wrong with booklet.yaml stands in the list of the one made, otherwise in that of the first.
    """
    names: set[str] = set()
    files = sorted(each for each in folder.iterdir() if each.is_file())
    rest = [each for each in checked.findings if not each.location.file.lower().endswith(_WORKBOOKS)]
    in_yaml = any(file.suffix.lower() in (".yaml", ".yml") and file.stem != "booklet" for file in files)
    for file in files:
        if file.suffix.lower() in _WORKBOOKS and not file.name.startswith(("~$", ".")):
            here = [each for each in checked.findings if each.location.file.rpartition("/")[2] == file.name]
            head = [] if in_yaml or names else rest
            names.add(file.name.casefold())
            yield _Workbook(file.read_bytes(), file.name, head + here)
    if in_yaml:
        made = _converted(checked, rest)
        yield made._replace(name=_free(made.name, names))


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where a workbook of the booklet has it."""
    stem, dot, suffix = name.rpartition(".")
    numbered = (f"{stem}-{number}{dot}{suffix}" for number in range(2, len(taken) + 3))
    return next(each for each in (name, *numbered) if each not in taken)


def _converted(checked: Checked, findings: list[Finding]) -> _Workbook:
    """The whole booklet as a workbook, with the findings at the cells where their values stand in it."""
    with tempfile.TemporaryDirectory() as made:
        file = as_workbook(checked.data, Path(made) / "made")
        source = read_booklet(file.parent, file.parent)
        moved = [_moved(finding, source, file.name) for finding in findings]
        return _Workbook(file.read_bytes(), file.name, moved)


def _moved(finding: Finding, source: Source, name: str) -> Finding:
    location = source.locate(finding.path) if finding.path else finding.location
    return finding._replace(location=location) if location.file.endswith(name) else finding


def _marked(book: _Workbook, checked: Checked) -> bytes:
    edit = WorkbookEdit(book.content, book.name)
    edit.unmark_all()
    known = set(edit.sheet_names)
    ordered = sorted(book.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    for finding in ordered:
        location = finding.location
        if location.sheet in known and location.row:
            edit.mark(
                location.sheet, location.row, location.column or 1, _COLOURS[finding.severity], _note(finding)
            )
    if ordered:
        edit.add_first_sheet(LIST, _columns(), _rows(ordered, checked, known))
    return edit.finish()


def _note(finding: Finding) -> str:
    advice = remedy(finding.code)
    head = f"{console.severity_name(finding.severity)} {finding.code}: {finding.message}"
    return f"{head}\n{_('What to do: {remedy}').format(remedy=advice)}" if advice else head


def _beginning(text: str) -> str:
    """Enough of a text to know it by."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _columns() -> list[ListColumn]:
    return [
        ListColumn(_("No."), 6),
        ListColumn(_("Severity"), 8),
        ListColumn(_("Code"), 10),
        ListColumn(_("Project"), 28),
        ListColumn(_("Field"), 34),
        ListColumn(_("Place"), 18),
        ListColumn(_("Found"), 24),
        ListColumn(_("Problem"), 50),
        ListColumn(_("What to do"), 40),
    ]


def _rows(findings: Iterable[Finding], checked: Checked, known: set[str]) -> Iterator[list[Entry]]:
    for number, finding in enumerate(findings, 1):
        where, location = place(finding, checked.data), finding.location
        spot: Entry = str(location)
        if location.sheet in known:
            shown = str(location._replace(file="")).strip("[]")
            spot = Link(shown, location.sheet, location.row, location.column)
        yield [
            str(number),
            console.severity_name(finding.severity),
            finding.code,
            where.project,
            " · ".join(filter(None, (where.indicator, where.field))),
            spot,
            _beginning(where.value),
            finding.message,
            remedy(finding.code),
        ]
