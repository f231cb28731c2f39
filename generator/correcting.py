"""Corrections of a booklet's texts, put into its files: YAML keeps its comments and order, Excel its formats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from generator import corrections
from generator.corrections import Correction
from generator.delivery import Delivery
from generator.editing.workbook import WorkbookEdit
from generator.editing.yaml_text import edited
from generator.location import Location
from generator.model.booklet import Booklet
from generator.reading.source import Source
from generator.sheets.layout import NAME

_AROUND = 12  # characters shown on either side of what changes
_TWO = 2  # a project's path begins with the list and its position


class Fix(NamedTuple):
    """A correction at its place in a file."""

    location: Location
    correction: Correction


class Fixed(NamedTuple):
    """What became of the corrections of a booklet."""

    files: list[Path]  # that were written
    left: list[Fix]  # whose cell holds something else, such as a part of the text


def fixes(booklet: Booklet, source: Source) -> list[Fix]:
    """The corrections of a booklet, each with its place, in reading order."""
    found = [Fix(source.locate(each.path), each) for each in corrections.corrections(booklet)]
    return sorted(found, key=lambda fix: fix.location)


def differences(fix: Fix) -> Iterator[tuple[str, str]]:
    """What changes in a text: each changed passage before and after, with a little of what is around it."""
    before, after = fix.correction.before, fix.correction.after
    changes = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_AROUND)
    for group in changes:
        start, end = group[0], group[-1]
        yield (
            _excerpt(before, start[1], end[2]),
            _excerpt(after, start[3], end[4]),
        )


def write(found: Iterable[Fix], folder: Path, source: Source) -> Fixed:
    """Put the corrections into the booklet's files, into all of them or into none.

    A project's name is changed in all rows of a workbook that go by it.

    Raises: GeneratorError when a file cannot be changed.
    """
    by_file: dict[str, list[Fix]] = defaultdict(list)
    for fix in found:
        by_file[fix.location.file].append(fix)
    files, left = [], []
    with Delivery() as delivery:
        for name, here in by_file.items():
            file = folder / name.rpartition("/")[2]
            make = _workbook if here[0].location.sheet else _yaml
            content, kept = make(file, name, here, source)
            left += kept
            if content != file.read_bytes():
                with delivery.file(file, name) as stream:
                    stream.write(content)
                files.append(file)
    return Fixed(files, left)


def _yaml(file: Path, name: str, found: list[Fix], _source: Source) -> tuple[bytes, list[Fix]]:
    changes = {fix.correction.path[_TWO:]: fix.correction.after for fix in found}
    with file.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    return edited(text, changes, name).encode(), []


def _workbook(file: Path, name: str, found: list[Fix], source: Source) -> tuple[bytes, list[Fix]]:
    content = file.read_bytes()
    edit, left = WorkbookEdit(content, name), []
    for fix in found:
        held = [
            place
            for place in _places(fix, source)
            if edit.text(place.sheet, place.row, place.column).strip() == fix.correction.before
        ]
        for place in held:
            edit.set_text(place.sheet, place.row, place.column, fix.correction.after)
        if not held:  # a target in three columns
            left.append(fix)
    return edit.finish() if len(left) < len(found) else content, left


def _places(fix: Fix, source: Source) -> list[Location]:
    """The cells that may hold a text; a project's name stands in each of its rows."""
    path = fix.correction.path
    return source.name_cells(path[:_TWO], NAME) if path[-1:] == (NAME,) else [fix.location]


def _excerpt(text: str, start: int, end: int) -> str:
    shown = text[start:end].replace("\n", "⏎")
    return ("…" if start else "") + shown + ("…" if end < len(text) else "")
