"""`jixiao collect`: files that are not ours, not whole, not of this year; and booklets that are not there yet."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from cli.workspaces import NAME, files, jixiao, replace
from collecting.circulars import FIRST, SECOND, SENT, Change, collect, data, edit, put, sent, split
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator import __version__, tree
from generator.collecting.stamp import SHEET
from generator.reading.folder import read_booklet

FILES = ["发放/乙处.xlsx: 乙处, projects: 1", "发放/甲处.xlsx: 甲处, projects: 2"]
INDICATORS = "绩效指标"
UNSTAMPED = "without a stamp: read as an ordinary workbook: it fills blanks and brings new projects, but replaces nothing"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The booklet in YAML, sent out."""
    monkeypatch.chdir(tmp_path)
    sent(tmp_path, "yaml")
    split()
    return tmp_path


def projects(root: Path, name: str = NAME) -> list[tree.Tree]:
    read = read_booklet(root / "inputs" / name, root)
    listed = read.data["项目列表"]
    assert isinstance(listed, list)
    assert read.problems == []
    return listed


def _sheet(workbook: Workbook, name: str) -> Worksheet:
    sheet = workbook[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def _without_stamp(workbook: Workbook) -> None:
    workbook.remove(workbook[SHEET])


def _broken_stamp(workbook: Workbook) -> None:
    workbook[SHEET]["B1"] = "{}"


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        pytest.param(
            _broken_stamp, ["not taken: its stamp is damaged; send the unit a new workbook"], id="a stamp that was changed"
        ),
        pytest.param(
            lambda workbook: workbook.remove(workbook[INDICATORS]),
            ["unreadable: it is not taken before this is put right", "note: INP203 the workbook has no sheet 绩效指标"],
            id="a sheet is gone",
        ),
        pytest.param(
            lambda workbook: _sheet(workbook, "项目").delete_cols(2),
            ["unreadable: it is not taken before this is put right", "[项目!1]: note: INP204 the sheet has no heading 主管部门"],
            id="a column is gone",
        ),
        pytest.param(
            put("项目资金!C1", "年初预算数（元）"),
            [
                "unreadable: it is not taken before this is put right",
                "[项目资金!C1]: note: INP207 the heading says 元, but the booklet's 金额单位 is 万元",
            ],
            id="amounts in another unit",
        ),
        pytest.param(
            lambda workbook: _sheet(workbook, "项目").append(["甲项目", "别的局", "甲处"]),
            [
                "unreadable: it is not taken before this is put right",
                "[项目!A4]: note: INP007 the project 甲项目 stands twice, first in row 2",
            ],
            id="a project twice",
        ),
    ],
)  # fmt: skip
def test_a_file_that_is_not_taken(root: Path, change: Change, lines: list[str]) -> None:
    edit(FIRST, change)
    before = files(root / "inputs")
    ran = collect("--write")
    told = [line.removeprefix(FIRST).removeprefix(": ") for line in ran.out if not line.startswith(FILES[0])]
    missing = ["not back: 甲处 has not sent its workbook back"] if change is _broken_stamp else []
    assert (told, ran.status) == ([*missing, *lines], 1)
    assert files(root / "inputs") == before


