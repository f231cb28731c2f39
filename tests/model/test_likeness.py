from __future__ import annotations

from decimal import Decimal
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import likeness as compared
from generator.model.likeness import alike, closest, likeness, plain, same_but_for_numerals, twins

FLOOR = Decimal(85)
SERVICE = "为上海市气象局、环境监测中心和上海地区科研院所等提供公共算力服务。"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    (
        pytest.param("甲 项目Ａ", "甲项目a", True, id="blanks, width and capitals"),
        pytest.param(SERVICE, SERVICE.replace("等", "").replace("、", "，"), True, id="a word left out"),
        pytest.param(SERVICE, "建成数字档案馆，市民可以在线查阅。", False, id="another text"),
        pytest.param("城市数字化转型", "城市数字化转型专项资金", False, id="a longer name"),
    ),
)
def test_texts_that_are_alike(one: str, other: str, expected: bool) -> None:
    assert (alike(one, other, FLOOR), alike(other, one, FLOOR)) == (expected, expected)


@given(st.text("甲乙丙丁", max_size=30), st.text("甲乙丙丁", max_size=30))
def test_what_is_sorted_out_without_comparing_could_not_reach_the_floor(one: str, other: str) -> None:
    exact = likeness(one, other)
    assert exact < FLOOR or likeness(one, other, FLOOR) == exact


@given(st.text("甲乙丙丁", max_size=30), st.text("甲乙丙丁", max_size=30))
def test_likeness_is_that_of_difflib(one: str, other: str) -> None:
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    assert compared._in_common(one, other, 0, len(one) + 1) == sum(block.size for block in blocks)


@given(st.text("甲乙丙丁", max_size=30), st.text("甲乙丙丁", max_size=30), st.integers(0, 100))
def test_texts_are_alike_when_their_likeness_reaches_the_floor(one: str, other: str, percent: int) -> None:
    assert alike(one, other, Decimal(percent)) == (likeness(one, other) >= percent)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    (
        pytest.param("平台一期", "平台二期", True, id="phases"),
        pytest.param("项目（1）", "项目（12）", True, id="numbers"),
        pytest.param("平台一期", "平台一期", False, id="the same"),
        pytest.param("平台一期", "平台建设二期", False, id="more than the number"),
    ),
)
def test_names_that_differ_in_numbers_only(one: str, other: str, expected: bool) -> None:
    assert same_but_for_numerals(one, other) is expected


def test_the_closest_name() -> None:
    known = ["数字档案馆", "高性能计算服务", "高性能计算服务经费", ""]
    names = ("高性能计算服务经费", "高性能计算服务费", "城市大脑")
    assert [closest(name, known, FLOOR) for name in names] == [2, 2, None]
    assert closest("甲", [], FLOOR) is None


@pytest.mark.parametrize(
    ("texts", "expected"),
    (
        pytest.param(["甲项目", "乙工程", ""], [], id="different"),
        pytest.param(["", "", "，"], [], id="empty texts are no copies"),
        pytest.param(["甲项目", "乙工程", "甲项目", "甲 项目"], [(2, 0), (3, 0)], id="equal, with the first"),
        pytest.param(
            ["数字档案馆", SERVICE, SERVICE.replace("提供", "继续提供"), SERVICE.replace("为上海", "为")],
            [(2, 1), (3, 1)],
            id="nearly equal",
        ),
    ),
)
def test_twins(texts: list[str], expected: list[tuple[int, int]]) -> None:
    assert twins(texts, FLOOR) == expected


def test_plain_text() -> None:
    assert plain("“数据要素×”（２０２４）, Web 3.0") == "数据要素2024web30"


@pytest.mark.parametrize("descending", (False, True))
def test_twins_do_not_depend_on_the_order_of_a_set(descending: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of nine texts that share as much with the last one, the first eight are looked at."""
    keys = compared._keys
    monkeypatch.setattr(compared, "_keys", lambda *texts: sorted(keys(*texts), reverse=descending))
    parts = [sign * 4 for sign in "一三九二五人八六十"]
    earlier = [part + sign * 4 for part, sign in zip(parts, "甲乙丙丁戊己庚辛壬", strict=True)]
    assert twins([*earlier, "".join(parts)], Decimal(15)) == [(9, 0)]
