"""An input workbook for people: typed cells, a tidy look, the same bytes for the same data."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from generator import tree
from generator.errors import GeneratorError
from generator.writing.workbook import write_workbook_folder

PROJECT: tree.Mapping = {
    "项目名称": "甲",
    "主管部门": "=局",
    "年度总体目标": {"预期目标": "一、甲\n二、乙", "实际完成情况": "#REF!"},
    "项目资金": {"年度资金总额": {"年初预算数": "1233.77", "全年预算数": "1,233.77", "执行率": "88.70%"}},
    "绩效指标": [
        {"一级指标": "产出指标", "年度指标值": "≥99.50(%)", "实际完成值": "100.00(%)", "分值": "8"},
        {"一级指标": "产出指标", "年度指标值": "=规范", "实际完成值": "规范", "权重": "0.1"},
    ],
    "联系电话": "021-1",
}
DATA: tree.Mapping = {
    "表种": "自评表",
    "附加字段": {"项目": ["联系电话"], "绩效指标": ["权重"]},
    "项目列表": [PROJECT],
}


def cells(path: Path) -> list[str]:
    """Every cell that holds something: place, stored type, value, format, and a mark before a leading `=`."""
    described = []
    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if cell.value is not None:
                    quoted = " quoted" if cell.quotePrefix else ""
                    described.append(
                        f"{sheet.title}!{cell.coordinate} {cell.data_type} {cell.value!s} "
                        f"{cell.number_format}{quoted}"
                    )
    return described


def test_cells(tmp_path: Path) -> None:
    write_workbook_folder(DATA, tmp_path / "b")
    assert cells(tmp_path / "b" / "projects.xlsx") == [
        "项目!A2 s 甲 @",
        "项目!B2 s =局 @ quoted",
        "项目!D2 s 一、甲\n二、乙 @",
        "项目!E2 s #REF! @",
        "项目!F2 s 021-1 @",
        "项目资金!A2 s 甲 @",
        "项目资金!B2 s 年度资金总额 @",
        "项目资金!C2 n 1233.77 #,##0.00",
        "项目资金!D2 s 1,233.77 @",
        "项目资金!F2 s 88.70% @",
        "绩效指标!A2 s 甲 @",
        "绩效指标!B2 s 产出指标 @",
        "绩效指标!E2 s ≥ @",
        "绩效指标!F2 n 99.5 0.00",
        "绩效指标!G2 s % @",
        "绩效指标!H2 n 100.0 0.00",
        "绩效指标!I2 n 8 0",
        "绩效指标!A3 s 甲 @",
        "绩效指标!B3 s 产出指标 @",
        "绩效指标!F3 s =规范 @ quoted",
        "绩效指标!H3 s 规范 @",
        "绩效指标!K3 s 0.1 @",
    ]


def test_days_are_days(tmp_path: Path) -> None:
    dates: tree.Mapping = {"项目名称": "甲", "计划开始日期": "2026-01-01", "计划完成日期": "2026年底"}
    write_workbook_folder({"表种": "申报表", "项目列表": [dates]}, tmp_path / "b")
    assert cells(tmp_path / "b" / "projects.xlsx") == [
        "项目!A2 s 甲 @",
        "项目!F2 d 2026-01-01 00:00:00 yyyy-mm-dd",
        "项目!G2 s 2026年底 @",
    ]


def test_looks(tmp_path: Path) -> None:
    write_workbook_folder(DATA, tmp_path / "b")
    looks = []
    for sheet in load_workbook(tmp_path / "b" / "projects.xlsx").worksheets:
        headings = [
            f"{cell.value}:{sheet.column_dimensions[get_column_letter(position)].width:g}"
            for position, cell in enumerate(sheet[1], start=1)
        ]
        heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
        looks.append((sheet.title, " ".join(headings), heights, sheet.freeze_panes, sheet["A1"].font.bold))
    assert looks == [
        ("项目", "项目名称:30 主管部门:18 实施单位:18 预期目标:80 实际完成情况:80 联系电话:16", [19.5, 33.75], "B2", True),
        ("项目资金", "项目名称:30 资金:18 年初预算数:16 全年预算数:16 全年执行数:16 执行率:10", [19.5, 19.5], "B2", True),
        (
            "绩效指标",
            ("项目名称:30 一级指标:13 二级指标:21 三级指标:34 符号:7 指标值:24 计量单位:12 "
            "实际完成值:24 分值:8 偏差原因分析及改进措施:30 权重:16"),
            [19.5, 19.5, 19.5],
            "B2",
            True,
        ),
    ]  # fmt: skip


def test_same_data_same_bytes(tmp_path: Path) -> None:
    contents = set()
    for name in ("a", "b"):
        write_workbook_folder(copy.deepcopy(DATA), tmp_path / name)
        contents.add((tmp_path / name / "projects.xlsx").read_bytes())
    assert len(contents) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    (
        pytest.param(
            {"项目列表": [PROJECT, PROJECT | {"项目名称": "甲 "}]},
            "two projects of the name 甲 cannot go into one workbook",
            id="two of one name",
        ),
        pytest.param(
            {"项目列表": [{"主管部门": "局"}]},
            "a project without 项目名称 cannot go into a workbook, which tells projects by their names",
            id="no name",
        ),
        pytest.param(
            {"项目列表": [PROJECT | {"电话": "1"}]},
            "电话 of the project 甲 has no column in a workbook",
            id="unknown key",
        ),
        pytest.param(
            {"项目列表": [PROJECT | {"项目资金": "无"}]},
            "项目资金 of the project 甲 has no column in a workbook",
            id="text for a mapping",
        ),
        pytest.param(
            {"项目列表": [PROJECT | {"绩效指标": [{"分值": ["8"]}]}]},
            "绩效指标.0.分值.0 of the project 甲 has no column in a workbook",
            id="list for a text",
        ),
        pytest.param(
            {"项目列表": [PROJECT | {"主管部门": "长" * 32_768}]},
            "a text of 32768 characters is too long for a cell, which holds 32767",
            id="too long",
        ),
        pytest.param({"表种": "自评"}, "a workbook needs a 表种 that is 自评表 or 申报表", id="unknown form"),
    ),
)
def test_what_would_be_lost_is_refused(change: tree.Mapping, message: str, tmp_path: Path) -> None:
    with pytest.raises(GeneratorError) as caught:
        write_workbook_folder(DATA | change, tmp_path / "b")
    assert (str(caught.value), list(tmp_path.iterdir())) == (message, [])
