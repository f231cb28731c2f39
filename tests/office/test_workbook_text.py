"""Texts outside of plain cells: rich shared strings, phonetic guides, headers and footers, document properties."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from office.sheet_features import parts
from office.templates import (
    MAIN,
    excel,
    excel_problems,
    footer_of,
    grid,
    in_part,
    loop,
    part,
    put_footer,
    rendered,
    repack,
    sheet,
    text_in,
    workbook,
)
from openpyxl import Workbook

SHARED = "xl/sharedStrings.xml"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def with_shared(folder: Path, *items: str) -> Path:
    """A template with a row of shared strings, which is how Excel saves texts."""
    path = workbook(folder, {"表": [range(len(items))]})
    strings = f'<sst xmlns="{MAIN[1:-1]}">{"".join(items)}</sst>'
    repack(
        path,
        in_part(
            "[Content_Types].xml",
            "</Types>",
            f'<Override PartName="/{SHARED}" ContentType="{TYPE}"/></Types>',
        ),
    )
    link = f'<Relationship Id="rId99" Type="{RELATION}" Target="sharedStrings.xml"/></Relationships>'
    repack(path, in_part("xl/_rels/workbook.xml.rels", "</Relationships>", link), {SHARED: strings.encode()})
    return repack(path, in_part("xl/worksheets/sheet1.xml", 't="n"', 't="s"'))


RICH = "<si><r><t>书名：{{ 标</t></r><r><rPr><b/></rPr><t>题 }}</t></r></si>"
PHONETIC = '<si><t>{{ 标题 }}</t><rPh sb="0" eb="1"><t>{{ 无 }}</t></rPh><phoneticPr fontId="1"/></si>'
RICH_STATIC = "<si><r><t>固</t></r><r><rPr><b/></rPr><t>定</t></r></si>"


@pytest.mark.parametrize(
    ("item", "text"),
    (
        pytest.param(RICH, "书名：书", id="a tag over two runs"),
        pytest.param(PHONETIC, "书", id="phonetic guides are no text"),
        pytest.param(RICH_STATIC, "固定", id="runs without tags"),
        pytest.param("<si><t>_x0041_{{ 标题 }}</t></si>", "_x0041_书", id="like an escape"),
    ),
)
def test_shared_strings(item: str, text: str, tmp_path: Path) -> None:
    path = with_shared(tmp_path, item)
    root = part(rendered(path, {"标题": "书"}), "xl/worksheets/sheet1.xml")
    strings = part(rendered(path, {"标题": "书"}), SHARED)
    cell = next(root.iter("{*}c"))
    if cell.get("t") == "s":
        found = text_in(strings[int(cell.findtext("{*}v", ""))])
    else:
        found = cell.findtext(".//{*}t", "").replace("_x005F_", "_")
    assert found == text


def test_rich_text_without_tags_keeps_its_runs(tmp_path: Path) -> None:
    path = with_shared(tmp_path, RICH_STATIC)
    assert [t.text for t in part(rendered(path, {}), SHARED).iter("{*}t")] == ["固", "定"]


def test_tags_leave_no_trace_in_the_shared_strings(tmp_path: Path) -> None:
    path = with_shared(tmp_path, "<si><t>甲{{ 密 }}</t></si>", "<si><t>乙</t></si>")
    assert [t.text for t in part(rendered(path, {"密": 1}), SHARED).iter("{*}t")] == [None, "乙"]


@pytest.mark.parametrize(
    ("template", "value", "text"),
    (
        pytest.param("{{ 标题 }} 第 &P 页", "书", "书 第 &P 页", id="beside a code"),
        pytest.param("{{ 标题 }}", "R&D", "R&&D", id="a value with &"),
        pytest.param("{% if 标题 %}有{% endif %}{{ 标题 }}", "R", "有R", id="a condition"),
        pytest.param('&"黑体,Bold"&9{{ 标题 }}', "书", '&"黑体,Bold"&9书', id="font codes"),
        pytest.param("共 {{ 标题 }}", None, "共 ", id="nothing"),
        pytest.param("{{ 标题 }}", "一\n二", "一\n二", id="lines"),
    ),
)
def test_headers_and_footers(template: str, value: object, text: str, tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        put_footer(book.worksheets[0], "x")

    path = workbook(tmp_path, {"表": [["文"]]}, shape)
    footer = template.replace("&", "&amp;")
    repack(path, lambda name, data: data.replace(b"&amp;Cx", f"&amp;C{footer}".encode()))
    made = part(rendered(path, {"标题": value}), "xl/worksheets/sheet1.xml")
    assert made.findtext(".//{*}oddFooter") == "&C" + text


def test_a_number_behind_a_font_size_stays_apart(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        put_footer(book.worksheets[0], "x")

    path = workbook(tmp_path, {"表": [["文"]]}, shape)
    repack(path, lambda name, data: data.replace(b"&amp;Cx", "&amp;C&amp;9{{ 年度 }}".encode()))
    made = part(rendered(path, {"年度": 2024}), "xl/worksheets/sheet1.xml")
    assert made.findtext(".//{*}oddFooter") == "&C&9 2024"


def test_footers_of_repeated_sheets_name_their_item(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        put_footer(book.worksheets[0], "{{ x }}，第 &P 页")

    book = excel(tmp_path, {"{{ x }}": [["{%sheet for x in 表 %}"], ["{{ x }}"]]}, shape, 表=["甲", "乙&丙"])
    assert [footer_of(s) for s in book] == ["甲，第 &P 页", "乙&&丙，第 &P 页"]


def test_problems_in_a_footer_have_their_place(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        put_footer(book.worksheets[0], "{{ 表头.无 }}")

    assert excel_problems(tmp_path, {"表": [["文"]]}, shape, 表头={"有": 1}) == [
        "form.xlsx[表!oddFooter]: 无 is unknown (表头.无)"
    ]


def test_control_characters_in_a_footer_are_a_problem(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        put_footer(book.worksheets[0], "{{ 标题 }}")

    assert excel_problems(tmp_path, {"表": [["文"]]}, shape, 标题="\x01") == [
        "form.xlsx[表!oddFooter]: the text holds the control character U+0001 (标题)"
    ]


def test_document_properties(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.properties.title = "{{ 标题 }}（{{ 年度 }}）"
        book.properties.subject = "{% if 年度 > 2000 %}新{% endif %}"
        book.properties.creator = "局"
        book.properties.keywords = "{{ 'R&D <1>' }}"

    made = excel(tmp_path, {"表": [["文"]]}, shape, 标题="书", 年度=2024).properties
    assert (made.title, made.subject, made.creator, made.keywords) == ("书（2024）", "新", "局", "R&D <1>")


@pytest.mark.parametrize(
    ("title", "problems"),
    (
        pytest.param(
            "{{ 标题", ["form.xlsx[docProps/core.xml: title]: the tag {{ 标题 is never closed"], id="open tag"
        ),
        pytest.param(
            "{{ 标提 }}",
            ["form.xlsx[docProps/core.xml: title]: 标提 is unknown; did you mean 标题?"],
            id="unknown name",
        ),
        pytest.param(
            "{{ 标题.x }}", ["form.xlsx[docProps/core.xml: title]: x is unknown (标题.x)"], id="unknown field"
        ),
        pytest.param(
            "{{ '\\x01' }}",
            ["form.xlsx[docProps/core.xml: title]: the text holds the control character U+0001"],
            id="control character",
        ),
        pytest.param(
            "{{ 1 / 0 }}",
            ["form.xlsx[docProps/core.xml: title]: cannot be computed: division by zero"],
            id="an error",
        ),
    ),
)
def test_problems_in_document_properties(title: str, problems: list[str], tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.properties.title = title

    assert excel_problems(tmp_path, {"表": [["文"]]}, shape, 标题="书") == problems


def test_texts_of_the_template_that_look_like_tags_of_another_kind_stay(tmp_path: Path) -> None:
    rows = [["{1}", "{x}", "100%}", "}}", "#}", "{ { x } }"], *loop(["{x}"], over="y in [1]")]
    assert grid(sheet(tmp_path, rows)) == [["{1}", "{x}", "100%}", "}}", "#}", "{ { x } }"], ["{x}"]]


def titled(book: xlsxwriter.Workbook) -> None:
    single, many = book.add_worksheet("甲"), book.add_worksheet("{{ y }}")
    single.write("A1", "{{ 1 }}")
    single.print_area("A1:B2")
    many.write("A1", "{%sheet for y in 表 %}")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=甲!$A$1"})
    book.add_chartsheet("图").set_chart(chart)


def plain(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet("甲").write("A1", "{{ 1 }}")


def headings(made: bytes) -> list[tuple[str | None, str | None]]:
    root = part(made, "docProps/app.xml")
    vectors = list(root.iter("{*}vector"))
    assert [v.get("size") for v in vectors] == [str(len(v)) for v in vectors]
    return [(e.tag.rpartition("}")[2], e.text) for v in vectors for e in v.iter("{*}lpstr", "{*}i4")]


@pytest.mark.parametrize(
    ("names", "expected"),
    (
        pytest.param(
            ["乙", "丙"],
            "Worksheets 3 Charts 1 甲 乙 丙 图",
            id="several",
        ),
        pytest.param([], "Worksheets 1 Charts 1 甲 图", id="none"),
    ),
)
def test_properties_list_the_sheets_that_are_there(names: list[str], expected: str, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "form.xlsx") as book:
        titled(book)
    made = rendered(tmp_path / "form.xlsx", {"表": names})
    assert " ".join(str(text) for _kind, text in headings(made)) == expected


def test_a_list_of_sheets_that_contradicts_itself_goes(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "form.xlsx") as book:
        titled(book)
    path = repack(tmp_path / "form.xlsx", in_part("docProps/app.xml", "<vt:i4>2</vt:i4>", "<vt:i4>9</vt:i4>"))
    assert headings(rendered(path, {"表": ["乙"]})) == []


def test_properties_that_say_nothing_new_stay_as_they_are(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "form.xlsx") as book:
        plain(book)
    before = parts((tmp_path / "form.xlsx").read_bytes())
    after = parts(rendered(tmp_path / "form.xlsx", {}))
    names = ("docProps/app.xml", "docProps/core.xml")
    assert [after[name] for name in names] == [before[name] for name in names]


@pytest.mark.parametrize(
    ("text", "shown"),
    (
        pytest.param("甲 {{- 标题 -}} 乙", "甲书乙", id="value"),
        pytest.param("甲 \n{%- if 标题 -%} 乙 {%- endif %} 丙", "甲乙 丙", id="statements"),
        pytest.param("甲 {#- 注 #} 乙", "甲 乙", id="comment"),
    ),
)
def test_a_minus_takes_the_blanks_beside_it_along(text: str, shown: str, tmp_path: Path) -> None:
    assert grid(sheet(tmp_path, [[text]], 标题="书")) == [[shown]]
