"""Values that bring XML of their own into a Word document: rich text, pictures, parts of another document."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from office.parity import described
from office.templates import W, document, in_part, part, repack, word_problems, written
from office.test_docxtpl_parity import other_document, pixels

from generator.office.pictures import Picture, measure
from generator.office.rich_text import RichText
from generator.office.subdocument import SubDocument

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
GIF = b"GIF89a" + (3).to_bytes(2, "little") + (2).to_bytes(2, "little")
BMP = b"BM" + bytes(16) + (5).to_bytes(4, "little") + (-4).to_bytes(4, "little", signed=True) + bytes(28)
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\x01\x01\x2c\x01\x2c\0\0"
    b"\xff\xc0\x00\x0b\x08\x00\x07\x00\x09\x01\x01\x11\x00\xff\xd9"
)


@pytest.mark.parametrize(
    ("data", "expected"),
    (
        pytest.param(pixels(40, 30), ("png", "image/png", 40, 30, 72, 72), id="PNG"),
        pytest.param(
            pixels(40, 30, 300), ("png", "image/png", 40, 30, 300, 300), id="PNG with its resolution"
        ),
        pytest.param(JPEG, ("jpeg", "image/jpeg", 9, 7, 300, 300), id="JPEG"),
        pytest.param(GIF, ("gif", "image/gif", 3, 2, 72, 72), id="GIF"),
        pytest.param(BMP, ("bmp", "image/bmp", 5, 4, 72, 72), id="BMP"),
        pytest.param(b"%PDF-1.7", None, id="another format"),
        pytest.param(b"\x89PNG\r\n\x1a\n", None, id="cut off"),
    ),
)
def test_pictures_are_measured_by_their_headers(data: bytes, expected: tuple[object, ...] | None) -> None:
    assert measure(data) == expected


def test_pictures_get_parts_relationships_types_and_numbers(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        made.sections[0].header.paragraphs[0].text = "{{ 徽 }}"

    red, other = Picture(pixels(4, 3), width_mm=10, description='徽 "&"'), Picture(pixels(5, 5))
    path = document(tmp_path, ["{%p for x in 表 %}", "{{ x }}{{ 徽 }}", "{%p endfor %}"], shape)
    made = written(path, {"徽": red, "表": [other, other]})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert [n for n in archive.namelist() if "media" in n] == [
            "word/media/picture1.png",
            "word/media/picture2.png",
        ]
    types = part(made, "[Content_Types].xml")
    assert [e.get("ContentType") for e in types if e.get("Extension") == "png"] == ["image/png"]
    body, header = part(made, "word/document.xml"), part(made, "word/header1.xml")
    numbers = [int(e.get("id", "")) for root in (body, header) for e in root.iter(WP + "docPr")]
    assert len(numbers) == len(set(numbers)) == 5
    for name, root in (("document", body), ("header1", header)):
        known = {e.get("Id") for e in part(made, f"word/_rels/{name}.xml.rels")}
        assert {e.get(R + "embed") for e in root.iter(A + "blip")} <= known
    assert docx.Document(io.BytesIO(made)).inline_shapes[1].width == 360_000


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    path = document(tmp_path, ["{{ a }}{{ b }}"])
    data = {"a": Picture(pixels(4, 3)), "b": RichText("甲", url_id="http://x/")}
    assert written(path, data) == written(path, data)


@pytest.mark.parametrize(
    ("value", "message"),
    (
        pytest.param(
            Picture("/no/such.png"), "the picture /no/such.png cannot be read: no such file", id="no file"
        ),
        pytest.param(Picture(b"%PDF"), "the picture … is no PNG, JPEG, GIF or BMP file", id="another format"),
        pytest.param(RichText("\x0b"), "the text holds the control character U+000B", id="control character"),
        pytest.param(
            RichText("甲", url_id="rId77"),
            "the rich text links to rId77, which the template does not have; give the address itself",
            id="a relationship of another document",
        ),
        pytest.param(
            SubDocument(docx.Document()),
            "paragraphs and tables stand in a paragraph of their own, written {{p … }}",
            id="a document beside text",
        ),
    ),
)
def test_what_cannot_stand(value: object, message: str, tmp_path: Path) -> None:
    assert word_problems(tmp_path, ["头", "甲{{ x }}"], x=value) == [f"form.docx[paragraph 2]: {message} (x)"]


def test_rich_text_is_laid_over_the_look_of_its_tag(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        run = made.add_paragraph().add_run("前{{ x }}后")
        run.italic = True
        run.style = "Strong"

    value = RichText("甲", bold=True, color="#C00000")
    value.add("乙", font="仿宋_GB2312")
    body = part(written(document(tmp_path, [], shape), {"x": value}), "word/document.xml")[0]
    looks = [[child.tag.removeprefix(W) for child in look] for look in body.iter(W + "rPr")]
    assert looks == [
        ["rStyle", "i"],
        ["rStyle", "b", "i", "color"],
        ["rStyle", "rFonts", "i"],
        ["rStyle", "i"],
    ]
    fonts = next(body.iter(W + "rFonts"))
    assert fonts.get(W + "eastAsia") == "仿宋_GB2312"


def test_links_in_rich_text_are_relationships_of_their_part(tmp_path: Path) -> None:
    made = written(document(tmp_path, ["{{ x }}{{ x }}"]), {"x": RichText("网", url_id="http://x/?a&b")})
    links = {e.get("Id"): e.get("Target") for e in part(made, "word/_rels/document.xml.rels")}
    body = part(made, "word/document.xml")[0]
    assert [links[link.get(R + "id")] for link in body.iter(W + "hyperlink")] == ["http://x/?a&b"] * 2


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    (
        pytest.param("{{p x }}", "一\n二", ["头", "一", "二", "尾"], id="a text"),
        pytest.param("{{p x }}", RichText("一\a二"), ["头", "一", "二", "尾"], id="rich text"),
        pytest.param("{{p x }}", None, ["头", "", "尾"], id="nothing"),
        pytest.param("{{r x }}", 7, ["头", "7", "尾"], id="a number"),
        pytest.param("{{ r }}", None, ["头", "r", "尾"], id="a name of one letter"),
    ),
)
def test_other_values_in_their_places(text: str, value: object, expected: list[str], tmp_path: Path) -> None:
    made = written(document(tmp_path, ["头", text, "尾"]), {"x": value, "r": "r"})
    assert described(made)["word/document.xml"] == expected


def test_sub_documents_find_styles_by_name(tmp_path: Path) -> None:
    other = other_document()
    other.save(str(tmp_path / "other.docx"))
    repack(tmp_path / "other.docx", in_part("word/document.xml", 'w:val="Heading1"', 'w:val="a7"'))
    repack(tmp_path / "other.docx", in_part("word/styles.xml", 'w:styleId="Heading1"', 'w:styleId="a7"'))
    value = SubDocument(tmp_path / "other.docx")
    made = written(
        document(tmp_path, ["{%p for x in 表 %}", "{{p x }}", "{%p endfor %}"]), {"表": [value, value]}
    )
    assert docx.Document(io.BytesIO(made)).paragraphs[0].style.name == "Heading 1"  # type: ignore[union-attr]
    numbers = [e.get("id") for e in part(made, "word/document.xml").iter(WP + "docPr")]
    assert len(set(numbers)) == 2


def with_list(made: Document) -> None:
    paragraph = made.add_paragraph("甲")._p
    numbering = paragraph.get_or_add_pPr()._add_numPr()
    numbering._add_numId().val = 1


@pytest.mark.parametrize(
    ("shape", "message"),
    (
        pytest.param(with_list, "a sub-document cannot bring numbered lists along", id="list"),
        pytest.param(
            lambda made: made.add_section(), "a sub-document cannot bring section breaks along", id="section"
        ),
        pytest.param(
            lambda made: made.add_paragraph("甲", made.styles.add_style("我的", 1)),
            "the style 我的 of the sub-document is not in the template",
            id="style",
        ),
    ),
)
def test_sub_documents_that_cannot_be_carried(shape: object, message: str, tmp_path: Path) -> None:
    other = docx.Document()
    shape(other)  # type: ignore[operator]
    assert word_problems(tmp_path, ["{{p x }}"], x=SubDocument(other)) == [
        f"form.docx[paragraph 1]: {message} (x)"
    ]
