from __future__ import annotations

import pytest
from rules.cases import Data, booklet, declaration, first, funds, project, row

from generator.model.score import Basis, IndicatorScore, ProjectScore
from generator.scoring import score_booklet


def scored(given: Data, **settings: object) -> ProjectScore:
    (score,) = score_booklet(booklet(given, 计分=settings))
    return score


def points(target: str, actual: str, **settings: object) -> tuple[str, Basis]:
    """Points of 20, as they print, and what they rest on."""
    score: IndicatorScore = scored(first(年度指标值=target, 实际完成值=actual), **settings).indicators[0]
    return score.figure.text, score.basis


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    (
        pytest.param("≥90.00(%)", "90.00(%)", "20.00", id="reached exactly"),
        pytest.param("≥90.00(%)", "200.00(%)", "20.00", id="never more than the weight"),
        pytest.param("≥90.00(%)", "89.99(%)", "20.00", id="a hair short, half-up"),
        pytest.param("≥90.00(%)", "45.00(%)", "10.00", id="half"),
        pytest.param("≥90.00(%)", "-5.00(%)", "0.00", id="never less than 0"),
        pytest.param("≥3.00(个)", "2.00(个)", "13.33", id="two thirds"),
        pytest.param(">90.00(%)", "90.00(%)", "20.00", id="more than: the ratio is 1"),
        pytest.param("≤15.00(分钟)", "10.00(分钟)", "20.00", id="smaller is better"),
        pytest.param("≤20.00(天)", "25.00(天)", "15.00", id="a quarter too long"),
        pytest.param("≤20.00(天)", "40.00(天)", "0.00", id="twice the target"),
        pytest.param("≤20.00(天)", "90.00(天)", "0.00", id="beyond"),
        pytest.param("=80.00(个)", "96.00(个)", "20.00", id="equals is at least"),
        pytest.param("=80.00(个)", "40.00(个)", "10.00", id="equals, half"),
        pytest.param("100%", "100%", "20.00", id="no operator is equals"),
        pytest.param("≥85.00(%)", "100%", "20.00", id="written in another way"),
        pytest.param("≥6.00(款)", "7款", "20.00", id="unit without brackets"),
        pytest.param("≥6.00(款)", "3", "10.00", id="no unit"),
        pytest.param("≥4000.00(万核小时)", "26790000.00(核小时)", "13.40", id="another scale"),
        pytest.param("≤1.00(小时)", "90.00(分钟)", "10.00", id="another measure of time"),
        pytest.param("≥6.00(场)", "3.00(次)", "10.00", id="another counter"),
        pytest.param("=0.00(起)", "0.00(起)", "20.00", id="zero target, nothing happened"),
        pytest.param("=0.00(起)", "1.00(起)", "0.00", id="zero target, something happened"),
        pytest.param("≥4000.00(%)", "26790000.00(%)", "20.00", id="wrong-looking, in one unit"),
    ),
)
def test_points_of_numbers(target: str, actual: str, expected: str) -> None:
    assert points(target, actual) == (expected, Basis.NUMBERS)


