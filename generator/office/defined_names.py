"""Defined names of a finished workbook: areas that follow their rows, and what is left of those whose rows are gone."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.office.references import change_references, quoted_sheet, sheet_of

Mapper = Callable[[str], str | None]

# What Excel reads for itself: without its cells such a name must not be there.
_BUILT_IN = "_xlnm."
_COMMA = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\([^()]*\)|(,)""")


def followed(name: str, text: str, mapper: Mapper, rename: Callable[[str], str | None]) -> str | None:
    """What a name stands for now; None when it must not be there.

    References whose cells are gone read `表!#REF!`, as in Excel when their rows are deleted; areas to print are left
    out. `rename` gives the name that a sheet has now, None when none is made of it.
    """
    if name.startswith(_BUILT_IN):
        return ",".join(filter(None, map(mapper, _areas(text)))) or None
    made = mapper(text)
    return change_references(text, lambda each: mapper(each) or _lost(each, rename)) if made is None else made


def _lost(reference: str, rename: Callable[[str], str | None]) -> str:
    sheet = sheet_of(reference.rpartition("!")[0] + "!") if "!" in reference else None
    now = rename(sheet) if sheet is not None else None
    return f"{quoted_sheet(now)}!#REF!" if now is not None else "#REF!"


def _areas(text: str) -> list[str]:
    """The areas of a list such as `表!$A:$A,表!$1:$2`."""
    commas = [match.start() for match in _COMMA.finditer(text) if match[1]]
    return [text[start + 1 : end] for start, end in zip([-1, *commas], [*commas, len(text)], strict=True)]
