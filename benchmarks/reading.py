"""Reading a large workbook: seconds and peak memory for 1,000 and 10,000 projects.

    python -m benchmarks.reading [--projects 1000 10000] [--runs 3]

The workbook holds the shipped 2024 projects over and over under names of their own, written by XlsxWriter.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from pathlib import Path

from benchmarks import measure

_READ = """
import sys
from pathlib import Path
from generator.reading.folder import read_booklet
source = read_booklet(Path(sys.argv[1]))
assert not source.problems, source.problems[:3]
assert len(source.data["项目列表"]) == int(sys.argv[2])
"""


def main() -> None:
    """Print a line for each number of projects."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--projects", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    print("projects  seconds  MiB")
    for count in arguments.projects:
        with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as name:
            measure.output([sys.executable, "-m", "benchmarks.reading_workbook", name, str(count)])
            command = [sys.executable, "-c", _READ, name, str(count)]
            runs = [measure.run(command) for _run in range(arguments.runs)]
        print(
            f"{count:8}  {min(run.processor for run in runs):7.1f}  {max(run.mebibytes for run in runs):4.0f}"
        )


def write(folder: Path, count: int) -> None:
    """A booklet of so many projects in a folder."""
    import xlsxwriter

    from generator.reading.folder import read_booklet
    from generator.sheets.layout import SELF_EVALUATION
    from generator.writing.rows import tables
    from generator.writing.yaml_folder import split_head, write_head

    head, shipped = split_head(read_booklet(measure.ROOT / "inputs" / "2024-self-evaluation").data)
    named = (
        {**project, "项目名称": f"{project['项目名称']}（{number}）"}
        for number, project in zip(range(1, count + 1), itertools.cycle(shipped), strict=False)
    )
    write_head(head, folder)
    with xlsxwriter.Workbook(folder / "projects.xlsx", {"strings_to_numbers": True}) as workbook:
        for table in tables(named, SELF_EVALUATION):
            sheet = workbook.add_worksheet(table.title)
            headings = [column.heading for column in table.used()]
            sheet.write_row(0, 0, headings)
            for row, texts in enumerate(table.rows, start=1):
                sheet.write_row(row, 0, [texts.get(heading) for heading in headings])


if __name__ == "__main__":
    main()
