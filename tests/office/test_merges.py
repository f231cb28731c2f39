"""Cells that merge: down over equal values, and as the template merged them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from office.templates import Rows, excel_problems, grid, loop, merged, part, rendered, sheet, workbook
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


FOR, END = "{%tc for y in 年 %}", "{%tc endfor %}"


@pytest.mark.parametrize(
    ("rows", "data", "values", "regions"),
    (
        pytest.param(
            [["a", FOR, "{% hm %}各年：{{ y }}", END, "z"]],
            {"年": [1, 2, 3]},
            [["a", "各年：1", None, None, "z"]],
            ["B1:D1"],
            id="hm: the first turn's content over the loop",
        ),
        pytest.param([[FOR, "{% hm %}{{ y }}", END, "z"]], {"年": [1]}, [[1, "z"]], [], id="hm: one turn"),
        pytest.param([[FOR, "{% hm %}{{ y }}", END, "z"]], {"年": []}, [["z"]], [], id="hm: no turn"),
        pytest.param(
            [[FOR, "{%tc for h in 半 %}", "{% hm %}{{ y }}", END, END]],
            {"年": [1, 2], "半": "上下"},
            [[1, None, 2]],
            ["A1:B1", "C1:D1"],
            id="hm: in each turn of the loop around",
        ),
        pytest.param(
            loop([FOR, "{% hm %}{{ x | merge }}", END, "{{ x | merge }}"]),
            {"年": [1, 2], "表": [5, 5, 6]},
            [[5, None, 5], [], [6, None, 6]],
            ["A1:B2", "A3:B3", "C1:C2"],
            id="hm and merge",
        ),
        pytest.param(
            [["{% colspan 年 | length %}{{ 头 }}", None, None, "z"]],
            {"年": [1, 2], "头": "各年"},
            [["各年", None, None, "z"]],
            ["A1:B1"],
            id="colspan without a loop",
        ),
        pytest.param(
            [["a", None, "{% colspan 年 | length %}{{ 头 }}", None, "z"], ["b", FOR, "{{ y }}", END]],
            {"年": [1, 2, 3], "头": 7},
            [["a", 7, None, None, "z"], ["b", 1, 2, 3]],
            ["B1:D1"],
            id="colspan over the columns of a loop",
        ),
        pytest.param([["{% colspan 1 %}a", "b"]], {}, [["a", "b"]], [], id="colspan 1"),
        pytest.param(
            [["{% colspan 3 %}a"]], {}, [["a"]], ["A1:C1"], id="colspan beyond the last column"
        ),
        pytest.param(
            loop(["{% colspan 2 %}{{ x | merge }}", None, "{{ loop.index }}"]),
            {"表": [5, 5, 6]},
            [[5, None, 1], [None, None, 2], [6, None, 3]],
            ["A1:B2", "A3:B3"],
            id="colspan and merge",
        ),
        pytest.param(
            loop(["{% colspan x %}{{ '同' | merge }}", None, None, "|"]),
            {"表": [2, 2, 3]},
            [["同", None, None, "|"], [None, None, None, "|"], ["同", None, None, "|"]],
            ["A1:B2", "A3:C3"],
            id="colspan and merge: another width ends the group",
        ),
        pytest.param(
            loop(["{% vm %}{{ x }}", "{{ x }}"]), {"表": [1, 2, 3]}, [[1, 1], [None, 2], [None, 3]], ["A1:A3"], id="vm"
        ),
        pytest.param(loop(["{% vm %}{{ x }}"]), {"表": [1]}, [[1]], [], id="vm: one turn"),
        pytest.param(
            loop(*loop(["{{ z }}", "{% vm %}同"], over="z in x")),
            {"表": [[1, 2], [3], [4, 5]]},
            [[1, "同"], [2], [3, "同"], [4, "同"], [5]],
            ["B1:B2", "B4:B5"],
            id="vm: each run of the inner loop by itself",
        ),
        pytest.param(
            loop(["{{ x | merge }}", "{% vm %}{{ x }}"]),
            {"表": [1, 2]},
            [[1, 1], [2]],
            ["B1:B2"],
            id="vm does not mind the merge on its left",
        ),
        pytest.param(
            loop(["{{ x }}", "{% vm %}同"], ["二"]), {"表": [1, 2]}, [[1, "同"], ["二"], [2], ["二"]], [],
            id="vm: another row in each turn",
        ),
    ),
)  # fmt: skip
def test_tags_that_merge_cells(
    rows: Rows, data: dict[str, object], values: list[list[object]], regions: list[str], tmp_path: Path
) -> None:
    made = sheet(tmp_path, rows, **data)
    assert (grid(made), merged(made)) == (values, regions)


def test_a_cell_that_the_template_merges_runs_as_wide_as_its_tag_says(tmp_path: Path) -> None:
    rows = [[FOR, "{% hm %}{{ y }}", None, END, "{% colspan n %}头", None, None, None], [None, 1, 2]]
    made = sheet(tmp_path, rows, merging("B1:C1", "E1:F1"), 年=[1, 2], n=3)
    assert merged(made) == ["A1:D1", "E1:G1"]


def test_the_border_of_a_region_is_whole(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.worksheets[0]["A1"].border = Border(*[Side("thin")] * 4)

    path = workbook(tmp_path, {"表": [["{% colspan 3 %}头", None, None, "z"]]}, shape)
    root = part(rendered(path, {}), "xl/worksheets/sheet1.xml")
    assert [(c.get("r"), c.get("s")) for c in root.iter("{*}c")] == [
        ("A1", "1"), ("B1", "1"), ("C1", "1"), ("D1", None),
    ]  # fmt: skip


def test_the_ground_of_a_cell(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.worksheets[0]["A2"].number_format = "0.00"

    rows = loop(["{% cellbg x.色 %}{{ x.数 }}", "{% cellbg '#00ff00' %}静"])
    colors = ["FFC000", "", None, "#FFC000"]
    made = sheet(tmp_path, rows, shape, 表=[{"色": color, "数": 1} for color in colors])
    found = [
        (c.value, c.fill.fill_type, c.fill.fgColor.rgb, c.number_format)
        for row in made.iter_rows()
        for c in row
    ]
    plain, yellow = (1, None, "00000000", "0.00"), (1, "solid", "FFFFC000", "0.00")
    green = ("静", "solid", "FF00FF00", "General")
    assert found == [yellow, green, plain, green, plain, green, yellow, green]


@pytest.mark.parametrize(
    ("rows", "areas", "expected"),
    (
        pytest.param([["{% colspan 3 %}a", "b"]], [], "A1]: the cell runs over B1, which is not blank", id="over a text"),
        pytest.param(
            [["{% colspan 3 %}a", None, "{{ x }}"]], [], "A1]: the cell runs over v, which is not blank", id="a value"
        ),
        pytest.param([["{% colspan 2 %}a", 5]], [], "A1]: the cell runs over B1, which is not blank", id="a number"),
        pytest.param(
            [["{% colspan 2 %}a", "=A2"]], [], "A1]: the cell runs over B1, which is not blank", id="a formula"
        ),
        pytest.param(
            [["{% colspan 2 %}a"], [None]], ["B1:B2"], "A1]: the cell runs into the merged cells B1:B2", id="into a region"
        ),
        pytest.param(
            [["{% colspan 0 %}a"]], [], "A1]: a cell cannot run over 0 columns; expected 1 to 16384", id="no columns"
        ),
        pytest.param(
            [["{% colspan '二' %}a"]], [], "A1]: a cell cannot run over 二 columns; expected 1 to 16384", id="no number"
        ),
        pytest.param(
            [["a", "{% colspan 16384 %}a"]],
            [],
            "B1]: the sheet grows beyond the 16384 columns that Excel takes",
            id="beyond the sheet",
        ),
        pytest.param(
            [["{% cellbg 'red' %}a"]], [], "A1]: red is not a colour; expected one such as FFC000", id="no colour"
        ),
        pytest.param([["{% cellbg 色 %}a"]], [], "A1]: 色 is unknown", id="an unknown name"),
        pytest.param(
            [["{% hm %}a"]], [], "A1]: {% hm %} works between {%tc for … %} and {%tc endfor %} only", id="hm alone"
        ),
        pytest.param(
            loop(["{% hm %}a"]),
            [],
            "A2]: {% hm %} works between {%tc for … %} and {%tc endfor %} only",
            id="hm in a row loop",
        ),
        pytest.param(
            [["{% vm %}a"]], [], "A1]: {% vm %} works between {%tr for … %} and {%tr endfor %} only", id="vm alone"
        ),
        pytest.param(
            [["{% colspan 2 %}a"], [None]], ["A1:A2"], "A1]: colspan cannot stand in cells that are merged over rows",
            id="in cells merged over rows",
        ),
    ),
)  # fmt: skip
def test_problems(rows: Rows, areas: list[str], expected: str, tmp_path: Path) -> None:
    found = excel_problems(tmp_path, {"表": rows}, merging(*areas), x="v", 表=[1])
    assert found == [f"form.xlsx[表!{expected}"]
