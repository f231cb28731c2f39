"""Formulas follow their rows when loops grow or shrink."""

from __future__ import annotations

from pathlib import Path

import pytest
from office.templates import (
    Rows,
    excel,
    excel_problems,
    grid,
    in_part,
    loop,
    part,
    rendered,
    repack,
    sheet,
    text_in,
    workbook,
)


def formulas(folder: Path, rows: Rows, items: list[int]) -> list[list[object]]:
    """The second column of the rendered rows."""
    return [row[1:2] for row in grid(sheet(folder, rows, 表=items))]


@pytest.mark.parametrize(
    ("rows", "items", "expected"),
    (
        pytest.param(loop(["{{ x }}", "=A2*2"]), [1, 2], [["=A1*2"], ["=A2*2"]], id="inside a loop, own row"),
        pytest.param(
            loop(["{{ x }}", "=$A2*A$2*$A$2"]),
            [1, 2],
            [["=$A1*A$1*$A$1"], ["=$A2*A$2*$A$2"]],
            id="dollars stay",
        ),
        pytest.param(
            [[9, 9], *loop(["{{ x }}", "=A3*A1"])],
            [1, 2],
            [[9], ["=A2*A1"], ["=A3*A1"]],
            id="inside, a row above",
        ),
        pytest.param(
            [*loop(["{{ x }}", "=A2*A4"]), [9, 9]],
            [1, 2, 3],
            [["=A1*A4"], ["=A2*A4"], ["=A3*A4"], [9]],
            id="inside, a row below",
        ),
        pytest.param(
            [*loop(["{{ x }}", "=SUM(A2:A2)"]), [9, "=SUM(A2:A2)"]],
            [1, 2, 3],
            [["=SUM(A1:A1)"], ["=SUM(A2:A2)"], ["=SUM(A3:A3)"], ["=SUM(A1:A3)"]],
            id="a range of the loop, seen inside and below",
        ),
        pytest.param(
            [*loop(["{{ x }}"]), [9, "=SUM(A2)"]],
            [1, 2, 3],
            [[], [], [], ["=SUM(A1:A3)"]],
            id="one cell of the loop, seen below",
        ),
        pytest.param(
            [[9, "=SUM(A3:A3)"], *loop(["{{ x }}"])],
            [1, 2, 3],
            [["=SUM(A2:A4)"], [], [], []],
            id="seen above",
        ),
        pytest.param(
            [*loop(["{{ x }}"]), [9, "=SUM(A1:A3)"]],
            [1, 2],
            [[], [], ["=SUM(A1:A2)"]],
            id="a range with the rows of tags",
        ),
        pytest.param(
            [[5], *loop(["{{ x }}"]), [7], [9, "=SUM(A1:A5)"]],
            [1, 2],
            [[], [], [], [], ["=SUM(A1:A4)"]],
            id="a range around the loop",
        ),
        pytest.param(
            [*loop(["{{ x }}"]), [9, "=SUM(A:A)+SUM($A:B)"]],
            [1, 2],
            [[], [], ["=SUM(A:A)+SUM($A:B)"]],
            id="whole columns",
        ),
        pytest.param(
            [*loop(["{{ x }}"]), [9, "=SUM(2:2)+SUM($2:$2)"]],
            [1, 2],
            [[], [], ["=SUM(1:2)+SUM($1:$2)"]],
            id="whole rows",
        ),
        pytest.param(
            [*loop(["{{ x }}"]), [9, '=A4&"A2"&LOG10(A4)']],
            [1, 2],
            [[], [], ['=A3&"A2"&LOG10(A3)']],
            id="texts and names like references",
        ),
        pytest.param(
            [*loop(["{{ x }}"]), [9, '=IF(A4>0,"是","否")']],
            [1],
            [[], ['=IF(A2>0,"是","否")']],
            id="signs of XML",
        ),
        pytest.param(
            [*loop(["{{ x }}"], ["小计"]), [9, "=SUM(A2:A3)"]],
            [1, 2],
            [[], [], [], [], ["=SUM(A1:A4)"]],
            id="two rows a turn",
        ),
    ),
)
def test_references(rows: Rows, items: list[int], expected: list[list[object]], tmp_path: Path) -> None:
    assert formulas(tmp_path, rows, items) == expected


def test_a_formula_of_rows_that_are_gone_leaves_no_broken_reference(tmp_path: Path) -> None:
    rows = [*loop(["{{ x }}"]), [9, "=SUM(A2:A2)"]]
    root = part(rendered(workbook(tmp_path, {"表": rows}), {"表": []}), "xl/worksheets/sheet1.xml")
    assert [(text_in(c), c.find("{*}f")) for c in root.iter("{*}c")] == [("9", None), ("0", None)]


def test_a_range_around_an_empty_loop_keeps_the_rest(tmp_path: Path) -> None:
    assert formulas(tmp_path, [[5], *loop(["{{ x }}"]), [7], [9, "=SUM(A1:A5)"]], []) == [
        [],
        [],
        ["=SUM(A1:A2)"],
    ]


