"""Units of measure as quantities: 万核小时 is ten thousand 核小时, 人次 counts visits and 人 counts people.

A unit is a base unit and how many of it there are. Units of one base convert into each other; counters (个, 项,
场, 份 …) have no scale of their own and stand in for each other as people write them, but never for a measure.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.model.amounts import compact

_PREFIXES = {"十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_BRACKETED = re.compile(r"\([^()]*\)$")
_PREFIX = re.compile(r"(万亿|千万|百万|十万|[十百千万亿])(.*)")

_MEASURES: dict[str, dict[str, str]] = {  # base unit → other names → how many base units one is
    "%": {"百分比": "1", "百分率": "1", "‰": "0.1", "千分比": "0.1"},
    "百分点": {"个百分点": "1"},
    "元": {"块钱": "1", "人民币": "1", "人民币元": "1"},
    "秒": {
        "s": "1", "毫秒": "0.001", "ms": "0.001", "分钟": "60", "min": "60", "小时": "3600", "h": "3600",
        "个小时": "3600", "天": "86400", "日": "86400", "自然日": "86400", "日历天": "86400",
        "日历日": "86400", "周": "604800", "星期": "604800", "个星期": "604800",
    },  # 工作日 is no measure of time: how many make a week is the calendar's business
    "月": {"个月": "1", "季度": "3", "个季度": "3", "年": "12"},
    "核小时": {"核时": "1", "核·小时": "1"},
    "卡小时": {"卡时": "1"},
    "克": {"g": "1", "公斤": "1000", "kg": "1000", "吨": "1000000", "t": "1000000"},
    "米": {"m": "1", "厘米": "0.01", "cm": "0.01", "毫米": "0.001", "mm": "0.001", "公里": "1000", "km": "1000"},
    "平方米": {
        "m2": "1", "平米": "1", "公顷": "10000", "平方公里": "1000000", "平方千米": "1000000", "km2": "1000000",
    },
    "立方米": {"m3": "1", "方": "1"},
    "瓦时": {"度": "1000", "kwh": "1000"},
}  # fmt: skip
_BYTES = {"B": 0, "KB": 1, "MB": 2, "GB": 3, "G": 3, "TB": 4, "T": 4, "PB": 5}  # name → power of 1024

# Counters in groups; 个 and 项 count anything.
_ANY = frozenset({"", "个", "项"})
_COUNTERS = (
    frozenset({"次", "场", "场次", "期", "届", "批", "批次", "轮", "轮次", "节", "趟", "回", "起", "例", "宗", "件次"}),
    frozenset({"人", "名", "位"}),
    frozenset({"份", "篇", "本", "册", "部", "件", "条", "则", "卷", "套", "张", "幅", "页"}),
    frozenset({"台", "套", "件", "台套", "辆", "架", "只", "块", "款", "种", "类", "组", "副", "条", "枚", "把"}),
    frozenset({"家", "户", "所", "处", "座", "间", "站", "栋", "幢", "片", "支", "队", "村", "个点", "点"}),
)  # fmt: skip
_COUNTING = frozenset.union(_ANY, *_COUNTERS)
_ALONE = frozenset(
    {"人次", "工作日", "户次", "车次", "人日", "人天", "倍", "分", "级"}
)  # each of its own kind


class Unit(NamedTuple):
    """A unit: its base, and how many of it one is; `万元/个` is 10,000 of `元/个`."""

    base: str
    scale: Decimal


def _names() -> dict[str, Unit]:
    measures = {
        name: Unit(base, Decimal(scale))
        for base, others in _MEASURES.items()
        for name, scale in {base: "1", **others}.items()
    }
    # Capitals, for a small t is a ton.
    return measures | {name: Unit("B", Decimal(1024) ** power) for name, power in _BYTES.items()}


_NAMES = _names()


@lru_cache(maxsize=1024)
def read_unit(unit: str) -> Unit:
    """The unit that a text names; one that the table does not know is its own base."""
    counted, *divisors = _plain(compact(unit)).split("/")
    base, scale = _single(counted)
    for divisor in divisors:
        if divisor in ("年", "年度"):  # a form is of one year: 万人次/年 says no more than 万人次
            continue
        below = _single(divisor)
        base, scale = f"{base}/{below.base}", scale / below.scale
    return Unit(base, scale)


def scaled(number: Decimal, unit: str | None) -> tuple[Decimal, str]:
    """A quantity in the base of its unit: 0.5, 万核小时 → 5000, 核小时."""
    base, scale = read_unit(unit or "")
    return number * scale, base


@lru_cache(maxsize=4096)
def same_kind(unit: str | None, other: str | None) -> bool:
    """Whether quantities in these units can be compared: 万人 with 人, 场 with 次, 元/个 with 万元/张."""
    parts, others = (read_unit(each or "").base.split("/") for each in (unit, other))
    return len(parts) == len(others) and all(map(_alike, parts, others))


def same_scale(unit: str | None, other: str | None) -> bool:
    """Whether numbers in these units compare as they stand: 场 with 次, not 万人 with 人."""
    return same_kind(unit, other) and read_unit(unit or "").scale == read_unit(other or "").scale


def converted(number: Decimal, unit: str | None, into: str | None) -> Decimal | None:
    """A quantity in another unit, None when the two cannot be compared; without a unit it is in that one."""
    if not unit or not into or unit == into or compact(unit) == compact(into):
        return number
    if not same_kind(unit, into):
        return None
    return number * read_unit(unit).scale / read_unit(into).scale


def is_counter(unit: str | None) -> bool:
    """Whether a unit counts things, people or visits, in whatever scale."""
    base = read_unit(unit or "").base
    return bool(unit) and (base in _COUNTING or base in ("人次", "户次", "车次", "家次"))


def is_percentage(unit: str | None) -> bool:
    """Whether a unit is a share of a hundred, or of a thousand."""
    return read_unit(unit or "").base == "%"


def is_money(unit: str | None) -> bool:
    """Whether a unit is an amount of money, and no price."""
    return read_unit(unit or "").base == "元"


def is_known(text: str) -> bool:
    """Whether a text is nothing but a unit that is known here."""
    return bool(text) and all(
        part in _NAMES or part in _COUNTING or part in _ALONE for part in read_unit(text).base.split("/")
    )


def _plain(unit: str) -> str:
    """A unit without the second one in brackets: 件(组) counts 件, 人(次) counts 人次."""
    return _BRACKETED.sub("", unit.replace("(次)", "次")) if "(" in unit else unit


def _single(name: str) -> Unit:
    """A unit without a stroke."""
    if name in _NAMES:
        return _NAMES[name]
    match = _PREFIX.fullmatch(name)
    if match is None:
        return Unit(name, Decimal(1))
    base, scale = _single(match[2])
    return Unit(base, scale * 10 ** _PREFIXES[match[1]])


def _alike(base: str, other: str) -> bool:
    if base == other:
        return True
    if base in _ANY or other in _ANY:
        return base in _COUNTING and other in _COUNTING
    return any(base in group and other in group for group in _COUNTERS)
