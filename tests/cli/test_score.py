"""`jixiao score`: which projects it shows, in which form, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.workspaces import NAME, Ran, booklet, jixiao, replace, workspace, write


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(workspace(tmp_path))
    return tmp_path


def titles(ran: Ran) -> list[str]:
    """The projects shown: the lines that are not indented."""
    return [line for line in ran.out if line and not line.startswith(" ")]


@pytest.mark.parametrize("kind", ("yaml", "excel"))
def test_all_projects_without_a_name(root: Path, kind: str) -> None:
    write(root, kind)
    ran = jixiao("score")
    assert (titles(ran), ran.err, ran.status) == (["甲项目", "乙项目"], [], 0)


@pytest.mark.parametrize(
    ("words", "expected"),
    (
        pytest.param(["甲"], (["甲项目"], [], 0), id="a part"),
        pytest.param(["乙项目", "甲项目", "乙"], (["乙项目", "甲项目"], [], 0), id="each once, as named"),
        pytest.param(
            ["丙项目", "甲"],
            (["甲项目"], ["there is no project 丙项目; did you mean 甲项目?"], 1),
            id="one unknown",
        ),
        pytest.param(["项目"], ([], ["项目 is part of 2 names: 甲项目, 乙项目"], 2), id="not unique"),
    ),
)
def test_projects_by_name(root: Path, words: list[str], expected: tuple[list[str], list[str], int]) -> None:
    write(root, "yaml")
    ran = jixiao("score", *words)
    assert (titles(ran), ran.err, ran.status) == expected


def test_json(root: Path) -> None:
    write(root, "yaml")
    ran = jixiao("score", "甲", "--format", "json")
    (found,) = json.loads("\n".join(ran.out))
    assert (found["booklet"], found["score"]["project"], found["score"]["total"]["computed"]) == (
        f"inputs/{NAME}",
        "甲项目",
        "99.50",
    )
    assert ran.status == 0


def test_a_booklet_by_name(root: Path) -> None:
    write(root, "yaml")
    write(root, "yaml", {**booklet(), "标题": "另一本"}, name="另一本")
    ran = jixiao("score", "甲", "--booklet", "另一本", "--format", "json")
    assert [found["booklet"] for found in json.loads("\n".join(ran.out))] == ["inputs/另一本"]


def test_one_name_in_two_booklets_is_shown_twice(root: Path) -> None:
    write(root, "yaml")
    write(root, "yaml", {**booklet(), "标题": "另一本"}, name="另一本")
    shown = titles(jixiao("score", "甲"))
    assert sorted(shown) == ["甲项目 (inputs/另一本)", f"甲项目 (inputs/{NAME})"]


def test_a_booklet_that_is_not_there(root: Path) -> None:
    write(root, "yaml")
    assert jixiao("score", "--booklet", "自评 2023") == Ran(
        [], ["inputs/自评 2023: there is no such booklet; did you mean 自评 2024?"], 2
    )


def test_a_booklet_that_cannot_be_read(root: Path) -> None:
    folder = write(root, "yaml")
    replace(folder / "01-甲项目.yaml", ("分值: 20", "分值: 二十"))
    line = f"inputs/{NAME}: cannot be read; `jixiao check` says why"
    assert jixiao("score") == Ran([], [line], 2)


def test_target_forms_have_no_scores(root: Path) -> None:
    form = {
        "项目名称": "甲项目",
        "项目资金": {"年度资金申请总额": "1.00"},
        "项目绩效目标": {"年度总体目标": "方便群众。"},
        "绩效指标": [{"一级指标": "产出指标", "三级指标": "办件量", "年度指标值": "≥1.00(件)"}],
    }
    write(root, "yaml", {**booklet(), "表种": "申报表", "项目列表": [form]})
    line = f"inputs/{NAME}: target forms have no scores"
    assert jixiao("score") == Ran([], ["there is no self-evaluation here"], 2)
    assert jixiao("score", "--booklet", NAME) == Ran([], [line, "there is no self-evaluation here"], 2)
