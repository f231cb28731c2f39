from __future__ import annotations

import pytest
from rules.cases import Data, declaration, first, messages, project, with_indicators

from generator.rules import completeness, indicator_names, levels, placement
from generator.rules.rule import Rule


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(project(), [], id="four"),
        pytest.param(declaration(), [], id="one"),
        pytest.param(declaration(绩效指标=[]), ["0.绩效指标: the project has no indicator"], id="none"),
    ),
)
def test_form_has_indicators(given: Data, expected: list[str]) -> None:
    assert messages(levels.form_has_indicators, given) == expected


_FIRST = "成本指标, 产出指标, 效益指标, 满意度指标"


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(first(), [], id="known"),
        pytest.param(
            first(一级指标="产出"),
            [f"0.绩效指标.0.一级指标: found level 产出, expected one of {_FIRST}"],
            id="without its ending",
        ),
        pytest.param(
            first(一级指标=""),
            [f"0.绩效指标.0.一级指标: the level is empty, expected one of {_FIRST}"],
            id="empty",
        ),
    ),
)
def test_first_level_exists(given: Data, expected: list[str]) -> None:
    assert messages(levels.first_level_exists, given) == expected


def test_the_booklet_can_have_other_levels() -> None:
    given = first(一级指标="管理指标", 二级指标="制度指标")
    known = {"管理指标": ["制度指标"], "产出指标": ["质量指标"], "效益指标": ["社会效益指标"]}
    assert messages(levels.first_level_exists, given, 检查={"指标体系": known}) == [
        "0.绩效指标.3.一级指标: found level 满意度指标, expected one of 管理指标, 产出指标, 效益指标"
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(first(二级指标="时效指标"), [], id="under its first"),
        pytest.param(
            first(二级指标="社会效益指标"),
            ["0.绩效指标.0.二级指标: 社会效益指标 stands under 产出指标, but belongs to 效益指标"],
            id="of another first",
        ),
        pytest.param(
            first(二级指标="数量"),
            ["0.绩效指标.0.二级指标: found level 数量, expected one of 数量指标, 质量指标, 时效指标"],
            id="unknown",
        ),
        pytest.param(first(一级指标="未知", 二级指标="未知"), [], id="unknown first: said once"),
    ),
)
def test_second_level_stands_under_its_first(given: Data, expected: list[str]) -> None:
    assert messages(levels.second_level_stands_under_its_first, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(first(), [], id="named"),
        pytest.param(first(三级指标="."), [], id="one character"),
        pytest.param(first(三级指标=" "), ["0.绩效指标.0.三级指标: the indicator has no name"], id="a blank"),
    ),
)
def test_indicator_is_named(given: Data, expected: list[str]) -> None:
    assert messages(levels.indicator_is_named, given) == expected


COST, COUNT, GOOD, SOON, USE, GLAD = (
    "成本/经济成本|总成本|≤5.00(万元)",
    "产出/数量|培训场次|≥5.00(场)",
    "产出/质量|验收合格率|=100.00(%)",
    "产出/时效|完成及时率|=100.00(%)",
    "效益/社会效益|应用项目数|≥5.00(个)",
    "满意度/服务对象满意度|学员满意度|≥90.00(%)",
)
COMPLETE = (COST, COUNT, GOOD, SOON, USE, GLAD)


def without(*rows: str) -> Data:
    return with_indicators(*(row for row in COMPLETE if row not in rows))


@pytest.mark.parametrize(
    ("rule", "given", "expected"),
    (
        pytest.param(completeness.outputs_benefits_and_satisfaction_are_there, without(), [], id="all"),
        pytest.param(
            completeness.outputs_benefits_and_satisfaction_are_there,
            without(COUNT, GOOD, SOON, GLAD),
            ["产出指标", "满意度指标"],
            id="neither output nor satisfaction",
        ),
        pytest.param(
            completeness.outputs_benefits_and_satisfaction_are_there,
            declaration(绩效指标=[]),
            [],
            id="none at all: said elsewhere",
        ),
        pytest.param(completeness.costs_are_there, without(), [], id="a cost"),
        pytest.param(completeness.costs_are_there, without(COST), ["成本指标"], id="no cost"),
        pytest.param(
            completeness.costs_are_there,
            with_indicators("产出/成本|总成本|≤5.00(万元)"),
            [],
            id="a cost under the outputs",
        ),
        pytest.param(
            completeness.outputs_have_quantity_quality_and_time, without(), [], id="quantity, quality, time"
        ),
        pytest.param(
            completeness.outputs_have_quantity_quality_and_time,
            without(COUNT, SOON),
            ["产出指标, 数量指标", "产出指标, 时效指标"],
            id="quality alone",
        ),
        pytest.param(
            completeness.outputs_have_quantity_quality_and_time,
            without(COUNT, GOOD, SOON),
            [],
            id="no output: said elsewhere",
        ),
    ),
)
def test_kinds_of_indicators_are_there(rule: Rule, given: Data, expected: list[str]) -> None:
    assert messages(rule, given) == [f"0.绩效指标: there is no indicator under {kind}" for kind in expected]


