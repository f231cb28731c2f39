"""`python -m generator` is the command `jixiao`."""

from __future__ import annotations

import gc
import os
import sys

from generator.cli import main

_GARBAGE = 200_000  # objects; most of what a short run makes lives to its end


def start() -> None:
    """Run the command and leave at once: taking the interpreter down piece by piece takes longer than a small build."""
    gc.set_threshold(_GARBAGE, 10, 10)
    status: object = 0
    try:
        main()
    except SystemExit as leaving:
        status = leaving.code
    if isinstance(status, str):
        sys.stderr.write(status + "\n")
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # whoever read our words has gone
            status = 1
    os._exit(status if isinstance(status, int) else 1 if status else 0)


if __name__ == "__main__":
    start()
