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
    TITLE,
    Ran,
    booklet,
    cells,
    edit,
    files,
    jixiao,
    replace,
    workspace,
    write,
)
from openpyxl import Workbook

from generator import tree

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


LOOP = "{% for 数 in range(101) %}{% endfor %}"
LONG = "{{ '甲' * 1001 }}"


def rewrite(root: Path, data: tree.Mapping) -> None:
    shutil.rmtree(root / "inputs" / NAME)
    write(root, "yaml", data)


@pytest.mark.parametrize(
    ("limits", "template", "line"),
    (
        pytest.param(
            {"循环次数": "100"},
            LOOP,
            f"{WORKBOOK}[汇总!A1]: not allowed in a template: the loops turn more than 100 times",
            id="turns",
        ),
        pytest.param(
            {"文字长度": "1,000"},
            LONG,
            f"{WORKBOOK}[汇总!A1]: not allowed in a template: an expression makes more than 1000 characters or items",
            id="text",
        ),
        pytest.param(
            {"输出字节": "10000"},
            "甲",
            f"{WORKBOOK}: the document grows beyond 10000 bytes; is there a loop that never ends?",
            id="output",
        ),
    ),
)
def test_limits_of_the_booklet(limits: dict[str, tree.Tree], template: str, line: str, root: Path) -> None:
    edit(root / WORKBOOK, cells({"汇总!A1": template}))
    higher: dict[str, tree.Tree] = dict.fromkeys(limits, "9" * 9)
    rewrite(root, booklet(输出=["xlsx"], 限度=limits))
    assert jixiao("build") == refused(line)
    assert not (root / "outputs").exists() or files(root / "outputs") == {}
    rewrite(root, booklet(输出=["xlsx"], 限度=higher))
    assert jixiao("build").status == 0
    assert set(files(root / "outputs")) == {f"{NAME}/{TITLE}.xlsx"}


def test_limits_in_a_preview(root: Path) -> None:
    edit(root / WORKBOOK, cells({"汇总!A1": LOOP}))
    line = f"{WORKBOOK}[汇总!A1]: not allowed in a template: the loops turn more than 100 times"
    rewrite(root, booklet(限度={"循环次数": "100"}))
    assert jixiao("template", "preview", WORKBOOK, "--to", "预览") == Ran([], [line], 1)
    rewrite(root, booklet(限度={"循环次数": "没有"}))  # the booklet's check says so
    assert jixiao("template", "preview", WORKBOOK, "--to", "预览") == Ran(
        ["预览/preview-self-evaluation-workbook.xlsx"], [], 0
    )
