"""Numbers in running text, with what they count: `机时不少于5000万核小时`, `满意度达到百分之九十以上`, `3-5场`.

Years, days, numbers of documents, ordinals, ratios and the numbers inside names (5G, 7×24, 1+2+1+X, “一网通办”) count
nothing and are left out, as is everything inside 《…》.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_SPELLED = "零〇一二两三四五六七八九十百千万亿"
_MEASURES = (
    "个百分点 万核小时 核小时 卡时 人次 人天 课时 学时 小时 分钟 工作日 个月 个工作日 平方米 平方公里 公里 立方米 "
    "场次 批次 件次 人份 车次 户次 家次 台套 亿元 万元 元/个 元 个 家 项 场 次 份 篇 款 套 部 件 条 台 辆 户 处 门 种 类 批 "
    "本 册 亩 米 吨 TB PB GB T P 张 所 座 组 支 只 枚 节 例 起 宗 版 幅 字 倍 间 栋 站 天 周 日 年 月 季度 秒 毫秒 人 "
    "期 届 名 位 头 株 棵 公斤 千瓦时 度 轮 讲 卷 块 间 路 点"
)
_MEASURE = "|".join(sorted(_MEASURES.split(), key=len, reverse=True))
_AT_LEAST = "不少于|不低于|不小于|不得少于|不得低于|至少|最少|超过|突破|大于|高于|多于|≥|>=|>|达到|达"
_AT_MOST = "不超过|不高于|不大于|不多于|不得超过|控制在|最多|小于|低于|少于|压缩至|≤|<=|<"
_ABOUT = "大约|约|近"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# Spelled numbers meet few measures, and never idioms: 两个方面, 三个月, 千人计划.
_SPELLED_NUMBER = (
    rf"[两二三四五六七八九][{_SPELLED}]*|十[{_SPELLED}]*|一[十百千万亿][{_SPELLED}]*|[百千](?=[余多])"
)
_SPELLED_MEASURE = "场次|场|次|份|篇|家|款|套|期|届|名|位|本|册|人次|人|个(?!方面|层面|维度|月)|项"

_START = re.compile(r"\d+|[百两二三四五六七八九十千一]+")
_QUANTITY = re.compile(
    rf"(?:百分之(?P<share>[{_SPELLED}]+|\d+(?:\.\d+)?)"
    rf"|(?P<number>{_NUMBER})(?:\s*[-~～—至]\s*(?P<upper>{_NUMBER}))?"
    rf"(?P<some>[余多几])?\s*(?P<scale>[百千]?[万亿]|[百千])?(?P<more>[余多])?\s*(?P<unit>[%‰]|(?P<measure>{_MEASURE}))"
    rf"|(?P<spelled>{_SPELLED_NUMBER})(?P<spelled_more>[余多])?\s*(?P<spelled_unit>{_SPELLED_MEASURE}))"
    r"(?P<behind>及?以上|或以上|以下|以内|之内|左右|上下)?"
)
_COMPARED = re.compile(
    rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST})|(?P<about>{_ABOUT}))到?为?\s*$|为\s*$"
)
_LONGEST_COMPARISON = 8  # signs
_PART_OF_A_NAME = re.compile(
    rf"[\dA-Za-z.:：+×*/第〔\[“{_SPELLED}-]"
)  # in front of a number: A5, 7×24, 第3, 1:3
_CALENDAR = {"年", "月", "日", "号"}
_TITLE_OR_QUOTED_NAME = re.compile(r"《[^《》\n]*》|“[^”\d\n]*”")
_CLAUSE = re.compile(r"[，,。；;！!？?\n：:]")


class Promise(NamedTuple):
    """A number that a text promises or reports."""

    start: int
    end: int
    text: str  # as written, with its comparison: 不少于5000万核小时
    operator: str  # ≥, ≤, ≈, or = where no word compares
    number: Decimal  # of a range the lower end
    upper: Decimal | None  # of a range
    unit: str  # with its scale: 万核小时
    before: str  # the words of the clause in front, from the number before on
    after: str  # the words of the clause behind, to the next number

    @property
    def around(self) -> str:
        """What the number is about."""
        return f"{self.before} {self.after}"


class _Found(NamedTuple):
    """A number in a text, and the comparison in front of it."""

    quantity: re.Match[str]
    comparison: re.Match[str] | None
    start: int  # of the comparison

    @property
    def end(self) -> int:
        return self.quantity.end()


@lru_cache(maxsize=256)
def read_promises(text: str) -> tuple[Promise, ...]:
    """The quantities of a text, in order."""
    if not text.isascii() and len(wide := unicodedata.normalize("NFKC", text)) == len(text):
        found = _numbers(wide, text)
    else:
        found = _numbers(text, text)
    bounds = [0, *(each.end for each in found)]
    ends = [*(each.start for each in found[1:]), len(text)]
    return tuple(
        _promise(
            text, each, _CLAUSE.split(text[bound : each.start])[-1], _CLAUSE.split(text[each.end : end])[0]
        )
        for each, bound, end in zip(found, bounds, ends, strict=False)
    )


def _numbers(plain: str, text: str) -> list[_Found]:
    """The numbers of a text in half width, outside the names that the text as written quotes."""
    hidden = [match.span() for match in _TITLE_OR_QUOTED_NAME.finditer(text)]
    found: list[_Found] = []
    end = 0
    for start in _START.finditer(plain):
        quantity = _QUANTITY.match(plain, start.start()) if start.start() >= end else None
        if quantity is None:
            continue
        end = quantity.end()
        front = plain[max(0, quantity.start() - _LONGEST_COMPARISON) : quantity.start()]
        comparison = _COMPARED.search(front)
        begin = quantity.start() - (len(front) - comparison.start() if comparison else 0)
        each = _Found(quantity, comparison, begin)
        is_name = bool(front and _PART_OF_A_NAME.match(front[-1]))
        is_quoted = any(opened <= quantity.start() < closed for opened, closed in hidden)
        if not (is_name or is_quoted or _is_calendar(plain, each)):
            found.append(each)
    return found


def spelled_number(text: str) -> Decimal:
    """The number that 汉字 spell: 一百二十 is 120, 一千二 is 1200."""
    total = group = digit = 0
    scale = 10
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
            scale = 1 if sign in "零〇" else scale
        elif sign in _TENS:
            group += (digit or 1) * _TENS[sign]
            digit, scale = 0, _TENS[sign] // 10
        else:
            below = group + digit
            total = (total + below) * _GROUPS[sign] if sign == "亿" else total + below * _GROUPS[sign]
            group, digit, scale = 0, 0, _GROUPS[sign] // 10
    return Decimal(total + group + digit * (scale if total + group else 1))


def _promise(text: str, found: _Found, before: str, after: str) -> Promise:
    match = found.quantity
    if share := match["share"]:
        number, unit = Decimal(share) if share[0].isdigit() else spelled_number(share), "%"
    elif match["spelled"]:
        number, unit = spelled_number(match["spelled"]), match["spelled_unit"]
    else:
        number, unit = _decimal(match["number"]), (match["scale"] or "") + match["unit"]
    upper = _decimal(match["upper"]) if match["upper"] else None
    written = text[found.start : found.end]
    return Promise(found.start, found.end, written, _operator(found), number, upper, unit, before, after)


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


def _operator(found: _Found) -> str:
    match, compared, behind = found.quantity, found.comparison, found.quantity["behind"] or ""
    if (compared and compared["most"]) or behind in ("以下", "以内", "之内"):
        return "≤"
    if (compared and compared["about"]) or behind in ("左右", "上下"):
        return "≈"
    more = match["some"] or match["more"] or match["spelled_more"] or "以上" in behind
    return "≥" if more or (compared and compared["least"]) else "="


def _is_calendar(text: str, found: _Found) -> bool:
    """Whether a number is a year, a month or a day and no length of time."""
    match = found.quantity
    if match["measure"] not in _CALENDAR or match["scale"]:
        return False
    compared = match["behind"] or (found.comparison and found.comparison.lastgroup)
    return (
        len(match["number"]) == 4
        or not compared
        or text[match.end() : match.end() + 1] in ("底", "初", "末", "份")
    )
