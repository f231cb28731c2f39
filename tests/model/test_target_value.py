from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.value import Value, answer, compose_value, parse_value, split_value


@pytest.mark.parametrize(
    ("text", "operator", "number", "unit"),
    (
        pytest.param("≥90.00(%)", "≥", "90.00", "%", id="at least"),
        pytest.param("=100.00(%)", "=", "100.00", "%", id="equals"),
        pytest.param("＞11000.00(万核小时)", ">", "11000.00", "万核小时", id="full-width operator"),
        pytest.param("100.00(%)", None, "100.00", "%", id="no operator"),
        pytest.param("100%", None, "100", "%", id="percent sign alone"),
        pytest.param("7.00(款)", None, "7.00", "款", id="count"),
        pytest.param("≤12.00(元/个)", "≤", "12.00", "元/个", id="unit with a stroke"),
        pytest.param(">=1,200.5（万人次）", "≥", "1200.5", "万人次", id="typed operator, separators, full-width brackets"),
        pytest.param("26790000.00( %)", None, "26790000.00", "%", id="stray blank"),
        pytest.param("≥９０％", "≥", "90", "%", id="full-width digits"),
        pytest.param("≥6款", "≥", "6", "款", id="unit without brackets after an operator"),
        pytest.param("≥400件（组）", "≥", "400", "件(组)", id="a second unit in brackets"),
        pytest.param("400.00(台（套）)", None, "400.00", "台(套)", id="brackets in brackets"),
        pytest.param("-3.50(℃)", None, "-3.50", "°C", id="below zero"),
        pytest.param("100", None, "100", None, id="bare number"),
    ),
)  # fmt: skip
def test_numbers_are_taken_apart(text: str, operator: str | None, number: str, unit: str | None) -> None:
    assert parse_value(text) == Value(text, operator, Decimal(number), unit)


@pytest.mark.parametrize(
    "text",
    (
        "", "达成指标", "专项资金带动社会资金投入比例≥1:3", "≥1:3", "1:3", "12月底", "2024-12-31", "系统全年提供至少100万人",
        "=", "≥", "(%)", "9" * 40, "1e5", "NaN", "≥1,23(个)",
    ),
)  # fmt: skip
def test_words_stay_words(text: str) -> None:
    assert parse_value(text) == Value(text)


@pytest.mark.parametrize(
    ("actual", "target", "number", "unit"),
    (
        pytest.param("1,110个", "≥1080个", "1110", "个", id="the target's unit"),
        pytest.param("7颗星", "≥5颗星", "7", "颗星", id="the target's unit, known to no table"),
        pytest.param("16200人", "≥1.6万人", "16200", "人", id="another unit"),
        pytest.param("7.00(款)", "≥6.00(款)", "7.00", "款", id="a number as it is"),
        pytest.param("7颗星", "≥5个", None, None, id="a unit that nobody knows"),
        pytest.param("12月", "12月底前", None, None, id="a target in words"),
        pytest.param("已完成", "≥5个", None, None, id="words"),
    ),
)
def test_an_actual_answers_its_target(actual: str, target: str, number: str | None, unit: str | None) -> None:
    read = answer(parse_value(actual), parse_value(target))
    assert read == Value(actual, None, None if number is None else Decimal(number), unit)


@given(st.text())
def test_any_text_prints_to_the_letter(text: str) -> None:
    assert str(parse_value(text)) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    (
        pytest.param("≥90.00(%)", ("≥", "90.00", "%"), id="usual"),
        pytest.param("100.00(%)", ("", "100.00", "%"), id="no operator"),
        pytest.param("≥3.00", ("≥", "3.00", ""), id="no unit"),
        pytest.param("＞11000.00(万核小时)", ("＞", "11000.00", "万核小时"), id="operator as written"),
        pytest.param("≤0.125(元)", ("≤", "0.125", "元"), id="three decimals"),
        pytest.param("3.00", None, id="a number alone is taken as written"),
        pytest.param("100%", None, id="no brackets"),
        pytest.param("≥90(%)", None, id="no decimals"),
        pytest.param("≥90.500(%)", None, id="a zero that a sheet would lose"),
        pytest.param("≥1,000.00(个)", None, id="separators"),
        pytest.param("≥090.00(%)", None, id="leading zero"),
        pytest.param("=-0.00(%)", None, id="minus nothing"),
        pytest.param("≥1234567890123456.00(个)", None, id="more digits than a cell keeps"),
        pytest.param("≥90.00（%）", None, id="full-width brackets"),
        pytest.param("≥90.00( %)", None, id="blank in the unit"),
        pytest.param("有应用", None, id="words"),
    ),
)
def test_splitting_loses_nothing(text: str, parts: tuple[str, str, str] | None) -> None:
    assert split_value(text) == parts


@given(
    st.sampled_from(["", "≥", "≤", "=", ">", "<", "＞"]),
    st.decimals(-(10**9), 10**9, places=2),
    st.sampled_from(["", "%", "个", "元/个"]),
)
def test_what_splits_composes_again(operator: str, number: Decimal, unit: str) -> None:
    text = compose_value(operator, str(number), unit)
    parts = split_value(text)
    assert parts is None or compose_value(*parts) == text


@pytest.mark.parametrize(
    ("parts", "text"),
    (
        pytest.param(("≥", "90", "%"), "≥90.00(%)", id="two decimals"),
        pytest.param(("≤", "1,200.5", "人"), "≤1200.50(人)", id="separators go"),
        pytest.param(("", "0.125", "元"), "0.125(元)", id="more decimals stay"),
        pytest.param(("", "3", ""), "3", id="alone: as written"),
        pytest.param(("", "有应用", ""), "有应用", id="words"),
        pytest.param(("≥", "1:3", ""), "≥1:3", id="a ratio"),
    ),
)
def test_composing(parts: tuple[str, str, str], text: str) -> None:
    assert compose_value(*parts) == text
