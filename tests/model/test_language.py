from __future__ import annotations

import pytest

from generator.translation import language


@pytest.mark.parametrize(
    ("variables", "expected"),
    (
        pytest.param({"LANG": "zh_CN.UTF-8"}, "zh_CN", id="locale"),
        pytest.param({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en", id="LC_ALL is stronger"),
        pytest.param({"LANG": "en_GB.UTF-8", "JIXIAO_LANG": "zh"}, "zh_CN", id="JIXIAO_LANG is strongest"),
        pytest.param({"LANG": "de_DE.UTF-8"}, "en", id="another language"),
    ),
)
def test_language(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str) -> None:
    for name in ("JIXIAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == expected
