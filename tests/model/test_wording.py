from __future__ import annotations

import pytest

from generator.model.markup import first_markup, without_markup
from generator.model.wording import excerpt


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("<p>甲</p><p>乙&nbsp;丙</p>", "甲\n乙 丙", id="paragraphs"),
        pytest.param("甲&amp;lt;p&amp;gt;乙", "甲乙", id="a tag behind two entities"),
        pytest.param("<table><tr><td>甲</td></tr></table>", "甲", id="tags that no form shows"),
        pytest.param("R&D，x<5", "R&D，x<5", id="none"),
    ),
)
def test_a_text_without_markup(text: str, expected: str) -> None:
    assert without_markup(text) == expected
    assert first_markup(expected) == ""


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    (
        pytest.param(0, 1, "甲乙丙…", id="at the start"),
        pytest.param(3, 4, "…乙丙丁戊己…", id="inside"),
        pytest.param(8, 9, "…辛壬", id="at the end"),
    ),
)
def test_an_excerpt_shows_what_stands_around(start: int, end: int, expected: str) -> None:
    around = 1 if end == 9 else 2
    assert excerpt("甲乙丙丁戊己庚辛壬", start, end, around) == expected