def test_what_the_booklets_scheme_leaves_out_is_not_asked_for() -> None:
    given = with_indicators(f"{COUNT}|5.00(场)", kind="自评表")
    scheme = {"一级指标": {"产出指标": "90", "效益指标": "0", "满意度指标": "10"}}
    rules = (completeness.outputs_benefits_and_satisfaction_are_there, completeness.costs_are_there)
    assert [messages(rule, given, 计分=scheme) for rule in rules] == [
        ["0.绩效指标: there is no indicator under 满意度指标"],
        [],
    ]


@pytest.mark.parametrize(
    ("given", "fewest", "expected"),
    (
        pytest.param(project(), "4", [], id="enough"),
        pytest.param(
            project(), "5", ["0.绩效指标: the project has 4 indicators, expected 5 or more"], id="too few"
        ),
        pytest.param(declaration(绩效指标=[]), "4", [], id="none: said elsewhere"),
    ),
)
def test_indicators_are_enough(given: Data, fewest: str, expected: list[str]) -> None:
    assert messages(completeness.indicators_are_enough, given, 检查={"最少指标数": fewest}) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    (
        pytest.param(GLAD, [], id="in its level"),
        pytest.param("满意度/服务对象满意度|有责投诉数|≤3.00(件)", [], id="complaints tell of it, too"),
        pytest.param("满意度/服务对象满意度|服务对象评价|满意", [], id="in the target"),
        pytest.param("产出/数量|满意度调查完成率|=100.00(%)", [], id="a survey is work"),
        pytest.param(
            "效益/可持续影响|政府行业部门满意|≥85.00(%)",
            ["政府行业部门满意 is about satisfaction, but stands under 可持续影响指标"],
            id="outside",
        ),
        pytest.param(
            "满意度/服务对象满意度|数据安全能力|不断完善",
            ["数据安全能力 stands under 满意度指标, but nobody's satisfaction is asked for"],
            id="none inside",
        ),
    ),
)
def test_satisfaction_stands_in_its_level(row: str, expected: list[str]) -> None:
    found = messages(placement.satisfaction_stands_in_its_level, with_indicators(row))
    assert found == [f"0.绩效指标.0.三级指标: {message}" for message in expected]


@pytest.mark.parametrize(
    ("row", "expected"),
    (
        pytest.param(SOON, [], id="in its level"),
        pytest.param("产出/质量|网站无故障运行时间占比|≥99.00(%)", [], id="a share of time is a quality"),
        pytest.param("效益/社会效益|响应国家号召情况|响应", [], id="an answer to a call"),
        pytest.param("效益/社会效益|应急响应能力|提升", [], id="an ability"),
        pytest.param("效益/社会效益|群众平均等候时间|≤5.00(分钟)", [], id="what people wait is a benefit"),
        pytest.param("满意度/服务对象满意度|办理及时满意度|≥90.00(%)", [], id="satisfaction: said elsewhere"),
        pytest.param("产出/质量|课题按时结题率|≥95.00(%)", ["按时", "质量指标"], id="among the qualities"),
        pytest.param("效益/社会效益|共享审核平均时间|≤5.00(天)", ["时间", "社会效益指标"], id="a benefit"),
    ),
)
def test_timeliness_stands_in_its_level(row: str, expected: list[str]) -> None:
    text = "0.绩效指标.0.三级指标: {} in the name is about time, but the indicator stands under {}"
    found = messages(placement.timeliness_stands_in_its_level, with_indicators(row))
    assert found == ([text.format(*expected)] if expected else [])


