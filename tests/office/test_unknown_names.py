"""A name that the data does not have: the exact place, the nearest known name, all of them in one run."""

from __future__ import annotations

from pathlib import Path

import pytest
from office.templates import Block, Rows, excel_problems, loop, word_problems

DATA: dict[str, object] = {
    "标题": "书",
    "项目列表": [{"项目名称": "甲", "项目资金": {"年度资金总额": None}, "绩效指标": [{"分值": 1}]}],
    "空": None,
    "文字": "甲",
}


@pytest.mark.parametrize(
    ("expression", "message"),
    (
        pytest.param("标提", "标提 is unknown; did you mean 标题?", id="name"),
        pytest.param("产值", "产值 is unknown", id="nothing near"),
        pytest.param(
            "项目列表[0].项目名",
            "项目名 is unknown; did you mean 项目名称, 项目资金? (项目列表[0].项目名)",
            id="field",
        ),
        pytest.param(
            "项目列表[0]['项目名']",
            "项目名 is unknown; did you mean 项目名称, 项目资金? (项目列表[0].项目名)",
            id="field in brackets",
        ),
        pytest.param(
            "项目列表[0].项目资金.年度总额",
            "年度总额 is unknown; did you mean 年度资金总额? (项目列表[0].项目资金.年度总额)",
            id="field of a field",
        ),
        pytest.param(
            "项目列表[0].无.年度总额", "无 is unknown (项目列表[0].无)", id="field of what is unknown"
        ),
        pytest.param(
            "项目列表.项目名称",
            "a list has no 项目名称; take its items in a for loop (项目列表.项目名称)",
            id="field of a list",
        ),
        pytest.param(
            "项目列表[7]",
            "the list has 1 items, none with the index 7 (项目列表[7])",
            id="item behind the last",
        ),
        pytest.param("空.x", "x was asked of a blank value (空.x)", id="field of a blank"),
        pytest.param("文字.x", "x is unknown (文字.x)", id="field of a text"),
        pytest.param("标提 ~ '甲'", "标提 is unknown; did you mean 标题?", id="in an expression"),
        pytest.param(
            "项目列表[0].无 ~ '甲'", "无 is unknown (项目列表[0].无)", id="a field in an expression"
        ),
        pytest.param("项目列表[0].无 + 1", "无 is unknown (项目列表[0].无)", id="in a sum"),
        pytest.param("项目列表[0].无|money", "无 is unknown (项目列表[0].无)", id="through a filter"),
        pytest.param(
            "项目列表[0].无|round(1)", "无 is unknown (项目列表[0].无)", id="through another filter"
        ),
        pytest.param("1 / 0", "cannot be computed: division by zero", id="an error"),
        pytest.param(
            "文字 + 1",
            'cannot be computed: can only concatenate str (not "int") to str (文字)',
            id="text and number",
        ),
        pytest.param(
            "项目列表|money",
            "cannot be computed: expected a number, found list (项目列表)",
            id="money of a list",
        ),
        pytest.param("文字()", "cannot be computed: 'str' object is not callable (文字)", id="a text called"),
    ),
)
def test_messages(expression: str, message: str, tmp_path: Path) -> None:
    text = "{{ " + expression + " }}"
    sheet = excel_problems(tmp_path, {"表": [["头"], [None, text]]}, **DATA)
    text_beside = excel_problems(tmp_path, {"表": [["头"], [None, "文" + text]]}, **DATA)
    made = word_problems(tmp_path, ["头", [["头"], ["甲" + text]]], **DATA)
    assert [*sheet, *text_beside, *made] == [
        f"form.xlsx[表!B2]: {message}",
        f"form.xlsx[表!B2]: {message}",
        f"form.docx[table 1, row 2, cell 1]: {message}",
    ]


def test_a_default_may_be_given(tmp_path: Path) -> None:
    blocks: list[Block] = [
        "{{ 项目列表[0].无|default('—') }}",
        "{% if 项目列表[0].无 is defined %}有{% endif %}",
    ]
    assert word_problems(tmp_path, blocks, **DATA) == []


def test_all_unknown_names_come_in_one_run(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "一": [
            ["{{ 标提 }}", "{{ 项目列表[0].无 }}"],
            ["{%tr for x in 列表 %}"],
            ["{{ y }}"],
            ["{%tr endfor %}"],
        ],
        "二": [["{{ 甲乙 }}{{ 丙丁 }}"]],
    }
    assert excel_problems(tmp_path, sheets, **DATA) == [
        "form.xlsx[一!A1]: 标提 is unknown; did you mean 标题?",
        "form.xlsx[一!A2]: 列表 is unknown; did you mean 项目列表?",
        "form.xlsx[一!A3]: y is unknown",
        "form.xlsx[二!A1]: 甲乙 is unknown",
        "form.xlsx[二!A1]: 丙丁 is unknown",
        "form.xlsx[一!B1]: 无 is unknown (项目列表[0].无)",
    ]


def test_all_unknown_fields_come_in_one_run(tmp_path: Path) -> None:
    rows = [
        ["{{ 项目列表[0].无 }}"],
        *loop(["{{ x.没有 }}", "甲{{ x.分 }}"], over="x in 项目列表[0].绩效指标"),
        ["{{ 空.x }}"],
    ]
    assert excel_problems(tmp_path, {"表": rows}, **DATA) == [
        "form.xlsx[表!A1]: 无 is unknown (项目列表[0].无)",
        "form.xlsx[表!B3]: 分 is unknown; did you mean 分值? (绩效指标 #1; 项目列表[0].绩效指标[0].分)",
        "form.xlsx[表!A3]: 没有 is unknown (绩效指标 #1; 项目列表[0].绩效指标[0].没有)",
        "form.xlsx[表!A5]: x was asked of a blank value (空.x)",
    ]
    blocks: list[Block] = ["{{ 项目列表[0].无 }}", [["{{ 空.x }}", "{{ 标题.y }}"]]]
    assert word_problems(tmp_path, blocks, **DATA) == [
        "form.docx[paragraph 1]: 无 is unknown (项目列表[0].无)",
        "form.docx[table 1, row 1, cell 1]: x was asked of a blank value (空.x)",
        "form.docx[table 1, row 1, cell 2]: y is unknown (标题.y)",
    ]


def test_a_problem_of_every_turn_is_said_once(tmp_path: Path) -> None:
    assert word_problems(
        tmp_path, ["{%p for x in 项目列表 * 3 %}", "{{ x.无 }}", "{%p endfor %}"], **DATA
    ) == ["form.docx[paragraph 2]: 无 is unknown (项目列表 #1 甲; 项目列表[0].无)"]


@pytest.mark.parametrize("template", ("{% set 项目.名称 = 1 %}", "{% set 没有.名称 = 1 %}"))
def test_fields_of_the_data_stay_as_they_are(template: str, tmp_path: Path) -> None:
    message = "only what namespace() made takes a new field; the data stays as it is"
    data = {"项目": {"名称": "甲"}}
    assert excel_problems(tmp_path, {"表": [["文"], [template]]}, **data) == [f"form.xlsx[表!A2]: {message}"]
    assert word_problems(tmp_path, ["文", template], **data) == [f"form.docx[paragraph 2]: {message}"]
