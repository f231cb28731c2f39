from __future__ import annotations

import re

import pytest

from generator.model.passages import Passage, Passages

TEXTS = Passages.of(
    tuple(Passage((place,), text) for place, text in enumerate(("甲,乙", "丙", "丁\n(戊),", ",")))
)


@pytest.mark.parametrize(
    ("patterns", "expected"),
    (
        pytest.param([","], [0, 2, 3], id="once a text"),
        pytest.param([r"丙"], [1], id="a whole text"),
        pytest.param([r"\(", "甲"], [0, 2], id="in the order of the texts"),
        pytest.param([r"(?<=\A.),", r",(?=\n|\Z)"], [0, 2, 3], id="at the ends"),
        pytest.param(["己"], [], id="nowhere"),
    ),
)
def test_texts_that_hold_a_pattern(patterns: list[str], expected: list[int]) -> None:
    assert [passage.path[0] for passage in TEXTS.holding(*map(re.compile, patterns))] == expected


def test_no_texts_hold_nothing() -> None:
    assert list(Passages.of(()).holding(re.compile("甲"))) == []
