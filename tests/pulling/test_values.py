"""Values edited in a form come back into the inputs, in YAML and in Excel; what says the same does not."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cli.workspaces import cells, edit, files, replace
from pulling.forms import BOOK, FIRST, FORM, INPUTS, Pulled, build, built, contents, data, fill, pull

KINDS = pytest.mark.parametrize("kind", ["yaml", "excel"])
WRITES = " (`jixiao pull --write` puts the changes into the inputs)"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@KINDS
def test_nothing_edited_is_nothing_to_pull(root: Path, kind: str) -> None:
    built(root, kind)
    before = files(root)
    assert pull("--write") == Pulled([], ["FORM: nothing to pull"], 0)
    assert files(root) == before


EDITS: list[Any] = [
    pytest.param({"甲项目!F4": "另一处"}, {("实施单位",): "另一处"}, id="a text"),
    pytest.param({"汇总!C4": "另一处"}, {("实施单位",): "另一处"}, id="a text in the summary"),
    pytest.param({"甲项目!B3": "新名", "汇总!B4": "新名"}, {("项目名称",): "新名"}, id="a name in both places"),
    pytest.param({"甲项目!E6": 96.5}, {("项目资金", "年度资金总额", "全年执行数"): "96.50"}, id="an amount"),
    pytest.param(
        {"甲项目!E6": "1,096.125"}, {("项目资金", "年度资金总额", "全年执行数"): "1096.125"}, id="an amount as text"
    ),
    pytest.param({"甲项目!H13": "多办了\r\n二十件 "}, {("绩效指标", 0, "偏差原因分析及改进措施"): "多办了\n二十件"}, id="a blank cell filled"),
    pytest.param({"甲项目!D13": "≥110.00(件)"}, {("绩效指标", 0, "年度指标值"): "≥110.00(件)"}, id="a target"),
    pytest.param(
        {"甲项目!D13": "办结", "甲项目!E13": "达成指标"},
        {("绩效指标", 0, "年度指标值"): "办结", ("绩效指标", 0, "实际完成值"): "达成指标"},
        id="a target that becomes words",
    ),
    pytest.param({"甲项目!D16": "≥3.50(个)"}, {("绩效指标", 3, "年度指标值"): "≥3.50(个)"}, id="words that become a target"),
    pytest.param({"甲项目!E13": "121.00(件)"}, {("绩效指标", 0, "实际完成值"): "121.00(件)"}, id="an actual value"),
    pytest.param({"甲项目!F13": 15, "甲项目!F14": 15}, {("绩效指标", 0, "分值"): "15", ("绩效指标", 1, "分值"): "15"}, id="weights"),
    pytest.param({"甲项目!B11": None}, {("年度总体目标", "预期目标"): None}, id="a text removed"),
    pytest.param({"甲项目!B11": "甲\n\n乙"}, {("年度总体目标", "预期目标"): "甲\n\n乙"}, id="a text of several lines"),
    pytest.param({"甲项目!A13": "效益指标"}, {("绩效指标", n, "一级指标"): "效益指标" for n in range(3)}, id="a label over several rows"),
]  # fmt: skip


def _changed(given: Any, changes: dict[tuple[str | int, ...], str | None]) -> Any:
    """The data with other values in the first project."""
    for path, text in changes.items():
        at = given["项目列表"][0]
        for step in path[:-1]:
            at = at[step]
        if text is None:
            del at[path[-1]]
        else:
            at[path[-1]] = text
    return given


def _plain(value: Any) -> Any:
    """Data in which a number is one, with whatever zeros."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return f"{float(value):g}" if value.replace(".", "", 1).isdecimal() else value


