from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.workspace import Workspace, create


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("inputs/乙", "inputs/甲", "inputs/.隐藏", "templates/自评", "里面/更里面"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "inputs" / "说明.txt").touch()
    return tmp_path


@pytest.mark.parametrize("inside", (".", "里面/更里面", "inputs/甲", "templates/自评"))
def test_find_goes_up_to_the_nearest_inputs(root: Path, inside: str) -> None:
    assert Workspace.find(root / inside) == Workspace(root)


def test_all_booklets_are_the_folders_of_inputs_by_name(root: Path) -> None:
    assert Workspace(root).booklets(()) == [root / "inputs" / "乙", root / "inputs" / "甲"]


def test_names_that_are_none_do_not_hide_those_that_are(root: Path) -> None:
    unknown, folder = Workspace(root).booklets(("丙", "甲"))
    assert str(unknown) == "inputs/丙: there is no such booklet"
    assert folder == root / "inputs" / "甲"


@pytest.mark.parametrize(
    ("path", "shown"),
    (
        ("inputs/甲/a.yaml", "inputs/甲/a.yaml"),
        ("inputs/../outputs/x.xlsx", "outputs/x.xlsx"),
        ("/elsewhere/x", "/elsewhere/x"),
    ),
)
def test_shown_from_the_workspace(root: Path, path: str, shown: str) -> None:
    assert Workspace(root).shown((root / path).resolve()) == shown


def test_templates_by_name(root: Path) -> None:
    assert Workspace(root).templates() == ["自评"]
    assert Workspace(root / "里面").templates() == []


def test_create_fills_only_an_empty_folder(tmp_path: Path) -> None:
    made = create(tmp_path / "新的")
    assert [path.name for path in made] == ["inputs", "templates"]
    assert sorted(path.name for path in (tmp_path / "新的").iterdir()) == ["inputs", "templates"]
    with pytest.raises(GeneratorError, match="the folder is not empty; name a new one"):
        create(tmp_path / "新的")
