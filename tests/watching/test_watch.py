"""A look at a workspace tells what was saved, and makes what that touches."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.watching.watch import Uses, Watch

STEP = 0.3  # seconds between two looks
PACKAGE = b"PK\x05\x06" + bytes(18)  # an empty archive


def package(text: str) -> bytes:
    import io
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("x.xml"), text)
    return made.getvalue()


class Desk:
    """A workspace with two booklets and two templates, a clock, and what the watch did and said."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.now = 0.0
        self.log: list[str] = []
        self.free = True
        self.reads = 0
        for name in (
            "inputs/a/booklet.yaml",
            "inputs/a/1.yaml",
            "inputs/b/booklet.yaml",
            "templates/t/readme.txt",
        ):
            self.write(name, b"x: 1\n")
        for name in (
            "inputs/b/p.xlsx",
            "templates/t/workbook.xlsx",
            "templates/t/document.docx",
            "templates/u/workbook.xlsx",
        ):
            self.write(name, package("1"))
        self.watch = self.watching()

    def watching(self, *only: Path) -> Watch:
        return Watch(self.root / "inputs", self.root / "templates", only, self, lambda: self.now, self._stat)

    def _stat(self, path: Path) -> os.stat_result:
        self.reads += 1
        return os.stat(path)  # noqa: PTH116

    def write(self, name: str, content: bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, ns=(0, int(self.now * 1e9) + len(self.log) + 1))

    def look(self, times: int = 3) -> list[str]:
        """What came of so many looks."""
        self.log.clear()
        for _look in range(times):
            self.now += STEP
            self.watch.tick()
        return list(self.log)

    def make(self, folder: Path, formats: tuple[str, ...]) -> bool:
        self.log.append(f"make {folder.name} {','.join(formats) or 'all'}")
        return self.free

    def doing(self, folder: Path, formats: tuple[str, ...]) -> str:
        return f"making {folder.name} {','.join(formats) or 'all'}"

    def is_free(self, folder: Path) -> bool:
        return self.free

    def uses(self, folder: Path) -> Uses:
        if folder.name == "b":
            return Uses("t", ("xlsx",), (self.root / "inputs" / "a",))
        return Uses("t", ("xlsx", "docx"), ())

    def tell(self, line: str) -> None:
        self.log.append(line)

    def shown(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.watch.start()
    assert made.log == ["make a all", "make b all"]
    assert made.look(5) == []
    return made


def renamed(desk: Desk) -> None:
    (desk.root / "inputs/a/1.yaml").rename(desk.root / "inputs/a/2.yaml")


def replaced(desk: Desk) -> None:
    desk.write("inputs/b/p.tmp", package("2"))
    (desk.root / "inputs/b/p.tmp").replace(desk.root / "inputs/b/p.xlsx")


BOTH = ["make a all", "inputs/a/1.yaml changed → making b all", "make b all"]
WRITE: Callable[..., Callable[[Desk], None]] = lambda name, content: lambda desk: desk.write(name, content)  # noqa: E731


@pytest.mark.parametrize(
    ("change", "log"),
    (
        pytest.param(
            WRITE("inputs/a/1.yaml", b"x: 2\n"),
            ["inputs/a/1.yaml changed → making a all", *BOTH],
            id="an input, also of what is compared with it",
        ),
        pytest.param(
            WRITE("inputs/b/p.xlsx", package("2")),
            ["inputs/b/p.xlsx changed → making b all", "make b all"],
            id="a workbook",
        ),
        pytest.param(
            WRITE("templates/t/workbook.xlsx", package("2")),
            [
                "templates/t/workbook.xlsx changed → making a xlsx", "make a xlsx",
                "templates/t/workbook.xlsx changed → making b xlsx", "make b xlsx",
            ],
            id="a template",
        ),
        pytest.param(
            WRITE("templates/t/document.docx", package("2")),
            ["templates/t/document.docx changed → making a docx", "make a docx"],
            id="a template of a format that only one booklet has",
        ),
        pytest.param(
            WRITE("templates/u/workbook.xlsx", package("2")),
            ["templates/u/workbook.xlsx changed: no booklet reads it"],
            id="a template that nobody uses",
        ),
        pytest.param(WRITE("inputs/a/1.yaml", b"x: 1\n"), ["inputs/a/1.yaml: saved without a change"], id="nothing"),
        pytest.param(replaced, ["inputs/b/p.xlsx changed → making b all", "make b all"], id="save and rename"),
        pytest.param(
            renamed,
            [
                "inputs/a/1.yaml was deleted, inputs/a/2.yaml is new → making a all",
                "make a all",
                "inputs/a/1.yaml was deleted, inputs/a/2.yaml is new → making b all",
                "make b all",
            ],
            id="a new name",
        ),
        pytest.param(
            WRITE("inputs/c/booklet.yaml", b"x: 1\n"),
            ["inputs/c/booklet.yaml is new → making c all", "make c all"],
            id="a new booklet",
        ),
        pytest.param(WRITE("inputs/a/~$p.xlsx", b"lock"), [], id="a lock file of Excel"),
        pytest.param(WRITE("inputs/a/.~lock.p.xlsx#", b"lock"), [], id="a lock file of LibreOffice"),
        pytest.param(WRITE("inputs/a/x.tmp", b"x"), [], id="a temporary file"),
        pytest.param(WRITE("inputs/.schema/x.yaml", b"x"), [], id="a hidden folder"),
        pytest.param(WRITE("templates/t/readme.txt", b"x"), [], id="a file that no template is"),
    ),
)  # fmt: skip
def test_what_is_made_anew_and_why(desk: Desk, change: Callable[[Desk], None], log: list[str]) -> None:
    change(desk)
    assert sorted(desk.look(6)) == sorted(log)
    assert desk.look() == []


def test_a_half_written_file_is_awaited(desk: Desk) -> None:
    whole = package("2")
    desk.write("inputs/b/p.xlsx", whole[:20])
    assert desk.look(6) == []
    desk.write("inputs/b/p.xlsx", whole)
    assert desk.look() == ["inputs/b/p.xlsx changed → making b all", "make b all"]


def test_a_file_that_stays_broken_is_told_after_all(desk: Desk) -> None:
    desk.write("inputs/b/p.xlsx", b"PK\x03\x04")
    assert desk.look(30) == ["inputs/b/p.xlsx changed → making b all", "make b all"]


def test_a_file_that_grows_is_awaited(desk: Desk) -> None:
    for length in range(5):
        desk.write("inputs/a/1.yaml", b"y" * (length + 10))
        assert desk.look(1) == []
    assert len(desk.look()) == 4


def test_a_file_that_vanishes_for_a_moment_is_not_deleted(desk: Desk) -> None:
    path = desk.root / "inputs/a/1.yaml"
    path.unlink()
    assert desk.look(1) == []
    desk.write("inputs/a/1.yaml", b"x: 1\n")
    assert desk.look() == ["inputs/a/1.yaml: saved without a change"]


def test_an_open_output_is_told_once_and_made_when_it_is_closed(desk: Desk) -> None:
    desk.free = False
    desk.write("inputs/b/p.xlsx", package("2"))
    changed = ["inputs/b/p.xlsx changed → making b all", "make b all"]
    assert desk.look() == [*changed, "inputs/b: waiting for the file to be closed"]
    assert desk.look() == []
    desk.write("inputs/b/p.xlsx", package("3"))
    assert desk.look() == changed
    desk.free = True
    assert desk.look() == ["inputs/b: trying again", "make b all"]
    assert desk.look() == []


def test_only_the_named_booklets_are_made(desk: Desk) -> None:
    desk.watch = desk.watching(desk.root / "inputs" / "b")
    desk.log.clear()
    desk.watch.start()
    assert desk.log == ["make b all"]
    desk.write("inputs/b/p.xlsx", package("4"))
    desk.write("templates/u/workbook.xlsx", package("4"))
    assert desk.look() == ["inputs/b/p.xlsx changed → making b all", "make b all"]


def test_a_drive_that_is_away_for_a_while_changes_nothing(desk: Desk) -> None:
    (desk.root / "inputs").rename(desk.root / "away")
    assert desk.look(10) == []
    (desk.root / "away").rename(desk.root / "inputs")
    assert desk.look() == []
