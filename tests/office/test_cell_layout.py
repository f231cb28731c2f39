"""Cells that tags lay out, tables whose columns come and go, and numbers that loops must not repeat."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import Twips
from docx.text.paragraph import Paragraph
from office.templates import W, document, in_part, loop, part, repack, text_in, word, word_problems, written
from office.test_docxtpl_parity import NAMESPACES

YEARS = ["2023", "2024", "2025"]
DATA = {
    "年": YEARS,
    "真": True,
    "假": False,
    "空": [],
    "表": [{"名": "甲", "类": "x"}, {"名": "乙", "类": "x"}],
}


def grid(path: Path, **data: object) -> tuple[list[int], list[list[int]]]:
    """The widths of a table's columns, and of the cells of its rows."""
    [made] = part(written(path, DATA | data), "word/document.xml").iter(W + "tbl")
    cells = [[int(w.get(W + "w", "0")) for w in row.iter(W + "tcW")] for row in made.iterchildren(W + "tr")]
    return [int(c.get(W + "w", "0")) for c in made.iter(W + "gridCol")], cells


def widths(*given: int) -> object:
    def shape(made: Document) -> None:
        new = made.tables[0]
        for column, width in enumerate(given):
            for cell in new.columns[column].cells:
                cell.width = Twips(width)
            new.columns[column].width = Twips(width)

    return shape


@pytest.mark.parametrize(
    ("rows", "expected"),
    (
        pytest.param(
            [["头", "{%tc for y in 年 %}", "{{ y }}", "{%tc endfor %}", "尾"]],
            ([3000, 1000, 1000, 1000, 1000], [[3000, 1000, 1000, 1000, 1000]]),
            id="the columns of a loop share its width",
        ),
        pytest.param(
            [["头", "{%tc for y in 空 %}", "{{ y }}", "{%tc endfor %}", "尾"]],
            ([5250, 1750], [[5250, 1750]]),
            id="no turn",
        ),
        pytest.param(
            [
                ["甲", "乙", "丙", "丁", "戊"],
                ["头", "{%tc for y in 年[:2] %}", "{{ y }}", "{%tc endfor %}", "尾"],
            ],
            ([3000, 1000, 1000, 1000, 1000], [[3000, 1000, 1000, 1000, 1000], [3000, 1000, 1000, 1000]]),
            id="as many columns as before",
        ),
        pytest.param(
            [["头", "{%tc if 真 %}", "中", "{%tc endif %}", "尾"]],
            ([3000, 3000, 1000], [[3000, 3000, 1000]]),
            id="condition",
        ),
    ),
)
def test_the_width_of_a_table_stays(rows: list[list[str]], expected: object, tmp_path: Path) -> None:
    path = document(tmp_path, [rows], widths(3000, 1000, 1000, 1000, 1000))  # type: ignore[arg-type]
    assert grid(path) == expected


def test_a_row_keeps_a_cell(tmp_path: Path) -> None:
    made = word(tmp_path, [[["{%tc if 假 %}", "甲", "{%tc endif %}"], ["乙", "丙", "丁"]]], **DATA)
    assert [len(row._tr.tc_lst) for row in made.tables[0].rows] == [1, 3]


@pytest.mark.parametrize(
    "rows", (loop(["{{ x }}"], over="x in 空"), [["{%tr if 假 %}"], ["甲"], ["{%tr endif %}"]])
)
def test_a_table_without_rows_is_left_out(rows: list[list[str]], tmp_path: Path) -> None:
    made = word(tmp_path, ["前", rows, "后"], **DATA)
    assert ([p.text for p in made.paragraphs], len(made.tables)) == (["前", "后"], 0)


