"""Regular expressions for what the model reads as a number, a day or a year, in the dialect that JSON Schema knows."""

from __future__ import annotations

import re

_BLANK = r"\s\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # with what has no width
_BLANKS = f"[{_BLANK}]*"
_TOKEN = re.compile(r"\\.|\[[^\]]*\]|\(\?:|[()|]|.")
_QUANTIFIER = re.compile(r"\{[^}]*\}|[?*+]")
_WIDE = {**{str(digit): chr(ord("０") + digit) for digit in range(10)}, ",": "，", ".": "．", "-": "－", "/": "／",
         ":": "：", "%": "％"}  # fmt: skip


def loose(pattern: str) -> str:
    """A whole text that fits `pattern`, whatever its widths, with blanks anywhere.

    `pattern` knows characters, classes, groups and quantifiers.
    """
    return f"^{_BLANKS}(?:" + "".join(_loosened(pattern)) + ")$"


def _loosened(pattern: str) -> list[str]:
    parts: list[str] = []
    position = 0
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        assert token is not None  # any character is one
        position = token.end()
        quantifier = _QUANTIFIER.match(pattern, position)
        position = quantifier.end() if quantifier else position
        times = quantifier[0] if quantifier else ""
        part = token[0]
        if part in ("(?:", "(", ")", "|"):
            parts.append(part + times)
        else:
            parts.append(f"(?:{_widened(part)}{_BLANKS}){times}")
    return parts


def _widened(token: str) -> str:
    """A class of characters with the full-width ones beside the others."""
    inner = token.removeprefix("[").removesuffix("]").replace("\\d", "0-9").replace("\\", "")
    wide = re.sub(r"[0-9]-[0-9]|.", lambda found: _wide(found[0]), inner)
    return "[" + wide.replace("-", "\\-").replace("～", "-") + "]"


def _wide(found: str) -> str:
    if len(found) == 3:  # a range; `～` stands for its sign until the others are escaped
        low, high = found[0], found[2]
        return f"{low}～{high}{_WIDE[low]}～{_WIDE[high]}"
    return found + _WIDE.get(found, "")


_FRACTION = r"(?:\.\d{1,9})?"
_DIGITS = rf"(?:\d{{1,3}}(?:,\d\d\d){{1,5}}|\d{{1,18}}){_FRACTION}"
_ODD_MONTHS, _EVEN_MONTHS = "(?:0?[13578]|1[02])", "(?:0?[469]|11)"
_LEAP = "(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_DAYS = "(?:0?[1-9]|1\\d|2[0-8])"
_TIME = r"(?:T?\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?)?"


def _day(months: str, days: str, year: str) -> str:
    return rf"{year}[\-/.年、]{months}[\-/.月、]{days}[日号]?{_TIME}"


NUMBER = loose(rf"-?{_DIGITS}")
NOT_NEGATIVE = loose(_DIGITS)
PERCENT = loose(rf"0{{0,15}}(?:100(?:\.0{{1,9}})?|\d{{1,2}}{_FRACTION})")
COUNT = loose(r"(?:[1-9]\d{0,2}(?:,\d\d\d){1,5}|0{0,17}[1-9]\d{0,17})(?:\.0{1,9})?")
STATED = loose(rf"-?{_DIGITS}%{{0,3}}|-|")
YEAR = loose(r"(?:19|20)\d\d年?度?")
DAY = "|".join(
    (
        loose(_day(_ODD_MONTHS, f"(?:{_DAYS}|29|30|31)", r"\d{4}")),
        loose(_day(_EVEN_MONTHS, f"(?:{_DAYS}|29|30)", r"\d{4}")),
        loose(_day("0?2", _DAYS, r"\d{4}")),
        loose(_day("0?2", "29", _LEAP)),
        loose(r"\d{4}(?:(?:0[13578]|1[02])(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)(?:0[1-9]|[12]\d|30))"),
        loose(rf"\d{{4}}02(?:0[1-9]|1\d|2[0-8])|{_LEAP}0229"),
        loose("[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号]"),
        f"^{_BLANKS}$",
    )
)
NOT_BLANK = f"[^{_BLANK}]"
BLANK = f"^{_BLANKS}$"
