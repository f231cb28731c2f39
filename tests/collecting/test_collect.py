"""`jixiao collect`: what came back, three ways; the report line by line, and what is written."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import pytest
from cli.workspaces import NAME, cells, files, jixiao, replace
from cli.workspaces import edit as edit_input
from collecting.circulars import FIRST, SECOND, SENT, Change, collect, data, edit, put, sent, split
from openpyxl import Workbook
from openpyxl.comments import Comment

from generator import tree
from generator.reading.folder import read_booklet

FILES = ["发放/乙处.xlsx: 乙处, projects: 1", "发放/甲处.xlsx: 甲处, projects: 2"]
INDICATORS = "绩效指标"


@pytest.fixture(params=["yaml", "excel"])
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The booklet in either kind of file, sent out."""
    monkeypatch.chdir(tmp_path)
    sent(tmp_path, request.param)
    split()
    return tmp_path


def now(root: Path) -> list[tree.Mapping]:
    """The projects of the booklet."""
    read = read_booklet(root / "inputs" / NAME, root)
    assert read.problems == []
    listed = read.data["项目列表"]
    assert isinstance(listed, list)
    return [each for each in listed if isinstance(each, dict)]


def expected(*changes: tuple[tuple[str | int, ...], str | None]) -> list[tree.Mapping]:
    """The projects as they were sent, with other values at some paths; None takes a row away."""
    listed = copy.deepcopy(data()["项目列表"])
    for path, value in changes:
        at: object = listed
        for step in path[:-1]:
            at = at[step]  # type: ignore[index]
        if value is None:
            del at[path[-1]]  # type: ignore[attr-defined]
        else:
            at[path[-1]] = value  # type: ignore[index]
    assert isinstance(listed, list)
    return [each for each in listed if isinstance(each, dict)]


def change_booklet(root: Path, cell: str, old: str, new: str) -> None:
    """Change a text of 甲项目 in the booklet itself, whatever its files are."""
    workbook = root / "inputs" / NAME / "projects.xlsx"
    if workbook.exists():
        edit_input(workbook, cells({cell: new}))
    else:
        replace(root / "inputs" / NAME / "01-甲项目.yaml", (old, new))


def test_what_nobody_edited_changes_nothing(root: Path) -> None:
    before = files(root / "inputs")
    assert collect("--write") == (FILES, ["files: 2; no changes"], 0)
    assert files(root / "inputs") == before


def _type_again(workbook: Workbook) -> None:
    """The same values typed anew: numbers as text, texts with blanks, and numbers without zeros."""
    for sheet in ("项目", "项目资金", INDICATORS):
        for row in workbook[sheet].iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, int | float):
                    cell.value, cell.number_format = f" {cell.value:,.3f}", "@"
                elif cell.value:
                    cell.value = f"{cell.value} "
                    cell.data_type = "s"


def _hide_and_filter(workbook: Workbook) -> None:
    sheet = workbook[INDICATORS]
    sheet.auto_filter.add_filter_column(0, ["甲项目"])
    sheet.column_dimensions["C"].hidden = True
    for row in range(8, 12):
        sheet.row_dimensions[row].hidden = True
    workbook["项目资金"].sheet_state = "hidden"


def _note(workbook: Workbook) -> None:
    workbook[INDICATORS]["E3"].comment = Comment("请核对", "张三")
    workbook.create_sheet("说明", 0)["A1"] = "填完了"


def _merge(workbook: Workbook) -> None:
    workbook[INDICATORS].merge_cells("A2:A7")
    workbook[INDICATORS].merge_cells("B2:B4")


def _blank_rows(workbook: Workbook) -> None:
    workbook[INDICATORS].insert_rows(4, 3)
    workbook["项目"].insert_rows(1, 2)
    workbook["项目"]["A1"] = "甲处 2024年度自评表"


def _swap_columns(workbook: Workbook) -> None:
    sheet = workbook[INDICATORS]
    for row in range(1, sheet.max_row + 1):
        two, three = sheet.cell(row, 2), sheet.cell(row, 3)
        two.value, three.value = three.value, two.value


def _head(workbook: Workbook) -> None:
    workbook["项目"]["C1"] = "* 实施单位\n（全称）"
    workbook["项目资金"]["C1"] = "年初预算数（万元）"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_type_again, id="typed again"),
        pytest.param(_note, id="comments and sheets of their own"),
        pytest.param(_merge, id="merged"),
        pytest.param(_blank_rows, id="blank rows and a title"),
        pytest.param(_swap_columns, id="columns in another order"),
        pytest.param(_head, id="headings with remarks"),
    ],
)
def test_what_says_the_same_changes_nothing(root: Path, change: Change) -> None:
    before = files(root / "inputs")
    edit(FIRST, change)
    assert collect("--write") == (FILES, ["files: 2; no changes"], 0)
    assert files(root / "inputs") == before


