"""Statements that do not fit together: both ends are named, and all of them in one run."""

from __future__ import annotations

from pathlib import Path

import pytest
from office.templates import Block, Rows, excel_problems, word_problems

APART = "stands in another table, cell or paragraph than the"
LIKE = "like the for that began at form.docx[paragraph 1]"
VANISHES = "stands in a row of tags, which vanishes; give the tags a row of their own"
DATA = {"表": [{"名": "甲", "子": [1, 2]}], "真": True}


@pytest.mark.parametrize(
    ("rows", "problems"),
    (
        pytest.param(
            [["{%tr for x in 表 %}"], ["{{ x }}"]],
            ["form.xlsx[表!A1]: for is never closed; expected endfor"],
            id="never closed",
        ),
        pytest.param(
            [["甲"], ["{%tr endfor %}"]],
            ["form.xlsx[表!A2]: endfor has no for before it"],
            id="never opened",
        ),
        pytest.param(
            [["{%tr else %}"]], ["form.xlsx[表!A1]: else has no if / for before it"], id="else alone"
        ),
        pytest.param(
            [["{%tr for x in 表 %}"], [None, "{%tr if 真 %}"], ["{%tr endfor %}"], ["{%tr endif %}"]],
            [
                "form.xlsx[表!A3]: endfor crosses the if that began at form.xlsx[表!B2]",
                "form.xlsx[表!A1]: for is never closed; expected endfor",
            ],
            id="crossing",
        ),
        pytest.param(
            [["{%tr for x in 表 %}"], ["{{ x.名 }}"], ["{% endfor %}"]],
            [
                "form.xlsx[表!A3]: endfor must be written {%tr endfor %}, like the for that began at form.xlsx[表!A1]"
            ],
            id="closed at another level",
        ),
        pytest.param(
            [["{% if 真 %}甲", "{% endif %}"]],
            [f"form.xlsx[表!B1]: endif {APART} if that began at form.xlsx[表!A1]"],
            id="over two cells",
        ),
        pytest.param(
            [["{%tr fro x in 表 %}"]],
            ["form.xlsx[表!A1]: fro is not a tag; did you mean for?"],
            id="misspelt",
        ),
        pytest.param(
            [["{%tr include 'a' %}"]],
            ["form.xlsx[表!A1]: include is not a tag that templates know"],
            id="include",
        ),
        pytest.param(
            [["{% import 'a' as b %}"]],
            ["form.xlsx[表!A1]: import is not a tag that templates know"],
            id="import",
        ),
        pytest.param(
            [
                ["{%tr macro m() %}"],
                ["{{ 真 }}"],
                ["{%tr endmacro %}"],
                ["{%tr set n %}"],
                ["{%tr endset %}"],
            ],
            [
                "form.xlsx[表!A1]: macro works inside one cell or paragraph only",
                "form.xlsx[表!A3]: endmacro has no macro before it",
                "form.xlsx[表!A4]: set works inside one cell or paragraph only",
                "form.xlsx[表!A5]: endset has no set before it",
            ],
            id="rows kept for later",
        ),
        pytest.param([["{% %}"]], ["form.xlsx[表!A1]: {% %} is not a tag that templates know"], id="blank"),
        pytest.param(
            [["{{ }}"]],
            ["form.xlsx[表!A1]: not understood: Expected an expression, got 'end of print statement'"],
            id="blank expression",
        ),
        pytest.param(
            [["{%tr for x in 表 %}合计"], ["{%tr endfor %}"]],
            [f"form.xlsx[表!A1]: 合计 {VANISHES}"],
            id="text beside a row tag",
        ),
        pytest.param(
            [["{%tr for x in 表 %}", "{{ 真 }}"], ["{%tr endfor %}"]],
            [f"form.xlsx[表!B1]: {{{{ 真 }}}} {VANISHES}"],
            id="value beside a row tag",
        ),
        pytest.param([["甲", "{{ 真"]], ["form.xlsx[表!B1]: the tag {{ 真 is never closed"], id="open tag"),
    ),
)
def test_sheet(rows: Rows, problems: list[str], tmp_path: Path) -> None:
    assert excel_problems(tmp_path, {"表": rows}, **DATA) == problems