@pytest.mark.parametrize(
    ("row", "expected"),
    (
        pytest.param(GOOD, [], id="in its level"),
        pytest.param("产出/时效|验收及时率|=100.00(%)", [], id="about time"),
        pytest.param("产出/数量|达标企业数|≥5.00(家)", [], id="a count"),
        pytest.param("效益/生态效益|空气优良率|≥90.00(%)", [], id="the quality of air"),
        pytest.param("效益/社会效益|水质达标率|≥90.00(%)", [], id="the quality of water"),
        pytest.param("效益/社会效益|体质健康达标率|≥90.00(%)", [], id="the health of people"),
        pytest.param("产出/成本|生均标准达标率|=100.00(%)", [], id="a cost under the outputs"),
        pytest.param("效益/社会效益|成果质量达标率|=100.00(%)", ["达标", "社会效益指标"], id="a benefit"),
        pytest.param("产出/数量|设备验收通过率|=100.00(%)", ["验收", "数量指标"], id="among the quantities"),
    ),
)
def test_quality_stands_in_its_level(row: str, expected: list[str]) -> None:
    text = "0.绩效指标.0.三级指标: {} in the name is about quality, but the indicator stands under {}"
    found = messages(placement.quality_stands_in_its_level, with_indicators(row))
    assert found == ([text.format(*expected)] if expected else [])


@pytest.mark.parametrize(
    ("row", "expected"),
    (
        pytest.param(SOON, [], id="a rate"),
        pytest.param("产出/时效|延期次数|=0.00(次)", [], id="delays"),
        pytest.param("产出/时效|补贴发放频次|=4.00(次)", [], id="how often"),
        pytest.param("产出/时效|办结件|≤3.00(次)", [], id="a limit"),
        pytest.param("产出/时效|办结|≤3.00(天)", [], id="days"),
        pytest.param("产出/时效|按时办结|≥3.00(件)", [], id="in time"),
        pytest.param(COUNT, [], id="outside"),
        pytest.param(
            "产出/时效|组织大赛|≥2.00(次)",
            ["0.绩效指标.0.三级指标: ≥2.00(次) counts, but the indicator stands under 时效指标"],
            id="events",
        ),
    ),
)
def test_counts_stand_outside_timeliness(row: str, expected: list[str]) -> None:
    assert messages(placement.counts_stand_outside_timeliness, with_indicators(row)) == expected


def names(*pairs: str) -> Data:
    """A form with indicators such as `产出|培训`."""
    rows = (pair.split("|") for pair in pairs)
    return with_indicators(*(f"{first}/数量|{name}|≥5.00(场)" for first, name in rows))


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(names("产出|培训", "产出|研讨"), ([], [], []), id="two"),
        pytest.param(names("产出|", "产出|"), ([], [], []), id="no names: said elsewhere"),
        pytest.param(
            names("产出|培训", "产出|研讨", "产出|培 训。"),
            (["2.三级指标: indicator 培 训。 is already there, as number 1"], [], []),
            id="the same name",
        ),
        pytest.param(
            names("产出|培训", "效益|培训"),
            ([], ["1.三级指标: 培训 stands under 效益指标 and, as number 1, under 产出指标"], []),
            id="an output and a benefit",
        ),
        pytest.param(
            names("产出|主机系统故障响应", "产出|主机系统的故障响应"),
            ([], [], ["1.三级指标: 主机系统的故障响应 is nearly the same as number 1, 主机系统故障响应"]),
            id="a particle",
        ),
        pytest.param(
            names("产出|办公家具配备完成率", "产出|办公家俱配备完成率"),
            ([], [], ["1.三级指标: 办公家俱配备完成率 is nearly the same as number 1, 办公家具配备完成率"]),
            id="one sign",
        ),
        pytest.param(
            names("产出|平台一期建设完成率", "产出|平台二期建设完成率"), ([], [], []), id="two phases"
        ),
        pytest.param(
            names("产出|规划研究完成率", "产出|规划研究完成及时率"), ([], [], []), id="another measure"
        ),
        pytest.param(names("产出|按期开工率", "产出|按期完工率"), ([], [], []), id="beginning and end"),
        pytest.param(names("产出|数据能力", "产出|数据合力"), ([], [], []), id="short names"),
    ),
)
def test_indicators_are_there_once(given: Data, expected: tuple[list[str], ...]) -> None:
    rules = (
        indicator_names.names_of_indicators_differ,
        indicator_names.output_is_no_benefit,
        indicator_names.names_of_indicators_are_not_alike,
    )
    found = tuple([text.removeprefix("0.绩效指标.") for text in messages(rule, given)] for rule in rules)
    assert found == expected


@pytest.mark.parametrize(
    ("percent", "expected"),
    (
        pytest.param(
            "85",
            ["0.绩效指标.1.三级指标: 办公家俱配备率 is nearly the same as number 1, 办公家具配备率"],
            id="six of seven signs",
        ),
        pytest.param("86", [], id="more is asked"),
    ),
)
def test_how_alike_names_may_be_is_a_setting(percent: str, expected: list[str]) -> None:
    given = names("产出|办公家具配备率", "产出|办公家俱配备率")
    rule = indicator_names.names_of_indicators_are_not_alike
    assert messages(rule, given, 检查={"相似度": percent}) == expected
