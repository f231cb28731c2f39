"""Every mistake is one line with its place, in YAML as in Excel, and nothing is written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.workspaces import (
    BUILT,
    NAME,
    NOT_BUILT,
    OUTPUTS,
    Ran,
    cells,
    edit,
    files,
    jixiao,
    replace,
    workspace,
    write,
)
from openpyxl import Workbook

HEAD = f"inputs/{NAME}/booklet.yaml"
FIRST = f"inputs/{NAME}/01-甲项目.yaml"
SECOND = f"inputs/{NAME}/02-乙项目.yaml"
BOOK = f"inputs/{NAME}/projects.xlsx"
NUMBER = "expected a number such as 1,233.77"
NO_KEY = "expected `key: value`; a text of several lines is indented deeper than its key"
NO_EXCEL = "the file is no Excel workbook, whatever its name says; save it as .xlsx"


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = workspace(tmp_path / "我的 工作区")
    monkeypatch.chdir(folder)
    return folder


def refused(findings: list[str]) -> Ran:
    """A booklet that is not built because of its data."""
    return Ran(findings, [NOT_BUILT], 1)


@pytest.mark.parametrize("kind", ("yaml", "excel"))
@pytest.mark.parametrize(
    ("changes", "finding"),
    (
        pytest.param(
            [("年度: 2024", "年度: 明年")],
            ":2:5: error DAT106: found 明年, expected a year such as 2026",
            id="year",
        ),
        pytest.param([("年度: 2024", "年度 2024")], f":2:1: error INP100: {NO_KEY}", id="syntax"),
        pytest.param(
            [("年度: 2024", "年份: 2024")],
            ":2:5: error DAT101: unknown key 年份; did you mean 年度?",
            id="unknown key",
        ),
        pytest.param(
            [("表种: 自评表", "表种: 自评")],
            ":1:5: error DAT107: found 自评, expected one of 自评表, 申报表",
            id="kind",
        ),
        pytest.param(
            [("金额单位: 万元", "金额单位: 亿元")],
            ":5:7: error DAT107: found 亿元, expected one of 万元, 元",
            id="unit of money",
        ),
        pytest.param([("部门: 某局\n", "")], ":1:1: error DAT102: 部门 is missing", id="missing key"),
        pytest.param(
            [("年度: 2024", "年度: 2024\n输出: [pdf]")],
            ":3:6: error DAT107: found pdf, expected one of xlsx, docx",
            id="format",
        ),
        pytest.param(
            [("年度: 2024", "年度: 2024\n计分: {预算执行率: {分值: 一半}}")],
            f":3:18: error DAT105: found 一半, {NUMBER}",
            id="setting",
        ),
    ),
)
def test_mistake_in_the_head(root: Path, kind: str, changes: list[tuple[str, str]], finding: str) -> None:
    write(root, kind)
    replace(Path(HEAD), *changes)
    assert jixiao("build") == refused([HEAD + finding])
    assert not Path("outputs").exists()


@pytest.mark.parametrize(
    ("changes", "finding"),
    (
        pytest.param([("实施单位: 某处", "实施单位 某处")], f":3:1: error INP100: {NO_KEY}", id="syntax"),
        pytest.param(
            [("实施单位: 某处", "实施单位：某处")],
            ":3:5: error INP100: write a half-width colon and a blank between key and value: `key: value`",
            id="Chinese colon",
        ),
        pytest.param(
            [("实施单位: 某处", '实施单位: "某处')],
            ":3:7: error INP100: the quote that opens here is never closed",
            id="open quote",
        ),
        pytest.param(
            [("实施单位: 某处", "实施单位: 某处\n实施单位: 另一处")],
            ":4:1: error INP101: the key 实施单位 stands twice, first in line 3",
            id="key twice",
        ),
        pytest.param(
            [("实施单位: 某处", "实施单: 某处")],
            ":3:6: error DAT101: unknown key 实施单; did you mean 实施单位?",
            id="unknown key",
        ),
        pytest.param(
            [("全年执行数: 95.00", "全年支行数: 95.00")],
            ":5:49: error DAT101: unknown key 全年支行数; did you mean 全年执行数?",
            id="unknown key in the funds",
        ),
        pytest.param(
            [("项目名称: 甲项目\n", "")], ":1:1: error DAT102: 项目名称 is missing", id="missing key"
        ),
        pytest.param([(", 分值: 20", "")], ":13:5: error DAT102: 分值 is missing", id="missing weight"),
        pytest.param(
            [("全年预算数: 100.00", "全年预算数: 一百万")],
            f":5:34: error DAT105: found 一百万, {NUMBER}",
            id="word for a number",
        ),
        pytest.param(
            [("分值: 20", "分值: 二十")],
            f":13:82: error DAT105: found 二十, {NUMBER}",
            id="word for a weight",
        ),
        pytest.param(
            [("实施单位: 某处", "实施单位: [某处]")],
            ":3:7: error DAT103: found a list, expected text",
            id="list for a text",
        ),
        pytest.param([("项目名称: 甲项目", "项目名称: 乙项目")], "", id="two projects of one name"),
    ),
)
def test_mistake_in_yaml(root: Path, changes: list[tuple[str, str]], finding: str) -> None:
    write(root, "yaml")
    replace(Path(FIRST), *changes)
    twins = f"{SECOND}:1:7: error INP007: the project 乙项目 stands twice, first at {FIRST}:1:7"
    assert jixiao("build") == refused([FIRST + finding if finding else twins])
    assert not Path("outputs").exists()


@pytest.mark.parametrize(
    ("change", "findings"),
    (
        pytest.param(
            cells({"项目!C1": "实施部门"}),
            [
                "[项目!C1]: error INP205: unknown heading 实施部门; did you mean 实施单位?",
            ],
            id="unknown heading",
        ),
        pytest.param(
            cells({"项目资金!D1": None}),
            [
                "[项目资金!1]: error INP204: the sheet has no heading 全年预算数",
                "[项目资金!D2]: warning INP208: the column has no heading, so this value is not read",
            ],
            id="missing heading",
        ),
        pytest.param(
            lambda book: book.remove(book["项目资金"]),
            [": error INP203: the workbook has no sheet 项目资金"],
            id="missing sheet",
        ),
        pytest.param(
            lambda book: setattr(book["绩效指标"], "title", "绩效指标表"),
            [": error INP203: the workbook has no sheet 绩效指标; if it is 绩效指标表, rename that"],
            id="sheet of another name",
        ),
        pytest.param(
            cells({"项目!A2": None}),
            [
                "[绩效指标!A2]: error INP211: the project 甲项目 is not in the sheet 项目 (rows 2-7); did you mean 乙项目?",
                "[项目!A2]: error INP210: the row names no project in 项目名称",
                "[项目资金!A2]: error INP211: the project 甲项目 is not in the sheet 项目 (rows 2-5); did you mean 乙项目?",
            ],
            id="missing name",
        ),
        pytest.param(
            cells({"绩效指标!I3": None}),
            ["[绩效指标!I3]: error DAT102: 分值 is missing"],
            id="missing weight",
        ),
        pytest.param(
            cells({"项目资金!D2": "一百万"}),
            [f"[项目资金!D2]: error DAT105: found 一百万, {NUMBER}"],
            id="word for a number",
        ),
        pytest.param(
            cells({"绩效指标!I2": "二十"}),
            [f"[绩效指标!I2]: error DAT105: found 二十, {NUMBER}"],
            id="word for a weight",
        ),
        pytest.param(
            cells({"项目资金!D2": "#REF!"}),
            ["[项目资金!D2]: error INP220: found the error #REF!, expected a value"],
            id="error of a formula",
        ),
        pytest.param(
            cells({"绩效指标!A3": "丙项目"}),
            [
                "[绩效指标!A3]: error INP211: the project 丙项目 is not in the sheet 项目 (rows 3); did you mean 甲项目?"
            ],
            id="indicator of an unknown project",
        ),
        pytest.param(
            cells({"项目!A3": "甲项目"}),
            [
                "[绩效指标!A8]: error INP211: the project 乙项目 is not in the sheet 项目 (rows 8-13); did you mean 甲项目?",
                "[项目!A3]: error INP007: the project 甲项目 stands twice, first in row 2",
                "[项目资金!A6]: error INP211: the project 乙项目 is not in the sheet 项目 (rows 6-9); did you mean 甲项目?",
            ],
            id="two projects of one name",
        ),
        pytest.param(
            cells({"项目资金!B3": "财政拨款"}),
            ["[项目资金!B3]: error DAT101: unknown key 财政拨款; did you mean 当年财政拨款?"],
            id="unknown fund",
        ),
    ),
)
def test_mistake_in_excel(root: Path, change: Callable[[Workbook], None], findings: list[str]) -> None:
    write(root, "excel")
    edit(Path(BOOK), change)
    assert jixiao("build") == refused([BOOK + finding for finding in findings])
    assert not Path("outputs").exists()


@pytest.mark.parametrize(
    ("content", "finding"),
    (
        pytest.param(b"", "INP003: the file is empty", id="empty"),
        pytest.param(b"hello", f"INP201: {NO_EXCEL}", id="text"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "INP201: the file has a password or is in the old .xls format; save it as .xlsx without a password",
            id="password",
        ),
        pytest.param(
            4000,
            "INP201: the file is damaged or cut off; open it in Excel or WPS and save it again",
            id="cut off",
        ),
        pytest.param("document.docx", f"INP201: {NO_EXCEL}", id="a Word document"),
    ),
)
def test_file_that_is_no_workbook(root: Path, content: bytes | int | str, finding: str) -> None:
    write(root, "excel")
    book = Path(BOOK)
    if isinstance(content, str):
        shutil.copy(f"templates/self-evaluation/{content}", book)
    else:
        book.write_bytes(book.read_bytes()[:content] if isinstance(content, int) else content)
    assert jixiao("build") == refused([f"{BOOK}: error {finding}"])


DATES = (
    pytest.param("2026-02-30", "found 2026-02-30, expected a day that the calendar has", id="impossible"),
    pytest.param("二月", "found 二月, expected a date such as 2026-01-01", id="words"),
)


@pytest.mark.parametrize(("day", "message"), DATES)
def test_date_in_excel(root: Path, day: str, message: str) -> None:
    shutil.copytree(Path(__file__).parents[2] / "inputs" / "2026-targets", root / "inputs" / "目标")
    edit(root / "inputs" / "目标" / "projects.xlsx", cells({"项目!F3": day}))
    line = f"inputs/目标/projects.xlsx[项目!F3]: error DAT106: {message}"
    assert jixiao("build") == Ran([line], ["inputs/目标: not built"], 1)


@pytest.mark.parametrize(("day", "message"), DATES)
def test_date_in_yaml(root: Path, day: str, message: str) -> None:
    source = Path(__file__).parents[2] / "inputs" / "2026-targets"
    assert jixiao("convert", str(source), "inputs/目标") == Ran(["inputs/目标"], [], 0)
    file = min((root / "inputs" / "目标").glob("01-*"))
    replace(file, ("计划开始日期: 2026-01-01", f"计划开始日期: {day}"))
    line = f"inputs/目标/{file.name}:7:9: error DAT106: {message}"
    assert jixiao("build") == Ran([line], ["inputs/目标: not built"], 1)


def test_level_that_does_not_exist(root: Path) -> None:
    message = "error LVL102: found level 产出, expected one of 成本指标, 产出指标, 效益指标, 满意度指标"
    replace(write(root, "yaml") / "01-甲项目.yaml", ("一级指标: 产出指标", "一级指标: 产出"))
    assert f"{FIRST}:13:12: {message}" in jixiao("check").out
    shutil.rmtree(f"inputs/{NAME}")
    edit(write(root, "excel") / "projects.xlsx", cells({"绩效指标!B2": "产出"}))
    assert f"{BOOK}[绩效指标!B2]: {message}" in jixiao("check").out


def test_all_problems_of_a_booklet_come_in_one_run(root: Path) -> None:
    folder = write(root, "yaml")
    replace(folder / "booklet.yaml", ("年度: 2024", "年度: 明年"))
    replace(
        folder / "01-甲项目.yaml", ("全年预算数: 100.00", "全年预算数: 一百万"), ("分值: 20", "分值: 二十")
    )
    replace(folder / "02-乙项目.yaml", ("实施单位: 某处", "实施单位 某处"))
    findings = [
        f"{FIRST}:5:34: error DAT105: found 一百万, {NUMBER}",
        f"{FIRST}:13:82: error DAT105: found 二十, {NUMBER}",
        f"{SECOND}:3:1: error INP100: {NO_KEY}",
        f"{HEAD}:2:5: error DAT106: found 明年, expected a year such as 2026",
    ]
    assert jixiao("build") == refused(findings)
    summary = [
        "             error  warning  hint",
        "the booklet      2        -     -",
        "甲项目           2        -     -",
        f"inputs/{NAME}: errors: 4",
    ]
    assert jixiao("check") == Ran(findings, summary, 1)


@pytest.mark.parametrize("kind", ("yaml", "excel"))
def test_other_booklets_are_built_and_earlier_outputs_stay(root: Path, kind: str) -> None:
    write(root, kind)
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    before = files(root / "outputs")
    replace(Path(HEAD), ("年度: 2024", "年度: 明年"))
    write(root, kind, name="另一本")
    ran = jixiao("build")
    assert ran == Ran(
        [
            f"outputs/另一本/{Path(OUTPUTS[0]).name}",
            f"outputs/另一本/{Path(OUTPUTS[1]).name}",
            f"{HEAD}:2:5: error DAT106: found 明年, expected a year such as 2026",
        ],
        ["inputs/另一本: 2 projects; checks: nothing found", NOT_BUILT],
        1,
    )
    after = files(root / "outputs")
    assert {name: after[name] for name in before} == before
    assert len(after) == 4


def test_folder_without_a_head(root: Path) -> None:
    write(root, "yaml")
    Path(HEAD).unlink()
    line = f"inputs/{NAME}: the folder holds no booklet.yaml"
    assert jixiao("build") == Ran([], [line, NOT_BUILT], 2)
    assert jixiao("check") == Ran([], [line], 2)
    write(root, "yaml", name="另一本")
    assert jixiao("check") == Ran([], ["inputs/另一本: nothing found", line], 1)


def test_folder_without_projects(root: Path) -> None:
    write(root, "excel")
    Path(BOOK).unlink()
    message = "the folder holds no project: expected one YAML file a project, or a workbook projects.xlsx"
    assert jixiao("build") == refused([f"{HEAD}: error INP006: {message}"])


def test_files_that_are_not_read(root: Path) -> None:
    folder = write(root, "yaml")
    (folder / "~$projects.xlsx").write_bytes(b"lock")
    (folder / ".hidden.yaml").write_text("x")
    (folder / "说明.txt").write_text("x")
    (folder / "旧表.xls").write_bytes(b"x")
    line = f"inputs/{NAME}/旧表.xls: warning INP005: files of the type .xls are not read; open it in Excel or WPS and save it as .xlsx"
    assert jixiao("check") == Ran([line], [f"inputs/{NAME}: warnings: 1"], 0)
    built = f"inputs/{NAME}: 2 projects; checks: warnings: 1 (`jixiao check` lists them)"
    assert jixiao("build") == Ran(OUTPUTS, [built], 0)


def test_text_with_line_ends_stays_in_one_line(root: Path) -> None:
    folder = write(root, "yaml")
    replace(folder / "02-乙项目.yaml", ("项目名称: 乙项目", '项目名称: "甲\\n项目"'))
    replace(folder / "01-甲项目.yaml", ("项目名称: 甲项目", '项目名称: "甲\\n项目"'))
    line = f"{SECOND}:1:7: error INP007: the project 甲 项目 stands twice, first at {FIRST}:1:7"
    assert jixiao("build") == refused([line])
