"""The same template and the same data give the same bytes; the caller hears how far it is."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from office.templates import Block, document, loop, rendered, workbook, written

from generator.office import deflating
from generator.office.document import DocumentTemplate
from generator.office.workbook import WorkbookTemplate

DATA = {"表": [{"名": "甲", "值": [1, 1, 2]}, {"名": "乙", "值": [3]}], "标题": "书"}
SHEETS = {
    "汇总": [["{{ 标题 }}"], *loop(["{{ x.名|link(x) }}", "=A3"])],
    "{{ x.名 }}": [["{%sheet for x in 表 %}"], *loop(["{{ y|merge }}"], over="y in x.值")],
}
BLOCKS = [
    "{{ 标题 }}",
    "{%p for x in 表 %}",
    "{{ x.名|anchor(x) }}{{ x|page }}",
    loop(["{{ y|merge }}"], over="y in x.值"),
    "{%p endfor %}",
]


def test_two_renders_of_a_workbook_are_equal(tmp_path: Path) -> None:
    path = workbook(tmp_path, SHEETS)
    assert rendered(path, DATA) == rendered(path, DATA)


def test_two_renders_of_a_document_are_equal(tmp_path: Path) -> None:
    path = document(tmp_path, BLOCKS)
    assert written(path, DATA) == written(path, DATA)


def test_a_compiled_template_renders_again_and_again(tmp_path: Path) -> None:
    template = WorkbookTemplate.compile(workbook(tmp_path, SHEETS), "form.xlsx")
    paper = DocumentTemplate.compile(document(tmp_path, BLOCKS), "form.docx")
    made = []
    for data in (DATA, {"表": DATA["表"][:1], "标题": "另"}, DATA):
        book, text = io.BytesIO(), io.BytesIO()
        template.render(data, book)
        paper.render(data, text)
        made.append((book.getvalue(), text.getvalue()))
    assert made[0] == made[2]
    assert made[0] != made[1]


def test_another_deflate_packs_the_same_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = document(tmp_path, BLOCKS)
    packed = written(path, DATA)
    monkeypatch.setattr(
        deflating, "library", SimpleNamespace(compressobj=lambda _level, *how: zlib.compressobj(1, *how))
    )
    tighter, looser = (zipfile.ZipFile(io.BytesIO(made)) for made in (packed, written(path, DATA)))
    assert [tighter.read(name) for name in tighter.namelist()] == [
        looser.read(name) for name in looser.namelist()
    ]
    assert sum(i.compress_size for i in tighter.infolist()) < sum(i.compress_size for i in looser.infolist())


SCRIPT = """
import sys
from hashlib import sha256
from pathlib import Path
from office.test_determinism import DATA
from office.templates import rendered, written
for make, path in zip((rendered, written), map(Path, sys.argv[1:])):
    print(sha256(make(path, DATA)).hexdigest())
"""


def test_neither_the_clock_nor_the_order_of_hashes_shows(tmp_path: Path) -> None:
    files = [str(workbook(tmp_path, SHEETS)), str(document(tmp_path, BLOCKS))]
    tests = Path(__file__).parents[1]
    seen = set()
    for seed in ("1", "2"):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join((str(tests), str(tests.parent))),
        }
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT, *files],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(run.stdout)
    assert len(seen) == 1


def test_zip_entries_bear_no_time_and_no_system(tmp_path: Path) -> None:
    for made in (rendered(workbook(tmp_path, SHEETS), DATA), written(document(tmp_path, BLOCKS), DATA)):
        entries = zipfile.ZipFile(io.BytesIO(made)).infolist()
        assert entries[0].filename == "[Content_Types].xml"
        assert {(e.date_time, e.create_system) for e in entries} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_progress_is_told_for_each_sheet(tmp_path: Path) -> None:
    calls: list[int] = []
    template = WorkbookTemplate.compile(workbook(tmp_path, SHEETS), "form.xlsx")
    template.render(DATA, io.BytesIO(), lambda: calls.append(1))
    assert len(calls) == 3


def test_progress_is_told_for_each_form_of_a_document(tmp_path: Path) -> None:
    """Form by form, while the loop is still at it; inner loops and conditions count for nothing."""
    given: list[str] = []
    told: list[str] = []

    class Forms(list[str]):
        def __iter__(self) -> Iterator[str]:
            for form in super().__iter__():
                given.append(form)
                yield form

    forms: list[Block] = [
        "{%p for x in 表 %}",
        "{%p for y in [1, 2] %}",
        "{{ x }}",
        "{%p endfor %}",
        "{%p endfor %}",
    ]
    path = document(tmp_path, ["{%p if 表 %}", "文", "{%p endif %}", *forms])
    template = DocumentTemplate.compile(path, "form.docx")
    template.render({"表": Forms("甲乙丙")}, io.BytesIO(), lambda: told.append(given[-1]))
    assert told == ["甲", "乙", "丙", "丙"]
