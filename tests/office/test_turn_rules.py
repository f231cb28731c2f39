"""Conditions and validations in nested loops see from each turn what their formula means there."""

from __future__ import annotations

from pathlib import Path

import pytest
from office.sheet_features import xml
from office.templates import MAIN, in_part, loop, rendered, repack, workbook
from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, Rule
from openpyxl.worksheet.datavalidation import DataValidation

SHEET = "xl/worksheets/sheet1.xml"
UNITS = {"单位": [{"限": 5, "数": [1, 9]}, {"限": 7, "数": [3]}, {"限": 8, "数": [4, 2]}]}
# row 2 is the head of a unit, row 4 one of its numbers, row 6 its end; they become 1 · 2 3 · 4, 5 · 6 · 7, 8 · 9 10 · 11
ROWS = loop(["{{ y.限 }}"], *loop(["{{ x }}"], over="x in y.数"), ["完"], over="y in 单位")


def found(made: bytes) -> list[tuple[str | None, list[str | None]]]:
    """Areas with their formulas."""
    names = (MAIN + "conditionalFormatting", MAIN + "dataValidation")
    tags = (MAIN + "formula", MAIN + "formula1", MAIN + "formula2")
    return [(e.get("sqref"), [f.text for f in e.iter(*tags)]) for e in xml(made, SHEET).iter(*names)]


def expression(text: str) -> Rule:
    return Rule(type="expression", formula=[text])


