"""Rows and sheets that come, go and move in a form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cli.workspaces import edit, replace
from pulling.forms import FIRST, FORM, Pulled, build, built, contents, data, delete_row, insert_row, on, pull

KINDS = pytest.mark.parametrize("kind", ["yaml", "excel"])
NEW = {"三级指标": "新指标", "年度指标值": "≥3.00(个)", "实际完成值": "3.00(个)", "分值": "5"}
CELLS = {"C": "新指标", "D": "≥3.00(个)", "E": "3.00(个)", "F": 5}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(project: int = 0) -> list[str]:
    given: Any = data()
    return [indicator["三级指标"] for indicator in given["项目列表"][project]["绩效指标"]]


INSERTED: list[Any] = [
    pytest.param(14, {}, 1, ("产出指标", "数量指标"), id="below a merged label, which goes on"),
    pytest.param(14, {"B": "质量指标"}, 1, ("产出指标", "质量指标"), id="with a second level of its own"),
    pytest.param(13, {"A": "产出指标", "B": "数量指标"}, 0, ("产出指标", "数量指标"), id="at the top"),
    pytest.param(
        19, {"A": "成本指标", "B": "社会成本指标"}, 6, ("成本指标", "社会成本指标"), id="at the end"
    ),
]


@KINDS
@pytest.mark.parametrize(("at", "labels", "position", "levels"), INSERTED)
def test_an_inserted_row_becomes_an_indicator(
    root: Path, kind: str, at: int, labels: dict[str, str], position: int, levels: tuple[str, str]
) -> None:
    built(root, kind)
    given: Any = data()
    first, second = levels
    given["项目列表"][0]["绩效指标"].insert(position, {"一级指标": first, "二级指标": second, **NEW})
    on("甲项目", lambda sheet: insert_row(sheet, at, CELLS | labels))
    ran = pull("--write")
    assert (len(ran.out), ran.err[0], ran.status) == (1, "FORM: new rows: 1", 0)
    assert names() == [each["三级指标"] for each in given["项目列表"][0]["绩效指标"]]
    found: Any = data()
    assert found["项目列表"][0]["绩效指标"][position]["一级指标"] == first
    assert found["项目列表"][0]["绩效指标"][position]["二级指标"] == second
    assert found["项目列表"][1] == given["项目列表"][1]
    assert pull("--write") == Pulled([], ["FORM: nothing to pull"], 0)
    edited = contents()["甲项目"]
    build()
    assert pull() == Pulled([], ["FORM: nothing to pull"], 0)
    made = contents()["甲项目"]
    assert {cell: made[cell] for cell in edited if cell[0] in "CDEF"} == {
        cell: value for cell, value in edited.items() if cell[0] in "CDEF"
    }


@KINDS
@pytest.mark.parametrize("row", [13, 14, 16, 18])
def test_a_deleted_row_takes_its_indicator_along(root: Path, kind: str, row: int) -> None:
    built(root, kind)
    before = names()
    on("甲项目", lambda sheet: delete_row(sheet, row))
    ran = pull("--write")
    gone = before.pop(row - 13)
    assert [line.partition(": ")[2] for line in ran.out] == [
        f"绩效指标 {row - 12}: deleted row “{gone}” (FORM[甲项目!{row}])"
    ]
    assert (names(), names(1)) == (
        before,
        ["装表量", "合格率", "及时率", "办事便利程度", "群众满意度", "单件成本"],
    )
    build()
    assert pull() == Pulled([], ["FORM: nothing to pull"], 0)


@KINDS
def test_a_moved_row_keeps_what_the_form_does_not_show(root: Path, kind: str) -> None:
    given: Any = built(root, kind) and data()
    exempt = {"VAL104": "上级规定"}
    given["项目列表"][0]["绩效指标"][3]["检查"] = exempt
    other = built(root / "other", kind, given)
    import os

    os.chdir(other)
    build()

    def move(sheet: Any) -> None:
        values = {column: sheet[f"{column}16"].value for column in "ABCDEF"}
        delete_row(sheet, 16)
        insert_row(sheet, 18, values)

    on("甲项目", move)
    assert pull("--write").status == 0
    assert names() == ["办件量", "合格率", "及时率", "群众满意度", "单件成本", "办事便利程度"]
    found: Any = data()
    assert found["项目列表"][0]["绩效指标"][5]["检查"] == exempt


def test_rows_inserted_by_a_script_that_leaves_merges_behind(root: Path) -> None:
    built(root)

    def change(sheet: Any) -> None:
        sheet.insert_rows(14)
        for column, value in CELLS.items():
            sheet[f"{column}14"] = value

    on("甲项目", change)
    assert pull("--write").status == 0
    found: Any = data()
    assert [each["一级指标"][:2] + each["二级指标"][:2] for each in found["项目列表"][0]["绩效指标"]] == [
        "产出数量", "产出数量", "产出质量", "产出时效", "效益社会", "满意服务", "成本经济",
    ]  # fmt: skip


def test_points_in_a_new_row_are_taken_only_where_a_person_must_say_them(root: Path) -> None:
    built(root)
    on("甲项目", lambda sheet: insert_row(sheet, 14, CELLS | {"G": 4}))
    assert [line.partition(": ")[2] for line in pull("--write").out] == [
        "绩效指标: new row “产出指标, 数量指标, 新指标, ≥3.00(个), 3.0…” (FORM[甲项目!14])",
        (
            "绩效指标 新指标, 得分: computed: “5”, by hand “4”; "
            "state it in the inputs if it is meant (--stated) (FORM[甲项目!G14])"
        ),
    ]


def test_a_row_without_a_name_is_left(root: Path) -> None:
    built(root)
    on("甲项目", lambda sheet: insert_row(sheet, 14, {"D": "≥3.00(个)"}))
    assert pull("--write") == Pulled(
        ["FORM[甲项目!14]: the row was inserted, but names no indicator in 三级指标; it is not read"],
        ["FORM: not taken over: 1"],
        1,
    )


def test_a_row_that_was_changed_in_the_inputs_is_not_deleted(root: Path) -> None:
    built(root)
    on("甲项目", lambda sheet: delete_row(sheet, 14))
    replace(Path(FIRST), ("98.00(%)", "99.00(%)"))
    before = Path(FIRST).read_bytes()
    ran = pull("--write")
    assert (ran.out, ran.status) == (
        [
            (
                f"{FIRST}:14:5: 绩效指标 2 合格率: "
                "conflict: the row was deleted in the form, but changed in the inputs (FORM[甲项目!14])"
            )
        ],
        1,
    )
    assert Path(FIRST).read_bytes() == before


def test_other_rows_and_sheets_are_named_and_left(root: Path) -> None:
    built(root)

    def change(book: Any) -> None:
        copied = book.copy_worksheet(book["乙项目"])
        copied.title = "丙项目"
        del book["甲项目"]
        book["乙项目"].title = "改了名"
        book.move_sheet("汇总", 2)
        insert_row(book["汇总"], 5, {"B": "丁项目"})

    edit(Path(FORM), change)
    assert pull("--write") == Pulled(
        [
            "FORM[汇总!5]: the row was inserted; nothing of the data belongs here, and it is not read",
            "FORM: the sheet 甲项目 is not there; what the inputs say of it stays",
            "FORM[丙项目]: the sheet was added; it is not read",
        ],
        ["FORM: not taken over: 2"],
        1,
    )


def test_moved_columns_are_not_guessed(root: Path) -> None:
    built(root)
    on("甲项目", lambda sheet: sheet.insert_cols(2))
    assert pull("--write") == Pulled(
        ["FORM[甲项目]: columns or many words of the form have changed; the sheet is not read"],
        ["FORM: not taken over: 1"],
        1,
    )
