"""What a workbook says of itself when it comes back: what it was made from, and every row as it was sent.

The stamp is a sheet that no program shows. Excel, WPS and LibreOffice keep it, whatever name the file gets.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator import tree
from generator.editing.hidden_sheet import hidden_rows, with_hidden_sheet

SHEET = "_jixiao"
FORMAT = 1  # of the stamp; another one is of another version of the program
_PIECE = 30_000  # characters of a text in one cell, which holds 32,767
# A closing brace outside of texts: two of them in a row look like the end of a template's tag.
_BRACE = re.compile(r'"(?:[^"\\]|\\.)*"|\}')


class Sent(NamedTuple):
    """A project as it was sent."""

    position: int  # in the booklet
    project: tree.Mapping


class Stamp(NamedTuple):
    """What a workbook was made from."""

    booklet: str  # the name of its folder
    head: tree.Mapping  # of the booklet: 表种, 年度 and the rest
    by: str  # the label by which it was split
    unit: str
    units: tuple[str, ...]  # all that got a workbook
    version: str  # of the program
    sent: tuple[Sent, ...]

    @property
    def kind(self) -> str:
        """自评表 or 申报表."""
        return _text(self.head, "表种")

    @property
    def year(self) -> str:
        """The booklet's year as written."""
        return _text(self.head, "年度")


class BrokenStampError(Exception):
    """A stamp that says nothing: damaged, or of another version of the program."""

    def __init__(self, version: str = "") -> None:
        super().__init__(version)
        self.version = version  # of the program that wrote it, empty where the stamp is damaged


def stamped(content: bytes, file: str, stamp: Stamp) -> bytes:
    """The workbook with a stamp; the same stamp gives the same bytes."""
    return with_hidden_sheet(content, file, SHEET, list(_rows(stamp)))


def read_stamp(content: bytes, file: str) -> Stamp | None:
    """The stamp of a workbook, None when it has none.

    Raises:
        BrokenStampError: it cannot be trusted.
        GeneratorError: the workbook is damaged.

    """
    rows = hidden_rows(content, file, SHEET)
    return None if rows is None else _stamp(rows)


def digest(text: str) -> str:
    """A short fingerprint of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _rows(stamp: Stamp) -> Iterator[list[str]]:
    head = {
        "format": FORMAT,
        "version": stamp.version,
        "booklet": stamp.booklet,
        "head": stamp.head,
        "by": stamp.by,
        "unit": stamp.unit,
        "units": stamp.units,
    }
    yield _row(head)
    for sent in stamp.sent:
        yield _row({"position": sent.position, "project": sent.project})


def _row(record: object) -> list[str]:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    text = _BRACE.sub(lambda found: "} " if found[0] == "}" else found[0], text)
    pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
    return [digest(text), *pieces]


def _stamp(rows: Sequence[Sequence[str]]) -> Stamp:
    try:
        head, *sent = [json.loads(_whole(row)) for row in rows if any(row)]
        if head["format"] != FORMAT:
            raise BrokenStampError(str(head["version"]))
        return Stamp(
            head["booklet"],
            head["head"],
            head["by"],
            head["unit"],
            tuple(head["units"]),
            head["version"],
            tuple(Sent(int(each["position"]), each["project"]) for each in sent),
        )
    except (LookupError, TypeError, ValueError) as error:
        raise BrokenStampError from error


def _whole(row: Sequence[str]) -> str:
    """The text of a row in pieces.

    Raises: ValueError when it is not what its digest says.
    """
    text = "".join(row[1:])
    if digest(text) != row[0]:
        raise ValueError(row[0])
    return text


def _text(head: tree.Mapping, label: str) -> str:
    value = head.get(label, "")
    return value.strip() if isinstance(value, str) else ""
