"""A mistake in a template is one line with the template's file, the cell and the name; the earlier output stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import docx
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

WORKBOOK = "templates/self-evaluation/workbook.xlsx"
DOCUMENT = "templates/self-evaluation/document.docx"
FORM = "{{ 项目.项目名称 }}"  # the sheet's name in the template


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = workspace(tmp_path / "工作区")
    monkeypatch.chdir(folder)
    write(folder, "yaml")
    return folder


def refused(*lines: str) -> Ran:
    return Ran([], [*lines, NOT_BUILT], 2)


@pytest.mark.parametrize(
    ("change", "line"),
    (
        pytest.param(
            cells({f"{FORM}!B4": "{{ 项目.项目名 }}"}),
            f"[{FORM}!B4]: 项目名 is unknown; did you mean 项目名称, 项目资金?"
            " (项目列表 #1 甲项目 and 1 more; 项目列表[0].项目名)",
            id="a field of every form",
        ),
        pytest.param(
            cells({"汇总!A1": "{{ 标头 }}"}), "[汇总!A1]: 标头 is unknown; did you mean 标题?", id="a name"
        ),
        pytest.param(cells({"汇总!A1": "{{ 标题 | 大写 }}"}), "[汇总!A1]: 大写 is unknown", id="a filter"),
        pytest.param(
            cells({"汇总!A1": "{{ 标题"}), "[汇总!A1]: the tag {{ 标题 is never closed", id="an open tag"
        ),
        pytest.param(
            cells({"汇总!A1": "{{ 年度 / 0 }}"}),
            "[汇总!A1]: cannot be computed: division by zero (年度)",
            id="division by zero",
        ),
        pytest.param(
            cells({"汇总!A6": None}), "[汇总!A4]: for is never closed; expected endfor", id="an open loop"
        ),
    ),
)
def test_mistake_in_a_workbook(change: Callable[[Workbook], None], line: str) -> None:
    edit(Path(WORKBOOK), change)
    assert jixiao("build") == refused(WORKBOOK + line)
    assert not Path("outputs").exists()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    (
        pytest.param(
            "{{ 项目.主管部门 }}",
            "{{ 项目.主管部 }}",
            "[table 2, row 2, cell 2]: 主管部 is unknown; did you mean 主管部门?"
            " (项目列表 #1 甲项目 and 1 more; 项目列表[0].主管部)",
            id="a field of every form",
        ),
        pytest.param(
            "{{ 项目.主管部门 }}",
            "{{ 项目.主管部门",
            "[table 2, row 2, cell 2]: the tag {{ 项目.主管部门 is never closed",
            id="an open tag",
        ),
    ),
)
def test_mistake_in_a_document(old: str, new: str, line: str) -> None:
    document = docx.Document(DOCUMENT)
    paragraphs = [
        paragraph
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    ]
    (place,) = {paragraph.text: paragraph for paragraph in paragraphs if paragraph.text == old}.values()
    for run in place.runs[1:]:
        run.text = ""
    place.runs[0].text = new
    document.save(DOCUMENT)
    assert jixiao("build") == refused(DOCUMENT + line)
    assert not Path("outputs").exists()


def test_the_mistakes_of_both_files_come_in_one_run() -> None:
    edit(Path(WORKBOOK), cells({"汇总!A1": "{{ 标头 }}", "汇总!A2": "{{ 部们 }}"}))
    Path(DOCUMENT).write_bytes(b"PK\x03\x04")
    assert jixiao("build") == refused(
        f"{WORKBOOK}[汇总!A1]: 标头 is unknown; did you mean 标题?",
        f"{WORKBOOK}[汇总!A2]: 部们 is unknown; did you mean 部门?",
        f"{DOCUMENT}: not an Office file (.xlsx, .docx), or a broken one",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    (
        pytest.param(None, "the template cannot be read: no such file", id="missing"),
        pytest.param(b"", "not an Office file (.xlsx, .docx), or a broken one", id="empty"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "the file is protected by a password, or in the old format of Office 97–2003",
            id="password",
        ),
        pytest.param(9000, "not an Office file (.xlsx, .docx), or a broken one", id="cut off"),
    ),
)
@pytest.mark.parametrize("template", (WORKBOOK, DOCUMENT))
def test_file_that_is_no_template(template: str, content: bytes | int | None, message: str) -> None:
    path = Path(template)
    whole = path.read_bytes()
    path.unlink()
    if content is not None:
        path.write_bytes(whole[:content] if isinstance(content, int) else content)
    assert jixiao("build") == refused(f"{template}: {message}")


def test_damage_that_only_a_library_finds(root: Path) -> None:
    template = Path(DOCUMENT)
    whole = bytearray(template.read_bytes())
    place = whole.index(b"word/document.xml") + 60
    whole[place : place + 300] = bytes(300)
    template.write_bytes(whole)
    ran = jixiao("build")
    assert (ran.out, len(ran.err), ran.err[1], ran.status) == ([], 2, NOT_BUILT, 2)
    assert ran.err[0].startswith(f"{DOCUMENT}: ")
    assert list(root.rglob(".*")) == []


def test_template_that_there_is_not() -> None:
    replace(Path(f"inputs/{NAME}/booklet.yaml"), ("self-evaluation", "self-evaluatoin"))
    message = (
        "there is no template self-evaluatoin: no such folder under templates; did you mean self-evaluation?"
    )
    assert jixiao("build") == refused(f"inputs/{NAME}/booklet.yaml:6:5: {message}")
    shutil.rmtree("templates")
    message = "there is no template self-evaluatoin: no such folder under templates"
    assert jixiao("build") == refused(f"inputs/{NAME}/booklet.yaml:6:5: {message}")


def test_earlier_output_stays_and_other_booklets_are_built(root: Path) -> None:
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    before = files(root / "outputs")
    shutil.copytree("templates/self-evaluation", "templates/新")
    edit(Path(WORKBOOK), cells({"汇总!A1": "{{ 标头 }}"}))
    replace(write(root, "excel", name="另一本") / "booklet.yaml", ("self-evaluation", "新"))
    ran = jixiao("build")
    assert ran.status == 1
    assert ran.err == [
        "inputs/另一本: 2 projects; checks: nothing found",
        f"{WORKBOOK}[汇总!A1]: 标头 is unknown; did you mean 标题?",
        NOT_BUILT,
    ]
    after = files(root / "outputs")
    assert {name: after[name] for name in before} == before
    assert len(after) == 4