def test_files_of_other_programs(root: Path) -> None:
    place = root / SENT
    (place / "~$甲处.xlsx").write_bytes(b"\x04user")
    (place / "旧.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (place / "表.csv").write_text("甲,乙", "utf-8")
    (place / "说明.docx").write_bytes(b"PK")
    (place / "坏.xlsx").write_bytes(b"PK\x03\x04")
    (place / ".DS_Store").write_bytes(b"")
    Workbook().save(place / "别的.xlsx")
    ran = collect()
    assert (ran.out, ran.status) == (
        [
            *FILES,
            "发放/坏.xlsx: unreadable: not an Office file (.xlsx, .docx), or a broken one",
            "发放/旧.xls: unreadable: files of the type .xls are not read; save it as .xlsx",
            "发放/表.csv: unreadable: files of the type .csv are not read; save it as .xlsx",
            "发放/~$甲处.xlsx: open: somebody has the workbook open; save and close it, or ask for it again",
            "发放/别的.xlsx: not taken: it is none of ours: it has neither a stamp nor our sheets",
            "发放/说明.docx: not taken: this is no workbook",
        ],
        1,
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        pytest.param("2024", "2025", "it is of another booklet: 年度 2024, expected 2025", id="year"),
        pytest.param("金额单位: 万元", "金额单位: 元", "its amounts are in 万元, those of the booklet in 元", id="money"),
    ],
)  # fmt: skip
def test_a_workbook_of_another_booklet(root: Path, old: str, new: str, reason: str) -> None:
    replace(root / "inputs" / NAME / "booklet.yaml", (old, new))
    missing = [f"not back: {unit} has not sent its workbook back" for unit in ("甲处", "乙处")]
    assert collect().out == [*missing, *(f"{file}: not taken: {reason}" for file in (SECOND, FIRST))]


def test_a_workbook_of_another_kind(root: Path) -> None:
    shutil.copytree(Path(__file__).parents[2] / "inputs" / "2026-targets", root / "inputs" / "2026")
    ran = jixiao("collect", FIRST, "--into", "2026")
    assert ran.out == [f"{FIRST}: not taken: it is of another booklet: 表种 自评表, expected 申报表"]


