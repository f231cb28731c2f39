"""A1 references in formulas."""

from __future__ import annotations

import pytest

from generator.office.references import Area, column_name, column_number, map_rows, move_relative


@pytest.mark.parametrize(
    ("column", "name"), ((1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD"))
)
def test_columns(column: int, name: str) -> None:
    assert (column_name(column), column_number(name)) == (name, column)


@pytest.mark.parametrize(
    ("text", "area"),
    (
        pytest.param("B5", Area(2, 5, 2, 5), id="cell"),
        pytest.param("$A$1:H3", Area(1, 1, 8, 3), id="range"),
        pytest.param("H3:A1", Area(1, 1, 8, 3), id="range from its end"),
    ),
)
def test_areas(text: str, area: Area) -> None:
    assert Area.parse(text) == area


@pytest.mark.parametrize("text", ("", "A", "A0x", "甲1", "A1:", "Sheet!A1"))
def test_what_is_no_area(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        Area.parse(text)


def down(sheet: str | None, first: int, last: int, cell: bool) -> tuple[int, int] | None:
    """Rows of this sheet move ten down, those of another stay, row 5 of this one is gone."""
    if sheet is not None:
        return first, last
    return None if first == last == 5 else (first + 10, last + 10)


@pytest.mark.parametrize(
    ("formula", "mapped"),
    (
        pytest.param("A1+B$2", "A11+B$12", id="cells"),
        pytest.param("SUM(A1:A3,$C$4)", "SUM(A11:A13,$C$14)", id="range"),
        pytest.param("1:3", "11:13", id="rows"),
        pytest.param("A:C", "A:C", id="columns"),
        pytest.param('"A1"&A1&"""A1"', '"A1"&A11&"""A1"', id="texts"),
        pytest.param("表!A1+'表 二'!A1", "表!A1+'表 二'!A1", id="other sheets"),
        pytest.param("'甲''乙'!A1", "'甲''乙'!A1", id="apostrophe"),
        pytest.param("[1]表!A1", "[1]表!A1", id="another workbook"),
        pytest.param("[1]Sheet1!A1+A1", "[1]Sheet1!A1+A11", id="another workbook, plain"),
        pytest.param("'[1]表 二'!A1", "'[1]表 二'!A1", id="another workbook, quoted"),
        pytest.param("LOG10(A1)+ATAN2(A1,B1)", "LOG10(A11)+ATAN2(A11,B11)", id="functions with digits"),
        pytest.param("率A1+A1率+_A1+A1.x+x.A1", "率A1+A1率+_A1+A1.x+x.A1", id="names"),
        pytest.param("1.5E3+2E1", "1.5E3+2E1", id="numbers"),
        pytest.param("A5+1", "#REF!+1", id="gone"),
        pytest.param("A1#", "A11#", id="spilled"),
        pytest.param("表1[金额]", "表1[金额]", id="column of a table"),
        pytest.param("Table1[A1]", "Table1[A1]", id="column of a table named like a cell"),
        pytest.param("一:三!A1", "一:三!A1", id="over sheets"),
        pytest.param("Jan1!A1", "Jan1!A1", id="a sheet named like a cell"),
    ),
)
def test_map_rows(formula: str, mapped: str) -> None:
    assert map_rows(formula, down) == mapped


@pytest.mark.parametrize(
    ("formula", "mapped"),
    (
        pytest.param("表!A1", "'新'!A1", id="plain"),
        pytest.param("'表'!A1:B2", "'新'!A1:B2", id="quoted"),
        pytest.param("表二!A1", "表二!A1", id="another"),
        pytest.param('"表!A1"', '"表!A1"', id="in a text"),
    ),
)
def test_sheets_are_renamed(formula: str, mapped: str) -> None:
    assert map_rows(formula, down, lambda name: "新" if name == "表" else name) == mapped


@pytest.mark.parametrize(
    ("formula", "moved"),
    (
        pytest.param("A1*2", "B4*2", id="relative"),
        pytest.param("$A1+A$1+$A$1", "$A4+B$1+$A$1", id="absolute"),
        pytest.param("SUM(A1:$B$2)", "SUM(B4:$B$2)", id="range"),
        pytest.param("表!A1", "表!B4", id="other sheet"),
        pytest.param("1:2+$1:3", "4:5+$1:6", id="rows"),
        pytest.param('"A1"', '"A1"', id="text"),
    ),
)
def test_move_relative(formula: str, moved: str) -> None:
    assert move_relative(formula, 3, 1) == moved
