"""How a self-evaluation comes to its total and its grade, step by step."""

from __future__ import annotations

from generator.scorecard.choice import chosen
from generator.scorecard.record import record
from generator.scorecard.steps import Card, card
from generator.scorecard.wording import lines

__all__ = ("Card", "card", "chosen", "lines", "record")
