"""Results of plain formulas, stored so that they show without Excel."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from office.templates import Rows, in_part, loop, part, rendered, repack, workbook

from generator.office.calculation import Calculation, Uncountable, Value
from generator.office.references import Area

CELLS: dict[str, Value] = {
    "A1": Decimal("0.1"), "A2": Decimal("0.2"), "A3": "甲", "A4": None, "A5": True, "A6": Decimal(-3),
}  # fmt: skip


def values(sheet: str | None, area: Area) -> list[Value]:
    if sheet is not None:
        raise Uncountable
    return [CELLS.get(f"A{row}") for row in range(area.top, area.bottom + 1)]


@pytest.mark.parametrize(
    ("formula", "expected"),
    (
        pytest.param("SUM(A1:A2)", "0.3", id="no binary fractions"),
        pytest.param("SUM(A1:A6)", "-2.7", id="texts, blanks and truth values do not count"),
        pytest.param("SUM($A$1,A2,5)", "5.3", id="several arguments"),
        pytest.param("SUM(A3:A4)", "0", id="sum of nothing"),
        pytest.param("AVERAGE(A1:A4)", "0.15", id="average of the numbers"),
        pytest.param("AVERAGE(A1:A2,A6)", "-0.9", id="average"),
        pytest.param("AVERAGE(1,1,2)", "1.3333333333333333", id="endless fraction"),
        pytest.param("AVERAGE(A3:A4)", None, id="average of nothing is an error"),
        pytest.param("COUNT(A1:A6)", "3", id="count"),
        pytest.param("MIN(A1:A6)", "-3", id="least"),
        pytest.param("MAX(A1:A6)", "0.2", id="most"),
        pytest.param("MAX(A3:A4)", "0", id="most of nothing"),
        pytest.param("ROUND(SUM(A1:A2), 0)", "0", id="round"),
        pytest.param("ROUND(2.675,2)", "2.68", id="half up"),
        pytest.param("ROUND(-2.5,0)", "-3", id="half away from zero"),
        pytest.param("ROUND(1234,-2)", "1200", id="to hundreds"),
        pytest.param("ROUND(A4,1)", "0", id="a blank is zero"),
        pytest.param("ROUND(A3,1)", None, id="a text is an error"),
        pytest.param("ROUND(A1:A2,1)", None, id="a range for a number"),
        pytest.param("SUM(A1:A2)*2", None, id="an operation"),
        pytest.param("A1", None, id="no function"),
        pytest.param("SUMIF(A1:A2,1)", None, id="another function"),
        pytest.param("SUM(别处!A1)", None, id="an unknown sheet"),
        pytest.param("SUM(A:A)", None, id="whole columns"),
        pytest.param("SUM(清单[数])", None, id="a table"),
        pytest.param("SUM(金额)", None, id="a name"),
        pytest.param("SUM(A1:A2", None, id="cut off"),
        pytest.param("SUM()", None, id="no argument"),
    ),
)
def test_results(formula: str, expected: str | None) -> None:
    result = Calculation(lambda sheet, area: iter(values(sheet, area))).result(formula)
    assert (None if result is None else format(result, "f")) == expected


def stored(folder: Path, sheets: dict[str, Rows], **data: object) -> list[tuple[str, str | None]]:
    """The formulas of the first sheet with their results."""
    root = part(rendered(workbook(folder, sheets), data), "xl/worksheets/sheet1.xml")
    return [
        (str(c.findtext("{*}f")), c.findtext("{*}v")) for c in root.iter("{*}c") if c.find("{*}f") is not None
    ]


def test_sums_over_loops_and_over_sums(tmp_path: Path) -> None:
    inner = [*loop(["{{ y }}"], over="y in x"), ["小计", "=SUM(A3:A3)"]]
    rows = [*loop(*inner), ["合计", "=SUM(B5:B5)", "=ROUND(AVERAGE(A3:A3),1)"]]
    assert stored(tmp_path, {"表": rows}, 表=[[1, 2], [4]]) == [
        ("SUM(A1:A2)", "3"),
        ("SUM(A4:A4)", "4"),
        ("SUM(B3:B5)", "7"),
        ("ROUND(AVERAGE(A1:A4),1)", "2.3"),
    ]


def test_sums_of_other_sheets(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "总": [["{{ 1 }}", "=SUM(一!A2:A2)", "=SUM('{{ x }}'!A2)"]],
        "一": loop(["{{ y }}"], over="y in 数"),
        "{{ x }}": [["{%sheet for x in 表 %}"], ["{{ x }}"]],
    }
    assert stored(tmp_path, sheets, 表=[7, 8], 数=[1, 2]) == [
        ("SUM(一!A1:A2)", "3"),
        ("SUM('7'!A1)", "7"),
    ]


@pytest.mark.parametrize(
    ("rows", "loads"),
    (
        pytest.param([["{{ 1 }}", "=SUM(A1)"]], None, id="every result is known"),
        pytest.param([["{{ 1 }}", "=A1*2"]], "1", id="one is left to Excel"),
        pytest.param([["{{ 1 }}", "=SUM(B1,A1)"]], "1", id="a formula that needs itself"),
        pytest.param(
            [["{{ 1 }}", "=SUM(C1)", "=SUM(D1)", "=A1*2"]], "1", id="a sum of what is left to Excel"
        ),
    ),
)
def test_excel_counts_when_a_result_is_missing(rows: Rows, loads: str | None, tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": rows})
    repack(path, in_part("xl/workbook.xml", ' fullCalcOnLoad="1"', ""))
    setting = part(rendered(path, {}), "xl/workbook.xml").find("{*}calcPr")
    assert setting is not None
    assert setting.get("fullCalcOnLoad") == loads
