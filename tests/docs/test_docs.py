"""What the documentation says holds."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
from guides import FILLING_IN, READMES, ROOT, TEMPLATES, blocks, code, headings, rows, section, tables

from generator import pipeline, rules, scoring, vocabulary
from generator.cli import main
from generator.finding import Finding
from generator.model.booklet import Booklet
from generator.model.labels import labels_of
from generator.model.project import TargetDeclaration
from generator.model.settings import RenderingLimits, ScoringSettings
from generator.office import structure, tags
from generator.office.document import DocumentTemplate
from generator.office.environment import TemplateEnvironment
from generator.office.problems import TemplateError
from generator.office.values import FILTERS
from generator.office.workbook import WorkbookTemplate
from generator.reading.yaml_source import read_yaml
from generator.workspace import Workspace

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
EXAMPLES = [(page, text) for page in (*READMES, FILLING_IN) for text in blocks(page, "yaml")]
(HEAD,) = (text for text in blocks(FILLING_IN, "yaml") if text.startswith("表种"))
EVALUATION, DECLARATION = (text for text in blocks(FILLING_IN, "yaml") if text.startswith("项目名称"))


def head(kind: str) -> str:
    return HEAD.replace("自评表", kind, 1).replace("2024", "2026" if kind == "申报表" else "2024")


def checked(folder: Path, booklet: str, project: str) -> list[Finding]:
    inputs = folder / "inputs" / "b"
    inputs.mkdir(parents=True)
    (inputs / "booklet.yaml").write_text(booklet, "utf-8")
    (inputs / "project.yaml").write_text(project, "utf-8")
    workspace = Workspace(folder)
    return pipeline.check(pipeline.load(inputs, workspace), workspace).findings


def without_keys(text: str, keys: set[str]) -> str:
    """`text` without the blocks of top-level keys."""
    parts = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    return "".join(part for part in parts if part.partition(":")[0] not in keys)


def top_keys(text: str, folder: Path) -> set[str]:
    (folder / "example.yaml").write_text(text, "utf-8")
    source = read_yaml(folder / "example.yaml", "example.yaml")
    assert not source.problems
    return set(source.data)


@pytest.mark.parametrize(
    "text", [text for _page, text in EXAMPLES], ids=lambda text: text.split("\n")[0][:30]
)
def test_yaml_example_loads_without_findings(text: str, tmp_path: Path) -> None:
    keys = top_keys(text, tmp_path)
    if "项目名称" in keys:
        kind = "申报表" if "项目性质" in keys else "自评表"
        assert checked(tmp_path, head(kind), text) == []
        return
    if keys <= set(labels_of(Booklet)):
        booklet, project = without_keys(HEAD, keys) + text, EVALUATION
    else:
        booklet, project = HEAD, without_keys(EVALUATION, keys) + text
    assert [f for f in checked(tmp_path, booklet, project) if f.code.startswith(("INP", "DAT"))] == []


def test_settings_are_shown_with_their_defaults(tmp_path: Path) -> None:
    (text,) = (text for text in blocks(FILLING_IN, "yaml") if text.startswith("计分"))
    (tmp_path / "example.yaml").write_text(text, "utf-8")
    shown = read_yaml(tmp_path / "example.yaml", "example.yaml").data["计分"]
    assert isinstance(shown, dict)
    assert set(shown) == set(labels_of(ScoringSettings))
    default = ScoringSettings.model_validate({})
    assert ScoringSettings.model_validate({**shown, "一级指标": {}}) == default


def test_limits_are_shown_with_their_defaults(tmp_path: Path) -> None:
    (text,) = (text for text in blocks(FILLING_IN, "yaml") if text.startswith("限度"))
    (tmp_path / "example.yaml").write_text(text, "utf-8")
    shown = read_yaml(tmp_path / "example.yaml", "example.yaml").data["限度"]
    assert isinstance(shown, dict)
    assert list(shown) == list(labels_of(RenderingLimits))
    assert RenderingLimits.model_validate(shown) == RenderingLimits()
    assert [(code(row[0])[0], row[1]) for row in rows(FILLING_IN, "限度")] == list(shown.items())


def test_every_key_of_a_booklet_is_described() -> None:
    described = {key for row in rows(FILLING_IN, "booklet.yaml") for key in code(row[0])}
    assert set(labels_of(Booklet)) - {"项目列表"} <= described


@pytest.mark.parametrize(
    ("written", "expected"), [(code(row[0])[0], row[1]) for row in rows(FILLING_IN, "YAML 里常见的写错")]
)
def test_mistake_gives_the_code_that_is_described(written: str, expected: str, tmp_path: Path) -> None:
    key = re.split("[:：]", written)[0]
    meant = "实施单位" if key == "实施单为" else key
    project, count = re.subn(rf"{meant}:(?: [^,{{}}\n]*)?", lambda found: written, EVALUATION, count=1)
    assert count == 1
    assert expected in {finding.code for finding in checked(tmp_path, HEAD, project)}


def test_every_code_is_described() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py"))
    known = set(re.findall(r'"((?:INP|DAT)\d{3})"', sources))
    assert sorted(row[0] for row in rows(FILLING_IN, "全部代码")) == sorted(known)
    known |= {rule.code for rule in rules.catalogue()} | set(re.findall(r'"(VER\d{3})"', sources))
    assert set(re.findall(r"\b[A-Z]{3}\d{3}\b", FILLING_IN.read_text("utf-8"))) <= known


def test_the_page_of_rules_is_what_the_program_says() -> None:
    """`make rules` writes it."""
    command = [sys.executable, "-m", "generator", "rules", "--format", "markdown"]
    environment = {**os.environ, "JIXIAO_LANG": "zh_CN", "PYTHONUTF8": "1"}
    told = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert told.stdout == (ROOT / "docs" / "rules.md").read_text("utf-8")


def test_computed_examples_are_those_of_the_shipped_booklet() -> None:
    loaded = shipped("2024-self-evaluation")
    scores = scoring.score_booklet(loaded)
    rates = {
        project.name: score.rates.total.text for project, score in zip(loaded.projects, scores, strict=True)
    }
    shown = tables(section(FILLING_IN, "程序计算什么"))[0][1:]
    assert {row[0]: row[-1] for row in shown} == {row[0]: rates[row[0]] for row in shown}


@pytest.mark.parametrize(
    "row", tables(section(FILLING_IN, "程序计算什么"))[1][1:], ids=lambda row: " ".join(row[:2])
)
def test_points_are_computed_as_described(row: list[str], tmp_path: Path) -> None:
    target, actual, weight, points = code(row[0])[0], code(row[1])[0], row[2], row[3]
    indicator = (
        f"  - {{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 甲, 年度指标值: {target}, "
        f"实际完成值: {actual}, 分值: {weight}, 偏差原因分析及改进措施: 无}}\n"
    )
    inputs = tmp_path / "inputs" / "b"
    inputs.mkdir(parents=True)
    (inputs / "booklet.yaml").write_text(HEAD, "utf-8")
    (inputs / "project.yaml").write_text(
        without_keys(EVALUATION, {"绩效指标"}) + "绩效指标:\n" + indicator, "utf-8"
    )
    booklet = pipeline.load(inputs, Workspace(tmp_path)).booklet
    assert booklet
    (score,) = scoring.score_booklet(booklet)
    assert score.indicators[0].figure.text == points


@cache
def shipped(name: str) -> Booklet:
    booklet = pipeline.load(ROOT / "inputs" / name, Workspace(ROOT)).booklet
    assert booklet
    return booklet


def names_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for inner in value.values() for name in names_in(inner)}
    return {name for inner in value for name in names_in(inner)} if isinstance(value, list) else set()


@pytest.mark.parametrize(
    ("form", "name"), [("自评表", "2024-self-evaluation"), ("申报表", "2026-targets")], ids=["2024", "2026"]
)
def test_every_name_of_the_vocabulary_is_described(form: str, name: str) -> None:
    booklet = shipped(name)
    known = names_in(vocabulary.vocabulary(booklet, scoring.score_booklet(booklet)))
    described = {word for row in rows(TEMPLATES, form) for cell in row for word in code(cell)}
    everywhere = {word for row in rows(TEMPLATES, "每种表都有") for word in code(row[0])}
    words = {word for word in described | everywhere if not word.startswith(("for ", "{{"))}
    assert words == known


def test_every_filter_is_described() -> None:
    shown, _jinja = tables(section(TEMPLATES, "过滤器"))
    assert {code(row[0])[0] for row in shown[1:]} == set(FILTERS)


def test_every_tag_is_described() -> None:
    shown, _example = tables(section(TEMPLATES, "标签"))
    described = {found for row in shown[1:] for found in re.findall(r"^`\{%(\w*) ", row[0])}
    known = re.search(r"\(([\w|]+)\)", tags._LEVEL.pattern)
    assert known
    assert described == {*known[1].split("|"), ""}


def test_every_statement_is_described() -> None:
    shown, _example = tables(section(TEMPLATES, "语句"))
    assert {word for row in shown[1:] for word in code(row[0])} == structure._KNOWN


def workbook(folder: Path, cells: dict[str, str]) -> WorkbookTemplate:
    """A template of one sheet, beside the sheets of the projects."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    for place, text in cells.items():
        sheet[place] = text
    forms = book.create_sheet("{{ 项目.项目名称 }}"[:31])
    forms["A1"] = "{%sheet for 项目 in 项目列表 %}"
    book.save(folder / "workbook.xlsx")
    return WorkbookTemplate.compile(folder / "workbook.xlsx", "workbook.xlsx")