def test_what_is_hidden_is_read_and_told(root: Path) -> None:
    before = files(root / "inputs")
    edit(FIRST, _hide_and_filter)
    notes = [
        f"{FIRST}[绩效指标!A8]: note: INP219 hidden or filtered rows are read like the others (rows 8-11)",
        f"{FIRST}[项目资金]: note: INP219 the sheet is hidden; it is read all the same",
    ]
    assert collect("--write") == ([*FILES, *notes], ["files: 2; no changes"], 0)
    assert files(root / "inputs") == before


def test_a_file_may_come_back_under_another_name_in_another_folder(root: Path) -> None:
    place = root / "收到" / "一组"
    place.mkdir(parents=True)
    edit(FIRST, put(f"{INDICATORS}!H2", 130), to=str(place / "自评表(最终版) (1).xlsx"))
    ran = jixiao("collect", "收到", FIRST, SECOND, "--into", NAME)
    assert ran == (
        [
            "收到/一组/自评表(最终版) (1).xlsx: 甲处, projects: 2",
            *reversed(FILES),
            (
                "发放/甲处.xlsx: came twice: 甲处 came twice, also as 收到/一组/自评表(最终版) (1).xlsx; "
                "what the two say differently is not taken"
            ),
            "收到/一组/自评表(最终版) (1).xlsx[绩效指标!H2]: changed: 甲项目 · 办件量 · 实际完成值: 120.00(件) → 130.00(件)",
        ],
        ["files: 3; came twice 1, changed 1"],
        0,
    )


_CELLS: tuple[tuple[str, object, tuple[str | int, ...], str, str], ...] = (
    ("项目!B2", "另一局", ("主管部门",), "另一局", "主管部门: 某局 → 另一局"),
    ("项目!E2", "第一段\n第二段", ("年度总体目标", "实际完成情况"), "第一段\n第二段",
     "年度总体目标·实际完成情况: 群众少跑路，网上办成的多了。 → 第一段⏎第二段"),
    ("项目资金!E2", 96.5, ("项目资金", "年度资金总额", "全年执行数"), "96.50",
     "项目资金·年度资金总额·全年执行数: 95.00 → 96.50"),
    (f"{INDICATORS}!F2", 90, (INDICATORS, 0, "年度指标值"), "≥90.00(件)",
     "办件量 · 年度指标值: ≥100.00(件) → ≥90.00(件)"),
    (f"{INDICATORS}!H5", "部分达成", (INDICATORS, 3, "实际完成值"), "部分达成",
     "办事便利程度 · 实际完成值: 达成指标 → 部分达成"),
    (f"{INDICATORS}!I2", 21, (INDICATORS, 0, "分值"), "21", "办件量 · 分值: 20 → 21"),
    (f"{INDICATORS}!J2", "=人手不足", (INDICATORS, 0, "偏差原因分析及改进措施"), "=人手不足",
     "办件量 · 偏差原因分析及改进措施: (blank) → =人手不足"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "value", "path", "data", "line"), _CELLS, ids=[case[4].partition(":")[0] for case in _CELLS]
)
def test_a_value_is_taken(
    root: Path, cell: str, value: object, path: tuple[str | int, ...], data: str, line: str
) -> None:
    edit(FIRST, put(cell, value), _as_text(cell, value))
    ran = collect("--write")
    assert (ran.out[2:], ran.status) == ([f"{FIRST}[{cell}]: changed: 甲项目 · {line}"], 0)
    assert now(root) == expected(((0, *path), data))
    assert collect() == (FILES, ["files: 2; no changes"], 0)


def _as_text(cell: str, value: object) -> Change:
    """A text stays one where openpyxl would see a formula."""

    def change(workbook: Workbook) -> None:
        sheet, _, place = cell.partition("!")
        if isinstance(value, str):
            workbook[sheet][place].data_type = "s"

    return change


def test_a_value_can_be_taken_away(root: Path) -> None:
    edit(FIRST, put("项目!E2", None))
    line = f"{FIRST}[项目!E2]: changed: 甲项目 · 年度总体目标·实际完成情况: 群众少跑路，网上办成的多了。 → (blank)"
    ran = collect("--write")
    assert (ran.out[2:], ran.status) == ([line], 0)
    assert now(root) == expected(((0, "年度总体目标", "实际完成情况"), None))


