"""A booklet's folder is read whole: every file, and every file's mistakes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from reading.booklet_files import HEAD, save, tidy

from generator.errors import GeneratorError
from generator.reading.folder import read_booklet


def booklet(folder: Path, files: dict[str, str]) -> Path:
    """A folder with a sound head and these files."""
    folder.mkdir(exist_ok=True)
    for name, text in {"booklet.yaml": HEAD.format(kind="自评表"), **files}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(folder: Path) -> tuple[list[object], list[str]]:
    """The names of the projects, and what is wrong."""
    source = read_booklet(folder, folder.parent)
    projects = source.data["项目列表"]
    assert isinstance(projects, list)
    names: list[object] = [project.get("项目名称") for project in projects if isinstance(project, dict)]
    return names, [str(problem) for problem in source.problems]


@pytest.mark.parametrize(
    ("files", "names", "problems"),
    (
        pytest.param(
            {"02.yaml": "项目名称: 乙", "01.yml": "项目名称: 甲", "10.YAML": "项目名称: 丙"},
            ["甲", "乙", "丙"],
            [],
            id="in the order of names",
        ),
        pytest.param(
            {
                "1.yaml": "项目名称: 甲",
                "~$p.xlsx": "x",
                ".~lock.p.xlsx#": "x",
                ".hidden.yaml": ": :",
                "readme.md": "x",
            },
            ["甲"],
            [],
            id="lock files and other files",
        ),
        pytest.param(
            {},
            [],
            [
                (
                    "b/booklet.yaml: error INP006: the folder holds no project: expected one YAML file a "
                    "project, or a workbook projects.xlsx"
                )
            ],
            id="no project",
        ),
        pytest.param(
            {"1.yaml": "a: >1k", "2.yaml": "项目名称: 乙", "3.yaml": "", "4.xlsx": "x"},
            ["乙"],
            [
                'b/1.yaml:1:4: error INP100: a text that starts with > has to stand in quotes: ">1k"',
                "b/3.yaml: error INP003: the file is empty",
                (
                    "b/4.xlsx: error INP201: the file is no Excel workbook, whatever its name says; save "
                    "it as .xlsx"
                ),
            ],
            id="all mistakes of all files",
        ),
        pytest.param(
            {"1.yaml": "项目名称: 甲", "2.yaml": "项目名称: '甲 '"},
            ["甲", "甲 "],
            ["b/2.yaml:1:7: error INP007: the project 甲 stands twice, first at b/1.yaml:1:7"],
            id="two projects of one name",
        ),
        pytest.param(
            {"1.yaml": "项目名称: 甲", "p.xls": "x"},
            ["甲"],
            [
                "b/p.xls: warning INP005: files of the type .xls are not read; open it in Excel or WPS and save it as .xlsx"
            ],
            id="an old workbook",
        ),
        pytest.param(
            {"booklet.yaml": "表种: 自评表\n项目列表: [甲]\n", "1.yaml": "项目名称: 甲"},
            ["甲"],
            [
                (
                    "b/booklet.yaml:2:7: error INP010: 项目列表 does not stand here: each project has a "
                    "file or a row of its own"
                )
            ],
            id="projects in the head",
        ),
        pytest.param(
            {"booklet.yaml": "表种：自评表\n", "1.yaml": "项目名称: 甲"},
            ["甲"],
            ["b/booklet.yaml:1:1: error INP105: expected keys with values, one `key: value` a line"],
            id="broken head",
        ),
    ),
)
def test_folders(files: dict[str, str], names: list[str], problems: list[str], tmp_path: Path) -> None:
    assert read(booklet(tmp_path / "b", files)) == (names, problems)


def test_workbooks_stand_among_yaml_files(tmp_path: Path) -> None:
    folder = booklet(tmp_path / "b", {"a.yaml": "项目名称: 首", "z.yaml": "项目名称: 尾"})
    save(folder / "m.xlsx", tidy())
    source = read_booklet(folder, tmp_path)
    assert read(folder) == (["首", "甲", "尾"], [])
    assert [str(source.locate(("项目列表", place, "项目名称"))) for place in range(3)] == [
        "b/a.yaml:1:7",
        "b/m.xlsx[项目!A2]",
        "b/z.yaml:1:7",
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    (
        pytest.param("missing", "missing: there is no such folder", id="no folder"),
        pytest.param("file", "file: this is no folder; name the folder of a booklet", id="a file"),
        pytest.param("empty", "empty: the folder holds no booklet.yaml", id="no head"),
    ),
)
def test_what_makes_reading_impossible(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(GeneratorError) as caught:
        read_booklet(tmp_path / name, tmp_path)
    assert str(caught.value) == message


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    folder = booklet(tmp_path / "b", {"1.yaml": "项目名称: 甲"})
    (folder / "1.yaml").chmod(0)
    assert read(folder) == ([], ["b/1.yaml: error INP001: the file cannot be read: Permission denied"])


def test_places_outside_the_root_are_whole_paths(tmp_path: Path) -> None:
    folder = booklet(tmp_path / "b", {"1.yaml": "项目名称: 甲"})
    place = read_booklet(folder, tmp_path / "elsewhere").locate(("项目列表", 0, "项目名称"))
    assert str(place) == f"{folder.as_posix()}/1.yaml:1:7"
