"""Columns that come from the data: loops and conditions over them, and what follows where they went."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from office.sheet_features import Draw, corners, picture, series
from office.templates import (
    FILE,
    Rows,
    excel,
    excel_problems,
    grid,
    loop,
    merged,
    part,
    rendered,
    sheet,
    workbook,
)
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.worksheet import Worksheet as Drawn

from generator.office.data_paths import tree
from generator.office.inspection import inspect, readings
from generator.office.workbook import WorkbookTemplate

FOR, END = "{%tc for y in 年 %}", "{%tc endfor %}"
YEARS = [FOR, "{{ y }}", END]
# A cross table: years side by side, two columns each, rows of 表 in a loop of their own.
CROSS = [
    ["标题"],
    ["项目", FOR, "{{ y }}", None, END, "合计"],
    *loop(["{{ x.名 }}", FOR, "{{ x.值[loop.index0] }}", "=C4*2", END, "=SUM(C4:D4)"]),
    ["合计", FOR, "=SUM(C4:C4)", "=SUM(D4:D4)", END, "=SUM(F4:F4)"],
    ["说明", None, None, None, None, "=F6"],
]
DATA = {"年": [2023, 2024], "表": [{"名": "甲", "值": [1, 2]}, {"名": "乙", "值": [3, 4]}]}


def first(book: Workbook) -> Worksheet:
    return book.worksheets[0]


def cross(folder: Path, shape: Callable[[Workbook], object] = lambda book: None) -> Worksheet:
    return sheet(folder, CROSS, shape, **DATA)


def test_a_cross_table_of_years_with_a_loop_over_its_rows(tmp_path: Path) -> None:
    assert grid(cross(tmp_path)) == [
        ["标题"],
        ["项目", 2023, None, 2024, None, "合计"],
        ["甲", 1, "=B3*2", 2, "=D3*2", "=SUM(B3:E3)"],
        ["乙", 3, "=B4*2", 4, "=D4*2", "=SUM(B4:E4)"],
        ["合计", "=SUM(B3:B4)", "=SUM(C3:C4)", "=SUM(D3:D4)", "=SUM(E3:E4)", "=SUM(F3:F4)"],
        ["说明", None, None, None, None, "=F5"],
    ]


def test_results_of_plain_formulas_are_stored(tmp_path: Path) -> None:
    rows = [["a", *YEARS, "=SUM(C1:C1)"]]
    data = rendered(workbook(tmp_path, {"表": rows}), {"年": [1, 2, 3]})
    assert grid(load_workbook(io.BytesIO(data), data_only=True).worksheets[0]) == [["a", 1, 2, 3, 6]]


NESTED = [
    ["项目", FOR, "{{ y }}", None, None, END, "末"],
    [None, FOR, "{%tc for h in 半 %}", "{{ y ~ h }}", END, END, None],
]


@pytest.mark.parametrize(
    ("rows", "data", "expected"),
    (
        pytest.param([["a", *YEARS, "z"]], {"年": []}, [["a", "z"]], id="no turn"),
        pytest.param([["a", *YEARS, "z"]], {"年": [7]}, [["a", 7, "z"]], id="one turn"),
        pytest.param(
            [["a", FOR, "b", 3, END, "z"]], {"年": [1, 2]}, [["a", "b", 3, "b", 3, "z"]], id="what is static"
        ),
        pytest.param(
            [[*YEARS, "|", "{%tc for x in 表 %}", "{{ x }}", END]],
            {"年": [1, 2], "表": ["甲"]},
            [[1, 2, "|", "甲"]],
            id="side by side",
        ),
        pytest.param(
            [["a", FOR, "{%tc if y > 1 %}", "{{ y }}", "{%tc endif %}", END, "z"]],
            {"年": [1, 2, 3]},
            [["a", 2, 3, "z"]],
            id="a condition in a loop",
        ),
        pytest.param(
            [["a", FOR, "{{ y }}", "{%tc else %}", "无", END, "z"]], {"年": []}, [["a", "无", "z"]], id="else"
        ),
        pytest.param(
            [["{%tc set z = 5 %}", "{{ z }}", "{#tc 注 #}"], [None, "b", None, "c"]],
            {},
            [[5], ["b", "c"]],
            id="tags that only act or note",
        ),
        pytest.param(
            [["t", None, "年度", 9, None, "c"], ["a", FOR, "{{ y }}", "x", END, "c"]],
            {"年": [1, 2]},
            [["t", "年度", 9, None, None, "c"], ["a", 1, "x", 2, "x", "c"]],
            id="a row without the loop shows its cells once",
        ),
        pytest.param(
            [*loop(["a", "{%tc for y in x %}", "{{ y }}", END, "z"]), ["b", None, "c", None, "d"]],
            {"表": []},
            [["b", "c", "d"]],
            id="no row has come to the loop",
        ),
        pytest.param(
            [["a", FOR, None, "{{ y }}", None, END, "z"], NESTED[1]],
            {"年": [1, 2], "半": "上下"},
            [["a", 1, None, 2, None, "z"], [None, "1上", "1下", "2上", "2下"]],
            id="nested",
        ),
        pytest.param(
            [["a", FOR, "{{ y ~ '年' }}{# 注 #}", END]], {"年": [1, 2]}, [["a", "1年", "2年"]], id="mixed text"
        ),
    ),
)  # fmt: skip
def test_where_columns_go(
    rows: Rows, data: dict[str, object], expected: list[list[object]], tmp_path: Path
) -> None:
    assert grid(sheet(tmp_path, rows, **data)) == expected


BRANCHES = [
    [
        "a",
        "{%tc if 大 %}",
        "{{ 大 }}",
        "{%tc elif 中 %}",
        "中",
        "{%tc else %}",
        "小",
        "小",
        "{%tc endif %}",
        "z",
    ],
    ["b", None, 1, None, 2, None, 3, 4, None, "=SUM(C2:C2)"],
]


@pytest.mark.parametrize(
    ("data", "expected"),
    (
        pytest.param({"大": "是", "中": 0}, [["a", "是", "z"], ["b", 1, "=SUM(B2:B2)"]], id="if"),
        pytest.param(
            {"大": "", "中": 1}, [["a", "中", "z"], ["b", 2, 0]], id="elif: the formula lost its cells"
        ),
        pytest.param({"大": "", "中": 0}, [["a", "小", "小", "z"], ["b", 3, 4, 0]], id="else"),
    ),
)
def test_conditions_over_columns(
    data: dict[str, object], expected: list[list[object]], tmp_path: Path
) -> None:
    assert grid(sheet(tmp_path, BRANCHES, **data)) == expected


def test_each_sheet_of_a_loop_has_its_own_columns(tmp_path: Path) -> None:
    rows = [["{%sheet for s in 单位 %}"], ["a", "{%tc for y in s.年 %}", "{{ y }}", END, "=SUM(C2:C2)"]]
    units = [{"名": "甲", "年": [1, 2]}, {"名": "乙", "年": []}, {"名": "丙", "年": [7]}]
    book = excel(tmp_path, {"{{ s.名 }}": rows}, 单位=units)
    assert {made.title: grid(made) for made in book.worksheets} == {
        "甲": [["a", 1, 2, "=SUM(B1:C1)"]],
        "乙": [["a", 0]],
        "丙": [["a", 7, "=SUM(B1:B1)"]],
    }


def test_formulas_of_other_sheets(tmp_path: Path) -> None:
    rows = [["=SUM(表!C4:C4)"], ["=表!F6"], ["=SUM(表!C:D)"], ['=SUM(表!C6)&"C6"']]
    book = excel(tmp_path, {"表": CROSS, "二": rows}, **DATA)
    assert grid(book.worksheets[1]) == [
        ["=SUM(表!B3:D4)"],
        ["=表!F5"],
        ["=SUM(表!B:E)"],
        ['=SUM(表!B5:D5)&"C6"'],
    ]


def test_formulas_of_the_filter(tmp_path: Path) -> None:
    rows = [["a", FOR, "{{ y | formula('=C2') }}", END, "{{ 9 | formula('=SUM(C1:C1)') }}"], ["b", None, 1]]
    made = sheet(tmp_path, rows, 年=[1, 2])
    assert grid(made) == [["a", "=B2", "=C2", "=SUM(B1:C1)"], ["b", 1]]


def test_widths_styles_and_hidden_columns(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        for name, width in zip("ABCDEF", (30, 2, 10, 5, 2, 40), strict=True):
            first(book).column_dimensions[name].width = width
        first(book).column_dimensions["D"].hidden = True
        first(book)["C4"].number_format = "0.00"
        first(book)["F4"].fill = PatternFill("solid", "FFFF0000")

    path = workbook(tmp_path, {"表": CROSS}, shape)
    root = part(rendered(path, DATA), "xl/worksheets/sheet1.xml")
    columns = [(c.get("min"), c.get("max"), c.get("width"), c.get("hidden")) for c in root.iter("{*}col")]
    assert columns == [
        ("1", "1", "30", None),
        ("2", "2", "10", None),
        ("3", "3", "5", "1"),
        ("4", "4", "10", None),
        ("5", "5", "5", "1"),
        ("6", "6", "40", None),
    ]
    assert [(c.get("r"), c.get("s")) for c in root.iter("{*}c") if c.get("s") is not None] == [
        ("B3", "1"), ("D3", "1"), ("F3", "2"), ("B4", "1"), ("D4", "1"), ("F4", "2"),
    ]  # fmt: skip
    assert [row.get("spans") for row in root.iter("{*}row")] == [None] * 6


def test_equal_widths_are_said_once_and_end_with_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / FILE
    with xlsxwriter.Workbook(path) as book:
        made = book.add_worksheet("表")
        made.set_column(0, 16383, 12)
        made.write_row(0, 0, ["a", *YEARS])
    root = part(rendered(path, {"年": [1, 2, 3, 4]}), "xl/worksheets/sheet1.xml")
    assert [(c.get("min"), c.get("max")) for c in root.iter("{*}col")] == [("1", "16384")]


@pytest.mark.parametrize(
    ("rows", "areas", "years", "regions"),
    (
        pytest.param(CROSS, ["A1:F1"], [1, 2], ["A1:F1"], id="around the loop: as wide as it"),
        pytest.param(CROSS, ["A1:F1"], [], ["A1:B1"], id="around a loop without turns"),
        pytest.param(CROSS, ["C2:D2"], [1, 2], ["B2:C2", "D2:E2"], id="in a turn"),
        pytest.param(CROSS, ["C2:D2"], [], [], id="in a loop without turns"),
        pytest.param(CROSS, ["B7:E7"], [1, 2], ["B6:E6"], id="from tag to tag in a row without tags"),
        pytest.param(CROSS, ["C7:D7"], [1, 2], ["B6:E6"], id="in a row without tags"),
        pytest.param(CROSS, ["F6:F7"], [1, 2, 3], ["H5:H6"], id="right of the loop"),
        pytest.param(
            NESTED, ["A1:A2", "C1:E1"], [1, 2], ["A1:A2", "B1:C1", "D1:E1"], id="over an inner loop"
        ),
    ),
)
def test_regions_of_the_template_follow_their_columns(
    rows: Rows, areas: list[str], years: list[int], regions: list[str], tmp_path: Path
) -> None:
    def shape(book: Workbook) -> None:
        for area in areas:
            first(book).merge_cells(area)

    data = {"名": "甲", "值": [1, 2, 3]}
    assert merged(sheet(tmp_path, rows, shape, 年=years, 半="上下", 表=[data, data])) == regions


def test_a_title_merged_from_a_column_of_tags_on_keeps_its_text(tmp_path: Path) -> None:
    rows = [["t", "{{ 头 }}", None, None, "c"], ["a", *YEARS, "c"]]
    made = sheet(tmp_path, rows, lambda book: first(book).merge_cells("B1:D1"), 头="各年", 年=[1, 2])
    assert (grid(made), merged(made)) == ([["t", "各年", None, "c"], ["a", 1, 2, "c"]], ["B1:C1"])


def test_cells_that_merge_down_beside_and_inside_a_loop(tmp_path: Path) -> None:
    rows = loop(["{{ x.a | merge }}", FOR, "{{ x.b | merge }}", END, "{{ x.c | merge }}"])
    table = [{"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1, "c": 1}, {"a": 2, "b": 1, "c": 1}]
    made = sheet(tmp_path, rows, 年=[1, 2], 表=table)
    assert merged(made) == ["A1:A2", "B1:B2", "C1:C2", "D1:D2"]
    assert grid(made) == [[1, 1, 1, 1], [], [2, 1, 1, 1]]


def test_what_is_anchored_to_columns(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        made = first(book)
        made.print_area = "A1:F7"
        made.print_title_cols = "A:C"
        made.print_title_rows = "1:2"
        made.freeze_panes = "C3"
        made.conditional_formatting.add("C4:D4", Rule(type="expression", formula=["C4>$F$6"]))
        made.conditional_formatting.add("F4", Rule(type="expression", formula=["F4=SUM($C4:$D4)"]))
        made.add_data_validation(DataValidation("list", formula1="$F$6:$F$7", sqref="C4"))
        made["C4"].hyperlink = Hyperlink("C4", location="'表'!F6")
        made.auto_filter.ref = "A2:F4"
        made.auto_filter.add_filter_column(5, ["1"])
        made.auto_filter.add_filter_column(1, ["1"])
        made.col_breaks = ColBreak()
        for column in (4, 6):
            made.col_breaks.append(Break(column))

    made = cross(tmp_path, shape)
    rules = [(str(area.sqref), rule.formula) for area in made.conditional_formatting for rule in area.rules]
    links = {c.coordinate: c.hyperlink.location for row in made.iter_rows() for c in row if c.hyperlink}
    assert (made.print_area, made.print_title_cols, made.print_title_rows, made.freeze_panes) == (
        "'表'!$A$1:$F$6", "$A:$D", "$1:$2", "B3",
    )  # fmt: skip
    assert rules == [("B3:E4", ["B3>$F$5"]), ("F3:F4", ["F3=SUM($B3:$E3)"])]
    assert [(str(v.sqref), v.formula1) for v in made.data_validations.dataValidation] == [
        ("B3:B4 D3:D4", "$F$5:$F$6")
    ]
    assert links == dict.fromkeys(("B3", "D3", "B4", "D4"), "'表'!F5")
    assert (made.auto_filter.ref, [each.colId for each in made.auto_filter.filterColumn]) == ("A2:F4", [5])
    assert [each.id for each in made.col_breaks.brk] == [3, 5, 6]


def test_defined_names(tmp_path: Path) -> None:
    given = {
        "各年": "'表'!$C$4:$D$4",
        "一格": "'表'!$C$4",
        "右": "'表'!$F$6",
        "列": "'表'!$C:$D",
        "无": "'表'!$B$4",
    }

    def shape(book: Workbook) -> None:
        for name, area in given.items():
            book.defined_names[name] = DefinedName(name, attr_text=area)

    book = excel(tmp_path, {"表": CROSS}, shape, **DATA)
    assert {name: value.attr_text for name, value in book.defined_names.items()} == {
        "各年": "'表'!$B$3:$E$4",
        "一格": "'表'!$B$3:$D$4",
        "右": "'表'!$F$5",
        "列": "'表'!$B:$E",
        "无": "'表'!#REF!",
    }


def drawn(folder: Path, draw: Draw, rows: Rows = CROSS) -> bytes:
    """A template with a drawing, for three years."""
    path = folder / FILE
    with xlsxwriter.Workbook(path) as book:
        made = book.add_worksheet("表")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                made.write(number, column, value)
        draw(book, made)
    return rendered(path, {"年": [1, 2, 3], "表": [{"名": "甲", "值": [1, 2, 3]}]})


def test_a_chart_shows_all_columns_and_stands_right_of_them(tmp_path: Path) -> None:
    def draw(book: xlsxwriter.Workbook, made: Drawn) -> None:
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=表!$C$2:$C$2", "categories": "=表!$C$1:$C$1"})
        made.insert_chart("G2", chart, {"object_position": 2})

    data = drawn(tmp_path, draw, [["a", *YEARS, "z"], ["b", FOR, "{{ y * 10 }}", END, "=SUM(C2:C2)"]])
    assert series(data) == [("表!$B$1:$D$1", ["1", "2", "3"]), ("表!$B$2:$D$2", ["10", "20", "30"])]
    assert corners(data) == [("G", "N")]


@pytest.mark.parametrize(
    ("cell", "position", "expected"),
    (
        pytest.param("A2", 2, [("A", "A")], id="left of the loop"),
        pytest.param("C7", 2, [("B", "B")], id="in its columns, but in a row without it"),
        pytest.param("C4", 2, [("B", "B"), ("D", "D"), ("F", "F")], id="in each turn"),
        pytest.param("F4", 2, [("H", "H")], id="right of it"),
        pytest.param("F4", 3, [("F", "F")], id="not moving with cells"),
    ),
)
def test_pictures(cell: str, position: int, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    options = {"image_data": picture(), "object_position": position}
    data = drawn(tmp_path, lambda _book, made: made.insert_image(cell, "x.png", options))
    assert corners(data) == expected


def test_comments(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        first(book)["C6"].comment = Comment("各年", "我")
        first(book)["F7"].comment = Comment("右", "我")

    made = cross(tmp_path, shape)
    found = {c.coordinate: c.comment.text for row in made.iter_rows() for c in row if c.comment}
    assert found == {"B5": "各年", "D5": "各年", "F6": "右"}


def test_a_table_beside_the_loop_moves_and_one_over_it_is_refused(tmp_path: Path) -> None:
    rows = [["a", *YEARS, "甲", "乙"], [1, None, 2, None, 3, 4]]

    def table(area: str) -> Callable[[Workbook], object]:
        return lambda book: first(book).add_table(Table(displayName="清单", ref=area))

    made = sheet(tmp_path, rows, table("E1:F2"), 年=[1, 2, 3])
    assert [(each.ref, each.column_names) for each in made.tables.values()] == [("E1:F2", ["甲", "乙"])]
    assert excel_problems(tmp_path, {"表": rows}, table("A1:F2"), 年=[1, 2]) == [
        "form.xlsx[表!A1:F2]: loops over columns cannot change the columns of a table (清单); make it a plain area"
    ]


def test_heights_go_by_the_width_of_the_columns_as_they_are_now(tmp_path: Path) -> None:
    """A text of 20 ems takes 5 lines in a column of 10 units, and 3 in the two columns of a merged title."""
    rows = [["{{ 文 }}", None, None], [FOR, "{{ 文 }}", END], [None, "静" * 20, None]]

    def shape(book: Workbook) -> None:
        first(book).merge_cells("A1:C1")
        first(book).column_dimensions["B"].width = 10
        for cell in ("A1", "B2", "B3"):
            first(book)[cell].alignment = Alignment(wrap_text=True)

    made = sheet(tmp_path, rows, shape, 文="字" * 20, 年=[1, 2])
    assert [made.row_dimensions[row].height for row in (1, 2, 3)] == [48.75, 78.75, 78.75]


DOWN = [["{%tr for x in 表 %}"], ["{%tc for y in x %}", "{{ y }}", END], ["{%tr endfor %}"]]


@pytest.mark.parametrize(
    ("rows", "data", "expected"),
    (
        pytest.param(
            [["a", *YEARS], ["b", "{%tc for y in 二 %}", "{{ y }}", END]],
            {"年": [1, 2], "二": [1]},
            ["B2]: this loop over columns turns 1×, that at form.xlsx[表!B1] 2×; all rows share their columns (二)"],
            id="rows turn differently",
        ),
        pytest.param(
            DOWN,
            {"表": [[1, 2], [1]]},
            [
                (
                    "A2]: this loop over columns turns 1×, that at form.xlsx[表!A2] 2×; all rows share their columns"
                    " (表 #2; 表[1])"
                )
            ],
            id="turns of a row loop differ",
        ),
        pytest.param(
            [["{%tr for x in 表 %}"], ["{%tc if x %}", "甲", "{%tc else %}", "乙", "{%tc endif %}"], ["{%tr endfor %}"]],
            {"表": [1, 0]},
            [
                (
                    "A2]: this condition over columns takes another branch than that at form.xlsx[表!A2];"
                    " all rows share their columns (表 #2 0; 表[1])"
                )
            ],
            id="rows take different branches",
        ),
        pytest.param(
            [["a", *YEARS], ["b", None, FOR, "{{ y }}", END]],
            {"年": [1]},
            [
                (
                    "C2]: this for is not in the columns of the for (B:D) that began at form.xlsx[表!B1];"
                    " all rows of a sheet loop over the same columns"
                )
            ],
            id="other columns",
        ),
        pytest.param(
            [["a", FOR, "{%tc for z in 年 %}", "{{ z }}", END, END], ["b", None, "{%tc for z in 年 %}", "{{ z }}", END]],
            {"年": [1]},
            [
                (
                    "C2]: this for is not in the columns of the for (B:F) that began at form.xlsx[表!B1];"
                    " all rows of a sheet loop over the same columns"
                )
            ],
            id="only the inner loop",
        ),
        pytest.param(
            [["合计" + FOR, "{{ y }}", END]],
            {"年": [1]},
            ["A1]: 合计 stands in a cell of tags, which vanishes; give the tags a cell of their own"],
            id="beside text",
        ),
        pytest.param(
            [[FOR + "{{ y }}" + END]],
            {"年": [1]},
            ["A1]: {{ y }} stands in a cell of tags, which vanishes; give the tags a cell of their own"],
            id="beside a value",
        ),
        pytest.param(
            [["a", *YEARS], ["b", "乙", 1, "=A1"]],
            {"年": [1]},
            [
                "B2]: 乙 stands in a column that vanishes with the tag at form.xlsx[表!B1]; give it another one",
                "D2]: =A1 stands in a column that vanishes with the tag at form.xlsx[表!D1]; give it another one",
            ],
            id="in a column of tags",
        ),
        pytest.param([[FOR, "{{ y }}"]], {"年": [1]}, ["A1]: for is never closed; expected endfor"], id="open"),
        pytest.param([["a", END]], {}, ["B1]: endfor has no for before it"], id="not open"),
        pytest.param(
            [[FOR, "{{ y }}"], ["b", None, END]],
            {"年": [1]},
            ["C2]: endfor stands in another table, cell or paragraph than the for that began at form.xlsx[表!A1]"],
            id="closed in another row",
        ),
        pytest.param(
            [[FOR, "{%tc if y %}", "{{ y }}", END, "{%tc endif %}"]],
            {"年": [1]},
            [
                "D1]: endfor crosses the if that began at form.xlsx[表!B1]",
                "A1]: for is never closed; expected endfor",
            ],
            id="crossing",
        ),
        pytest.param(
            [[FOR, "{%tc break %}", "{{ y }}", END]],
            {"年": [1]},
            ["B1]: break works in loops over rows only, not over columns"],
            id="break",
        ),
        pytest.param(
            [["{%tr if 年 %}", FOR], ["a"], ["{%tr endif %}"]],
            {"年": [1]},
            ["B1]: {%tc for y in 年 %} stands in a row of tags, which vanishes; give the tags a row of their own"],
            id="in a row of row tags",
        ),
        pytest.param(
            [["a", "{%tc for y in range(17000) %}", "{{ y }}", END]],
            {},
            ["B1]: the sheet grows beyond the 16384 columns that Excel takes"],
            id="too many columns",
        ),
        pytest.param(
            [["a", FOR, "{{ y.名 }}", END]], {"年": [{"名字": 1}]},
            ["C1]: 名 is unknown; did you mean 名字? (turn 1 over columns)"],
            id="a name in a loop",
        ),
        pytest.param(
            [["a", FOR, "{{ y }}", END]], {"年": [[1], [2]]},
            [
                f"C1]: a list or a record cannot stand in a cell; name one of its fields (turn {turn} over columns)"
                for turn in (1, 2)
            ],
            id="a value that a cell cannot hold",
        ),
    ),
)  # fmt: skip
def test_problems(rows: Rows, data: dict[str, object], expected: list[str], tmp_path: Path) -> None:
    assert excel_problems(tmp_path, {"表": rows}, **data) == [f"form.xlsx[表!{each}" for each in expected]


def test_a_template_with_columns_is_understood_without_data(tmp_path: Path) -> None:
    template = WorkbookTemplate.compile(workbook(tmp_path, {"表": CROSS}), FILE)
    assert list(tree(readings(template).paths)) == ["年[]", "表[]", "  名", "  值"]
    assert list(inspect(template)) == []


MIRRORED = {
    "a loop": [
        ["头", "x"],
        *loop(["{{ x }}", "=B1"], ["二", "=SUM(A3:B4)"], over="x in 甲"),
        ["尾", "=SUM(A3:A4)"],
    ],
    "nested": loop(*loop(["{{ x ~ y }}", "=A3"], over="y in 乙"), ["=SUM(A3:A3)", "=A5"], over="x in 甲"),
    "else": [
        ["{%tr if 甲 %}"],
        ["甲"],
        ["=A2"],
        ["{%tr else %}"],
        ["乙"],
        ["{%tr endif %}"],
        ["=SUM(A2:A3)", "=A5"],
    ],
    "no turn": [*loop(["{{ x }}"], over="x in 无"), ["=A2", "=SUM(A1:A4)"]],
    "a condition inside": loop(["{%tr if x > 1 %}"], ["{{ x }}", "=A3"], ["{%tr endif %}"], over="x in 甲"),
}


def mirrored(value: object) -> object:
    """A cell as it reads with rows for columns."""
    if not isinstance(value, str) or not value.startswith("="):
        return value
    return re.sub(
        r"([A-Z])(\d)",
        lambda found: f"{get_column_letter(int(found[2]))}{column_index_from_string(found[1])}",
        value,
    )


@pytest.mark.parametrize("rows", MIRRORED.values(), ids=MIRRORED)
def test_columns_go_where_rows_would(rows: Rows, tmp_path: Path) -> None:
    """A loop over rows, turned by a right angle, gives the same sheet, turned by a right angle."""
    width = max(map(len, rows))
    columns = [
        [
            str(row[0]).replace("{%tr", "{%tc")
            if str(row[0]).startswith("{%tr")
            else mirrored([*row, None, None][i])
            for row in rows
        ]
        for i in range(width)
    ]
    data = {"甲": [1, 2], "乙": [3, 4, 5], "无": []}
    upright, turned = sheet(tmp_path, rows, **data), sheet(tmp_path, columns, **data)
    expected = {(c.row, c.column): c.value for row in upright.iter_rows() for c in row if c.value is not None}
    found = {
        (c.column, c.row): mirrored(c.value) for row in turned.iter_rows() for c in row if c.value is not None
    }
    assert found == expected
