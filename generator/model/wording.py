"""Slips of the keyboard that a machine can put right without changing what a text says.

The rules find them and the corrections remove them with the same patterns, so that a corrected text is silent.
The names of documents, 《…》, are quoted: nothing is found in them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

# A letter that is no Latin one; a class of the code points themselves takes a millisecond to compile, each time.
HAN = r"[^\W\da-zA-Z_]"
TITLE = re.compile(r"《[^《》\n]*》")
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。"}
# What follows when the signs belong to two right words: 顺延|申请, 一家|俱乐部, 发布|署名, 究竟|争取 …
_RIGHT_BEHIND = {
    "延申": "请报领办诉购",
    "家俱": "乐",
    "按装": "机置修备箱配",
    "布署": "名",
    "竟争": "取论执",
    "峻工": "程作",
}


class Slip(NamedTuple):
    """A kind of slip: what it looks like, and what was meant."""

    code: str  # of the rule that reports it
    pattern: re.Pattern[str]
    meant: Callable[[re.Match[str]], str]

    def found(self, text: str) -> list[re.Match[str]]:
        """Where the slip is in a text, outside the names of documents."""
        matches = list(self.pattern.finditer(text))
        if matches and "《" in text:
            titles = [title.span() for title in TITLE.finditer(text)]
            matches = [match for match in matches if not _within(match, titles)]
        return matches

    def corrected(self, text: str) -> str:
        """The text without the slip."""
        for match in reversed(self.found(text)):
            text = text[: match.start()] + self.meant(match) + text[match.end() :]
        return text


_CLOSING = "[”’）》】〕]"
BLANKS = Slip(
    "TXT103",
    re.compile(
        rf"(?<={HAN})[ \t\u00a0\u3000]+(?={HAN}|[，。；：、！？）》”“（《])"
        rf"|(?<=[，（《“”）》])[ \t\u00a0\u3000]+(?={HAN})"
        r"|[\u200b-\u200d\u2060\ufeff]+"
    ),
    lambda _match: "",
)
HALF_WIDTH = Slip(
    "TXT104",
    re.compile(
        rf"(?<={HAN}|{_CLOSING}|%)[ \t]*[,;:!?][ \t]*(?={HAN}|[“‘（《【〔])"
        rf"|(?<={HAN}|{_CLOSING})[.;!?](?=\s*(?:\n|$))"  # a comma or a colon at the end: the text is cut
    ),
    lambda match: _FULL_WIDTH[match[0].strip()],
)
BRACKETS = Slip(
    "TXT104",
    re.compile(rf"(?<={HAN}|{_CLOSING})\(([^()（）\n]*{HAN}[^()（）\n]*)\)"),
    lambda match: f"（{match[1]}）",
)
WIDE_DIGITS = Slip(
    "TXT109",
    re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)*％?|(?<=\d)％|(?<=[0-9])．(?=[0-9])"),
    lambda match: unicodedata.normalize("NFKC", match[0]),
)


@lru_cache(maxsize=8)
def typos(known: tuple[tuple[str, str], ...]) -> Slip:
    """The known typos as a slip, the longest first; never inside the word that was meant."""
    meant = dict(known)
    alternatives = "|".join(_typo(wrong, meant[wrong]) for wrong in sorted(meant, key=len, reverse=True))
    return Slip("TXT108", re.compile(alternatives or r"(?!)"), lambda match: meant[match[0]])


def _typo(wrong: str, right: str) -> str:
    pattern = re.escape(wrong)
    if (offset := right.find(wrong)) >= 0:
        before, after = right[:offset], right[offset + len(wrong) :]
        behind, ahead = f"(?<={re.escape(before)})" if before else "", re.escape(after)
        pattern = f"(?!{behind}{re.escape(wrong)}{ahead}){pattern}"
    return pattern + (f"(?![{_RIGHT_BEHIND[wrong]}])" if wrong in _RIGHT_BEHIND else "")


def _within(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in spans)


def excerpt(text: str, start: int, end: int, around: int = 6) -> str:
    """A place of a text with a few signs of what stands around it."""
    before, behind = max(0, start - around), min(len(text), end + around)
    shown = text[before:behind].replace("\n", " ")
    return f"{'…' if before else ''}{shown}{'…' if behind < len(text) else ''}"