@KINDS
@pytest.mark.parametrize(("edits", "changes"), EDITS)
def test_an_edited_value_comes_into_the_inputs(
    root: Path, kind: str, edits: dict[str, object], changes: dict[tuple[str | int, ...], str | None]
) -> None:
    built(root, kind)
    wanted = _changed(data(), changes)
    fill(edits)
    assert (pull("--write").status, _plain(data())) == (0, _plain(wanted))
    assert pull("--write") == Pulled([], ["FORM: nothing to pull"], 0)
    build()
    made = contents()
    assert pull() == Pulled([], ["FORM: nothing to pull"], 0)
    for place, value in edits.items():
        sheet, _sign, cell = place.replace("甲项目!", "新名!" if "新名" in made else "甲项目!").partition("!")
        typed = made[sheet].get(cell)
        assert str(typed or "") == str(value or "").replace("\r", "").strip() or typed == float(
            str(value).replace(",", "")
        )


def test_a_change_is_shown_with_both_places_and_nothing_is_written(root: Path) -> None:
    built(root)
    before = files(root / "inputs")
    fill({"甲项目!F4": "另一处", "甲项目!H13": "多办了"})
    assert pull() == Pulled(
        [
            f"{FIRST}:3:7: 实施单位: “某处” → “另一处” (FORM[甲项目!F4])",
            f"{FIRST}:13:5: 绩效指标 1.偏差原因分析及改进措施: nothing → “多办了” (FORM[甲项目!H13])",
        ],
        ["FORM: changes: 2" + WRITES],
        0,
    )
    assert files(root / "inputs") == before


def test_remarks_and_order_of_yaml_stay(root: Path) -> None:
    built(root)
    replace(Path(FIRST), ("实施单位: 某处", "实施单位: 某处   # 请核对"), ("主管部门:", "# 部门\n主管部门:"))
    before = Path(FIRST).read_text("utf-8")
    fill({"甲项目!F4": "另一处"})
    assert pull("--write").status == 0
    assert Path(FIRST).read_text("utf-8") == before.replace("实施单位: 某处  ", "实施单位: 另一处  ")


SAME: list[Any] = [
    pytest.param({"甲项目!E6": "95.00"}, id="a number as text"),
    pytest.param({"甲项目!E6": " ９５ "}, id="a number in full width"),
    pytest.param({"甲项目!B11": "方便群众。\r\n"}, id="a line end behind a text"),
    pytest.param({"甲项目!H13": "  "}, id="blanks in a blank cell"),
    pytest.param(
        {"甲项目!A14": "产出指标", "甲项目!A15": "产出指标"}, id="a label repeated below a merged area"
    ),
]


@pytest.mark.parametrize("edits", SAME)
def test_what_prints_the_same_is_no_change(root: Path, edits: dict[str, object]) -> None:
    built(root)

    def change(book: Any) -> None:
        for area in [str(area) for area in book["甲项目"].merged_cells.ranges]:
            book["甲项目"].unmerge_cells(area)
        cells(edits)(book)

    edit(Path(FORM), change)
    assert pull() == Pulled([], ["FORM: nothing to pull"], 0)


def test_markup_is_changed_only_when_what_it_prints_is(root: Path) -> None:
    built(root)
    replace(Path(FIRST), ("预期目标: 方便群众。", "预期目标: <p>方便群众。</p><p>少跑路。</p>"))
    build()
    assert contents()["甲项目"]["B11"] == "方便群众。\n少跑路。"
    assert pull() == Pulled([], ["FORM: nothing to pull"], 0)
    fill({"甲项目!B11": "方便群众。\n不跑路。"})
    assert pull("--write").status == 0
    assert data()["项目列表"][0]["年度总体目标"]["预期目标"] == "方便群众。\n不跑路。"  # type: ignore[index, call-overload]


