from __future__ import annotations

import pytest
from rules.cases import declaration, first, messages

from generator.rules import values


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("≥90.00(%)", [], id="number"),
        pytest.param("有应用", [], id="words"),
        pytest.param("", ["0.绩效指标.0.年度指标值: 年度指标值 is empty"], id="empty"),
        pytest.param("XX", ["0.绩效指标.0.年度指标值: the value XX is a placeholder"], id="XX"),
        pytest.param("待填", ["0.绩效指标.0.年度指标值: the value 待填 is a placeholder"], id="to be filled"),
        pytest.param("*", ["0.绩效指标.0.年度指标值: the value * is a placeholder"], id="asterisk"),
        pytest.param(
            "≥XX(%)", ["0.绩效指标.0.年度指标值: the value ≥XX(%) is a placeholder"], id="no number"
        ),
        pytest.param("**%", ["0.绩效指标.0.年度指标值: the value **% is a placeholder"], id="no share"),
        pytest.param("XX项目", [], id="a name with XX is a text"),
    ),
)
def test_target_is_given(text: str, expected: list[str]) -> None:
    assert messages(values.target_is_given, first(年度指标值=text)) == expected


def test_target_of_a_declaration_is_given() -> None:
    given = declaration(绩效指标=[{"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "机时"}])
    assert messages(values.target_is_given, given) == ["0.绩效指标.0.年度指标值: 年度指标值 is empty"]


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("100.00(%)", [], id="number"),
        pytest.param("0", [], id="zero"),
        pytest.param("", ["0.绩效指标.0.实际完成值: 实际完成值 is empty"], id="empty"),
        pytest.param("——", ["0.绩效指标.0.实际完成值: the value —— is a placeholder"], id="dash"),
    ),
)
def test_actual_is_given(text: str, expected: list[str]) -> None:
    assert messages(values.actual_is_given, first(实际完成值=text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("95.00(%)", [], id="number"),
        pytest.param("比例≥1:3", [], id="words with an operator inside"),
        pytest.param(
            "≥95.00(%)",
            ["0.绩效指标.0.实际完成值: the actual ≥95.00(%) carries the operator ≥"],
            id="operator",
        ),
    ),
)
def test_actual_has_no_operator(text: str, expected: list[str]) -> None:
    assert messages(values.actual_has_no_operator, first(实际完成值=text)) == expected


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    (
        pytest.param("≥90.00(%)", "95.00(%)", [], id="number"),
        pytest.param("≥6.00(款)", "7款", [], id="a unit without brackets"),
        pytest.param("不断提升", "达成指标", [], id="words for words"),
        pytest.param("≥90.00(%)", "待填", [], id="placeholder: said elsewhere"),
        pytest.param("≥90.00(%)", "95.00(人)", [], id="another unit: said elsewhere"),
        *(
            pytest.param(
                "≥90.00(%)",
                words,
                [
                    (
                        f"0.绩效指标.0.实际完成值: the target ≥90.00(%) is a number, the actual {words} is none: "
                        "state the figure"
                    )
                ],
                id=words,
            )
            for words in ("达成指标", "部分达成", "较好")
        ),
    ),
)
def test_actual_of_a_number_is_a_number(target: str, actual: str, expected: list[str]) -> None:
    given = first(年度指标值=target, 实际完成值=actual)
    assert messages(values.actual_of_a_number_is_a_number, given) == expected