@pytest.mark.parametrize(
    ("target", "actual", "settings", "expected"),
    (
        pytest.param("≤20.00(天)", "25.00(天)", {"反向指标": "比例"}, "16.00", id="reverse by ratio"),
        pytest.param(
            "≤20.00(天)", "10.00(天)", {"反向指标": "比例"}, "20.00", id="reverse by ratio, reached"
        ),
        pytest.param("=80.00(个)", "96.00(个)", {"等号": "精确"}, "16.00", id="exactly, more"),
        pytest.param("=80.00(个)", "64.00(个)", {"等号": "精确"}, "16.00", id="exactly, less"),
        pytest.param("=80.00(个)", "80.00(个)", {"等号": "精确"}, "20.00", id="exactly"),
    ),
)
def test_points_by_the_booklets_settings(target: str, actual: str, settings: Data, expected: str) -> None:
    assert points(target, actual, **settings) == (expected, Basis.NUMBERS)


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    (
        pytest.param("有应用", "达成指标", ("20.00", Basis.REACHED), id="reached"),
        pytest.param("有应用", "达成预期指标", ("20.00", Basis.REACHED), id="reached as intended"),
        pytest.param(
            "专项资金带动社会资金投入比例≥1:3", "达成指标", ("20.00", Basis.REACHED), id="number in words"
        ),
        pytest.param("不断提升", "不断 提升。", ("20.00", Basis.REACHED), id="the target's words"),
        pytest.param(
            "成本结构有所优化", "成本结构有所", ("20.00", Basis.REACHED), id="six characters, cut off"
        ),
        pytest.param("成本结构有所优化", "成本结构有", ("", Basis.UNREADABLE), id="five characters"),
        pytest.param("≥90.00(%)", "达成指标", ("20.00", Basis.REACHED), id="a word for a number"),
        pytest.param("不断提升", "部分达成并具有一定效果", ("", Basis.PARTLY), id="partly"),
        pytest.param("不断提升", "未达成且效果较差", ("", Basis.FAILED), id="failed"),
        pytest.param("不断提升", "95.00(%)", ("", Basis.UNREADABLE), id="a number for words"),
        pytest.param("不断提升", "", ("", Basis.UNANSWERED), id="nothing"),
        pytest.param("", "达成指标", ("", Basis.UNANSWERED), id="no target"),
        pytest.param("≥4.00(人)", "5.00(人次)", ("", Basis.OTHER_UNIT), id="another unit"),
    ),
)
def test_points_of_words(target: str, actual: str, expected: tuple[str, Basis]) -> None:
    assert points(target, actual) == expected


def test_the_booklet_can_have_its_own_words() -> None:
    assert points("有应用", "很好", 定性={"达成": ["很好"]}) == ("20.00", Basis.REACHED)


@pytest.mark.parametrize(
    ("rows", "settings", "rate", "budget"),
    (
        pytest.param(row("339.93", "237.53"), {}, "69.87", "6.99", id="cut off, points half-up"),
        pytest.param(row("339.93", "237.53"), {"取位": "四舍五入"}, "69.88", "6.99", id="rounded half-up"),
        pytest.param(row("339.93", "237.53"), {"分值": "20"}, "69.87", "13.98", id="twenty points"),
        pytest.param(row("69.98", "62.07", 执行率="88.70%"), {}, "88.70%", "8.87", id="stated"),
        pytest.param(row("3", "4"), {}, "133.33", "10.00", id="more than the budget"),
        pytest.param(row("0.00", "0.00"), {}, "0.00", "", id="no budget"),
        pytest.param(row("0.00", "0.00"), {"零预算执行率": "—"}, "—", "", id="no budget, shown as set"),
        pytest.param(row("0.00", ""), {}, "0.00", "", id="no budget, blank execution"),
        pytest.param(row("", ""), {}, "", "", id="blank"),
        pytest.param(row("5.00", ""), {}, "", "", id="not executed yet"),
        pytest.param(row("0.00", "0.00", 得分="8.00"), {}, "0.00", "8.00", id="no budget, points stated"),
    ),
)
def test_rate_and_points_of_the_budget(rows: Data, settings: Data, rate: str, budget: str) -> None:
    score = scored(project(项目资金=funds(年度资金总额=rows)), 预算执行率=settings)
    assert (score.rates.total.text, score.budget.text) == (rate, budget)


@pytest.mark.parametrize(
    ("given", "total", "grade"),
    (
        pytest.param(project(), "99.71", "优", id="computed"),
        pytest.param(first(得分="10.29"), "90.00", "优", id="exactly at a threshold"),
        pytest.param(first(得分="10.28"), "89.99", "良", id="a cent below"),
        pytest.param(project(总分="59.5", 评分等级="优秀"), "59.5", "优秀", id="stated"),
        pytest.param(first(实际完成值="部分达成", 年度指标值="提升"), "", "", id="points are missing"),
    ),
)
def test_total_and_grade(given: Data, total: str, grade: str) -> None:
    score = scored(given)
    assert (score.total.text, score.grade) == (total, grade)


def test_stated_points_count_and_print_as_stated() -> None:
    score = scored(first(得分="19.5"))
    figure = score.indicators[0].figure
    assert (figure.text, str(figure.number), str(figure.computed)) == ("19.5", "19.5", "20.00")
    assert score.total.text == "99.21"


def test_target_forms_have_no_scores() -> None:
    assert score_booklet(booklet(declaration())) == ()
