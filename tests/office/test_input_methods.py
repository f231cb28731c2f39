"""What Chinese input methods type in the place of plain signs: understood in tags of both formats, or named."""

from __future__ import annotations

from pathlib import Path

import pytest
from office.templates import content, excel, excel_problems, grid, word, word_problems

DATA: dict[str, object] = {"x": "甲", "n": 7, "表": [{"名": "子"}, {"名": "丑"}]}

UNDERSTOOD = (
    pytest.param("｛｛ x ｝｝", "甲", id="brackets"),
    pytest.param("{｛ x }｝", "甲", id="brackets, half of them"),
    pytest.param("｛％ if n ＝＝ ７ ％｝是｛％ else ％｝否｛％ endif ％｝", "是", id="statements and digits"),
    pytest.param("甲 ｛％－ if n ≥ ７ －％｝ 乙 ｛％－ endif ％｝", "甲乙", id="white-space control"),
    pytest.param("｛％ if n 》 ６ and n 《 ８ and n ≠ ９ ％｝是｛％ endif ％｝", "是", id="comparisons"),
    pytest.param("｛＃ 注 ＃｝甲", "甲", id="comment"),
    pytest.param("｛｛ “甲，” ～ ‘（乙）’ ｝｝", "甲，（乙）", id="quotes keep their text"),
    pytest.param("｛｛ 表【０】。名 ～ 表［１］．名 ｝｝", "子丑", id="fields and items"),
    pytest.param("｛｛ n｜money（２） ｝｝", "7.00", id="filter"),
    pytest.param("｛｛ （n ＋ １．５）× ２ － ３ ÷ ２ ｝｝甲", "15.5甲", id="numbers"),
    pytest.param("｛｛ ｛“甲”：n ％ ４｝【“甲”】 ｝｝甲", "3甲", id="record"),
    pytest.param("｛｛ 表｜map（attribute＝“名”）｜join（“、”） ｝｝", "子、丑", id="named argument"),
)
NAMED = (
    pytest.param("｛｛ x", "the tag ｛｛ x is never closed", id="never closed"),
    pytest.param(
        "｛｛ “甲 ｝｝", "the text that begins with “甲 ｝｝ is never closed", id="text never closed"
    ),
    pytest.param(
        '｛｛ "甲” ｝｝', 'the text that begins with "甲” ｝｝ is never closed', id="quotes of two kinds"
    ),
    pytest.param("｛｛ 「甲」 ｝｝", "not understood: unexpected char '「' at 3", id="corner brackets"),
    pytest.param("｛％ ｉｆ n ％｝", "ｉｆ is not a tag that templates know", id="letters of a keyword"),
    pytest.param("｛｛ ｘ ｝｝", "ｘ is unknown", id="letters of a name"),
    pytest.param("｛｛ x｜ｍoney ｝｝", "ｍoney is unknown; did you mean money?", id="letters of a filter"),
)


@pytest.mark.parametrize(("typed", "shown"), UNDERSTOOD)
def test_signs_are_understood(typed: str, shown: str, tmp_path: Path) -> None:
    assert grid(excel(tmp_path, {"表": [[typed]]}, **DATA)["表"]) == [[shown]]
    assert content(word(tmp_path, [typed], **DATA)) == [shown]


@pytest.mark.parametrize(("typed", "message"), NAMED)
def test_what_is_not_understood_is_named(typed: str, message: str, tmp_path: Path) -> None:
    assert excel_problems(tmp_path, {"表": [["文"], [typed]]}, **DATA) == [f"form.xlsx[表!A2]: {message}"]
    assert word_problems(tmp_path, ["文", typed], **DATA) == [f"form.docx[paragraph 2]: {message}"]
