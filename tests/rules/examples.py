"""Booklets that no rule finds fault with, and what the example of a rule makes of them.

An example is YAML. Its keys go where the form has them: those of an indicator into the first indicator, those of a
project into the project, those of the head of a booklet (`年度`, `检查`, `计分`, …) into the head. `绩效指标` replaces
all indicators, each entry laid over the correct one at its position; as a mapping, its entries are laid over the
indicators of these numbers. `项目列表` replaces the project by one for each entry, each laid over a correct one: the
second and the third have names, goals and an indicator of their own. `对照` holds what the other booklet has otherwise.
`项目资金` and the goals are laid over, key by key.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from generator import rules, scoring
from generator.finding import Problem
from generator.model.booklet import Booklet, load_booklet
from generator.model.indicator import ScoredIndicator
from generator.model.labels import labels_of
from generator.model.project import SelfEvaluation, TargetDeclaration
from generator.model.settings import CheckSettings
from generator.rules.rule import Declaration, Rule

Data = dict[str, Any]

_INDICATORS = (
    ("成本指标", "经济成本指标", "项目总成本", "≤330.00(万元)", "323.40(万元)", "10"),
    ("成本指标", "经济成本指标", "单位机时成本", "≤0.08(元/核小时)", "0.07(元/核小时)", "10"),
    ("产出指标", "数量指标", "提供机时", "≥5000.00(万核小时)", "5200.00(万核小时)", "10"),
    ("产出指标", "数量指标", "服务科研项目数", "≥20.00(个)", "22.00(个)", "5"),
    ("产出指标", "质量指标", "系统可用率", "≥99.00(%)", "99.60(%)", "15"),
    ("产出指标", "时效指标", "故障响应时间", "≤30.00(分钟)", "25.00(分钟)", "10"),
    ("效益指标", "社会效益指标", "支撑重大科研任务", "≥6.00(项)", "7.00(项)", "10"),
    ("效益指标", "可持续影响指标", "运维管理制度", "健全", "达成指标", "10"),
    ("满意度指标", "服务对象满意度指标", "用户满意度", "≥90.00(%)", "95.00(%)", "10"),
)
_OTHERS = (  # name, what was intended, what came of it, the indicator that only this project has
    (
        "数字档案馆",
        "建成数字档案馆，市民可以在线查阅。",
        "档案馆已经开放，市民在线查阅方便。",
        "数字化档案数",
    ),
    (
        "城市大脑运维",
        "保障城市大脑平稳运行，各区随时接入。",
        "城市大脑全年平稳，各区均已接入。",
        "接入系统数",
    ),
)
_LABELS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值")


def evaluation() -> Data:
    """A correct self-evaluation: 98 % executed, 99.80 points."""
    row = {"年初预算数": "330.00", "全年预算数": "330.00", "全年执行数": "323.40"}
    nothing = dict.fromkeys(row, "0.00")
    return {
        "项目名称": "高性能计算服务经费",
        "主管部门": "上海市数据局",
        "实施单位": "上海市数据局",
        "项目资金": {"年度资金总额": row, "当年财政拨款": row, "上年结转资金": nothing, "其他资金": nothing},
        "年度总体目标": {
            "预期目标": "为科研单位提供算力服务，全年机时不少于5000万核小时，用户满意度达到90%以上。",
            "实际完成情况": "全年为22个科研项目提供机时5200万核小时，用户满意度为95%。",
        },
        "绩效指标": [dict(zip(_LABELS, indicator, strict=True)) for indicator in _INDICATORS],
    }


def declaration() -> Data:
    """A correct target form."""
    indicators = [dict(zip(_LABELS[:4], indicator, strict=False)) for indicator in _INDICATORS]
    return {
        "项目名称": "高性能计算服务经费",
        "项目性质": "经常性专项业务费",
        "项目类别": "特定目标类",
        "主管部门": "上海市数据局",
        "实施单位": "上海市数据局",
        "计划开始日期": "2026-01-01",
        "计划完成日期": "2026-12-31",
        "项目资金": {
            "年度资金申请总额": "3,300,000.00",
            "当年财政拨款": "3,300,000.00",
            "上年结转资金": "0.00",
            "其他资金": "0.00",
        },
        "项目绩效目标": {
            "年度总体目标": "为科研单位提供算力服务，全年机时不少于5000万核小时，用户满意度达到90%以上。"
        },
        "绩效指标": indicators,
    }


def head(kind: str) -> Data:
    """The head of a booklet of one kind of form."""
    return {
        "表种": kind,
        "年度": "2026" if kind == "申报表" else "2024",
        "部门": "上海市数据局",
        "标题": "汇总表",
        "金额单位": "元" if kind == "申报表" else "万元",
        "模板": "target",
    }


def parsed(example: str) -> Data:
    """The example of a rule as data."""
    data = yaml.load(example, Loader=yaml.BaseLoader)
    assert data is None or isinstance(data, dict), example
    return data or {}


def booklet_data(example: str, kind: str) -> Data:
    """The data of a correct booklet with an example laid over it."""
    given = parsed(example)
    base = declaration() if kind == "申报表" else evaluation()
    fields = labels_of(TargetDeclaration if kind == "申报表" else SelfEvaluation)
    own = {*fields, *labels_of(ScoredIndicator)} - ({"检查"} if _are_settings(given.get("检查")) else set())
    project = {key: value for key, value in given.items() if key in own}
    entries = given.get("项目列表", [project])
    made = head(kind) | {key: value for key, value in given.items() if key not in (*project, "项目列表")}
    return made | {
        "项目列表": [
            _project(_another(base, number) if number else base, entry)
            for number, entry in enumerate(entries)
        ]
    }


def kind_of(rule: Rule, example: str) -> str:
    """The form that an example of a rule is about."""
    given = parsed(example)
    marks = {"项目绩效目标", "计划开始日期", "计划完成日期", "项目性质", "项目类别"}
    entries = [given, *given.get("项目列表", [])]
    declared = rule.subject is Declaration or any(marks & set(entry) for entry in entries)
    return str(given.get("表种", "申报表" if declared else "自评表"))


def booklet(data: Data) -> Booklet:
    """The booklet that data hold; they have to be valid."""
    loaded, problems = load_booklet(data)
    assert loaded is not None, problems
    return loaded


def found(data: Data) -> list[Problem]:
    """What the rules say of a booklet."""
    compared = data.get("对照")
    given = booklet(data | ({"对照": ["另一本"]} if isinstance(compared, dict) else {}))
    return rules.run(given, scoring.score_booklet(given), _others(compared))


def _others(compared: object) -> list[rules.Other]:
    """The other booklet of an example: correct but for what the example says under 对照."""
    if isinstance(compared, dict):
        kind = compared.get("表种", "自评表")
        return [
            rules.Other("另一本", booklet(booklet_data(yaml.safe_dump(compared, allow_unicode=True), kind)))
        ]
    return [rules.Other(compared, None, "没有这一本")] if isinstance(compared, str) else []


def write(folder: Path, data: Data) -> None:
    """The booklet as a folder of YAML files."""
    folder.mkdir(parents=True, exist_ok=True)
    top = {key: value for key, value in data.items() if key != "项目列表"}
    (folder / "booklet.yaml").write_text(yaml.safe_dump(top, allow_unicode=True, sort_keys=False), "utf-8")
    for number, project in enumerate(data["项目列表"], 1):
        text = yaml.safe_dump(project, allow_unicode=True, sort_keys=False)
        (folder / f"{number:02}.yaml").write_text(text, "utf-8")


def _are_settings(checks: object) -> bool:
    """Whether 检查 holds the settings of a booklet and not exemptions."""
    return isinstance(checks, dict) and any(key in labels_of(CheckSettings) for key in checks)


def _another(base: Data, number: int) -> Data:
    """The correct form of another project."""
    name, expected, achieved, indicator = _OTHERS[number - 1]
    goals = {"年度总体目标": {"预期目标": expected, "实际完成情况": achieved}}
    if "项目绩效目标" in base:
        goals = {"项目绩效目标": {"年度总体目标": expected}}
    made = deepcopy(base) | {"项目名称": name} | goals
    made["绩效指标"][3]["三级指标"] = indicator
    return made


def _project(base: Data, entry: Data) -> Data:
    made = deepcopy(base)
    for key, value in entry.items():
        if key == "绩效指标" and isinstance(value, dict):
            made[key] = _numbered(made[key], value)
        elif key == "绩效指标":
            made[key] = [_indicator(base, position, row) for position, row in enumerate(value)]
        elif key not in made and key in labels_of(ScoredIndicator):
            made["绩效指标"][0] = made["绩效指标"][0] | {key: value}
        else:
            made[key] = _laid_over(made.get(key), value)
    return made


def _numbered(rows: list[Data], changes: Data) -> list[Data]:
    changed = [row | changes.get(str(number), {}) for number, row in enumerate(rows, 1)]
    return changed + [dict(rows[2]) | row for number, row in changes.items() if int(number) > len(rows)]


def _indicator(base: Data, position: int, row: Data) -> Data:
    rows = base["绩效指标"]
    return dict(rows[position] if position < len(rows) else rows[2]) | row


def _laid_over(below: Any, above: Any) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        return below | {key: _laid_over(below.get(key), value) for key, value in above.items()}
    return above