@pytest.mark.parametrize(
    ("areas", "formula", "expected"),
    (
        pytest.param("A4", "A4>3", [("A2:A3 A6 A9:A10", ["A2>3"])], id="its own cell"),
        pytest.param(
            "A4",
            "A4>A2",
            [("A2 A6 A9", ["A2>A1"]), ("A3 A10", ["A3>A1"])],
            id="the head of its unit, so many rows above",
        ),
        pytest.param(
            "A4",
            "A4>A$2",
            [("A2:A3", ["A2>A$1"]), ("A6", ["A6>A$5"]), ("A9:A10", ["A9>A$8"])],
            id="the head of its unit",
        ),
        pytest.param(
            "A4", "A4=MAX($A$4:$A$4)", [("A2:A3 A6 A9:A10", ["A2=MAX($A$2:$A$10)"])], id="all of them"
        ),
        pytest.param("A2:B4", "A2>1", [("A1:B3 A5:B6 A8:B10", ["A1>1"])], id="a block, each its own cell"),
        pytest.param(
            "A2 B4",
            "A2>$A$6",
            [("A1 B2:B3", ["A1>$A$4"]), ("A5 B6", ["A5>$A$7"]), ("A8 B9:B10", ["A8>$A$11"])],
            id="the end of its unit, from two areas",
        ),
        pytest.param(
            "A4",
            "A4>总!A4",
            [(f"A{row}", [f"A{row}>总!A4"]) for row in (2, 3, 6, 9, 10)],
            id="a cell of another sheet, which stays the same",
        ),
    ),
)
def test_conditions(areas: str, formula: str, expected: object, tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.worksheets[0].conditional_formatting.add(areas, expression(formula))

    assert found(rendered(workbook(tmp_path, {"表": ROWS}, shape), UNITS)) == expected


def test_conditions_in_loops_over_columns(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.worksheets[0].conditional_formatting.add("C1", expression("C1>A1"))
        book.worksheets[0].conditional_formatting.add("C1", expression("C1>1"))

    rows = [["{{ 1 }}", "{%tc for x in 表 %}", "{{ x }}", "{%tc endfor %}"]]
    made = rendered(workbook(tmp_path, {"表": rows}, shape), {"表": [1, 2]})
    assert found(made) == [("B1", ["B1>A1", "B1>1"]), ("C1", ["C1>A1", "C1>1"])]


def test_conditions_that_compare_their_cells_with_each_other_stay_whole(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        formats = book.worksheets[0].conditional_formatting
        formats.add("A4", ColorScaleRule("min", start_color="FFFFFF", end_type="max", end_color="FF0000"))
        formats.add("A4", expression("A4>A$2"))
        formats.add("A4", CellIsRule("between", ["A$2", "A$6"]))

    made = rendered(workbook(tmp_path, {"表": ROWS}, shape), UNITS)
    assert found(made) == [
        ("A2:A3 A6 A9:A10", []),
        ("A2:A3", ["A2>A$1", "A$1", "A$4"]),
        ("A6", ["A6>A$5", "A$5", "A$7"]),
        ("A9:A10", ["A9>A$8", "A$8", "A$11"]),
    ]


def test_validations(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.worksheets[0].add_data_validation(
            DataValidation("whole", operator="lessThan", formula1="A$2", sqref="A4")
        )
        book.worksheets[0].add_data_validation(DataValidation("list", formula1='"一,二"', sqref="A2"))

    made = rendered(workbook(tmp_path, {"表": ROWS}, shape), UNITS)
    assert found(made) == [
        ("A2:A3", ["A$1"]),
        ("A6", ["A$5"]),
        ("A9:A10", ["A$8"]),
        ("A1 A5 A8", ['"一,二"']),
    ]
    assert [e.get("count") for e in xml(made, SHEET).iter(MAIN + "dataValidations")] == ["4"]


def test_rules_that_look_at_rows_that_are_gone(tmp_path: Path) -> None:
    """They look at no other cells instead: as in Excel when the rows are deleted."""

    def shape(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.conditional_formatting.add("A5", expression("A5>$B$2+$A$4"))
        sheet.conditional_formatting.add("A8", expression("A8>A$2"))
        sheet.conditional_formatting.add("A10", CellIsRule("greaterThan", ["B2"]))
        sheet.add_data_validation(DataValidation("list", formula1="$A$2:$A$2", sqref="A10"))

    # row 2 is gone; rows 4 to 6 become 1 to 3, row 8 becomes 4 and 5, row 10 becomes 6
    rows = [
        *loop(["{{ x }}"], over="x in 空"),
        ["一"],
        ["二"],
        [""],
        *loop(["{{ x }}"], over="x in 数"),
        ["完"],
    ]
    made = rendered(workbook(tmp_path, {"表": rows}, shape), {"空": [], "数": [1, 2]})
    assert found(made) == [
        ("A2", ["A2>#REF!+$A$1"]),
        ("A4:A5", ["A4>#REF!"]),
        ("A6", ["#REF!"]),
        ("A6", ["#REF!"]),
    ]


def test_conditions_of_newer_excel(tmp_path: Path) -> None:
    """Those that look at another sheet, which Excel 2010 and later keep in the list of extensions."""
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    xm = "http://schemas.microsoft.com/office/excel/2006/main"
    condition = (
        f'<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{x14}"><x14:conditionalFormattings>'
        f'<x14:conditionalFormatting xmlns:xm="{xm}"><x14:cfRule type="expression" priority="1" '
        'id="{00000000-0000-0000-0000-000000000001}"><xm:f>A4&gt;A$2+总!$A$1</xm:f></x14:cfRule><xm:sqref>A4</xm:sqref>'
        "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"
    )
    path = workbook(tmp_path, {"表": ROWS, "总": [["{{ 1 }}"]]})
    repack(path, in_part(SHEET, "</worksheet>", condition))
    root = xml(rendered(path, UNITS), SHEET)
    made = [
        (e.findtext(f"{{{xm}}}sqref"), next(e.iter(f"{{{xm}}}f")).text)
        for e in root.iter(f"{{{x14}}}conditionalFormatting")
    ]
    assert made == [
        ("A2:A3", "A2>A$1+总!$A$1"),
        ("A6", "A6>A$5+总!$A$1"),
        ("A9:A10", "A9>A$8+总!$A$1"),
    ]
    assert len({e.get("id") for e in root.iter(f"{{{x14}}}cfRule")}) == len(made)
