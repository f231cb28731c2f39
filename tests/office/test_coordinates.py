"""An error of a running template: the cell, the loop's item, the path in the data; and what stands behind it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import docx
import pytest
from office.templates import Block, Rows, content, document, grid, loop, problems, word_problems, workbook
from openpyxl import load_workbook

from generator.office.document import DocumentTemplate
from generator.office.options import Options
from generator.office.workbook import WorkbookTemplate

DATA: dict[str, object] = {
    "标题": "书",
    "空": None,
    "名单": ["张", "李"],
    "项目列表": [
        {
            "序号": n,
            "项目名称": name,
            "资金": {"总额": n},
            "绩效指标": [{"码": "Z", "三级指标": i} for i in ("数", "质")],
        }
        for n, name in enumerate(("甲", "乙"), 1)
    ],
}
NAMED = Options(names=("项目名称", "三级指标"))
OVER_PROJECTS = "项目 in 项目列表"


def found(folder: Path, rows: Rows, options: Options = NAMED) -> list[str]:
    """What is wrong with a sheet and, without its cell, with a table of the same rows."""
    book = workbook(folder, {"表": rows})
    text = document(folder, [rows])
    in_excel = problems(
        lambda: WorkbookTemplate.compile(book, "x").render(DATA, io.BytesIO(), options=options)
    )
    in_word = problems(
        lambda: DocumentTemplate.compile(text, "x").render(DATA, io.BytesIO(), options=options)
    )
    assert [line.split(": ", 1)[1] for line in in_word] == [line.split(": ", 1)[1] for line in in_excel]
    return in_excel


@pytest.mark.parametrize(
    ("rows", "lines"),
    (
        pytest.param(
            loop(*loop(["{{ 标.无 }}"], over="标 in 项目.绩效指标"), over=OVER_PROJECTS),
            [
                f"x[表!A3]: 无 is unknown (项目列表 #{p} {name}, 绩效指标 #{i} {goal}; "
                f"项目列表[{p - 1}].绩效指标[{i - 1}].无)"
                for p, name in ((1, "甲"), (2, "乙"))
                for i, goal in ((1, "数"), (2, "质"))
            ],
            id="loops in loops",
        ),
        pytest.param(
            loop(["{{ 名 + 1 }}"], over="名 in 名单"),
            [
                'x[表!A2]: cannot be computed: can only concatenate str (not "int") to str (名单 #1 张; 名单[0])',
                'x[表!A2]: cannot be computed: can only concatenate str (not "int") to str (名单 #2 李; 名单[1])',
            ],
            id="a type, items that are texts",
        ),
        pytest.param(
            loop(["{{ 项目.绩效指标 | money }}"], over='项目 in 项目列表|sort(attribute="项目名称")'),
            [
                f"x[表!A2]: cannot be computed: expected a number, found list (项目列表 #{n + 1} {name}; "
                f"项目列表[{n}].绩效指标)"
                for n, name in ((1, "乙"), (0, "甲"))
            ],
            id="a filter, items in another order",
        ),
        pytest.param(
            [["{% set 钱 = 项目列表[1].资金 %}{{ 钱.总 }}"]],
            ["x[表!A1]: 总 is unknown; did you mean 总额? (项目列表[1].资金.总)"],
            id="a name for a part",
        ),
        pytest.param(
            loop(["{{ 标题 }}{{ 项目.资金.总额.元 }}"], over=OVER_PROJECTS),
            [
                f"x[表!A2]: 元 is unknown (项目列表 #{n} {name}; 项目列表[{n - 1}].资金.总额.元)"
                for n, name in ((1, "甲"), (2, "乙"))
            ],
            id="beside a value that is there",
        ),
        pytest.param(
            [["{% for 项目 in 项目列表 if 项目.无 > 1 %}甲{% endfor %}"]],
            [
                f"x[表!A1]: 无 is unknown (项目列表 #{n} {name}; 项目列表[{n - 1}].无)"
                for n, name in ((1, "甲"), (2, "乙"))
            ],
            id="the condition of a loop",
        ),
    ),
)
def test_three_coordinates(rows: Rows, lines: list[str], tmp_path: Path) -> None:
    assert found(tmp_path, rows) == lines


def test_without_a_naming_field_the_first_text_names_an_item(tmp_path: Path) -> None:
    rows = loop(*loop(["{{ 标.无 }}"], over="标 in 项目.绩效指标"), over="项目 in 项目列表[:1]")
    assert found(tmp_path, rows, Options()) == [
        "x[表!A3]: 无 is unknown (项目列表 #1 甲, 绩效指标 #1 Z; 项目列表[0].绩效指标[0].无)",
        "x[表!A3]: 无 is unknown (项目列表 #1 甲, 绩效指标 #2 Z; 项目列表[0].绩效指标[1].无)",
    ]


def test_what_fails_hides_nothing(tmp_path: Path) -> None:
    rows: Rows = [
        ["{{ 年度 }}"],
        ["{{ 1 / 0 }}"],
        ["{%tr for x in 标题.无 %}"],
        ["甲"],
        ["{%tr endfor %}"],
        ["{%tr if 空.x > 1 %}"],
        ["乙"],
        ["{%tr endif %}"],
        ["{%tr for x in 5 %}"],
        ["{%tr endfor %}"],
        ["{% set x = 标题.甲 + 1 %}{{ x }}"],
        ["{{ 空.y }}"],
        ["{{ 标题 + 1 }}"],
    ]
    assert found(tmp_path, rows) == [
        "x[表!A1]: 年度 is unknown",
        "x[表!A2]: cannot be computed: division by zero",
        "x[表!A3]: 无 is unknown (标题.无)",
        "x[表!A6]: x was asked of a blank value (空.x)",
        "x[表!A9]: cannot be computed: 'int' object is not iterable",
        "x[表!A11]: 甲 is unknown (标题.甲)",
        "x[表!A12]: y was asked of a blank value (空.y)",
        'x[表!A13]: cannot be computed: can only concatenate str (not "int") to str (标题)',
    ]


MISSING = ["{{ 无 }}", "甲{{ 空.额 }}", "{{ 项目列表[0].金 + 1 }}", "{{ 标题.a.b | money }}"]


@pytest.mark.parametrize(
    ("missing", "texts"),
    (
        ("blank", ["", "甲", "", ""]),
        ("mark", ["【缺：无】", "甲【缺：额】", "【缺：金】", "【缺：a】"]),
    ),
)
def test_what_is_missing_prints(missing: Literal["blank", "mark"], texts: list[str], tmp_path: Path) -> None:
    rows: Rows = [*([text] for text in MISSING), *loop(["{{ x }}"], over="x in 空.表"), ["尾"]]
    target = io.BytesIO()
    book = WorkbookTemplate.compile(workbook(tmp_path, {"表": rows}), "x")
    book.render(DATA, target, options=Options(missing))
    assert grid(load_workbook(target).worksheets[0]) == [[text] if text else [] for text in [*texts, "尾"]]
    target = io.BytesIO()
    blocks: list[Block] = [*MISSING, "{%p if 空.x > 1 %}", "无", "{%p endif %}"]
    DocumentTemplate.compile(document(tmp_path, blocks), "x").render(DATA, target, options=Options(missing))
    assert content(docx.Document(target)) == texts


@pytest.mark.parametrize("missing", ("blank", "mark"))
def test_other_mistakes_stay_errors(missing: Literal["blank", "mark"], tmp_path: Path) -> None:
    options = Options(missing)
    assert found(tmp_path, [["{{ 1 / 0 }}"], ["{{ 标题.__class__ }}"]], options) == [
        "x[表!A1]: cannot be computed: division by zero",
        "x[表!A2]: not allowed in a template: __class__ (标题.__class__)",
    ]


def test_names_that_may_be_missing(tmp_path: Path) -> None:
    texts: list[Block] = [
        "{{ 备注 | default('—') }}",
        "{% if 无 is defined %}有{% endif %}",
        "{{ '是' if 空 }}",
    ]
    assert word_problems(tmp_path, texts, **DATA) == []
