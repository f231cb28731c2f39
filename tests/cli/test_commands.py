"""The commands themselves: help, init, convert, exit status."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli.workspaces import (
    BUILT,
    NAME,
    OUTPUTS,
    REPOSITORY,
    Ran,
    booklet,
    cells,
    edit,
    files,
    jixiao,
    project,
    workspace,
    write,
)

from generator import __version__


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = workspace(tmp_path / "工作区")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("option", ("-h", "--help"))
@pytest.mark.parametrize("command", ("", "build", "check", "convert", "init"))
def test_help_ends_with_examples(command: str, option: str) -> None:
    ran = jixiao(*filter(None, (command, option)))
    assert (ran.err, ran.status) == ([], 0)
    assert ran.out[0].startswith(f"Usage: jixiao {command}".rstrip())
    examples = ran.out[ran.out.index("Examples:") + 1 :]
    assert examples
    assert f"  jixiao {command}".rstrip() in {
        line[: len(f"  jixiao {command}".rstrip())] for line in examples
    }
    assert all(line.startswith(("  jixiao ", "  cd ")) for line in examples)


def test_version() -> None:
    assert jixiao("--version") == Ran([f"jixiao, version {__version__}"], [], 0)


@pytest.mark.parametrize(
    "arguments", (["biuld"], ["build", "--fromat", "xlsx"], ["build", "--format", "pdf"], ["convert", "x"])
)
def test_wrong_usage_is_status_2(root: Path, arguments: list[str]) -> None:
    ran = jixiao(*arguments)
    assert (ran.out, ran.status) == ([], 2)
    assert ran.err[-1].startswith("Error: ")


def test_init_makes_a_workspace_that_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = "绩效 2026/新的"
    assert jixiao("init", name) == Ran([f"{name}/inputs", f"{name}/templates"], [], 0)
    monkeypatch.chdir(tmp_path / name)
    ran = jixiao("build")
    assert (len(ran.out), ran.status) == (4, 0)
    assert sorted(path.name for path in Path().iterdir()) == ["inputs", "outputs", "templates"]
    before = files(Path())
    line = ".: the folder is not empty; name a new one"
    assert jixiao("init", ".") == Ran([], [line], 2)
    assert files(Path()) == before


def test_init_where_a_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("文件").write_text("x")
    assert jixiao("init", "文件") == Ran([], ["文件: the folder is not empty; name a new one"], 2)
    message = "the workspace cannot be written: Not a directory"
    assert jixiao("init", "文件/里面") == Ran([], [f"文件/里面: {message}"], 2)
    assert files(tmp_path) == {"文件": b"x"}


@pytest.mark.parametrize("kind", ("yaml", "excel"))
@pytest.mark.parametrize("source", (NAME, f"inputs/{NAME}"))
def test_convert_there_and_back(root: Path, kind: str, source: str) -> None:
    folder = write(root, kind)
    assert jixiao("convert", source, "inputs/另一种") == Ran(["inputs/另一种"], [], 0)
    assert jixiao("convert", "另一种", "inputs/回来") == Ran(["inputs/回来"], [], 0)
    assert without_first_lines(root / "inputs" / "回来") == files(folder)
    assert jixiao("convert", NAME, "inputs/同样", "--to", kind) == Ran(["inputs/同样"], [], 0)
    assert without_first_lines(root / "inputs" / "同样") == files(folder)


def without_first_lines(folder: Path) -> dict[str, bytes]:
    """The files of a folder; those in YAML without the line by which an editor finds their schema."""
    found = files(folder)
    for name, content in found.items():
        if name.endswith(".yaml"):
            line, _end, found[name] = content.partition(b"\n")
            schema = "booklet" if name == "booklet.yaml" else "自评表"
            assert line.decode() == f"# yaml-language-server: $schema=../.schema/{schema}.json"
    assert (folder.parent / ".schema" / "自评表.json").is_file()
    return found


def test_a_lock_file_does_not_make_a_booklet_excel(root: Path) -> None:
    folder = write(root, "yaml")
    (folder / "~$projects.xlsx").write_bytes(b"x")
    assert jixiao("convert", NAME, "新") == Ran(["新"], [], 0)
    assert sorted(files(root / "新")) == ["booklet.yaml", "projects.xlsx"]


def test_what_cannot_be_converted(root: Path) -> None:
    folder = write(root, "yaml")
    before = files(root)
    line = "there is no such booklet"
    assert jixiao("convert", "没有", "新") == Ran([], [f"inputs/没有: {line}"], 2)
    assert jixiao("convert", NAME, f"inputs/{NAME}") == Ran(
        [], [f"inputs/{NAME}: the folder is not empty; name a new one"], 2
    )
    assert jixiao("convert", NAME, "templates/target/workbook.xlsx") == Ran(
        [], ["templates/target/workbook.xlsx: there is a file of this name; name a new folder"], 2
    )
    assert files(root) == before
    (folder / "02-乙项目.yaml").write_text("项目名称 乙\n", "utf-8")
    ran = jixiao("convert", NAME, "新")
    message = "expected keys with values, one `key: value` a line"
    assert ran == Ran([f"inputs/{NAME}/02-乙项目.yaml:1:1: error INP105: {message}"], [], 1)
    assert not (root / "新").exists()


def test_what_no_workbook_holds(root: Path) -> None:
    data = booklet()
    data["项目列表"] = [{**project("甲项目"), "备注": "x"}]
    write(root, "yaml", data)
    line = f"inputs/{NAME}: 备注 of the project 甲项目 has no column in a workbook"
    assert jixiao("convert", NAME, "新") == Ran([], [line], 2)
    assert not (root / "新").exists()


def test_convert_outside_of_any_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(REPOSITORY / "inputs" / "2026-targets", "来源 一")
    assert jixiao("convert", "来源 一", "目标/二") == Ran(["目标/二"], [], 0)
    assert len(files(tmp_path / "目标" / "二")) == 10
    assert jixiao("convert", "没有", "三").status == 2


def test_check_reports_errors_first_in_reading_order(root: Path) -> None:
    edit(
        write(root, "excel") / "projects.xlsx",
        cells(
            {
                "绩效指标!I2": 25,
                "绩效指标!I7": 15,
                "绩效指标!H5": "部分达成",
                "绩效指标!J5": "正在改进",
                "绩效指标!J1": "偏差原因分析及改进措施",
            }
        ),
    )
    book = f"inputs/{NAME}/projects.xlsx"
    assert jixiao("check") == Ran(
        [
            f"{book}[绩效指标!H5]: error SCO109: 部分达成 earns 60 to 80 % of the weight: state 得分",
            f"{book}[绩效指标!B2]: warning SCO102: 产出指标 weighs 45.00 points, the scheme gives it 40.00",
            f"{book}[绩效指标!B7]: warning SCO102: 成本指标 weighs 15.00 points, the scheme gives it 20.00",
        ],
        [f"inputs/{NAME}: errors: 1, warnings: 2"],
        1,
    )
    assert jixiao("build").err == [
        f"inputs/{NAME}: 2 projects; checks: errors: 1, warnings: 2 (`jixiao check` lists them)"
    ]


def test_clean_booklet(root: Path) -> None:
    write(root, "yaml")
    assert jixiao("check") == Ran([], [f"inputs/{NAME}: nothing found"], 0)
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
