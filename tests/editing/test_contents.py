"""Contents of cells change, and nothing else does."""

from __future__ import annotations

from decimal import Decimal

import pytest
from editing.books import MAIN, by_hand, by_openpyxl, by_xlsxwriter, changed, opened, packed, parts, sheet_xml

from generator.editing.workbook import WorkbookEdit
from generator.editing.xml_spans import BrokenXmlError, scan
from generator.errors import GeneratorError

SHEET = "xl/worksheets/sheet1.xml"
ROWS = (
    "<sheetData><row r='2' spans=\"1:2\"><c r='A2' s=\"0\" t='s'><v>0</v></c><c r=\"C2\"  ><v>1.50</v></c></row>"
    "<!-- kept --><row r='4'/></sheetData >"
)
STRINGS = "<si><t>甲</t></si><si><r><t>乙</t></r><r><t xml:space='preserve'> _x0041_</t></r><rPh sb='0' eb='1'><t>yi</t></rPh></si>"


def text(value: str) -> str:
    return f't="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


@pytest.mark.parametrize(
    ("row", "column", "value", "old", "new"),
    (
        pytest.param(2, 1, "丙", "<c r='A2' s=\"0\" t='s'><v>0</v></c>", f"<c r='A2' s=\"0\" {text('丙')}", id="a text"),
        pytest.param(2, 3, " =1+1\n<&", '"C2"  ><v>1.50</v></c>', f'"C2"   {text(" =1+1{}&lt;&amp;")}'.format("\n"), id="no formula"),
        pytest.param(2, 1, Decimal("1.10"), " t='s'><v>0</v>", "><v>1.10</v>", id="a number"),
        pytest.param(2, 1, "", " t='s'><v>0</v></c>", "/>", id="blank"),
        pytest.param(2, 2, "b", '<c r="C2"', f'<c r="B2" {text("b")}<c r="C2"', id="a cell between"),
        pytest.param(2, 4, "_x0041_", "</row><!--", f'<c r="D2" {text("_x005F_x0041_")}</row><!--', id="a cell behind"),
        pytest.param(4, 1, Decimal(3), "<row r='4'/>", "<row r='4'><c r=\"A4\"><v>3</v></c></row>", id="in a blank row"),
        pytest.param(1, 1, "x", "<row r='2'", f'<row r="1"><c r="A1" {text("x")}</row><row r=\'2\'', id="a row in front"),
        pytest.param(3, 1, "x", "<row r='4'", f'<row r="3"><c r="A3" {text("x")}</row><row r=\'4\'', id="a row between"),
        pytest.param(9, 2, "x", "</sheetData >", f'<row r="9"><c r="B9" {text("x")}</row></sheetData >', id="a row behind"),
    ),
)  # fmt: skip
def test_one_cell(row: int, column: int, value: str | Decimal, old: str, new: str) -> None:
    given = by_hand(ROWS, sharedStrings=STRINGS)
    edit = WorkbookEdit(given, "a.xlsx")
    if isinstance(value, Decimal):
        edit.set_number("表", row, column, value)
    else:
        edit.set_text("表", row, column, value)
    assert edit.text("表", row, column) == str(value)
    made = edit.finish()
    wider = (lambda xml: xml.replace('spans="1:2"', 'spans="1:4"')) if column == 4 else str
    assert sheet_xml(made) == wider(sheet_xml(given).replace(old, new))
    untouched = {name: data for name, data in parts(given).items() if "sheet1" not in name}
    assert {name: data for name, data in parts(made).items() if "sheet1" not in name} == untouched
    assert list(parts(made)) == list(parts(given))
    assert WorkbookEdit(made, "a.xlsx").text("表", row, column) == str(value)


def test_several_cells_with_a_prefix() -> None:
    given = by_hand(
        '<x:dimension ref="A1:A2"/><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c/></x:row><x:row/></x:sheetData>',
        "x:",
    )
    edit = WorkbookEdit(given, "a.xlsx")
    for row, column in ((1, 2), (2, 1), (3, 2), (3, 1), (1, 4), (1, 3)):
        edit.set_number("表", row, column, Decimal(row * 10 + column))
    assert sheet_xml(edit.finish()) == (
        '<x:dimension ref="A1:D3"/><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>12</x:v></x:c>'
        '<x:c r="C1"><x:v>13</x:v></x:c><x:c r="D1"><x:v>14</x:v></x:c></x:row><x:row><x:c r="A2"><x:v>21</x:v></x:c></x:row>'
        '<x:row r="3"><x:c r="A3"><x:v>31</x:v></x:c><x:c r="B3"><x:v>32</x:v></x:c></x:row></x:sheetData>'
    )


