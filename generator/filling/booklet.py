"""A new booklet to fill in: a folder with its head, and a workbook for all or one for each unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator import tree
from generator.carrying.draft import Draft, carried_over
from generator.carrying.marks import Kind
from generator.delivery import Delivery
from generator.errors import GeneratorError
from generator.filling.fill_in import FillIn, prepared
from generator.filling.head import FOLDERS, Earlier, head_text, new_head
from generator.filling.inputs import places
from generator.filling.workbook import fill_in_workbook
from generator.location import Location
from generator.schema.files import accompany, first_lines
from generator.sheets.layout import NAME
from generator.translation import _
from generator.workspace import INPUTS, Workspace
from generator.writing.target_folder import new_folder
from generator.writing.workbook import WORKBOOK
from generator.writing.yaml_folder import HEAD

_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f\ud800-\udfff]+')
_LONGEST_NAME = 150  # bytes; file systems allow 255


class Order(NamedTuple):
    """What is asked for."""

    kind: str
    year: int
    units: tuple[str, ...] = ()  # a workbook for each; one for all when empty
    earlier: Earlier | None = None
    to: Path | None = None  # where the workbooks go; beside booklet.yaml when None
    rows: int = 20


class Revision(NamedTuple):
    """A text that was carried over and speaks of other years."""

    place: str
    years: tuple[str, ...]


class Made(NamedTuple):
    """What was written."""

    kind: str  # of the form
    files: list[Path]
    projects: int  # that were carried over
    revisions: list[Revision]
    left: list[str]  # projects of units that got no workbook


def make(order: Order, workspace: Workspace) -> Made:
    """Write the booklet and its workbooks, all of them or none.

    Raises:
        GeneratorError: a file or folder is in the way, or an earlier booklet cannot be carried over.

    """
    folder = workspace.root / INPUTS / f"{order.year}-{FOLDERS[order.kind]}"
    _check_free(folder, workspace)
    head = new_head(order.kind, order.year, order.earlier)
    draft = _draft(order, head)
    beside = order.to is None or order.to.resolve() == folder.resolve()
    target = folder if order.to is None or beside else order.to
    if not beside and folder.resolve() in target.resolve().parents:
        message = _("--to names a folder inside the new booklet; name one outside of it")
        raise GeneratorError(message, Location(target.as_posix()))
    workbooks = {target / _file(each): each for each in _fill_ins(order, folder.name, head, draft)}
    _write(folder, head, workbooks, beside=beside)
    given = {str(each[NAME]) for fill_in in workbooks.values() for each in fill_in.projects}
    left = [name for each in draft.projects if (name := str(each[NAME])) not in given]
    revisions = [each for file, of in workbooks.items() for each in _revisions(workspace.shown(file), of)]
    return Made(order.kind, [folder / HEAD, *workbooks], len(given), revisions, left)


def _write(folder: Path, head: tree.Mapping, workbooks: Mapping[Path, FillIn], *, beside: bool) -> None:
    """Write all files or none; `beside`: the workbooks lie in the booklet's folder."""
    with new_folder(folder) as made, Delivery() as delivery:
        text = first_lines(folder, head).head + head_text(head)
        (made / HEAD).write_text(text, encoding="utf-8", newline="\n")
        for file, fill_in in workbooks.items():
            content = fill_in_workbook(fill_in)
            if beside:
                (made / file.name).write_bytes(content)
                continue
            with delivery.file(_free(file), file.as_posix()) as stream:
                stream.write(content)
    accompany(folder, head)


def _check_free(folder: Path, workspace: Workspace) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = _("this booklet is there already and is not overwritten; rename or move it first")
        raise GeneratorError(message, Location(workspace.shown(folder)))


def _free(file: Path) -> Path:
    if file.exists():
        message = _("the file exists already; name another folder")
        raise GeneratorError(message, Location(file.as_posix()))
    return file


def _draft(order: Order, head: tree.Mapping) -> Draft:
    if order.earlier is None:
        return Draft([], [])
    source = order.earlier.booklet
    if (source.kind, source.year) == (order.kind, order.year):
        message = _("{name} is the {kind} of {year} already: name a booklet of another year or kind")
        name = order.earlier.name
        raise GeneratorError(message.format(name=name, kind=order.kind, year=order.year))
    return carried_over(source, order.kind, order.year, str(head["金额单位"]))


def _fill_ins(order: Order, folder: str, head: tree.Mapping, draft: Draft) -> Iterator[FillIn]:
    """One for all, or one for each unit with the projects that it carries out."""
    for unit in _units(order.units) or ("",):
        projects = [each for each in draft.projects if not unit or each.get("实施单位") == unit]
        names = {each[NAME] for each in projects}
        marks = [mark for mark in draft.marks if mark.project in names]
        yield FillIn(head, folder, projects, marks, unit, order.rows)


def _units(units: Sequence[str]) -> list[str]:
    names = list(dict.fromkeys(unit.strip() for unit in units))
    files = [_safe(name).casefold() for name in names]
    for name, file in zip(names, files, strict=True):
        if not file or files.count(file) > 1:
            message = _("no file can be named after the unit “{unit}” alone; write the name in another way")
            raise GeneratorError(message.format(unit=name))
    return names


def _file(fill_in: FillIn) -> str:
    stem, _dot, suffix = WORKBOOK.rpartition(".")
    return f"{stem}-{_safe(fill_in.unit)}.{suffix}" if fill_in.unit else WORKBOOK


def _safe(name: str) -> str:
    """A name as far as file systems bear it."""
    safe = _UNSAFE.sub("_", name).strip("._")
    return safe.encode(errors="replace")[:_LONGEST_NAME].decode(errors="ignore")


def _revisions(file: str, fill_in: FillIn) -> Iterator[Revision]:
    for sheet in prepared(fill_in):
        for cell, mark in places(sheet, fill_in.marks):
            if mark.kind is Kind.REVISE:
                yield Revision(f"{file}[{sheet.title}!{cell}]", mark.years)
