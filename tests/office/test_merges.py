"""Cells that merge: down over equal values, and as the template merged them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from office.templates import Rows, grid, loop, merged, part, rendered, sheet, workbook
from openpyxl import Workbook
from openpyxl.styles import Border, Side


def pairs(*texts: str) -> list[dict[str, str]]:
    """Records of an `a` and a `b`."""
    return [{"a": text[0], "b": text[1]} for text in texts]


DOWN = loop(["{{ x.a | merge }}", "{{ x.b | merge }}", "{{ loop.index }}"])


@pytest.mark.parametrize(
    ("data", "regions"),
    (
        pytest.param(pairs("a1"), [], id="one row"),
        pytest.param(pairs("a1", "b2"), [], id="nothing equal"),
        pytest.param(pairs("a1", "a1"), ["A1:A2", "B1:B2"], id="both equal"),
        pytest.param(pairs("a1", "a2", "a2"), ["A1:A3", "B2:B3"], id="right one inside the left one"),
        pytest.param(pairs("a1", "b1", "b1"), ["A2:A3", "B2:B3"], id="never across the left merge"),
        pytest.param(pairs("a1", "b1", "c1"), [], id="right one equal, left one not"),
        pytest.param(
            pairs("a1", "a1", "b1", "a1"), ["A1:A2", "B1:B2"], id="equal, but not next to each other"
        ),
    ),
)
def test_down(data: list[dict[str, str]], regions: list[str], tmp_path: Path) -> None:
    assert merged(sheet(tmp_path, DOWN, 表=data)) == regions


def test_the_value_stands_in_the_first_cell_only(tmp_path: Path) -> None:
    made = sheet(tmp_path, DOWN, 表=pairs("a1", "a2", "b2"))
    assert grid(made) == [["a", "1", 1], [None, "2", 2], ["b", "2", 3]]


def test_every_cell_of_a_merge_keeps_its_border(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.worksheets[0]["A2"].border = Border(left=Side("thin"), bottom=Side("double"))

    path = workbook(tmp_path, {"表": DOWN}, shape)
    root = part(rendered(path, {"表": pairs("a1", "a2", "a3")}), "xl/worksheets/sheet1.xml")
    styles = {cell.get("r"): cell.get("s") for cell in root.iter("{*}c")}
    assert styles == dict.fromkeys(("A1", "A2", "A3"), "1") | dict.fromkeys(
        ("B1", "B2", "B3", "C1", "C2", "C3")
    )


@pytest.mark.parametrize(
    ("rows", "data", "regions"),
    (
        pytest.param(
            [*loop(["{{ x | merge }}"]), *loop(["{{ x | merge }}"])],
            [1, 1],
            ["A1:A2", "A3:A4"],
            id="two loops",
        ),
        pytest.param(
            [*loop(["{{ x | merge }}"]), ["合计"], *loop(["{{ x | merge }}"])],
            [1, 1],
            ["A1:A2", "A4:A5"],
            id="a row between",
        ),
        pytest.param(loop(["{{ x | merge }}"], ["行"]), [1, 1], [], id="another row in each turn"),
        pytest.param(
            loop(["{{ x | merge }}"], ["{{ x | merge }}"]), [1, 2], ["A1:A2", "A3:A4"], id="two rows a turn"
        ),
        pytest.param(
            loop(["{{ x | merge }}", None, "{{ x | merge }}"]),
            [1, 1, 2, 2],
            ["A1:A2", "A3:A4", "C1:C2", "C3:C4"],
            id="a column between",
        ),
        pytest.param(loop(["{{ x | merge }}"]), [None, None], ["A1:A2"], id="blanks"),
        pytest.param(loop(["{{ x | money | merge }}"]), [1, 1], ["A1:A2"], id="behind another filter"),
    ),
)
def test_where_groups_end(rows: Rows, data: list[object], regions: list[str], tmp_path: Path) -> None:
    assert merged(sheet(tmp_path, rows, 表=data)) == regions


def test_equal_values_in_another_turn_of_the_outer_loop_stay_apart(tmp_path: Path) -> None:
    rows = loop(*loop(["{{ x.名 | merge }}", "{{ y | merge }}"], over="y in x.子"))
    data = [{"名": "甲", "子": [1, 1]}, {"名": "乙", "子": [1]}]
    assert merged(sheet(tmp_path, rows, 表=data)) == ["A1:A2", "B1:B2"]


def merging(*areas: str) -> Callable[[Workbook], None]:
    """Merges areas of the template."""

    def shape(book: Workbook) -> None:
        for area in areas:
            book.worksheets[0].merge_cells(area)

    return shape


BESIDE = [[None, "{%tr for x in 表 %}"], [None, "{{ x }}"], [None, "{%tr endfor %}"]]


@pytest.mark.parametrize(
    ("rows", "areas", "count", "regions"),
    (
        pytest.param(
            [["头"], *loop(["{{ x }}"]), ["尾"]],
            ["A1:C1", "A5:B5"],
            3,
            ["A1:C1", "A5:B5"],
            id="above and below a loop",
        ),
        pytest.param(
            loop(["{{ x }}"]), ["A2:C2"], 3, ["A1:C1", "A2:C2", "A3:C3"], id="across a row of the loop"
        ),
        pytest.param(
            loop(["{{ x }}"], [None, 2]), ["A2:A3"], 2, ["A1:A2", "A3:A4"], id="down two rows of the loop"
        ),
        pytest.param(
            loop(["{{ x }}"], [None, 2]), ["A2:A3"], 0, [], id="down two rows of a loop without turns"
        ),
        pytest.param([["标"], *BESIDE, [None, 2]], ["A1:A5"], 3, ["A1:A5"], id="around a loop"),
        pytest.param([["标"], *BESIDE], ["A1:A4"], 1, ["A1:A2"], id="over the end of a loop"),
        pytest.param(
            [["标"], *BESIDE], ["A1:A4", "B1:C1"], 0, ["B1:C1"], id="one cell is left beside another region"
        ),
    ),
)
def test_regions_of_the_template_follow_their_rows(
    rows: Rows, areas: list[str], count: int, regions: list[str], tmp_path: Path
) -> None:
    assert merged(sheet(tmp_path, rows, merging(*areas), 表=list(range(count)))) == regions
