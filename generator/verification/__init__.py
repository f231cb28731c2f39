"""Reads finished files back and accounts for every value of the data: where it stands, or that it is not printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from generator.location import KeyPath, Location
from generator.verification.account import Account, Accountant
from generator.verification.arrival import lost_on_the_way
from generator.verification.comparison import Comparison
from generator.verification.tracing import Trace
from generator.vocabulary import Record

__all__ = ["Account", "lost_on_the_way", "verify"]


def verify(
    file: Path,
    shown: str,
    data: Record,
    locate: Callable[[KeyPath], Location],
    render: Callable[[Record, BinaryIO, Callable[[], None]], list[str]],
) -> tuple[Account | None, list[str]]:
    """The account of a finished file, or why there is none, one line for each reason.

    `shown` is what messages call the file, `locate` tells the place of a value in the input, and `render` writes the
    document that the file's template makes of other data, and says what is wrong with the template.
    """
    if file.suffix == ".xlsx":
        from generator.verification.workbook import read
    else:
        from generator.verification.document import read
    trace = Trace()
    target = io.BytesIO()
    failures = render(trace.record(data), target, lambda: None)
    if failures:
        return None, failures
    target.seek(0)
    traced = read(target, shown)
    with file.open("rb") as stream:
        made = read(stream, shown)
    comparison = Comparison(trace, traced, made)
    comparison.run()
    return Accountant(comparison, shown, locate).account(), []
