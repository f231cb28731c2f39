"""The committed outputs are what a build makes, to the byte, and look as reviewed."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from generator import pipeline
from generator.workspace import Workspace
from outputs import describe

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).with_name("golden")
OUTPUTS = sorted(path.relative_to(ROOT) for path in (ROOT / "outputs").glob("*/*.[xd]*"))


def build(folder: Path) -> Workspace:
    """A workspace of its own with everything built."""
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    workspace = Workspace(folder)
    for booklet in workspace.booklets(()):
        built = pipeline.build(booklet, workspace, ())
        assert (built.findings, built.failures) == ([], [])
    return workspace


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("a build")).root


def parts(path: Path) -> dict[str, bytes]:
    """What a package holds; how tightly it is packed depends on the zlib at hand."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_there_are_two_booklets_in_two_formats() -> None:
    assert [path.as_posix() for path in OUTPUTS] == [
        "outputs/2024-self-evaluation/2024年度财政项目支出绩效自评表.docx",
        "outputs/2024-self-evaluation/2024年度财政项目支出绩效自评表.xlsx",
        "outputs/2026-targets/上海市数据局2026年度项目绩效目标汇总表.docx",
        "outputs/2026-targets/上海市数据局2026年度项目绩效目标汇总表.xlsx",
    ]


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda path: path.name)
def test_committed_outputs_are_what_a_build_makes(output: Path, built: Path) -> None:
    assert parts(ROOT / output) == parts(built / output), "run `jixiao build` and commit outputs/"


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    again = build(tmp_path).root
    assert {p: (again / p).read_bytes() for p in OUTPUTS} == {p: (built / p).read_bytes() for p in OUTPUTS}


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda path: path.name)
def test_outputs_look_as_reviewed(output: Path) -> None:
    """`make golden` rewrites the descriptions; review their diff."""
    lines = (describe.workbook if output.suffix == ".xlsx" else describe.document)(ROOT / output)
    made = "\n".join(lines) + "\n"
    golden = GOLDEN / f"{output.name}.txt"
    if os.environ.get("JIXIAO_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")
