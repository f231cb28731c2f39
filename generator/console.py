"""Words out: findings, results and progress, on any terminal, in any code page."""

from __future__ import annotations

import io
import os
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from generator.finding import Finding, Severity
from generator.translation import _, listed

_PATIENCE = 1.0  # seconds before a progress bar appears
_PAUSE = 0.1  # seconds between two of its states
_WIDTH = 30
_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "33", Severity.HINT: "36"}  # ANSI


def prepare() -> None:
    """Let neither a character that a console's code page lacks nor a closed stream stop the program."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    """A stream for a program that was started without one."""
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - a device, open to the end


def say(line: str, severity: Severity | None = None) -> None:
    """A line of the result; on a terminal the words of a severity have its colour."""
    line = _one_line(line)
    if severity is not None and _has_colours():
        name = severity_name(severity)
        line = line.replace(f": {name} ", f": \033[{_COLOURS[severity]}m{name}\033[0m ", 1)
    print(line)


def _has_colours() -> bool:
    """Whether standard output is a terminal that shows colours, and nobody asked for none."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    old_console = os.name == "nt" and not (os.environ.get("WT_SESSION") or os.environ.get("TERM"))
    return sys.stdout.isatty() and not plain and not old_console


def warn(line: str) -> None:
    """A line beside the result: an error, a note."""
    print(_one_line(line), file=sys.stderr)


def _one_line(text: str) -> str:
    """`text` without the line ends that names and values may hold."""
    return " ".join(text.splitlines())


def severity_name(severity: Severity) -> str:
    """A severity in the user's language."""
    names = {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.HINT: _("hint")}
    return names[severity]


def show(findings: Iterable[Finding]) -> None:
    """Findings, one line each: `place: severity CODE: message`."""
    for finding in findings:
        say(f"{finding.location}: {severity_name(finding.severity)} {finding.code}: {finding.message}")


def summary(findings: Iterable[Finding]) -> str:
    """`2 errors, 5 warnings`; `nothing found` when there is nothing."""
    counts = Counter(finding.severity for finding in findings)
    parts = [
        text.format(count=counts[severity])
        for severity, text in (
            (Severity.ERROR, _("errors: {count}")),
            (Severity.WARNING, _("warnings: {count}")),
            (Severity.HINT, _("hints: {count}")),
        )
        if counts[severity]
    ]
    return listed(parts) or _("nothing found")


def width(text: str) -> int:
    """Columns on a terminal: 汉字 take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, columns: int) -> str:
    """`text` with blanks after it, so many columns wide."""
    return text + " " * (columns - width(text))


class Progress:
    """A bar on stderr, only for a person who waits longer than a second."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._done = 0
        self._started = self._shown = time.monotonic()
        self._visible = False
        self._watched = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._visible:
            sys.stderr.write("\r" + " " * (_WIDTH + len(self._title) * 2 + 20) + "\r")
            sys.stderr.flush()

    def step(self) -> None:
        """One more sheet or form is done."""
        self._done += 1
        now = time.monotonic()
        if not self._watched or now - self._started < _PATIENCE or now - self._shown < _PAUSE:
            return
        self._shown, self._visible = now, True
        bar = "=" * (self._done % _WIDTH) + ">"
        sys.stderr.write(f"\r{self._title} [{bar:<{_WIDTH}}] {self._done}")
        sys.stderr.flush()
