"""What each kind of booklet leaves to the next."""

from __future__ import annotations

import pytest

from generator import tree
from generator.carrying.draft import carried_over
from generator.carrying.marks import Kind, Mark
from generator.errors import GeneratorError
from generator.model.booklet import Booklet, load_booklet

PROPOSED = "程序建议的分值（一级指标的总分平均分配），请核定"


def indicator(first: str, second: str, name: str, target: str, **more: str) -> tree.Tree:
    return {"一级指标": first, "二级指标": second, "三级指标": name, "年度指标值": target, **more}


def booklet(kind: str, year: int, unit: str, project: tree.Mapping) -> Booklet:
    data: dict[str, object] = {
        "表种": kind,
        "年度": str(year),
        "部门": "某局",
        "标题": "表",
        "金额单位": unit,
        "模板": "t",
        "附加字段": {"项目": ["负责人"], "绩效指标": ["权数"]},
        "项目列表": [{"项目名称": "甲", "主管部门": "某局", "实施单位": "某处", "负责人": "张三", **project}],
    }
    loaded, found = load_booklet(data)
    assert loaded, found
    return loaded


TARGETS: tree.Mapping = {
    "项目性质": "专项资金",
    "项目类别": "特定目标类",
    "计划开始日期": "2026-01-01",
    "计划完成日期": "2026-12-31",
    "检查": {"TXT106": "有依据"},
    "项目资金": {"年度资金申请总额": "1,234,567.89", "当年财政拨款": "1234567.89", "上年结转资金": "0"},
    "项目绩效目标": {"项目总目标": "建成平台", "年度总体目标": "2026年建成一期。"},
    "绩效指标": [
        indicator("产出指标", "数量指标", "建设量", "≥6.00(套)", 权数="1"),
        indicator("效益指标", "社会效益指标", "2026年办件便利度", "2026年一窗办结"),
        indicator("满意度指标", "服务对象满意度指标", "满意度", "≥90.00(%)"),
    ],
}
HEAD: tree.Mapping = {"项目名称": "甲", "主管部门": "某局", "实施单位": "某处", "负责人": "张三"}
CARRIED: list[dict[str, tree.Tree]] = [
    {
        "一级指标": "产出指标",
        "二级指标": "数量指标",
        "三级指标": "建设量",
        "年度指标值": "≥6.00(套)",
        "权数": "1",
    },
    {
        "一级指标": "效益指标",
        "二级指标": "社会效益指标",
        "三级指标": "2026年办件便利度",
        "年度指标值": "2026年一窗办结",
    },
    {
        "一级指标": "满意度指标",
        "二级指标": "服务对象满意度指标",
        "三级指标": "满意度",
        "年度指标值": "≥90.00(%)",
    },
]


def test_targets_become_the_evaluation_of_their_year() -> None:
    draft = carried_over(booklet("申报表", 2026, "元", TARGETS), "自评表", 2026, "万元")
    funds = {"年初预算数": "123.456789", "全年预算数": "123.456789"}
    nothing = {"年初预算数": "0.00", "全年预算数": "0.00"}
    assert draft.projects == [
        {
            **HEAD,
            "年度总体目标": {"预期目标": "2026年建成一期。"},
            "项目资金": {"年度资金总额": funds, "当年财政拨款": funds, "上年结转资金": nothing},
            "绩效指标": [
                {**row, "分值": points} for row, points in zip(CARRIED, ("50", "30", "10"), strict=True)
            ],
        }
    ]
    assert draft.marks == [Mark("甲", "绩效指标", row, "分值", Kind.PROPOSAL, PROPOSED) for row in range(3)]


def test_points_that_the_scheme_does_not_say_are_left_blank() -> None:
    project = {**TARGETS, "绩效指标": [indicator("产出指标", "数量指标", "建设量", "≥6.00(套)")]}
    draft = carried_over(booklet("申报表", 2026, "元", project), "自评表", 2026, "万元")
    [carried] = draft.projects
    assert carried["绩效指标"] == [indicator("产出指标", "数量指标", "建设量", "≥6.00(套)")]
    assert draft.marks == []


def revise(sheet: str, row: int, heading: str) -> Mark:
    return Mark("甲", sheet, row, heading, Kind.REVISE, "文中有2026年，请按2027年的情况修改", ("2026",))


