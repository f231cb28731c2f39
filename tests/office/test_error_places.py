"""A mistake names its place wherever a tag may stand: cells, paragraphs, headers, notes, tabs, properties."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx.document
import pytest
from lxml import etree
from office.templates import (
    Block,
    Rows,
    document,
    excel_problems,
    problems,
    put_footer,
    repack,
    word_problems,
    written,
)
from openpyxl import Workbook

DATA: dict[str, object] = {"x": "甲", "表": [1, 2]}
LIST = "name one of its fields (表)"
MISTAKES = (
    ("{{ x + }}", "not understood: unexpected 'end of print statement'"),
    ("{% if x %}", "if is never closed; expected endif"),
    ("{{ x", "the tag {{ x is never closed"),
    ("{{ 无 }}", "无 is unknown"),
    ("{{ x.无 }}", "无 is unknown (x.无)"),
    ("{{ x + 1 }}", 'cannot be computed: can only concatenate str (not "int") to str (x)'),
    ("{{ x|mney }}", "mney is unknown; did you mean money, min?"),
    ("{{ 表|money }}", "cannot be computed: expected a number, found list (表)"),
    ("{% set x.y = 1 %}", "only what namespace() made takes a new field; the data stays as it is"),
    (
        "{{ x.upper }}",
        "builtin_function_or_method is no text, number or date, and cannot be printed (x.upper)",
    ),
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"

Find = Callable[[Path, str], list[str]]


def _workbook(
    rows: Callable[[str], Rows], shape: Callable[[Workbook, str], object] = lambda book, tag: None
) -> Find:
    return lambda folder, tag: excel_problems(
        folder, {"表": rows(tag)}, lambda book: shape(book, tag), **DATA
    )  # type: ignore[arg-type,return-value]


def _document(
    blocks: Callable[[str], list[Block]],
    shape: Callable[[docx.document.Document, str], object] = lambda made, tag: None,
) -> Find:
    return lambda folder, tag: word_problems(folder, blocks(tag), lambda made: shape(made, tag), **DATA)  # type: ignore[arg-type,return-value]


def _head(book: Workbook, tag: str) -> None:
    header = book.worksheets[0].oddHeader
    assert header is not None
    assert header.center is not None
    header.center.text = tag


def _box(made: docx.document.Document, tag: str) -> None:
    box = etree.fromstring(
        f"<w:pict {_W}><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t/></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    next(box.iter("{*}t")).text = tag
    made.paragraphs[0].add_run()._r.append(box)


def _footnote(folder: Path, tag: str) -> list[str]:
    path = document(folder, ["文"])
    notes = etree.fromstring(
        f'<w:footnotes {_W}><w:footnote w:id="2"><w:p><w:r><w:t/></w:r></w:p></w:footnote></w:footnotes>'
    )
    next(notes.iter("{*}t")).text = tag
    relation = f'<Relationship Id="rId99" Type="{_NOTES}" Target="footnotes.xml"/></Relationships>'.encode()

    def change(name: str, data: bytes) -> bytes:
        return data.replace(b"</Relationships>", relation) if name == "word/_rels/document.xml.rels" else data

    repack(path, change, {"word/footnotes.xml": etree.tostring(notes)})
    return problems(lambda: written(path, DATA))


PLACES = (
    pytest.param(_workbook(lambda tag: [["文"], [tag]]), "form.xlsx[表!A2]", id="cell"),
    pytest.param(_workbook(lambda tag: [["文" + tag]]), "form.xlsx[表!A1]", id="text in a cell"),
    pytest.param(_workbook(lambda tag: [["文"]], _head), "form.xlsx[表!oddHeader]", id="header of a sheet"),
    pytest.param(
        _workbook(lambda tag: [["文"]], lambda book, tag: put_footer(book.worksheets[0], tag)),
        "form.xlsx[表!oddFooter]",
        id="footer of a sheet",
    ),
    pytest.param(
        _workbook(lambda tag: [["文"]], lambda book, tag: setattr(book.properties, "title", tag)),
        "form.xlsx[docProps/core.xml: title]",
        id="property of a workbook",
    ),
    pytest.param(_document(lambda tag: ["文", tag]), "form.docx[paragraph 2]", id="paragraph"),
    pytest.param(
        _document(lambda tag: ["文", [["文", "文" + tag]]]),
        "form.docx[table 1, row 1, cell 2]",
        id="cell of a table",
    ),
    pytest.param(
        _document(
            lambda tag: ["文"], lambda made, tag: setattr(made.sections[0].header.paragraphs[0], "text", tag)
        ),
        "form.docx[header1.xml: paragraph 1]",
        id="header",
    ),
    pytest.param(
        _document(
            lambda tag: ["文"], lambda made, tag: setattr(made.sections[0].footer.paragraphs[0], "text", tag)
        ),
        "form.docx[footer1.xml: paragraph 1]",
        id="footer",
    ),
    pytest.param(_document(lambda tag: ["文"], _box), "form.docx[paragraph 2]", id="text box"),
    pytest.param(_footnote, "form.docx[footnotes.xml: paragraph 1]", id="footnote"),
    pytest.param(
        _document(
            lambda tag: ["文"],
            lambda made, tag: made.add_comment(made.paragraphs[0].add_run("文"), tag, "甲", "甲"),
        ),
        "form.docx[comments.xml: paragraph 1]",
        id="comment",
    ),
    pytest.param(
        _document(lambda tag: ["文"], lambda made, tag: setattr(made.core_properties, "title", tag)),
        "form.docx[docProps/core.xml: title]",
        id="property of a document",
    ),
)


@pytest.mark.parametrize(("tag", "message"), MISTAKES)
@pytest.mark.parametrize(("find", "place"), PLACES)
def test_a_mistake_has_its_place(find: Find, place: str, tag: str, message: str, tmp_path: Path) -> None:
    assert find(tmp_path, tag) == [f"{place}: {message}"]


@pytest.mark.parametrize(("find", "place"), PLACES)
def test_a_list_is_printed_nowhere(find: Find, place: str, tmp_path: Path) -> None:
    [line] = find(tmp_path, "{{ 表 }}")
    assert line in (
        f"{place}: a list or a record cannot stand in a cell; name one of its fields (表)",
        f"{place}: a list or a record cannot be printed; name one of its fields (表)",
    )


@pytest.mark.parametrize(
    ("tag", "message"),
    [(tag, said.partition(" (x")[0].removesuffix(" (表)")) for tag, said in MISTAKES if "endif" not in said],
)
def test_a_mistake_in_the_name_of_a_sheet(tag: str, message: str, tmp_path: Path) -> None:
    rows: Rows = [["{%sheet for i in 表 %}"], ["{{ i }}"], ["{%sheet endfor %}"]]
    found = excel_problems(tmp_path, {tag: rows}, **DATA)
    assert {line.partition(" (表")[0].partition(" (x")[0] for line in found} == {
        f"form.xlsx[{tag}]: {message}"
    }