def test_a_sheet_without_rows() -> None:
    edit = WorkbookEdit(by_hand("<sheetData />"), "a.xlsx")
    edit.set_number("表", 1, 1, Decimal(1))
    assert sheet_xml(edit.finish()) == '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


def test_texts_are_read_as_excel_shows_them() -> None:
    rows = '<row><c t="s"><v>1</v></c><c t="str"><f>A1</f><v>a_x000D_\nb</v></c><c t="b"><v>1</v></c><c t="inlineStr"><is><t>i</t></is></c></row>'
    edit = WorkbookEdit(by_hand(f"<sheetData>{rows}</sheetData>", sharedStrings=STRINGS), "a.xlsx")
    assert [edit.text("表", 1, column) for column in range(1, 6)] == ["乙 A", "a\nb", "1", "i", ""]


def test_new_cells_take_the_format_of_their_row_or_column() -> None:
    edit = WorkbookEdit(by_xlsxwriter(), "a.xlsx")
    for row, column in ((1, 3), (7, 1), (7, 3), (9, 9)):
        edit.set_text("保护 的'表", row, column, "x")
    sheet = opened(edit.finish())["保护 的'表"]
    assert [sheet.cell(*at).fill.fgColor.rgb for at in ((1, 3), (7, 1), (7, 3), (9, 9))] == [
        "FFFFFF00"
    ] * 3 + ["00000000"]


FORMULAS = (
    '<sheetData><row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>1</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
    '<c r="C1"><f t="array" ref="C1:C2">B1:B2</f><v>1</v></c><c r="D1"><f t="shared" ref="D1" si="1">B1</f></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c><c r="C2" cm="1"><v>1</v></c></row></sheetData>'
)
CHAIN = '<c r="A1" i="7"/><c r="A2"/><c r="B1" s="1"/><c r="D1" i="9"/>'


@pytest.mark.parametrize(
    ("cell", "chain"),
    (
        pytest.param((1, 2), '<c r="A1" i="7"/><c r="A2"/><c r="D1" i="9"/>', id="an own formula"),
        pytest.param(
            (2, 1), '<c r="A1" i="7"/><c r="B1" s="1"/><c r="D1" i="9"/>', id="one that shares another's"
        ),
        pytest.param((1, 4), CHAIN, id="of the same name on another sheet"),
    ),
)
def test_a_formula_that_goes_leaves_the_order_of_calculation(cell: tuple[int, int], chain: str) -> None:
    edit = WorkbookEdit(by_hand(FORMULAS, calcChain=CHAIN), "a.xlsx")
    edit.set_text("表", *cell, "x")
    assert (
        parts(edit.finish())["xl/calcChain.xml"].decode()
        == f'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{chain}</calcChain>'
    )


def test_the_entry_behind_one_that_goes_says_of_which_sheet_it_is() -> None:
    edit = WorkbookEdit(by_hand(FORMULAS, calcChain='<c r="B1" i="7"/><c r="A2"/><c r="A1"/>'), "a.xlsx")
    edit.clear("表", 1, 2)
    assert b'<c i="7" r="A2"/><c r="A1"/>' in parts(edit.finish())["xl/calcChain.xml"]


def test_the_last_formula_takes_the_order_of_calculation_with_it() -> None:
    given = by_hand(FORMULAS, calcChain='<c r="B1" i="7"/>')
    edit = WorkbookEdit(given, "a.xlsx")
    edit.clear("表", 1, 2)
    made = parts(edit.finish())
    assert set(parts(given)) - set(made) == {"xl/calcChain.xml"}
    assert [name for name, data in made.items() if b"calcChain" in data] == []