def test_a_workbook_of_another_version(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.collecting.stamp.FORMAT", 2)
    reason = f"it was made by another version of the program ({__version__})"
    missing = [f"not back: {unit} has not sent its workbook back" for unit in ("甲处", "乙处")]
    assert collect().out == [*missing, *(f"{file}: not taken: {reason}" for file in (SECOND, FIRST))]


def test_a_workbook_sent_before_the_form_changed(root: Path) -> None:
    with (root / "inputs" / NAME / "booklet.yaml").open("a", encoding="utf-8") as head:
        head.write("附加字段: {项目: [联系人]}\n")
    words = "it was sent with other extra fields (附加字段) than the booklet has now"
    assert collect() == (
        [*FILES, *(f"{file}: note: {words}" for file in (SECOND, FIRST))],
        ["files: 2; no changes"],
        0,
    )


def test_a_workbook_sent_from_a_booklet_of_another_name(root: Path) -> None:
    (root / "inputs" / NAME).rename(root / "inputs" / "改了名")
    words = f"it was sent from the booklet {NAME}"
    assert jixiao("collect", SENT, "--into", "改了名") == (
        [*FILES, *(f"{file}: note: {words}" for file in (SECOND, FIRST))],
        ["files: 2; no changes"],
        0,
    )


def test_who_has_not_answered(root: Path) -> None:
    Path(FIRST).unlink()
    assert collect() == (
        ["发放/乙处.xlsx: 乙处, projects: 1", "not back: 甲处 has not sent its workbook back"],
        ["files: 1; not back 1"],
        1,
    )
    Path(SECOND).unlink()  # only the list of what was sent is left
    assert collect().out == [f"not back: {unit} has not sent its workbook back" for unit in ("甲处", "乙处")]


def test_inserted_and_renamed_headings_are_told(root: Path) -> None:
    def change(workbook: Workbook) -> None:
        sheet = _sheet(workbook, "项目")
        sheet.insert_cols(2)
        sheet["B1"], sheet["B2"], sheet["D1"] = "备注", "请看", "实施单为"

    edit(FIRST, change, put(f"{INDICATORS}!N3", "旁注"))
    ran = collect()
    assert (ran.out[2:], ran.status) == (
        [
            f"{FIRST}[绩效指标!N3]: note: INP208 the column has no heading, so this value is not read",
            f"{FIRST}[项目!B1]: note: INP205 unknown heading 备注",
            f"{FIRST}[项目!D1]: note: INP209 the heading 实施单为 is read as 实施单位; write 实施单位",
        ],
        0,
    )


def test_a_row_that_cannot_be_read_takes_nothing_away(root: Path) -> None:
    def change(workbook: Workbook) -> None:
        sheet = _sheet(workbook, INDICATORS)
        sheet["A3"] = "没有的项目"
        sheet["F2"], sheet["H2"] = "=1+1", 130
        sheet["H4"] = 99

    edit(FIRST, change)
    ran = collect("--write")
    row = "产出指标 | 质量指标 | 合格率 | ≥95.00(%) | 98.00(%)…"
    assert (ran.out[2:], ran.status) == (
        [
            f"{FIRST}[绩效指标!F2]: note: INP221 the formula has no stored result; open the file in Excel or WPS and save it",
            (
                f"{FIRST}[绩效指标!F2]: note: INP214 the target is words, so ≥件 is not read; "
                "leave it blank or write all in 指标值"
            ),
            (
                f"{FIRST}[绩效指标!A3]: note: INP211 the project 没有的项目 is not in the sheet 项目 (rows 3); "
                "did you mean 甲项目?"
            ),
            f"{FIRST}[绩效指标!H4]: changed: 甲项目 · 及时率 · 实际完成值: 100.00(%) → 99.00(%)",
            (
                f"{FIRST}[绩效指标!F2]: not taken: 甲项目 · 办件量 · 年度指标值: here (blank), "
                "but not all of that could be read; the booklet keeps ≥100.00(件)"
            ),
            (
                f"{FIRST}[绩效指标!H2]: not taken: 甲项目 · 办件量 · 实际完成值: here 130, "
                "but not all of that could be read; the booklet keeps 120.00(件)"
            ),
            (
                f"{FIRST}[绩效指标!A2]: not taken: 甲项目 · 合格率: here (blank), "
                f"but not all of that could be read; the booklet keeps {row}"
            ),
        ],
        1,
    )


def test_a_workbook_without_a_stamp_replaces_nothing(root: Path) -> None:
    replace(root / "inputs" / NAME / "02-乙项目.yaml", ("  实际完成情况: 装表提速，停电减少。\n", ""))
    edit(SECOND, _without_stamp, put("项目!B2", "另一局"), put("项目!E2", "补上了。"))
    ran = collect("--write")
    assert (ran.out, ran.status) == (
        [
            "发放/乙处.xlsx: without a stamp, projects: 1",
            FILES[1],
            f"{SECOND}: {UNSTAMPED}",
            f"{SECOND}[项目!E2]: changed: 乙项目 · 年度总体目标·实际完成情况: (blank) → 补上了。",
            f"{SECOND}[项目!B2]: conflict: 乙项目 · 主管部门: here 另一局, in the booklet 某局",
        ],
        1,
    )


def test_a_new_folder_becomes_the_booklet(root: Path) -> None:
    edit(FIRST, put(f"{INDICATORS}!H2", 130))
    ran = jixiao("collect", SENT, "--into", "收齐", "--write")
    assert (ran.out[2:], ran.err, ran.status) == (
        [f"{FIRST}[绩效指标!H2]: changed: 甲项目 · 办件量 · 实际完成值: 120.00(件) → 130.00(件)"],
        ["inputs/收齐/booklet.yaml: written", "inputs/收齐/projects.xlsx: written", "files: 2; changed 1"],
        0,
    )
    wanted = json.loads(json.dumps(data()["项目列表"]))
    wanted[0][INDICATORS][0]["实际完成值"] = "130.00(件)"
    assert projects(root, "收齐") == wanted


def test_a_booklet_without_projects_is_filled(root: Path) -> None:
    for file in (root / "inputs" / NAME).glob("0*.yaml"):
        file.unlink()
    head = (root / "inputs" / NAME / "booklet.yaml").read_bytes()
    ran = collect("--write")
    assert (ran.err, ran.status) == ([f"inputs/{NAME}/projects.xlsx: written", "files: 2; no changes"], 0)
    assert projects(root) == data()["项目列表"]
    assert (root / "inputs" / NAME / "booklet.yaml").read_bytes() == head


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("nowhere",), "nowhere: there is no such file or folder", id="no such place"),
        pytest.param(
            ("收到",), "there is no booklet yet, and none of the files says what it belongs to", id="no stamp"
        ),
    ],
)
def test_what_cannot_be_collected_says_why(root: Path, arguments: tuple[str, ...], message: str) -> None:
    (root / "收到").mkdir()
    assert jixiao("collect", *arguments, "--into", "新的") == ([], [message], 2)


