"""Small booklets for the tests of rules, which a test spoils in one place.

The rule under test has nothing to say of them; others may. Forms that no rule finds fault with are in examples.py.
"""

from __future__ import annotations

from generator import rules, scoring
from generator.model.booklet import Booklet, load_booklet
from generator.rules.rule import Rule

Data = dict[str, object]


def indicator(first: str, second: str, weight: str, **labels: object) -> Data:
    """A reached indicator in numbers."""
    return {
        "一级指标": first,
        "二级指标": second,
        "三级指标": "完成率",
        "年度指标值": "≥90.00(%)",
        "实际完成值": "100.00(%)",
        "分值": weight,
        **labels,
    }


def row(budget: str, executed: str, **labels: object) -> Data:
    """A fund row with nothing at the start of the year."""
    return {"年初预算数": "0.00", "全年预算数": budget, "全年执行数": executed, **labels}


def funds(**rows: object) -> Data:
    """339.93 of which 330.00 are executed, all from the year's appropriation."""
    return {
        "年度资金总额": row("339.93", "330.00"),
        "当年财政拨款": row("339.93", "330.00"),
        "上年结转资金": row("0.00", "0.00"),
        "其他资金": row("0.00", "0.00"),
        **rows,
    }


def project(*first: Data, **labels: object) -> Data:
    """A self-evaluation of four indicators; `first` stands in for its first indicators."""
    indicators = [
        indicator("产出指标", "数量指标", "20"),
        indicator("产出指标", "质量指标", "30"),
        indicator("效益指标", "社会效益指标", "30"),
        indicator("满意度指标", "服务对象满意度指标", "10"),
    ]
    return {
        "项目名称": "高性能计算服务经费",
        "主管部门": "上海市数据局",
        "实施单位": "上海市数据局",
        "项目资金": funds(),
        "年度总体目标": {"预期目标": "提供算力", "实际完成情况": "科研用户用上了公共算力"},
        "绩效指标": [*first, *indicators[len(first) :]],
        **labels,
    }


def first(**labels: object) -> Data:
    """A self-evaluation whose first indicator (20 points) differs in `labels`."""
    return project({**indicator("产出指标", "数量指标", "20"), **labels})


def declaration(**labels: object) -> Data:
    """A declaration of targets of one indicator."""
    target = {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "机时", "年度指标值": "≥6.00(万)"}
    return {
        "项目名称": "高性能计算服务经费",
        "项目性质": "经常性专项业务费",
        "项目类别": "特定目标类",
        "主管部门": "上海市数据局",
        "实施单位": "上海市数据局",
        "计划开始日期": "2026-01-01",
        "计划完成日期": "2026-12-31",
        "项目资金": {"年度资金申请总额": "3,700.00", "当年财政拨款": "3,700.00", "上年结转资金": "0.00"},
        "项目绩效目标": {"年度总体目标": "提供算力"},
        "绩效指标": [target],
        **labels,
    }


def booklet(*projects: Data, **labels: object) -> Booklet:
    """The booklet of these projects, for 2024 or, with declarations, for 2026."""
    declared = "项目绩效目标" in projects[0]
    data: Data = {
        "表种": "申报表" if declared else "自评表",
        "年度": "2026" if declared else "2024",
        "部门": "上海市数据局",
        "标题": "汇总表",
        "金额单位": "万元",
        "模板": "target",
        "项目列表": list(projects),
        **labels,
    }
    loaded, problems = load_booklet(data)
    assert loaded is not None, problems
    return loaded


def with_indicators(*rows: str, kind: str = "申报表") -> Data:
    """A form with these indicators: `一级/二级|三级指标|年度指标值|实际完成值|偏差原因` each, the ends optional."""
    listed = []
    for row in rows:
        levels, name, target, *rest = row.split("|")
        first, _stroke, second = levels.partition("/")
        made = {
            "一级指标": f"{first}指标",
            "二级指标": f"{second}指标",
            "三级指标": name,
            "年度指标值": target,
        }
        if kind == "自评表":
            actual, reason = [*rest, "", ""][:2]
            made |= {"实际完成值": actual, "分值": "10", "偏差原因分析及改进措施": reason}
        listed.append(made)
    return declaration(绩效指标=listed) if kind == "申报表" else project(绩效指标=listed)


def messages(rule: Rule, *projects: Data, **labels: object) -> list[str]:
    """What one rule says of a booklet, each with its path below the project list."""
    given = booklet(*projects, **labels)
    problems = rules.run(given, scoring.score_booklet(given))
    assert rule in rules.catalogue()
    return [
        f"{'.'.join(map(str, problem.path[1:]))}: {problem.message}"
        for problem in problems
        if problem.code == rule.code
    ]
