"""Tidy sheets are read whatever their arrangement, and mistakes are said with their cell."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from reading.booklet_files import (
    FUND_HEADINGS,
    INDICATOR,
    INDICATOR_HEADINGS,
    PROJECT_HEADINGS,
    Rows,
    read,
    tidy,
)

from generator import tree
from generator.reading.folder import read_booklet
from generator.sheets.layout import TARGET_DECLARATION

SOUND: tree.Mapping = {
    "项目名称": "甲",
    "主管部门": "局",
    "实施单位": "处",
    "项目资金": {"年度资金总额": {"年初预算数": "0", "全年预算数": "12.5", "全年执行数": "12"}},
    "年度总体目标": {"预期目标": "目标", "实际完成情况": "完成"},
    "绩效指标": [
        {
            "一级指标": "产出指标",
            "二级指标": "数量指标",
            "三级指标": "测试量",
            "年度指标值": "≥6.00(款)",
            "实际完成值": "7.00(款)",
            "分值": "8",
        },
    ],
}


def test_a_sound_workbook(tmp_path: Path) -> None:
    project, problems = read(tmp_path, tidy())
    assert (project, problems) == (SOUND, [])
    assert list(project) == list(SOUND)  # in the order of the form


@pytest.mark.parametrize(
    "sheets",
    (
        pytest.param(
            tidy(绩效指标=[tuple(reversed(INDICATOR_HEADINGS)), tuple(reversed(INDICATOR))]),
            id="columns in any order",
        ),
        pytest.param(
            tidy(绩效指标=[(), ("2024年度",), (), INDICATOR_HEADINGS, (), INDICATOR, (), (" ",)]),
            id="title and blank rows",
        ),
        pytest.param(
            tidy(
                项目资金=[
                    FUND_HEADINGS,
                    (None, "其他资金"),
                    ("甲", "年度资金总额", 0, 12.5, 12),
                    (None, "年度资金总额"),
                ]
            ),
            id="names of funds printed in advance",
        ),
        pytest.param(
            tidy(
                项目资金=[
                    ("项目 名称*", "资金\n", "年初预算数（万元）", " 全年预算数(万元)", "全年执行数"),
                    ("甲", "其中：年度资金总额", 0, 12.5, 12),
                ]
            ),
            id="headings with remarks",
        ),
        pytest.param(
            tidy(项目=[("序号", *PROJECT_HEADINGS), (1, "甲", "局", "处", "目标", "完成"), (2,)]),
            id="numbering",
        ),
        pytest.param(tidy(绩效指标=[INDICATOR_HEADINGS, ("甲 ", *INDICATOR[1:])]), id="blank after a name"),
        pytest.param(
            tidy(
                绩效指标=[
                    INDICATOR_HEADINGS,
                    ("甲", "产出指标", "数量指标", "测试量", ">=", "6", " 款", "7", "8"),
                ]
            ),
            id="numbers typed as text",
        ),
        pytest.param(
            {
                " 绩效指标 ": tidy()["绩效指标"],
                "说明": [("填表说明",)],
                **{k: v for k, v in tidy().items() if k != "绩效指标"},
            },
            id="sheets in any order, other sheets",
        ),
    ),
)
def test_arrangements_of_the_same(sheets: dict[str, Rows], tmp_path: Path) -> None:
    assert read(tmp_path, sheets) == (SOUND, [])


@pytest.mark.parametrize(
    ("target", "actual", "read_target", "read_actual"),
    (
        pytest.param(("≥", 90, "%"), 100, "≥90.00(%)", "100.00(%)", id="numbers"),
        pytest.param(
            ("≥", (0.9, "0%"), "%"),
            (0.995, "0.0%"),
            "≥90.00(%)",
            "99.50(%)",
            id="numbers shown as percentages",
        ),
        pytest.param(("≥", "90%", "%"), "100%", "≥90.00(%)", "100%", id="percent signs in texts"),
        pytest.param(
            ("＞", "11,000", "万核小时"),
            "12,000.5",
            "＞11000.00(万核小时)",
            "12000.50(万核小时)",
            id="thousands separators",
        ),
        pytest.param(
            ("", 100, "%"), "98.00(%)", "100.00(%)", "98.00(%)", id="no operator, actual with its unit"
        ),
        pytest.param(("=", (1, "0.00"), None), 1, "=1.00", "1", id="no unit"),
        pytest.param((None, "按时完成", None), "达成指标", "按时完成", "达成指标", id="words"),
        pytest.param(
            (None, "=100.00(%)", None),
            "100.00(%)",
            "=100.00(%)",
            "100.00(%)",
            id="whole text with an equals sign",
        ),
        pytest.param((None, 5, None), 6, "5", "6", id="a number alone"),
        pytest.param((None, (0.5, "0.0%"), None), (1, "0%"), "50.0%", "100%", id="a percentage alone"),
    ),
)
def test_targets_in_three_columns(
    target: tuple[object, ...], actual: object, read_target: str, read_actual: str, tmp_path: Path
) -> None:
    row = (*INDICATOR[:4], *target, actual, 8)
    project, problems = read(tmp_path, tidy(绩效指标=[INDICATOR_HEADINGS, row]))
    indicators = project["绩效指标"]
    assert isinstance(indicators, list)
    assert isinstance(indicators[0], dict)
    assert (indicators[0]["年度指标值"], indicators[0]["实际完成值"], problems) == (
        read_target,
        read_actual,
        [],
    )


def test_targets_in_one_column(tmp_path: Path) -> None:
    headings = ("项目名称", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值")
    row = ("甲", "产出指标", "数量指标", "测试量", "≥6.00(款)", "7.00(款)", 8)
    assert read(tmp_path, tidy(绩效指标=[headings, row])) == (SOUND, [])


@pytest.mark.parametrize(
    ("value", "text"),
    (
        pytest.param(date(2026, 1, 1), "2026-01-01", id="a day"),
        pytest.param(datetime(2026, 1, 1, 8, 30), "2026-01-01 08:30:00", id="with a time"),
        pytest.param(46023, "2026-01-01", id="a serial number"),
        pytest.param("46023", "2026-01-01", id="a serial number as text"),
        pytest.param("2026年1月1日", "2026年1月1日", id="a text"),
        pytest.param(60.5, "1900-02-28", id="near the day that never was"),
        pytest.param(1, "1900-01-01", id="the first day"),
        pytest.param(0, "0", id="no day"),
        pytest.param(1e9, "1000000000", id="beyond the calendar"),
        pytest.param(True, "TRUE", id="a truth"),
    ),
)
def test_days(value: object, text: str, tmp_path: Path) -> None:
    headings = [column.heading for column in TARGET_DECLARATION.project if not column.stated] + ["联系电话"]
    funds = ["项目名称", *(column.heading for column in TARGET_DECLARATION.funds)]
    sheets: dict[str, Rows] = {
        "项目": [headings, ("甲", None, None, None, None, value, None, None, "目标", "021-1")],
        "项目资金": [funds, ("甲", None, None, None, (285039000, "#,##0.00"), 0.1 + 0.2)],
        "绩效指标": [INDICATOR_HEADINGS[:7], INDICATOR[:7]],
    }
    project, problems = read(tmp_path, sheets, "申报表")
    assert problems == []
    assert project == {
        "项目名称": "甲",
        "计划开始日期": text,
        "项目资金": {"年度资金申请总额": "285039000.00", "当年财政拨款": "0.3"},
        "项目绩效目标": {"年度总体目标": "目标"},
        "绩效指标": [
            {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "测试量", "年度指标值": "≥6.00(款)"}
        ],
        "联系电话": "021-1",
    }


FORMULA = (*INDICATOR[:8], "=SUM(A1)")


@pytest.mark.parametrize(
    ("sheets", "problems"),
    (
        pytest.param(
            {"项木": tidy()["项目"], "项目资金": tidy()["项目资金"], "绩效指标": tidy()["绩效指标"]},
            ["p.xlsx: error INP203: the workbook has no sheet 项目; if it is 项木, rename that"],
            id="no sheet",
        ),
        pytest.param(
            tidy(绩效指标=[()]),
            [
                (
                    "p.xlsx[绩效指标]: error INP204: no row of headings within the first 30 rows; "
                    "expected 项目名称, 一级指标, 二级指标, 三级指标, 符号, 指标值, 计量单位, "
                    "实际完成值, 分值"
                )
            ],
            id="no headings",
        ),
        pytest.param(
            tidy(项目资金=[*[()] * 30, *tidy()["项目资金"]]),
            [
                (
                    "p.xlsx[项目资金]: error INP204: no row of headings within the first 30 rows; "
                    "expected 项目名称, 资金, 年初预算数, 全年预算数, 全年执行数"
                )
            ],
            id="headings too far down",
        ),
        pytest.param(
            tidy(项目资金=[FUND_HEADINGS[:3], ("甲", "年度资金总额", 0)]),
            ["p.xlsx[项目资金!1]: error INP204: the sheet has no heading 全年预算数, 全年执行数"],
            id="missing headings",
        ),
        pytest.param(
            tidy(
                绩效指标=[
                    ("项目名称", "一级指标", "二级指标", "三级指表", *INDICATOR_HEADINGS[4:]),
                    INDICATOR,
                ]
            ),
            ["p.xlsx[绩效指标!D1]: warning INP209: the heading 三级指表 is read as 三级指标; write 三级指标"],
            id="misspelt heading",
        ),
        pytest.param(
            tidy(项目=[(*PROJECT_HEADINGS, "备注"), ("甲", "局", "处", "目标", "完成", "x")]),
            ["p.xlsx[项目!F1]: error INP205: unknown heading 备注"],
            id="undeclared heading",
        ),
        pytest.param(
            tidy(绩效指标=[(*INDICATOR_HEADINGS, "分值"), (*INDICATOR, 9)]),
            ["p.xlsx[绩效指标!J1]: error INP206: the heading 分值 stands twice"],
            id="repeated heading",
        ),
        pytest.param(
            tidy(项目资金=[(*FUND_HEADINGS[:4], "全年执行数（元）"), ("甲", "年度资金总额", 0, 12.5, 12)]),
            ["p.xlsx[项目资金!E1]: error INP207: the heading says 元, but the booklet's 金额单位 is 万元"],
            id="another unit of money",
        ),
        pytest.param(
            tidy(项目=[PROJECT_HEADINGS, ("甲", "局", "处", "目标", "完成", "记")]),
            ["p.xlsx[项目!F2]: warning INP208: the column has no heading, so this value is not read"],
            id="no heading above a value",
        ),
        pytest.param(
            tidy(绩效指标=[INDICATOR_HEADINGS, INDICATOR, (None, *INDICATOR[1:])]),
            ["p.xlsx[绩效指标!A3]: error INP210: the row names no project in 项目名称"],
            id="row without a project",
        ),
        pytest.param(
            tidy(项目资金=[FUND_HEADINGS, ("甲", "年度资金总额", 0, 12.5, 12), (None, "其他资金", 1)]),
            ["p.xlsx[项目资金!A3]: error INP210: the row names no project in 项目名称"],
            id="amount without a project",
        ),
        pytest.param(
            tidy(
                绩效指标=[
                    INDICATOR_HEADINGS,
                    INDICATOR,
                    *[("高性能", *INDICATOR[1:])] * 2,
                    INDICATOR,
                    ("高性能", *INDICATOR[1:]),
                ]
            ),
            ["p.xlsx[绩效指标!A3]: error INP211: the project 高性能 is not in the sheet 项目 (rows 3-4, 6)"],
            id="unknown project",
        ),
        pytest.param(
            tidy(项目资金=[FUND_HEADINGS, ("甲", "年度资金总额", 0, 12.5, 12), ("甲", "年度资金总额", 1)]),
            [
                (
                    "p.xlsx[项目资金!B3]: error INP212: 年度资金总额 of the project 甲 stands twice, "
                    "first in row 2"
                )
            ],
            id="repeated fund",
        ),
        pytest.param(
            tidy(项目资金=[FUND_HEADINGS, ("甲", "年度资金总额", 0, 12.5, 12), ("甲", None, 1)]),
            ["p.xlsx[项目资金!B3]: error INP212: the row names no fund in 资金"],
            id="nameless fund",
        ),
        pytest.param(
            tidy(项目=[*tidy()["项目"], ("甲 ", "局")]),
            ["p.xlsx[项目!A3]: error INP007: the project 甲 stands twice, first in row 2"],
            id="repeated project",
        ),
        pytest.param(
            tidy(绩效指标=[(*INDICATOR_HEADINGS, "年度指标值"), (*INDICATOR, "≥7.00(款)")]),
            [
                (
                    "p.xlsx[绩效指标!J2]: error INP213: the target stands twice, in 指标值 and in "
                    "年度指标值; leave one of them blank"
                )
            ],
            id="target twice",
        ),
        pytest.param(
            tidy(绩效指标=[INDICATOR_HEADINGS, INDICATOR, FORMULA]),
            [
                (
                    "p.xlsx[绩效指标!I3]: error INP221: the formula has no stored result; open the file "
                    "in Excel or WPS and save it"
                )
            ],
            id="formula without a result",
        ),
    ),
)
def test_mistakes(sheets: dict[str, Rows], problems: list[str], tmp_path: Path) -> None:
    assert read(tmp_path, sheets)[1] == problems


@pytest.mark.parametrize(
    ("row", "indicator", "problems"),
    (
        pytest.param(
            (*INDICATOR[:3], "#REF!", *INDICATOR[4:]),
            {
                "一级指标": "产出指标",
                "二级指标": "数量指标",
                "年度指标值": "≥6.00(款)",
                "实际完成值": "7.00(款)",
                "分值": "8",
            },
            ["p.xlsx[绩效指标!D2]: error INP220: found the error #REF!, expected a value"],
            id="error value",
        ),
        pytest.param(
            ("甲", None, None, "测试_x0007_量", "≥", "良好", "级"),
            {"三级指标": "测试量", "年度指标值": "良好"},
            [
                (
                    "p.xlsx[绩效指标!D2]: error INP108: the control character U+0007 cannot stand in a "
                    "text; delete it"
                ),
                (
                    "p.xlsx[绩效指标!F2]: warning INP214: the target is words, so ≥级 is not read; leave "
                    "it blank or write all in 指标值"
                ),
            ],
            id="control character, unit of words",
        ),
    ),
)
def test_mistakes_in_a_row(
    row: tuple[object, ...], indicator: object, problems: list[str], tmp_path: Path
) -> None:
    project, found = read(tmp_path, tidy(绩效指标=[INDICATOR_HEADINGS, row]))
    assert (project["绩效指标"], found) == ([indicator], problems)


def test_areas_merged_downwards_give_their_value_to_every_row(tmp_path: Path) -> None:
    rows = [INDICATOR_HEADINGS, INDICATOR, (None, None, None, *INDICATOR[3:]), (), INDICATOR]
    read(tmp_path, tidy(绩效指标=rows))
    workbook = load_workbook(tmp_path / "p.xlsx")
    for columns in ("A2:A4", "B2:B3", "C2:C3"):
        workbook["绩效指标"].merge_cells(columns)
    workbook.save(tmp_path / "p.xlsx")
    source = read_booklet(tmp_path, tmp_path)
    indicators = SOUND["绩效指标"]
    assert isinstance(indicators, list)
    assert source.data["项目列表"] == [SOUND | {"绩效指标": indicators * 3}]
    assert source.problems == []


def test_places(tmp_path: Path) -> None:
    read(tmp_path, tidy(绩效指标=[INDICATOR_HEADINGS, (), (*INDICATOR[:7], None, 8)]))
    source = read_booklet(tmp_path, tmp_path.parent)
    project = ("项目列表", 0)
    places = {
        (): "booklet.yaml:1:1",
        project: "p.xlsx[项目!A2]",
        (*project, "年度总体目标", "预期目标"): "p.xlsx[项目!D2]",
        (*project, "项目资金"): "p.xlsx[项目资金!A2]",
        (*project, "项目资金", "年度资金总额", "全年执行数"): "p.xlsx[项目资金!E2]",
        (*project, "项目资金", "其他资金", "全年执行数"): "p.xlsx[项目资金!A2]",
        (*project, "绩效指标", 0): "p.xlsx[绩效指标!A3]",
        (*project, "绩效指标", 0, "年度指标值"): "p.xlsx[绩效指标!F3]",
        (*project, "绩效指标", 0, "实际完成值"): "p.xlsx[绩效指标!H3]",
    }
    assert {path: str(source.locate(path)).removeprefix(f"{tmp_path.name}/") for path in places} == places


def test_a_misspelt_kind_of_form_is_read_by_its_headings(tmp_path: Path) -> None:
    assert read(tmp_path, tidy(), "自评") == (SOUND, [])
