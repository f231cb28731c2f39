"""What booklet.yaml sets, and how values are written, reach the outputs: from YAML and from Excel alike."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest
from cli.workspaces import (
    BUILT,
    NAME,
    OUTPUTS,
    TITLE,
    Ran,
    booklet,
    cells,
    edit,
    files,
    jixiao,
    replace,
    workspace,
    write,
)
from openpyxl import Workbook, load_workbook

from generator import tree

KINDS = ("yaml", "excel")
FORM = "{{ 项目.项目名称 }}"


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = workspace(tmp_path / "工作区")
    monkeypatch.chdir(folder)
    return folder


def form(name: str = "甲项目") -> dict[str, str]:
    """The texts of a form in the built workbook by cell, numbers with two decimals."""
    sheet = load_workbook(OUTPUTS[0])[name]
    found = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row}
    return {
        cell: f"{value:.2f}" if isinstance(value, int | float) else str(value)
        for cell, value in found.items()
        if value is not None
    }


def figures(name: str = "甲项目") -> dict[str, str]:
    """What the form says of rate, points, total and grade."""
    found = form(name)
    labels = {found[cell]: cell[1:] for cell in found if cell.startswith("A")}
    return {
        "分数": found["F6"],
        "执行率": found["G6"],
        "得分": found["H6"],
        "总分": found[f"G{labels['总分']}"],
        "评分等级": found[f"F{labels['评分等级']}"],
    }


USUAL = {"分数": "10.00", "执行率": "66.66", "得分": "6.67", "总分": "96.67", "评分等级": "优"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("settings", "expected"),
    (
        pytest.param({}, {}, id="the rule's own"),
        pytest.param({"预算执行率": {"取位": "四舍五入"}}, {"执行率": "66.67"}, id="rate rounded"),
        pytest.param(
            {"预算执行率": {"分值": "20"}},
            {"分数": "20.00", "得分": "13.33", "总分": "103.33"},
            id="twenty points",
        ),
        pytest.param({"等级": {"A": "97", "B": "0"}}, {"评分等级": "B"}, id="other grades"),
    ),
)
def test_scoring(root: Path, kind: str, settings: tree.Mapping, expected: dict[str, str]) -> None:
    data = booklet(**({"计分": settings} if settings else {}))
    for project in data["项目列表"]:
        for name in ("年度资金总额", "当年财政拨款"):
            project["项目资金"][name] |= {"全年预算数": "3.00", "全年执行数": "2.00"}  # type: ignore[index,call-overload]
    write(root, kind, data)
    assert jixiao("build").out == OUTPUTS
    assert figures() == USUAL | expected


@pytest.mark.parametrize("kind", KINDS)
def test_yuan_in_a_self_evaluation(root: Path, kind: str) -> None:
    write(root, kind, booklet(金额单位="元"))
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    texts = form()
    assert texts["A5"] == "项目资金\n（元）"
    assert "单位：元" in [str(cell.value) for cell in load_workbook(OUTPUTS[0])["汇总"][2]]
    assert any(
        "（元）" in cell.text for table in docx.Document(OUTPUTS[1]).tables for cell in table.column_cells(0)
    )


@pytest.mark.parametrize(
    "written",
    (
        "1,234.50",
        "１，２３４．５０",
        " 1 234.5 ",
        "1234.500",
        "１２３４.5",
        "\u30001,234.50",
    ),
)
@pytest.mark.parametrize("kind", KINDS)
def test_amount_however_it_is_written(root: Path, kind: str, written: str) -> None:
    data = booklet()
    row = {"年初预算数": written, "全年预算数": written, "全年执行数": "1234.5"}
    for project in data["项目列表"]:
        project["项目资金"]["年度资金总额"] = dict(row)  # type: ignore[index,call-overload]
        project["项目资金"]["当年财政拨款"] = dict(row)  # type: ignore[index,call-overload]
    write(root, kind, data)
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    assert {cell: form()[cell] for cell in ("C6", "D6", "E6", "G6")} == {
        "C6": "1234.50", "D6": "1234.50", "E6": "1234.50", "G6": "100.00",
    }  # fmt: skip


def test_untidy_workbook_gives_the_same_bytes(root: Path) -> None:
    """Columns in another order, blank rows, a title above, numbers as text, the target as one text."""
    folder = write(root, "excel")
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    tidy = files(root / "outputs")
    edit(folder / "projects.xlsx", _turn_upside_down)
    shutil.rmtree("outputs")
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    assert files(root / "outputs") == tidy


def _turn_upside_down(workbook: Workbook) -> None:
    for sheet in workbook:
        rows = [[_as_text(cell.value) for cell in row] for row in sheet.iter_rows()]
        if sheet.title == "绩效指标":
            whole = ["年度指标值", *(_target(*row[4:7]) for row in rows[1:])]
            actual = rows[0].index("实际完成值")
            for row, unit in zip(rows[1:], [row[6] for row in rows[1:]], strict=True):
                if unit:
                    row[actual] = f"{float(row[actual]):.2f}({unit})"
            rows = [[*row[:4], target, *row[7:]] for row, target in zip(rows, whole, strict=True)]
        sheet.delete_rows(1, sheet.max_row)
        sheet.append([f"{sheet.title}（测试）"])
        for row in rows:
            sheet.append([])
            sheet.append([*reversed(row), None])
            for cell in sheet[sheet.max_row]:
                if str(cell.value).startswith("="):
                    cell.data_type = "s"


def _as_text(value: object) -> str:
    return "" if value is None else f" {value} " if isinstance(value, int | float) else str(value)


def _target(operator: str, number: str, unit: str) -> str:
    return f"{operator}{float(number):.2f}({unit})" if unit else number


@pytest.mark.parametrize("kind", KINDS)
def test_extra_fields(root: Path, kind: str) -> None:
    data = booklet(附加字段={"项目": ["联系电话"], "绩效指标": ["权重说明"]})
    projects = data["项目列表"]
    assert isinstance(projects, list)
    projects[0]["联系电话"] = "0012-34"  # type: ignore[index,call-overload]
    projects[0]["绩效指标"][1]["权重说明"] = "=1+1"  # type: ignore[index,call-overload]
    edit(Path("templates/self-evaluation/workbook.xlsx"), _show_extra_fields)
    write(root, kind, data)
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    first, second = form(), form("乙项目")
    assert (first["J3"], first["J14"]) == ("0012-34", "=1+1")
    assert {"J3", "J14"} & set(second) == set()
    assert jixiao("convert", NAME, "inputs/另一种") == Ran(["inputs/另一种"], [], 0)
    before = files(root / "outputs" / NAME)
    assert jixiao("build", "另一种").status == 0
    assert files(root / "outputs" / "另一种") == before


def _show_extra_fields(workbook: Workbook) -> None:
    workbook[FORM]["J4"] = "{{ 项目.联系电话 }}"
    workbook[FORM]["J15"] = "{{ 指标.权重说明 }}"


@pytest.mark.parametrize("kind", KINDS)
def test_extra_field_that_is_not_declared(root: Path, kind: str) -> None:
    folder = write(root, kind)
    if kind == "yaml":
        replace(folder / "01-甲项目.yaml", ("主管部门:", "联系电话: 1\n主管部门:"))
        known = "项目名称, 主管部门, 实施单位, 检查, 项目资金, 年度总体目标, 绩效指标, 总分, 评分等级"
        line = (
            f"inputs/{NAME}/01-甲项目.yaml:2:7: error DAT101: unknown key 联系电话; expected one of {known}"
        )
    else:
        edit(folder / "projects.xlsx", cells({"项目!F1": "联系电话"}))
        line = f"inputs/{NAME}/projects.xlsx[项目!F1]: error INP205: unknown heading 联系电话"
    assert jixiao("build") == Ran([line], [f"inputs/{NAME}: not built"], 1)


def test_extra_field_with_the_name_of_a_computed_one(root: Path) -> None:
    """The computed value prints: a template's 序号 stays what it was."""
    names: tree.Mapping = {"项目": ["序号", "总分值"], "绩效指标": ["序号"]}
    data = booklet(附加字段=names)
    projects = data["项目列表"]
    assert isinstance(projects, list)
    projects[0] |= {"序号": "7", "总分值": "8"}  # type: ignore[operator]
    projects[0]["绩效指标"][0]["序号"] = "9"  # type: ignore[index,call-overload]
    write(root, "yaml", data)
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    assert str(load_workbook(OUTPUTS[0])["汇总"]["A4"].value) == "1"


