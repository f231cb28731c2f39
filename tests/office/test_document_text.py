"""Texts of a Word document: paragraphs in loops, runs, values of several lines."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from office.templates import Block, W, content, document, part, text_in, word, word_problems, written

from generator.office.document import DocumentTemplate
from generator.office.document_bookmarks import Bookmarks
from generator.office.document_writer import PartWriter
from generator.office.embedded import Attachments, Media

DATA = {
    "标题": "书",
    "表": [{"名": "甲", "子": [1, 2]}, {"名": "乙", "子": []}],
    "真": True,
    "段": "一\n二\n三",
    "空": None,
}


@pytest.mark.parametrize(
    ("blocks", "expected"),
    (
        pytest.param(["{{ 标题 }}"], ["书"], id="value"),
        pytest.param(["《{{ 标题 }}》共{{ 表|length }}项"], ["《书》共2项"], id="beside text"),
        pytest.param(["{{ 空 }}"], [""], id="nothing"),
        pytest.param(["{{ 金额 }}；{{ 金额|money }}"], ["1233.70；1,233.70"], id="decimal"),
        pytest.param(
            ["{{ (金额-金额)|money }}；{{ ((金额-金额)*-1)|money }}"],
            ["0.00；-0.00"],
            id="zero keeps its sign",
        ),
        pytest.param(["{{ 'R&D <95%> \\'\"' }}"], ["R&D <95%> '\""], id="signs of XML"),
        pytest.param(["R&D <95%> {1} {{ 标题 }}"], ["R&D <95%> {1} 书"], id="signs of XML in the template"),
        pytest.param(["{{ '{{ x }}{% y %}' }}"], ["{{ x }}{% y %}"], id="text like tags"),
        pytest.param(["{{ '  甲  ' }}"], ["  甲  "], id="blanks"),
        pytest.param(["{{ 'a\\tb' }}"], ["a\tb"], id="tab"),
        pytest.param(["{{ 段 }}"], ["一", "二", "三"], id="lines become paragraphs"),
        pytest.param(["始{{ 段 }}终"], ["始一", "二", "三终"], id="lines beside text"),
        pytest.param(["{{ '一\\r\\n二\\r三' }}"], ["一", "二", "三"], id="line ends of other systems"),
        pytest.param(["{{ '一\\n' }}"], ["一", ""], id="line end behind"),
        pytest.param(["{% if 真 %}是{% else %}否{% endif %}。"], ["是。"], id="condition"),
        pytest.param(
            ["{% for x in 表 %}{{ x.名 }}{% if not loop.last %}、{% endif %}{% endfor %}"],
            ["甲、乙"],
            id="loop in a paragraph",
        ),
        pytest.param(
            ["{%p for x in 表 %}", "{{ loop.index }}{{ x.名 }}", "{%p endfor %}", "尾"],
            ["1甲", "2乙", "尾"],
            id="paragraphs in a loop",
        ),
        pytest.param(
            [
                "{%p for x in 表 %}",
                "{{ x.名 }}",
                "{%p for y in x.子 %}",
                "{{ y }}",
                "{%p endfor %}",
                "{%p endfor %}",
            ],
            ["甲", "1", "2", "乙"],
            id="nested",
        ),
        pytest.param(
            ["{%p if not 真 %}", "是", "{%p else %}", "否", "{%p endif %}"],
            ["否"],
            id="condition over paragraphs",
        ),
        pytest.param(["{%p for x in [] %}", "甲", "{%p endfor %}"], [], id="no turn"),
        pytest.param(["{%p set n = 7 %}", "{{ n }}"], ["7"], id="set"),
        pytest.param(
            ["{% set n %}<{{ 标题 }}&>{% endset %}{{ n }}{{ n }}"], ["<书&><书&>"], id="set of a block"
        ),
        pytest.param(
            ["{% set n %}{{ 段 }}{% endset %}[{{ n }}]"], ["[一", "二", "三]"], id="lines in a block"
        ),
        pytest.param(
            ["{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m('&') }}{{ m('b')|upper }}"], ["<&><B>"], id="macro"
        ),
        pytest.param(["{# 注 #}甲"], ["甲"], id="comment"),
        pytest.param(["｛｛ 标题 ｝｝"], ["书"], id="full-width brackets"),
        pytest.param(["{{ “说” ~ 标题 }}"], ["说书"], id="Chinese quotes"),
        pytest.param(
            [[["{%tr for x in 表 %}"], ["{{ x.名 }}"], ["{%tr endfor %}"]]], [[["甲"], ["乙"]]], id="table"
        ),
        pytest.param(
            ["{%p for x in 表 %}", [["{{ x.名 }}"]], "", "{%p endfor %}"],
            [[["甲"]], "", [["乙"]], ""],
            id="table in a loop",
        ),
    ),
)
def test_content(blocks: Sequence[Block], expected: Sequence[Block], tmp_path: Path) -> None:
    assert content(word(tmp_path, blocks, 金额=Decimal("1233.70"), **DATA)) == expected


KEPT = "a block that is kept for later cannot hold links, merges, bookmarks or pictures"
SPLIT = ("书：{", "{ 标", "题 }", "} 共{%", " if 真 %}", "1{% end", "if %}项")


def test_tags_split_over_runs_take_the_look_of_the_run_in_which_they_begin(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        paragraph = made.add_paragraph()
        for number, text in enumerate(SPLIT):
            paragraph.add_run(text).bold = number == 0

    [paragraph] = word(tmp_path, [], shape, **DATA).paragraphs
    assert paragraph.text == "书：书 共1项"
    assert [(run.text, run.bold) for run in paragraph.runs if run.text] == [
        ("书：书", True),
        (" 共", False),
        ("1", False),
        ("项", False),
    ]


def test_every_paragraph_of_a_value_has_the_look_of_the_first(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        paragraph = made.add_paragraph(style="List Bullet")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run("{{ 段 }}").bold = True
        paragraph.add_run("尾")

    paragraphs = word(tmp_path, [], shape, **DATA).paragraphs
    looks = [(p.text, p.style.name if p.style else "", p.alignment, p.runs[0].bold) for p in paragraphs]
    assert looks == [(text, "List Bullet", WD_ALIGN_PARAGRAPH.CENTER, True) for text in ("一", "二", "三尾")]
    assert paragraphs[-1].runs[-1].bold is None


def test_run_tags_control_runs(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        paragraph = made.add_paragraph()
        for text in ("甲", "{%r if not 真 %}", "乙", "{%r else %}", "丙", "{%r endif %}", "丁"):
            paragraph.add_run(text)

    assert word(tmp_path, [], shape, **DATA).paragraphs[0].text == "甲丙丁"


def test_lines_in_the_last_paragraph_of_a_section_stay_in_it(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        made.add_section()
        made.add_paragraph("尾")

    path = document(tmp_path, ["{{ 段 }}"], shape)
    body = part(written(path, DATA), "word/document.xml")[0]
    assert len(body.findall(f"{W}p/{W}pPr/{W}sectPr")) == 1
    assert [text_in(p) for p in body.iter(W + "p")].count("尾") == 1


def test_lines_in_a_hyperlink_become_paragraphs_of_links(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        paragraph = made.add_paragraph("见")
        link = OxmlElement("w:hyperlink")
        link.set(W + "anchor", "x")
        link.append(paragraph.add_run("{{ 段 }}")._r)
        paragraph._p.append(link)

    body = part(written(document(tmp_path, [], shape), DATA), "word/document.xml")[0]
    assert [text_in(link) for link in body.iter(W + "hyperlink")] == ["一", "二", "三"]


@pytest.mark.parametrize(
    ("value", "message"),
    (
        pytest.param("甲\x0b", "the text holds the control character U+000B", id="control character"),
        pytest.param([1], "a list or a record cannot be printed; name one of its fields", id="list"),
        pytest.param({"a": 1}, "a list or a record cannot be printed; name one of its fields", id="record"),
    ),
)
def test_what_cannot_be_printed(value: object, message: str, tmp_path: Path) -> None:
    blocks: list[Block] = ["头", [["一", "{{ x }}"]], "甲{{ x }}"]
    assert word_problems(tmp_path, blocks, x=value) == [
        f"form.docx[table 1, row 1, cell 2]: {message} (x)",
        f"form.docx[paragraph 2]: {message} (x)",
    ]


def test_blocks_kept_for_later_hold_text_only(tmp_path: Path) -> None:
    text = "{% set n %}{{ 标题|link(标题) }}{% endset %}{{ n }}{{ 标题|anchor(标题) }}"
    assert word_problems(tmp_path, [text], **DATA) == ["form.docx[paragraph 1]: cannot be computed: " + KEPT]


def test_a_loop_is_written_a_little_at_a_time(tmp_path: Path) -> None:
    template = DocumentTemplate.compile(
        document(tmp_path, ["{%p for x in 表 %}", "{{ x }}", "{%p endfor %}"]), "form.docx"
    )
    run = template.programs[template.main].start({"表": [str(number) for number in range(5000)]})
    attachments = Attachments(template.main, Media(template.package, {}, False))
    chunks = [len(chunk) for chunk in PartWriter(run, Bookmarks(0), attachments).chunks()]
    assert sum(chunks) > 10_000
    assert max(chunks) < 600


def test_of_long_texts_fewer_are_held(tmp_path: Path) -> None:
    blocks: list[Block] = ["{%p for x in 表 %}", "{{ 文 }}", "{%p endfor %}"]
    template = DocumentTemplate.compile(document(tmp_path, blocks), "form.docx")
    run = template.programs[template.main].start({"表": range(500), "文": "甲" * 30_000})
    attachments = Attachments(template.main, Media(template.package, {}, False))
    chunks = [sum(map(len, chunk)) for chunk in PartWriter(run, Bookmarks(0), attachments).chunks()]
    assert sum(chunks) > 15_000_000
    assert max(chunks) < 2_100_000
