"""Sheets whose rows went alike share what follows their rows; all others have theirs."""

from __future__ import annotations

from pathlib import Path

from office.templates import Rows, excel, loop, merged, sheet
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.datavalidation import DataValidation

FORM: Rows = [["{%sheet for s in 表 %}"], ["{{ s.名 }}"], *loop(["{{ x }}"], over="x in s.数"), ["尾"]]
DATA = [{"名": name, "数": list(range(count))} for name, count in (("一", 1), ("二", 2), ("三", 1))]


def test_merged_cells(tmp_path: Path) -> None:
    book = excel(
        tmp_path, {"{{ s.名 }}": FORM}, lambda book: book.worksheets[0].merge_cells("A6:B6"), 表=DATA
    )
    assert [merged(each) for each in book.worksheets] == [["A3:B3"], ["A4:B4"], ["A3:B3"]]


def test_what_follows_the_rows(tmp_path: Path) -> None:
    """Only what speaks of other sheets, here by the tab's own name, is made for each sheet."""

    def shape(book: Workbook) -> None:
        form = book.worksheets[0]
        form.freeze_panes = "A6"
        form.conditional_formatting.add("A4:A6", FormulaRule(["A6>'{{ s.名 }}'!$A$2"]))
        listed = DataValidation(type="list", formula1="$A$4:$A$4")
        listed.add("A4:A6")
        form.add_data_validation(listed)
        form.oddFooter.center.text = "{{ s.名 }}"

    book = excel(tmp_path, {"{{ s.名 }}": FORM}, shape, 表=DATA)
    made = [
        (
            each.freeze_panes,
            [(str(areas.sqref), *areas.rules[0].formula) for areas in each.conditional_formatting],
            [(str(listed.sqref), listed.formula1) for listed in each.data_validations.dataValidation],
            each.oddFooter.center.text,
        )
        for each in book.worksheets
    ]
    assert made == [
        ("A3", [("A2", "A3>'一'!$A$1"), ("A3", "A5>'一'!$A$1")], [("A2:A3", "$A$2:$A$2")], "一"),
        ("A4", [("A2 A4", "A4>'二'!$A$1"), ("A3", "A4>'二'!$A$1")], [("A2:A4", "$A$2:$A$3")], "二"),
        ("A3", [("A2", "A3>'三'!$A$1"), ("A3", "A5>'三'!$A$1")], [("A2:A3", "$A$2:$A$2")], "三"),
    ]


def test_a_region_below_all_rows_moves_with_the_end_of_the_sheet(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.worksheets[0].merged_cells.add("A5:B6")  # as some programs write it: without cells

    rows = [["标"], *loop(["{{ x }}"])]
    assert merged(sheet(tmp_path, rows, shape, 表=[1, 2, 3])) == ["A5:B6"]
    assert merged(sheet(tmp_path, rows, shape, 表=[1])) == ["A3:B4"]
