"""The steps of a score: what is computed from what, and what a stated value would need to agree."""

from __future__ import annotations

import pytest
from rules.cases import Data, booklet, first, funds, project, row

from generator import console, scorecard
from generator.errors import GeneratorError
from generator.scoring import score_booklet


def shown(given: Data, **settings: object) -> list[str]:
    """The lines of one project, without the blanks between the columns."""
    made = booklet(given, 计分=settings)
    (score,) = score_booklet(made)
    card = scorecard.card(made.evaluations[0], score, made.scoring)
    return ["  ".join(line.split("  ")).strip() for line in scorecard.lines(card)]


def line(given: Data, head: str, **settings: object) -> str:
    """The one line of a project that begins with `head`."""
    (found,) = [each.removeprefix(head).strip() for each in shown(given, **settings) if each.startswith(head)]
    return " ".join(found.split())


def test_a_whole_card() -> None:
    assert shown(project()) == [
        "高性能计算服务经费",
        "rate      330.00 ÷ 339.93 = 97.078… % → 97.07 (cut off)",
        "budget    10 × 97.078… % = 9.707… → 9.71",
        "1 完成率  ≥90.00(%)  100.00(%)  reached: 20.00",
        "2 完成率  ≥90.00(%)  100.00(%)  reached: 30.00",
        "3 完成率  ≥90.00(%)  100.00(%)  reached: 30.00",
        "4 完成率  ≥90.00(%)  100.00(%)  reached: 10.00",
        "total     9.71 + 20.00 + 30.00 + 30.00 + 10.00 = 99.71",
        "grade     99.71 ≥ 90: 优",
    ]


def of_the_total(budget: str, executed: str, **labels: object) -> Data:
    return project(项目资金=funds(年度资金总额=row(budget, executed, **labels)))


@pytest.mark.parametrize(
    ("given", "settings", "rate", "points"),
    (
        pytest.param(
            of_the_total("200", "100"),
            {},
            "100.00 ÷ 200.00 = 50.00 % → 50.00 (cut off)",
            "10 × 50.00 % = 5.00 → 5.00",
            id="exact",
        ),
        pytest.param(
            of_the_total("339.93", "237.53"),
            {"取位": "四舍五入", "分值": "20"},
            "237.53 ÷ 339.93 = 69.876… % → 69.88 (rounded half-up)",
            "20 × 69.876… % = 13.975… → 13.98",
            id="rounded, twenty points",
        ),
        pytest.param(
            of_the_total("69.98", "62.07", 执行率="88.70%", 得分="8.87"),
            {},
            "62.07 ÷ 69.98 = 88.696… % → 88.69 (cut off); stated 88.70%",
            "10 × 88.696… % = 8.869… → 8.87; stated 8.87",
            id="stated, agreeing",
        ),
        pytest.param(
            of_the_total("100000", "99727", 执行率="99.7", 得分="19.93"),
            {"分值": "20"},
            "99,727.00 ÷ 100,000.00 = 99.727 % → 99.72 (cut off); stated 99.7 does not agree, expected 99.72 or 99.73",
            "20 × 99.727 % = 19.945… → 19.95; stated 19.93 does not agree, expected 19.95 or 19.94",
            id="stated, not agreeing",
        ),
        pytest.param(
            of_the_total("0", "0"), {}, "no rate: 0.00 of 0.00", "no points: state 得分", id="no budget"
        ),
        pytest.param(
            of_the_total("", "", 得分="8"), {}, "no rate: nothing of nothing", "stated 8", id="points stated"
        ),
    ),
)
def test_rate_and_budget(given: Data, settings: Data, rate: str, points: str) -> None:
    found = [line(given, head, 预算执行率=settings) for head in ("rate", "budget")]
    assert found == [rate, points]


def test_the_rate_of_a_part_is_shown_where_it_is_stated() -> None:
    given = project(项目资金=funds(其他资金=row("2.00", "1.00", 执行率="0.00")))
    assert line(given, "rate, 其他资金") == (
        "1.00 ÷ 2.00 = 50.00 % → 50.00 (cut off); stated 0.00 does not agree, expected 50.00"
    )


