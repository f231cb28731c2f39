"""The same booklet by our engine, by others, and the floor under all of them.

    python -m benchmarks.engines [12 1000 …] [--only ours.docx,docxtpl.docx] [--runs 3] [--distinct]

Each engine runs in a process of its own; wall time and peak memory are those of the whole process, the interpreter's
start, the imports and the making of the forms included.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks import measure

_TEXTS_COMPARED = 100  # forms, at most: comparing takes openpyxl longer than making


class Engine(NamedTuple):
    """An engine and the library it needs."""

    file: str  # the worker's name for it, and of its output
    library: str = ""

    @property
    def name(self) -> str:
        return Path(self.file).stem


FORMATS = {
    "Word": [
        Engine("ours.docx"),
        Engine("ours+fast.docx", "zlib_ng"),
        Engine("docxtpl.docx", "docxtpl"),
        Engine("python-docx.docx", "docx"),
    ],
    "Excel, one sheet a form": [
        Engine("ours.xlsx"),
        Engine("ours+fast.xlsx", "zlib_ng"),
        Engine("xltpl.xlsx", "xltpl"),
        Engine("openpyxl.xlsx", "openpyxl"),
        Engine("openpyxl+.xlsx", "openpyxl"),
        Engine("xlsxwriter.xlsx", "xlsxwriter"),
    ],
}


class Bench(NamedTuple):
    """One run of the script."""

    folder: Path
    forms: int
    runs: int
    distinct: bool

    def work(self, *arguments: str) -> measure.Usage:
        """The best of several runs of the worker."""
        return self._measured("benchmarks.worker", *arguments)

    def _measured(self, *arguments: str) -> measure.Usage:
        command = [sys.executable, "-m", *arguments]
        taken = [measure.run(command, environment={"TMPDIR": str(self.folder)}) for _run in range(self.runs)]
        return measure.Figures.of(taken).best

    def engine(self, engine: Engine) -> measure.Usage:
        options = ["--distinct"] if self.distinct else []
        return self.work(engine.file, str(self.forms), str(self.folder), *options)

    def floor(self, ours: Engine) -> measure.Usage:
        parts = self.folder / f"{ours.file}.parts"
        self._replace(runs=1).work("parts", str(self.folder / ours.file), str(parts))
        return self._measured("benchmarks.floor", str(parts), str(self.folder / f"{ours.file}.deflated"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("counts", type=int, nargs="*", default=[12, 1000], help="numbers of forms")
    parser.add_argument("--only", default="", help="engines by their output, with commas between")
    parser.add_argument("--runs", type=int, default=1, help="of each; the best counts")
    parser.add_argument("--distinct", action="store_true", help="no text twice, so that no cache can help")
    arguments = parser.parse_args()
    print(f"{measure.machine()}; best of {arguments.runs}")
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as name:
        bench = Bench(Path(name), 1, 1, arguments.distinct)
        bench.work("prepare", name)
        bench.engine(Engine("ours.docx"))  # fills the caches
        bench.engine(Engine("ours.xlsx"))
        for count in arguments.counts:
            for title, engines in FORMATS.items():
                wanted = [e for e in engines if not arguments.only or e.file in arguments.only.split(",")]
                if wanted:
                    _table(bench._replace(forms=count, runs=arguments.runs), title, wanted)
    return 0


def _table(bench: Bench, title: str, engines: list[Engine]) -> None:
    print(f"\n{title}, {bench.forms:,} forms")
    print(f"{'':14}{'seconds':>9}{'cpu s':>8}{'MiB':>7}{'x ours':>9}{'x floor':>9}{'KiB out':>10}")
    ours = FORMATS[title][0]
    our_usage = bench.engine(ours)
    floor = bench.floor(ours)
    for engine in engines:
        if engine.library and importlib.util.find_spec(engine.library) is None:
            print(f"{engine.name:14}not installed; skipped")
            continue
        try:
            usage = our_usage if engine is ours else bench.engine(engine)
        except measure.FailedError as error:
            print(f"{engine.name:14}failed: {str(error).splitlines()[-1]}")
            continue
        made = (bench.folder / engine.file).stat().st_size / 1024
        line = f"{engine.name:14}{usage.seconds:9.2f}{usage.processor:8.2f}{usage.mebibytes:7.0f}"
        line += f"{usage.seconds / our_usage.seconds:9.1f}{usage.seconds / floor.seconds:9.1f}{made:10,.0f}"
        print(line + ("" if engine is ours else _compared(bench, ours, engine)), flush=True)
    line = f"{'floor':14}{floor.seconds:9.2f}{floor.processor:8.2f}{floor.mebibytes:7.0f}"
    print(f"{line}{floor.seconds / our_usage.seconds:9.2f}{1:9.1f}")


def _compared(bench: Bench, ours: Engine, engine: Engine) -> str:
    """What the other engine's file says differently; silent for large booklets."""
    if bench.forms > _TEXTS_COMPARED:
        return ""
    files = [str(bench.folder / each.file) for each in (ours, engine)]
    said = measure.output([sys.executable, "-m", "benchmarks.worker", "compare", *files])
    return f"  {said}"


if __name__ == "__main__":
    sys.exit(main())
