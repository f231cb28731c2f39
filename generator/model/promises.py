"""Numbers in running text, with what they count: `机时不少于5000万核小时`, `满意度达到百分之九十以上`, `3-5场`.

Years, days, numbers of documents, ordinals, ratios and the numbers inside names (5G, 7×24, 1+2+1+X, “一网通办”) count
nothing and are left out, as is everything inside 《…》.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_SPELLED = "零〇一二两三四五六七八九十百千万亿"
_MEASURES = (
    "个百分点 万核小时 核小时 卡时 人次 人天 课时 学时 小时 分钟 工作日 个月 个工作日 平方米 平方公里 公里 立方米 "
    "场次 批次 件次 台套 亿元 万元 元/个 元 个 家 项 场 次 份 篇 款 套 部 件 条 台 辆 户 处 门 种 类 批 期 届 名 位 "
    "本 册 亩 米 吨 TB PB GB T P 张 所 座 组 支 只 枚 节 例 起 宗 版 幅 字 倍 间 栋 站 天 周 日 年 月 季度 秒 毫秒 人 "
    "公斤 千瓦时 度 轮 讲 卷 块 间 路 点"
)
_MEASURE = "|".join(sorted(_MEASURES.split(), key=len, reverse=True))
_AT_LEAST = "不少于|不低于|不小于|不得少于|不得低于|至少|最少|超过|突破|大于|高于|多于|≥|>=|>|达到|达"
_AT_MOST = "不超过|不高于|不大于|不多于|不得超过|控制在|最多|小于|低于|少于|压缩至|≤|<=|<"
_ABOUT = "大约|约|近"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PROMISE = re.compile(
    rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST})|(?P<about>{_ABOUT}))?到?为?\s*"
    rf"(?:百分之(?P<share>[{_SPELLED}]+|\d+(?:\.\d+)?)"
    rf"|(?<![\dA-Za-z.:：+×*/第〔\[-])(?P<number>{_NUMBER})(?:\s*[-~～—至]\s*(?P<upper>{_NUMBER}))?"
    rf"(?P<some>[余多几])?\s*(?P<scale>[百千]?[万亿]|[百千])?(?P<more>[余多])?\s*"
    rf"(?P<unit>[%‰]|(?P<measure>{_MEASURE}))"
    rf"|(?<![{_SPELLED}第“])(?P<spelled>[两二三四五六七八九][十百千万亿]?[{_SPELLED}]*|[十百千][{_SPELLED}]*|一[十百千万亿][{_SPELLED}]*)"
    rf"(?P<spelled_more>[余多])?\s*(?P<spelled_unit>场次|场|次|份|篇|家|款|套|期|届|名|位|本|册|人次|人|个(?!方面|层面|维度|月)|项))"
    r"(?P<behind>及?以上|或以上|以下|以内|之内|左右|上下)?"
)
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


def read_promises(text: str) -> list[Promise]:
    """The quantities of a text, in order."""
    wide = unicodedata.normalize("NFKC", text)
    plain = wide if len(wide) == len(text) else text
    hidden = [match.span() for match in _TITLE_OR_QUOTED_NAME.finditer(text)]
    matches = [
        match
        for match in _PROMISE.finditer(plain)
        if not _is_calendar(plain, match) and not any(a <= match.start() < b for a, b in hidden)
    ]
    bounds = [0, *(match.end() for match in matches)]
    ends = [*(match.start() for match in matches[1:]), len(plain)]
    return [
        _promise(
            text, match, _last_clause(plain[bound : match.start()]), _first_clause(plain[match.end() : end])
        )
        for match, bound, end in zip(matches, bounds, ends, strict=False)
    ]


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


def _promise(text: str, match: re.Match[str], before: str, after: str) -> Promise:
    scale = match["scale"] or ""
    if match["share"]:
        share = match["share"]
        number, unit = Decimal(share) if share[0].isdigit() else spelled_number(share), "%"
    elif match["spelled"]:
        number, unit = spelled_number(match["spelled"]), match["spelled_unit"]
    else:
        number, unit = Decimal(match["number"].replace(",", "")), scale + match["unit"]
    upper = Decimal(match["upper"].replace(",", "")) if match["upper"] else None
    written = text[match.start() : match.end()].strip()
    return Promise(match.start(), match.end(), written, _operator(match), number, upper, unit, before, after)


def _operator(match: re.Match[str]) -> str:
    behind = match["behind"] or ""
    if match["most"] or behind in ("以下", "以内", "之内"):
        return "≤"
    if match["about"] or behind in ("左右", "上下"):
        return "≈"
    more = match["some"] or match["more"] or match["spelled_more"] or "以上" in behind
    return "≥" if match["least"] or more else "="


def _is_calendar(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a year, a month or a day and no length of time."""
    if match["measure"] not in _CALENDAR or match["scale"]:
        return False
    compared = match["least"] or match["most"] or match["about"] or match["behind"]
    digits = match["number"]
    return len(digits) == 4 or not compared or text[match.end() : match.end() + 1] in ("底", "初", "末", "份")


def _last_clause(text: str) -> str:
    return _CLAUSE.split(text)[-1]


def _first_clause(text: str) -> str:
    return _CLAUSE.split(text)[0]
