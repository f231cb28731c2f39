"""`jixiao check --annotate`: what its copies hold, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.workspaces import NAME, booklet, cells, edit, jixiao, project, workspace, write
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from generator.writing.yaml_folder import write_yaml_folder

COPY = Path("outputs") / NAME / "问题标注" / "projects.xlsx"
ORIGINAL = Path("inputs") / NAME / "projects.xlsx"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(workspace(tmp_path))
    return tmp_path


def spoil(book: Workbook) -> None:
    """A unit that is missing, a comment of the user's on the same cell, and a hidden sheet of notes."""
    book["项目"]["C2"] = None
    book["项目"]["C2"].comment = Comment("等处里报来", "小王")
    book.create_sheet("记录").sheet_state = "hidden"


def marked(book: Workbook) -> dict[str, tuple[str, str]]:
    """Every cell with a comment or one of our colours: the colour and the comment's text."""
    return {
        f"{sheet.title}!{cell.coordinate}": (cell.fill.fgColor.rgb, cell.comment.text if cell.comment else "")
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment or cell.fill.fgColor.rgb in ("FFFFC7CF", "FFFFEB9D", "FFDDEBF8")
    }


def test_a_workbook_is_handed_back_with_its_findings(root: Path) -> None:
    write(root, "excel")
    edit(ORIGINAL, spoil)
    before = ORIGINAL.read_bytes()
    ran = jixiao("check", "--annotate")
    assert (ran.err[-1], ran.status) == (f"{COPY.as_posix()}: written", 1)
    assert ORIGINAL.read_bytes() == before
    book = load_workbook(COPY)
    assert book.sheetnames[0] == "问题清单"
    assert book["记录"].sheet_state == "hidden"
    found = marked(book)
    assert set(found) == {"项目!C2"}
    colour, comment = found["项目!C2"]
    assert colour == "FFFFC7CF"
    assert "等处里报来" in comment
    assert "FRM101: 实施单位 is empty" in comment
    heads, row = book["问题清单"].iter_rows(values_only=True)
    assert heads[:4] == ("No.", "Severity", "Code", "Project")
    assert row[:6] == ("1", "error", "FRM101", "甲项目", "实施单位", "项目!C2")
    assert book["问题清单"]["F2"].hyperlink.location == "'项目'!C2"


def test_a_copy_that_comes_back_loses_its_old_marks(root: Path) -> None:
    write(root, "excel")
    edit(ORIGINAL, spoil)
    jixiao("check", "--annotate")
    ORIGINAL.write_bytes(COPY.read_bytes())
    edit(ORIGINAL, cells({"项目!C2": "某处", "项目!B3": None}))
    jixiao("check", "--annotate")
    assert jixiao("check").out == [f"{ORIGINAL.as_posix()}[项目!B3]: error FRM101: 主管部门 is empty"]
    found = marked(load_workbook(COPY))
    assert found["项目!C2"][1] == "等处里报来"
    assert [cell for cell, (colour, _text) in found.items() if colour == "FFFFC7CF"] == ["项目!B3"]


def test_yaml_inputs_are_handed_back_as_a_workbook(root: Path) -> None:
    folder = write(root, "yaml")
    file = folder / "02-乙项目.yaml"
    file.write_text(file.read_text("utf-8").replace("实施单位: 某处", "实施单位: ''"), "utf-8")
    jixiao("check", "--annotate")
    assert set(marked(load_workbook(COPY))) == {"项目!C3"}


def test_without_findings_the_copy_is_the_workbook(root: Path) -> None:
    write(root, "excel")
    jixiao("check", "--annotate")
    assert load_workbook(COPY).sheetnames == ["项目", "项目资金", "绩效指标"]


def test_a_workbook_and_the_one_made_of_yaml_files_beside_it_are_both_handed_back(root: Path) -> None:
    data = booklet()
    folder = write(root, "excel", {**data, "项目列表": [project("甲项目")]})
    write_yaml_folder({**data, "项目列表": [project("乙项目")]}, root / "yaml")
    for file in (root / "yaml").glob("*乙项目.yaml"):
        (folder / file.name).write_text(
            file.read_text("utf-8").replace("实施单位: 某处", "实施单位: ''"), "utf-8"
        )
    edit(ORIGINAL, spoil)
    (folder / "旧.xlsx").mkdir()
    ran = jixiao("check", "--annotate")
    other = COPY.with_name("projects-2.xlsx")
    assert ran.err[-2:] == [f"{file.as_posix()}: written" for file in (COPY, other)]
    assert set(marked(load_workbook(COPY))) == {"项目!C2"}
    assert "记录" in load_workbook(COPY).sheetnames
    assert len(marked(load_workbook(other))) == 1


def test_a_copy_that_is_open_elsewhere_is_named_as_files_are(root: Path) -> None:
    write(root, "excel")
    COPY.parent.mkdir(parents=True)
    COPY.with_name("~$projects.xlsx").touch()
    assert jixiao("check", "--annotate").err[-1].startswith(f"{COPY.as_posix()}: the file is open")


def test_findings_of_the_head_stand_in_the_list(root: Path) -> None:
    folder = write(root, "excel")
    head = folder / "booklet.yaml"
    head.write_text(head.read_text("utf-8") + "对照: 没有这一本\n", "utf-8")
    jixiao("check", "--annotate")
    _heads, row = load_workbook(COPY)["问题清单"].iter_rows(values_only=True)
    assert (row[2], row[5]) == ("YRS101", f"inputs/{NAME}/booklet.yaml:7:5")
