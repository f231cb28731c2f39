"""What to do about a finding, by its code."""

from __future__ import annotations

from functools import cache

from generator import rules
from generator.translation import _


def remedy(code: str) -> str:
    """What the rule of this code asks to be done; empty for what was found while reading."""
    text = _remedies().get(code, "")
    return _(text) if text else ""


@cache
def _remedies() -> dict[str, str]:
    return {rule.code: rule.account.remedy for rule in rules.catalogue()}
