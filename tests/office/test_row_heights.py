"""Rows are as tall as their texts need, because no program fits merged or printed rows by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from office.templates import Rows, Shape, grid, loop, merged, sheet
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from generator import metrics


def wrapping(*cells: str, width: float = 20, height: float | None = None) -> Shape:
    """Lets cells of the template wrap, in columns of one width."""

    def shape(book: Workbook) -> None:
        template = book.worksheets[0]
        for column in "ABCD":
            template.column_dimensions[column].width = width
        for cell in cells:
            template[cell].alignment = Alignment(wrap_text=True, vertical="center")
            if height is not None:
                template.row_dimensions[template[cell].row].height = height

    return shape


def heights(made: Worksheet) -> list[float | None]:
    return [made.row_dimensions[row].height for row in range(1, made.max_row + 1)]


def test_line_counts() -> None:
    counts = [
        metrics.line_count(text, 10)
        for text in ("", "甲" * 10, "甲" * 11, "a" * 18, "a" * 19, "甲\n乙\n", "\n")
    ]
    assert counts == [1, 1, 2, 1, 2, 3, 2]


def test_longer_texts_never_get_less_height(tmp_path: Path) -> None:
    totals = []
    for count in range(1, 700, 60):
        made = heights(sheet(tmp_path, [["{{ x }}"]], wrapping("A1"), x="甲" * count))
        totals.append(sum(height or 0 for height in made))
    assert totals == sorted(totals)
    assert totals[-1] > 2 * metrics.MAX_ROW_HEIGHT


@pytest.mark.parametrize(
    ("text", "height"),
    (
        pytest.param("", 30, id="blank"),
        pytest.param("甲", 30, id="short"),
        pytest.param("一\n二\n三", 48.75, id="three lines of 11 points"),
    ),
)
def test_the_template_gives_the_least_height(text: str, height: float, tmp_path: Path) -> None:
    assert heights(sheet(tmp_path, [["{{ x }}"]], wrapping("A1", height=30), x=text)) == [height]


def test_texts_that_do_not_wrap_leave_the_height_alone(tmp_path: Path) -> None:
    assert heights(sheet(tmp_path, [["{{ x }}"]], x="甲" * 500)) == [None]


def test_larger_fonts_need_more(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        wrapping("A1", "B1")(book)
        book.worksheets[0]["A1"].font = Font(size=22)

    [large] = heights(sheet(tmp_path, [["{{ x }}"]], shape, x="甲" * 40))
    [small] = heights(sheet(tmp_path, [["{{ x }}"]], wrapping("A1"), x="甲" * 40))
    assert large is not None
    assert small is not None
    assert large > 2 * small


def test_a_text_across_merged_columns_has_their_width_together(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        wrapping("A1")(book)
        book.worksheets[0].merge_cells("A1:D1")

    text = "甲" * 100
    [merged_height] = heights(sheet(tmp_path, [["{{ x }}"]], shape, x=text))
    [own_height] = heights(sheet(tmp_path, [["{{ x }}"]], wrapping("A1"), x=text))
    assert merged_height is not None
    assert own_height is not None
    assert merged_height < own_height / 3


def test_a_text_merged_down_stretches_its_rows(tmp_path: Path) -> None:
    rows = loop(["{{ x.a | merge }}", "{{ x.b }}"])
    data = [{"a": "甲" * 100, "b": 1}] * 4
    made = [height or 15 for height in heights(sheet(tmp_path, rows, wrapping("A2"), 表=data))]
    assert sum(made) >= metrics.text_height("甲" * 100, metrics.ems_per_line(20, 11), 11)
    assert max(made) - min(made) < 1


def test_static_texts_merged_down_stretch_their_rows(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        wrapping("A1")(book)
        book.worksheets[0].merge_cells("A1:A2")

    made = [height or 15 for height in heights(sheet(tmp_path, [["甲" * 100, 1], [None, 2]], shape))]
    assert sum(made) >= metrics.text_height("甲" * 100, metrics.ems_per_line(20, 11), 11)


def test_a_text_taller_than_a_row_may_be_takes_more_rows_and_loses_nothing(tmp_path: Path) -> None:
    text = "甲" * 1000
    rows: Rows = [["头"], ["{{ x }}", "二", 3], ["尾"]]
    made = sheet(tmp_path, rows, wrapping("A2"), x=text)
    needed = metrics.text_height(text, metrics.ems_per_line(20, 11), 11)
    count = metrics.rows_needed(needed)
    assert count > 2
    assert grid(made)[:2] + grid(made)[-1:] == [["头"], [text, "二", 3], ["尾"]]
    assert merged(made) == [f"{column}2:{column}{count + 1}" for column in "ABC"]
    tall = [height for height in heights(made)[1:-1] if height is not None]
    assert (len(tall), max(tall) <= metrics.MAX_ROW_HEIGHT, sum(tall) >= needed) == (count, True, True)


def test_a_tall_text_inside_a_merged_block_stretches_the_block(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        wrapping("B2")(book)
        book.worksheets[0].merge_cells("A1:A3")

    made = sheet(tmp_path, [["指标", "一"], [None, "{{ x }}"], [None, "二"], ["尾"]], shape, x="长" * 1000)
    last = made.max_row
    assert merged(made)[:2] == [f"A1:A{last - 1}", f"B2:B{last - 2}"]
    assert (made.cell(last - 1, 2).value, made.cell(last, 1).value) == ("二", "尾")


def test_a_tall_text_in_a_loop_keeps_the_merges_of_its_left_neighbours(tmp_path: Path) -> None:
    rows = loop(["{{ x.a | merge }}", "{{ x.b }}"])
    data = [{"a": "甲", "b": "乙"}, {"a": "甲", "b": "长" * 1000}, {"a": "甲", "b": "丙"}]
    made = sheet(tmp_path, rows, wrapping("B2"), 表=data)
    last = made.max_row
    assert merged(made) == [f"A1:A{last}", f"B2:B{last - 1}"]
    assert made.cell(last, 2).value == "丙"


def test_a_reference_to_a_cell_of_a_spread_row_stays_one_cell(tmp_path: Path) -> None:
    made = sheet(tmp_path, [["{{ x }}", 2, "=B1"], ["尾", "=B1"]], wrapping("A1"), x="甲" * 1000)
    assert [grid(made)[0][2], grid(made)[-1][1]] == ["=B1", "=B1"]


@pytest.mark.parametrize("count", (1, 2, 3))
def test_a_tall_text_that_merges_down_keeps_its_group_together(count: int, tmp_path: Path) -> None:
    data = [{"a": "长" * 1000, "b": 1}] * count
    made = sheet(tmp_path, loop(["{{ x.a | merge }}", "{{ x.b }}"]), wrapping("A2"), 表=data)
    needed = metrics.text_height("长" * 1000, metrics.ems_per_line(20, 11), 11)
    assert sum(height or 15 for height in heights(made)) >= needed
    assert [region for region in merged(made) if region.startswith("A")] == [f"A1:A{made.max_row}"]
