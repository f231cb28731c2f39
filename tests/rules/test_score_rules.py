from __future__ import annotations

import pytest
from rules.cases import Data, first, funds, indicator, messages, project, row

from generator.rules import points, scores, weights


def total_row(budget: str, executed: str, **labels: object) -> Data:
    return project(项目资金=funds(年度资金总额=row(budget, executed, **labels)))


def in_words(actual: str, **labels: object) -> Data:
    return first(年度指标值="不断提升", 实际完成值=actual, **labels)


@pytest.mark.parametrize(
    ("given", "settings", "expected"),
    (
        pytest.param(project(), {}, [], id="90"),
        pytest.param(first(分值="19.5"), {}, ["0.绩效指标.0.一级指标: the indicators weigh 89.50 points together, expected 90.00: 产出指标 has 49.50, the scheme gives it 50.00"], id="less"),
        pytest.param(first(分值="10"), {"预算执行率": {"分值": "20"}}, [], id="a budget of 20 points"),
        pytest.param(project(绩效指标=[]), {}, [], id="no indicators: said elsewhere"),
    ),
)  # fmt: skip
def test_weights_add_up(given: Data, settings: Data, expected: list[str]) -> None:
    assert messages(weights.weights_add_up, given, 计分=settings) == expected


@pytest.mark.parametrize(
    ("given", "scheme", "expected"),
    (
        pytest.param(project(), {}, [], id="50/30/10"),
        pytest.param(
            project(indicator("成本指标", "经济成本指标", "20"), indicator("产出指标", "质量指标", "30")),
            {},
            [
                "0.绩效指标.1.一级指标: 产出指标 weighs 30.00 points, the scheme gives it 40.00",
                "0.绩效指标.2.一级指标: 效益指标 weighs 30.00 points, the scheme gives it 20.00",
            ],
            id="with costs 20/40/20/10",
        ),
        pytest.param(
            project(),
            {"产出指标": "60"},
            ["0.绩效指标.0.一级指标: 产出指标 weighs 50.00 points, the scheme gives it 60.00"],
            id="the booklet's own",
        ),
        pytest.param(
            project(
                绩效指标=[
                    indicator("产出指标", "数量指标", "50"),
                    indicator("效益指标", "社会效益指标", "30"),
                ]
            ),
            {},
            [],
            id="a level is missing: said elsewhere",
        ),
    ),
)
def test_first_levels_follow_the_scheme(given: Data, scheme: Data, expected: list[str]) -> None:
    assert messages(weights.first_levels_follow_the_scheme, given, 计分={"一级指标": scheme}) == expected


