"""`jixiao template fields`, `preview` and `new`, and the sample data behind them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from cli.workspaces import REPOSITORY, Ran, booklet, jixiao, workspace, write
from office.templates import workbook
from openpyxl import load_workbook

from generator import pipeline, scoring, vocabulary
from generator.templating.samples import LONGEST_GOAL, MOST_INDICATORS, Extra, sample, shape, shape_of
from generator.workspace import Workspace

TEMPLATES = REPOSITORY / "templates"


@pytest.mark.parametrize("command", ("", "check", "fields", "preview", "new"))
def test_help_ends_with_examples(command: str) -> None:
    ran = jixiao("template", *filter(None, (command,)), "--help")
    assert (ran.err, ran.status) == ([], 0)
    examples = ran.out[ran.out.index("Examples:") + 1 :]
    assert examples
    assert all(line.startswith(f"  jixiao template {command}") for line in examples)


@pytest.mark.parametrize(("kind", "name"), (("自评表", "2024-self-evaluation"), ("申报表", "2026-targets")))
def test_the_shape_is_that_of_a_real_booklet(kind: str, name: str) -> None:
    loaded = pipeline.load(REPOSITORY / "inputs" / name, Workspace(REPOSITORY)).booklet
    assert loaded
    assert shape(kind) == shape_of(vocabulary.vocabulary(loaded, scoring.score_booklet(loaded)))


def test_the_shape_has_the_extra_fields() -> None:
    found = shape("自评表", Extra(("甲",), ("乙",)))
    assert found["项目列表"][0]["甲"] is None  # type: ignore[index]
    assert found["项目列表"][0]["绩效指标"][0]["乙"] is None  # type: ignore[index]


@pytest.mark.parametrize("kind", ("自评表", "申报表"))
def test_samples_are_short_long_and_odd(kind: str) -> None:
    forms = sample(kind)["项目列表"]
    goals = "年度总体目标" if kind == "自评表" else "项目绩效目标"
    assert isinstance(forms, list)
    assert [len(form["绩效指标"]) for form in forms] == [1, MOST_INDICATORS, 5]
    assert [max(map(len, form[goals].values())) for form in forms][:2] == [0, LONGEST_GOAL]
    assert forms[2]["项目名称"].startswith("=")


def test_fields(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [
        ["{{ 标题 }}", "{{ 合计.甲 }}"],
        ["{%tr for 项目 in 项目列表|sort(attribute='序号') %}"],
        [
            "{{ 项目.名 }}{% for 标 in 项目.指标 %}{{ 标.名.文 }}{% endfor %}",
            "{{ 合计.乙 }}{{ 项目列表|length }}",
        ],
        ["{%tr endfor %}"],
        ["{% set x = 项目列表[0] %}{{ x.末 }}{{ loop }}{{ 标题 }}"],
    ]
    workbook(tmp_path, {"表": rows})
    assert jixiao("template", "fields", "form.xlsx") == Ran(
        [
            "标题",
            "合计",
            "  甲",
            "  乙",
            "项目列表[]",
            "  序号",
            "  名",
            "  指标[]",
            "    名",
            "      文",
            "  末",
        ],
        [],
        0,
    )


def texts(path: Path) -> Iterator[str]:
    if path.suffix == ".docx":
        yield from (t.text or "" for t in docx.Document(str(path)).element.iter("{*}t"))
        return
    for sheet in load_workbook(path):
        yield from (
            str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None
        )


@pytest.mark.parametrize("name", ("self-evaluation", "target"))
@pytest.mark.parametrize("file", ("workbook.xlsx", "document.docx"))
def test_preview(name: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = f"样张/preview-{name}-{file}"
    assert jixiao("template", "preview", str(TEMPLATES / name / file), "--to", "样张") == Ran([made], [], 0)
    found = set(texts(Path(made)))
    assert {"短", "=1+1 & <b>“引号”</b> \"'{{ }}", "=1", "&amp;<&>"} <= found


def test_preview_of_a_wrong_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    workbook(tmp_path, {"表": [["{{ 标提 }}"]]})
    line = "form.xlsx[表!A1]: 标提 is unknown; did you mean 标题?"
    assert jixiao("template", "preview", "form.xlsx") == Ran([], [line], 1)
    assert [path.name for path in tmp_path.iterdir()] == ["form.xlsx"]


def test_new_copies_ours_and_overwrites_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace(tmp_path / "工作区"))
    files = ["document.docx", "workbook.xlsx"]
    made = [f"新/{file}" for file in files]
    assert jixiao("template", "new", "申报表", "--to", "新") == Ran(made, [], 0)
    assert [Path(file).read_bytes() for file in made] == [
        (TEMPLATES / "target" / f).read_bytes() for f in files
    ]
    line = "新/document.docx: the file exists already; name another folder"
    assert jixiao("template", "new", "target", "--to", "新") == Ran([], [line], 2)
    ran = jixiao("template", "new", "self-evaluation")
    folder = Path.cwd() / "templates" / "self-evaluation-2"
    assert (ran.out, ran.status) == ([(folder / file).as_posix() for file in files], 0)


def test_new_of_an_unknown_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace(tmp_path / "工作区"))
    line = (
        "there is no kind 申报; the kinds are 自评表, 申报表, self-evaluation, target; did you mean 申报表?"
    )
    assert jixiao("template", "new", "申报") == Ran([], [line], 2)


@pytest.mark.parametrize(("setting", "name"), (("留空", ""), ("标记", "【缺：项目名】")))
def test_what_a_booklet_says_of_missing_values(
    setting: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path / "工作区")
    monkeypatch.chdir(root)
    folder = Path("templates/self-evaluation")
    (folder / "workbook.xlsx").unlink()
    workbook(folder, {"表": [["名：{{ 项目列表[0].项目名 }}"]]}).rename(folder / "workbook.xlsx")
    write(root, "yaml", booklet(缺失值=setting))
    ran = jixiao("build", "--format", "xlsx")
    assert ran.status == 0
    assert load_workbook(ran.out[0]).worksheets[0]["A1"].value == f"名：{name}"