@pytest.mark.parametrize(
    ("blocks", "problems"),
    (
        pytest.param(
            ["{%p for x in 表 %}", "甲"],
            ["form.docx[paragraph 1]: for is never closed; expected endfor"],
            id="never closed",
        ),
        pytest.param(
            ["{%p for x in 表 %}", [["{%tr endfor %}"]]],
            [
                "form.docx[table 1, row 1, cell 1]: endfor must be written {%p endfor %}, " + LIKE,
            ],
            id="closed at another level",
        ),
        pytest.param(
            [[["{%tr for x in 表 %}"]], [["{%tr endfor %}"]]],
            [
                f"form.docx[table 2, row 1, cell 1]: endfor {APART} for that began at form.docx[table 1, row 1, cell 1]"
            ],
            id="over two tables",
        ),
        pytest.param(
            ["{%p for x in 表 %}", [["甲", "{%p endfor %}"]]],
            [f"form.docx[table 1, row 1, cell 2]: endfor {APART} for that began at form.docx[paragraph 1]"],
            id="closed inside a table",
        ),
        pytest.param(
            ["{%p for x in 表 %}", "{%p if 真 %}", "{%p endfor %}", "{%p endif %}"],
            [
                "form.docx[paragraph 3]: endfor crosses the if that began at form.docx[paragraph 2]",
                "form.docx[paragraph 1]: for is never closed; expected endfor",
            ],
            id="crossing",
        ),
        pytest.param(
            ["{%tr for x in 表 %}{%tr endfor %}"],
            ["form.docx[paragraph 1]: {%tr stands outside of what it controls"],
            id="row outside a table",
        ),
        pytest.param(
            ["甲{%p for x in 表 %}", "{%p endfor %}"],
            ["form.docx[paragraph 1]: 甲 stands beside a tag that controls the paragraph, which vanishes"],
            id="text beside a paragraph tag",
        ),
        pytest.param(
            ["{%p for x in 表 %}{{ x }}", "{%p endfor %}"],
            [
                "form.docx[paragraph 1]: {{ … }} stands beside a tag that controls the paragraph, which vanishes"
            ],
            id="value beside a paragraph tag",
        ),
        pytest.param(["{{ 真"], ["form.docx[paragraph 1]: the tag {{ 真 is never closed"], id="open tag"),
        pytest.param(
            ["{{ 真 | merge }}"],
            ["form.docx[paragraph 1]: merge works in the cells of a table only"],
            id="merge outside a table",
        ),
        pytest.param(
            ["{%sheet for x in 表 %}", "{%sheet endfor %}"],
            [
                "form.docx[paragraph 1]: {%sheet stands outside of what it controls",
                "form.docx[paragraph 2]: {%sheet stands outside of what it controls",
            ],
            id="sheet tags",
        ),
    ),
)
def test_document(blocks: list[Block], problems: list[str], tmp_path: Path) -> None:
    assert word_problems(tmp_path, blocks, **DATA) == problems


def test_a_workbook_shows_the_problems_of_all_its_sheets_at_once(tmp_path: Path) -> None:
    sheets = {
        "一": [
            ["{{ 1 + }}", "{{ (真 }}"],
            ["{% esle %}"],
            ["{{ 真 | formla('=1') }}"],
            ["{% if %}{% endif %}"],
        ],
        "二": [["{%tr for x in 表 %}"], ["{{ 甲"]],
    }
    assert excel_problems(tmp_path, sheets, **DATA) == [
        "form.xlsx[一!A2]: esle is not a tag; did you mean else?",
        "form.xlsx[一!A1]: not understood: unexpected 'end of print statement'",
        "form.xlsx[一!B1]: not understood: unexpected '}', expected ')'",
        "form.xlsx[一!A3]: formla is unknown; did you mean formula, format, float?",
        "form.xlsx[一!A4]: not understood: Expected an expression, got 'end of statement block'",
        "form.xlsx[二!A2]: the tag {{ 甲 is never closed",
        "form.xlsx[二!A1]: for is never closed; expected endfor",
    ]


def test_a_document_shows_the_problems_of_all_its_paragraphs_at_once(tmp_path: Path) -> None:
    assert word_problems(tmp_path, ["{{ 1 + }}", [["{% esle %}", "{{ 甲"]], "{%p if 真 %}"], **DATA) == [
        "form.docx[table 1, row 1, cell 2]: the tag {{ 甲 is never closed",
        "form.docx[table 1, row 1, cell 1]: esle is not a tag; did you mean else?",
        "form.docx[paragraph 2]: if is never closed; expected endif",
        "form.docx[paragraph 1]: not understood: unexpected 'end of print statement'",
    ]
