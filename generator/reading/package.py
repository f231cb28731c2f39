"""An Excel file as a package of parts, looked at before any library opens it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.reading.source import UnreadableError
from generator.reading.text_file import read_bytes
from generator.translation import _

_MOST_BYTES = 50_000_000  # of the file
_MOST_UNPACKED = 500_000_000  # bytes of all parts together; 10,000 projects take a tenth
_MOST_RATIO = 200  # unpacked to packed; real workbooks stay below 30
_MOST_MERGED_ROWS = 200_000  # of all merged areas of a sheet together

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^>]*ref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_HIDDEN = re.compile(rb"""<(?:\w+:)?row\s(?=[^>]*?\bhidden=["'](?:1|true)["'])[^>]*?\br=["'](\d{1,7})["']""")
_STRICT = b"http://purl.oclc.org/ooxml/"  # the namespaces of ISO 29500 Strict
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class MergedArea(NamedTuple):
    """Rows and columns of a merged area, all 1-based and included."""

    first_row: int
    last_row: int
    column: int
    last_column: int


class Arrangement(NamedTuple):
    """What a sheet holds beyond cells."""

    merged: tuple[MergedArea, ...] = ()
    hidden: frozenset[int] = frozenset()  # rows


class Package(NamedTuple):
    """The bytes of a harmless workbook, and how its sheets are arranged."""

    content: bytes
    has_formulas: bool
    arrangements: Mapping[str, Arrangement]  # by part: "xl/worksheets/sheet1.xml"


def open_package(path: Path) -> Package:
    """The package in a file.

    Raises:
        UnreadableError: it cannot be read, is no Excel workbook of today's format, or would harm the reader.

    """
    return package_of(read_bytes(path, _MOST_BYTES))


def package_of(content: bytes) -> Package:
    """The package that a file of this content holds.

    Raises: UnreadableError.
    """
    _refuse_other_formats(content)
    arrangements: dict[str, Arrangement] = {}
    has_formulas = False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bombs(archive, len(content))
            for name, part in _xml_parts(archive):  # one at a time: a sheet may be large
                if name.startswith("xl/worksheets/"):
                    has_formulas = has_formulas or _FORMULA.search(part) is not None
                    arrangements[name] = Arrangement(_merged_areas(part), _hidden_rows(part))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        message = _("the file is damaged or cut off; open it in Excel or WPS and save it again")
        raise UnreadableError("INP201", message) from error
    return Package(content, has_formulas, arrangements)


def _refuse_other_formats(content: bytes) -> None:
    if _ENCRYPTED in content and content.startswith(_OLE2):
        message = _("the file has a password; save it without one (Save As, Tools, General Options)")
        raise UnreadableError("INP201", message)
    if content.startswith(_OLE2):
        message = _(
            "the file has a password or is in the old .xls format; save it as .xlsx without a password"
        )
        raise UnreadableError("INP201", message)
    if not content:
        raise UnreadableError("INP003", _("the file is empty"))
    if not content.startswith(b"PK"):
        raise UnreadableError(
            "INP201", _("the file is no Excel workbook, whatever its name says; save it as .xlsx")
        )


def _refuse_bombs(archive: zipfile.ZipFile, packed: int) -> None:
    names = [part.filename for part in archive.infolist()]
    if len(set(names)) < len(names):
        raise UnreadableError(
            "INP202", _("two parts of the workbook have one name; no program that saves workbooks does that")
        )
    unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > _MOST_UNPACKED or unpacked > _MOST_RATIO * max(packed, 10_000):
        size = f"{unpacked / 1_000_000:.0f} MB"
        raise UnreadableError(
            "INP202", _("the workbook would unpack to {size}; that is too much").format(size=size)
        )


def _xml_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    names = archive.namelist()
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise UnreadableError(
            "INP201", _("the file is no Excel workbook, whatever its name says; save it as .xlsx")
        )
    if "xl/workbook.bin" in names:
        raise UnreadableError("INP201", _("the file is in the .xlsb format; save it as .xlsx"))
    for name in names:
        if not name.endswith((".xml", ".rels")):
            continue
        part = archive.read(name)
        if any(mark in part for mark in _DOCTYPES):
            message = _("part {name} declares a document type; no program that saves workbooks does that")
            raise UnreadableError("INP202", message.format(name=name))
        if name == "xl/workbook.xml" and _STRICT in part:
            message = _(
                "the workbook is saved as Strict Open XML; save it as Excel Workbook (.xlsx), the type above it"
            )
            raise UnreadableError("INP201", message)
        yield name, part


def _hidden_rows(sheet: bytes) -> frozenset[int]:
    return frozenset(map(int, _HIDDEN.findall(sheet))) if b"hidden=" in sheet else frozenset()


def _merged_areas(sheet: bytes) -> tuple[MergedArea, ...]:
    areas = []
    rows = 0
    for left, top, right, bottom in _MERGED.findall(sheet):
        area = MergedArea(int(top), int(bottom), _column(left), _column(right))
        areas.append(area)
        rows += max(0, area.last_row - area.first_row)
        if rows > _MOST_MERGED_ROWS:
            message = _("merged areas of {rows} rows and more are too large; undo the merging")
            raise UnreadableError("INP202", message.format(rows=rows))
    return tuple(areas)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
