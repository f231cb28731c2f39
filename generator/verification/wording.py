"""How the values of the data and the texts of a file are told in messages."""

from __future__ import annotations

from collections.abc import Iterator

from generator.location import KeyPath
from generator.translation import _

_EXCERPT = 30  # signs of a text in a message
_BEFORE = 8  # of them before the first difference


def named(path: KeyPath) -> str:
    """A value's name: `绩效指标 3, 得分`, for the place names the project."""
    steps = [f"{before} {step + 1}" if isinstance(step, int) else step for before, step in _steps(path)]
    return ".".join(steps)


def _steps(path: KeyPath) -> Iterator[tuple[str | int, str | int]]:
    """The steps that are told; a list is told with the position in it."""
    for position, step in enumerate(path):
        if isinstance(step, int) or position + 1 == len(path) or isinstance(path[position + 1], str):
            yield path[position - 1] if position else "", step


def excerpts(wanted: str, found: str) -> tuple[str, str]:
    """Two texts around the first sign in which they differ."""
    same = next(
        (i for i, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b),
        min(len(wanted), len(found)),
    )
    start = max(0, same - _BEFORE) if max(len(wanted), len(found)) > _EXCERPT else 0
    cut = slice(start, start + _EXCERPT)
    return _quoted(wanted[cut], wanted, start), _quoted(found[cut], found, start)


def _quoted(part: str, whole: str, start: int = 0) -> str:
    """A part of a text in quotes, with dots where there is more."""
    if not whole:
        return _("nothing")
    before, after = "…" if start else "", "…" if start + len(part) < len(whole) else ""
    return f"“{before}{part}{after}”".replace("\n", "⏎")


def beginning(text: str) -> str:
    """The first signs of a text."""
    return _quoted(text[:_EXCERPT], text)


def end(text: str) -> str:
    """The last signs of a text."""
    part = text[-_EXCERPT:]
    return _quoted(part, text, len(text) - len(part))
