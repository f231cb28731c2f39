from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from rules.cases import Data, booklet, declaration, first, project

from generator.finding import Severity
from generator.model.amounts import Stated
from generator.model.booklet import load_booklet
from generator.model.value import Value

HEAD = {
    "表种": "自评表",
    "年度": "2024",
    "部门": "上海市数据局",
    "标题": "自评表",
    "金额单位": "万元",
    "模板": "self-evaluation",
}


def problems(*projects: object, **head: object) -> list[str]:
    loaded, found = load_booklet({**HEAD, "项目列表": list(projects), **head})
    assert (loaded is None) == bool(found)
    assert {problem.severity for problem in found} <= {Severity.ERROR}
    return [f"{'.'.join(map(str, problem.path))}: {problem.code} {problem.message}" for problem in found]


def test_self_evaluation_is_read() -> None:
    given = first(分值="２０", 得分="19.50", 偏差原因分析及改进措施=" 已说明\n")
    given["项目资金"] = {"年度资金总额": {"全年预算数": "1,233.77", "执行率": "88.70%", "得分": "-"}}
    (loaded,) = booklet(given, 年度="2024年").evaluations
    total, indicator = loaded.funds.total, loaded.indicators[0]
    assert (total.initial_budget, total.budget, total.executed) == (None, Decimal("1233.77"), None)
    assert (total.stated_rate, total.stated_score) == (Stated("88.70%", Decimal("88.70")), None)
    assert loaded.funds.other.budget is None
    assert indicator.target == Value("≥90.00(%)", "≥", Decimal("90.00"), "%")
    assert (indicator.weight, indicator.stated_score) == (Decimal(20), Stated("19.50", Decimal("19.50")))
    assert indicator.reason == "已说明"


def test_declaration_is_read() -> None:
    (loaded,) = booklet(declaration(计划完成日期="2026年12月31日")).declarations
    assert (loaded.start, loaded.end) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (loaded.funds.total, loaded.funds.project_total) == (Decimal("3700.00"), None)
    assert loaded.goals.year == "提供算力"


def test_settings_have_the_defaults_of_the_rules() -> None:
    settings = booklet(project()).scoring
    assert (settings.budget.weight, settings.deviation_limit) == (Decimal(10), Decimal(30))
    assert (settings.budget.rounding, settings.budget.zero_rate) == ("截断", "0.00")
    assert (settings.reverse, settings.equals) == ("线性", "至少")
    assert settings.grades == {"优": 90, "良": 80, "中": 60, "差": 0}


def test_declared_extra_fields_are_kept() -> None:
    given = {**first(权重="3"), "项目负责人": "张三"}
    (loaded,) = booklet(given, 附加字段={"项目": ["项目负责人"], "绩效指标": ["权重"]}).evaluations
    assert (loaded.extra, loaded.indicators[0].extra) == ({"项目负责人": "张三"}, {"权重": "3"})
    assert loaded.indicators[1].extra == {}


_LEVELS = "一级指标, 二级指标, 三级指标, 年度指标值, 检查, 实际完成值, 分值, 得分, 偏差原因分析及改进措施"


def _with(record: Data, **labels: object) -> Data:
    return {**record, **labels}


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(project(), [], id="nothing wrong"),
        pytest.param(
            _with(project(), 主管部们="局"), ["主管部们: DAT101 unknown key 主管部们; did you mean 主管部门?"], id="misspelt key"
        ),
        pytest.param(
            first(权重="3"),
            [f"绩效指标.0.权重: DAT101 unknown key 权重; expected one of {_LEVELS}"],
            id="extra field that is not declared",
        ),
        pytest.param({**project(), "\0附加字段": {"甲": ["乙"]}}, ["甲: DAT103 found a list, expected text"], id="list in an extra field"),
        pytest.param(
            {"主管部门": "局"},
            ["项目名称: DAT102 项目名称 is missing", "项目资金: DAT102 项目资金 is missing"],
            id="missing keys",
        ),
        pytest.param(project(项目名称=" "), ["项目名称: DAT104 found nothing, expected a text that is not empty"], id="blank name"),
        pytest.param("项目", ["DAT103 found 项目, expected keys with values"], id="text for a project"),
        pytest.param(project(主管部门={"甲": "乙"}), ["主管部门: DAT103 found keys with values, expected text"], id="keys for text"),
        pytest.param(project(绩效指标="无"), ["绩效指标: DAT103 found 无, expected a list"], id="text for a list"),
        pytest.param(
            project(绩效指标=["无"]), ["绩效指标.0: DAT103 found 无, expected keys with values"], id="text for an indicator"
        ),
        pytest.param(
            project(项目资金={"年度资金总额": {"全年预算数": "一百万"}}),
            ["项目资金.年度资金总额.全年预算数: DAT105 found 一百万, expected a number such as 1,233.77"],
            id="word for a number",
        ),
        pytest.param(first(分值=""), ["绩效指标.0.分值: DAT105 found nothing, expected a number such as 1,233.77"], id="no weight"),
        pytest.param(
            first(得分="高" * 60),
            [f"绩效指标.0.得分: DAT105 found {'高' * 40}…, expected a number such as 1,233.77"],
            id="long text for a number",
        ),
    ),
)  # fmt: skip
def test_problems_of_a_self_evaluation(given: object, expected: list[str]) -> None:
    prefixed = [
        f"项目列表.0{':' if text.startswith('DAT') else '.'}{text}".replace(":DAT", ": DAT")
        for text in expected
    ]
    assert problems(given) == prefixed


