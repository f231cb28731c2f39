"""Writes the workbook that `benchmarks.reading` reads, in a process of its own.

python -m benchmarks.reading_workbook FOLDER COUNT
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.reading import write

if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