def test_a_booklet_with_mistakes_takes_nothing(root: Path) -> None:
    replace(root / "inputs" / NAME / "01-甲项目.yaml", ("主管部门", "主管部门: [x"))
    ran = collect("--write")
    assert (len(ran.out), ran.err, ran.status) == (
        1,
        [f"inputs/{NAME}: nothing is collected while it cannot be read"],
        2,
    )


def test_all_is_written_or_nothing(root: Path) -> None:
    edit(FIRST, put("项目!B2", "另一局"), put("项目!B3", "另一局"))
    (root / "inputs" / NAME / "~$03-丙项目.yaml").write_bytes(b"")  # open in another program
    before = files(root / "inputs")
    ran = collect("--write")
    assert ran.err == [
        (
            f"inputs/{NAME}/03-丙项目.yaml: the file is open in another program; close it and build again"
            " (if no program has it open, delete ~$03-丙项目.yaml beside it)"
        )
    ]
    assert (ran.status, files(root / "inputs")) == (2, before)


def test_for_programs(root: Path) -> None:
    edit(FIRST, put(f"{INDICATORS}!H2", 130))
    ran = collect("--format", "json")
    report = json.loads("\n".join(ran.out))
    assert report["files"] == [
        {
            "file": file,
            "unit": unit,
            "booklet": NAME,
            "version": __version__,
            "saved": saved,
            "projects": count,
        }
        for file, unit, saved, count in (
            (SECOND, "乙处", None, 1),
            (FIRST, "甲处", report["files"][1]["saved"], 2),
        )
    ]
    assert report["entries"] == [
        {
            "kind": "taken",
            "message": "120.00(件) → 130.00(件)",
            "file": FIRST,
            "sheet": INDICATORS,
            "line": 2,
            "column": 8,
            "project": "甲项目",
            "row": "办件量",
            "field": "实际完成值",
            "sent": "120.00(件)",
            "returned": "130.00(件)",
            "now": "120.00(件)",
        }
    ]
    rows = [(row["project"], row["file"], row["sheet"], row["line"]) for row in report["rows"]]
    assert rows == [
        ("乙项目", SECOND, "项目", 2),
        *(("乙项目", SECOND, INDICATORS, number) for number in range(2, 8)),
        ("甲项目", FIRST, "项目", 2),
        *(("甲项目", FIRST, INDICATORS, number) for number in range(2, 8)),
        ("丙项目", FIRST, "项目", 3),
        *(("丙项目", FIRST, INDICATORS, number) for number in range(8, 14)),
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("name", ["2024-self-evaluation", "2026-targets"])
def test_libreoffice_saves_and_nothing_changes(root: Path, name: str) -> None:
    shutil.copytree(Path(__file__).parents[2] / "inputs" / name, root / "inputs" / name)
    jixiao("split", name, "--to", "发出")
    (file,) = (root / "发出").glob("*.xlsx")
    profile = f"-env:UserInstallation=file://{root / 'profile'}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        "收回",
        file,
    ]
    subprocess.run(command, cwd=root, check=True, capture_output=True, timeout=300)
    before = files(root / "inputs")
    ran = jixiao("collect", "收回", "--into", name, "--write")
    assert (ran.out, ran.err, ran.status) == (
        [f"收回/{file.name}: 上海市数据局, projects: {len(projects(root, name))}"],
        ["files: 1; no changes"],
        0,
    )
    assert files(root / "inputs") == before
