"""`jixiao new`: a booklet to fill in, blank or carried over, for all or for each unit."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.workspaces import Ran, booklet, edit, files, jixiao, project, workspace, write
from openpyxl import Workbook, load_workbook

from generator import tree
from generator.reading.folder import read_booklet

NEXT = "fill in the workbooks, put them beside booklet.yaml, then: jixiao check {}"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(workspace(tmp_path))
    return tmp_path


def targets(**changed: tree.Tree) -> tree.Mapping:
    """The data of a booklet of targets with a project for each of two units."""
    head = {
        **booklet(),
        "表种": "申报表",
        "年度": "2026",
        "标题": "某局2026年度目标",
        "金额单位": "元",
        "模板": "target",
    }
    return {
        **head,
        "项目列表": [declaration("甲项目", "信息中心"), declaration("乙项目", "数据中心")],
        **changed,
    }


def declaration(name: str, unit: str) -> tree.Mapping:
    evaluated = project(name)
    kept = {key: evaluated[key] for key in ("项目名称", "主管部门")}
    indicators = evaluated["绩效指标"]
    assert isinstance(indicators, list)
    rows = [
        {key: value for key, value in row.items() if key not in ("实际完成值", "分值")}
        for row in indicators
        if isinstance(row, dict)
    ]
    return {
        **kept,
        "实施单位": unit,
        "项目性质": "专项资金",
        "项目类别": "特定目标类",
        "计划开始日期": "2026-01-01",
        "计划完成日期": "2026-12-31",
        "项目资金": {"年度资金申请总额": "1000000.50", "当年财政拨款": "1000000.50"},
        "项目绩效目标": {"年度总体目标": "2026年建成。"},
        "绩效指标": rows,
    }


@pytest.mark.parametrize(
    ("kind", "folder", "head"),
    (
        pytest.param(
            "自评表",
            "2027-self-evaluation",
            [
                "表种: 自评表",
                "年度: 2027",
                '部门: ""  # 填部门全称；填好以前 jixiao check 会提醒',
                "标题: 2027年度财政项目支出绩效自评表",
                "金额单位: 万元",
                "模板: self-evaluation",
            ],
            id="自评表",
        ),
        pytest.param(
            "申报表",
            "2027-targets",
            [
                "表种: 申报表",
                "年度: 2027",
                '部门: ""  # 填部门全称；填好以前 jixiao check 会提醒',
                "标题: 2027年度项目绩效目标汇总表",
                "金额单位: 元",
                "模板: target",
            ],
            id="申报表",
        ),
    ),
)
def test_a_blank_booklet(kind: str, folder: str, head: list[str], root: Path) -> None:
    made = [f"inputs/{folder}/booklet.yaml", f"inputs/{folder}/projects.xlsx"]
    assert jixiao("new", kind, "2027") == Ran(made, [NEXT.format(folder)], 0)
    schema = "# yaml-language-server: $schema=../.schema/booklet.json"
    assert Path(made[0]).read_text("utf-8").splitlines() == [schema, *head]
    assert Path("inputs/.schema/booklet.json").is_file()
    assert jixiao("check", folder) == Ran(
        [
            f"{made[0]}:4:5: error DAT102: 部门 is missing",
            f"{made[1]}: error INP006: no project is filled in yet: the sheet 项目 has no row",
        ],
        [f"inputs/{folder}: errors: 2"],
        1,
    )


def test_a_blank_booklet_is_filled_in_checked_and_built(root: Path) -> None:
    assert jixiao("new", "自评表", "2024").status == 0
    folder = root / "inputs" / "2024-self-evaluation"
    head = folder / "booklet.yaml"
    head.write_text(head.read_text("utf-8").replace('部门: ""', "部门: 某局"), "utf-8")
    meant = booklet(标题="2024年度财政项目支出绩效自评表")
    edit(folder / "projects.xlsx", filled(meant))
    assert read_booklet(folder).data == meant
    assert jixiao("check", "2024-self-evaluation").status == 0
    built = jixiao("build", "2024-self-evaluation", "--verify")
    assert (len(built.out), built.status) == (2, 0)


def filled(data: tree.Mapping) -> object:
    """What somebody does who types the projects of `data` into a blank workbook."""

    def change(book: Workbook) -> None:
        for name, values in rows_of(data).items():
            for number, row in enumerate(values, start=2):
                for column, value in enumerate(row, start=1):
                    book[name].cell(number, column).value = value

    return change


def rows_of(data: tree.Mapping) -> dict[str, list[list[str]]]:
    from generator.sheets.layout import SELF_EVALUATION
    from generator.writing.rows import tables

    projects = data["项目列表"]
    assert isinstance(projects, list)
    found = tables([each for each in projects if isinstance(each, dict)], SELF_EVALUATION)
    return {
        table.title: [[row.get(column.heading, "") for column in table.used()] for row in table.rows]
        for table in found
    }


def test_targets_become_a_self_evaluation(root: Path) -> None:
    write(root, "excel", targets(), "2026-targets")
    folder = "inputs/2026-self-evaluation"
    assert jixiao("new", "自评表", "2026", "--from", "2026-targets") == Ran(
        [f"{folder}/booklet.yaml", f"{folder}/projects.xlsx"],
        ["carried over from 2026-targets (2026): 2 projects", NEXT.format("2026-self-evaluation")],
        0,
    )
    read = read_booklet(root / folder)
    amounts = {"年初预算数": "100.00005", "全年预算数": "100.00005"}
    [first, _second] = read.data.pop("项目列表")
    assert read.data == {
        "表种": "自评表",
        "年度": "2026",
        "部门": "某局",
        "标题": "2026年度财政项目支出绩效自评表",
        "金额单位": "万元",
        "模板": "self-evaluation",
        "对照": "2026-targets",
    }
    assert isinstance(first, dict)
    assert first["项目资金"] == {"年度资金总额": amounts, "当年财政拨款": amounts}
    assert first["年度总体目标"] == {"预期目标": "2026年建成。"}
    assert [row["分值"] for row in first["绩效指标"] if isinstance(row, dict)] == [
        "14",
        "13",
        "13",
        "20",
        "10",
        "20",
    ]
    assert read.problems == []


def test_targets_of_another_year_are_told(root: Path) -> None:
    write(root, "excel", targets(), "2026-targets")
    ran = jixiao("new", "自评表", "2025", "--from", "2026-targets")
    book = "inputs/2025-self-evaluation/projects.xlsx"
    assert ran.out[2:] == [f"{book}[项目!D{row}]: speaks of 2026; revise it for 2025" for row in (2, 3)]
    assert ran.err == [
        "carried over from 2026-targets (2026): 2 projects",
        "the targets and amounts were declared for 2026, not for 2025: check each of them",
        NEXT.format("2025-self-evaluation"),
    ]


def test_targets_become_next_years_draft(root: Path) -> None:
    checks: tree.Mapping = {"忽略": {"LVL107": "去年"}, "相似度": "90"}
    write(root, "yaml", targets(模板="target", 检查=checks, 输出=["xlsx"]), "2026-targets")
    folder = "inputs/2027-targets"
    goals = [
        f"{folder}/projects.xlsx[项目!{cell}]: speaks of 2026; revise it for 2027" for cell in ("I2", "I3")
    ]
    assert jixiao("new", "申报表", "2027", "--from", "inputs/2026-targets") == Ran(
        [f"{folder}/booklet.yaml", f"{folder}/projects.xlsx", *goals],
        ["carried over from 2026-targets (2026): 2 projects", NEXT.format("2027-targets")],
        0,
    )
    read = read_booklet(root / folder)
    first = read.data.pop("项目列表")[0]
    assert read.data == {
        "表种": "申报表",
        "年度": "2027",
        "部门": "某局",
        "标题": "某局2027年度目标",
        "金额单位": "元",
        "模板": "target",
        "输出": ["xlsx"],
        "对照": "2026-targets",
        "检查": {"相似度": "90"},
    }
    assert isinstance(first, dict)
    assert (first["计划开始日期"], first["计划完成日期"], "项目资金" in first) == (
        "2027-01-01",
        "2027-12-31",
        False,
    )
    sheet = load_workbook(root / folder / "projects.xlsx")["项目资金"]
    assert [[cell.value for cell in row[:5]] for row in sheet["A2:E4"]] == [
        ["甲项目", *[None] * 4],
        ["乙项目", *[None] * 4],
        [None] * 5,
    ]


def test_a_workbook_for_each_unit(root: Path) -> None:
    write(root, "excel", targets(), "2026-targets")
    units = ("--unit", "信息中心", "--unit", "规划处", "--unit", "信息中心")
    folder = "inputs/2026-self-evaluation"
    assert jixiao("new", "自评表", "2026", "--from", "2026-targets", *units, "--to", "下发/一批") == Ran(
        [f"{folder}/booklet.yaml", "下发/一批/projects-信息中心.xlsx", "下发/一批/projects-规划处.xlsx"],
        [
            "carried over from 2026-targets (2026): 1 projects",
            "1 projects of other units are in no workbook: 乙项目",
            NEXT.format("2026-self-evaluation"),
        ],
        0,
    )
    names = {
        path.name: [row[0].value for row in load_workbook(path)["项目"]["A2:A3"]]
        for path in sorted(Path("下发/一批").iterdir())
    }
    assert names == {"projects-信息中心.xlsx": ["甲项目", None], "projects-规划处.xlsx": [None, None]}
    assert list(files(root / folder)) == ["booklet.yaml"]


def test_the_booklets_own_folder_can_be_named(root: Path) -> None:
    ran = jixiao("new", "自评表", "2026", "--to", "inputs/2026-self-evaluation")
    assert (ran.status, sorted(files(root / "inputs" / "2026-self-evaluation"))) == (
        0,
        ["booklet.yaml", "projects.xlsx"],
    )


def test_workbooks_of_units_beside_the_head_are_one_booklet(root: Path) -> None:
    write(root, "excel", targets(), "2026-targets")
    units = ("--unit", "数据中心", "--unit", "信息中心")
    assert jixiao("new", "自评表", "2026", "--from", "2026-targets", *units).status == 0
    read = read_booklet(root / "inputs" / "2026-self-evaluation")
    names = [each["项目名称"] for each in read.data["项目列表"] if isinstance(each, dict)]
    assert (sorted(names), read.problems) == (["乙项目", "甲项目"], [])


def test_the_same_order_gives_the_same_bytes(root: Path) -> None:
    write(root, "excel", targets(), "2026-targets")
    made = []
    for _time in range(2):
        assert jixiao("new", "自评表", "2026", "--from", "2026-targets", "--rows", "3").status == 0
        made.append(files(root / "inputs" / "2026-self-evaluation"))
        (root / "inputs" / "2026-self-evaluation").rename(root / f"moved{len(made)}")
    assert made[0] == made[1]


def in_the_way(root: Path) -> None:
    (root / "下发").mkdir()
    (root / "下发" / "projects-甲.xlsx").write_bytes(b"mine")


def same_booklet(root: Path) -> None:
    (root / "inputs" / "2026-self-evaluation").mkdir()
    (root / "inputs" / "2026-self-evaluation" / "mine.txt").write_text("mine")


def broken(root: Path) -> None:
    write(root, "excel", targets(), "2026-targets")
    edit(root / "inputs/2026-targets/projects.xlsx", lambda book: book["项目资金"].__setitem__("E2", "约100"))


def tiny(root: Path) -> None:
    projects = targets()["项目列表"]
    assert isinstance(projects, list)
    first = projects[0]
    assert isinstance(first, dict)
    write(
        root,
        "excel",
        targets(项目列表=[{**first, "项目资金": {"年度资金申请总额": "0.000001"}}]),
        "2026-targets",
    )


EVALUATION = ("new", "自评表", "2026")
FROM = (*EVALUATION, "--from", "2026-targets")


@pytest.mark.parametrize(
    ("before", "words", "out", "err"),
    (
        pytest.param(
            same_booklet,
            EVALUATION,
            [],
            "inputs/2026-self-evaluation: this booklet is there already and is not overwritten; rename or move it first",
            id="booklet exists",
        ),
        pytest.param(
            in_the_way,
            (*EVALUATION, "--unit", "甲", "--to", "下发"),
            [],
            "下发/projects-甲.xlsx: the file exists already; name another folder",
            id="workbook exists",
        ),
        pytest.param(
            lambda root: None,
            FROM,
            [],
            "inputs/2026-targets: there is no such booklet",
            id="no such booklet",
        ),
        pytest.param(
            broken,
            FROM,
            [
                "inputs/2026-targets/projects.xlsx[项目资金!E2]: error DAT105: found 约100, expected a number such as 1,233.77"
            ],
            "inputs/2026-targets: nothing is carried over while it cannot be read",
            id="cannot be read",
        ),
        pytest.param(
            lambda root: write(root, "excel", targets(), "目标"),
            ("new", "申报表", "2026", "--from", "目标"),
            [],
            "目标 is the 申报表 of 2026 already: name a booklet of another year or kind",
            id="same kind and year",
        ),
        pytest.param(
            tiny,
            FROM,
            [],
            "甲项目: 0.000001 元 cannot be written in 万元 without losing digits",
            id="amount too small",
        ),
        pytest.param(
            lambda root: None,
            (*EVALUATION, "--unit", " "),
            [],
            "no file can be named after the unit “” alone; write the name in another way",
            id="no unit",
        ),
        pytest.param(
            lambda root: None,
            (*EVALUATION, "--unit", "甲/乙", "--unit", "甲:乙"),
            [],
            "no file can be named after the unit “甲/乙” alone; write the name in another way",
            id="two units, one file",
        ),
        pytest.param(
            lambda root: (root / "下发").write_text("mine"),
            (*EVALUATION, "--to", "下发"),
            [],
            "下发/projects.xlsx: 下发 is a file where a folder is needed; move it away",
            id="file for a folder",
        ),
        pytest.param(
            lambda root: None,
            (*EVALUATION, "--to", "inputs/2026-self-evaluation/下发"),
            [],
            "inputs/2026-self-evaluation/下发: --to names a folder inside the new booklet; name one outside of it",
            id="folder in the booklet",
        ),
    ),
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(
    before: object, words: tuple[str, ...], out: list[str], err: str, root: Path
) -> None:
    assert callable(before)
    before(root)
    there = files(root)
    assert jixiao(*words) == Ran(out, [err], 2)
    assert files(root) == there


@pytest.mark.parametrize(
    ("words", "message"),
    (
        pytest.param(("new", "自评", "2026"), "'自评' is not one of '自评表', '申报表'.", id="kind"),
        pytest.param(("new", "自评表", "26"), "26 is not in the range 2000<=x<=2099.", id="year"),
        pytest.param(
            ("new", "自评表", "2026", "--rows", "0"), "0 is not in the range 1<=x<=1000.", id="rows"
        ),
    ),
)
def test_wrong_words_are_named(words: tuple[str, ...], message: str, root: Path) -> None:
    ran = jixiao(*words)
    assert (ran.err[-1].endswith(message), ran.status) == (True, 2)


def test_there_must_be_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = jixiao(*EVALUATION)
    assert ran == Ran(
        [],
        [f"{tmp_path.as_posix()}: there is no inputs folder here; `jixiao init NAME` makes a workspace"],
        2,
    )
