"""Sample booklets that show what a template does with little, with much and with odd text; and the shape of the data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator import rendering, scoring, tree
from generator.model.booklet import load_booklet
from generator.vocabulary import Record

KINDS = ("自评表", "申报表")
LONGEST_GOAL = 977  # characters, as in the longest published one
MOST_INDICATORS = 40
_ODD = "=1+1 & <b>“引号”</b> \"'{{ }}"
_SENTENCE = "围绕数据要素市场化配置改革，建设公共数据平台，保障各部门系统安全稳定运行，提高群众办事满意度。"
_LEVELS = (
    ("产出指标", "数量指标", "≥100.00(件)", "120.00(件)"),
    ("产出指标", "质量指标", "≥95.00(%)", "98.00(%)"),
    ("产出指标", "时效指标", "=100.00(%)", "100.00(%)"),
    ("效益指标", "社会效益指标", "明显提高", "达成指标"),
    ("满意度指标", "服务对象满意度指标", "≥90.00(%)", "93.50(%)"),
)


class Extra(NamedTuple):
    """The fields that booklets of a template have beyond the standard ones."""

    project: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()


NO_EXTRA = Extra()


def sample(kind: str, extra: Extra = NO_EXTRA) -> Record:
    """What a template of this kind prints of three forms: the shortest, the longest, an odd one."""
    forms = [_shortest(kind), _longest(kind, extra), _odd(kind, extra)]
    data: tree.Mapping = {
        "表种": kind,
        "年度": "2026",
        "部门": "某市大数据发展管理局",
        "标题": f"某市大数据发展管理局2026年度财政项目支出绩效{kind}（样例）",
        "金额单位": "万元",
        "模板": "样例",
        "附加字段": {"项目": list(extra.project), "绩效指标": list(extra.indicator)},
        "项目列表": list(forms),
    }
    booklet, problems = load_booklet(dict(data))
    assert booklet is not None, problems
    return rendering.context(booklet, scoring.score_booklet(booklet))


def shape(kind: str, extra: Extra = NO_EXTRA) -> Record:
    """The vocabulary of a kind with lists of one item and None in the place of values."""
    made = _shape(sample(kind, extra))
    assert isinstance(made, Record)
    return made


def shape_of(vocabulary: Record) -> object:
    """The shape that a vocabulary has."""
    return _shape(vocabulary)


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return Record({name: _shape(inner) for name, inner in value.items()})
    if isinstance(value, list):
        full = [item for item in value if item]
        return [_shape(max(full, key=len))] if full else []
    return None


def _form(
    kind: str, name: str, goals: tuple[str, str], amount: str, rows: Iterable[tree.Mapping]
) -> tree.Mapping:
    if kind == "自评表":
        row: tree.Mapping = dict.fromkeys(("年初预算数", "全年预算数", "全年执行数"), amount)
        funds: tree.Mapping = {
            key: dict(row) for key in ("年度资金总额", "当年财政拨款", "上年结转资金", "其他资金")
        }
        labels = ("年度总体目标", "预期目标", "实际完成情况")
    else:
        names = (
            "项目资金总额",
            "财政资金",
            "项目其他资金",
            "年度资金申请总额",
            "当年财政拨款",
            "上年结转资金",
            "其他资金",
        )
        funds = dict.fromkeys(names, amount)
        labels = ("项目绩效目标", "项目总目标", "年度总体目标")
    return {
        "项目名称": name,
        "项目资金": funds if amount else {},
        labels[0]: dict(zip(labels[1:], goals, strict=True)),
        "绩效指标": list(rows),
    }


def _indicator(kind: str, number: int, name: str, reason: str = "") -> tree.Mapping:
    first, second, target, actual = _LEVELS[number * len(_LEVELS) // MOST_INDICATORS % len(_LEVELS)]
    row: tree.Mapping = {"一级指标": first, "二级指标": second, "三级指标": name, "年度指标值": target}
    if kind == "自评表":
        row |= {"实际完成值": actual, "分值": "2.25", "偏差原因分析及改进措施": reason}
    return row


def _shortest(kind: str) -> tree.Mapping:
    return _form(kind, "短", ("", ""), "", [_indicator(kind, 0, "量")])


def _longest(kind: str, extra: Extra) -> tree.Mapping:
    goal = (_SENTENCE * 30)[:LONGEST_GOAL]
    rows = [
        _indicator(kind, n, f"{_SENTENCE[:40]}第{n + 1}项", _SENTENCE * 3)
        | dict.fromkeys(extra.indicator, _SENTENCE)
        for n in range(MOST_INDICATORS)
    ]
    form = _form(kind, "很长的项目名称" * 8, (goal, goal), "123456789012.34", rows)
    form |= {
        "主管部门": "某市大数据发展管理局" * 2,
        "实施单位": "某市大数据发展管理局下属数据资源管理中心" * 2,
    }
    if kind == "申报表":
        form |= {"项目性质": "经常性项目（延续）", "项目类别": "信息化建设类项目支出", "计划开始日期": "2026-01-01",
                 "计划完成日期": "2026-12-31"}  # fmt: skip
    return form | dict.fromkeys(extra.project, _SENTENCE)


def _odd(kind: str, extra: Extra) -> tree.Mapping:
    rows = [
        _indicator(kind, 8 * n, name, _ODD)
        for n, name in enumerate((_ODD, "=1", "  前后空格  ", "上\n下", "'0123"))
    ]
    form = _form(
        kind,
        _ODD,
        (f"一、{_ODD}\n\n二、\t缩进\n-1+2", "@SUM(A1)\n" + "无空格" * 30 + "x" * 120),
        "-0.01",
        rows,
    )
    return form | {"主管部门": "", "实施单位": "&amp;<&>"} | dict.fromkeys(extra.project, _ODD)
