"""What is anchored to rows of the template follows them: areas, names, breaks, conditions, links, panes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from office.templates import excel, in_part, loop, part, put_footer, rendered, repack, sheet, workbook
from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

ROWS = [["标题"], ["表头", "二"], *loop(["{{ x }}", "=A4"]), ["合计", "=SUM(A4:A4)"], ["说明"]]


def condition(formula: str) -> Rule:
    return Rule(type="expression", formula=[formula])


def first(book: Workbook) -> Worksheet:
    return book.worksheets[0]


def test_print_area_and_titles(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        first(book).print_area = "A1:B6"
        first(book).print_title_rows = "1:2"

    made = sheet(tmp_path, ROWS, shape, 表=[1, 2, 3])
    assert (made.print_area, made.print_title_rows) == ("'表'!$A$1:$B$6", "$1:$2")


def test_defined_names_of_the_workbook_and_of_a_sheet(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.defined_names["金额"] = DefinedName("金额", attr_text="'表'!$A$4:$A$4")
        book.defined_names["合计行"] = DefinedName("合计行", attr_text="'表'!$A$6")
        book.defined_names["税率"] = DefinedName("税率", attr_text="0.06")
        first(book).defined_names["本表"] = DefinedName("本表", attr_text="'表'!$A$4")

    book = excel(tmp_path, {"表": ROWS}, shape, 表=[1, 2, 3])
    names = {name: value.attr_text for name, value in book.defined_names.items()}
    own = {name: value.attr_text for name, value in first(book).defined_names.items()}
    assert names == {"金额": "'表'!$A$3:$A$5", "合计行": "'表'!$A$6", "税率": "0.06"}
    assert own == {"本表": "'表'!$A$3:$A$5"}


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("'表'!$A$4:$A$4", "'表'!#REF!", id="an area"),
        pytest.param("'表'!$A$4,'表'!$B$6", "'表'!#REF!,'表'!$B$3", id="one of two areas"),
        pytest.param(
            "OFFSET('表'!$A$4,0,0,COUNTA('表'!$A:$A))",
            "OFFSET('表'!#REF!,0,0,COUNTA('表'!$A:$A))",
            id="in a formula",
        ),
        pytest.param("'{{ y }}'!$A$1", "#REF!", id="of a sheet that is gone"),
    ),
)
def test_a_name_whose_rows_are_gone_says_so(text: str, expected: str, tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.defined_names["金额"] = DefinedName("金额", attr_text=text)
        first(book).defined_names["本表"] = DefinedName("本表", attr_text=text)

    sheets = {"表": ROWS, "{{ y }}": [["{%sheet for y in 表 %}"], ["甲"]]}
    book = excel(tmp_path, sheets, shape, 表=[])
    own = first(book).defined_names.values()
    assert [value.attr_text for value in (*book.defined_names.values(), *own)] == [expected, expected]


@pytest.mark.parametrize(
    ("area", "titles", "expected"),
    (
        pytest.param("A1:B6", "1:2", ["'表'!$1:$2", "'表'!$A$1:$B$3"], id="around the loop"),
        pytest.param("A4:B4", "4:4", [], id="the loop alone"),
        pytest.param("A1:B2,A4:B4", None, ["'表'!$A$1:$B$2"], id="one of two areas"),
    ),
)
def test_print_areas_lose_what_is_gone(
    area: str, titles: str | None, expected: list[str], tmp_path: Path
) -> None:
    def shape(book: Workbook) -> None:
        first(book).print_area = area
        first(book).print_title_rows = titles

    made = rendered(workbook(tmp_path, {"表": ROWS}, shape), {"表": []})
    assert [name.text for name in part(made, "xl/workbook.xml").iter("{*}definedName")] == expected


def test_a_formula_about_a_sheet_that_is_gone_leaves_its_result(tmp_path: Path) -> None:
    sheets = {"总": [["=SUM('{{ y }}'!A1:A1)+1"]], "{{ y }}": [["{%sheet for y in 表 %}"], ["{{ 1 }}"]]}
    made = rendered(workbook(tmp_path, sheets), {"表": []})
    cell = next(part(made, "xl/worksheets/sheet1.xml").iter("{*}c"))
    assert [(e.tag.rpartition("}")[2], e.text) for e in cell] == [("v", "0")]


def test_page_breaks_stand_behind_the_last_row_of_each_turn(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        first(book).row_breaks.append(Break(2))
        first(book).row_breaks.append(Break(6))

    made = sheet(tmp_path, ROWS, shape, 表=[1, 2, 3])
    assert [mark.id for mark in made.row_breaks.brk] == [2, 6]


def test_page_breaks_inside_a_loop_repeat(tmp_path: Path) -> None:
    rows = loop(["{{ x }}"], ["二"], ["三"])
    made = sheet(tmp_path, rows, lambda book: first(book).row_breaks.append(Break(4)), 表=[1, 2])
    assert [mark.id for mark in made.row_breaks.brk] == [3, 6]


def test_data_validations(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        choice = DataValidation("list", formula1="$A$6:$A$7", sqref="A2 A4")
        custom = DataValidation("custom", formula1="A4>B4", sqref="B4")
        for validation in (choice, custom):
            first(book).add_data_validation(validation)

    made = sheet(tmp_path, ROWS, shape, 表=[1, 2, 3])
    found = [(str(v.sqref), v.formula1) for v in made.data_validations.dataValidation]
    assert found == [("A2 A3:A5", "$A$6:$A$7"), ("B3:B5", "A3>B3")]


def test_a_validation_of_an_empty_loop_goes(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        first(book).add_data_validation(DataValidation("list", formula1='"一,二"', sqref="A4"))

    root = part(rendered(workbook(tmp_path, {"表": ROWS}, shape), {"表": []}), "xl/worksheets/sheet1.xml")
    assert list(root.iter("{*}dataValidations")) == []


def test_conditional_formats(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        first(book).conditional_formatting.add("A4:B4", condition("$A4>$A$6"))
        first(book).conditional_formatting.add("A6", condition("A6=SUM($A$4:$A$4)"))

    made = sheet(tmp_path, ROWS, shape, 表=[1, 2, 3])
    found = [(str(area.sqref), rule.formula) for area in made.conditional_formatting for rule in area.rules]
    assert found == [("A3:B5", ["$A3>$A$6"]), ("A6", ["A6=SUM($A$3:$A$5)"])]


def test_hyperlinks_of_the_template(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        first(book)["A7"].hyperlink = "https://example.org/?a=1&b=2"
        first(book)["A4"].hyperlink = Hyperlink("A4", location="'表'!A6", display="合计")

    made = sheet(tmp_path, ROWS, shape, 表=[1, 2])
    links = {cell.coordinate: cell.hyperlink for row in made.iter_rows() for cell in row if cell.hyperlink}
    assert {place: (link.target, link.location) for place, link in links.items()} == {
        "A3": (None, "'表'!A5"),
        "A4": (None, "'表'!A5"),
        "A6": ("https://example.org/?a=1&b=2", None),
    }


def test_frozen_panes_and_the_selected_cell(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        first(book).freeze_panes = "B4"
        first(book).sheet_view.selection[0].activeCell = "A7"
        first(book).sheet_view.selection[0].sqref = "A7"

    made = sheet(tmp_path, ROWS, shape, 表=[1, 2, 3])
    view = made.sheet_view
    assert view.pane is not None
    assert (view.pane.ySplit, view.pane.xSplit, view.pane.topLeftCell) == (2, 1, "B3")
    assert (view.selection[0].activeCell, view.selection[0].sqref) == ("A7", "A7")


def test_filters_and_protection_stay_in_the_order_excel_wants(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        template = first(book)
        template.auto_filter.ref = "A2:B4"
        template.protection.sheet = True
        template.merge_cells("A1:B1")
        template.add_data_validation(DataValidation("list", formula1='"一"', sqref="A4"))
        template.conditional_formatting.add("A4", condition("A4>1"))
        template["A7"].hyperlink = "https://example.org"
        put_footer(template, "第 &P 页")
        template.print_options.horizontalCentered = True
        template.row_breaks.append(Break(2))

    root = part(rendered(workbook(tmp_path, {"表": ROWS}, shape), {"表": [1, 2]}), "xl/worksheets/sheet1.xml")
    names = [child.tag.split("}")[1] for child in root]
    assert names[names.index("sheetData") :] == [
        "sheetData",
        "sheetProtection",
        "autoFilter",
        "mergeCells",
        "conditionalFormatting",
        "dataValidations",
        "hyperlinks",
        "printOptions",
        "pageMargins",
        "headerFooter",
        "rowBreaks",
    ]
    assert [e.get("ref") for e in root.iter("{*}autoFilter")] == ["A2:B4"]


def test_parts_that_the_engine_does_not_know_are_carried_over(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": ROWS})
    repack(
        path,
        in_part(
            "[Content_Types].xml",
            "<Default ",
            '<Default Extension="bin" ContentType="application/x-own"/><Default ',
        ),
        {"xl/own.bin": b"\x00own"},
    )
    with zipfile.ZipFile(io.BytesIO(rendered(path, {"表": [1]}))) as archive:
        assert archive.read("xl/own.bin") == b"\x00own"
