"""Start-up: `jixiao build` beside bare imports, `jixiao --help` beside a bare click program.

    python -m benchmarks.startup [--runs 15]

The subjects take turns, so that a slow moment of the machine falls on all of them.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks import measure

BARE_IMPORTS = "import jinja2, lxml.etree, pydantic, yaml, click, openpyxl"
BARE_CLICK = '''import click


@click.group()
def main():
    """A program."""


@main.command()
def build():
    """Build."""


main()
'''
BUILD_LIMIT, HELP_LIMIT = 2.5, 3.0


class Subject(NamedTuple):
    """A process to measure, and what it is held against."""

    name: str
    command: list[str]
    temporary: Callable[[], contextlib.AbstractContextManager[str]]  # the TMPDIR of a run
    against: str = ""  # another subject
    limit: float = 0.0  # times that one; 0 is none


def main() -> int:
    """Print the figures; 1 when a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as name:
        folder = Path(name)
        for part in ("inputs", "templates"):
            shutil.copytree(measure.ROOT / part, folder / part)
        (folder / "bare_click.py").write_text(BARE_CLICK, encoding="utf-8")
        (folder / "kept").mkdir()
        subjects = _subjects(folder)
        figures = _figures(subjects, folder, arguments.runs)
    print(f"{measure.machine()}; {arguments.runs} runs each, in turn\n")
    return _report(subjects, figures)


def _subjects(folder: Path) -> list[Subject]:
    program = _program()

    def kept() -> contextlib.AbstractContextManager[str]:
        return contextlib.nullcontext(str(folder / "kept"))

    def fresh() -> contextlib.AbstractContextManager[str]:
        return tempfile.TemporaryDirectory(dir=folder)

    imports, click = "bare imports", "bare click --help"
    return [
        Subject(imports, [sys.executable, "-c", BARE_IMPORTS], kept),
        Subject("jixiao build, kept templates", [*program, "build"], kept, imports, BUILD_LIMIT),
        Subject("jixiao build, first time", [*program, "build"], fresh, imports),
        Subject(click, [sys.executable, str(folder / "bare_click.py"), "--help"], kept),
        Subject("jixiao --help", [*program, "--help"], kept, click, HELP_LIMIT),
    ]


def _program() -> list[str]:
    """The installed command of this interpreter, or the package in this folder."""
    command = Path(sys.executable).with_name("jixiao")
    return [str(command)] if command.exists() else [sys.executable, "-m", "generator"]


def _figures(subjects: list[Subject], folder: Path, runs: int) -> dict[str, measure.Figures]:
    taken: dict[str, list[measure.Usage]] = {subject.name: [] for subject in subjects}
    for turn in range(runs + 1):  # the first turn fills the caches and does not count
        for subject in subjects:
            with subject.temporary() as temporary:
                usage = measure.run(subject.command, folder, {"TMPDIR": temporary})
            if turn:
                taken[subject.name].append(usage)
    return {name: measure.Figures.of(usages) for name, usages in taken.items()}


def _report(subjects: list[Subject], figures: dict[str, measure.Figures]) -> int:
    print(
        f"{'':30}{'best ms':>10}{'median ms':>11}{'MiB':>7}{'x best':>9}{'x median':>10}{'limit':>8}  verdict"
    )
    failed = False
    for subject in subjects:
        best, median = figures[subject.name]
        line = f"{subject.name:30}{best.seconds * 1000:10.0f}{median.seconds * 1000:11.0f}{median.mebibytes:7.0f}"
        if subject.against:
            bare = figures[subject.against]
            ratios = best.seconds / bare.best.seconds, median.seconds / bare.median.seconds
            line += f"{ratios[0]:9.2f}{ratios[1]:10.2f}"
            if subject.limit:
                passed = ratios[1] <= subject.limit
                failed = failed or not passed
                line += f"{subject.limit:8.1f}  {'pass' if passed else 'FAIL'}"
        print(line)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
