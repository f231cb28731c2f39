"""Booklets by name, by path, from anywhere in the workspace and outside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.workspaces import BUILT, NAME, NOT_BUILT, OUTPUTS, Ran, files, jixiao, workspace, write


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = workspace(tmp_path / "我的 工作区")
    monkeypatch.chdir(folder)
    write(folder, "yaml")
    return folder


@pytest.mark.parametrize(
    ("where", "name"),
    (
        pytest.param(".", NAME, id="name"),
        pytest.param(".", f"{NAME}/", id="name with a slash"),
        pytest.param(".", f"inputs/{NAME}", id="path"),
        pytest.param(".", f"./inputs/../inputs/{NAME}/", id="roundabout path"),
        pytest.param(".", f"inputs/{NAME}/booklet.yaml", id="its head"),
        pytest.param(".", f"inputs/{NAME}/01-甲项目.yaml", id="a file in it"),
        pytest.param("templates", NAME, id="name from a folder beside"),
        pytest.param("templates", f"inputs/{NAME}", id="path from the root"),
        pytest.param(f"inputs/{NAME}", ".", id="the folder itself"),
        pytest.param("inputs", NAME, id="relative path"),
        pytest.param(f"inputs/{NAME}", "booklet.yaml", id="its head from inside"),
        pytest.param(".", f"{{root}}/inputs/{NAME}", id="absolute path"),
    ),
)
def test_one_booklet(root: Path, monkeypatch: pytest.MonkeyPatch, where: str, name: str) -> None:
    monkeypatch.chdir(root / where)
    assert jixiao("build", name.format(root=root)) == Ran(OUTPUTS, [BUILT], 0)
    assert jixiao("check", name.format(root=root)) == Ran([], [f"inputs/{NAME}: nothing found"], 0)


def test_all_booklets_from_a_folder_inside(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "inputs" / NAME)
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    assert sorted(files(root / "outputs")) == sorted(file.removeprefix("outputs/") for file in OUTPUTS)


def test_one_booklet_named_in_three_ways_is_built_once() -> None:
    assert jixiao("build", NAME, f"inputs/{NAME}", f"inputs/{NAME}/booklet.yaml") == Ran(OUTPUTS, [BUILT], 0)


def test_booklet_outside_the_workspace(root: Path, tmp_path: Path) -> None:
    outside = write(tmp_path, "excel", name="外面的")
    expected = [f"outputs/外面的/{Path(file).name}" for file in OUTPUTS]
    assert jixiao("build", str(outside)) == Ran(
        expected, [f"{outside}: 2 projects; checks: nothing found"], 0
    )
    (outside / "booklet.yaml").write_text("年度: 明年\n", "utf-8")
    ran = jixiao("check", str(outside))
    assert (
        ran.out[-1] == f"{outside}/booklet.yaml:1:5: error DAT106: found 明年, expected a year such as 2026"
    )
    assert (ran.err, ran.status) == ([f"{outside}: errors: 6"], 1)


def test_two_folders_of_one_name_do_not_share_outputs(tmp_path: Path) -> None:
    outside = write(tmp_path, "excel")
    ran = jixiao("build", NAME, str(outside))
    message = f"its outputs would replace those of inputs/{NAME}, a folder of the same name; rename one"
    assert ran == Ran(OUTPUTS, [f"{outside}: {message}", BUILT], 1)


def test_workspace_behind_a_link(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = tmp_path / "链接"
    link.symlink_to(root, target_is_directory=True)
    monkeypatch.chdir(link)
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    assert jixiao("build", str(link / "inputs" / NAME)) == Ran(OUTPUTS, [BUILT], 0)
    assert jixiao("build", str(root / "inputs" / NAME)) == Ran(OUTPUTS, [BUILT], 0)


def test_booklet_behind_a_link(root: Path) -> None:
    (root / "inputs" / "别名").symlink_to(root / "inputs" / NAME, target_is_directory=True)
    assert jixiao("check", "别名") == Ran([], ["inputs/别名: nothing found"], 0)
    ran = jixiao("build")
    assert (len(ran.out), len(ran.err), ran.status) == (2, 1, 0)  # one booklet under two names


@pytest.mark.parametrize(
    ("name", "line"),
    (
        pytest.param(
            "自评2024", f"inputs/自评2024: there is no such booklet; did you mean {NAME}?", id="name"
        ),
        pytest.param(
            "inputs/自评2024", f"inputs/自评2024: there is no such booklet; did you mean {NAME}?", id="path"
        ),
        pytest.param("/x/y", "/x/y: there is no such booklet", id="absolute path"),
        pytest.param("长" * 200, f"inputs/{'长' * 200}: there is no such booklet", id="no disk holds it"),
        pytest.param("", ".: the folder holds no booklet.yaml", id="nothing"),
    ),
)
def test_booklet_that_there_is_not(name: str, line: str) -> None:
    unknown = [line] if name else [line, ".: not built"]
    assert jixiao("build", name) == Ran([], unknown, 2)
    assert jixiao("check", name) == Ran([], [line], 2)
    built = jixiao("build", name, NAME)
    assert (built.out, built.status) == (OUTPUTS, 1)
    assert built.err == [*unknown, BUILT]


def test_folder_that_is_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    line = f"{tmp_path.as_posix()}: there is no inputs folder here; `jixiao init NAME` makes a workspace"
    assert jixiao("build") == Ran([], [line], 2)
    assert jixiao("check", "x") == Ran([], [line], 2)
    (tmp_path / "inputs").mkdir()
    line = "inputs: no booklet here: no folder with a booklet.yaml"
    assert jixiao("build") == Ran([], [line], 2)
    assert jixiao("check") == Ran([], [line], 2)


def test_one_that_is_wrong_and_one_that_cannot_be(root: Path) -> None:
    write(root, "yaml", name="坏的").joinpath("booklet.yaml").unlink()
    head = root / "inputs" / NAME / "booklet.yaml"
    head.write_text(head.read_text("utf-8").replace("2024\n", "明年\n", 1), "utf-8")
    finding = f"inputs/{NAME}/booklet.yaml:2:5: error DAT106: found 明年, expected a year such as 2026"
    broken = "inputs/坏的: the folder holds no booklet.yaml"
    assert jixiao("build") == Ran([finding], [broken, "inputs/坏的: not built", NOT_BUILT], 1)
