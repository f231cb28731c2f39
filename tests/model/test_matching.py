from __future__ import annotations

import pytest
from rules.cases import booklet, indicator, project

from generator.model.matching import core, matched_indicators, matched_projects


@pytest.mark.parametrize(
    ("name", "expected"),
    (
        pytest.param("2024年数据综合管理支撑经费", "数据综合管理支撑", id="year and 经费"),
        pytest.param("城市数字化转型专项资金", "城市数字化转型专项资金", id="专项资金 tells projects apart"),
        pytest.param("上海市城市数字化转型经费", "城市数字化转型", id="the place in front"),
        pytest.param("项目经费", "项目经费", id="nothing but a tail"),
    ),
)
def test_core_of_a_name(name: str, expected: str) -> None:
    assert core(name, {"上海市"}) == expected


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    (
        pytest.param(["甲", "乙"], ["乙", "甲"], [(0, 1), (1, 0)], id="equal, in another order"),
        pytest.param(
            ["城市数字化转型经费", "上海市城市数字化转型专项资金"],
            ["城市数字化转型专项资金", "城市数字化转型"],
            [(0, 1), (1, 0)],
            id="cores",
        ),
        pytest.param(["数据安全合规建设项目"], ["数据安全与合规建设"], [(0, 0)], id="alike"),
        pytest.param(["自然人身份认证"], ["数字经济工作经费"], [], id="strangers"),
        pytest.param(
            ["数据要素建设", "数据要素建设经费"], ["数据要素建设"], [(0, 0)], id="each at most once"
        ),
    ),
)
def test_projects_are_matched(here: list[str], there: list[str], expected: list[tuple[int, int]]) -> None:
    one, other = (booklet(*(project(项目名称=name) for name in names)) for names in (here, there))
    assert matched_projects(one, other) == expected


def test_indicators_are_matched_by_name_first() -> None:
    names = (["办件量", "群众满意度"], ["群众的满意度", "办件量", "群众满意度"])
    one, other = (
        booklet(project(绩效指标=[indicator("产出指标", "数量指标", "9", 三级指标=name) for name in group]))
        .projects[0]
        .indicators
        for group in names
    )
    assert matched_indicators(one, other) == [(0, 1), (1, 2)]