def test_a_row_that_is_inserted_stands_where_it_was_inserted(root: Path) -> None:
    row = ["甲项目", "产出指标", "数量指标", "新办件量", "≥", 5, "件", 6, 5]
    edit(FIRST, _insert(3, row))
    ran = collect("--write")
    line = "新办件量: 产出指标 | 数量指标 | 新办件量 | ≥5.00(件) | 6.00(件) | 5"
    assert (ran.out[2:], ran.status) == ([f"{FIRST}[绩效指标!A3]: new row: 甲项目 · {line}"], 0)
    wanted = expected()
    rows = wanted[0][INDICATORS]
    assert isinstance(rows, list)
    keys = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值")
    values = ("产出指标", "数量指标", "新办件量", "≥5.00(件)", "6.00(件)", "5")
    rows.insert(1, dict(zip(keys, values, strict=True)))
    assert now(root) == wanted
    assert collect() == (FILES, ["files: 2; no changes"], 0)


def _insert(number: int, values: list[object]) -> Change:
    def change(workbook: Workbook) -> None:
        sheet = workbook[INDICATORS]
        sheet.insert_rows(number)
        for position, value in enumerate(values, 1):
            sheet.cell(number, position).value = value
            sheet.cell(number, position).data_type = "s" if isinstance(value, str) else "n"

    return change


def test_a_row_that_is_deleted_goes(root: Path) -> None:
    edit(FIRST, lambda workbook: workbook[INDICATORS].delete_rows(3))
    ran = collect("--write")
    line = "合格率: 产出指标 | 质量指标 | 合格率 | ≥95.00(%) | 98.00(%) | 10"
    assert (ran.out[2:], ran.status) == ([f"{FIRST}[绩效指标!A2]: deleted row: 甲项目 · {line}"], 0)
    assert now(root) == expected(((0, INDICATORS, 1), None))


def test_rows_in_another_order_stay_as_the_booklet_has_them(root: Path) -> None:
    edit(SECOND, _sort)
    line = f"{SECOND}[绩效指标!A2]: order: 乙项目: the rows came back in another order; the booklet keeps its own"
    ran = collect("--write")
    assert (ran.out[2:], ran.status, now(root)) == ([line], 0, expected())


def _sort(workbook: Workbook) -> None:
    sheet = workbook[INDICATORS]
    rows = sorted(
        ([cell.value for cell in row] for row in sheet.iter_rows(min_row=2)), key=lambda row: str(row[3])
    )
    for number, row in enumerate(rows, 2):
        for position, value in enumerate(row, 1):
            sheet.cell(number, position).value = value


def test_a_project_can_get_another_name(root: Path) -> None:
    edit(FIRST, _rename("丙项目", "丙项目（二期）"))
    ran = collect("--write")
    assert (ran.out[2:], ran.status) == (
        [f"{FIRST}[项目!A3]: renamed: 丙项目 · 项目名称: 丙项目 → 丙项目（二期）"],
        0,
    )
    assert now(root) == expected(((2, "项目名称"), "丙项目（二期）"))
    assert collect() == (FILES, ["files: 2; no changes"], 0)


def _rename(old: str, new: str) -> Change:
    def change(workbook: Workbook) -> None:
        for sheet in ("项目", "项目资金", INDICATORS):
            for row in workbook[sheet].iter_rows(min_row=2):
                if row[0].value == old:
                    row[0].value = new

    return change


def test_a_new_project_is_taken_whole(root: Path) -> None:
    edit(FIRST, _copy_project("甲项目", "丁项目的全新内容"))
    ran = collect("--write")
    assert (ran.out[2:], ran.status) == (
        [f"{FIRST}[项目!A4]: new project: 丁项目的全新内容: taken with 6 indicators"],
        0,
    )
    wanted = expected()
    assert now(root) == [*wanted, {**wanted[0], "项目名称": "丁项目的全新内容"}]


def _copy_project(name: str, new: str) -> Change:
    def change(workbook: Workbook) -> None:
        for sheet in ("项目", "项目资金", INDICATORS):
            rows = [row for row in workbook[sheet].iter_rows(min_row=2) if row[0].value == name]
            for row in rows:
                workbook[sheet].append([new, *(cell.value for cell in row[1:])])
                for old, cell in zip(row[1:], workbook[sheet][workbook[sheet].max_row][1:], strict=True):
                    cell.number_format, cell.data_type = old.number_format, old.data_type

    return change


def test_a_project_that_is_gone_stays_in_the_booklet(root: Path) -> None:
    edit(FIRST, _remove("丙项目"))
    ran = collect("--write")
    assert ran == (
        [
            FILES[0],
            "发放/甲处.xlsx: 甲处, projects: 1",
            (
                f"{FIRST}: deleted project: 丙项目: the project is not in the file any more; "
                "the booklet keeps it, remove it there if that is meant"
            ),
        ],
        ["files: 2; deleted project 1"],
        1,
    )
    assert now(root) == expected()


