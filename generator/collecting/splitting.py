"""A booklet in one workbook a unit, each with its own rows and a stamp."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from generator import __version__, tree
from generator.collecting.stamp import Sent, Stamp, stamped
from generator.errors import GeneratorError
from generator.filling.fill_in import FillIn
from generator.nearest import did_you_mean
from generator.sheets.layout import NAME, Kind, Layout, layout_of
from generator.translation import _, listed
from generator.writing.target_folder import new_folder
from generator.writing.yaml_folder import split_head

MANIFEST = "split.json"
UNIT = "实施单位"
NAMELESS = "未填"  # in the file's name of projects without a unit
_UNSAFE = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]+")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")  # names that Windows keeps for itself
_LONGEST = 180  # bytes; file systems allow 255


class Parcel(NamedTuple):
    """A workbook for a unit."""

    file: str
    unit: str
    projects: tuple[str, ...]
    content: bytes


class SentOut(NamedTuple):
    """Who got a workbook."""

    by: str  # the label by which the booklet was split
    units: tuple[str, ...]


def split(data: tree.Mapping, booklet: str, by: str, folder: Path) -> list[Parcel]:
    """Write one workbook for each value that the projects have under a label, and the list of them.

    `booklet` is the name of the booklet's folder. Raises: GeneratorError.
    """
    parcels = list(parcels_of(data, booklet, by))
    with new_folder(folder) as target:
        for parcel in parcels:
            (target / parcel.file).write_bytes(parcel.content)
        (target / MANIFEST).write_bytes(_manifest(data, booklet, by, parcels).encode())
    return parcels


def parcels_of(data: tree.Mapping, booklet: str, by: str) -> Iterator[Parcel]:
    """The workbooks for the units, in the order in which they come in the booklet.

    Raises: GeneratorError when nothing can be split by this label, or a value finds no place in a workbook.
    """
    head, projects = split_head(data)
    layout = layout_of(head)
    if layout is None:
        raise GeneratorError(_("a workbook needs a 表种 that is 自评表 or 申报表"))
    _check_label(by, layout)
    groups: dict[str, list[Sent]] = defaultdict(list)
    for position, project in enumerate(projects):
        groups[unit_of(project, by)].append(Sent(position, project))
    taken: set[str] = set()
    for unit, sent in groups.items():
        stamp = Stamp(booklet, head, by, unit, tuple(groups), __version__, tuple(sent))
        file = _file_name(unit or NAMELESS + by, taken)
        names = tuple(str(each.project.get(NAME, "")) for each in sent)
        yield Parcel(file, unit, names, _workbook(stamp, file))


def unit_of(project: tree.Mapping, by: str) -> str:
    """What a project has under a label."""
    value = project.get(by, "")
    return " ".join(value.split()) if isinstance(value, str) else ""


def sent_out(manifest: str) -> SentOut | None:
    """What a list of workbooks says; None where it is no such list."""
    try:
        record = json.loads(manifest)
        return SentOut(str(record["by"]), tuple(str(each["unit"]) for each in record["files"]))
    except (LookupError, TypeError, ValueError):
        return None


def _workbook(stamp: Stamp, file: str) -> bytes:
    from generator.filling.workbook import fill_in_workbook  # openpyxl takes its time to import

    own = [each.project for each in stamp.sent]
    made = fill_in_workbook(FillIn(stamp.head, stamp.booklet, own, unit=stamp.unit))
    return stamped(made, file, stamp)


def _check_label(by: str, layout: Layout) -> None:
    known = [
        column.heading
        for column in layout.project
        if column.kind is Kind.TEXT and column.path == (column.heading,) and not column.stated
    ]
    if by not in known:
        message = _("nothing can be split by {label}; expected one of {known}").format(
            label=by, known=listed(known)
        )
        raise GeneratorError(message + did_you_mean(by, known))


def _file_name(unit: str, taken: set[str]) -> str:
    """A unit's name as far as file systems bear it, unlike all others."""
    name = _BLANK.sub(" ", unit.translate(_UNSAFE)).strip(" .").removeprefix("~$")
    name = name.encode(errors="replace")[:_LONGEST].decode(errors="ignore").strip(" .") or NAMELESS
    if _RESERVED.fullmatch(name):
        name = "_" + name
    free = next(
        f for n in range(1, len(taken) + 2) if (f := f"{name}-{n}" if n > 1 else name).casefold() not in taken
    )
    taken.add(free.casefold())
    return free + ".xlsx"


def _manifest(data: tree.Mapping, booklet: str, by: str, parcels: Sequence[Parcel]) -> str:
    record = {
        "version": 1,
        "booklet": booklet,
        "表种": data.get("表种", ""),
        "年度": data.get("年度", ""),
        "by": by,
        "files": [
            {
                "file": each.file,
                "unit": each.unit,
                "projects": each.projects,
                "sha256": hashlib.sha256(each.content).hexdigest(),
            }
            for each in parcels
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
