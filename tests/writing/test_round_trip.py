"""What is written comes back as it was, through YAML and through Excel."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import tree
from generator.reading.folder import read_booklet
from generator.reading.text_file import CONTROL
from generator.writing.workbook import write_workbook_folder
from generator.writing.yaml_folder import write_yaml_folder

INPUTS = Path(__file__).parents[2] / "inputs"
BOOKLETS = sorted(path.parent for path in INPUTS.glob("*/booklet.yaml"))

ODD = (
    "=100.00(%)", "＞11000.00(万核小时)", ">11000", "*必填", "&甲", "%", "@甲", "`x`", "!x", "|", "-",
    "- 甲", "?", "? x", "内容说明: 详见", "见附件 #3", "#1楼", "a:", ":a", "no", "Yes", "null", "~", "12:30",
    "0012", "1e5", "1_000", "0x1F", "=", "<<", "---", "...", "--- a", "it's", '"甲"乙', "'", '"', "\\",
    "a\\nb", "{a}", "[a", "a, b", "}", "多行\n文本", "尾\n", "尾\n\n", "\n首", " 首空", "尾空 ",
    "行尾空 \n二", "a\n\n\nb", "a\n  b", "  a\nb", "a\n\tb", "\ta", "a\tb", "\u3000全角空", "😀表情",
    "\u2028", "a\u2028b", "a\x85b", "\ufeffa", "a\x7fb", "_x000D_", "_x005F_x000D_", "#REF!", "TRUE",
    "1,233.77", "0.00", "-5", "-0", "-0.0", "007", "9.95", "88.70%", "100%", "1234567890123456",
    "0.1234567890123456", "2026-01-01", "2026-02-30", "1899-12-31", "１２３",
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=12),
    st.text(st.sampled_from(":#-,{}[]'\"\\ \n\t|>&*!%@`?=~a甲1.(%)≥款_x0D"), max_size=10),
).filter(lambda text: text.strip() and not CONTROL.search(text) and "\r" not in text)
AMOUNTS = st.one_of(TEXTS, st.decimals(-(10**9), 10**9, places=2, allow_nan=False).map(str))
TARGETS = st.one_of(
    TEXTS,
    st.builds(
        "{}{}({})".format,
        st.sampled_from(("≥", "≤", "=", "＞", "", ">=")),
        st.decimals(0, 10**6, places=2).map(str),
        st.sampled_from(("%", "个", "元/个", " 个", "万 人")),
    ),
    st.decimals(0, 10**6).map(str),
)


def record(**values: st.SearchStrategy[tree.Tree]) -> st.SearchStrategy[tree.Mapping]:
    """Records with any of these values, and at least one."""
    return st.fixed_dictionaries({}, optional=dict(values)).filter(bool)


EXEMPTIONS = st.dictionaries(
    st.sampled_from(("EXP102", "SCO", "FRM101")),
    st.sampled_from(("", "已向财政部门说明", "见第3条：附件")),
    min_size=1,
)
EVALUATION = record(
    检查=EXEMPTIONS,
    主管部门=TEXTS,
    项目资金=record(
        年度资金总额=record(年初预算数=AMOUNTS, 全年执行数=AMOUNTS, 执行率=TEXTS), 其他资金=record(得分=TEXTS)
    ),
    年度总体目标=record(预期目标=TEXTS, 实际完成情况=TEXTS),
    绩效指标=st.lists(
        record(
            一级指标=TEXTS, 年度指标值=TARGETS, 实际完成值=TARGETS, 分值=AMOUNTS, 权重=TEXTS, 检查=EXEMPTIONS
        ),
        min_size=1,
        max_size=3,
    ),
    总分=TEXTS,
    项目负责人=TEXTS,
)
DECLARATION = record(
    检查=EXEMPTIONS,
    计划开始日期=st.one_of(TEXTS, st.dates().map(str)),
    项目资金=record(年度资金申请总额=AMOUNTS, 其他资金=AMOUNTS),
    项目绩效目标=record(年度总体目标=TEXTS),
    绩效指标=st.lists(record(三级指标=TEXTS, 年度指标值=TARGETS), min_size=1, max_size=3),
)
EXTRAS: tree.Mapping = {"项目": ["项目负责人"], "绩效指标": ["权重"]}


@st.composite
def booklets(draw: st.DrawFn) -> tree.Mapping:
    kind, form = draw(st.sampled_from((("自评表", EVALUATION), ("申报表", DECLARATION))))
    names = draw(st.lists(TEXTS, min_size=1, max_size=3, unique_by=str.strip))
    projects: list[tree.Tree] = [{"项目名称": name, **draw(form)} for name in names]
    return {"表种": kind, "标题": draw(TEXTS), "附加字段": EXTRAS, "项目列表": projects}


@pytest.mark.parametrize("folder", BOOKLETS, ids=lambda folder: folder.name)
def test_shipped_booklets_survive_both_twins(folder: Path, tmp_path: Path) -> None:
    given = read_booklet(folder)
    write_workbook_folder(given.data, tmp_path / "excel")
    through_excel = read_booklet(tmp_path / "excel")
    write_yaml_folder(through_excel.data, tmp_path / "yaml")
    through_yaml = read_booklet(tmp_path / "yaml")
    assert (given.problems, through_excel.problems, through_yaml.problems) == ([], [], [])
    assert through_excel.data == given.data
    assert through_yaml.data == given.data


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=booklets())
def test_any_booklet_survives_both_twins(
    data: tree.Mapping, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("booklet")
    write_yaml_folder(data, folder / "yaml")
    through_yaml = read_booklet(folder / "yaml")
    assert (through_yaml.data, through_yaml.problems) == (data, [])
    write_workbook_folder(data, folder / "excel")
    through_excel = read_booklet(folder / "excel")
    assert (through_excel.data, through_excel.problems) == (data, [])


@pytest.mark.parametrize("text", (*ODD, "长" * 20_000), ids=lambda text: re.sub(r"\s", "_", text)[:12])
def test_any_text_survives_both_twins(text: str, tmp_path: Path) -> None:
    indicator: tree.Mapping = {"一级指标": text, "年度指标值": text, "实际完成值": text, "分值": text}
    project: tree.Mapping = {"项目名称": "甲", "主管部门": text, "绩效指标": [indicator]}
    data = tree.without_blanks({"表种": "自评表", "标题": text, "项目列表": [project]})
    assert isinstance(data, dict)
    write_yaml_folder(data, tmp_path / "yaml")
    write_workbook_folder(data, tmp_path / "excel")
    assert read_booklet(tmp_path / "yaml").data == data
    assert read_booklet(tmp_path / "excel").data == data
