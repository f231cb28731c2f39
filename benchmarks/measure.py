"""Processes measured from outside: wall time and peak memory of each as a whole."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
# Modules keep their compiled form between runs, as they do on any user's machine.
_NOT_PASSED_ON = ("PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "PYTHONDEVMODE")


class Usage(NamedTuple):
    """What a process took."""

    seconds: float  # on the wall
    processor: float  # seconds of processor time, which a busy machine stretches less
    mebibytes: float  # at its peak, resident


class FailedError(Exception):
    """A measured process that did not end well; the message is the end of what it said."""


def run(
    command: Sequence[str],
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    passing: Container[int] = (0,),
) -> Usage:
    """Run a process to its end, with an exit status that passes.

    Linux counts the parent's own size into the child's peak: keep the measuring process small.
    Raises: FailedError.
    """
    passed_on = _environment(environment or {})
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=passed_on, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _pid, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in passing:
        raise FailedError(said.decode(errors="replace").strip()[-2000:] or f"exit {process.returncode}")
    per_mebibyte = 2**20 if sys.platform == "darwin" else 2**10
    return Usage(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / per_mebibyte)


def output(command: Sequence[str]) -> str:
    """What a process writes to stdout."""
    made = subprocess.run(command, cwd=ROOT, env=_environment({}), capture_output=True, text=True, check=True)
    return made.stdout.strip()


def _environment(changes: Mapping[str, str]) -> dict[str, str]:
    passed_on = {name: value for name, value in os.environ.items() if name not in _NOT_PASSED_ON}
    return passed_on | {"PYTHONPATH": str(ROOT), **changes}


class Figures(NamedTuple):
    """Several runs of one process."""

    best: Usage
    median: Usage

    @classmethod
    def of(cls, runs: Sequence[Usage]) -> Figures:
        """The best and the median of each measure by itself."""
        columns = list(zip(*runs, strict=True))
        return cls(Usage(*map(min, columns)), Usage(*map(statistics.median, columns)))


def machine() -> str:
    """What the figures were measured on, in one line."""
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