def _remove(name: str) -> Change:
    def change(workbook: Workbook) -> None:
        for sheet in ("项目", "项目资金", INDICATORS):
            for row in range(workbook[sheet].max_row, 1, -1):
                if workbook[sheet].cell(row, 1).value == name:
                    workbook[sheet].delete_rows(row)

    return change


def test_what_both_sides_changed_is_shown_and_left(root: Path) -> None:
    change_booklet(root, "项目!B2", "某局", "本局")
    edit(FIRST, put("项目!B2", "他局"), put(f"{INDICATORS}!I2", 21))
    ran = collect("--write")
    assert ran.out[2:] == [
        f"{FIRST}[绩效指标!I2]: changed: 甲项目 · 办件量 · 分值: 20 → 21",
        f"{FIRST}[项目!B2]: conflict: 甲项目 · 主管部门: sent 某局, here 他局, in the booklet 本局",
    ]
    assert (ran.err[-1], ran.status) == ("files: 2; changed 1, conflict 1", 1)
    assert now(root) == expected(((0, "主管部门"), "本局"), ((0, INDICATORS, 0, "分值"), "21"))


def test_what_both_sides_changed_alike_is_in_already(root: Path) -> None:
    change_booklet(root, "项目!B2", "某局", "他局")
    edit(FIRST, put("项目!B2", "他局"))
    assert collect("--write") == (FILES, ["files: 2; no changes"], 0)


def test_what_only_the_booklet_changed_stays(root: Path) -> None:
    change_booklet(root, "项目!B2", "某局", "本局")
    assert collect("--write") == (FILES, ["files: 2; no changes"], 0)
    assert now(root) == expected(((0, "主管部门"), "本局"))


def test_a_row_deleted_there_and_changed_here_is_a_conflict(root: Path) -> None:
    change_booklet(root, f"{INDICATORS}!H3", "98.00(%)", "99.00(%)")
    edit(FIRST, lambda workbook: workbook[INDICATORS].delete_rows(3))
    ran = collect("--write")
    assert [line.partition(": ")[2] for line in ran.out[2:]] == [
        (
            "conflict: 甲项目 · 合格率: sent 产出指标 | 质量指标 | 合格率 | ≥95.00(%) | 98.00(%)…, here (blank), "
            "in the booklet 产出指标 | 质量指标 | 合格率 | ≥95.00(%) | 99.00(%)…"
        )
    ]
    assert (ran.status, now(root)) == (1, expected(((0, INDICATORS, 1, "实际完成值"), "99.00(%)")))


def test_two_files_of_one_unit(root: Path) -> None:
    edit(FIRST, put("项目!B2", "二局"), put(f"{INDICATORS}!I2", 21), to=f"{SENT}/甲处-改.xlsx")
    edit(FIRST, put("项目!B2", "一局"))
    _set_saved(f"{SENT}/甲处-改.xlsx", "2026-03-02T08:00:00Z")
    _set_saved(FIRST, "2026-03-01T08:00:00Z")
    shutil.copy(FIRST, f"{SENT}/甲处（副本）.xlsx")
    ran = collect("--write")
    assert ran.out[1:] == [
        "发放/甲处-改.xlsx: 甲处, projects: 2",
        "发放/甲处.xlsx: 甲处, projects: 2",
        (
            "发放/甲处.xlsx: came twice: 甲处 came twice, also as 发放/甲处-改.xlsx; what the two say differently "
            "is not taken (newer: 发放/甲处-改.xlsx, saved 2026-03-02T08:00:00Z)"
        ),
        (
            "发放/甲处（副本）.xlsx: came twice: 甲处 came twice with the same content, first as 发放/甲处.xlsx; "
            "this one is passed over"
        ),
        f"{SENT}/甲处-改.xlsx[绩效指标!I2]: changed: 甲项目 · 办件量 · 分值: 20 → 21",
        f"{FIRST}[项目!B2]: conflict: 甲项目 · 主管部门: sent 某局, here 一局, in 发放/甲处-改.xlsx 二局",
    ]
    assert now(root) == expected(((0, INDICATORS, 0, "分值"), "21"))


def _set_saved(file: str, moment: str) -> None:
    import re
    import zipfile

    with zipfile.ZipFile(file) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment.encode(), core)
    with zipfile.ZipFile(file, "w") as target:
        for name, part in parts.items():
            target.writestr(name, part)
