"""What stands in the booklet.yaml of a new booklet."""

from __future__ import annotations

from typing import NamedTuple

from generator import tree
from generator.model.booklet import Booklet
from generator.writing.yaml_layout import yaml_text

TEMPLATES = {"自评表": "self-evaluation", "申报表": "target"}
FOLDERS = {"自评表": "self-evaluation", "申报表": "targets"}
_MONEY = {"自评表": "万元", "申报表": "元"}
_OF_THE_FORM = ("模板", "输出", "缺失值", "限度", "计分")  # settings that hold for forms of one kind
_OF_ONE_BOOKLET = ("忽略",)  # a check that was set aside once is not set aside for ever
_ASKED = "  # 填部门全称；填好以前 jixiao check 会提醒"


class Earlier(NamedTuple):
    """A booklet that is carried over."""

    booklet: Booklet
    head: tree.Mapping
    name: str  # by which the new booklet finds it


def new_head(kind: str, year: int, earlier: Earlier | None) -> tree.Mapping:
    """The head: what every booklet needs, and what holds on from an earlier one; a blank 部门 is still to be filled in."""
    of_kind = earlier is not None and earlier.booklet.kind == kind
    department = earlier.booklet.department if earlier else ""
    head: tree.Mapping = {
        "表种": kind,
        "年度": str(year),
        "部门": department,
        "标题": _title(kind, year, department, earlier if of_kind else None),
        "金额单位": earlier.booklet.money_unit if earlier and of_kind else _MONEY[kind],
        "模板": TEMPLATES[kind],
    }
    if earlier is None:
        return head
    head |= {key: earlier.head[key] for key in _OF_THE_FORM if of_kind and key in earlier.head}
    head["对照"] = earlier.name
    return head | _kept(earlier.head)


def head_text(head: tree.Mapping) -> str:
    """The head as YAML; a blank 部门 says what to do."""
    text = yaml_text(head)
    return text if head["部门"] else text.replace('部门: ""\n', f'部门: ""{_ASKED}\n')


def _kept(earlier: tree.Mapping) -> tree.Mapping:
    kept = {key: earlier[key] for key in ("检查", "附加字段") if key in earlier}
    checks = kept.get("检查")
    if isinstance(checks, dict):
        kept["检查"] = {key: value for key, value in checks.items() if key not in _OF_ONE_BOOKLET}
    return {key: value for key, value in kept.items() if value}


def _title(kind: str, year: int, department: str, earlier: Earlier | None) -> str:
    if earlier and (old := str(earlier.booklet.year)) in earlier.booklet.title:
        return earlier.booklet.title.replace(old, str(year))
    if kind == "自评表":
        return f"{year}年度财政项目支出绩效自评表"
    return f"{department}{year}年度项目绩效目标汇总表"