def test_the_usual_scheme_is_for_a_budget_of_ten_points() -> None:
    scoring = {"预算执行率": {"分值": "20"}}
    given = project(indicator("产出指标", "数量指标", "10"))
    assert messages(weights.first_levels_follow_the_scheme, given, 计分=scoring) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(total_row("69.98", "62.07"), [], id="nothing stated"),
        pytest.param(total_row("69.98", "62.07", 执行率="88.69"), [], id="cut off"),
        pytest.param(total_row("69.98", "62.07", 执行率="88.70%"), [], id="half-up"),
        pytest.param(total_row("0", "0", 执行率="0.00"), [], id="no budget"),
        pytest.param(
            total_row("69.98", "62.07", 执行率="88.71%"),
            ["0.项目资金.年度资金总额.执行率: the rate is stated as 88.71%, expected 88.69"],
            id="neither",
        ),
        pytest.param(
            project(项目资金=funds(当年财政拨款=row("339.93", "237.53", 执行率="0.00"))),
            ["0.项目资金.当年财政拨款.执行率: the rate is stated as 0.00, expected 69.87"],
            id="of a part",
        ),
    ),
)
def test_stated_rate_is_the_rate(given: Data, expected: list[str]) -> None:
    assert messages(scores.stated_rate_is_the_rate, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(project(), [], id="nothing stated"),
        pytest.param(project(总分="99.71"), [], id="adds up"),
        pytest.param({**first(得分="19"), "总分": "98.71"}, [], id="with points that are stated"),
        pytest.param(
            project(总分="99.72"),
            ["0.总分: the total is stated as 99.72, but the points add up to 99.71"],
            id="a cent",
        ),
        pytest.param({**in_words("有所提升"), "总分": "99"}, [], id="a total that cannot be computed"),
    ),
)
def test_total_is_budget_points_plus_indicator_points(given: Data, expected: list[str]) -> None:
    assert messages(scores.total_is_budget_points_plus_indicator_points, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(total_row("339.93", "237.53"), [], id="nothing stated"),
        pytest.param(total_row("339.93", "237.53", 得分="6.99"), [], id="half-up"),
        pytest.param(total_row("0", "0", 得分="10"), [], id="no budget: a person decides"),
        pytest.param(total_row("339.93", "237.53", 得分="11"), [], id="impossible: said elsewhere"),
        pytest.param(
            total_row("339.93", "237.53", 得分="6.98"),
            ["0.项目资金.年度资金总额.得分: the budget is stated to earn 6.98 points, expected 6.99"],
            id="cut off",
        ),
    ),
)
def test_budget_points_are_weight_times_rate(given: Data, expected: list[str]) -> None:
    assert messages(scores.budget_points_are_weight_times_rate, given) == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    (
        pytest.param("19.95", [], id="exact rate 99.727 %"),
        pytest.param("19.94", [], id="printed rate 99.72 %"),
        pytest.param(
            "19.93",
            ["0.项目资金.年度资金总额.得分: the budget is stated to earn 19.93 points, expected 19.95"],
            id="neither",
        ),
    ),
)
def test_budget_points_may_come_from_a_printed_rate(stated: str, expected: list[str]) -> None:
    given, settings = total_row("100000", "99727", 得分=stated), {"预算执行率": {"分值": "20"}}
    assert messages(scores.budget_points_are_weight_times_rate, given, 计分=settings) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(first(), [], id="nothing stated"),
        pytest.param(first(实际完成值="45.00(%)", 得分="10.00"), [], id="half"),
        pytest.param(
            first(实际完成值="45.00(%)", 得分="10.01"),
            ["0.绩效指标.0.得分: 10.01 points are stated, expected 10.00"],
            id="a cent more",
        ),
        pytest.param(in_words("有所提升", 得分="3"), [], id="words: no formula"),
        pytest.param(first(实际完成值="45.00(%)", 得分="21"), [], id="impossible: said elsewhere"),
    ),
)
def test_indicator_points_follow_the_formula(given: Data, expected: list[str]) -> None:
    assert messages(points.indicator_points_follow_the_formula, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(in_words("达成指标", 得分="16"), [], id="80 % is still reached"),
        pytest.param(in_words("部分达成", 得分="12.00"), [], id="60 % is still partly reached"),
        pytest.param(
            in_words("达成指标", 得分="15.99"),
            ["0.绩效指标.0.得分: 15.99 points are stated, expected 16.00 to 20.00 for this answer"],
            id="too little for reached",
        ),
        pytest.param(
            in_words("未达成且效果较差", 得分="12.01"),
            ["0.绩效指标.0.得分: 12.01 points are stated, expected 0.00 to 12.00 for this answer"],
            id="too much for failed",
        ),
        pytest.param(in_words("有所提升", 得分="3"), [], id="no band"),
        pytest.param(in_words("达成指标", 得分="21"), [], id="impossible: said elsewhere"),
    ),
)
def test_points_in_words_lie_in_their_band(given: Data, expected: list[str]) -> None:
    assert messages(points.points_in_words_lie_in_their_band, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(first(得分="20"), [], id="all"),
        pytest.param(first(得分="0"), [], id="nothing"),
        pytest.param(
            first(得分="20.01"),
            ["0.绩效指标.0.得分: 20.01 points are stated, expected 0 to 20.00"],
            id="more",
        ),
        pytest.param(
            total_row("1", "1", 得分="-1"),
            ["0.项目资金.年度资金总额.得分: -1 points are stated, expected 0 to 10.00"],
            id="budget",
        ),
    ),
)
def test_points_lie_between_nothing_and_the_weight(given: Data, expected: list[str]) -> None:
    assert messages(points.points_lie_between_nothing_and_the_weight, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(in_words("不断提升"), [], id="the target's words"),
        pytest.param(in_words("部分达成", 得分="15"), [], id="stated"),
        pytest.param(
            in_words("部分达成并具有一定效果"),
            ["0.绩效指标.0.实际完成值: 部分达成并具有一定效果 earns 60 to 80 % of the weight: state 得分"],
            id="partly",
        ),
        pytest.param(
            in_words("95.00(%)"),
            [
                (
                    "0.绩效指标.0.实际完成值: 95.00(%) does not say whether 不断提升 is reached: "
                    "answer 达成指标 or state 得分"
                )
            ],
            id="a number for words",
        ),
        pytest.param(first(实际完成值=""), [], id="empty: said elsewhere"),
        pytest.param(in_words("待填"), [], id="a placeholder: said elsewhere"),
        pytest.param(first(实际完成值="较好"), [], id="words for a number: said elsewhere"),
    ),
)
def test_indicator_has_points(given: Data, expected: list[str]) -> None:
    assert messages(points.indicator_has_points, given) == expected


