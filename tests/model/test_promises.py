from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model.promises import read_promises, spelled_number


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("机时不少于5000万核小时", ["≥ 5000 万核小时 | 机时 |"], id="scale and unit"),
        pytest.param("至少100万人，1200万次以上身份认证", ["≥ 100 万人 |  |", "≥ 1200 万次 |  | 身份认证"], id="two clauses"),
        pytest.param("用户满意度达到90%以上", ["≥ 90 % | 用户满意度 |"], id="reaching"),
        pytest.param("满意度达百分之九十五", ["≥ 95 % | 满意度 |"], id="spelled share"),
        pytest.param("响应时间不超过30分钟", ["≤ 30 分钟 | 响应时间 |"], id="at most"),
        pytest.param("30分钟以内响应", ["≤ 30 分钟 |  | 响应"], id="within"),
        pytest.param("增长５％左右", ["≈ 5 % | 增长 |"], id="about, full-width"),
        pytest.param("举办2场、3-5个活动", ["= 2 场 | 举办 | 、", "= 3~5 个 | 、 | 活动"], id="range"),
        pytest.param("培训一百二十人", ["= 120 人 | 培训 |"], id="spelled"),
        pytest.param("十余场活动、8000多次交换", ["≥ 10 场 |  | 活动、", "≥ 8000 次 | 活动、 | 交换"], id="and more"),
        pytest.param("投入1,200.5万元", ["= 1200.5 万元 | 投入 |"], id="money"),
        pytest.param("工期不超过3年", ["≤ 3 年 | 工期 |"], id="a length of years"),
        pytest.param("2024年12月底前、3月15日", [], id="days"),
        pytest.param("2024年度，2021-2025年", [], id="years"),
        pytest.param("沪府办发〔2021〕29号、第3次、第六次会议", [], id="ordinals and documents"),
        pytest.param("5G网络、7×24小时、1+2+1+X、Web3.0、比例1:3", [], id="names and ratios"),
        pytest.param("“一网通办”“高效办成一件事”“十四五”三全", [], id="words"),
        pytest.param("《三年行动方案（100个场景）》", [], id="names of documents"),
        pytest.param("1、组织；（一）实施；2.验收", [], id="numbers of points"),
    ),
)  # fmt: skip
def test_promises_of_a_text(text: str, expected: list[str]) -> None:
    found = [
        f"{p.operator} {p.number}{f'~{p.upper}' if p.upper else ''} {p.unit} | {p.before} | {p.after}".rstrip()
        for p in read_promises(text)
    ]
    assert found == expected


def test_a_promise_says_where_it_stands() -> None:
    text = "全年机时不少于5000万核小时，满意"
    [promise] = read_promises(text)
    assert text[promise.start : promise.end] == promise.text == "不少于5000万核小时"


@pytest.mark.parametrize(
    ("text", "number"),
    (
        pytest.param("十", 10, id="ten"),
        pytest.param("十二", 12, id="twelve"),
        pytest.param("九十五", 95, id="ninety-five"),
        pytest.param("一百零五", 105, id="with a nought"),
        pytest.param("一百二", 120, id="the last unit left out"),
        pytest.param("两万五", 25000, id="of ten thousands"),
        pytest.param("一千二百万", 12_000_000, id="twelve million"),
        pytest.param("三亿零五万", 300_050_000, id="hundred millions"),
    ),
)
def test_numbers_in_words(text: str, number: int) -> None:
    assert spelled_number(text) == Decimal(number)
