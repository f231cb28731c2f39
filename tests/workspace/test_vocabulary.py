from __future__ import annotations

from decimal import Decimal

import pytest
from cli.workspaces import booklet

from generator import scoring, tree
from generator.model.booklet import load_booklet
from generator.model.markup import paragraphs
from generator.vocabulary import Record, vocabulary


def words(data: tree.Mapping) -> Record:
    """What templates can say of a booklet."""
    loaded, problems = load_booklet(dict(data))
    assert problems == []
    assert loaded is not None
    return vocabulary(loaded, scoring.score_booklet(loaded))


def first(record: Record) -> Record:
    projects = record["项目列表"]
    assert isinstance(projects, list)
    return projects[0]  # type: ignore[no-any-return]


def test_names_of_a_booklet() -> None:
    assert list(words(booklet())) == ["表种", "年度", "部门", "标题", "金额单位", "项目列表", "合计"]


def test_names_of_a_form() -> None:
    form = first(words(booklet()))
    assert sorted(form) == sorted(
        [
            "项目名称",
            "主管部门",
            "实施单位",
            "项目资金",
            "年度总体目标",
            "绩效指标",
            "总分值",
            "总分",
            "评分等级",
            "序号",
        ]
    )
    assert sorted(form["绩效指标"][0]) == sorted(  # type: ignore[index]
        [
            "序号",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ]
    )


@pytest.mark.parametrize(
    ("written", "amount"),
    (
        ("100", "100.00"),
        ("100.0", "100.00"),
        ("1,234.5", "1234.50"),
        ("0", "0.00"),
        ("1.2340", "1.234"),
        ("-0.5", "-0.50"),
    ),
)
def test_amounts_are_the_same_however_written(written: str, amount: str) -> None:
    data = booklet()
    data["项目列表"][0]["项目资金"]["其他资金"]["年初预算数"] = written  # type: ignore[index,call-overload]
    value = first(words(data))["项目资金"]["其他资金"]["年初预算数"]  # type: ignore[index]
    assert (str(value), type(value)) == (amount, Decimal)


def test_totals_of_a_booklet() -> None:
    totals = words(booklet())["合计"]
    assert {name: str(value) for name, value in totals.items()} == {  # type: ignore[attr-defined]
        "年初预算数": "200.00",
        "全年预算数": "200.00",
        "全年执行数": "190.00",
        "执行率": "95.00",
    }


def test_extra_field_that_is_left_blank_is_an_empty_text() -> None:
    form = first(words(booklet(附加字段={"项目": ["电话"], "绩效指标": ["备注"]})))
    assert (form["电话"], form["绩效指标"][0]["备注"]) == ("", "")  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("一行", "一行"),
        ("a < b & c", "a < b & c"),
        ("<p>一</p><p>二</p>", "一\n二"),
        ("一<br/>二<br>三", "一\n二\n三"),
        ("<p>甲&nbsp;&lt;乙&gt;</p>", "甲 <乙>"),
        ('<p style="x"><span>一</span></p>', "一"),
        ("一\n\n二", "一\n\n二"),
    ),
)
def test_markup_of_the_export_becomes_line_ends(text: str, expected: str) -> None:
    assert paragraphs(text) == expected
