"""A cell that is one expression keeps the type of its value and the template's number format."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from office.templates import excel_problems, part, rendered, sheet, workbook
from openpyxl import Workbook

X = [["{{ x }}"]]


def in_decimals(book: Workbook) -> None:
    book.worksheets[0]["A1"].number_format = "#,##0.00"


def in_days(book: Workbook) -> None:
    book.worksheets[0]["A1"].number_format = "yyyy-mm-dd"


@pytest.mark.parametrize(
    ("value", "kind", "stored"),
    (
        pytest.param(Decimal("1233.77"), "n", "1233.77", id="decimal"),
        pytest.param(Decimal("0.10"), "n", "0.10", id="decimal with a zero behind"),
        pytest.param(Decimal("1E+3"), "n", "1000", id="decimal with an exponent"),
        pytest.param(Decimal("-0.5"), "n", "-0.5", id="negative"),
        pytest.param(7, "n", "7", id="integer"),
        pytest.param(True, "b", "1", id="true"),
        pytest.param(False, "b", "0", id="false"),
        pytest.param(date(2026, 1, 31), "n", "46053", id="date"),
        pytest.param(datetime(2026, 1, 31, 12, 0), "n", "46053.5", id="date and time"),
        pytest.param(None, "n", None, id="nothing"),
        pytest.param("", "n", None, id="blank text"),
        pytest.param("6010", "inlineStr", "6010", id="text of digits"),
        pytest.param("=100.00(%)", "inlineStr", "=100.00(%)", id="text that begins with ="),
        pytest.param("+1", "inlineStr", "+1", id="text that begins with +"),
        pytest.param("'甲", "inlineStr", "'甲", id="text that begins with an apostrophe"),
        pytest.param("_x0041_", "inlineStr", "_x005F_x0041_", id="text like an escape"),
        pytest.param(
            "_x005F_x0041_", "inlineStr", "_x005F_x005F_x005F_x0041_", id="text like an escaped escape"
        ),
        pytest.param("_x0041", "inlineStr", "_x0041", id="text less than an escape"),
        pytest.param("  甲 ", "inlineStr", "  甲 ", id="blanks around"),
        pytest.param("一\n二\n\n", "inlineStr", "一\n二\n\n", id="lines"),
        pytest.param("a\tb", "inlineStr", "a\tb", id="tab"),
        pytest.param("一\a二", "inlineStr", "一\n二", id="paragraph"),
        pytest.param("一\f二\a三", "inlineStr", "一\n二\n三", id="page"),
        pytest.param("R&D <95%> ]]> \"'", "inlineStr", "R&D <95%> ]]> \"'", id="signs of XML"),
        pytest.param("{{ y }}{% x %}", "inlineStr", "{{ y }}{% x %}", id="text like tags"),
        pytest.param("甲" * 32_767, "inlineStr", "甲" * 32_767, id="longest text"),
        pytest.param("😀\ue000\u3000", "inlineStr", "😀\ue000\u3000", id="rare characters"),
    ),
)
def test_values(value: object, kind: str, stored: str | None, tmp_path: Path) -> None:
    root = part(rendered(workbook(tmp_path, {"表": X}), {"x": value}), "xl/worksheets/sheet1.xml")
    cell = next(root.iter("{*}c"))
    text = next((e.text for e in cell.iter("{*}v", "{*}t")), None)
    assert (cell.get("t", "n"), text, cell.findall("{*}f")) == (kind, stored, [])


def test_blanks_around_a_text_are_kept_by_their_mark(tmp_path: Path) -> None:
    rows = [["{{ ' 甲' }}", "{{ '甲\u3000' }}", "{{ '一\\n二' }}", "{{ '甲 乙' }}"]]
    root = part(rendered(workbook(tmp_path, {"表": rows}), {}), "xl/worksheets/sheet1.xml")
    space = "{http://www.w3.org/XML/1998/namespace}space"
    assert [t.get(space) for t in root.iter("{*}t")] == ["preserve", "preserve", "preserve", None]


@pytest.mark.parametrize(
    ("value", "message"),
    (
        pytest.param("甲" * 32_768, "the text has 32768 characters, but a cell holds 32767", id="too long"),
        pytest.param("甲\x0b乙", "the text holds the control character U+000B", id="control character"),
        pytest.param("甲\a\x0b乙", "the text holds the control character U+000B", id="behind a paragraph"),
        pytest.param("甲\x00", "the text holds the control character U+0000", id="zero"),
        pytest.param("\ud83d", "the text holds the control character U+D83D", id="half of a pair"),
        pytest.param(Decimal("NaN"), "NaN is not a number that a cell can hold", id="not a number"),
        pytest.param(Decimal("Infinity"), "Infinity is not a number that a cell can hold", id="infinite"),
        pytest.param(float("nan"), "nan is not a number that a cell can hold", id="not a float"),
        pytest.param([1], "a list or a record cannot stand in a cell; name one of its fields", id="list"),
        pytest.param(
            {"a": 1}, "a list or a record cannot stand in a cell; name one of its fields", id="record"
        ),
    ),
)
def test_what_a_cell_cannot_hold(value: object, message: str, tmp_path: Path) -> None:
    assert excel_problems(tmp_path, {"表": X}, x=value) == [f"form.xlsx[表!A1]: {message} (x)"]


def test_text_around_an_expression_makes_text(tmp_path: Path) -> None:
    made = sheet(
        tmp_path, [["共{{ x }}万元"], [" {{ x }}"], ["{{ x }}{{ d }}"]], x=Decimal("1.50"), d=date(2026, 1, 2)
    )
    assert [made[cell].value for cell in ("A1", "A2", "A3")] == ["共1.50万元", " 1.50", "1.502026-01-02"]


def test_problems_of_a_text_of_several_values_have_their_place(tmp_path: Path) -> None:
    rows = [["甲{{ x }}", "{{ y }}乙"]]
    assert excel_problems(tmp_path, {"表": rows}, x="\x01", y="甲" * 32_767) == [
        "form.xlsx[表!A1]: the text holds the control character U+0001 (x)",
        "form.xlsx[表!B1]: the text has 32768 characters, but a cell holds 32767 (y)",
    ]


@pytest.mark.parametrize(
    ("expression", "value"),
    (
        pytest.param("x | round(1)", 2.4, id="round half up"),
        pytest.param("x | decimals", "2.35", id="decimals"),
        pytest.param("x | decimals(1)", "2.4", id="decimals of one place"),
        pytest.param("12345.6 | money", "12,345.60", id="money"),
        pytest.param("'百分之百' | money", "百分之百", id="words pass"),
        pytest.param("none | money", None, id="nothing passes"),
    ),
)
def test_filters_of_numbers(expression: str, value: object, tmp_path: Path) -> None:
    assert sheet(tmp_path, [[f"{{{{ {expression} }}}}"]], x=Decimal("2.35"))["A1"].value == value


def test_the_number_format_stays(tmp_path: Path) -> None:
    amount = sheet(tmp_path, X, in_decimals, x=Decimal("1233.77"))["A1"]
    day = sheet(tmp_path, X, in_days, x=date(2026, 1, 31))["A1"]
    assert (amount.value, amount.number_format) == (1233.77, "#,##0.00")
    assert (day.value, day.number_format) == (datetime(2026, 1, 31), "yyyy-mm-dd")
