"""Tables of a Word document: rows in loops, merges, cells that keep a paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document
from docx.shared import Emu
from office.templates import Rows, W, content, document, loop, part, text_in, word, word_problems, written

TABLE = [
    {"名": "甲", "子": [{"a": "x", "b": 1}, {"a": "x", "b": 1}, {"a": "y", "b": 1}]},
    {"名": "乙", "子": [{"a": "y", "b": 1}]},
]
FLAT = [{"a": "x", "b": 1}, {"a": "x", "b": 1}, {"a": "x", "b": 2}, {"a": "y", "b": 2}, {"a": "z", "b": 2}]


@pytest.mark.parametrize(
    ("rows", "expected"),
    (
        pytest.param(
            loop(["{{ x.a }}", "{{ x.b }}"], over="x in 平[:2]"), [["x", "1"], ["x", "1"]], id="loop"
        ),
        pytest.param([["头"], *loop(["{{ x.a }}"], over="x in []"), ["尾"]], [["头"], ["尾"]], id="no turn"),
        pytest.param(
            loop(["{{ x.名 }}", ""], *loop(["", "{{ y.a }}"], over="y in x.子")),
            [["甲", ""], ["", "x"], ["", "x"], ["", "y"], ["乙", ""], ["", "y"]],
            id="nested",
        ),
        pytest.param(
            loop(["{%tr if x.名 == '甲' %}"], ["一"], ["{%tr else %}"], ["二"], ["{%tr endif %}"]),
            [["一"], ["二"]],
            id="if and else",
        ),
        pytest.param(
            loop(["{{ x.a|merge }}", "{{ x.b|merge }}"], over="x in 平"),
            [["x", "1"], ["·", "·"], ["·", "2"], ["y", "2"], ["z", "2"]],
            id="merge, never across the left merge",
        ),
        pytest.param(loop(["{{ x.a|merge }}"], over="x in 平[:1]"), [["x"]], id="one row does not merge"),
        pytest.param(
            loop(*loop(["{{ x.名|merge }}", "{{ y.a|merge }}"], over="y in x.子")),
            [["甲", "x"], ["·", "·"], ["·", "y"], ["乙", "y"]],
            id="merge in nested loops",
        ),
        pytest.param(
            [*loop(["{{ x.a|merge }}"], over="x in 平[:1]"), *loop(["{{ x.a|merge }}"], over="x in 平[:1]")],
            [["x"], ["x"]],
            id="another loop does not carry on",
        ),
        pytest.param(
            loop(["{{ x.a|merge }}"], ["行"], over="x in 平[:2]"),
            [["x"], ["行"], ["x"], ["行"]],
            id="a row between",
        ),
        pytest.param(loop(["{{ x|merge }}"], over="x in [none, none]"), [[""], ["·"]], id="blanks merge"),
        pytest.param(
            loop(["共{{ x.a|merge }}项"], over="x in 平[:2]"), [["共x项"], ["·"]], id="merge beside text"
        ),
    ),
)
def test_rows(rows: Rows, expected: Rows, tmp_path: Path) -> None:
    assert content(word(tmp_path, [rows], 表=TABLE, 平=FLAT)) == [expected]


def test_merging_cells_say_so_only_when_they_merge(tmp_path: Path) -> None:
    path = document(tmp_path, [loop(["{{ x|merge }}"], over="x in 表")])
    body = part(written(path, {"表": [1, 2, 2, 3]}), "word/document.xml")[0]
    merges = [[m.get(W + "val") for m in cell.iter(W + "vMerge")] for cell in body.iter(W + "tc")]
    assert merges == [[], ["restart"], [None], []]


def test_a_vertical_merge_stands_where_the_schema_wants_it(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        cell = made.add_table(3, 2).rows[1].cells[0]
        cell.text = "{{ x|merge }}"
        cell.vertical_alignment = 1
        made.tables[0].rows[0].cells[0].text = "{%tr for x in 表 %}"
        made.tables[0].rows[2].cells[0].text = "{%tr endfor %}"

    body = part(written(document(tmp_path, [], shape), {"表": [1, 1]}), "word/document.xml")[0]
    names = [[child.tag.removeprefix(W) for child in cell] for cell in body.iter(W + "tcPr")]
    assert names == [["tcW", "vMerge", "vAlign"], ["tcW"]] * 2


@pytest.mark.parametrize(
    "paragraphs",
    (
        pytest.param(["{%p if 假 %}", "甲", "{%p endif %}"], id="condition"),
        pytest.param(["{%p for x in [] %}", "{{ x }}", "{%p endfor %}"], id="loop"),
        pytest.param(["{%p set n = 1 %}"], id="only a tag"),
    ),
)
def test_a_cell_never_goes_without_a_paragraph(paragraphs: list[str], tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        cell = made.add_table(1, 1).cell(0, 0)
        cell.paragraphs[0].text = paragraphs[0]
        for text in paragraphs[1:]:
            cell.add_paragraph(text)

    body = part(written(document(tmp_path, [], shape), {"假": False}), "word/document.xml")[0]
    cell = next(body.iter(W + "tc"))
    assert [child.tag.removeprefix(W) for child in cell] == ["tcPr", "p"]
    assert text_in(cell) == ""


def test_a_cell_that_ends_with_a_nested_table_keeps_a_paragraph_behind_it(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        cell = made.add_table(1, 1).cell(0, 0)
        cell.text = "前"
        cell.add_table(1, 1).cell(0, 0).text = "内"
        cell.paragraphs[-1].text = "{%p if 假 %}"
        cell.add_paragraph("后")
        cell.add_paragraph("{%p endif %}")

    body = part(written(document(tmp_path, [], shape), {"假": False}), "word/document.xml")[0]
    cell = next(body.iter(W + "tc"))
    assert [child.tag.removeprefix(W) for child in cell] == ["tcPr", "p", "tbl", "p"]


def test_nested_tables(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        outer = made.add_table(3, 1)
        outer.cell(0, 0).text = "{%tr for x in 表 %}"
        outer.cell(2, 0).text = "{%tr endfor %}"
        inner = outer.cell(1, 0).add_table(3, 1)
        inner.cell(0, 0).text = "{%tr for y in x.子 %}"
        inner.cell(1, 0).text = "{{ y.a|merge }}"
        inner.cell(2, 0).text = "{%tr endfor %}"

    made = word(tmp_path, [], shape, 表=TABLE)
    inner = [row.cells[0].tables[0] for row in made.tables[0].rows]
    assert [[cell.text for cell in table.columns[0].cells] for table in inner] == [["x", "x", "y"], ["y"]]


def test_cells_in_a_loop(tmp_path: Path) -> None:
    rows = [["头", "{%tc for x in 表 %}", "{{ x.名 }}", "{%tc endfor %}", "尾"]]
    assert content(word(tmp_path, [rows], 表=TABLE)) == [[["头", "甲", "乙", "尾"]]]


def test_lines_in_a_cell_become_paragraphs(tmp_path: Path) -> None:
    [[cells]] = [
        table
        for table in content(word(tmp_path, [[["{{ x }}", "尾"]]], x="一\n二"))
        if not isinstance(table, str)
    ]
    assert cells == ["一\n二", "尾"]


def test_rows_and_cells_keep_their_properties(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        table = made.tables[0]
        table.rows[1].height = Emu(400_000)
        table.style = "Table Grid"

    made = word(tmp_path, [loop(["{{ x.名 }}"])], shape, 表=TABLE)
    assert [row.height for row in made.tables[0].rows] == [400_050, 400_050]
    assert made.tables[0].style is not None
    assert made.tables[0].style.name == "Table Grid"


def test_problems_name_table_row_and_cell(tmp_path: Path) -> None:
    assert word_problems(
        tmp_path, ["头", [["甲", "{{ 表.无 }}"]], [["乙"], ["{{ 没有 }}"]]], 表={"有": 1}, 有=1
    ) == [
        "form.docx[table 2, row 2, cell 1]: 没有 is unknown; did you mean 有?",
        "form.docx[table 1, row 1, cell 2]: 无 is unknown (表.无)",
    ]
