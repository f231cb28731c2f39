from __future__ import annotations

import pytest
from rules.cases import Data, declaration, first, messages, project

from generator.rules import texts


def goal(text: str) -> Data:
    return declaration(项目绩效目标={"年度总体目标": text})


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(goal("R&D <95%，成本<5万且>3万"), [], id="comparison and ampersand"),
        pytest.param(
            goal("<p>1、组织</p>"),
            ["0.项目绩效目标.年度总体目标: the text carries the markup <p>"],
            id="tag",
        ),
        pytest.param(
            goal("组织&nbsp;团队"),
            ["0.项目绩效目标.年度总体目标: the text carries the markup &nbsp;"],
            id="entity",
        ),
        pytest.param(
            first(实际完成值='达成<br style="x"/>'),
            ['0.绩效指标.0.实际完成值: the text carries the markup <br style="x"/>'],
            id="in a value, with an attribute",
        ),
    ),
)
def test_text_has_no_markup(given: Data, expected: list[str]) -> None:
    assert messages(texts.text_has_no_markup, given) == expected


def test_extra_fields_are_texts_too() -> None:
    found = messages(
        texts.text_has_no_markup, project(项目负责人="<b>张三</b>"), 附加字段={"项目": ["项目负责人"]}
    )
    assert found == ["0.项目负责人: the text carries the markup <b>"]