def test_inner_loops_are_seen_from_their_own_turn_of_the_outer_one(tmp_path: Path) -> None:
    rows = [
        *loop(*loop(["{{ y }}"], over="y in x"), ["小计", "=SUM(A3:A3)"]),
        ["合计", "=SUM(A3:A3)", "=SUM(B5:B5)"],
    ]
    made = sheet(tmp_path, rows, 表=[[1, 2], [3]])
    assert grid(made) == [
        [1],
        [2],
        ["小计", "=SUM(A1:A2)"],
        [3],
        ["小计", "=SUM(A4:A4)"],
        ["合计", "=SUM(A1:A4)", "=SUM(B3:B5)"],
    ]


def test_references_to_other_sheets_follow_their_rows(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "数 据": [*loop(["{{ x }}"]), ["末"]],
        "总": [["='数 据'!A4", "=SUM('数 据'!A2:A2)", "=SUM('数 据'!$A$1:$A$3)", "=别处!A2"]],
    }
    made = excel(tmp_path, sheets, 表=[1, 2, 3])
    assert grid(made["总"]) == [["='数 据'!A4", "=SUM('数 据'!A1:A3)", "=SUM('数 据'!$A$1:$A$3)", "=别处!A2"]]


def test_shared_formulas_become_plain_ones(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, {"表": [[1, "=A1*2"], [2, "=A2*2"], *loop(["{{ x }}"]), [3, "=A6*$A$1"], [4, "=A7*$A$1"]]}
    )
    repack(
        path, in_part("xl/worksheets/sheet1.xml", "<f>A1*2</f>", '<f t="shared" ref="B1:B2" si="0">A1*2</f>')
    )
    repack(path, in_part("xl/worksheets/sheet1.xml", "<f>A2*2</f>", '<f t="shared" si="0"/>'))
    repack(
        path,
        in_part("xl/worksheets/sheet1.xml", "<f>A6*$A$1</f>", '<f t="shared" ref="B6:B7" si="1">A6*$A$1</f>'),
    )
    repack(path, in_part("xl/worksheets/sheet1.xml", "<f>A7*$A$1</f>", '<f t="shared" si="1"/>'))
    root = part(rendered(path, {"表": [1, 2, 3]}), "xl/worksheets/sheet1.xml")
    assert [(f.text, dict(f.attrib)) for f in root.iter("{*}f")] == [
        ("A1*2", {}),
        ("A2*2", {}),
        ("A6*$A$1", {}),
        ("A7*$A$1", {}),
    ]


@pytest.mark.parametrize(
    ("expression", "formula", "stored"),
    (
        pytest.param('合计 | formula("=SUM(A2:A2)")', "SUM(A1:A2)", "3", id="number"),
        pytest.param("合计 | formula('SUM(A2:A2)')", "SUM(A1:A2)", "3", id="without ="),
        pytest.param("合计 ｜ formula（“=SUM(A2:A2)”）", "SUM(A1:A2)", "3", id="full-width signs"),
        pytest.param("'优<' | formula('IF(A2>1,\"优\",\"良\")')", 'IF(A1:A2>1,"优","良")', "优<", id="text"),
        pytest.param("none | formula('A2')", "A1:A2", None, id="no stored result"),
    ),
)
def test_formula_filter(expression: str, formula: str, stored: str | None, tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [*loop(["{{ x }}"]), ["{{ " + expression + " }}"]]})
    root = part(rendered(path, {"表": [1, 2], "合计": 3}), "xl/worksheets/sheet1.xml")
    cell = list(root.iter("{*}c"))[-1]
    assert (cell.findtext("{*}f"), cell.findtext("{*}v")) == (formula, stored)


@pytest.mark.parametrize(
    ("expression", "message"),
    (
        pytest.param(
            "[1] | formula('A1')",
            "a list or a record cannot stand in a cell; name one of its fields",
            id="a list as result",
        ),
        pytest.param(
            "'\\x01' | formula('A1')",
            "the text holds the control character U+0001",
            id="a control character in the result",
        ),
        pytest.param("x.无 | formula('A1')", "无 is unknown (x.无)", id="a missing result"),
    ),
)
def test_formula_filter_refuses_results(expression: str, message: str, tmp_path: Path) -> None:
    assert excel_problems(tmp_path, {"表": [["{{ " + expression + " }}"]]}, x={"甲": 1}) == [
        f"form.xlsx[表!A1]: {message}"
    ]


def test_the_calculation_chain_is_left_out(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [[1, "=A1"]]})
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    repack(
        path,
        in_part(
            "[Content_Types].xml",
            "</Types>",
            f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>',
        ),
    )
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    repack(
        path,
        in_part(
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{link}" Target="calcChain.xml"/></Relationships>',
        ),
        {"xl/calcChain.xml": b"<calcChain/>"},
    )
    made = rendered(path, {})
    types = [e.get("PartName") for e in part(made, "[Content_Types].xml").iter("{*}Override")]
    targets = [e.get("Target") for e in part(made, "xl/_rels/workbook.xml.rels")]
    assert [name for name in [*types, *targets] if "calcChain" in str(name)] == []
