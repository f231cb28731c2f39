from __future__ import annotations

import pytest
from rules.cases import Data, declaration, indicator, messages, project

from generator.rules import heads, naming


def named(*names: str) -> list[Data]:
    return [project(项目名称=name) for name in names]


@pytest.mark.parametrize(
    ("names", "expected"),
    (
        pytest.param(["甲项目", "乙项目"], [], id="different"),
        pytest.param(
            ["甲项目", "乙项目", "甲项目"],
            ["2.项目名称: project 甲项目 is already in the booklet, as number 1"],
            id="twice",
        ),
        pytest.param(["甲项目A", "甲 项目Ａ"], [], id="but for a blank and the width: FRM111"),
    ),
)
def test_project_names_differ(names: list[str], expected: list[str]) -> None:
    assert messages(naming.project_names_differ, *named(*names)) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    (
        pytest.param(["甲项目", "乙项目", "甲项目"], [], id="equal: FRM103"),
        pytest.param(["公共服务平台一期", "公共服务平台二期", "公共服务平台（3）"], [], id="numbers"),
        pytest.param(["城市数字化转型", "城市数字化转型专项资金"], [], id="a longer name"),
        pytest.param(
            ["甲项目A", "甲 项目Ａ"],
            ["1.项目名称: the name is nearly that of project 甲项目A, number 1"],
            id="but for a blank and the width",
        ),
        pytest.param(
            ["乙", "高性能计算公共服务平台经费", "高性能计算公共服务平台的经费"],
            ["2.项目名称: the name is nearly that of project 高性能计算公共服务平台经费, number 2"],
            id="one sign more",
        ),
    ),
)
def test_project_names_are_told_apart(names: list[str], expected: list[str]) -> None:
    assert messages(naming.project_names_are_told_apart, *named(*names)) == expected


@pytest.mark.parametrize(
    ("name", "year"),
    (
        pytest.param("高性能计算", "", id="none"),
        pytest.param("全球数商大会2024", "", id="at the end"),
        pytest.param("2030计划前期研究", "", id="a name of its own"),
        pytest.param("2024年数据综合管理", "2024年", id="year"),
        pytest.param("2024年度数据综合管理", "2024年度", id="form's year"),
        pytest.param("2024-数据综合管理", "2024", id="number"),
    ),
)
def test_project_name_has_no_year(name: str, year: str) -> None:
    message = f"0.项目名称: the name begins with the year {year}; the form has it already"
    assert messages(naming.project_name_has_no_year, *named(name)) == ([message] if year else [])


@pytest.mark.parametrize(
    ("labels", "expected"),
    (
        pytest.param({}, [], id="the department"),
        pytest.param({"实施单位": "上海市大数据中心"}, [], id="another unit"),
        pytest.param({"主管部门": "上海市数据局信息中心"}, [], id="a unit below it"),
        pytest.param({"主管部门": "", "实施单位": ""}, [], id="empty: FRM101"),
        pytest.param(
            {"实施单位": "上海数据局"},
            ["0.实施单位: 上海数据局 is elsewhere written 上海市数据局"],
            id="short",
        ),
        pytest.param(
            {"主管部门": "上海市经信委"},
            ["0.主管部门: the department is 上海市经信委, the booklet is of 上海市数据局"],
            id="another department",
        ),
    ),
)
def test_departments_and_units_are_written_one_way(labels: Data, expected: list[str]) -> None:
    assert messages(naming.departments_and_units_are_written_one_way, project(**labels)) == expected


def test_units_are_compared_with_each_other() -> None:
    given = project(实施单位="上海市大数据中心"), project(实施单位="上海大数据中心")
    assert messages(naming.departments_and_units_are_written_one_way, *given) == [
        "1.实施单位: 上海大数据中心 is elsewhere written 上海市大数据中心"
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(declaration(), [], id="known"),
        pytest.param(declaration(项目性质=""), [], id="not filled in"),
        pytest.param(
            declaration(项目性质="经常性业务费"),
            ["0.项目性质: 经常性业务费 is not one of 经常性专项业务费, 专项资金, 阶段性项目, 一次性项目; did you mean 经常性专项业务费?"],
            id="another word",
        ),
    ),
)  # fmt: skip
def test_nature_is_known(given: Data, expected: list[str]) -> None:
    assert messages(heads.nature_is_known, given) == expected


def test_natures_and_categories_are_settings() -> None:
    given = declaration(项目性质="延续项目", 项目类别="基本支出")
    checks = {"项目性质": ["延续项目"], "项目类别": ["项目支出"]}
    assert messages(heads.nature_is_known, given, 检查=checks) == []
    assert messages(heads.category_is_known, given, 检查=checks) == [
        "0.项目类别: 基本支出 is not one of 项目支出; did you mean 项目支出?"
    ]


@pytest.mark.parametrize(
    ("labels", "fires"),
    (
        pytest.param({}, False, id="one year"),
        pytest.param({"项目性质": "阶段性项目", "计划完成日期": "2027-12-31"}, False, id="in stages"),
        pytest.param({"计划完成日期": ""}, False, id="no end: FRM104"),
        pytest.param({"计划完成日期": "2027-12-31"}, True, id="yearly over two years"),
    ),
)
def test_yearly_project_runs_for_one_year(labels: Data, fires: bool) -> None:
    message = "0.计划完成日期: 经常性专项业务费 is asked for year by year, but the project runs from 2026-01-01 to 2027-12-31"
    assert messages(heads.yearly_project_runs_for_one_year, declaration(**labels)) == (
        [message] if fires else []
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(
            project(年度总体目标={"预期目标": "“数据要素×”大赛、1+2+1+X、7×24"}),
            [],
            id="signs with a meaning",
        ),
        pytest.param(project(项目名称="MAXX平台"), [], id="in a name"),
        pytest.param(
            project(实施单位="待填"),
            ["0.实施单位: 待填 is a placeholder that nothing has replaced"],
            id="a unit",
        ),
        pytest.param(
            project(项目名称="XX项目", 年度总体目标={"预期目标": "服务×××人", "实际完成情况": "/"}),
            [
                "0.项目名称: XX is a placeholder that nothing has replaced",
                "0.年度总体目标.预期目标: ××× is a placeholder that nothing has replaced",
                "0.年度总体目标.实际完成情况: / is a placeholder that nothing has replaced",
            ],
            id="name and goals",
        ),
        pytest.param(
            declaration(项目类别="*"),
            ["0.项目类别: * is a placeholder that nothing has replaced"],
            id="category",
        ),
        pytest.param(
            project(indicator("产出指标", "数量指标", "20", 三级指标="XX完成率")),
            ["0.绩效指标.0.三级指标: XX is a placeholder that nothing has replaced"],
            id="name of an indicator",
        ),
    ),
)
def test_head_and_goals_hold_no_placeholder(given: Data, expected: list[str]) -> None:
    assert messages(heads.head_and_goals_hold_no_placeholder, given) == expected
