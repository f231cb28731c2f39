"""Tags outside of the body of a Word document: headers, footers, notes, text boxes, properties."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import Emu
from office.templates import W, document, in_part, part, repack, text_in, word, word_problems, written

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def test_headers_and_footers(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        made.sections[0].header.paragraphs[0].text = "{{ 标题 }}（{{ 年度 }}）"
        made.sections[0].footer.paragraphs[0].text = "{% if 年度 > 2000 %}R&D {{ '<&>' }}{% endif %}"

    section = word(tmp_path, ["文"], shape, 标题="书", 年度=2024).sections[0]
    assert [p.text for p in (*section.header.paragraphs, *section.footer.paragraphs)] == [
        "书（2024）",
        "R&D <&>",
    ]


def test_rows_of_a_table_in_a_header(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        table = made.sections[0].header.add_table(3, 1, Emu(1_000_000))
        for row, text in zip(table.rows, ("{%tr for x in 表 %}", "{{ x }}", "{%tr endfor %}"), strict=True):
            row.cells[0].text = text

    made = word(tmp_path, ["文"], shape, 表=["甲", "乙"])
    assert [row.cells[0].text for row in made.sections[0].header.tables[0].rows] == ["甲", "乙"]


def with_footnote(path: Path, text: str) -> Path:
    note = f'<w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    note = f'<w:footnotes xmlns:w="{WORD}">{note}</w:footnotes>'
    repack(
        path,
        in_part(
            "[Content_Types].xml",
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{NOTES}"/></Types>',
        ),
    )
    link = f'<Relationship Id="rId99" Type="{RELATION}" Target="footnotes.xml"/></Relationships>'
    return repack(
        path,
        in_part("word/_rels/document.xml.rels", "</Relationships>", link),
        {"word/footnotes.xml": note.encode()},
    )


def test_footnotes(tmp_path: Path) -> None:
    made = written(with_footnote(document(tmp_path, ["文"]), "注：{{ 标题 }}"), {"标题": "书"})
    assert text_in(part(made, "word/footnotes.xml")) == "注：书"


def test_parts_without_tags_are_carried_over_byte_for_byte(tmp_path: Path) -> None:
    path = with_footnote(document(tmp_path, ["文"]), "注")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(io.BytesIO(written(path, {}))) as after:
        same = [name for name in before.namelist() if before.read(name) == after.read(name)]
        assert sorted(before.namelist()) == sorted(after.namelist())
    assert {"word/footnotes.xml", "word/styles.xml", "word/theme/theme1.xml"} <= set(same)


BOX = (
    f'<w:r xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>框{{ 标题 }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def test_text_boxes(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        made.paragraphs[0]._p.append(parse_xml(BOX))

    root = part(written(document(tmp_path, ["外{{ 标题 }}"], shape), {"标题": "书"}), "word/document.xml")
    assert [text_in(t) for t in root.iter(W + "t")] == ["外书", "框书"]


def test_document_properties(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        made.core_properties.title = "{{ 标题 }}（{{ 年度 }}）"
        made.core_properties.author = "局"

    made = word(tmp_path, ["文"], shape, 标题="R&D", 年度=2024).core_properties
    assert (made.title, made.author) == ("R&D（2024）", "局")


@pytest.mark.parametrize(
    ("title", "kept"),
    (
        pytest.param("书", True, id="a title"),
        pytest.param("{{ 标题 }}", False, id="a tag, which Word fills anew"),
    ),
)
def test_the_list_of_titles_is_kept_where_no_tag_stands_in_it(title: str, kept: bool, tmp_path: Path) -> None:
    change = in_part("docProps/app.xml", "<vt:lpstr/>", f"<vt:lpstr>{title}</vt:lpstr>")
    path = repack(document(tmp_path, ["文"]), change)
    lists = part(written(path, {}), "docProps/app.xml").findall("{*}TitlesOfParts")
    assert [text_in(each).strip() for each in lists] == ([title] if kept else [])


@pytest.mark.parametrize(
    ("text", "problem"),
    (
        pytest.param("{{ 标提 }}", "标提 is unknown; did you mean 标题?", id="unknown name"),
        pytest.param("{{ 标题", "the tag {{ 标题 is never closed", id="open tag"),
        pytest.param("{% if 标题 %}", "if is never closed; expected endif", id="open statement"),
        pytest.param("{{ '\\x0b' }}", "the text holds the control character U+000B", id="control character"),
    ),
)
def test_problems_name_the_part(text: str, problem: str, tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        made.sections[0].header.paragraphs[0].text = text

    assert word_problems(tmp_path, ["文"], shape, 标题="书") == [
        f"form.docx[header1.xml: paragraph 1]: {problem}"
    ]


def test_problems_of_all_parts_come_in_one_run(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        made.sections[0].header.paragraphs[0].text = "{{ 标提 }}"
        made.core_properties.title = "{{ 无 }}"

    assert word_problems(tmp_path, ["{{ 书名 }}"], shape, 标题="书") == [
        "form.docx[paragraph 1]: 书名 is unknown",
        "form.docx[header1.xml: paragraph 1]: 标提 is unknown; did you mean 标题?",
        "form.docx[docProps/core.xml: title]: 无 is unknown",
    ]


def test_a_finished_document_holds_no_tags(tmp_path: Path) -> None:
    path = document(tmp_path, ["{{ 标题 }}", [["{{ 标题 }}"]]])
    made = written(path, {"标题": "书"})
    assert b"jx" not in b"".join(zipfile.ZipFile(io.BytesIO(made)).read(n) for n in ("word/document.xml",))
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == "书"
