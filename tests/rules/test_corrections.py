from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.cases import booklet, declaration, first, messages, project

from generator.corrections import Correction, corrected, corrections
from generator.model.settings import CheckSettings
from generator.rules import texts

SETTINGS = CheckSettings()
SIGNS = [
    *list('组织工作延申家俱登陆系统，。,;:!?.()（）《》“”" \u3000\n%％５5．.aＡ1'),
    "<p>",
    "</p>",
    "<br/>",
    "&nbsp;",
    "&lt;p&gt;",
]
CORRECTABLE = (
    texts.text_has_no_markup,
    texts.words_hold_no_blanks,
    texts.punctuation_between_chinese_characters_is_full_width,
    texts.text_holds_no_known_typo,
    texts.digits_and_letters_are_half_width,
)


@pytest.mark.parametrize(
    ("before", "after"),
    (
        pytest.param("工作有序 推进 ；落地", "工作有序推进；落地", id="blanks"),
        pytest.param("共１２．５％，ＡＩ", "共12.5%，AI", id="full-width digits and letters"),
        pytest.param("组织, 实施;验收(含审计).", "组织，实施；验收（含审计）。", id="half-width punctuation"),
        pytest.param("<p>甲</p><p>乙&nbsp;丙</p>", "甲\n乙丙", id="markup, and the blank that it leaves"),
        pytest.param("延申服务，登陆系统", "延伸服务，登录系统", id="typos"),
        pytest.param('支撑"一网通办"等', "支撑“一网通办”等", id="quotes in pairs"),
        pytest.param('24"显示器，"一网通办"', '24"显示器，"一网通办"', id="quotes that are not"),
        pytest.param("《关于 延申的意见(试行),附件》", "《关于 延申的意见(试行),附件》", id="name of a document"),
        pytest.param('《"组》"组', '《"组》"组', id="a quote that begins in the name of a document"),
        pytest.param("共1,200人，3:1，5 GB，AI 算力", "共1,200人，3:1，5 GB，AI 算力", id="numbers and Latin words"),
    ),
)  # fmt: skip
def test_what_is_put_right_in_a_text(before: str, after: str) -> None:
    assert corrected(before, SETTINGS) == after


@given(st.lists(st.sampled_from(SIGNS), max_size=24).map("".join))
def test_correcting_twice_is_correcting_once_and_leaves_nothing_to_find(text: str) -> None:
    once = corrected(text, SETTINGS)
    assert corrected(once, SETTINGS) == once
    given_form = declaration(项目绩效目标={"年度总体目标": once})
    assert [message for rule in CORRECTABLE for message in messages(rule, given_form)] == []


@given(st.lists(st.sampled_from([sign for sign in SIGNS if sign[0] not in "<&"]), max_size=24).map("".join))
def test_numbers_and_names_of_documents_stay(text: str) -> None:
    once = corrected(text, SETTINGS)
    digits = [re.findall(r"\d", unicodedata.normalize("NFKC", each)) for each in (once, text)]
    assert digits[0] == digits[1]
    assert re.findall("《[^《》\n]*》", once) == re.findall("《[^《》\n]*》", text)


def test_corrections_of_a_booklet() -> None:
    indicator = first(三级指标="办公家俱 配备率", 年度指标值="≥９０.00(万 人)", 实际完成值="100.00(万 人)")
    given_booklet = booklet(
        project(),
        indicator | {"项目名称": "档案 数字化", "评分等级": "优秀"},
        project(评分等级="良好", 项目负责人="张,三"),
        附加字段={"项目": ["项目负责人"]},
    )
    assert list(corrections(given_booklet)) == [
        Correction(("项目列表", 1, "项目名称"), "档案 数字化", "档案数字化", ("TXT103",)),
        Correction(
            ("项目列表", 1, "绩效指标", 0, "三级指标"),
            "办公家俱 配备率",
            "办公家具配备率",
            ("TXT103", "TXT108"),
        ),
        Correction(
            ("项目列表", 1, "绩效指标", 0, "年度指标值"), "≥９０.00(万 人)", "≥90.00(万 人)", ("TXT109",)
        ),
        Correction(("项目列表", 1, "评分等级"), "优秀", "优", ("SCO110",)),
        Correction(("项目列表", 2, "项目负责人"), "张,三", "张，三", ("TXT104",)),
        Correction(("项目列表", 2, "评分等级"), "良好", "良", ("SCO110",)),
    ]


def test_a_grade_that_the_booklet_names_itself_stays() -> None:
    given_booklet = booklet(project(评分等级="优秀"), 计分={"等级": {"优秀": "90", "合格": "0"}})
    assert list(corrections(given_booklet)) == []
