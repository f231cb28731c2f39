from __future__ import annotations

import pytest
from rules.cases import Data, declaration, indicator, messages, project

from generator.rules import copies, goals, promised

GOAL = "0.年度总体目标.预期目标"
DONE = "0.年度总体目标.实际完成情况"


def said(expected: str = "", achieved: str = "", *first: Data) -> Data:
    return project(*first, 年度总体目标={"预期目标": expected, "实际完成情况": achieved})


def measured(name: str, target: str, actual: str = "") -> Data:
    return indicator(
        "产出指标", "数量指标", "20", 三级指标=name, 年度指标值=target, 实际完成值=actual or target
    )


@pytest.mark.parametrize(
    ("expected", "achieved", "message"),
    (
        pytest.param("提供算力，用户满意。", "为22个项目提供机时5200万核小时。", "", id="said what was done"),
        pytest.param("提供算力。", "", "", id="nothing came of it"),
        pytest.param(
            "为科研单位培训300人次，用户满意。", "为科研单位培训312人次，用户满意。", "", id="other numbers"
        ),
        pytest.param(
            "提供算力，用户满意。", "提供算力,用户满意", "the text is the same as that of the goal", id="same"
        ),
        pytest.param(
            "促进区块链应用，强化算力监测，推进底座建设。",
            "促进了区块链应用，强化了算力监测，推进底座建设。",
            "the text hardly differs from that of the goal",
            id="only 了 more",
        ),
    ),
)
def test_achievements_are_not_the_goals_again(expected: str, achieved: str, message: str) -> None:
    found = messages(goals.achievements_are_not_the_goals_again, said(expected, achieved))
    assert found == ([f"{DONE}: {message}"] if message else [])


def test_how_like_they_may_be_is_a_setting() -> None:
    given = said("促进区块链应用，强化监测。", "促进了区块链应用，强化了监测。")
    assert messages(goals.achievements_are_not_the_goals_again, given, 检查={"相似度": "95"}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("提供算力，用户满意；提供算力，科研顺利", [], id="short clauses"),
        pytest.param(
            "为科研单位提供公共算力服务，满意。为科研单位提供公共算力服务，顺利。",
            [f"{GOAL}: the text says twice: 为科研单位提供公共算力服务"],
            id="long clause",
        ),
    ),
)
def test_goals_do_not_repeat_themselves(text: str, expected: list[str]) -> None:
    assert messages(goals.goals_do_not_repeat_themselves, said(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("一是甲；二是乙。做好研究，一是丙；二是丁；三是戊。", "", id="two series"),
        pytest.param("一、甲。\n（一）乙。\n（二）丙。\n二、丁。\n（一）戊。", "", id="levels"),
        pytest.param("1、甲；2、乙；3.5%为丙", "", id="digits and a decimal"),
        pytest.param("统一是关键，其三是基础，一、二、三类项目", "", id="words and lists"),
        pytest.param("①甲②乙③丙", "", id="circles"),
        pytest.param("组织大赛。三是深化研究", "the numbering begins with 三是", id="starts late"),
        pytest.param("1、甲；2、乙；4、丙", "the numbering goes from 2、 to 4、", id="leaves one out"),
        pytest.param("①甲②乙②丙", "the numbering goes from ② to ②", id="one twice"),
        pytest.param("第一，甲。第三，乙。", "the numbering goes from 第一， to 第三，", id="ordinals"),
    ),
)
def test_numbering_is_complete(text: str, expected: str) -> None:
    assert messages(goals.numbering_is_complete, said(text)) == ([f"{GOAL}: {expected}"] if expected else [])


