"""A small booklet, built and verified, with losses planted in its files or its templates."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import docx
from cli.workspaces import NAME, OUTPUTS, booklet, workspace, write
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from openpyxl import Workbook, load_workbook

from generator import pipeline, rendering, scoring, tree, verification
from generator.verification.account import Account
from generator.workspace import Workspace

EXCEL, WORD = OUTPUTS
GOAL = "方便群众，响应时间 <30 分钟 & 差错率 <5%，“一网通办”。"
LONG = "第一段：" + "汉字" * 40 + "\n第二段 R&D <95%。"


def data() -> tree.Mapping:
    """Two projects whose texts hold what templates lose, and amounts that differ from each other."""
    made = booklet()
    projects: Any = made["项目列表"]
    for number, project in enumerate(projects, 1):
        project["年度总体目标"] = {"预期目标": GOAL, "实际完成情况": f"{number}. {LONG}"}
        for column, amount in (("年初预算数", "100.125"), ("全年预算数", "110.00"), ("全年执行数", "99.00")):
            for row in ("年度资金总额", "当年财政拨款"):
                project["项目资金"][row][column] = amount
    return made


class Set(NamedTuple):
    """A workspace with the booklet in it, loaded."""

    root: Path
    space: Workspace
    loaded: pipeline.Loaded


def prepared(folder: Path, given: tree.Mapping | None = None) -> Set:
    """A workspace with the booklet in YAML; nothing is built yet."""
    root = workspace(folder)
    space = Workspace(root)
    loaded = pipeline.load(write(root, "yaml", given or data()), space)
    assert loaded.booklet is not None, loaded.findings
    return Set(root, space, loaded)


def build(made: Set) -> pipeline.Built:
    """What a verified build says."""
    return pipeline.build(made.loaded.folder, made.space, (), verify=True)


def verified(made: Set, file: str) -> Account:
    """The account of a file that was built before, whatever became of it since."""
    booklet_ = made.loaded.booklet
    assert booklet_ is not None
    words = rendering.context(booklet_, scoring.score_booklet(booklet_))
    path, name = made.space.template("self-evaluation", rendering.TEMPLATE_FILES[file.rpartition(".")[2]])
    account, failures = verification.verify(
        made.root / file, file, words, made.loaded.source.locate,
        lambda traced, stream, progress: rendering.render(path, name, traced, stream, progress),
    )  # fmt: skip
    assert failures == []
    assert account is not None
    return account


def findings(account: Account | pipeline.Built) -> list[str]:
    """What is wrong, without the folders of the files, which are long."""
    found = pipeline.sorted_findings(account.findings) if isinstance(account, Account) else account.lost
    return [
        str(f).replace(f"inputs/{NAME}/", "").replace(f"outputs/{NAME}/某局2024年度绩效自评表", "x")
        for f in found
    ]


def edit_excel(path: Path, change: Callable[[Workbook], object]) -> None:
    """Change a workbook; the results of its formulas are kept by hand, for openpyxl drops them."""
    results = load_workbook(path, data_only=True)
    book = load_workbook(path)
    change(book)
    book.save(path)
    _put_results(path, dict(_results(results, book)))


def _results(results: Workbook, book: Workbook) -> Iterator[tuple[str, object]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield str(cell.value).removeprefix("="), results[sheet.title][cell.coordinate].value


def _put_results(path: Path, results: dict[str, object]) -> None:
    def result(match: re.Match[str]) -> str:
        return f"<f>{match[1]}</f><v>{results[match[1]]}</v>"

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            text = (
                re.sub("<f>([^<]*)</f><v ?/?>(?:</v>)?", result, content.decode())
                if "sheet" in name
                else None
            )
            archive.writestr(name, content if text is None else text.encode())


def edit_word(path: Path, change: Callable[[Document], object]) -> None:
    """Change a document."""
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))


def edit_part(path: Path, part: str, old: str, new: str) -> None:
    """Change the XML of a part; each old text must be there, its first place counts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    assert old in text, text
    parts[part] = text.replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def edit_template(made: Set, file: str, *pairs: tuple[str, str]) -> None:
    """Change the texts of cells and paragraphs of a template: each that has the old text gets the new one."""
    path = made.root / "templates" / "self-evaluation" / file
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        for cell in (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str):
                cell.value = _replaced(cell.value, pairs)
        book.save(path)
        return
    document = docx.Document(str(path))
    for element in document.element.body.iter(qn("w:p")):
        paragraph = Paragraph(element, document._body)
        if (text := _replaced(paragraph.text, pairs)) != paragraph.text:
            for run in paragraph.runs[1:]:
                run._r.getparent().remove(run._r)
            paragraph.runs[0].text = text
    document.save(str(path))


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        text = text.replace(old, new)
    return text
