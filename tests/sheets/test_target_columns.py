"""A target in three columns and its text on the form, both ways."""

from __future__ import annotations

import pytest

from generator.sheets.target import bare_actual, join_actual, join_target, split_target


@pytest.mark.parametrize(
    ("parts", "text"),
    (
        pytest.param(("≥", "90", "%"), "≥90.00(%)", id="two decimals"),
        pytest.param((">=", "0.125", "秒"), "≥0.125(秒)", id="typed operator, more decimals"),
        pytest.param(("", "100", "%"), "100.00(%)", id="no operator"),
        pytest.param(("≥", "90％", "%"), "≥90.00(%)", id="full-width percent sign"),
        pytest.param(("", "5", ""), "5", id="a number alone"),
        pytest.param(("≥", "良好", "级"), "良好", id="words"),
        pytest.param(("≥", "", "%"), "", id="blank"),
    ),
)
def test_join_target(parts: tuple[str, str, str], text: str) -> None:
    assert join_target(*parts) == text


@pytest.mark.parametrize(
    ("target", "actual", "parts"),
    (
        pytest.param("≥90.00(%)", "100.00(%)", ("≥", "90.00", "%"), id="as on the form"),
        pytest.param("≥90.00(%)", "100%", ("≥", "90.00", "%"), id="actual in its own way"),
        pytest.param("≥90.00(%)", "100", None, id="a bare actual would get the unit"),
        pytest.param("≥90(%)", "", None, id="no decimals"),
        pytest.param("100%", "", None, id="no brackets"),
        pytest.param("100.00", "", None, id="a number alone"),
        pytest.param("≥1,000.00(个)", "", None, id="separators"),
        pytest.param("不断完善", "", None, id="words"),
    ),
)
def test_split_target(target: str, actual: str, parts: tuple[str, str, str] | None) -> None:
    assert split_target(target, actual) == parts


@pytest.mark.parametrize(
    ("actual", "unit", "bare"),
    (
        pytest.param("7.00(款)", "款", "7.00", id="the target's unit"),
        pytest.param("7.00(个)", "款", "7.00(个)", id="another unit"),
        pytest.param("≥7.00(款)", "款", "≥7.00(款)", id="an operator"),
        pytest.param("7(款)", "款", "7(款)", id="no decimals"),
        pytest.param("达成指标", "款", "达成指标", id="words"),
    ),
)
def test_bare_actual(actual: str, unit: str, bare: str) -> None:
    assert bare_actual(actual, unit) == bare
    assert join_actual(bare, unit) == actual
