"""`jixiao watch` as a process of its own: a file is saved, and soon the outputs are new."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.workspaces import NAME, OUTPUTS, REPOSITORY, replace, workspace, write

_LONGEST = 30.0  # seconds that a busy machine gets for what takes less than one


class Watching:
    """A running watch and the lines it says."""

    def __init__(self, root: Path, *arguments: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "JIXIAO_LANG": "en", "PYTHONUTF8": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "generator", "watch", *arguments],
            cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        )  # fmt: skip
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip())

    def until(self, end: str) -> list[str]:
        """The lines up to one that ends so."""
        lines = [""]
        while not lines[-1].endswith(end):
            lines.append(self._lines.get(timeout=_LONGEST))
        return lines[1:]

    def end(self) -> tuple[str, int]:
        """The last line after Ctrl-C, and the exit status."""
        self.process.send_signal(signal.SIGINT)
        (line,) = self.until("ended")
        return line, self.process.wait(_LONGEST)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path)


@pytest.fixture
def watching(root: Path, request: pytest.FixtureRequest) -> Iterator[Watching]:
    write(root, "yaml")
    made = Watching(root, *getattr(request, "param", ()))
    yield made
    if made.process.poll() is None:
        made.process.kill()
    made.process.wait()
    assert made.process.stdout is not None
    made.process.stdout.close()


READY = "watching inputs and templates; Ctrl-C ends it"
BUILT = f"inputs/{NAME}: 2 projects; checks: nothing found"
FIRST = f"inputs/{NAME}/01-甲项目.yaml"

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="Ctrl-C of a process of its own is another thing there"
)


def test_a_saved_file_is_built_and_a_mistake_is_survived(root: Path, watching: Watching) -> None:
    assert watching.until(READY) == [*OUTPUTS, BUILT, READY]
    before = (root / OUTPUTS[0]).read_bytes()
    replace(root / FIRST, ("方便群众", "方便全体群众"))
    saved = time.monotonic()
    said = watching.until(BUILT)
    assert said == [f"{FIRST} changed → building inputs/{NAME}: xlsx, docx", *OUTPUTS, BUILT]
    assert time.monotonic() - saved < _LONGEST
    after = (root / OUTPUTS[0]).read_bytes()
    assert after != before
    replace(root / FIRST, ("全年预算数: 100.00", "全年预算数: 一百万"))
    assert watching.until("not built")[1:] == [
        f"{FIRST}:5:34: error DAT105: found 一百万, expected a number such as 1,233.77",
        f"inputs/{NAME}: not built",
    ]
    assert (root / OUTPUTS[0]).read_bytes() == after
    replace(root / FIRST, ("一百万", "100.00"))
    assert watching.until(BUILT)[1:] == [*OUTPUTS, BUILT]
    assert watching.end() == ("watching has ended", 0)


def test_an_open_output_is_built_when_it_is_closed(root: Path, watching: Watching) -> None:
    watching.until(READY)
    lock = (root / OUTPUTS[0]).with_name("~$" + Path(OUTPUTS[0]).name)
    lock.write_bytes(b"lock")
    before = (root / OUTPUTS[0]).read_bytes()
    replace(root / FIRST, ("方便群众", "方便全体群众"))
    watching.until("waiting for the file to be closed")
    assert (root / OUTPUTS[0]).read_bytes() == before
    lock.unlink()
    assert watching.until(BUILT) == [f"inputs/{NAME}: trying again", *OUTPUTS, BUILT]
    assert (root / OUTPUTS[0]).read_bytes() != before
    assert watching.end() == ("watching has ended", 0)


@pytest.mark.parametrize("watching", (("--check",),), indirect=True)
def test_checks_alone_write_nothing(root: Path, watching: Watching) -> None:
    nothing = f"inputs/{NAME}: nothing found"
    assert watching.until(READY) == [nothing, READY]
    replace(root / FIRST, ("分值: 20", "分值: 二十"))
    assert watching.until("errors: 1")[0] == f"{FIRST} changed → checking inputs/{NAME}"
    assert not (root / "outputs").exists()
    assert watching.end() == ("watching has ended", 0)
