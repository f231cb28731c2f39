"""Proposed points are whole, follow the scheme and add up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.carrying.points import proposed
from generator.model.settings import SCHEME, SCHEME_WITH_COST


@pytest.mark.parametrize(
    ("levels", "expected"),
    (
        pytest.param("产产产效满", ["17", "17", "16", "30", "10"], id="the first ones get a point more"),
        pytest.param("产效产满", ["25", "30", "25", "10"], id="in any order"),
        pytest.param("产产效效", None, id="a level of the scheme is missing"),
        pytest.param("产效满公", None, id="a level that the scheme does not know"),
        pytest.param("产效" + "满" * 11, None, id="less than a point for each"),
        pytest.param("产效" + "满" * 10, ["50", "30", *["1"] * 10], id="a point for each"),
        pytest.param("", None, id="no indicators"),
    ),
)
def test_points(levels: str, expected: list[str] | None) -> None:
    names = {"产": "产出指标", "效": "效益指标", "满": "满意度指标", "公": "公平指标"}
    assert proposed([names[each] for each in levels], SCHEME) == expected


@given(
    st.permutations(list(SCHEME_WITH_COST)), st.lists(st.sampled_from(sorted(SCHEME_WITH_COST)), max_size=6)
)
def test_points_add_up_to_the_scheme(levels: list[str], more: list[str]) -> None:
    points = proposed([*levels, *more], SCHEME_WITH_COST)
    assert points is not None
    sums = {
        level: sum(int(each) for each, of in zip(points, [*levels, *more], strict=True) if of == level)
        for level in SCHEME_WITH_COST
    }
    assert sums == SCHEME_WITH_COST


def test_a_scheme_in_halves_proposes_nothing() -> None:
    assert proposed(["产出指标"], {"产出指标": Decimal("89.5")}) is None
