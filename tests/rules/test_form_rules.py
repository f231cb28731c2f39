from __future__ import annotations

import pytest
from rules.cases import Data, declaration, messages, project

from generator.rules import forms


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(project(), [], id="both named"),
        pytest.param(project(主管部门="　"), ["0.主管部门: 主管部门 is empty"], id="only a blank"),
        pytest.param(declaration(实施单位=""), ["0.实施单位: 实施单位 is empty"], id="target form"),
    ),
)
def test_department_and_unit_are_named(given: Data, expected: list[str]) -> None:
    assert messages(forms.department_and_unit_are_named, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(project(), [], id="both stated"),
        pytest.param(declaration(), [], id="no goal for all years is needed"),
        pytest.param(
            project(年度总体目标={"预期目标": "提供算力"}),
            ["0.年度总体目标.实际完成情况: 实际完成情况 is empty"],
            id="nothing came of it",
        ),
        pytest.param(
            declaration(项目绩效目标={}),
            ["0.项目绩效目标.年度总体目标: 年度总体目标 is empty"],
            id="target form",
        ),
    ),
)
def test_goals_are_stated(given: Data, expected: list[str]) -> None:
    assert messages(forms.goals_are_stated, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(declaration(), [], id="both given"),
        pytest.param(project(), [], id="a self-evaluation has none"),
        pytest.param(declaration(计划完成日期=""), ["0.计划完成日期: 计划完成日期 is empty"], id="no end"),
    ),
)
def test_dates_are_given(given: Data, expected: list[str]) -> None:
    assert messages(forms.dates_are_given, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(declaration(), [], id="a year"),
        pytest.param(declaration(计划完成日期="2026-01-01"), [], id="one day"),
        pytest.param(
            declaration(计划完成日期="2025-12-31"),
            ["0.计划完成日期: the project ends on 2025-12-31, before it starts on 2026-01-01"],
            id="the day before",
        ),
    ),
)
def test_project_ends_after_it_starts(given: Data, expected: list[str]) -> None:
    assert messages(forms.project_ends_after_it_starts, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(declaration(), [], id="the year"),
        pytest.param(
            declaration(计划开始日期="2024-01-01", 计划完成日期="2028-12-31"), [], id="around the year"
        ),
        pytest.param(
            declaration(计划开始日期="2027-01-01", 计划完成日期="2027-12-31"),
            ["0.计划开始日期: the project starts on 2027-01-01, after the form's year 2026"],
            id="later",
        ),
        pytest.param(
            declaration(计划开始日期="2025-01-01", 计划完成日期="2025-12-31"),
            ["0.计划完成日期: the project ends on 2025-12-31, before the form's year 2026"],
            id="over",
        ),
    ),
)
def test_project_runs_in_the_year_of_the_form(given: Data, expected: list[str]) -> None:
    assert messages(forms.project_runs_in_the_year_of_the_form, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(declaration(), [], id="one year"),
        pytest.param(
            declaration(
                计划完成日期="2027-06-30",
                项目资金={"项目资金总额": "9.00"},
                项目绩效目标={"项目总目标": "建成", "年度总体目标": "开工"},
            ),
            [],
            id="two years, both stated",
        ),
        pytest.param(
            declaration(计划完成日期="2027-01-01"),
            [
                "0.项目资金.项目资金总额: 项目资金总额 is empty, but the project runs from 2026-01-01 to 2027-01-01",
                "0.项目绩效目标.项目总目标: 项目总目标 is empty, but the project runs from 2026-01-01 to 2027-01-01",
            ],
            id="a day into the next year",
        ),
    ),
)
def test_project_of_several_years_has_totals(given: Data, expected: list[str]) -> None:
    assert messages(forms.project_of_several_years_has_totals, given) == expected