def test_a_wide_cell_that_merges_over_a_loop_fits_the_columns(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        new = made.add_table(1, 4)
        new.cell(0, 1).merge(new.cell(0, 2))
        texts = ("{%tc for y in 年 %}", "{% hm %}甲", "{%tc endfor %}")
        for cell, text in zip(new._tbl.tr_lst[0].tc_lst, texts, strict=True):
            Paragraph(cell.p_lst[0], new).add_run(text)

    columns, _cells = grid(document(tmp_path, [], shape))
    assert len(columns) == 6


def test_merges_of_cells_that_loops_make(tmp_path: Path) -> None:
    rows = loop(["{%tc for y in 年 %}", "{{ y if y == '2024' else x.名|merge }}", "{%tc endfor %}"])
    [made] = part(written(document(tmp_path, [rows]), DATA), "word/document.xml").iter(W + "tbl")
    assert [[m.get(W + "val") for m in cell.iter(W + "vMerge")] for cell in made.iter(W + "tc")] == [
        [],
        [],
        [],
        [],
        [],
        [],
    ]
    rows = loop(["{%tc for y in 年 %}", "{{ (x.类 ~ y)|merge }}", "{%tc endfor %}"])
    [made] = part(written(document(tmp_path, [rows]), DATA), "word/document.xml").iter(W + "tbl")
    assert [[m.get(W + "val") for m in cell.iter(W + "vMerge")] for cell in made.iter(W + "tc")] == [
        ["restart"],
        ["restart"],
        ["restart"],
        [None],
        [None],
        [None],
    ]


def test_properties_of_cells_stand_where_the_schema_wants_them(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        made.tables[0].cell(1, 0).vertical_alignment = 1

    text = "{% cellbg '#ffc000' %}{% vm %}{% colspan 2 %}{{ x.名 }}"
    path = document(tmp_path, [loop([text, ""])], shape)
    [first, *_rest] = part(written(path, DATA), "word/document.xml").iter(W + "tcPr")
    assert [child.tag.removeprefix(W) for child in first] == ["tcW", "gridSpan", "vMerge", "shd", "vAlign"]
    assert first[3].get(W + "fill") == "FFC000"


@pytest.mark.parametrize(
    ("text", "message"),
    (
        pytest.param("{% vm %}", "vm works within a for loop only", id="vm without a loop"),
        pytest.param("{% hm %}", "hm works within a for loop only", id="hm without a loop"),
        pytest.param("{% colspan 0 %}", "a cell cannot run over 0 columns; expected 1 to 63", id="colspan"),
        pytest.param("{% colspan '二' %}", "a cell cannot run over 二 columns; expected 1 to 63", id="word"),
        pytest.param("{% cellbg 'red' %}", "red is not a colour; expected one such as FFC000", id="colour"),
        pytest.param("{% cellbg 无 %}", "无 is unknown", id="unknown name"),
    ),
)
def test_mistakes_in_cells(text: str, message: str, tmp_path: Path) -> None:
    assert word_problems(tmp_path, [[[text]]]) == [f"form.docx[table 1, row 1, cell 1]: {message}"]


def test_tags_of_cells_outside_of_a_table(tmp_path: Path) -> None:
    assert word_problems(tmp_path, ["{% vm %}"]) == [
        "form.docx[paragraph 1]: vm works in the cells of a table only"
    ]


NOTE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{0}"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{0}+xml"


def with_part(path: Path, name: str, content: str) -> Path:
    """A template with a part of notes."""
    kind = f'<Override PartName="/word/{name}.xml" ContentType="{KIND.format(name)}"/></Types>'
    link = f'<Relationship Id="rId99" Type="{NOTE.format(name)}" Target="{name}.xml"/></Relationships>'
    repack(path, in_part("[Content_Types].xml", "</Types>", kind))
    text = f"<w:{name} {NAMESPACES}>{content}</w:{name}>"
    return repack(
        path,
        in_part("word/_rels/document.xml.rels", "</Relationships>", link),
        {f"word/{name}.xml": text.encode()},
    )


def test_footnotes_in_loops_are_copied(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        for text in ("{%p for x in 表 %}", "{{ x.名 }}", "{%p endfor %}", "尾"):
            paragraph = made.add_paragraph(text)
            if "%" not in text:
                number = 1 if "{" in text else 2
                paragraph._p.append(
                    parse_xml(f'<w:r {NAMESPACES}><w:footnoteReference w:id="{number}"/></w:r>')
                )

    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for number, text in ((1, "注{{ 真 }}"), (2, "末"))
    )
    made = written(with_part(document(tmp_path, [], shape), "footnotes", notes), DATA)
    body = part(made, "word/document.xml")
    assert [e.get(W + "id") for e in body.iter(W + "footnoteReference")] == ["1", "3", "2"]
    texts = {note.get(W + "id"): text_in(note) for note in part(made, "word/footnotes.xml")}
    assert texts == {"1": "注True", "2": "末", "3": "注True"}


def test_comments_in_loops_are_copied(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        made.add_paragraph("{%p for x in 表 %}")
        marks = [f'<w:commentRange{end} {NAMESPACES} w:id="0"/>' for end in ("Start", "End")]
        for xml in (*marks, f'<w:r {NAMESPACES}><w:commentReference w:id="0"/></w:r>'):
            if xml.startswith("<w:commentRangeStart"):
                made.add_paragraph("{{ x.名 }}")
            made.paragraphs[-1]._p.append(parse_xml(xml))
        made.add_paragraph("{%p endfor %}")

    comment = '<w:comment w:id="0" w:author="局"><w:p><w:r><w:t>核{{ 真 }}</w:t></w:r></w:p></w:comment>'
    made = written(with_part(document(tmp_path, [], shape), "comments", comment), DATA)
    body = part(made, "word/document.xml")
    names = ("commentRangeStart", "commentRangeEnd", "commentReference")
    assert [[e.get(W + "id") for e in body.iter(W + name)] for name in names] == [["0", "1"]] * 3
    assert [(c.get(W + "id"), text_in(c)) for c in part(made, "word/comments.xml")] == [
        ("0", "核True"),
        ("1", "核True"),
    ]


def test_numbers_of_paragraphs_and_content_controls_do_not_repeat(tmp_path: Path) -> None:
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    run = "<w:sdt><w:sdtPr><w:id w:val='7'/></w:sdtPr><w:sdtContent><w:r><w:t>{{ x.名 }}</w:t></w:r></w:sdtContent></w:sdt>"

    def shape(made: Document) -> None:
        for number, inner in enumerate(
            ("{%p for x in 表 %}", run, "{%p endfor %}", "尾", run.replace("x.名", "真"))
        ):
            text = inner if inner.startswith("<") else f"<w:r><w:t>{inner}</w:t></w:r>"
            made.element.body.insert(
                -1, parse_xml(f'<w:p {NAMESPACES} {w14} w14:paraId="0000000{number}">{text}</w:p>')
            )

    made = written(document(tmp_path, [], shape), DATA)
    body = part(made, "word/document.xml")
    ids = [p.get("{http://schemas.microsoft.com/office/word/2010/wordml}paraId") for p in body.iter(W + "p")]
    assert ids == [None, None, "00000003", "00000004"]
    assert [e.get(W + "val") for e in body.iter(W + "id")] == ["7"]


@pytest.mark.parametrize(
    ("what", "found"),
    (
        pytest.param("<w:r><w:br w:type='page'/></w:r>", "a page break", id="page break"),
        pytest.param("<w:r><w:footnoteReference w:id='1'/></w:r>", "a footnote", id="footnote"),
        pytest.param("<w:r><w:pict/></w:r>", "a picture", id="picture"),
    ),
)
def test_nothing_vanishes_with_a_tag(what: str, found: str, tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        made.add_paragraph("{%p if 真 %}")._p.append(parse_xml(what.replace(">", f" {NAMESPACES}>", 1)))
        made.add_paragraph("{%p endif %}")

    message = f"{found} stands beside a tag that controls the paragraph, which vanishes"
    assert word_problems(tmp_path, [], shape, **DATA) == [f"form.docx[paragraph 1]: {message}"]


def test_bookmarks_around_tags_stay(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        paragraphs = [
            made.add_paragraph(text) for text in ("{%p for x in 表 %}", "{{ x.名 }}", "{%p endfor %}")
        ]
        paragraphs[0]._p.append(parse_xml(f'<w:bookmarkStart {NAMESPACES} w:id="1" w:name="处"/>'))
        paragraphs[2]._p.append(parse_xml(f'<w:bookmarkEnd {NAMESPACES} w:id="1"/>'))

    body = part(written(document(tmp_path, [], shape), DATA), "word/document.xml")[0]
    assert [child.tag.removeprefix(W) for child in body] == [
        "bookmarkStart",
        "p",
        "p",
        "bookmarkEnd",
        "sectPr",
    ]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    (
        pytest.param(["甲 ", "{%- if 真 -%}", "乙", "{%- endif %}", "丙"], ["甲 乙", "丙"], id="paragraphs"),
        pytest.param(["甲  {%- if 真 -%}  乙 {%- endif -%} 丙"], ["甲乙丙"], id="blanks of a paragraph"),
        pytest.param(["甲 {{- 年[0] -}} 乙"], ["甲2023乙"], id="value"),
        pytest.param(["{%- if 真 %}甲{% endif -%}"], ["甲"], id="nothing around"),
    ),
)
def test_minus_forms(blocks: list[str], expected: list[str], tmp_path: Path) -> None:
    assert [p.text for p in word(tmp_path, blocks, **DATA).paragraphs] == expected
