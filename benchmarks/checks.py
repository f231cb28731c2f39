"""`jixiao check` beside `jixiao build`, whole processes, from the reading of the files to the last line.

    python -m benchmarks.checks [1000 …] [--runs 3] [--from yaml,excel] [--booklets 2024-self-evaluation,…]

The projects are the shipped ones in turn, each with words of its own in its name, its goals and its indicators.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import itertools
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import measure

_BOOKLETS = ("2024-self-evaluation", "2026-targets")
_PLACES = "浦闵黄静徐长普虹杨宝嘉松青奉崇金"  # a word of a project is three of these
_COMMANDS = ("check", "build")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("counts", nargs="*", type=int, default=[1000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--from", dest="kinds", type=lambda text: text.split(","), default=["yaml", "excel"])
    parser.add_argument("--booklets", type=lambda text: text.split(","), default=list(_BOOKLETS))
    arguments = parser.parse_args()
    print(f"{measure.machine()}; best of {arguments.runs} runs each, in turn; seconds of processor time\n")
    print(
        f"{'booklet':24}{'from':>7}{'forms':>8}{'check s':>10}{'build s':>10}{'x build':>9}{'check MiB':>11}"
    )
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as folder:
        for booklet, kind, count in itertools.product(arguments.booklets, arguments.kinds, arguments.counts):
            with _workspace(Path(folder), booklet, kind, count) as workspace:
                check, build = _figures(workspace, arguments.runs)
            ratio = check.processor / build.processor
            figures = f"{check.processor:10.2f}{build.processor:10.2f}{ratio:9.2f}{check.mebibytes:11.0f}"
            print(f"{booklet:24}{kind:>7}{count:8}{figures}", flush=True)


@contextlib.contextmanager
def _workspace(folder: Path, booklet: str, kind: str, count: int) -> Iterator[Path]:
    """A workspace with one booklet of so many projects, made by a process of its own to keep this one small."""
    workspace = folder / f"{booklet}-{kind}-{count}"
    shutil.copytree(measure.ROOT / "templates", workspace / "templates")
    measure.run(
        [sys.executable, "-m", "benchmarks.checks", "--make", str(workspace), booklet, kind, str(count)]
    )
    yield workspace
    shutil.rmtree(workspace)


def make(workspace: Path, booklet: str, kind: str, count: int) -> None:
    """Write the booklet into a workspace, grown to so many projects."""
    from generator.reading.folder import read_booklet
    from generator.writing.workbook import write_workbook_folder
    from generator.writing.yaml_folder import write_yaml_folder

    data: dict[str, Any] = dict(read_booklet(measure.ROOT / "inputs" / booklet).data)
    data.pop("对照", None)  # the other booklet is not there
    sources = itertools.islice(itertools.cycle(data["项目列表"]), count)
    data["项目列表"] = [distinct(source, number) for number, source in enumerate(sources)]
    (workspace / "inputs").mkdir()
    write = write_workbook_folder if kind == "excel" else write_yaml_folder
    write(data, workspace / "inputs" / booklet)


def distinct(source: dict[str, Any], number: int) -> dict[str, Any]:
    """A project with a word of its own in its name, in every clause of its goals, in its indicators and reasons."""
    project, word = copy.deepcopy(source), _word(number)
    project["项目名称"] += f"（{word}）"
    for goals in ("年度总体目标", "项目绩效目标"):
        for label, text in project.get(goals, {}).items():
            project[goals][label] = (
                text.replace("，", f"，{word}").replace("；", f"{word}；").replace("。", f"{word}。")
            )
    for indicator in project["绩效指标"]:
        indicator["三级指标"] = f"{word}{indicator['三级指标']}"
        if reason := indicator.get("偏差原因分析及改进措施"):
            indicator["偏差原因分析及改进措施"] = f"{word}{reason}"
    return project


def _word(number: int) -> str:
    base = len(_PLACES)
    return "".join(_PLACES[number // base**power % base] for power in (2, 0, 1))


def _figures(workspace: Path, runs: int) -> tuple[measure.Usage, measure.Usage]:
    taken: dict[str, list[measure.Usage]] = {command: [] for command in _COMMANDS}
    for _turn in range(runs):
        for command in _COMMANDS:
            # Findings of severity error end `check` with 1; the shipped booklets have some.
            line = [sys.executable, "-m", "generator", command]
            taken[command].append(measure.run(line, workspace, passing=(0, 1)))
    check, build = (measure.Figures.of(taken[command]).best for command in _COMMANDS)
    return check, build


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        make(Path(sys.argv[2]), *sys.argv[3:5], int(sys.argv[5]))
    else:
        main()
