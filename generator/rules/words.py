"""What names, targets and reasons say: patterns that several rules look for."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.model.amounts import compact
from generator.model.units import is_known
from generator.model.value import Value

PLACEHOLDER = re.compile(r"[xX×*＊?？/—_.…-]+|待[填定补]\w*|暂[无缺]|TBD|TODO", re.IGNORECASE)
# A number that was to be filled in beside its operator or its unit: ≥XX(%).
_NO_NUMBER = re.compile(r"[≥≤=><]\s*[xX×*＊?？_]+\D{0,8}|[xX×*＊?？_]+(?:[%％‰]|[（(][^（()）\d]*[)）])")
GROWTH = re.compile(
    r"增长|增幅|增速|增量|增加|提高|提升|上升|同比|环比|翻番|涨幅|超额|杠杆|放大|带动|回报|收益率"
)
NO_REASON = re.compile(r"无|没有|不适用|/|-+|—+|无偏差|无原因|无需说明|N/?A", re.IGNORECASE)
_WITHOUT_MARKS = re.compile(r"[\W_]+")


@lru_cache(maxsize=64)
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds one of the words anywhere."""
    return re.compile("|".join(map(re.escape, words)) or r"(?!)")


@lru_cache(maxsize=64)
def ending_in(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds one of the words at the end of a name, brackets after it aside."""
    return re.compile(f"(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?:[（(][^（()）]*[)）])?$")


def is_missing(value: Value) -> bool:
    """Whether a value is empty or a placeholder."""
    return not value.text or is_placeholder(value)


def is_placeholder(value: Value) -> bool:
    """Whether a value was meant to be replaced."""
    return any(pattern.fullmatch(value.text) for pattern in (PLACEHOLDER, _NO_NUMBER))


@lru_cache(maxsize=1024)
def unit_alone(reason: str) -> str:
    """The unit that a reason consists of; empty where it says more, or something else."""
    plain = compact(reason).strip("()。.") if len(reason) <= 12 else ""
    plain = plain.removeprefix("单位:")
    return plain if is_known(plain) else ""


def explains(reason: str) -> bool:
    """Whether a reason says anything: more than a unit, more than 无."""
    said = compact(reason).rstrip("。.;")
    return bool(said) and not NO_REASON.fullmatch(said) and not unit_alone(reason)


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """A text without blanks and marks, to compare it with another."""
    return _WITHOUT_MARKS.sub("", text)