@pytest.mark.parametrize(
    ("text", "fires"),
    (
        pytest.param("提供算力", False, id="other words"),
        pytest.param("为上海的科研单位提供高性能计算服务，用户满意。", False, id="says for whom"),
        pytest.param("高性能计算服务", True, id="the name"),
        pytest.param("完成2024年度高性能计算服务项目工作。", True, id="the name, done"),
    ),
)
def test_goals_say_more_than_the_name(text: str, fires: bool) -> None:
    expected = [f"{GOAL}: the goal says no more than the name of the project: {text}"] if fires else []
    assert messages(goals.goals_say_more_than_the_name, said(text)) == expected


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    (
        pytest.param("满意度达到90%以上", [("用户满意度", "≥95.00(%)")], "", id="the indicator asks more"),
        pytest.param(
            "机时不少于5000万核小时", [("提供机时", "≥50000000.00(核小时)")], "", id="another scale"
        ),
        pytest.param(
            "机时不少于5000万核小时",
            [("气象局机时", "≥3000.00(万核小时)"), ("环境中心机时", "≥2000.00(万核小时)")],
            "",
            id="the sum of two",
        ),
        pytest.param(
            "建成示范场景2个、改造示范场景3个", [("示范场景建设", "=5.00(个)")], "", id="two make one"
        ),
        pytest.param(
            "响应时间不超过30分钟", [("故障响应时间", "≤15.00(分钟)")], "", id="faster than promised"
        ),
        pytest.param(
            "市民满意度达到98%",
            [("企业满意度", "≥90.00(%)"), ("员工满意度", "≥90.00(%)")],
            "",
            id="of others",
        ),
        pytest.param("培训120人次", [("举办活动", "≥5.00(场)")], "", id="another kind of thing"),
        pytest.param("建成示范场景2个", [("示范场景建设", "有所推进")], "", id="in words"),
        pytest.param(
            "用户满意度达到95%以上",
            [("用户满意度", "≥90.00(%)")],
            "the goal says 用户满意度达到95%以上, the indicator 用户满意度 says ≥90.00(%)",
            id="less satisfaction",
        ),
        pytest.param(
            "机时不少于5000万核小时",
            [("提供机时", "≥5000.00(核小时)")],
            "the goal says 机时不少于5000万核小时, the indicator 提供机时 says ≥5000.00(核小时)",
            id="ten thousand times less",
        ),
        pytest.param(
            "打造2个示范场景",
            [("示范场景建设", "=50.00(个)")],
            "the goal says 打造2个示范场景, the indicator 示范场景建设 says =50.00(个)",
            id="another number",
        ),
        pytest.param(
            "响应时间不超过30分钟",
            [("故障响应时间", "≤60.00(分钟)")],
            "the goal says 响应时间不超过30分钟, the indicator 故障响应时间 says ≤60.00(分钟)",
            id="slower",
        ),
    ),
)
def test_goals_agree_with_the_indicators(text: str, rows: list[tuple[str, str]], expected: str) -> None:
    given = said(text, "", *(measured(*row) for row in rows))
    given["绩效指标"] = given["绩效指标"][: len(rows)]  # type: ignore[index]
    found = messages(promised.goals_agree_with_the_indicators, given)
    assert found == ([f"{GOAL}: {expected}"] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("观展人次达7400人次，满意度99%", [], id="as reached"),
        pytest.param("观展人次超过7000人次", [], id="rounded down"),
        pytest.param("观展人次约7500人次", [], id="about"),
        pytest.param(
            "观展人次为8400人次",
            [f"{DONE}: the text says 观展人次为8400人次, the indicator 观展人次 reached 7400.00(人次)"],
            id="more than reached",
        ),
    ),
)
def test_what_is_reported_is_what_the_indicators_reached(text: str, expected: list[str]) -> None:
    given = said("", text, measured("观展人次", "≥5000.00(人次)", "7400.00(人次)"))
    assert messages(promised.goals_agree_with_the_indicators, given) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("举办1场开幕式，覆盖16个区，全年24小时服务", "", id="nothing is promised"),
        pytest.param("示范场景建设30个", "", id="of an indicator that has no number yet"),
        pytest.param("涉及居民楼28栋、覆盖14个地（州、市）", "", id="what it is about"),
        pytest.param("清扫20条道路、4处小广场，建成示范场景25个", "清扫20条道路, 4处小广场", id="in a list"),
        pytest.param("申请资金90万元，其中30万元用于审计", "", id="money that is spent"),
        pytest.param("建成示范场景25个，用户满意度90%", "", id="measured"),
        pytest.param("产业规模达到6000亿元", "产业规模达到6000亿元", id="money that is reached"),
        pytest.param("支持项目180个", "支持项目180个", id="a count"),
        pytest.param("指导认证80家次", "指导认证80家次", id="a visit counted by company"),
        pytest.param(
            "一是支持项目180个；（二）养护道路12公里",
            "支持项目180个, 养护道路12公里",
            id="in numbered points",
        ),
        pytest.param("支持项目180个，新增5个物联感知终端", "支持项目180个, 新增5个物联感知终端", id="two"),
    ),
)
def test_promised_numbers_have_indicators(text: str, expected: str) -> None:
    given = said(text, "", measured("示范场景建设", "≥25.00(个)"))
    given["绩效指标"][-1]["三级指标"] = "用户满意度"  # type: ignore[index]
    message = f"{GOAL}: no indicator measures what the goal promises: {expected}"
    assert messages(promised.promised_numbers_have_indicators, given) == ([message] if expected else [])


