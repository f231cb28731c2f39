"""Files that came back: which they are, what stands in them, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator import tree
from generator.collecting.splitting import MANIFEST, SentOut, sent_out
from generator.collecting.stamp import BrokenStampError, Stamp, read_stamp
from generator.editing.parts import Parts
from generator.errors import GeneratorError
from generator.finding import Finding, Severity
from generator.location import Location
from generator.reading.excel_source import read_workbook
from generator.reading.folder import file_name
from generator.reading.source import Source
from generator.sheets.layout import PROJECTS
from generator.translation import _

_WORKBOOKS = (".xlsx", ".xlsm")
_TABLES = (".xls", ".xlsb", ".et", ".ods", ".csv", ".ett", ".xlt")
_SAVED = re.compile(rb"<dcterms:modified[^>]*>([^<]*)<")
_AS_SENT = "2000-01-01T00:00:00Z"
# Findings after which a row, a value or a heading is not read, but the others are what they say.
_PARTIAL = ("INP210", "INP211", "INP212", "INP213", "INP217", "INP220", "INP221")
_HARMLESS = ("INP108", "INP205", "INP208", "INP214")


class Returned(NamedTuple):
    """A workbook that came back."""

    file: str  # as messages name it
    stamp: Stamp | None
    source: Source
    projects: list[tree.Mapping]
    saved: str  # when, as the file says; empty where it does not
    spoilt: frozenset[tuple[str, int]]  # rows, by sheet, of which not all could be read

    @property
    def complete(self) -> bool:
        """Whether what is not in it was taken out by somebody, and is not just unread."""
        return not self.spoilt


class Refused(NamedTuple):
    """A file that is not taken, and why."""

    file: str
    code: str  # "unreadable", "open", "wrong"
    reason: str
    findings: tuple[Finding, ...] = ()
    unit: str = ""  # that it came from, where its stamp says so


class Found(NamedTuple):
    """The files in some folders."""

    workbooks: list[Path]
    refused: list[Refused]
    sent: SentOut | None  # what the list of workbooks that were sent says, where it is there


def find(places: Iterable[Path], root: Path) -> Found:
    """All workbooks in files and folders, in the order given and of their names; each once.

    Raises: GeneratorError when there is no such place.
    """
    found = Found([], [], None)
    seen: set[Path] = set()
    for path in (file for place in places for file in _files(place)):
        if path.resolve() in seen:
            continue
        seen.add(path.resolve())
        suffix, shown = path.suffix.lower(), file_name(path, root)
        if path.name == MANIFEST:
            found = found._replace(sent=sent_out(path.read_text("utf-8", errors="replace")))
        elif path.name.startswith("~$"):
            reason = _("somebody has the workbook open; save and close it, or ask for it again")
            found.refused.append(Refused(shown, "open", reason))
        elif path.name.startswith("."):
            continue
        elif suffix in _WORKBOOKS:
            found.workbooks.append(path)
        elif suffix in _TABLES:
            reason = _("files of the type {suffix} are not read; save it as .xlsx").format(suffix=suffix)
            found.refused.append(Refused(shown, "unreadable", reason))
        else:
            found.refused.append(Refused(shown, "wrong", _("this is no workbook")))
    return found


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    elif place.is_dir():
        yield from sorted(
            (path for path in place.rglob("*") if path.is_file()), key=lambda path: path.as_posix()
        )
    else:
        raise GeneratorError(_("there is no such file or folder"), Location(place.as_posix()))


def read(path: Path, root: Path, head: tree.Mapping | None) -> Returned | Refused:
    """A workbook as the booklet's head says, or as its own stamp where there is no booklet yet."""
    shown = file_name(path, root)
    try:
        content = path.read_bytes()
        stamp, saved = read_stamp(content, shown), _saved(content, shown)
    except BrokenStampError as broken:
        reason = _("its stamp is damaged; send the unit a new workbook")
        if broken.version:
            reason = _("it was made by another version of the program ({version})").format(
                version=broken.version
            )
        return Refused(shown, "wrong", reason)
    except (GeneratorError, OSError) as error:
        reason = error.message if isinstance(error, GeneratorError) else error.strerror or str(error)
        return Refused(shown, "unreadable", reason)
    head = head if head is not None else stamp.head if stamp is not None else None
    if head is None:
        reason = _("it has no stamp, and there is no booklet yet that says what it is")
        return Refused(shown, "wrong", reason)
    if stamp is not None and (reason := _of_another(stamp, head)):
        return Refused(shown, "wrong", reason)
    return _taken(shown, stamp, saved, read_workbook(path, shown, head))


def _taken(shown: str, stamp: Stamp | None, saved: str, source: Source) -> Returned | Refused:
    codes = {finding.code for finding in source.problems if finding.severity is Severity.ERROR}
    if codes - {*_PARTIAL, *_HARMLESS}:
        if stamp is None and "INP203" in codes:
            return Refused(shown, "wrong", _("it is none of ours: it has neither a stamp nor our sheets"))
        reason = _("it is not taken before this is put right")
        unit = "" if stamp is None else stamp.unit
        return Refused(shown, "unreadable", reason, tuple(source.problems), unit)
    listed = source.data.get(PROJECTS, [])
    projects = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    spoilt = frozenset(
        (finding.location.sheet, finding.location.row)
        for finding in source.problems
        if finding.code in _PARTIAL
    )
    return Returned(shown, stamp, source, projects, saved, spoilt)


def checked(each: Returned | Refused, head: tree.Mapping) -> Returned | Refused:
    """The same, refused if it is of another booklet than the head is."""
    if isinstance(each, Refused) or each.stamp is None or not (reason := _of_another(each.stamp, head)):
        return each
    return Refused(each.file, "wrong", reason)


def _of_another(stamp: Stamp, head: tree.Mapping) -> str:
    """Why a workbook belongs to another booklet."""
    for label, sent in (("表种", stamp.kind), ("年度", stamp.year)):
        here = head.get(label, "")
        here = here.strip() if isinstance(here, str) else ""
        if _plain(here) != _plain(sent):
            return _("it is of another booklet: {label} {found}, expected {expected}").format(
                label=label, found=sent, expected=here
            )
    if stamp.head.get("金额单位") != head.get("金额单位"):
        return _("its amounts are in {found}, those of the booklet in {expected}").format(
            found=stamp.head.get("金额单位"), expected=head.get("金额单位")
        )
    return ""


def _plain(text: str) -> str:
    return text.rstrip("年度")


def _saved(content: bytes, file: str) -> str:
    parts = Parts(content, file)
    part = parts.related("", "core-properties")
    match = _SAVED.search(parts[part]) if part else None
    saved = match[1].decode(errors="replace") if match else ""
    return "" if saved == _AS_SENT else saved