def test_quotient_longer_than_any_amount(root: Path) -> None:
    data = booklet()
    for project in data["项目列表"]:
        project["项目资金"]["年度资金总额"] = {"全年预算数": "0.000000001", "全年执行数": "9" * 18}  # type: ignore[index,call-overload]
    write(root, "yaml", data)
    assert jixiao("check").status == 1
    assert jixiao("build", "--format", "xlsx").out == OUTPUTS[:1]


def test_forms_of_one_name_but_for_blanks(root: Path) -> None:
    folder = write(root, "yaml")
    replace(folder / "02-乙项目.yaml", ("乙项目", "甲 项目"))
    assert jixiao("build").out == OUTPUTS
    place = f"inputs/{NAME}/02-乙项目.yaml:1:7: warning"
    lines = [
        f"{place} FRM111: the name is nearly that of project 甲项目, number 1",
        f"{place} TXT103: a blank stands inside the Chinese text: 甲 项目",
    ]
    assert jixiao("check") == Ran(lines, [f"inputs/{NAME}: warnings: 2"], 0)


def test_title_stands_in_the_documents(root: Path) -> None:
    write(root, "yaml")
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    assert load_workbook(OUTPUTS[0])["汇总"]["A1"].value == TITLE
    assert TITLE in [paragraph.text for paragraph in docx.Document(OUTPUTS[1]).paragraphs]