def test_days_are_told_apart_and_read_in_any_form(root: Path) -> None:
    from pulling.forms import shipped

    shipped(root)
    form = "outputs/2026-targets/上海市数据局2026年度项目绩效目标汇总表.xlsx"
    fill(
        {
            "上海市城市数字化转型专项资金!C5": date(2026, 2, 3),
            "上海市城市数字化转型专项资金!F5": "2026年11月30日",
        },
        form,
    )
    assert pull("--write", file=form).out == [
        f"inputs/2026-targets/projects.xlsx[项目!{cell}]: {label}: “{before}” → “{after}” (FORM[上海市城市数字化转型专项资金!{at}])"
        for cell, label, before, after, at in (
            ("F2", "计划开始日期", "2026-01-01", "2026-02-03", "C5"),
            ("G2", "计划完成日期", "2026-12-31", "2026年11月30日", "F5"),
        )
    ]
    from openpyxl import load_workbook

    sheet = load_workbook("inputs/2026-targets/projects.xlsx")["项目"]
    assert [sheet["F2"].value.date(), sheet["G2"].value.date()] == [date(2026, 2, 3), date(2026, 11, 30)]  # type: ignore[union-attr]


def test_what_a_field_cannot_hold_is_left(root: Path) -> None:
    built(root)
    fill({"甲项目!E6": "约九十", "甲项目!F4": "另一处"})
    assert pull("--write") == Pulled(
        [
            f"{FIRST}:3:7: 实施单位: “某处” → “另一处” (FORM[甲项目!F4])",
            "FORM[甲项目!E6]: 项目资金.年度资金总额.全年执行数: expected a number, found 约九十",
        ],
        ["FORM: changes: 1, not taken over: 1", f"{FIRST}: written"],
        1,
    )


def _with_formula(file: Path, cell: str, formula: str) -> None:
    """Give a number of the sheet 项目资金 a formula, as Excel would with its result."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet2.xml"
    parts[name], count = re.subn(
        rf'(<c r="{cell}"[^>]*>)(<v>)'.encode(), rf"\1<f>{formula}</f>\2".encode(), parts[name]
    )
    assert count == 1
    with zipfile.ZipFile(file, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


def test_a_formula_in_the_inputs_stays(root: Path) -> None:
    built(root, "excel")
    _with_formula(Path(BOOK), "E2", "90+5")
    fill({"甲项目!F4": "另一处", "甲项目!E6": 96.5})
    assert pull("--write") == Pulled(
        [
            f"{BOOK}[项目!C2]: 实施单位: “某处” → “另一处” (FORM[甲项目!F4])",
            (
                "FORM[甲项目!E6]: 项目资金.年度资金总额.全年执行数: "
                f"{BOOK}[项目资金!E2]: the cell holds a formula; change it by hand"
            ),
        ],
        ["FORM: changes: 1, not taken over: 1", f"{BOOK}: written"],
        1,
    )


def test_unreadable_inputs_are_left_alone(root: Path) -> None:
    built(root)
    replace(Path(INPUTS) / "booklet.yaml", ("年度: 2024", "年度: 明年"))
    fill({"甲项目!F4": "另一处"})
    ran = pull("--write")
    assert (ran.status, ran.err) == (2, [f"{INPUTS}: nothing is pulled while it cannot be read"])


def test_inputs_that_would_be_wrong_are_not_written(root: Path) -> None:
    built(root)
    before = files(root / "inputs")
    fill({"甲项目!B3": None, "汇总!B4": None, "甲项目!F4": "另一处"})
    ran = pull("--write")
    assert (ran.status, ran.err[-1]) == (
        1,
        "FORM: nothing was written: with these changes the inputs would be wrong",
    )
    assert files(root / "inputs") == before


@pytest.mark.parametrize("kind", ["yaml", "excel"])
def test_a_project_cannot_get_the_name_of_another(root: Path, kind: str) -> None:
    built(root, kind)
    before = files(root / "inputs")
    fill({"甲项目!B3": "乙项目"})
    ran = pull("--write")
    assert (ran.status, ran.err[-1]) == (
        1,
        "FORM: nothing was written: with these changes the inputs would be wrong",
    )
    assert "error INP007: the project 乙项目 stands twice" in "".join(ran.err)
    assert files(root / "inputs") == before
