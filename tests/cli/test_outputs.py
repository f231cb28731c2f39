"""Outputs appear whole or not at all, whatever stands in their way."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest
from cli.workspaces import BUILT, NAME, NOT_BUILT, OUTPUTS, Ran, files, jixiao, replace, workspace, write

TABLE, DOCUMENT = OUTPUTS


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = workspace(tmp_path / "工作区")
    monkeypatch.chdir(folder)
    write(folder, "yaml")
    return folder


@pytest.fixture
def built(root: Path) -> dict[str, bytes]:
    """The outputs of an earlier run; the inputs have changed since."""
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    replace(root / f"inputs/{NAME}/01-甲项目.yaml", ("实施单位: 某处", "实施单位: 另一处"))
    return files(root / "outputs")


def refused(*lines: str) -> Ran:
    return Ran([], [*lines, NOT_BUILT], 2)


def test_twice_in_a_row_gives_the_same_bytes(root: Path) -> None:
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    first = files(root / "outputs")
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    assert files(root / "outputs") == first


@pytest.mark.parametrize("lock", (f"~${Path(TABLE).name}", f".~lock.{Path(TABLE).name}#"))
def test_output_that_is_open_elsewhere(root: Path, built: dict[str, bytes], lock: str) -> None:
    mark = root / "outputs" / NAME / lock
    mark.write_bytes(b"")
    line = (
        f"{TABLE}: the file is open in another program; close it and build again"
        f" (if no program has it open, delete {lock} beside it)"
    )
    assert jixiao("build") == refused(line)
    mark.unlink()
    assert files(root / "outputs") == built


def test_document_that_word_has_open(root: Path, built: dict[str, bytes]) -> None:
    lock = f"~${Path(DOCUMENT).name[2:]}"
    (root / "outputs" / NAME / lock).write_bytes(b"")
    line = (
        f"{DOCUMENT}: the file is open in another program; close it and build again"
        f" (if no program has it open, delete {lock} beside it)"
    )
    assert jixiao("build") == refused(line)
    assert jixiao("build", "--format", "xlsx") == Ran([TABLE], [BUILT], 0)


@pytest.mark.parametrize(
    ("number", "message"),
    (
        (errno.EACCES, "it is open in another program, or the folder is protected"),
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, os.strerror(errno.EROFS)),
    ),
)
@pytest.mark.parametrize("step", ("open", "replace"))
def test_output_that_cannot_be_written(
    built: dict[str, bytes], root: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, message: str
) -> None:
    really = getattr(Path, step)

    def fail(path: Path, *arguments: object, **named: object) -> object:
        if path.name.startswith(".jixiao-"):
            raise OSError(number, os.strerror(number))
        return really(path, *arguments, **named)

    monkeypatch.setattr(Path, step, fail)
    ran = jixiao("build")
    monkeypatch.undo()
    lines = [f"{file}: the file cannot be written: {message}" for file in OUTPUTS]
    assert ran == Ran([], [*(lines if step == "open" else lines[:1]), NOT_BUILT], 2)
    assert files(root / "outputs") == built


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of this kind")
@pytest.mark.parametrize("limit", (0, 100, 3000, 8000))
def test_disk_that_fills_up(root: Path, built: dict[str, bytes], limit: int) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        ran = jixiao("build")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    lines = [f"{file}: the file cannot be written: the disk is full" for file in OUTPUTS]
    assert ran.err in ([*lines, NOT_BUILT], [lines[0], NOT_BUILT], [lines[1], NOT_BUILT])
    assert (ran.out, ran.status) == ([], 2)
    assert files(root / "outputs") == built


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_folder_that_is_read_only(root: Path, built: dict[str, bytes]) -> None:
    folder = root / "outputs" / NAME
    folder.chmod(0o555)
    try:
        ran = jixiao("build")
    finally:
        folder.chmod(0o755)
    message = "the file cannot be written: it is open in another program, or the folder is protected"
    assert ran == refused(*(f"{file}: {message}" for file in OUTPUTS))
    assert files(root / "outputs") == built


def test_folder_where_the_file_should_be(root: Path) -> None:
    (root / DOCUMENT).mkdir(parents=True)
    assert jixiao("build") == refused(f"{DOCUMENT}: a folder has the name of this file; move it away")
    assert files(root / "outputs") == {}


def test_file_where_the_folder_should_be(root: Path) -> None:
    (root / "outputs").write_text("x")
    message = "outputs is a file where a folder is needed; move it away"
    assert jixiao("build") == refused(*(f"{file}: {message}" for file in OUTPUTS))


@pytest.mark.parametrize(
    ("title", "name"),
    (
        pytest.param("1/2\\3:4*5?6", "1／2＼3：4＊5？6", id="forbidden characters"),
        pytest.param('<"a|b">', "＜＂a｜b＂＞", id="more of them"),
        pytest.param(" .表. ", "表", id="blanks and dots around"),
        pytest.param("...", NAME, id="nothing left"),
        pytest.param("长" * 100, "长" * 60, id="longer than a file's name can be"),
        pytest.param("😀" * 100, "😀" * 45, id="four bytes each"),
    ),
)
def test_title_as_a_file_name(root: Path, title: str, name: str) -> None:
    quoted = "'" + title + "'"
    replace(root / f"inputs/{NAME}/booklet.yaml", ("某局2024年度绩效自评表", quoted))
    expected = [f"outputs/{NAME}/{name}.xlsx", f"outputs/{NAME}/{name}.docx"]
    assert jixiao("build") == Ran(expected, [BUILT], 0)
    assert sorted(files(root)) == sorted({*files(root / "."), *expected})


def test_two_booklets_of_one_title(root: Path) -> None:
    write(root, "excel", name="另一本")
    other = [f"outputs/另一本/{Path(file).name}" for file in OUTPUTS]
    lines = ["inputs/另一本: 2 projects; checks: nothing found", BUILT]
    assert jixiao("build") == Ran([*other, *OUTPUTS], sorted(lines, key=lambda line: line == BUILT), 0)


def test_output_folder_that_is_a_link(root: Path, tmp_path: Path) -> None:
    shared = tmp_path / "共享盘"
    shared.mkdir()
    (root / "outputs").symlink_to(shared, target_is_directory=True)
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)
    assert len(files(shared)) == 2


def test_only_the_formats_that_are_asked_for(root: Path) -> None:
    assert jixiao("build", "--format", "docx") == Ran([DOCUMENT], [BUILT], 0)
    replace(root / f"inputs/{NAME}/booklet.yaml", ("年度:", "输出: [xlsx]\n年度:"))
    assert jixiao("build") == Ran([TABLE], [BUILT], 0)
    assert jixiao("build", "--format", "docx", "--format", "docx") == Ran([DOCUMENT], [BUILT], 0)
