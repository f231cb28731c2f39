"""The column 免检: which findings somebody has judged to be none, as `EXP102: 原因` a line."""

from __future__ import annotations

import re

from generator import tree

_ENTRY_END = re.compile(r"[\n；;]+")
_ENTRY = re.compile(r"([A-Za-z]{3}\d{0,3})\s*[:：,，]?\s*(.*)", re.DOTALL)


def read_exemptions(text: str) -> tree.Mapping:
    """Reasons by code; what names no code stands there as if it were one, so that it is reported."""
    found: tree.Mapping = {}
    for entry in filter(None, map(str.strip, _ENTRY_END.split(text))):
        code, reason = match.groups() if (match := _ENTRY.fullmatch(entry)) else (entry, "")
        found[code] = reason
    return found


def exemptions_text(exemptions: tree.Mapping) -> str | None:
    """The text that reads as these reasons by code; None where no text does."""
    text = "\n".join(f"{code}: {reason}" if reason else code for code, reason in exemptions.items())
    return text if read_exemptions(text) == exemptions else None