@pytest.mark.parametrize(
    ("target", "actual", "more", "expected"),
    (
        pytest.param("≤30.00(分钟)", "36.00(分钟)", {}, "not reached, 20.00 % off: 20 × (1 − 20.00 %) = 16.00", id="too long"),
        pytest.param("≥6.00(款)", "5.00(款)", {}, "not reached, 16.666… % off: 20 × 5 ÷ 6 = 16.67", id="too few"),
        pytest.param("≥6.00(款)", "-1.00(款)", {}, "not reached, 116.666… % off: 20 × (1 − 116.666… %) = 0.00", id="below zero"),
        pytest.param("=0.00(起)", "1.00(起)", {}, "not reached: a target of 0 has no part, 0.00", id="a target of 0"),
        pytest.param(
            "≥0.50(万人)", "4000.00(人)", {}, "= 0.40(万人): not reached, 20.00 % off: 20 × 0.4 ÷ 0.5 = 16.00", id="converted"
        ),
        pytest.param("≥6.00(人)", "7.00(人次)", {}, "the units cannot be compared: no points", id="other units"),
        pytest.param("不断提升", "", {}, "target or actual is empty: no points", id="empty"),
        pytest.param("不断提升", "较好", {}, "the answer does not say whether it is reached: state 得分", id="unreadable"),
        pytest.param("不断提升", "部分达成", {}, "partly reached: 12.00 to 16.00 of 20, a person says which", id="partly"),
        pytest.param("不断提升", "未达成", {"得分": "5"}, "not reached: 0.00 to 12.00 of 20, a person says which; stated 5", id="failed, stated"),
        pytest.param(
            "不断提升", "达成指标", {"得分": "15"}, "reached: 20.00; stated 15 does not agree, expected 16.00 to 20.00", id="below its band"
        ),
        pytest.param("≥6.00(款)", "7.00(款)", {"得分": "19"}, "reached: 20.00; stated 19 does not agree, expected 20.00", id="not the sum"),
        pytest.param("≥6.00(款)", "7.00(款)", {"得分": "20"}, "reached: 20.00; stated 20", id="the sum"),
    ),
)  # fmt: skip
def test_indicators(target: str, actual: str, more: Data, expected: str) -> None:
    given = first(三级指标="甲", 年度指标值=target, 实际完成值=actual, **more)
    assert line(given, "1 甲").removeprefix(f"{target} {actual}").strip() == expected


def test_smaller_is_better_by_ratio() -> None:
    given = first(三级指标="甲", 年度指标值="≤30.00(分钟)", 实际完成值="36.00(分钟)")
    assert line(given, "1 甲", 反向指标="比例").endswith("not reached, 20.00 % off: 20 × 30 ÷ 36 = 16.67")


@pytest.mark.parametrize(
    ("given", "total", "grade"),
    (
        pytest.param(
            first(得分="10.28"),
            "9.71 + 10.28 + 30.00 + 30.00 + 10.00 = 89.99",
            "89.99 ≥ 80: 良; 0.01 points to 优",
            id="a cent below",
        ),
        pytest.param(
            project(总分="99.72", 评分等级="良"),
            "9.71 + 20.00 + 30.00 + 30.00 + 10.00 = 99.71; stated 99.72 does not agree, expected 99.71",
            "99.72 ≥ 90: 优; stated 良 does not agree, expected 优",
            id="stated",
        ),
        pytest.param(
            first(年度指标值="提升", 实际完成值="部分达成"),
            "cannot be computed: 1 parts have no points",
            "none without a total",
            id="unknown",
        ),
    ),
)
def test_total_and_grade(given: Data, total: str, grade: str) -> None:
    assert [line(given, head) for head in ("total", "grade")] == [total, grade]


def test_columns_stand_below_each_other() -> None:
    made = booklet(first(三级指标="平均网点排队时间与一次办结率" * 3))
    (score,) = score_booklet(made)
    lines = list(scorecard.lines(scorecard.card(made.evaluations[0], score, made.scoring)))
    starts = {console.width(each[: each.index("≥90.00(%)")]) for each in lines if "≥90.00(%)" in each}
    assert len(starts) == 1
    assert lines[3].split("  ")[1] == "1 平均网点排队时间与一次办结率平均网点排…"


def test_a_record_keeps_every_decimal() -> None:
    made = booklet(of_the_total("3", "1"))
    (score,) = score_booklet(made)
    record = scorecard.record(scorecard.card(made.evaluations[0], score, made.scoring))
    assert isinstance(record, dict)
    assert record["budget"] == {
        "weight": "10",
        "exact_rate": "33.33333333333333333333333333",
        "exact": "3.333333333333333333333333333",
        "figure": {"computed": "3.33", "stated": None},
        "accepted": [],
    }
    assert record["grade"] == {"computed": "优", "threshold": "90", "next": None, "stated": ""}


NAMES = ("城市数字化转型", "城市数字化转型专项资金", "开办经费", "开办经费")


@pytest.mark.parametrize(
    ("word", "expected"),
    (
        pytest.param("城市数字化转型", [0], id="in full, though a part of another"),
        pytest.param("专项", [1], id="a part"),
        pytest.param(" 开办 经费", [2, 3], id="one name in two booklets"),
        pytest.param(
            "数字化", "数字化 is part of 2 names: 城市数字化转型, 城市数字化转型专项资金", id="a part of two"
        ),
        pytest.param("开班经费", "there is no project 开班经费; did you mean 开办经费?", id="a mistake"),
        pytest.param("", "there is no project ", id="nothing"),
    ),
)
def test_projects_are_chosen_by_name(word: str, expected: list[int] | str) -> None:
    if isinstance(expected, list):
        assert scorecard.chosen(word, NAMES) == expected
    else:
        with pytest.raises(GeneratorError) as raised:
            scorecard.chosen(word, NAMES)
        assert str(raised.value) == expected