SHARED = (
    "本年度立足数字化转型整体战略部署，以精准化政策扶持、高效化项目推进为核心抓手，围绕各项重点工作设定目标"
)


@pytest.mark.parametrize(
    ("texts", "expected"),
    (
        pytest.param(["提供算力", "建成档案馆"], [], id="different"),
        pytest.param(["", ""], [], id="empty"),
        pytest.param(
            ["提供算力。", "提供 算力"], ["the text is that of project 甲, number 1"], id="the same"
        ),
        pytest.param(
            ["为科研单位提供公共算力服务，保障用户满意。", "为科研单位提供了公共算力服务，保障用户满意。"],
            ["the text is nearly that of project 甲, number 1"],
            id="nearly the same",
        ),
        pytest.param(
            [
                f"<p>{SHARED}。</p>",
                f"{SHARED.replace('，', ',')}。一是支持项目；二是打造场景；三是推进应用。",
            ],
            ["a long sentence of the text stands in project 甲, number 1, too"],
            id="a long sentence",
        ),
        pytest.param(
            [f"根据{SHARED}。提供算力。", f"根据{SHARED}。建成数字档案馆。"],
            ["the text is nearly that of project 甲, number 1"],
            id="a common basis is no copy, but with little else it is",
        ),
    ),
)
def test_goals_differ_between_projects(texts: list[str], expected: list[str]) -> None:
    projects = [
        declaration(项目名称=name, 项目绩效目标={"年度总体目标": text})
        for name, text in zip("甲乙", texts, strict=True)
    ]
    found = messages(copies.goals_differ_between_projects, *projects)
    assert found == [f"1.项目绩效目标.年度总体目标: {message}" for message in expected]


@pytest.mark.parametrize(
    ("changed", "expected"),
    (
        pytest.param({"三级指标": "档案数"}, [], id="one of another name"),
        pytest.param({"年度指标值": "≥80.00(%)"}, [], id="one with another target"),
        pytest.param(
            {},
            ["1.绩效指标: all indicators are those of project 高性能计算服务经费, number 1"],
            id="the same",
        ),
    ),
)
def test_indicators_differ_between_projects(changed: Data, expected: list[str]) -> None:
    other = project(indicator("产出指标", "数量指标", "20", **changed), 项目名称="数字档案馆")
    assert messages(copies.indicators_differ_between_projects, project(), other) == expected


def test_two_indicators_are_no_set() -> None:
    first, second = declaration(), declaration(项目名称="数字档案馆")
    assert messages(copies.indicators_differ_between_projects, first, second) == []
