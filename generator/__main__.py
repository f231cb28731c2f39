"""`python -m generator` is the command `jixiao`."""

from __future__ import annotations

import gc
import os
import signal
import sys

from generator.cli import main
from generator.translation import translate_click

_GARBAGE = 200_000  # objects; most of what a short run makes lives to its end


def start() -> None:
    """Run the command and leave at once: taking the interpreter down piece by piece takes longer than a small build."""
    gc.set_threshold(_GARBAGE, 10, 10)
    _end_tidily()
    translate_click()
    status: object = 0
    try:
        main()
    except SystemExit as leaving:
        status = leaving.code
    if isinstance(status, str):
        sys.stderr.write(status + "\n")
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:  # whoever read our words has gone
            status = 1
    os._exit(status if isinstance(status, int) else 1 if status else 0)


def _end_tidily() -> None:
    """Let the ways to end a program from outside be what Ctrl-C is, so that it cleans up."""
    for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # `nohup` ignores it
            signal.signal(number, signal.default_int_handler)


if __name__ == "__main__":
    start()