@pytest.mark.parametrize(
    ("cell", "message"),
    (
        pytest.param((1, 1), "a.xlsx[表!A1]: other cells share the formula of A1; replace it in Excel", id="shared"),
        pytest.param((1, 3), "a.xlsx[表!C1]: the cell belongs to a formula over C1:C2; change that in Excel", id="an array's first"),
        pytest.param((2, 3), "a.xlsx[表!C2]: the cell belongs to a formula over C1:C2; change that in Excel", id="an array's second"),
    ),
)  # fmt: skip
def test_formulas_that_cannot_go_alone(cell: tuple[int, int], message: str) -> None:
    with pytest.raises(GeneratorError) as caught:
        WorkbookEdit(by_hand(FORMULAS), "a.xlsx").clear("表", *cell)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("value", "message"),
    (
        pytest.param("a\x0bb", "the text holds the control character U+000B", id="a control character"),
        pytest.param("x" * 32_768, "the text has 32768 characters, but a cell holds 32767", id="too long"),
        pytest.param(Decimal("NaN"), "NaN is not a number that a cell can hold", id="no number"),
    ),
)
def test_what_no_cell_holds(value: str | Decimal, message: str) -> None:
    edit = WorkbookEdit(by_openpyxl(), "a.xlsx")
    with pytest.raises(GeneratorError) as caught:
        edit.set_number("项目", 1, 1, value) if isinstance(value, Decimal) else edit.set_text(
            "项目", 1, 1, value
        )
    assert str(caught.value) == f"a.xlsx[项目!A1]: {message}"


@pytest.mark.parametrize(
    ("content", "message"),
    (
        pytest.param(b"x", "not an Office file (.xlsx, .docx), or a broken one", id="no zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "the file is protected by a password, or in the old format of Office 97–2003", id="old"),
        pytest.param(by_hand("<sheetData>"), "the part xl/worksheets/sheet1.xml is broken: mismatched tag: line 2, column 90", id="broken XML"),
        pytest.param(by_hand("<x>" * 300 + "</x>" * 300), "the part xl/worksheets/sheet1.xml is broken: nested too deep", id="deep"),
        pytest.param(by_hand("<sheetData/><mergeCells><mergeCell ref='x'/></mergeCells>"), "the file is damaged (NoAreaError: x); open it in Excel, Word or WPS and save it again", id="no area"),
        pytest.param(by_hand("<x/>"), "the part xl/worksheets/sheet1.xml is broken: no sheetData", id="no rows"),
        pytest.param(changed(by_hand("<sheetData/>"), SHEET, MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"), "the part xl/worksheets/sheet1.xml is broken: worksheet", id="strict"),
        pytest.param(changed(by_hand("<sheetData/>"), SHEET, "UTF-8", "ISO-8859-1"), "the part xl/worksheets/sheet1.xml is broken: not in UTF-8", id="another encoding"),
        pytest.param(changed(by_hand("<sheetData/>"), SHEET, "\r\n<worksheet", " " * 5000 + "<!DOCTYPE x><worksheet"), "the part xl/worksheets/sheet1.xml declares a DOCTYPE, which Office never writes", id="a DOCTYPE far behind"),
        pytest.param(packed({name: data for name, data in parts(by_openpyxl()).items() if name != "xl/workbook.xml"}), "the part xl/workbook.xml is missing", id="no workbook"),
    ),
)  # fmt: skip
def test_what_is_no_workbook(content: bytes, message: str) -> None:
    with pytest.raises(GeneratorError) as caught:
        WorkbookEdit(content, "a.xlsx").set_text("表", 1, 1, "x")
    assert str(caught.value).partition(": ")[2] == message


def test_no_sheet_of_that_name() -> None:
    with pytest.raises(GeneratorError) as caught:
        WorkbookEdit(by_openpyxl(), "a.xlsx").text("三", 1, 1)
    assert str(caught.value) == "a.xlsx[三]: there is no sheet of cells of this name"


@pytest.mark.parametrize("make", (by_openpyxl, by_xlsxwriter), ids=("openpyxl", "XlsxWriter"))
def test_nothing_changes_nothing(make: object) -> None:
    given = make()  # type: ignore[operator]
    edit = WorkbookEdit(given, "a.xlsx")
    edit.unmark_all()
    assert list(parts(edit.finish()).items()) == list(parts(given).items())


def test_a_merged_area_is_its_first_cell() -> None:
    edit = WorkbookEdit(by_xlsxwriter(), "a.xlsx")
    assert edit.text("保护 的'表", 6, 2) == "合并"
    edit.set_text("保护 的'表", 6, 1, "neu")
    assert [[cell.value for cell in row] for row in opened(edit.finish())["保护 的'表"]["A5:B6"]] == [
        ["neu", None],
        [None, None],
    ]


def test_elements_are_not_nested_without_end() -> None:
    with pytest.raises(BrokenXmlError, match="nested too deep"):
        scan(b"<x>" * 300 + b"</x>" * 300)
