from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model.units import (
    converted,
    is_counter,
    is_known,
    is_money,
    is_percentage,
    same_kind,
    same_scale,
    scaled,
)


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    (
        pytest.param("0.5", "万核小时", ("5000.0", "核小时"), id="ten thousand"),
        pytest.param("2", "亿元", ("200000000", "元"), id="a hundred million"),
        pytest.param("3", "百万", ("3000000", ""), id="a prefix alone"),
        pytest.param("1200", "万人次/年", ("12000000", "人次"), id="a form is of one year"),
        pytest.param("2", "小时", ("7200", "秒"), id="hours"),
        pytest.param("5", "工作日", ("5", "工作日"), id="working days are no measure of time"),
        pytest.param("5", "‰", ("0.5", "%"), id="per mille"),
        pytest.param("5", "百分点", ("5", "百分点"), id="points of percent: no hundred"),
        pytest.param("3", "千米", ("3000", "米"), id="a thousand metres"),
        pytest.param("3", "㎡", ("3", "平方米"), id="one sign"),
        pytest.param("3", "t", ("3000000", "克"), id="a ton"),
        pytest.param("3", "TB", ("3298534883328", "B"), id="data"),
        pytest.param("1.2", "万元 / 个", ("12000.0", "元/个"), id="a price"),
        pytest.param("1.2", "元/万人", ("0.00012", "元/人"), id="a scale below the stroke"),
        pytest.param("7", "颗星", ("7", "颗星"), id="unknown to the table"),
        pytest.param("7", "件（组）", ("7", "件"), id="a second unit in brackets"),
        pytest.param("7", "万人(次)", ("70000", "人次"), id="visits with brackets"),
        pytest.param("7", None, ("7", ""), id="no unit"),
    ),
)
def test_quantities_in_their_base_unit(number: str, unit: str | None, expected: tuple[str, str]) -> None:
    result, base = scaled(Decimal(number), unit)
    assert (result, base) == (Decimal(expected[0]), expected[1])


@pytest.mark.parametrize(
    ("unit", "other", "kind", "scale"),
    (
        pytest.param("万核小时", "核小时", True, False, id="another scale"),
        pytest.param("人", "人次", False, False, id="people are no visits"),
        pytest.param("万人次", "人次", True, False, id="visits"),
        pytest.param("场", "次", True, True, id="events"),
        pytest.param("个", "款", True, True, id="个 counts anything"),
        pytest.param("篇", "场", False, False, id="papers are no events"),
        pytest.param("个", "元", False, False, id="a counter is no measure"),
        pytest.param("分钟", "小时", True, False, id="time"),
        pytest.param("天", "工作日", False, False, id="working days"),
        pytest.param("%", "‰", True, False, id="shares"),
        pytest.param("%", "万人", False, False, id="a share is no count"),
        pytest.param("%", "个百分点", False, False, id="a share is no difference of shares"),
        pytest.param("元/个", "万元/张", True, False, id="prices of things"),
        pytest.param("元/个", "元", False, False, id="a price is no sum"),
        pytest.param("颗星", "颗星", True, True, id="unknown, the same"),
        pytest.param("颗星", "级", False, False, id="unknown, another"),
    ),
)
def test_what_can_be_compared(unit: str, other: str, kind: bool, scale: bool) -> None:
    both_ways = [(same_kind(*pair), same_scale(*pair)) for pair in ((unit, other), (other, unit))]
    assert both_ways == [(kind, scale)] * 2


@pytest.mark.parametrize(
    ("number", "unit", "into", "expected"),
    (
        pytest.param("26790000", "核小时", "万核小时", "2679", id="down"),
        pytest.param("0.5", "亿元", "万元", "5000", id="up"),
        pytest.param("90", "分钟", "小时", "1.5", id="minutes"),
        pytest.param("7", None, "款", "7", id="no unit is the other one"),
        pytest.param("7", "万", "万人", "7", id="a prefix alone is a count"),
        pytest.param("7", "人", "人次", None, id="another thing"),
    ),
)
def test_quantities_in_another_unit(
    number: str, unit: str | None, into: str | None, expected: str | None
) -> None:
    found = converted(Decimal(number), unit, into)
    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("unit", "kinds"),
    (
        pytest.param("万人次", "counter", id="visits"),
        pytest.param("份", "counter", id="things"),
        pytest.param("‰", "percentage", id="share"),
        pytest.param("亿元", "money", id="amount"),
        pytest.param("元/个", "", id="price"),
        pytest.param("核小时", "", id="measure"),
        pytest.param(None, "", id="none"),
    ),
)
def test_kinds_of_units(unit: str | None, kinds: str) -> None:
    tests = {"counter": is_counter, "percentage": is_percentage, "money": is_money}
    assert "".join(kind for kind, holds in tests.items() if holds(unit)) == kinds


@pytest.mark.parametrize(
    ("text", "known"),
    (
        pytest.param("万核小时", True, id="measure"),
        pytest.param("元/个", True, id="price"),
        pytest.param("人次", True, id="visits"),
        pytest.param("疫情影响", False, id="a reason"),
        pytest.param("", False, id="nothing"),
    ),
)
def test_a_text_that_is_a_unit(text: str, known: bool) -> None:
    assert is_known(text) == known
