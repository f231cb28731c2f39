"""Every loss that is planted in a finished file is found, with both ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document
from openpyxl import Workbook
from verification.planted import (
    EXCEL,
    GOAL,
    WORD,
    Set,
    build,
    data,
    edit_excel,
    edit_part,
    edit_word,
    findings,
    prepared,
    verified,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Set:
    return prepared(tmp_path_factory.mktemp("planted") / "w")


@pytest.fixture
def fresh(made: Set) -> Set:
    assert findings(build(made)) == []
    return made


def put(**cells: object) -> Callable[[Workbook], None]:
    """Changes cells of the first form, or of the `汇总` where the cell is named so."""

    def change(book: Workbook) -> None:
        for cell, value in cells.items():
            sheet, _, name = cell.rpartition("_")
            book[sheet or "甲项目"][name].value = value

    return change


def swap(book: Workbook) -> None:
    sheet = book["甲项目"]
    sheet["C6"].value, sheet["D6"].value = sheet["D6"].value, sheet["C6"].value


def link(book: Workbook) -> None:
    book["汇总"]["B4"].hyperlink.location = "'乙项目'!A1"


def lost(place: str, what: str, wanted: str, where: str, found: str) -> str:
    return f"{place}: error VER101: {what}: expected {wanted} at {where}, found {found}"


@pytest.mark.parametrize(
    ("change", "expected"),
    (
        pytest.param(lambda book: None, [], id="nothing changed"),
        pytest.param(
            put(B11=GOAL.replace("通", "")),
            [lost("01-甲项目.yaml:10:9", "项目列表 1.年度总体目标.预期目标", "“… <5%，“一网通办”。”", "x.xlsx[甲项目!B11]", "“… <5%，“一网办”。”")],
            id="a sign of a goal",
        ),
        pytest.param(
            put(B11=GOAL + " "),
            ["x.xlsx[甲项目!B11]: error VER102: expected “…，“一网通办”。”, found “…，“一网通办”。 ”"],
            id="a blank too many",
        ),
        pytest.param(
            swap,
            [
                lost("01-甲项目.yaml:5:19", "项目列表 1.项目资金.年度资金总额.年初预算数", "“100.125”", "x.xlsx[甲项目!C6]", "“110”"),
                lost("01-甲项目.yaml:5:35", "项目列表 1.项目资金.年度资金总额.全年预算数", "“110.00”", "x.xlsx[甲项目!D6]", "“100.125”"),
            ],
            id="two amounts swapped",
        ),
        pytest.param(
            put(C6=100.126),
            [lost("01-甲项目.yaml:5:19", "项目列表 1.项目资金.年度资金总额.年初预算数", "“100.125”", "x.xlsx[甲项目!C6]", "“100.126”")],
            id="the third decimal",
        ),
        pytest.param(
            put(C6=100.13),
            [lost("01-甲项目.yaml:5:19", "项目列表 1.项目资金.年度资金总额.年初预算数", "“100.125”", "x.xlsx[甲项目!C6]", "“100.13”")],
            id="rounded, though the template does not round",
        ),
        pytest.param(
            put(D6="110.00"),
            [lost("01-甲项目.yaml:5:35", "项目列表 1.项目资金.年度资金总额.全年预算数", "“110.00”", "x.xlsx[甲项目!D6]", "“110.00”")],
            id="a number as text",
        ),
        pytest.param(
            put(汇总_F4=98.0),
            [lost("01-甲项目.yaml:5:50", "项目列表 1.项目资金.年度资金总额.全年执行数", "“99.00”", "x.xlsx[汇总!F4]", "“98”")],
            id="in the summary only",
        ),
        pytest.param(
            put(H14="何处来"),
            ["x.xlsx[甲项目!H14]: error VER102: “何处来” comes neither from the template nor from the data"],
            id="a text from nowhere",
        ),
        pytest.param(
            put(A3="名称"),
            ["x.xlsx[甲项目!A3]: error VER102: expected “项目名称”, found “名称”"],
            id="a label changed",
        ),
        pytest.param(
            put(A3=None), ["x.xlsx[甲项目!A3]: error VER102: “项目名称” of the template is missing"], id="a label gone"
        ),
        pytest.param(
            put(A13=None),
            [
                "01-甲项目.yaml:15:12: error VER101: 项目列表 1.绩效指标 1.一级指标: expected “产出指标” at x.xlsx[甲项目!A13], found nothing",
                "01-甲项目.yaml:16:12: error VER101: 项目列表 1.绩效指标 2.一级指标: “产出指标” is nowhere in x.xlsx, though the template prints this field",
                "01-甲项目.yaml:17:12: error VER101: 项目列表 1.绩效指标 3.一级指标: “产出指标” is nowhere in x.xlsx, though the template prints this field",
            ],
            id="a label merged over three rows",
        ),
        pytest.param(
            lambda book: setattr(book["乙项目"], "title", "丙"),
            [
                "02-乙项目.yaml:1:7: error VER101: 项目列表 2.项目名称: expected “乙项目” at x.xlsx[丙], found “丙”",
                "x.xlsx[汇总!B5]: error VER103: the link leads to “乙项目!A1”, expected “丙!A1”",
            ],
            id="a sheet's name",
        ),
        pytest.param(
            link, ["x.xlsx[汇总!B4]: error VER103: the link leads to “乙项目!A1”, expected “甲项目!A1”"], id="a link"
        ),
        pytest.param(
            put(汇总_D6="=SUM(D4:D4)"),
            ["x.xlsx[汇总!D6]: error VER103: the formula is “=SUM(D4:D4)”, expected “=SUM(D4:D5)”"],
            id="the sum",
        ),
    ),
)  # fmt: skip
def test_in_a_workbook(fresh: Set, change: Callable[[Workbook], object], expected: list[str]) -> None:
    edit_excel(fresh.root / EXCEL, change)
    assert findings(verified(fresh, EXCEL)) == expected


def test_the_stored_result_of_a_sum(fresh: Set) -> None:
    edit_part(fresh.root / EXCEL, "xl/worksheets/sheet1.xml", "<v>200.25</v>", "<v>200.26</v>")
    assert findings(verified(fresh, EXCEL)) == [
        lost("booklet.yaml:1:1", "合计.年初预算数", "“200.25”", "x.xlsx[汇总!D6]", "“200.26”")
    ]


def test_a_sheet(fresh: Set) -> None:
    edit_excel(fresh.root / EXCEL, lambda book: book.remove(book["乙项目"]))
    account = verified(fresh, EXCEL)
    assert findings(account)[0] == "x.xlsx[乙项目]: error VER102: “乙项目” of the template is missing"
    assert account.lost == 73


def test_a_row_of_a_workbook(fresh: Set) -> None:
    """The rows behind it are not to blame."""
    edit_excel(fresh.root / EXCEL, lambda book: book["乙项目"].delete_rows(17))
    assert [line.split(": ")[2] for line in findings(verified(fresh, EXCEL))] == [
        f"项目列表 2.绩效指标 5.{field}"
        for field in ("得分", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值")
    ]


def cell(document: Document, table: int, row: int, column: int) -> Any:
    """The first text of a cell."""
    return document.tables[table].rows[row]._tr.tc_lst[column].xpath(".//w:t")[0]


def text(table: int, row: int, column: int, new: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        cell(document, table, row, column).text = new

    return change


def swap_cells(document: Document) -> None:
    first, second = cell(document, 4, 1, 3), cell(document, 4, 1, 4)
    first.text, second.text = second.text, first.text


def drop_paragraph(document: Document) -> None:
    paragraph = document.tables[1].rows[8]._tr.tc_lst[2].p_lst[1]
    paragraph.getparent().remove(paragraph)


def drop_row(document: Document) -> None:
    rows = document.tables[4].rows
    document.tables[4]._tbl.remove(rows[5]._tr)


@pytest.mark.parametrize(
    ("change", "expected"),
    (
        pytest.param(lambda document: None, [], id="nothing changed"),
        pytest.param(
            text(1, 8, 1, GOAL[1:]),
            [lost("01-甲项目.yaml:10:9", "项目列表 1.年度总体目标.预期目标", "“方便群众，响应时间 <30 分钟 & 差错率 <5%，“一网…”", "x.docx[table 2, row 9, cell 2]", "“便群众，响应时间 <30 分钟 & 差错率 <5%，“一网通…”")],
            id="a sign of a goal",
        ),
        pytest.param(
            drop_paragraph,
            [lost("01-甲项目.yaml:11:11", "项目列表 1.年度总体目标.实际完成情况", "“…汉字汉字汉字汉字⏎第二段 R&D <95%。”", "x.docx[table 2, row 9, cell 3]", "“…汉字汉字汉字汉字”")],
            id="a paragraph of a goal",
        ),
        pytest.param(
            text(1, 3, 2, "100.12"),
            [lost("01-甲项目.yaml:5:19", "项目列表 1.项目资金.年度资金总额.年初预算数", "“100.125”", "x.docx[table 2, row 4, cell 3]", "“100.12”")],
            id="rounded down, where the template rounds half up",
        ),
        pytest.param(
            swap_cells,
            [
                lost("02-乙项目.yaml:15:48", "项目列表 2.绩效指标 1.年度指标值", "“≥100.00(件)”", "x.docx[table 5, row 2, cell 4]", "“120.00(件)”"),
                lost("02-乙项目.yaml:15:67", "项目列表 2.绩效指标 1.实际完成值", "“120.00(件)”", "x.docx[table 5, row 2, cell 5]", "“≥100.00(件)”"),
            ],
            id="two values swapped",
        ),
        pytest.param(
            lambda document: document.paragraphs[1].insert_paragraph_before("何处来"),
            ["x.docx[paragraph 2]: error VER102: “何处来” comes neither from the template nor from the data"],
            id="a text from nowhere",
        ),
        pytest.param(
            drop_row,
            [
                f"02-乙项目.yaml:19:{place}: error VER101: 项目列表 2.绩效指标 5.{what}: expected {wanted} at x.docx[table 5, row 6, cell {number}], found nothing"
                for place, what, wanted, number in (
                    (5, "得分", "“10.00”", 7), (12, "一级指标", "“满意度指标”", 1), (25, "二级指标", "“服务对象满意度指标”", 2),
                    (42, "三级指标", "“群众满意度”", 3), (56, "年度指标值", "“≥90.00(%)”", 4), (74, "实际完成值", "“93.50(%)”", 5),
                    (88, "分值", "“10.00”", 6),
                )
            ],
            id="a row",
        ),
    ),
)  # fmt: skip
def test_in_a_document(fresh: Set, change: Callable[[Document], object], expected: list[str]) -> None:
    edit_word(fresh.root / WORD, change)
    assert findings(verified(fresh, WORD)) == expected


def test_a_link_of_a_document(fresh: Set) -> None:
    edit_part(fresh.root / WORD, "word/document.xml", 'w:anchor="_Form0001"', 'w:anchor="_Form0002"')
    assert findings(verified(fresh, WORD)) == [
        "x.docx[paragraph 7]: error VER103: the link leads to “→_Form0002”, expected “→_Form0001”"
    ]


def test_a_text_taller_than_its_merged_rows(tmp_path: Path) -> None:
    given = data()
    projects: Any = given["项目列表"]
    projects[0]["年度总体目标"]["预期目标"] = "汉字" * 500
    made = prepared(tmp_path / "w", given)
    assert findings(build(made)) == []

    def shrink(book: Workbook) -> None:
        for row in (11, 12):
            book["甲项目"].row_dimensions[row].height = 30

    edit_excel(made.root / EXCEL, shrink)
    told = findings(verified(made, EXCEL))
    assert told == [
        f"x.xlsx[甲项目!{cell}]: error VER104: the text needs at least {needed} points of height, its merged rows have 60"
        for cell, needed in (("B11", 410), ("E11", 63))
    ]
