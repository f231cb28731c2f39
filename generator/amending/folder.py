"""The files of a booklet with other data in them: all of them, or none."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator import tree
from generator.amending.workbook_changes import WorkbookChanges
from generator.amending.yaml_changes import changes
from generator.delivery import Delivery
from generator.editing.workbook import WorkbookEdit
from generator.editing.yaml_text import edited
from generator.errors import GeneratorError
from generator.location import Location
from generator.reading.folder import HEAD, file_name, read_booklet
from generator.reading.source import Source
from generator.sheets.layout import NAME, PROJECTS, Layout, layout_of
from generator.sheets.sameness import equal, kinds
from generator.translation import _
from generator.writing.yaml_folder import project_file, project_text

_WORKBOOKS = (".xlsx", ".xlsm")


class Amendment(NamedTuple):
    """A project as it should be; its position in the booklet now is None when it is new."""

    position: int | None
    project: tree.Mapping


def amend(folder: Path, root: Path | None, source: Source, amendments: Sequence[Amendment]) -> list[Path]:
    """Put projects into the files of a booklet, which is `source` now; the files that were written.

    The result is read again before anything is written: files that would not say what they should stay as they are.
    Raises: GeneratorError.
    """
    made = amended(folder, root, source, amendments)
    _check(folder, root, source, amendments, made)
    written = []
    with Delivery() as delivery:
        for file, content in made.items():
            if not file.exists() or file.read_bytes() != content:
                with delivery.file(file, file_name(file, root)) as stream:
                    stream.write(content)
                written.append(file)
    return written


def amended(
    folder: Path, root: Path | None, source: Source, amendments: Sequence[Amendment]
) -> dict[Path, bytes]:
    """The new contents of the files that change.

    Raises: GeneratorError when a file cannot be changed so.
    """
    layout = layout_of(source.data)
    if layout is None:
        raise GeneratorError(_("a workbook needs a 表种 that is 自评表 or 申报表"), source.locate(()))
    by_file: dict[str, list[Amendment]] = defaultdict(list)
    for each in amendments:
        if each.position is not None and each.project != _projects(source)[each.position]:
            by_file[source.locate((PROJECTS, each.position)).file].append(each)
    new = [each for each in amendments if each.position is None]
    home = _home(source) if new else ""
    if home:
        by_file[home] += new
    made: dict[Path, bytes] = {}
    for name, here in by_file.items():
        file = folder / name.rpartition("/")[2]
        is_workbook = file.suffix.lower() in _WORKBOOKS
        make = _workbook if is_workbook else _yaml
        made[file] = make(file, name, here, source, layout)
    if not home:
        made |= _new_files(folder, source, new)
    return made


def _projects(source: Source) -> list[tree.Mapping]:
    listed = source.data.get(PROJECTS, [])
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _home(source: Source) -> str:
    """The workbook that new projects go into, as places name it; empty where each has a file of its own."""
    places = [source.locate((PROJECTS, number)) for number in range(len(_projects(source)))]
    return next((place.file for place in reversed(places) if place.sheet), "")


def _yaml(file: Path, name: str, here: Sequence[Amendment], source: Source, _layout: Layout) -> bytes:
    with file.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    for each in here:
        assert each.position is not None
        text = edited(text, changes(_projects(source)[each.position], each.project), name)
    return text.encode()


def _workbook(file: Path, name: str, here: Sequence[Amendment], source: Source, layout: Layout) -> bytes:
    edit = WorkbookEdit(file.read_bytes(), name)
    workbook = WorkbookChanges(edit, layout, source, name)
    for each in here:
        if each.position is None:
            workbook.add(each.project)
        else:
            workbook.change(each.position, _projects(source)[each.position], each.project)
    return edit.finish()


def _new_files(folder: Path, source: Source, new: Sequence[Amendment]) -> dict[Path, bytes]:
    made: dict[Path, bytes] = {}
    taken = {path.name.casefold() for path in folder.iterdir()}
    number = len(_projects(source))
    for each in new:
        number += 1
        while (name := project_file(number, number, each.project)).casefold() in taken:
            number += 1
        made[folder / name] = project_text(each.project, source.data).encode()
    return made


def _check(
    folder: Path,
    root: Path | None,
    source: Source,
    amendments: Sequence[Amendment],
    made: Mapping[Path, bytes],
) -> None:
    """Refuse files that would not read as they should."""
    layout = layout_of(source.data)
    assert layout is not None
    wanted: list[tree.Mapping] = list(_projects(source))
    for each in amendments:
        if each.position is None:
            wanted.append(each.project)
        else:
            wanted[each.position] = each.project
    with tempfile.TemporaryDirectory() as aside:
        copy = Path(aside) / "made"
        copy.mkdir()
        for file in folder.iterdir():
            if file.is_file() and not file.name.startswith("~$"):
                shutil.copyfile(file, copy / file.name)
        for file, content in made.items():
            (copy / file.name).write_bytes(content)
        found = {str(each.get(NAME, "")).strip(): each for each in _projects(read_booklet(copy, copy))}
    for project in wanted:
        name = str(project.get(NAME, "")).strip()
        if name not in found or not equal(found[name], project, kinds(layout)):
            message = _("the changes of the project {name} cannot be put into the files; make them by hand")
            raise GeneratorError(message.format(name=name), Location(file_name(folder / HEAD, root)))
    if len(found) != len(wanted):
        message = _("the files would not hold the projects that they should; nothing was written")
        raise GeneratorError(message, Location(file_name(folder / HEAD, root)))
