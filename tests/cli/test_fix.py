"""`jixiao fix`: what it shows, and what it writes into YAML and Excel."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.workspaces import NAME, Ran, booklet, cells, edit, jixiao, replace, workspace, write
from openpyxl import load_workbook

FIRST = f"inputs/{NAME}/01-甲项目.yaml"
BOOK = f"inputs/{NAME}/projects.xlsx"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(workspace(tmp_path))
    return tmp_path


@pytest.fixture
def spoilt(root: Path) -> Path:
    """A file of YAML with a remark, a grade of another list, a stray blank and a line that says it all rightly."""
    folder = write(root, "yaml")
    replace(
        folder / "01-甲项目.yaml",
        ("实施单位: 某处", "实施单位: 某 处   # 请核对"),
        ("项目名称:", "评分等级: 优秀\n项目名称:"),
    )
    return Path(FIRST)


SHOWN = [
    f"{FIRST}:1:7: SCO110",
    "  - 优秀",
    "  + 优",
    f"{FIRST}:4:7: TXT103",
    "  - 某 处",
    "  + 某处",
]


def test_corrections_are_shown(spoilt: Path) -> None:
    before = spoilt.read_bytes()
    note = f"inputs/{NAME}: corrections: 2 (`jixiao fix --write` makes them)"
    assert jixiao("fix") == Ran(SHOWN, [note], 0)
    assert spoilt.read_bytes() == before


def test_corrections_are_written_into_yaml(spoilt: Path) -> None:
    before = spoilt.read_text("utf-8")
    assert jixiao("fix", "--write") == Ran(SHOWN, [f"{FIRST}: written"], 0)
    expected = before.replace("评分等级: 优秀", "评分等级: 优").replace("某 处   # 请核对", "某处   # 请核对")
    assert spoilt.read_text("utf-8") == expected
    assert jixiao("fix", "--write") == Ran([], [f"inputs/{NAME}: corrections: 0"], 0)


def test_corrections_are_written_into_excel(root: Path) -> None:
    write(root, "excel")
    edit(Path(BOOK), cells({"项目!C2": "某 处", "绩效指标!D2": "办 件量"}))
    ran = jixiao("fix", "--write")
    assert (ran.err, ran.status) == ([f"{BOOK}: written"], 0)
    book = load_workbook(BOOK)
    assert (book["项目"]["C2"].value, book["绩效指标"]["D2"].value) == ("某处", "办件量")


def test_a_part_of_a_target_is_left_to_people(root: Path) -> None:
    write(root, "excel")
    edit(Path(BOOK), cells({"绩效指标!G2": "１００件"}))
    before = Path(BOOK).read_bytes()
    ran = jixiao("fix", "--write")
    lines = [
        f"{BOOK}[绩效指标!{cell}]: not changed, for the cell holds only a part of it; change it by hand"
        for cell in ("F2", "H2")
    ]
    assert (ran.err, ran.status, Path(BOOK).read_bytes()) == (lines, 0, before)


def test_what_cannot_be_read_is_not_corrected(spoilt: Path) -> None:
    replace(Path(f"inputs/{NAME}/booklet.yaml"), ("年度: 2024", "年度: 明年"))
    before = spoilt.read_bytes()
    ran = jixiao("fix", "--write")
    assert (ran.err, ran.status) == ([f"inputs/{NAME}: nothing is corrected while it cannot be read"], 2)
    assert spoilt.read_bytes() == before


def test_a_name_is_changed_in_every_row_of_its_project(root: Path) -> None:
    data = booklet()
    data["项目列表"][0]["项目名称"] = "甲 项目"  # type: ignore[index,call-overload]
    write(root, "excel", data)
    assert jixiao("fix", "--write").err == [f"{BOOK}: written"]
    book = load_workbook(BOOK)
    names = {row[0] for sheet in book for row in sheet.iter_rows(min_row=2, max_col=1, values_only=True)}
    assert names == {"甲项目", "乙项目"}
    assert jixiao("check").status == 0


def test_a_name_stays_that_would_be_the_one_of_another_project(root: Path) -> None:
    data = booklet()
    data["项目列表"][0]["项目名称"] = "乙 项目"  # type: ignore[index,call-overload]
    write(root, "yaml", data)
    assert jixiao("fix", "--write").err == [f"inputs/{NAME}: corrections: 0"]
    assert jixiao("build").status == 0


def test_a_file_keeps_its_permissions_and_the_link_that_names_it(spoilt: Path) -> None:
    real = spoilt.parents[2] / "乡下.yaml"
    spoilt.rename(real)
    spoilt.symlink_to(real.resolve())
    real.chmod(0o660)
    jixiao("fix", "--write")
    assert spoilt.is_symlink()
    assert "评分等级: 优\n" in real.read_text("utf-8")
    assert real.stat().st_mode & 0o777 == 0o660
