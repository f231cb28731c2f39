"""Rows between tags: repeated, left out, nested."""

from __future__ import annotations

from pathlib import Path

import pytest
from office.templates import Rows, excel, grid, loop, problems, sheet

TABLE = [
    {"名": "甲", "分": 1, "子": [{"名": "子", "孙": [1, 2]}, {"名": "丑", "孙": []}]},
    {"名": "乙", "分": 2, "子": []},
    {"名": "丙", "分": 3, "子": [{"名": "寅", "孙": [3]}]},
]


@pytest.mark.parametrize(
    ("rows", "expected"),
    (
        pytest.param(
            [["头"], *loop(["{{ loop.index }}", "{{ x.名 }}"]), ["尾"]],
            [["头"], [1, "甲"], [2, "乙"], [3, "丙"], ["尾"]],
            id="one loop",
        ),
        pytest.param(
            loop(["{{ x.名 }}"], ["分", "{{ x.分 }}"], over="x in 表[:2]"),
            [["甲"], ["分", 1], ["乙"], ["分", 2]],
            id="two rows a turn",
        ),
        pytest.param([["头"], *loop(["{{ x }}"], over="x in []"), ["尾"]], [["头"], ["尾"]], id="no turn"),
        pytest.param(
            [["{%tr for x in [] %}"], ["{{ x }}"], ["{%tr else %}"], ["（无）"], ["{%tr endfor %}"]],
            [["（无）"]],
            id="else of a loop",
        ),
        pytest.param(
            loop(["{{ x.名 }}"], *loop([None, "{{ y.名 }}"], over="y in x.子")),
            [["甲"], [None, "子"], [None, "丑"], ["乙"], ["丙"], [None, "寅"]],
            id="nested",
        ),
        pytest.param(
            loop(*loop(*loop(["{{ x.名 }}{{ y.名 }}", "{{ z }}"], over="z in y.孙"), over="y in x.子")),
            [["甲子", 1], ["甲子", 2], ["丙寅", 3]],
            id="nested three deep",
        ),
        pytest.param(
            loop(["{{ x.名 }}"], [], ["{{ x.分 }}"], over="x in 表[:2]"),
            [["甲"], [], [1], ["乙"], [], [2]],
            id="a blank row inside",
        ),
        pytest.param(
            [["头"], [], *loop(["{{ x.名 }}"]), [], ["尾"]],
            [["头"], [], ["甲"], ["乙"], ["丙"], [], ["尾"]],
            id="blank rows around",
        ),
        pytest.param(
            loop(
                ["{%tr if x.分 > 2 %}"],
                ["大"],
                ["{%tr elif x.分 > 1 %}"],
                ["中"],
                ["{%tr else %}"],
                ["小"],
                ["{%tr endif %}"],
            ),
            [["小"], ["中"], ["大"]],
            id="if, elif and else",
        ),
        pytest.param(
            [["{%tr for x in 表 %}{%tr if x.分 != 2 %}"], ["{{ x.名 }}"], ["{%tr endif %}{%tr endfor %}"]],
            [["甲"], ["丙"]],
            id="two tags in a row",
        ),
        pytest.param(
            [
                ["{%tr for x in 表 %}", "{%tr if x.分 != 2 %}"],
                ["{{ x.名 }}"],
                ["{%tr endif %}", "{%tr endfor %}"],
            ],
            [["甲"], ["丙"]],
            id="two tags in two cells",
        ),
        pytest.param(loop(["{{ x.名 }}"], over="x in 表 if x.分 > 1"), [["乙"], ["丙"]], id="filtered"),
        pytest.param(
            loop(["{{ a }}", "{{ b }}"], over="a, b in [(1, 2), (3, 4)]"), [[1, 2], [3, 4]], id="pairs"
        ),
        pytest.param([["{%tr set n = 7 %}"], ["{{ n }}"]], [[7]], id="set in a row"),
        pytest.param([["{% set n = 7 %}{{ n }}", "{{ n }}"]], [["7", 7]], id="set in a cell"),
        pytest.param([["{% set n %}一{{ 1 }}{% endset %}{{ n }}"]], [["一1"]], id="set of a block"),
        pytest.param(
            [["{% for x in 表 %}{{ x.名 }}{% if not loop.last %}、{% endif %}{% endfor %}"]],
            [["甲、乙、丙"]],
            id="loop in a cell",
        ),
        pytest.param(
            [["{% if（真）%}甲{% else %}乙{% endif %}"]], [["甲"]], id="brackets right behind a keyword"
        ),
        pytest.param([["{# 给填表人 #}甲", "{#只有注#}"]], [["甲"]], id="comments"),
        pytest.param(
            loop(["{{ loop.previtem.名 if not loop.first else '无' }}"]),
            [["无"], ["甲"], ["乙"]],
            id="item before",
        ),
        pytest.param(
            loop(["{%tr if loop.index == 2 %}"], ["{%tr break %}"], ["{%tr endif %}"], ["{{ x.名 }}"]),
            [["甲"]],
            id="break",
        ),
        pytest.param(
            loop(["{%tr if loop.index == 2 %}"], ["{%tr continue %}"], ["{%tr endif %}"], ["{{ x.名 }}"]),
            [["甲"], ["丙"]],
            id="continue",
        ),
    ),
)
def test_rows(rows: Rows, expected: list[list[object]], tmp_path: Path) -> None:
    assert grid(sheet(tmp_path, rows, 表=TABLE, 真=True)) == expected


def test_rows_keep_style_and_height_in_every_turn(tmp_path: Path) -> None:
    def shape(book: object) -> None:
        template = book.worksheets[0]  # type: ignore[attr-defined]
        template.row_dimensions[2].height = 33
        template["A2"].number_format = "0.000"
        template["B2"].number_format = "0.0"

    made = sheet(tmp_path, loop(["{{ x.分 }}", "甲"]), shape, 表=TABLE)
    rows = [
        (made.row_dimensions[r].height, made.cell(r, 1).number_format, made.cell(r, 2).number_format)
        for r in (1, 2, 3)
    ]
    assert rows == [(33, "0.000", "0.0")] * 3


def test_fields_come_before_the_methods_of_the_record(tmp_path: Path) -> None:
    made = sheet(tmp_path, [["{{ x.items }}", "{{ x['keys'] }}"]], x={"items": 1, "keys": 2})
    assert grid(made) == [[1, 2]]


@pytest.mark.parametrize(
    ("value", "found"),
    (pytest.param(12, "12", id="number"), pytest.param("=A1*2", "=A1*2", id="formula")),
)
def test_numbers_and_formulas_in_a_row_of_tags_are_a_problem(
    value: object, found: str, tmp_path: Path
) -> None:
    rows = [["{%tr for x in 表 %}", value], ["{{ x }}"], ["{%tr endfor %}"]]
    message = "stands in a row of tags, which vanishes; give the tags a row of their own"
    assert problems(lambda: excel(tmp_path, {"表": rows}, 表=[1])) == [f"form.xlsx[表!B1]: {found} {message}"]
