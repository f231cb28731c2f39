from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model.amounts import half_up, to_number, truncate


@pytest.mark.parametrize(
    ("written", "number"),
    (
        pytest.param("1233.77", "1233.77", id="plain"),
        pytest.param("150,000,000.00", "150000000.00", id="thousands separators"),
        pytest.param("１，２３３．７７", "1233.77", id="full width"),
        pytest.param(" 1 233.77　", "1233.77", id="stray blanks"),
        pytest.param("-5", "-5", id="below zero"),
        pytest.param("0", "0", id="zero"),
        pytest.param("1,23", None, id="a separator in the wrong place"),
        pytest.param("1.2.3", None, id="two points"),
        pytest.param("100万", None, id="with a unit"),
        pytest.param("一百", None, id="words"),
        pytest.param("1e5", None, id="exponent"),
        pytest.param("NaN", None, id="not a number"),
        pytest.param("1" * 19, None, id="too many digits"),
        pytest.param("", None, id="nothing"),
    ),
)
def test_numbers_as_staff_write_them(written: str, number: str | None) -> None:
    assert to_number(written) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("number", "rounded", "cut"),
    (
        pytest.param("69.876", "69.88", "69.87", id="usual"),
        pytest.param("0.125", "0.13", "0.12", id="half of a cent"),
        pytest.param("2.675", "2.68", "2.67", id="where floats fail"),
        pytest.param("-0.125", "-0.13", "-0.12", id="below zero"),
        pytest.param("100", "100.00", "100.00", id="whole"),
    ),
)
def test_rounding(number: str, rounded: str, cut: str) -> None:
    assert (str(half_up(Decimal(number))), str(truncate(Decimal(number)))) == (rounded, cut)
