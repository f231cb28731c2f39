"""A template that shortens or drops what it prints is found out; one that prints less is only told of."""

from __future__ import annotations

from pathlib import Path

import pytest
from verification.planted import GOAL, build, edit_template, findings, prepared

from generator.verification import Account

EXPECTED = "{{ 项目.年度总体目标.预期目标 }}"
ALWAYS = ("表种", "绩效指标.序号")  # neither form has a place for them
PLACES = {"workbook.xlsx": "x.xlsx[{}!B11]", "document.docx": "x.docx[table {}, row 9, cell 2]"}
FILES = pytest.mark.parametrize("file", PLACES)


def built(folder: Path, file: str, *pairs: tuple[str, str]) -> tuple[list[str], Account]:
    made = prepared(folder / "w")
    edit_template(made, file, *pairs)
    result = build(made)
    assert result.failures == []
    [account] = [account for account in result.accounts if account.file[-4:] == file[-4:]]
    return findings(result), account


def not_printed(account: Account) -> list[str]:
    return [".".join(map(str, path)).removeprefix("项目列表.") for path in account.not_printed]


@FILES
@pytest.mark.parametrize(
    "printed",
    (
        pytest.param("{{ 项目.年度总体目标.预期目标[:10] }}", id="cut"),
        pytest.param("{{ 项目.年度总体目标.预期目标 | truncate(12) }}", id="a filter that cuts"),
        pytest.param("{{ 项目.年度总体目标.预期目标.split('，')[0] }}", id="a part"),
        pytest.param("{{ 项目.年度总体目标.预期目标 | list | first }}", id="the first sign"),
    ),
)
def test_a_text_that_is_cut(tmp_path: Path, file: str, printed: str) -> None:
    said, account = built(tmp_path, file, (EXPECTED, printed))
    excerpt = f"“{GOAL[:30]}…”"
    assert said == [
        f"{name}.yaml:10:9: error VER101: 项目列表 {number}.年度总体目标.预期目标: {excerpt} is nowhere in x.{file[-4:]}, though the template prints this field"
        for number, name in ((1, "01-甲项目"), (2, "02-乙项目"))
    ]
    assert account.lost == 2


@FILES
def test_a_text_that_is_cut_after_a_label(tmp_path: Path, file: str) -> None:
    said, _account = built(tmp_path, file, (EXPECTED, '{{ ("目标：" ~ 项目.年度总体目标.预期目标)[:12] }}'))
    places = ("甲项目", "乙项目") if file[-4:] == "xlsx" else (2, 4)
    assert said == [
        f"{name}.yaml:10:9: error VER101: 项目列表 {number}.年度总体目标.预期目标: the text is cut short at {PLACES[file].format(place)}: it ends with “目标：{GOAL[:9]}”"
        for number, name, place in zip((1, 2), ("01-甲项目", "02-乙项目"), places, strict=True)
    ]


@FILES
def test_rows_that_are_left_out(tmp_path: Path, file: str) -> None:
    said, account = built(tmp_path, file, ("指标 in 项目.绩效指标", "指标 in 项目.绩效指标[:5]"))
    assert {line.split(": ")[2] for line in said} == {
        f"项目列表 {number}.绩效指标 6.{field}"
        for number in (1, 2)
        for field in ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    }
    assert account.lost == 14


@FILES
def test_numbers_that_lose_their_cents(tmp_path: Path, file: str) -> None:
    field = "项目.项目资金.年度资金总额.年初预算数"
    said, _account = built(tmp_path, file, (field, f"{field} | int"))
    assert said == [
        f"{name}.yaml:5:19: error VER101: 项目列表 {number}.项目资金.年度资金总额.年初预算数: “100.125” is nowhere in x.{file[-4:]}, though the template prints this field"
        for number, name in ((1, "01-甲项目"), (2, "02-乙项目"))
    ]


@FILES
@pytest.mark.parametrize(
    ("pairs", "missing"),
    (
        pytest.param(((EXPECTED, ""),), ["表种", "年度总体目标.预期目标", "绩效指标.序号"], id="no field"),
        pytest.param(
            ((EXPECTED, "{% if 项目.年度总体目标.预期目标 %}有{% endif %}"),),
            ["表种", "年度总体目标.预期目标", "绩效指标.序号"],
            id="only asked for",
        ),
        pytest.param(
            (("{{ 项目.主管部门 }}", "{{ 项目.主管部门 | trim | upper }}"),), [*ALWAYS], id="filters that leave it"
        ),
        pytest.param(
            (("{{ 指标.三级指标 }}", "{{ loop.index }}、{{ 指标.三级指标 }}（{{ 指标.一级指标[:2] }}）"),),
            [*ALWAYS],
            id="an abbreviation beside the whole",
        ),
        pytest.param(
            (("{{ 指标.分值 }}", '{{ "%.2f" | format(指标.分值) }}'), ("{{ 项目.总分 }}", "{{ 项目.总分 | round(1) }}")),
            [*ALWAYS],
            id="numbers in other formats",
        ),
        pytest.param(
            (("{{ 项目.评分等级 }}", '{% if 项目.评分等级 == "优" %}优{% else %}差{% endif %}'),),
            [*ALWAYS],
            id="the same words in a condition",
        ),
        pytest.param(
            (("{{ 指标.偏差原因分析及改进措施 }}", "{{ 表种 }}{{ loop.index0 }}{{ 指标.序号 }}"),), [], id="more fields"
        ),
        pytest.param(
            (("{{ 指标.偏差原因分析及改进措施 }}", "{{ (指标.得分 / 指标.分值 * 100) | round(2) }}%"),),
            [*ALWAYS],
            id="computed from fields",
        ),
    ),
)  # fmt: skip
def test_templates_that_lose_nothing(
    tmp_path: Path, file: str, pairs: tuple[tuple[str, str], ...], missing: list[str]
) -> None:
    said, account = built(tmp_path, file, *pairs)
    assert (said, not_printed(account)) == ([], missing)