@pytest.mark.parametrize(
    ("day", "message"),
    (
        pytest.param("2026-02-30", "found 2026-02-30, expected a day that the calendar has", id="impossible"),
        pytest.param("明年", "found 明年, expected a date such as 2026-01-01", id="words"),
        pytest.param("2026-01", "found 2026-01, expected a date such as 2026-01-01", id="month"),
    ),
)
def test_problems_of_a_date(day: str, message: str) -> None:
    given = declaration(计划开始日期=day)
    assert problems(given, 表种="申报表") == [f"项目列表.0.计划开始日期: DAT106 {message}"]


@pytest.mark.parametrize(
    ("head", "expected"),
    (
        pytest.param({"年度": "今年"}, ["年度: DAT106 found 今年, expected a year such as 2026"], id="year"),
        pytest.param({"金额单位": "美元"}, ["金额单位: DAT107 found 美元, expected one of 万元, 元"], id="unit of money"),
        pytest.param({"输出": ["xlsx", "pdf"]}, ["输出.1: DAT107 found pdf, expected one of xlsx, docx"], id="format"),
        pytest.param({"输出": []}, ["输出: DAT103 found nothing, expected at least one entry"], id="no format"),
        pytest.param({"模版": "x"}, ["模版: DAT101 unknown key 模版; did you mean 模板?"], id="misspelt key"),
        pytest.param(
            {"计分": {"预算执行率": {"取位": "四舍", "分值": "101"}, "等级": "优"}},
            [
                "计分.预算执行率.分值: DAT105 found 101, expected a number of at most 100",
                "计分.预算执行率.取位: DAT107 found 四舍, expected one of 截断, 四舍五入",
                "计分.等级: DAT103 found 优, expected keys with values",
            ],
            id="scoring",
        ),
        pytest.param(
            {"限度": {"循环次数": "0"}}, ["限度.循环次数: DAT105 found 0, expected a whole number of at least 1"], id="no turn"
        ),
        pytest.param(
            {"限度": {"文字长度": "1.5"}}, ["限度.文字长度: DAT105 found 1.5, expected a whole number of at least 1"], id="half a character"
        ),
        pytest.param(
            {"限度": {"输出字节": "很多"}}, ["限度.输出字节: DAT105 found 很多, expected a whole number of at least 1"], id="no number of bytes"
        ),
        pytest.param(
            {"限度": {"循环": "9"}}, ["限度.循环: DAT101 unknown key 循环; did you mean 循环次数?"], id="an unknown limit"
        ),
        pytest.param(
            {"计分": {"偏差上限": "-1"}}, ["计分.偏差上限: DAT105 found -1, expected a number of at least 0"], id="below a limit"
        ),
        pytest.param(
            {"附加字段": {"项目": "负责人"}}, ["附加字段.项目: DAT103 found 负责人, expected a list"], id="extra fields"
        ),
        pytest.param({"项目列表": []}, ["项目列表: DAT102 the booklet holds no project"], id="no projects"),
        pytest.param({"项目列表": "无"}, ["项目列表: DAT102 the booklet holds no project"], id="no list of projects"),
    ),
)  # fmt: skip
def test_problems_of_the_head(head: Data, expected: list[str]) -> None:
    assert problems(project(), **head) == expected


def test_missing_head_keys_are_all_named() -> None:
    _, found = load_booklet({"表种": "自评表", "项目列表": [project()]})
    assert [problem.message for problem in found] == [
        f"{key} is missing" for key in ("年度", "部门", "标题", "金额单位", "模板")
    ]


@pytest.mark.parametrize(
    ("kind", "record", "message"),
    (
        pytest.param("自评", lambda: first(分值="多"), "项目列表.1.绩效指标.0.分值", id="self-evaluation"),
        pytest.param(
            "目标表", lambda: declaration(计划开始日期="x"), "项目列表.1.计划开始日期", id="target form"
        ),
    ),
)
def test_a_wrong_kind_does_not_hide_the_projects(kind: str, record: Callable[[], Data], message: str) -> None:
    good = declaration() if "申报" in kind or kind == "目标表" else project()
    assert [text.partition(":")[0] for text in problems(good, record(), 表种=kind)] == ["表种", message]


def test_problems_of_one_project_do_not_hide_those_of_others() -> None:
    assert [text.partition(":")[0] for text in problems(first(分值="x"), project(), first(得分="y"))] == [
        "项目列表.0.绩效指标.0.分值",
        "项目列表.2.绩效指标.0.得分",
    ]