@pytest.mark.parametrize(
    ("given", "settings", "expected"),
    (
        pytest.param(project(), {}, [], id="nothing stated"),
        pytest.param(project(评分等级="差"), {}, [], id="a grade, if the wrong one"),
        pytest.param(project(评分等级="优秀"), {}, ["0.评分等级: found grade 优秀, expected one of 优, 良, 中, 差"], id="another word"),
        pytest.param(project(评分等级="优秀"), {"等级": {"优秀": "85", "合格": "0"}}, [], id="the booklet's own"),
    ),
)  # fmt: skip
def test_grade_is_one_of_the_grades(given: Data, settings: Data, expected: list[str]) -> None:
    assert messages(scores.grade_is_one_of_the_grades, given, 计分=settings) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(project(评分等级="优"), [], id="earned"),
        pytest.param(project(评分等级="优", 总分="90"), [], id="exactly at the threshold"),
        pytest.param(
            project(评分等级="优", 总分="89.99"),
            ["0.评分等级: the grade is stated as 优, but a total of 89.99 earns 良"],
            id="a cent below",
        ),
        pytest.param(project(评分等级="优秀", 总分="50"), [], id="another word: said elsewhere"),
    ),
)
def test_grade_follows_the_total(given: Data, expected: list[str]) -> None:
    assert messages(scores.grade_follows_the_total, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(first(), [], id="20"),
        pytest.param(first(分值="0.01"), [], id="a cent"),
        pytest.param(
            first(分值="0"), ["0.绩效指标.0.分值: the weight is 0.00, expected more than 0"], id="nothing"
        ),
        pytest.param(
            first(分值="-5"), ["0.绩效指标.0.分值: the weight is -5.00, expected more than 0"], id="less"
        ),
    ),
)
def test_weights_are_above_zero(given: Data, expected: list[str]) -> None:
    assert messages(weights.weights_are_above_zero, given) == expected


HEAVY = "one indicator carries {} of 100 points: divide {} into several"


@pytest.mark.parametrize(
    ("given", "limit", "expected"),
    (
        pytest.param(project(), "30.01", [], id="just below"),
        pytest.param(
            project(),
            "30",
            [
                f"0.绩效指标.1.分值: {HEAVY.format('30.00', '产出指标')}",
                f"0.绩效指标.2.分值: {HEAVY.format('30.00', '效益指标')}",
            ],
            id="exactly",
        ),
        pytest.param(
            first(分值="45", 一级指标=""),
            "40",
            [f"0.绩效指标.0.分值: {HEAVY.format('45.00', 'it')}"],
            id="no level",
        ),
    ),
)
def test_no_indicator_decides_alone(given: Data, limit: str, expected: list[str]) -> None:
    assert messages(weights.no_indicator_decides_alone, given, 检查={"单项分值上限": limit}) == expected