def document(folder: Path, paragraphs: list[str]) -> DocumentTemplate:
    file = docx.Document()
    for text in paragraphs:
        file.add_paragraph(text)
    file.save(str(folder / "document.docx"))
    return DocumentTemplate.compile(folder / "document.docx", "document.docx")


@cache
def context() -> dict[str, object]:
    booklet = shipped("2024-self-evaluation")
    return vocabulary.vocabulary(booklet, scoring.score_booklet(booklet))


SHEETS = [table for table in tables(TEMPLATES.read_text("utf-8")) if table[0][:2] == ["", "A"]]


@pytest.mark.parametrize("table", SHEETS, ids=lambda table: table[1][1][:40])
def test_example_of_a_sheet_renders(table: list[list[str]], tmp_path: Path) -> None:
    cells = {
        f"{column}{row[0]}": text
        for row in table[1:]
        for column, text in zip(table[0][1:], row[1:], strict=True)
        if text
    }
    workbook(tmp_path, cells).render(context(), io.BytesIO())


def wrong(title: str) -> list[list[str]]:
    return [code(row[0]) for row in rows(TEMPLATES, title)]


@pytest.mark.parametrize("lines", wrong("Excel 和 Word 都有的") + wrong("Excel 里的"), ids="⏎".join)
def test_mistake_in_a_workbook_is_an_error(lines: list[str], tmp_path: Path) -> None:
    cells = {f"A{number}": line for number, line in enumerate(lines, 1)}
    with pytest.raises(TemplateError):
        workbook(tmp_path, cells).render(context(), io.BytesIO())


