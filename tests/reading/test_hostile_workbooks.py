"""Files that are no workbook, or that were made to harm their reader, cost a line and no more."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from reading.booklet_files import save, tidy

from generator.reading.excel_source import read_workbook

SHEET = "xl/worksheets/sheet1.xml"


def repack(
    path: Path, change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None
) -> None:
    """Change the parts of a workbook, or leave them out."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, change(name, archive.read(name))) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            if content is not None:
                archive.writestr(name, content)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)


def in_sheet(old: bytes, new: bytes) -> Callable[[Path], None]:
    """Replace a piece of the first sheet."""

    def change(path: Path) -> None:
        repack(path, lambda name, content: content.replace(old, new) if name == SHEET else content)

    return change


def with_content(content: bytes) -> Callable[[Path], None]:
    return lambda path: (path.write_bytes(content), None)[1]


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-400])


def cut_inside(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[300:340] = bytes(40)
    path.write_bytes(content)


def with_bomb(path: Path) -> None:
    repack(path, lambda name, content: content, {"xl/media/bomb.bin": bytes(90_000_000)})


def with_twin_parts(path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        repack(path, lambda name, content: content, {SHEET: b"<worksheet/>"})


def without_workbook(path: Path) -> None:
    repack(path, lambda name, content: None if name == "xl/workbook.xml" else content)


def with_broken_xml(path: Path) -> None:
    repack(path, lambda name, content: b"<worksheet>" if name == SHEET else content)


def another_package(path: Path) -> None:
    repack(
        path,
        lambda name, content: None if name.startswith("xl/") else content,
        {"word/document.xml": b"<x/>"},
    )


DOCTYPE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet '
MERGED = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
BEYOND = b'<row r="999999999"><c><v>1</v></c></row></sheetData>'
DAMAGED = "INP201: the file is damaged or cut off; open it in Excel or WPS and save it again"
OTHER = "INP201: the file is no Excel workbook, whatever its name says; save it as .xlsx"


@pytest.mark.parametrize(
    ("harm", "problem"),
    (
        pytest.param(with_content(b""), "INP003: the file is empty", id="empty"),
        pytest.param(
            with_content(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
            "INP201: the file has a password or is in the old .xls format; save it as .xlsx without "
            "a password",
            id="password",
        ),
        pytest.param(with_content("项目名称,资金\n".encode("gbk")), OTHER, id="renamed CSV"),
        pytest.param(with_content(b"PK\x03\x04"), DAMAGED, id="four bytes"),
        pytest.param(cut_off, DAMAGED, id="cut off"),
        pytest.param(cut_inside, DAMAGED, id="damaged inside"),
        pytest.param(another_package, OTHER, id="renamed Word file"),
        pytest.param(
            without_workbook,
            "INP201: the workbook is damaged (KeyError: \"There is no item named 'xl/workbook.xml' "
            'in the archive"); open it in Excel or WPS and save it again',
            id="no workbook part",
        ),
        pytest.param(
            with_broken_xml,
            "INP201: the workbook is damaged (ParseError: no element found: line 1, column 11); open "
            "it in Excel or WPS and save it again",
            id="broken XML",
        ),
        pytest.param(
            in_sheet(b"<worksheet ", DOCTYPE),
            "INP202: part xl/worksheets/sheet1.xml declares a document type; no program that saves "
            "workbooks does that",
            id="external entity",
        ),
        pytest.param(
            with_bomb, "INP202: the workbook would unpack to 90 MB; that is too much", id="zip bomb"
        ),
        pytest.param(
            with_twin_parts,
            "INP202: two parts of the workbook have one name; no program that saves workbooks does that",
            id="twin parts",
        ),
        pytest.param(
            in_sheet(b"</sheetData>", MERGED),
            "INP202: merged areas of 1048575 rows and more are too large; undo the merging",
            id="everything merged",
        ),
    ),
)
def test_what_is_refused(harm: Callable[[Path], None], problem: str, tmp_path: Path) -> None:
    path = save(tmp_path / "p.xlsx", tidy())
    harm(path)
    source = read_workbook(path, "p.xlsx", {"表种": "自评表"})
    assert (source.data, [str(found) for found in source.problems]) == ({}, [f"p.xlsx: error {problem}"])


@pytest.mark.parametrize(
    ("harm", "problems"),
    (
        pytest.param(
            in_sheet(b"</sheetData>", FAR),
            [],
            id="a cell in the last corner",
        ),
        pytest.param(
            in_sheet(b"</sheetData>", BEYOND),
            [
                "p.xlsx[项目!A1048576]: error INP202: the sheet has more than 1048576 rows; the rest is not read"
            ],
            id="a row beyond the last",
        ),
        pytest.param(
            in_sheet(b'<dimension ref="A1:E2"/>', b'<dimension ref="A1:XFD1048576"/>'),
            [],
            id="dimension too large",
        ),
        pytest.param(
            in_sheet(b'<dimension ref="A1:E2"/>', b'<dimension ref="A1"/>'), [], id="dimension too small"
        ),
    ),
)
def test_what_is_survived(harm: Callable[[Path], None], problems: list[str], tmp_path: Path) -> None:
    path = save(tmp_path / "p.xlsx", tidy())
    sound = read_workbook(path, "p.xlsx", {"表种": "自评表"}).data
    harm(path)
    source = read_workbook(path, "p.xlsx", {"表种": "自评表"})
    assert (source.data, [str(found) for found in source.problems]) == (sound, problems)
