"""`jixiao template check`: one table of what is wrong, in both formats; nothing for our own templates."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest
from cli.workspaces import REPOSITORY, Ran, jixiao
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from office.templates import Rows, document, workbook
from openpyxl import Workbook

OURS = sorted((REPOSITORY / "templates").glob("*/*"))
PROJECTS = "{%tr for 项目 in 项目列表 %}"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def checked(*arguments: str) -> Ran:
    return jixiao("template", "check", *arguments)


@pytest.mark.parametrize("path", OURS, ids=lambda path: "/".join(path.parts[-2:]))
def test_ours_are_clean(path: Path) -> None:
    kind = {"self-evaluation": "自评表", "target": "申报表"}[path.parent.name]
    line = f"{path}: checked against the names of {kind}; found: 0"
    assert checked(str(path)) == Ran([], [line], 0)


@pytest.mark.parametrize(
    ("rows", "lines"),
    (
        pytest.param([["{{ 标提 }}"]], ["A1: 标提 is unknown; did you mean 标题?"], id="name"),
        pytest.param(
            [[PROJECTS], ["{{ 项目.项目名 }}"], ["{%tr endfor %}"]],
            ["A2: 项目名 is unknown; did you mean 项目名称, 项目资金? (项目列表[].项目名)"],
            id="field of a loop's item",
        ),
        pytest.param(
            [["{% for i in 项目列表[0].绩效指标 %}{% if i.分直 %}{{ loop.index }}{% endif %}{% endfor %}"]],
            ["A1: 分直 is unknown; did you mean 得分, 分值? (项目列表[].绩效指标[].分直)"],
            id="field in a condition",
        ),
        pytest.param(
            [["{% set 钱 = 合计 %}{{ 钱.全年预算 }}{% with 表 = 项目列表 %}{{ 表.长 }}{% endwith %}"]],
            [
                "A1: 全年预算 is unknown; did you mean 全年预算数, 年初预算数? (合计.全年预算)",
                "A1: a list has no 长; take its items in a for loop (项目列表.长)",
            ],
            id="set and with",
        ),
        pytest.param(
            [["{{ 项目列表|map(attribute='项目名')|join }}{{ 项目列表|selectattr('等级')|list|length }}"]],
            [
                "A1: 项目名 is unknown; did you mean 项目名称, 项目资金? (项目列表[].项目名)",
                "A1: 等级 is unknown; did you mean 评分等级? (项目列表[].等级)",
            ],
            id="field in a filter",
        ),
        pytest.param(
            [["{{ 合计 }}"]],
            ["A1: a list or a record cannot be printed; name one of its fields (合计)"],
            id="a record",
        ),
        pytest.param([["{{ 标题.长度 }}"]], ["A1: 长度 is unknown (标题.长度)"], id="field of a text"),
        pytest.param(
            [["{{ 备注 | default('无') }}{% if 合计.备注 is defined %}有{% endif %}{{ 标题.strip() }}"]],
            [],
            id="what may be missing",
        ),
        pytest.param(
            [["{% for 名, 数 in 合计.items() %}{{ 名 }}{{ 数.x }}{% endfor %}{{ range(3)|sum }}"]],
            [],
            id="what cannot be known",
        ),
    ),
)
def test_names_and_fields(rows: Rows, lines: list[str]) -> None:
    workbook(Path(), {"表": rows})
    document(Path(), [rows])
    expected = [line.split(": ", 1) for line in lines]
    words = [f"form.xlsx[表!{cell}]: error: {message}" for cell, message in expected]
    words += [f"form.docx[table 1, row {cell[1:]}, cell 1]: error: {message}" for cell, message in expected]
    ran = checked("form.xlsx", "form.docx", "--kind", "自评表")
    assert (ran.out, ran.status) == (words, 1 if words else 0)


def test_mistakes_that_keep_a_template_from_compiling() -> None:
    workbook(
        Path(), {"表": [["{{ 标题 | mney }}"], ["{%tr if 年度 %}"], ["甲{%tr endif %}"], ["{{ 标提 }}"]]}
    )
    ran = checked("form.xlsx")
    assert (ran.err, ran.status) == (["form.xlsx: checked as far as its tags can be read; found: 3"], 1)
    assert ran.out == [
        "form.xlsx[表!A3]: error: 甲 stands in a row of tags, which vanishes; give the tags a row of their own",
        "form.xlsx[表!A1]: error: mney is unknown; did you mean money, min?",
        "form.xlsx: warning: names, fields, merges and fonts wait until the mistakes above are mended",
    ]


@pytest.mark.parametrize(
    ("merge", "crosses"),
    (
        ("B2:B3", ["xlsx", "docx"]),
        ("B1:B2", []),
        ("B1:B5", []),
        ("B3:B4", []),
        ("B3:B6", ["docx"]),
        ("B1:B3", ["xlsx", "docx"]),
        ("B4:B6", ["xlsx", "docx"]),
    ),
)
def test_merges_at_the_edge_of_a_loop(merge: str, crosses: list[str]) -> None:
    rows: Rows = [["头", ""], [PROJECTS], ["甲{{ 项目.序号 }}"], ["乙"], ["{%tr endfor %}"], ["尾"]]

    def shape(book: Workbook) -> None:
        book.worksheets[0].merge_cells(merge)

    def shape_word(made: Document) -> None:
        table = made.tables[0]
        top, bottom = (int(cell[1:]) for cell in merge.split(":"))
        for number in range(top, bottom + 1):
            properties = table.rows[number - 1].cells[1]._tc.get_or_add_tcPr()
            element = OxmlElement("w:vMerge")
            if number == top:
                element.set(qn("w:val"), "restart")
            properties.append(element)

    workbook(Path(), {"表": rows}, shape)
    document(Path(), [rows], shape_word)
    message = "merged cells cross the edge of the loop in rows 2 to 5; merge inside it or around it"
    places = {"xlsx": f"[表!{merge}]", "docx": f"[table 1, row {merge[1]}, cell 2]"}
    lines = [f"form.{suffix}{places[suffix]}: error: {message}" for suffix in crosses]
    assert checked("form.xlsx", "form.docx").out == lines


def test_what_would_vanish_with_a_tag() -> None:
    def shape(book: Workbook) -> None:
        book.worksheets[0]["B1"] = "=1+1"
        book.worksheets[0]["B3"] = 7

    workbook(Path(), {"表": [[PROJECTS], ["{{ 项目.序号 }}"], ["{%tr endfor %}"]]}, shape)
    message = "stands in a row of tags, which vanishes; give the tags a row of their own"
    assert checked("form.xlsx").out == [
        f"form.xlsx[表!B1]: error: =1+1 {message}",
        f"form.xlsx[表!B3]: error: 7 {message}",
        "form.xlsx: warning: names, fields, merges and fonts wait until the mistakes above are mended",
    ]


def test_fonts_without_a_chinese_face() -> None:
    def shape(made: Document) -> None:
        made.paragraphs[0].runs[0].font.name = "Arial"
        made.paragraphs[1].runs[0].font.name = "Arial"
        made.styles["Heading 1"].font.name = "黑体"  # type: ignore[attr-defined]
        made.add_heading("一", 1)

    document(Path(), ["标题：{{ 标题 }}", "Western"], shape)
    text = "is set for Western text only (no w:eastAsia); Chinese text keeps another font"
    ran = checked("form.docx")
    assert ran.out == [f"form.docx[paragraph 1]: warning: the font Arial {text}"]
    assert ran.status == 0


def test_the_kind_is_found_by_folder_by_use_or_by_trying(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "inputs" / "2026-targets", "inputs/甲")
    head = Path("inputs/甲/booklet.yaml")
    text = head.read_text("utf-8").replace("模板: target", "模板: 我的")
    head.write_text(text + "附加字段:\n  项目: [负责人]\n", "utf-8")
    rows: Rows = [[PROJECTS], ["{{ 项目.项目性质 }}{{ 项目.负责人 }}"], ["{%tr endfor %}"]]
    unknown = "[表!A2]: error: 负责人 is unknown (项目列表[].负责人)"
    for name, found in (("我的", []), ("别的", [unknown]), ("target", [unknown])):
        folder = Path("templates", name)
        folder.mkdir(parents=True)
        workbook(folder, {"表": rows})
        ran = checked(f"templates/{name}/form.xlsx")
        assert ran.out == [f"templates/{name}/form.xlsx{line}" for line in found]
        assert ran.err == [
            f"templates/{name}/form.xlsx: checked against the names of 申报表; found: {len(found)}"
        ]


@pytest.mark.parametrize(
    ("name", "line"),
    (
        ("无.xlsx", "无.xlsx: there is no such file"),
        ("a.txt", "a.txt: a template is a file .xlsx or .docx"),
        ("b.xlsx", "b.xlsx: not an Office file (.xlsx, .docx), or a broken one"),
    ),
)
def test_no_template(name: str, line: str) -> None:
    Path("a.txt").write_text("")
    Path("b.xlsx").write_bytes(b"PK")
    assert checked(name) == Ran([], [line], 2)


def test_one_of_two_is_no_template() -> None:
    docx.Document().save("a.docx")
    assert checked("a.docx", "无.xlsx").status == 1