@pytest.mark.parametrize("lines", wrong("Excel 和 Word 都有的") + wrong("Word 里的"), ids="⏎".join)
def test_mistake_in_a_document_is_an_error(lines: list[str], tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        document(tmp_path, lines).render(context(), io.BytesIO())


def test_filters_of_jinja_that_are_named_exist() -> None:
    named = code(section(TEMPLATES, "过滤器").split("Jinja 自带的也可以用")[1].split("：")[0])
    assert named
    assert set(named) <= set(TemplateEnvironment().filters)


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_every_command_is_described(page: Path) -> None:
    shown = [code(row[0])[0].removeprefix("jixiao ") for row in rows(page, READMES_COMMANDS[page.name])]
    assert sorted(shown) == sorted(main.commands)


READMES_COMMANDS = {"README.md": "Commands", "README.zh-CN.md": "命令"}


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_readme_begins_with_the_two_commands(page: Path) -> None:
    assert blocks(page, "")[:2] == [
        "pip install . && jixiao build\n",
        "pip install -e '.[test]' && pytest -n auto\n",
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
        if "://" in target:
            continue
        name, _hash, anchor = target.partition("#")
        file = page.parent / name if name else page
        assert file.exists(), target
        if anchor:
            anchors = {
                re.sub(r"[^\w\- ]", "", title).strip().replace(" ", "-").lower() for title in headings(file)
            }
            assert anchor in anchors, target


def test_every_picture_is_shown() -> None:
    shown = {name for page in PAGES for name in re.findall(r"images/([\w.-]+)\)", page.read_text("utf-8"))}
    assert {path.name for path in (ROOT / "docs" / "images").iterdir()} == shown


def test_forms_are_described_with_all_their_keys() -> None:
    described = {word for row in rows(FILLING_IN, "申报表") for word in code(row[0] + row[2])}
    assert set(labels_of(TargetDeclaration)) <= described
