"""元 and 万元: the same amount, to the last digit, both ways."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.carrying.money import in_unit
from generator.errors import GeneratorError
from generator.model.amounts import to_number

CENTS = st.decimals(0, 10**14, places=2)


@given(CENTS)
def test_no_digit_of_an_amount_in_yuan_is_lost(amount: Decimal) -> None:
    text = in_unit(amount, "元", "万元")
    back = to_number(text)
    assert back is not None
    assert back.scaleb(4) == amount
    assert Decimal(in_unit(back, "万元", "元")) == amount


@given(st.decimals(0, 10**12, places=6))
def test_no_digit_of_an_amount_in_ten_thousands_is_lost(amount: Decimal) -> None:
    back = to_number(in_unit(amount, "万元", "元"))
    assert back is not None
    assert back.scaleb(-4) == amount


@pytest.mark.parametrize("unit", ("元", "万元"))
@given(amount=CENTS)
def test_the_same_unit_changes_nothing(unit: str, amount: Decimal) -> None:
    assert in_unit(amount, unit, unit) == f"{amount:f}"


@pytest.mark.parametrize(
    ("amount", "unit", "into", "expected"),
    (
        pytest.param("38000000.00", "元", "万元", "3800.00", id="two decimals at least"),
        pytest.param("38000000.01", "元", "万元", "3800.000001", id="a cent"),
        pytest.param("1", "元", "万元", "0.0001", id="one"),
        pytest.param("0", "元", "万元", "0.00", id="nothing"),
        pytest.param("3800", "万元", "元", "38000000.00", id="to yuan"),
        pytest.param("0.00005", "万元", "元", "0.50", id="half a yuan"),
        pytest.param("-12.5", "万元", "元", "-125000.00", id="below zero"),
    ),
)
def test_amount_in_another_unit(amount: str, unit: str, into: str, expected: str) -> None:
    assert in_unit(Decimal(amount), unit, into) == expected


@pytest.mark.parametrize(
    ("amount", "unit", "into", "message"),
    (
        pytest.param(
            "0.000001",
            "元",
            "万元",
            "0.000001 元 cannot be written in 万元 without losing digits",
            id="too small",
        ),
        pytest.param(
            "999999999999999",
            "万元",
            "元",
            "999999999999999 万元 cannot be written in 元 without losing digits",
            id="too large",
        ),
    ),
)
def test_what_a_booklet_cannot_hold_is_refused(amount: str, unit: str, into: str, message: str) -> None:
    with pytest.raises(GeneratorError) as caught:
        in_unit(Decimal(amount), unit, into)
    assert str(caught.value) == message