def test_targets_become_the_draft_of_the_next_year() -> None:
    draft = carried_over(booklet("申报表", 2026, "元", TARGETS), "申报表", 2027, "元")
    assert draft.projects == [
        {
            **HEAD,
            "项目性质": "专项资金",
            "项目类别": "特定目标类",
            "计划开始日期": "2027-01-01",
            "计划完成日期": "2027-12-31",
            "项目绩效目标": {"项目总目标": "建成平台", "年度总体目标": "2026年建成一期。"},
            "绩效指标": CARRIED,
        }
    ]
    amount = "上年（2026）年度资金申请总额：1,234,567.89 元"
    assert draft.marks == [
        Mark("甲", "项目资金", 0, "年度资金申请总额", Kind.NOTE, amount),
        revise("项目", 0, "年度总体目标"),
        revise("绩效指标", 1, "三级指标"),
        revise("绩效指标", 1, "指标值"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    (
        pytest.param("2025-03-01", "2027-06-30", ("2025-03-01", "2027-06-30"), id="still running"),
        pytest.param("2025-01-01", "2026-12-31", ("2026-01-01", "2027-12-31"), id="over by then"),
        pytest.param("2026-01-01", "", ("2027-01-01", None), id="no end"),
    ),
)
def test_dates_move_unless_the_project_goes_on(
    start: str, end: str, expected: tuple[str | None, str | None]
) -> None:
    project = {**TARGETS, "计划开始日期": start, "计划完成日期": end}
    [carried] = carried_over(booklet("申报表", 2026, "元", project), "申报表", 2027, "元").projects
    assert (carried.get("计划开始日期"), carried.get("计划完成日期")) == expected


EVALUATED: tree.Mapping = {
    "项目资金": {"年度资金总额": {"年初预算数": "10", "全年预算数": "12.5", "全年执行数": "12"}},
    "年度总体目标": {"预期目标": "落实“十四五”规划。", "实际完成情况": "落实了。"},
    "总分": "97.00",
    "绩效指标": [
        indicator(
            "产出指标",
            "数量指标",
            "建设量",
            "≥6.00(套)",
            实际完成值="7.00(套)",
            分值="50.5",
            得分="50",
            偏差原因分析及改进措施="无",
        ),
        indicator("效益指标", "社会效益指标", "便利度", "便利", 分值="39.5"),
    ],
}
EVALUATED_ROWS = [
    indicator("产出指标", "数量指标", "建设量", "≥6.00(套)"),
    indicator("效益指标", "社会效益指标", "便利度", "便利"),
]


def test_an_evaluation_becomes_the_targets_of_the_next_year() -> None:
    draft = carried_over(booklet("自评表", 2025, "万元", EVALUATED), "申报表", 2026, "元")
    assert draft.projects == [
        {**HEAD, "项目绩效目标": {"年度总体目标": "落实“十四五”规划。"}, "绩效指标": EVALUATED_ROWS}
    ]
    plan = Mark(
        "甲", "项目", 0, "年度总体目标", Kind.REVISE, "文中有“十四五”，请按2026年的情况修改", ("十四五",)
    )
    assert draft.marks == [
        Mark("甲", "项目资金", 0, "年度资金申请总额", Kind.NOTE, "上年（2025）全年预算数：125,000.00 元"),
        Mark("甲", "绩效指标", 0, "指标值", Kind.NOTE, "上年（2025）实际完成值：7.00(套)"),
        plan,
    ]


def test_an_evaluation_becomes_the_one_of_the_next_year() -> None:
    draft = carried_over(booklet("自评表", 2024, "万元", EVALUATED), "自评表", 2025, "万元")
    weighed = [{**row, "分值": points} for row, points in zip(EVALUATED_ROWS, ("50.5", "39.5"), strict=True)]
    assert draft.projects == [
        {**HEAD, "年度总体目标": {"预期目标": "落实“十四五”规划。"}, "绩效指标": weighed}
    ]
    assert draft.marks == []


def test_an_amount_that_does_not_fit_names_its_project() -> None:
    project = {**TARGETS, "项目资金": {"年度资金申请总额": "0.000001"}}
    with pytest.raises(GeneratorError) as caught:
        carried_over(booklet("申报表", 2026, "元", project), "自评表", 2026, "万元")
    assert str(caught.value) == "甲: 0.000001 元 cannot be written in 万元 without losing digits"
