"""Templates that are no Office files, or that were made to harm their reader, cost one line and no more."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from office.templates import document, in_part, problems, rendered, repack, workbook, written

from generator.office.package_writer import PackageWriter
from generator.office.workbook import WorkbookTemplate

SHEET, BOOK, BODY = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "word/document.xml"
Harm = Callable[[Path], object]


def content(data: bytes) -> Harm:
    return lambda path: path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-300])


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[60:90] = bytes(30)
    path.write_bytes(data)


def without(part: str) -> Harm:
    return lambda path: repack(path, lambda name, data: None if name == part else data)


def adding(name: str, data: bytes = b"x") -> Harm:
    return lambda path: repack(path, lambda name, data: data, {name: data})


def changing(part: str, old: str, new: str) -> Harm:
    return lambda path: repack(path, in_part(part, old, new))


def emptied(part: str) -> Harm:
    return lambda path: repack(path, lambda name, data: b"" if name == part else data)


def twice(part: str) -> Harm:
    def harm(path: Path) -> None:
        with pytest.warns(UserWarning, match="Duplicate name"):
            adding(part)(path)

    return harm


def encrypted(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    path.write_bytes(data)


def in_utf_16(part: str) -> Harm:
    declared = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY e "x">]>'

    def change(name: str, data: bytes) -> bytes:
        return (declared + data.decode().split("?>")[-1]).encode("utf-16") if name == part else data

    return lambda path: repack(path, change)


def strict(path: Path) -> None:
    usual, its = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    kinds = (b"spreadsheetml/2006/", b"wordprocessingml/2006/")

    def change(_name: str, data: bytes) -> bytes:
        for kind in kinds:
            data = data.replace(usual + kind, its + kind.replace(b"2006/", b""))
        return data

    repack(path, change)


NOT_OFFICE = "not an Office file (.xlsx, .docx), or a broken one"
PROTECTED = "the file is protected by a password, or in the old format of Office 97–2003"
DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><'

EITHER = (
    pytest.param(content(b""), NOT_OFFICE, id="empty"),
    pytest.param(content(b"PK\x03\x04"), NOT_OFFICE, id="four bytes"),
    pytest.param(content("标题,金额\n".encode("gbk")), NOT_OFFICE, id="renamed CSV"),
    pytest.param(cut, NOT_OFFICE, id="cut off"),
    pytest.param(
        content(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)), PROTECTED, id="old format or password"
    ),
    pytest.param(encrypted, "the file is protected by a password", id="encrypted zip"),
    pytest.param(Path.unlink, "the template cannot be read: no such file", id="missing"),
    pytest.param(twice("docProps/core.xml"), "the part docProps/core.xml is there twice", id="a part twice"),
    pytest.param(adding("/etc/x"), "the part name /etc/x leads outside the file", id="absolute name"),
    pytest.param(adding("../x"), "the part name ../x leads outside the file", id="name of a folder above"),
    pytest.param(adding("C:/x"), "the part name C:/x leads outside the file", id="name of a drive"),
    pytest.param(
        adding("media/bomb.bin", bytes(90_000_000)),
        "the part media/bomb.bin unpacks to 90000000 bytes",
        id="zip bomb",
    ),
    pytest.param(without("_rels/.rels"), "not an Excel workbook or Word document", id="no relationships"),
    pytest.param(
        without("[Content_Types].xml"), "the part [Content_Types].xml is missing", id="no content types"
    ),
    pytest.param(
        changing("_rels/.rels", "<Relationship ", "<Relation"),
        "the part _rels/.rels is broken",
        id="broken relationships",
    ),
    pytest.param(
        changing("docProps/core.xml", "<", "&"),
        "the part docProps/core.xml is broken",
        id="broken properties",
    ),
)


@pytest.mark.parametrize(
    ("harm", "message"),
    (
        *EITHER,
        pytest.param(without(BOOK), f"the part {BOOK} is missing", id="no workbook"),
        pytest.param(without(SHEET), f"the part {SHEET} is missing", id="no sheet"),
        pytest.param(without("xl/styles.xml"), "the part xl/styles.xml is missing", id="no styles"),
        pytest.param(
            without("xl/_rels/workbook.xml.rels"),
            "the file is damaged",
            id="no relationships of the workbook",
        ),
        pytest.param(changing(SHEET, "</row>", ""), f"the part {SHEET} is broken", id="broken XML"),
        pytest.param(emptied(SHEET), f"the part {SHEET} is broken", id="empty part"),
        pytest.param(
            changing(SHEET, "<worksheet", DOCTYPE + "worksheet"),
            f"the part {SHEET} declares a DOCTYPE, which Office never writes",
            id="external entity",
        ),
        pytest.param(
            changing(SHEET, 'r="A1"', 'r="1A"'),
            "the file is damaged",
            id="a cell nowhere",
        ),
        pytest.param(
            changing(SHEET, 'r="A1"', 'r="XFE1"'), "the file is damaged", id="a column beyond the last"
        ),
        pytest.param(
            changing(SHEET, 'r="A1"', 'r="ZZZZZZZZZZ1"'),
            "the file is damaged",
            id="a column far beyond the last",
        ),
        pytest.param(
            changing(SHEET, '<row r="1"', '<row r="1048577"'),
            "the file is damaged",
            id="a row beyond the last",
        ),
        pytest.param(
            changing(SHEET, "<sheetData>", '<cols><col min="1" max="1" width="1e999"/></cols><sheetData>'),
            "the file is damaged",
            id="a column without end",
        ),
        pytest.param(
            changing(SHEET, "</row>", '<c r="B1"><f t="array" ref="x">A1</f></c></row>'),
            "the file is damaged",
            id="an array nowhere",
        ),
        pytest.param(
            changing(
                SHEET,
                "</sheetData>",
                '</sheetData><conditionalFormatting sqref="A1 x"><cfRule type="expression" priority="1">'
                "<formula>A1</formula></cfRule></conditionalFormatting>",
            ),
            "the file is damaged",
            id="a condition nowhere",
        ),
        pytest.param(
            in_utf_16(SHEET),
            f"the part {SHEET} declares a DOCTYPE, which Office never writes",
            id="DOCTYPE in UTF-16",
        ),
        pytest.param(
            strict, "the file is saved as Strict Open XML; save it as an ordinary .xlsx or .docx", id="strict"
        ),
        pytest.param(changing(SHEET, '<row r="1"', '<row r="x"'), "the file is damaged", id="a row nowhere"),
        pytest.param(
            changing(SHEET, 't="inlineStr"', 't="s"'), "the file is damaged", id="a text that is not there"
        ),
        pytest.param(
            changing(SHEET, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="x"/></mergeCells>'),
            "the file is damaged",
            id="a merge nowhere",
        ),
        pytest.param(
            changing(BOOK, 'r:id="', 'r:id="x'), "the file is damaged", id="a sheet that is not there"
        ),
        pytest.param(
            lambda path: document(path.parent, ["文"]).replace(path),
            "the file is a Word document",
            id="a Word document",
        ),
    ),
)
def test_workbooks(harm: Harm, message: str, tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [["文{{ x }}"]]})
    harm(path)
    [line] = problems(lambda: rendered(path, {"x": 1}))
    assert (line.startswith(f"form.xlsx: {message}"), line.count("\n")) == (True, 0), line


@pytest.mark.parametrize(
    ("harm", "message"),
    (
        *EITHER,
        pytest.param(without(BODY), f"the part {BODY} is missing", id="no document"),
        pytest.param(
            in_utf_16(BODY),
            f"the part {BODY} declares a DOCTYPE, which Office never writes",
            id="DOCTYPE in UTF-16",
        ),
        pytest.param(
            strict, "the file is saved as Strict Open XML; save it as an ordinary .xlsx or .docx", id="strict"
        ),
        pytest.param(
            changing(
                BODY,
                "<w:sectPr",
                '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:sectPr',
            ),
            "the file is damaged",
            id="a cell over a hundred million columns",
        ),
        pytest.param(changing(BODY, "</w:p>", ""), f"the part {BODY} is broken", id="broken XML"),
        pytest.param(emptied(BODY), f"the part {BODY} is broken", id="empty part"),
        pytest.param(
            changing(BODY, "<w:document", DOCTYPE + "w:document"),
            f"the part {BODY} declares a DOCTYPE, which Office never writes",
            id="external entity",
        ),
        pytest.param(
            lambda path: workbook(path.parent, {"表": [["文"]]}).replace(path),
            "the file is an Excel workbook",
            id="a workbook",
        ),
    ),
)
def test_documents(harm: Harm, message: str, tmp_path: Path) -> None:
    path = document(tmp_path, ["文{{ x }}"])
    harm(path)
    [line] = problems(lambda: written(path, {"x": 1}))
    assert (line.startswith(f"form.docx: {message}"), line.count("\n")) == (True, 0), line


def test_a_damaged_part(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [["文"]]})
    damage(path)
    assert problems(lambda: rendered(path, {})) == [f"form.xlsx: {NOT_OFFICE}"]


def test_a_folder_is_no_template(tmp_path: Path) -> None:
    assert problems(lambda: WorkbookTemplate.compile(tmp_path, "form.xlsx")) == [
        "form.xlsx: the template cannot be read: Is a directory"
    ]


def test_a_failed_package_writes_nothing_into_a_stream_that_is_closed() -> None:
    stream = io.BytesIO()
    writer = PackageWriter(stream, "form.docx")
    writer.part("a.xml", b"<a/>")
    stream.close()
    del writer
