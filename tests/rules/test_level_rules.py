from __future__ import annotations

import pytest
from rules.cases import Data, declaration, first, messages, project

from generator.rules import levels


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(project(), [], id="four"),
        pytest.param(declaration(), [], id="one"),
        pytest.param(declaration(绩效指标=[]), ["0.绩效指标: the project has no indicator"], id="none"),
    ),
)
def test_form_has_indicators(given: Data, expected: list[str]) -> None:
    assert messages(levels.form_has_indicators, given) == expected


_FIRST = "成本指标, 产出指标, 效益指标, 满意度指标"


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(first(), [], id="known"),
        pytest.param(
            first(一级指标="产出"),
            [f"0.绩效指标.0.一级指标: found level 产出, expected one of {_FIRST}"],
            id="without its ending",
        ),
        pytest.param(
            first(一级指标=""),
            [f"0.绩效指标.0.一级指标: the level is empty, expected one of {_FIRST}"],
            id="empty",
        ),
    ),
)
def test_first_level_exists(given: Data, expected: list[str]) -> None:
    assert messages(levels.first_level_exists, given) == expected


def test_the_booklet_can_have_other_levels() -> None:
    given = first(一级指标="管理指标", 二级指标="制度指标")
    known = {"管理指标": ["制度指标"], "产出指标": ["质量指标"], "效益指标": ["社会效益指标"]}
    assert messages(levels.first_level_exists, given, 检查={"指标体系": known}) == [
        "0.绩效指标.3.一级指标: found level 满意度指标, expected one of 管理指标, 产出指标, 效益指标"
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(first(二级指标="时效指标"), [], id="under its first"),
        pytest.param(
            first(二级指标="社会效益指标"),
            ["0.绩效指标.0.二级指标: 社会效益指标 stands under 产出指标, but belongs to 效益指标"],
            id="of another first",
        ),
        pytest.param(
            first(二级指标="数量"),
            ["0.绩效指标.0.二级指标: found level 数量, expected one of 数量指标, 质量指标, 时效指标"],
            id="unknown",
        ),
        pytest.param(first(一级指标="未知", 二级指标="未知"), [], id="unknown first: said once"),
    ),
)
def test_second_level_stands_under_its_first(given: Data, expected: list[str]) -> None:
    assert messages(levels.second_level_stands_under_its_first, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(first(), [], id="named"),
        pytest.param(first(三级指标="."), [], id="one character"),
        pytest.param(first(三级指标=" "), ["0.绩效指标.0.三级指标: the indicator has no name"], id="a blank"),
    ),
)
def test_indicator_is_named(given: Data, expected: list[str]) -> None:
    assert messages(levels.indicator_is_named, given) == expected
