from __future__ import annotations

import pytest

from generator import tree
from generator.sheets.exemptions import exemptions_text, read_exemptions


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("EXP102: 新增任务", {"EXP102": "新增任务"}, id="a code and its reason"),
        pytest.param(
            "EXP102：新增任务；SCO: 已批复", {"EXP102": "新增任务", "SCO": "已批复"}, id="two on a line"
        ),
        pytest.param(
            "EXP102 新增任务\n\nSCO101", {"EXP102": "新增任务", "SCO101": ""}, id="two lines, one bare"
        ),
        pytest.param("不用检查", {"不用检查": ""}, id="no code"),
        pytest.param(" ", {}, id="blank"),
    ),
)
def test_exemptions_are_read(text: str, expected: tree.Mapping) -> None:
    assert read_exemptions(text) == expected


@pytest.mark.parametrize(
    ("exemptions", "expected"),
    (
        pytest.param({"EXP102": "新增任务", "SCO101": ""}, "EXP102: 新增任务\nSCO101", id="as lines"),
        pytest.param({"EXP102": "甲；乙"}, None, id="a reason that would be taken apart"),
    ),
)
def test_exemptions_are_written_only_where_they_read_the_same(
    exemptions: tree.Mapping, expected: str | None
) -> None:
    assert exemptions_text(exemptions) == expected
