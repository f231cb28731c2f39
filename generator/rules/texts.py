"""TXT: the words of a form are fit to print; what is found here, a machine can correct."""

from __future__ import annotations

import re

from generator.finding import Severity
from generator.model.markup import first_markup
from generator.model.passages import passages
from generator.model.wording import BLANKS, BRACKETS, HALF_WIDTH, WIDE_DIGITS, excerpt, typos
from generator.rules.rule import Form, Found, rule
from generator.translation import _

_QUOTES = "“”‘’"
# Signs without which a text is clean. Most texts are, and a look for a few signs costs nearly nothing.
_MARKUP_SIGN = re.compile(r"[<&]")
_BLANK = re.compile(r"[ \t\u00a0\u3000\u200b-\u200d\u2060\ufeff]")
_HALF_WIDTH_SIGN = re.compile(r"[,;:!?.(]")
_WIDE_SIGN = re.compile(r"[０-９Ａ-Ｚａ-ｚ％．]")


@rule("TXT101")
def text_has_no_markup(form: Form) -> Found:
    """No text carries HTML tags or entities.

    Export from the budget system leaves tags such as <p> and &nbsp; in long texts. In a published form they stand as
    they are, and everybody sees that nobody read it.

    Do: delete the tags; a line end of its own begins a new paragraph.
    Bad:
        年度总体目标: {预期目标: "<p>为科研单位提供算力服务，用户满意度达到90%以上。</p>"}
    Good:
        年度总体目标: {预期目标: "为科研单位提供算力服务，用户满意度达到90%以上。"}
    Source: 公开表格中的实例
    """
    for passage in passages(form.project).all.holding(_MARKUP_SIGN):
        if markup := first_markup(passage.text):
            yield passage.path, _("the text carries the markup {markup}").format(markup=markup)


@rule("TXT103", Severity.WARNING)
def words_hold_no_blanks(form: Form) -> Found:
    """No blank stands between Chinese characters.

    Blanks come from copied tables and torn lines; they tear words apart in print, and a search for the word misses
    it. Between Chinese characters and Latin letters or digits a blank is a matter of style and passes.

    Do: delete the blank.
    Bad:
        年度总体目标: {实际完成情况: "全年为22个科研 项目提供机时5200万核小时。"}
    Good:
        年度总体目标: {实际完成情况: "全年为 22 个科研项目提供机时5200万核小时。"}
    Source: 审核惯例
    """
    for passage in passages(form.project).words.holding(_BLANK):
        if found := BLANKS.found(passage.text):
            place = excerpt(passage.text, found[0].start(), found[0].end())
            yield passage.path, _("a blank stands inside the Chinese text: {place}").format(place=place)


@rule("TXT104", Severity.WARNING)
def punctuation_between_chinese_characters_is_full_width(form: Form) -> Found:
    """Punctuation and brackets between Chinese characters are full-width.

    Half-width commas and brackets are left over from typing with the wrong keyboard; official documents use the
    Chinese signs. Names of documents in 《》 are quoted and pass, and so do the brackets of units.

    Do: type the signs in full width.
    Bad:
        年度总体目标: {实际完成情况: "机时充足,用户满意。"}
    Good:
        年度总体目标: {实际完成情况: "机时充足，用户满意。"}
    Source: GB/T 15834-2011 标点符号用法
    """
    for passage in passages(form.project).words.holding(_HALF_WIDTH_SIGN):
        if found := [*HALF_WIDTH.found(passage.text), *BRACKETS.found(passage.text)]:
            first = min(found, key=lambda match: match.start())
            message = _("half-width punctuation in Chinese text ({count} ×), first: {place}")
            place = excerpt(passage.text, first.start(), min(first.end(), first.start() + 1))
            yield passage.path, message.format(count=len(found), place=place)


@rule("TXT108", Severity.HINT)
def text_holds_no_known_typo(form: Form) -> Found:
    """No text holds a word of the list of typos.

    The words are listed in 错别字, with what was meant; a word of the list that is right where it stands can be taken
    out of it.

    Do: write the word that was meant.
    Bad:
        年度总体目标: {实际完成情况: "完成系统布署，用户满意。"}
    Good:
        年度总体目标: {实际完成情况: "完成系统部署，用户满意。"}
    Source: 现代汉语词典；公开表格中的实例
    """
    slip = typos(tuple(form.booklet.checks.typos.items()))
    for passage in passages(form.project).words.holding(slip.pattern):
        for match in slip.found(passage.text):
            message = _("{wrong} is probably meant to be {right}")
            # The message quotes them itself.
            wrong, right = (text.strip(_QUOTES) for text in (match[0], slip.meant(match)))
            yield passage.path, message.format(wrong=wrong, right=right)


@rule("TXT109", Severity.HINT)
def digits_and_letters_are_half_width(form: Form) -> Found:
    """Digits and Latin letters are half-width.

    Full-width digits stand apart in print, and a search for the number or the name misses them.

    Do: type digits and letters in half width.
    Bad:
        年度总体目标: {实际完成情况: "全年为２２个科研项目提供机时。"}
    Good:
        年度总体目标: {实际完成情况: "全年为22个科研项目提供机时。"}
    Source: GB/T 15835-2011 出版物上数字用法
    """
    for passage in passages(form.project).all.holding(_WIDE_SIGN):
        if found := WIDE_DIGITS.found(passage.text):
            message = _("{written} is full-width, expected {meant}")
            meant = WIDE_DIGITS.meant(found[0])
            yield passage.path, message.format(written=found[0][0], meant=meant)
