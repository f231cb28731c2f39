"""TXT: quotes and brackets come in pairs, texts are whole, nothing is typed twice; what to write, people must say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.finding import Severity
from generator.model.indicator import ScoredIndicator
from generator.model.likeness import plain
from generator.model.passages import Passage, passages
from generator.model.wording import HAN, TITLE, excerpt
from generator.rules.rule import Form, Found, rule
from generator.translation import _

_PAIRS = dict(zip("“‘（(《〈【〔「[", "”’）)》〉】〕」]", strict=True))
_OPENING = "".join(_PAIRS)
_MARKS = re.compile(r"[“”‘’（）()《》〈〉【】〔〕「」\[\]]")
_MARK_OR_QUOTE = re.compile(r"[“”‘’（）()《》〈〉【】〔〕「」\[\]\"']")
_ITEM_NUMBER = re.compile(r"(?:(?<=[\n。；;：:，,、\s])|^)[0-9a-zA-Z一二三四五六七八九十]{1,3}\Z")
_LONGEST_NUMBER = 3  # signs
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z\s])")
_STRAIGHT = re.compile(rf"[\"'](?:(?<={HAN}[\"'])|(?<!\d[\"'])(?={HAN}))")
_CUT = re.compile(
    rf"[，、,：:{re.escape(_OPENING)}]$|(?<![参给赠授予])与$|(?<![饱总温缓中平柔调共谐])和$"
    r"|(?<![普涉惠波触提顾危遍推埃未不以])及$|以及$|(?<![合兼归吞一裁撤拆])并$|(?:或者?|并且|而且|从而|有所|各项|进一步|不断)$"
)
# The last signs of what _CUT finds and the first ones of _CUT_START, at either end of a text.
_CUT_SIGN = re.compile(
    rf"[，、,：:{re.escape(_OPENING)}与和及并或者且而所项步断。；！？;）》”】](?:(?=\n|\Z)|(?<=\n.)|(?<=\A.))"
)
_TAIL = 6  # signs that hold any of these and what goes before it
_CUT_START = re.compile(r"[，。、；：！？,;）》”】]")
_PREFIX = 8  # signs from which on a beginning of another text is no coincidence
# What is in every text that says something twice.
_TWO_MARKS = re.compile(r"[，。；：、！？,;]{2}")
_SMALL_WORD_TWICE = re.compile(r"([的和与及为是对将])\1")
_WORD_TWICE = re.compile(r"(?=(..).{0,4}\1)(\w{2,6})\2")
_DOUBLED = re.compile(r"([，。；：、！？,;])\1+|[，、；：][，。、；：]")
# Two words of which the second is longer than it looks are right: 审计工作|工作量, 大数据|数据中心, 计算|计算机.
_TWICE = re.compile(
    rf"(?<!大)(?![一二三四五六七八九十两几逐])({HAN}{{2,6}})\1(?![量员者机师站化性费局处室库集费表图组级类期点]|人(?![次数]))"
    r"|的的(?!确)|和和(?!气)|与与|及及|为为|是是(?!非)|对对(?!子)|将将(?!就)"
)


@rule("TXT102", Severity.WARNING)
def quotes_and_brackets_come_in_pairs(form: Form) -> Found:
    """Quotes and brackets open and close in pairs, and quotes beside Chinese characters are curly.

    A quote that opens twice or a bracket without a partner shows in print, and often marks a place where text got
    lost.

    Do: set the missing sign, turn the quote around, or delete the stray one.
    Bad:
        年度总体目标: {实际完成情况: "支撑“一网通办“等工作，用户满意。"}
    Good:
        年度总体目标: {实际完成情况: "支撑“一网通办”等工作，用户满意。"}
    Source: GB/T 15834-2011 标点符号用法
    """
    for passage in passages(form.project).words.holding(_MARK_OR_QUOTE):
        if message := _unpaired(passage.text):
            yield passage.path, message


@rule("TXT105", Severity.WARNING)
def texts_are_whole(form: Form) -> Found:
    """No text begins or ends in the middle of a sentence.

    Cells of the budget system hold so many characters and drop the rest; a target that breaks off can no longer be
    judged. A text that ends with a comma or a conjunction, or is the beginning of the target or the name beside it,
    was cut.

    Do: write the text to its end.
    Bad:
        年度总体目标: {实际完成情况: "全年为22个科研项目提供机时5200万核小时，用户满意度为95%，"}
    Good:
        年度总体目标: {实际完成情况: "全年为22个科研项目提供机时5200万核小时，用户满意度为95%。"}
    Source: 公开表格中的实例
    """
    for passage in passages(form.project).words.holding(_CUT_SIGN):
        if "extra" not in passage.path and (message := _torn(passage)):
            yield passage.path, message
    yield from _beginnings(form)


@rule("TXT110", Severity.WARNING)
def nothing_is_typed_twice(form: Form) -> Found:
    """No word and no punctuation mark stands twice in a row.

    A doubled word is a trace of editing, and in the name of an indicator it reads as if two were meant.

    Do: delete one of the two.
    Bad:
        年度总体目标: {实际完成情况: "项目已通过验收验收，用户满意。"}
    Good:
        年度总体目标: {实际完成情况: "项目已通过验收，用户满意。"}
    Source: 公开表格中的实例
    """
    for passage in passages(form.project).words.holding(_TWO_MARKS, _SMALL_WORD_TWICE, _WORD_TWICE):
        for piece in TITLE.split(passage.text) if "《" in passage.text else (passage.text,):
            if match := _DOUBLED.search(piece) or _TWICE.search(piece):
                message = _("{doubled} is typed twice: {place}")
                place = excerpt(piece, match.start(), match.end())
                yield passage.path, message.format(doubled=match[1] or match[0], place=place)
                break


def _unpaired(text: str) -> str:
    """What is wrong with the first quote or bracket that has no partner; nothing when all have."""
    if match := _STRAIGHT.search(text):
        message = _("a straight quote beside Chinese characters, expected “ ”: {place}")
        return message.format(place=excerpt(text, match.start(), match.end()))
    open_marks: list[re.Match[str]] = []
    for match in _marks(text):
        sign = match[0]
        if sign in _PAIRS:
            if sign in "“‘" and any(mark[0] == sign for mark in open_marks):
                return _stray(_("{sign} opens twice without closing: {place}"), text, match)
            open_marks.append(match)
        elif not open_marks:
            return _stray(_("{sign} closes what nothing opened: {place}"), text, match)
        elif _PAIRS[open_marks[-1][0]] != sign:
            return _stray(_("{opened} is closed by {sign}: {place}"), text, match, open_marks[-1][0])
        else:
            open_marks.pop()
    # One that opens at the very end was cut with the text: TXT105 says so.
    if open_marks and open_marks[-1].end() < len(text):
        return _stray(_("{sign} is not closed: {place}"), text, open_marks[-1])
    return ""


def _marks(text: str) -> Iterator[re.Match[str]]:
    """The quotes and brackets of a text, but for 1） and the apostrophe of English words."""
    opened = 0
    for match in _MARKS.finditer(text):
        sign, start = match[0], match.start()
        opened += (sign in "（(") - (sign in "）)")
        if sign == "’" and _APOSTROPHE.match(text, start):
            continue
        if opened < 0 and sign in "）)" and _ITEM_NUMBER.search(text, max(0, start - _LONGEST_NUMBER), start):
            opened = 0
            continue
        yield match


def _stray(message: str, text: str, match: re.Match[str], opened: str = "") -> str:
    place = excerpt(text, match.start(), match.end())
    return message.format(sign=match[0], opened=opened, place=place)


def _torn(passage: Passage) -> str:
    text = passage.text
    if _CUT.search(text[-_TAIL:]):
        place = excerpt(text, len(text) - 1, len(text), 10)
        return _("the text breaks off: {place}").format(place=place)
    if _CUT_START.match(text):
        return _("the text begins in the middle of a sentence: {place}").format(place=excerpt(text, 0, 1, 10))
    return ""


def _beginnings(form: Form) -> Found:
    """Words that are only the beginning of what stands beside them."""
    for position, indicator in enumerate(form.project.indicators):
        pairs = [("target", indicator.target, indicator.name, "三级指标")]
        if isinstance(indicator, ScoredIndicator):
            pairs.append(("actual", indicator.actual, indicator.target.text, "年度指标值"))
        for attribute, value, whole, label in pairs:
            if value.number is None and _is_beginning(value.text, whole) and not _CUT.search(value.text):
                message = _("the text breaks off: {text} is only the beginning of {label}, {whole}")
                path = ("indicators", position, attribute)
                yield path, message.format(text=value.text, label=label, whole=whole)


def _is_beginning(text: str, whole: str) -> bool:
    if len(text) < _PREFIX or len(text) >= len(whole) or not whole.startswith(text):
        return False
    if text[-1] in "年月日":  # 2024年12月 answers 2024年12月底前
        return False
    # A whole clause can be what was meant: 完成并反馈 of 完成并反馈，形成报告.
    return whole[len(text)] not in "，。；、,;（(" and plain(text) != plain(whole)
