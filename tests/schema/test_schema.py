"""The schemas accept what the model accepts, say what the guide says, and lie where editors look."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest
from cli.workspaces import Ran, booklet, jixiao, workspace, write
from guides import FILLING_IN, code, section, tables
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator import tree
from generator.model.booklet import PROJECTS, load_booklet
from generator.reading.folder import read_booklet
from generator.schema import words
from generator.schema.documents import booklet_schema, project_schema
from generator.schema.fields import Schema

INPUTS = Path(__file__).parents[2] / "inputs"
SHIPPED = {
    "自评表": read_booklet(INPUTS / "2024-self-evaluation").data,
    "申报表": read_booklet(INPUTS / "2026-targets").data,
}
HEAD = Draft202012Validator(booklet_schema())
PROJECT = {kind: Draft202012Validator(project_schema(kind)) for kind in SHIPPED}

NUMBERS = (
    "1233.77", "1,233.77", "１２３３．７７", "1 233.77", "-5", "－5", "约1233", "1233万", "￥100", "12,34", "1e5", "0", "100.00",
    "100.01", "101", ".5", "5.", "1" * 18, "1" * 19, "0.1234567890", "", "-", "--", "88.70%", "88.70％%", " 7 ", "7\n", "\u200b7",
)  # fmt: skip
DAYS = (
    "2026-01-01", "2026/1/1", "2026.1.1", "2026年1月1日", "２０２６年１月１日", "2026 年 1 月 31 号", "2026-02-28", "2026-02-29",
    "2024-02-29", "2000-2-29", "1900-2-29", "2026-02-30", "2026-04-31", "2026-13-01", "2026-00-10", "2026-1-0", "2026年1月", "明年",
    "20260101", "20260230", "20240229", "2026-01-01 00:00:00", "2026-1-1T8:30", "二〇二六年一月一日", "26-1-1", "",
)  # fmt: skip
YEARS = ("2026", "2026年", "2026年度", "２０２６", "26", "1899", "2100", "20 26", "", "明年")
TEXTS = ("", "甲", " 甲 ", "\u200b", "0012")


def in_project(kind: str, path: tuple[str | int, ...], value: tree.Tree) -> tree.Mapping:
    """A shipped project with another value at a path."""
    projects = SHIPPED[kind][PROJECTS]
    assert isinstance(projects, list)
    changed: tree.Tree = copy.deepcopy(projects[0])
    here = changed
    for step in path[:-1]:
        here = here[step] if isinstance(here, list) else here.setdefault(step, {})  # type: ignore[union-attr,index,assignment,arg-type]
    here[path[-1]] = value  # type: ignore[index,call-overload]
    kept = tree.without_blanks(changed)
    assert isinstance(kept, dict)
    return kept


def in_head(path: tuple[str, ...], value: tree.Tree) -> tree.Mapping:
    head: tree.Mapping = {
        key: item for key, item in copy.deepcopy(SHIPPED["自评表"]).items() if key != PROJECTS
    }
    here = head
    for step in path[:-1]:
        here = here.setdefault(step, {})  # type: ignore[assignment]
    here[path[-1]] = value
    kept = tree.without_blanks(head)
    assert isinstance(kept, dict)
    return kept


def model_accepts(head: tree.Mapping, projects: tree.Tree) -> bool:
    return not load_booklet({**head, PROJECTS: projects})[1]


SAMPLES = [
    *((kind, ("项目资金", *fund), number) for kind, fund in (("自评表", ("年度资金总额", "全年预算数")), ("申报表", ("其他资金",))) for number in NUMBERS),
    *(("自评表", ("绩效指标", 0, "分值"), number) for number in NUMBERS),
    *(("自评表", ("总分",), number) for number in NUMBERS),
    *(("自评表", ("项目资金", "年度资金总额", "执行率"), number) for number in NUMBERS),
    *(("申报表", ("计划开始日期",), day) for day in DAYS),
    *((kind, ("项目名称",), text) for kind in SHIPPED for text in TEXTS),
    *((kind, ("绩效指标", 0, "年度指标值"), text) for kind in SHIPPED for text in TEXTS),
    *((kind, ("未知",), "x") for kind in SHIPPED),
    *((kind, ("绩效指标", 0, "未知"), "x") for kind in SHIPPED),
    *((kind, ("绩效指标",), value) for kind in SHIPPED for value in ([], "x", {"a": "b"}, [["x"]])),
    *((kind, ("项目资金",), value) for kind in SHIPPED for value in ({}, "x", ["x"])),
    *((kind, ("检查",), value) for kind in SHIPPED for value in ({"EXP102": "是"}, ["EXP102"], "EXP102", {"EXP": {"a": "b"}})),
    *((kind, ("主管部门",), value) for kind in SHIPPED for value in (["甲", "乙"], {"甲": "乙"})),
    ("自评表", ("年度总体目标",), "提供算力"),
    ("申报表", ("项目资金", "年度资金总额"), "1"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "path", "value"), SAMPLES)
def test_projects_are_accepted_as_by_the_model(
    kind: str, path: tuple[str | int, ...], value: tree.Tree
) -> None:
    project = in_project(kind, path, value)
    assert PROJECT[kind].is_valid(project) == model_accepts(in_head(("表种",), kind), [project])


HEADS = [
    *((("年度",), year) for year in YEARS),
    *((("计分", "预算执行率", "分值"), number) for number in NUMBERS),
    *((("计分", "偏差上限"), number) for number in NUMBERS),
    *((("计分", "等级", "优"), number) for number in NUMBERS),
    *((("检查", "规划期", "十四五"), year) for year in YEARS if year),
    *(((key,), value) for key in ("表种", "金额单位", "缺失值") for value in ("", "自评表", "万元", "报错", "x")),
    *((("输出",), value) for value in ([], ["xlsx"], ["pdf"], "xlsx", ["xlsx", "docx"])),
    *((("对照",), value) for value in ("甲", ["甲", "乙"], [["甲"]], {"甲": "乙"})),
    *((("检查", "有错不生成"), value) for value in ("是", "否", "true")),
    *((("检查", "指标体系"), value) for value in ({"产出指标": ["数量指标"]}, {"产出指标": "数量指标"}, ["产出指标"])),
    *((("检查", "空泛词语"), value) for value in (["甲"], "甲", [["甲"]])),
    *((("附加字段",), value) for value in ({"项目": ["电话"]}, {"项木": ["电话"]}, {"项目": "电话"})),
    *((("限度", "循环次数"), number) for number in (*NUMBERS, "1", "0", "1.0", "1.5")),
    (("未知",), "x"),
    (("模板",), ""),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value"), HEADS)
def test_heads_are_accepted_as_by_the_model(path: tuple[str, ...], value: tree.Tree) -> None:
    head = in_head(path, value)
    projects = SHIPPED["申报表" if head.get("表种") == "申报表" else "自评表"][PROJECTS]
    assert HEAD.is_valid(head) == model_accepts(head, projects)


@settings(max_examples=300, deadline=None)
@given(text=st.text("0123456789０１９,，.．-－ %年月日/T:", max_size=14))
def test_any_text_is_a_number_or_a_day_to_both(text: str) -> None:
    for kind, path in (("自评表", ("绩效指标", 0, "分值")), ("申报表", ("计划开始日期",))):
        project = in_project(kind, path, text)
        assert PROJECT[kind].is_valid(project) == model_accepts(in_head(("表种",), kind), [project]), (
            path,
            text,
        )


@pytest.mark.parametrize("kind", SHIPPED)
def test_shipped_projects_are_accepted(kind: str) -> None:
    projects = SHIPPED[kind][PROJECTS]
    assert [error.message for project in projects for error in PROJECT[kind].iter_errors(project)] == []
    head = {key: value for key, value in SHIPPED[kind].items() if key != PROJECTS}
    assert [error.message for error in HEAD.iter_errors(head)] == []


@pytest.mark.parametrize(
    "schema", [booklet_schema(), *(project_schema(kind) for kind in SHIPPED)], ids=("booklet", *SHIPPED)
)
def test_schemas_are_schemas(schema: Schema) -> None:
    Draft202012Validator.check_schema(schema)
    for place, inner in _inside(schema, ()):
        for example in inner.get("examples", []):
            assert Draft202012Validator(inner).is_valid(example), (place, example)
        if "default" in inner:
            assert Draft202012Validator(inner).is_valid(inner["default"]), place
        assert "description" in inner or place in UNDESCRIBED, place


UNDESCRIBED = {
    ("计分", "预算执行率"), ("计分", "定性"),
    *(("项目资金", row) for row in ("年度资金总额", "当年财政拨款", "上年结转资金", "其他资金", "年度资金申请总额", "项目资金总额", "财政资金", "项目其他资金")),
}  # fmt: skip


def _inside(schema: Schema, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], Schema]]:
    found = []
    properties = schema.get("properties") or schema.get("items", {}).get("properties") or {}
    for key, inner in properties.items():
        found += [((*path, key), inner), *_inside(inner, (*path, key))]
    return found


def _plain(words_of_a_page: str) -> str:
    return re.sub(r"\[([^\]]+)\]\(#[^)]*\)", r"\1", words_of_a_page).replace("`", "")


def _described(title: str, prefixes: tuple[str, ...]) -> dict[str, str]:
    """What the tables of a section say of each key."""
    found = tables(section(FILLING_IN, title))
    described = [table for table in found if table[0][0] in ("键", "设置")]
    return {
        prefix + key: _plain(row[-1])
        for prefix, table in zip(prefixes, described, strict=True)
        for row in table[1:]
        for key in code(row[0])
    }


def test_the_words_are_those_of_the_guide() -> None:
    assert _described("booklet.yaml", ("", "计分.", "检查.", "限度.")) == words.BOOKLET
    assert _described("自评表", ("",)) == words.SELF_EVALUATION
    assert _described("申报表", ("",)) == words.TARGET_DECLARATION


def test_the_command_writes_into_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace(tmp_path))
    write(tmp_path, "yaml", {**booklet(), "附加字段": {"项目": ["联系电话"], "绩效指标": ["权重"]}}, "甲")
    names = [f"{tmp_path.as_posix()}/inputs/.schema/{name}.json" for name in ("自评表", "申报表", "booklet")]
    assert jixiao("schema") == Ran(names, [], 0)
    assert json.loads(Path(names[0]).read_text("utf-8")) == project_schema("自评表")
    assert jixiao("schema", "--booklet", "甲") == Ran(
        [f"{tmp_path.as_posix()}/inputs/.schema/甲.json"], [], 0
    )
    own = Draft202012Validator(json.loads(Path("inputs/.schema/甲.json").read_text("utf-8")))
    project = in_project("自评表", ("联系电话",), "021-1")
    assert (own.is_valid(project), PROJECT["自评表"].is_valid(project)) == (True, False)
    assert jixiao("schema", "--kind", "申报表").out == json.dumps(
        project_schema("申报表"), ensure_ascii=False, indent=1
    ).split("\n")
    assert jixiao("schema", "--kind", "申报表", "-o", "别处") == Ran(
        ["别处/申报表.json", "别处/booklet.json"], [], 0
    )
    assert jixiao("schema", "--booklet", "乙") == Ran([], ["inputs/乙: there is no such booklet"], 2)
    assert jixiao("check").status == 0  # the folder of schemas is no booklet


def test_a_new_workspace_shows_editors_its_schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert jixiao("init", "新").status == 0
    named = set()
    for file in Path("新/inputs").glob("*/*.yaml"):
        line = file.read_text("utf-8").split("\n")[0]
        schema = (file.parent / line.removeprefix("# yaml-language-server: $schema=")).resolve()
        Draft202012Validator.check_schema(json.loads(schema.read_text("utf-8")))
        named.add((file.name == "booklet.yaml", schema.name))
    assert named == {(True, "booklet.json"), (False, "自评表.json")}
    assert read_booklet(Path("新/inputs/2024-self-evaluation")).data == SHIPPED["自评表"]
