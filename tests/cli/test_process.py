"""The program as a process: signals, pipes, terminals, code pages, languages."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli.workspaces import BUILT, NAME, OUTPUTS, REPOSITORY, files, jixiao, workspace, write

from generator.cli import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of POSIX")
COMMAND = [sys.executable, "-m", "generator"]
ENGLISH = {**os.environ, "PYTHONPATH": str(REPOSITORY), "JIXIAO_LANG": "en"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = workspace(tmp_path / "我的 工作区")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments], env=ENGLISH | variables, capture_output=True, timeout=60, check=False
    )


def test_quiet_in_a_pipe(root: Path) -> None:
    write(root, "excel")
    ran = run("build")
    assert ran.stdout.decode().splitlines() == OUTPUTS
    assert ran.stderr.decode().splitlines() == [BUILT]
    assert ran.returncode == 0


@pytest.mark.parametrize("encoding", ("gbk", "ascii", "cp1252"))
def test_console_of_another_code_page(root: Path, encoding: str) -> None:
    write(root, "yaml", name="数据 €①😀")
    ran = run("check", PYTHONIOENCODING=encoding)
    expected = "inputs/数据 €①😀: nothing found\n".encode(encoding, "backslashreplace")
    assert (ran.stdout, ran.stderr, ran.returncode) == (b"", expected, 0)


def test_reader_that_leaves_early(root: Path) -> None:
    write(root, "yaml")
    for file in (root / "inputs" / NAME).glob("0*"):
        file.write_text(file.read_text("utf-8").replace("分值: 20", "分值: 21"), "utf-8")
    command = " ".join([f"'{sys.executable}'", "-m", "generator", "check", "|", "head", "-n", "1"])
    ran = subprocess.run(["sh", "-c", command], env=ENGLISH, capture_output=True, timeout=60, check=False)
    assert len(ran.stdout.splitlines()) == 1
    assert b"Traceback" not in ran.stderr
    assert b"Exception ignored" not in ran.stderr


def test_reader_that_never_came(root: Path) -> None:
    write(root, "yaml")
    read, written = os.pipe()
    os.close(read)
    ran = subprocess.run(
        [*COMMAND, "build"], env=ENGLISH, stdout=written, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(written)
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr


def test_without_any_streams(root: Path) -> None:
    write(root, "yaml")
    command = f"'{sys.executable}' -m generator build >&- 2>&- <&-"
    ran = subprocess.run(["sh", "-c", command], env=ENGLISH, timeout=60, check=False)
    assert ran.returncode == 0
    assert len(files(root / "outputs")) == 2


@pytest.fixture
def built(root: Path) -> dict[str, bytes]:
    """The outputs of an earlier run."""
    write(root, "yaml")
    assert jixiao("build").status == 0
    return files(root / "outputs")


@pytest.mark.parametrize("number", (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
def test_interrupted(root: Path, built: dict[str, bytes], number: signal.Signals) -> None:
    stopped = _stopped_half_way(root, number)
    assert stopped.stderr.decode().splitlines() == ["interrupted; nothing was left half-written"]
    assert (stopped.stdout, stopped.returncode) == (b"", 2)
    assert files(root / "outputs") == built


def test_killed(root: Path, built: dict[str, bytes]) -> None:
    """Nothing can be cleaned up then; the outputs stay, and a later run clears away what was left."""
    assert _stopped_half_way(root, signal.SIGKILL).returncode == -signal.SIGKILL
    after = files(root / "outputs")
    left = sorted(root.glob("outputs/*/.jixiao-*"))
    assert {name: after[name] for name in built} == built
    assert [path.suffix for path in left] == [".xlsx", ".docx"]
    for path in left:
        os.utime(path, (0, 0))
    assert jixiao("build").status == 0
    assert files(root / "outputs") == built


def _stopped_half_way(root: Path, number: signal.Signals) -> subprocess.CompletedProcess[bytes]:
    """A build that gets a signal when its workbook is made and it waits to read the template of its document."""
    template = root / "templates/self-evaluation/document.docx"
    content = template.read_bytes()
    template.unlink()
    os.mkfifo(template)
    process = subprocess.Popen(
        [*COMMAND, "build"], env=ENGLISH, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not any(root.glob("outputs/*/.jixiao-*.docx")):
        time.sleep(0.01)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    template.unlink()
    template.write_bytes(content)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def test_progress_on_a_terminal(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar for somebody who waits; it is wiped away in the end."""
    monkeypatch.setattr("generator.console._PATIENCE", 0.0)
    monkeypatch.setattr("generator.console._PAUSE", 0.0)
    write(root, "yaml")
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", terminal)
    with pytest.raises(SystemExit):
        main(["build", "--format", "xlsx"])
    first, *bars, wiped, last = terminal.getvalue().split("\r")
    assert (first, wiped.strip(), last) == ("", "", BUILT + "\n")
    assert bars == [f"{NAME} [{'=' * done + '>':<30}] {done}" for done in range(1, len(bars) + 1)]
    assert len(bars) >= 2
    assert len(wiped) > len(bars[-1])


def test_no_progress_when_it_is_quick(root: Path) -> None:
    write(root, "yaml")
    status, shown = _on_a_terminal("check")
    assert (status, shown) == (0, f"inputs/{NAME}: nothing found\r\n")


def _on_a_terminal(*arguments: str) -> tuple[int, str]:
    import pty

    ours, terminal = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments], env=ENGLISH, stdin=terminal, stdout=terminal, stderr=terminal
    )
    os.close(terminal)
    shown = b""
    with contextlib.suppress(OSError):  # the end, as Linux tells it
        while piece := os.read(ours, 65536):
            shown += piece
    os.close(ours)
    return process.wait(60), shown.decode()


def test_language_of_the_messages(root: Path) -> None:
    assert run("build").stderr.decode().startswith("inputs: no booklet here")
    assert run("build", JIXIAO_LANG="de").stderr.decode().startswith("inputs: no booklet here")
    assert run("build", JIXIAO_LANG="zh_CN").returncode == 2
