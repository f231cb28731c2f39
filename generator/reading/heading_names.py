"""The text of a heading cell as one of the headings that a sheet may have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from generator import tree

MONEY_UNITS = ("万元", "元")
_REMARK = re.compile(r"[(\[【〔{]([^()\[\]【】〔〕{}]*)[)\]】〕}]")
_NUMBERED = re.compile(r"^(?:\d+|[一二三四五六七八九十]+)[.、]")
_INVISIBLE = dict.fromkeys(map(ord, tree.INVISIBLE))
_CLEAR, _LEAD = 0.7, 0.15  # how like a heading must be, and how much more than the next
_PART = 0.9  # the likeness of a heading to one that holds it whole, or that it holds
_SYNONYMS = {
    "指标名称": "三级指标",
    "具体指标": "三级指标",
    "权重": "分值",
    "目标值": "指标值",
    "完成值": "实际完成值",
    "项目类型": "项目类别",
    "资金类型": "资金",
}


class Heading(NamedTuple):
    """A known heading, and the unit of money that a remark beside it gives."""

    name: str
    unit: str = ""


def normal(heading: str) -> str:
    """`执行率(%)` for `* 执行率 （％）：`: half-width, without blanks and the marks of a required field."""
    plain = unicodedata.normalize("NFKC", heading.translate(_INVISIBLE))
    return "".join(plain.split()).strip("*★☆:")


def known_heading(heading: str, known: Iterable[str]) -> Heading | None:
    """The known heading that a cell's text is, whatever remarks in brackets, numbers or units it adds."""
    plain = normal(heading)
    by_normal = {normal(name): name for name in known}
    if plain in by_normal:
        return Heading(by_normal[plain])
    bare = normal(_NUMBERED.sub("", _REMARK.sub("", plain)))
    units = [unit for remark in _REMARK.findall(plain) if (unit := _unit(remark))]
    if bare not in by_normal:
        for unit in MONEY_UNITS:
            if bare.endswith(unit) and (shorter := bare.removesuffix(unit).rstrip(",/-_:、")) in by_normal:
                return Heading(by_normal[shorter], unit)
        return None
    return Heading(by_normal[bare], units[0] if units else "")


def likely_heading(heading: str, known: Collection[str]) -> str:
    """The one known heading that a text is clearly nearest to; empty where two are, or none is."""
    plain = normal(_NUMBERED.sub("", _REMARK.sub("", normal(heading))))
    if (meant := _SYNONYMS.get(plain)) in known:
        return meant or ""
    likeness = sorted(((_likeness(plain, normal(name)), name) for name in known), reverse=True)
    best, second = (*likeness, (0.0, ""), (0.0, ""))[:2]
    return best[1] if best[0] >= _CLEAR and best[0] - second[0] >= _LEAD else ""


def _likeness(one: str, other: str) -> float:
    if min(len(one), len(other)) > 1 and (one in other or other in one):
        return _PART
    return SequenceMatcher(None, one, other).ratio()


def _unit(remark: str) -> str:
    """`万元` for `单位:万元`."""
    unit = remark.removeprefix("金额").removeprefix("单位").lstrip(":")
    return unit if unit in MONEY_UNITS else ""
