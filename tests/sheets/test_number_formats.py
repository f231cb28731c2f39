"""A number in a cell and its text in the data, both ways."""

from __future__ import annotations

import pytest

from generator.sheets.numbers import number_format, number_text


@pytest.mark.parametrize(
    ("number", "shown_as", "text"),
    (
        pytest.param(1233.7, "General", "1233.7", id="general"),
        pytest.param(1233.7, "0.00", "1233.70", id="zeros of the format"),
        pytest.param(1233.774, "#,##0.00", "1233.774", id="digits beyond the format"),
        pytest.param(8, "0", "8", id="whole"),
        pytest.param(8.0, "General", "8", id="whole, stored with a point"),
        pytest.param(0.1 + 0.2, "General", "0.3", id="binary noise"),
        pytest.param(
            285039000, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "285039000.00", id="accounting"
        ),
        pytest.param(5, '0.00"元"', "5.00", id="a literal in the format"),
        pytest.param(5, "[Red]0.0_);(0)", "5.0", id="colour and padding"),
        pytest.param(0.9, "0%", "90%", id="percentage"),
        pytest.param(0.887, "0.00%", "88.70%", id="percentage with decimals"),
        pytest.param(-0.0, "0.00", "0.00", id="minus zero"),
        pytest.param(1e21, "General", "1000000000000000000000", id="large"),
        pytest.param(1.5e-7, "0.00E+00", "0.00000015", id="small"),
        pytest.param(float("inf"), "0.00", "Infinity", id="beyond all numbers"),
    ),
)
def test_number_text(number: float, shown_as: str, text: str) -> None:
    assert number_text(number, shown_as) == text


@pytest.mark.parametrize(
    ("text", "grouped", "shown_as"),
    (
        pytest.param("1233.77", True, "#,##0.00", id="amount"),
        pytest.param("8", False, "0", id="whole"),
        pytest.param("0.00", False, "0.00", id="zero"),
        pytest.param("-5.0", False, "0.0", id="negative"),
        pytest.param("1,233.77", True, None, id="separators are text"),
        pytest.param("007", False, None, id="leading zeros are text"),
        pytest.param("-0.0", False, None, id="minus zero is text"),
        pytest.param("1e5", False, None, id="powers are text"),
        pytest.param("１２", False, None, id="full-width digits are text"),
        pytest.param("1234567890123456", False, None, id="more digits than Excel keeps"),
        pytest.param("", False, None, id="blank"),
    ),
)
def test_number_format(text: str, grouped: bool, shown_as: str | None) -> None:
    assert number_format(text, grouped=grouped) == shown_as
