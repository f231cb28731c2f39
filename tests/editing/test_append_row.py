"""A row that is put behind a list belongs to it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from editing.books import by_hand, by_openpyxl, by_xlsxwriter, changed, opened, parts, sheet_xml

from generator.editing.workbook import WorkbookEdit
from generator.errors import GeneratorError


def test_tables_formats_and_areas_grow() -> None:
    edit = WorkbookEdit(by_xlsxwriter(), "a.xlsx")
    edit.append_row("绩效指标", 4, {1: "新", 2: Decimal("1.0"), 5: "=x"})
    made = edit.finish()
    files = {name: data.decode() for name, data in parts(made).items() if name.endswith(".xml")}
    assert re.findall(r'ref="(.*?)"', files["xl/tables/table1.xml"]) == ["A1:C5", "A1:C5"]
    sheet = files["xl/worksheets/sheet1.xml"]
    assert re.findall(r'sqref="(.*?)"', sheet) == ["B2:B5", "C2:C5", "A2:A5"]
    assert re.findall(r"<xm:sqref>(.*?)</xm:sqref>", sheet) == ["B2:B5"]
    assert re.findall(r"绩效指标!\$A\$1:\$C\$\d", files["xl/workbook.xml"]) == ["绩效指标!$A$1:$C$5"]
    row = opened(made)["绩效指标"][5]
    assert [cell.value for cell in row[:5]] == ["新", 1, None, None, "=x"]
    assert [(cell.data_type, cell.number_format, cell.fill.fgColor.rgb) for cell in row[4:5]] == [
        ("s", "0.00", "FFFFFF00")
    ]


def test_filters_and_validations_grow_where_they_ended() -> None:
    edit = WorkbookEdit(by_openpyxl(), "a.xlsx")
    edit.append_row("项目", 5, {1: "6-1"})
    edit.append_row("项目", 6, {1: "7-1"})
    sheet = opened(edit.finish())["项目"]
    assert sheet.auto_filter.ref == "A1:C7"
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["A2:A7 C5:C7"]
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["B2:C7"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(5, 7, 1, 2)] == [
        ["5-1", "5-2"],
        ["6-1", None],
        ["7-1", None],
    ]


def test_the_new_row_looks_like_the_one_above() -> None:
    given = by_hand(
        '<sheetData><row r="1" ht="30" customHeight="1" spans="1:1"><c r="A1" s="2"><v>1</v></c><c r="C1" s="4"/></row></sheetData>'
    )
    edit = WorkbookEdit(given, "a.xlsx")
    edit.append_row("表", 1, {1: Decimal(2), 2: "b"})
    assert sheet_xml(edit.finish()).partition("</row>")[2] == (
        '<row r="2" ht="30" customHeight="1"><c r="A2" s="2"><v>2</v></c>'
        '<c r="B2" t="inlineStr"><is><t xml:space="preserve">b</t></is></c><c r="C2" s="4"/></row></sheetData>'
    )


def test_what_does_not_end_at_the_row_stays() -> None:
    validation = '<dataValidations count="1"><dataValidation sqref="A:A A1 B1:B2 C2"/></dataValidations>'
    edit = WorkbookEdit(by_hand(f'<sheetData/><autoFilter ref="A1:B9"/>{validation}'), "a.xlsx")
    edit.append_row("表", 2, {1: "x"})
    assert re.findall(r'ref="(.*?)"', sheet_xml(edit.finish())) == ["A1:B9", "A:A A1 B1:B3 C2:C3"]


def test_a_table_elsewhere_stays() -> None:
    edit = WorkbookEdit(by_xlsxwriter(), "a.xlsx")
    edit.append_row("绩效指标", 4, {9: "x"})
    assert re.findall(r'ref="(.*?)"', parts(edit.finish())["xl/tables/table1.xml"].decode()) == [
        "A1:C4",
        "A1:C4",
    ]


def test_a_table_with_totals_does_not_grow() -> None:
    given = changed(by_xlsxwriter(), "xl/tables/table1.xml", 'totalsRowShown="0"', 'totalsRowCount="1"')
    with pytest.raises(GeneratorError) as caught:
        WorkbookEdit(given, "a.xlsx").append_row("绩效指标", 4, {1: "x"})
    assert str(caught.value) == "a.xlsx[绩效指标!4]: the table 表一 ends with a row of totals"


@pytest.mark.parametrize(
    "row",
    ("<c r='A5'><v>1</v></c>", "<c r='A5'><f>1+1</f></c>", "<c r='A5' t='str'><f>A1</f><v/></c>"),
    ids=str,
)
def test_what_stands_below_is_not_written_over(row: str) -> None:
    edit = WorkbookEdit(by_hand(f"<sheetData><row r='5'>{row}</row></sheetData>"), "a.xlsx")
    with pytest.raises(GeneratorError) as caught:
        edit.append_row("表", 4, {1: "x"})
    assert str(caught.value) == "a.xlsx[表!5]: the row is not blank"


def test_what_no_cell_holds_changes_nothing() -> None:
    given = by_xlsxwriter()
    edit = WorkbookEdit(given, "a.xlsx")
    with pytest.raises(GeneratorError) as caught:
        edit.append_row("绩效指标", 4, {1: "a\x00"})
    assert str(caught.value) == "a.xlsx[绩效指标!A5]: the text holds the control character U+0000"
    assert parts(edit.finish()) == parts(given)
