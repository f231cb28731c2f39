from __future__ import annotations

import pytest
from rules.cases import Data, declaration, first, messages, project

from generator.rules import punctuation, texts, times

GOAL = "0.项目绩效目标.年度总体目标"


def goal(text: str) -> Data:
    return declaration(项目绩效目标={"年度总体目标": text})


@pytest.mark.parametrize(
    ("given", "expected"),
    (
        pytest.param(goal("R&D <95%，成本<5万且>3万"), [], id="comparison and ampersand"),
        pytest.param(goal("A&nobody;"), [], id="no entity of HTML"),
        pytest.param(
            goal("<p>1、组织</p>"),
            [f"{GOAL}: the text carries the markup <p>"],
            id="tag",
        ),
        pytest.param(goal("组织&nbsp;团队"), [f"{GOAL}: the text carries the markup &nbsp;"], id="entity"),
        pytest.param(
            first(实际完成值='达成<br style="x"/>'),
            ['0.绩效指标.0.实际完成值: the text carries the markup <br style="x"/>'],
            id="in a value, with an attribute",
        ),
    ),
)
def test_text_has_no_markup(given: Data, expected: list[str]) -> None:
    assert messages(texts.text_has_no_markup, given) == expected


def test_extra_fields_are_texts_too() -> None:
    found = messages(
        texts.text_has_no_markup, project(项目负责人="<b>张三</b>"), 附加字段={"项目": ["项目负责人"]}
    )
    assert found == ["0.项目负责人: the text carries the markup <b>"]


def test_the_reason_of_an_exemption_is_not_printed() -> None:
    found = messages(texts.words_hold_no_blanks, project(检查={"FRM110": "名称 沿用批复"}))
    assert found == []


@pytest.mark.parametrize(
    ("text", "place"),
    (
        pytest.param("为 22 个项目提供 AI 算力。", "", id="around digits and letters"),
        pytest.param("第一段\n　　第二段", "", id="indented paragraph"),
        pytest.param("一是组织。　　二是实施。", "", id="between sentences"),
        pytest.param("根据《关于 算力的意见》", "", id="in the name of a document"),
        pytest.param("工作有序 推进", "工作有序 推进", id="in a word"),
        pytest.param("工作有序推进 ；重点落地", "工作有序推进 ；重点落地", id="before punctuation"),
        pytest.param("有序\u200b推进", "有序\u200b推进", id="of no width"),
    ),
)
def test_words_hold_no_blanks(text: str, place: str) -> None:
    expected = [f"{GOAL}: a blank stands inside the Chinese text: {place}"] if place else []
    assert messages(texts.words_hold_no_blanks, goal(text)) == expected


@pytest.mark.parametrize(
    ("text", "count", "place"),
    (
        pytest.param("共1,200人，比例1:3，Web3.0", 0, "", id="in numbers and names"),
        pytest.param("《行动方案(征求意见稿),附件》", 0, "", id="in the name of a document"),
        pytest.param("采用IPv6(第六版)", 0, "", id="bracket behind Latin letters"),
        pytest.param("组织,实施;验收:合格", 3, "组织,实施;验收:…", id="three marks"),
        pytest.param(
            "达到95%, 用户满意.",
            2,
            "达到95%, 用户满意.",
            id="behind a percent sign, with a blank, and the end",
        ),
        pytest.param("算力(含存储)", 1, "算力(含存储)", id="brackets around Chinese"),
        pytest.param("机时(2026)", 0, "", id="brackets around digits"),
    ),
)
def test_punctuation_between_chinese_characters_is_full_width(text: str, count: int, place: str) -> None:
    expected = (
        [f"{GOAL}: half-width punctuation in Chinese text ({count} ×), first: {place}"] if count else []
    )
    found = messages(texts.punctuation_between_chinese_characters_is_full_width, goal(text))
    assert found == expected


def test_the_brackets_of_a_target_are_its_notation() -> None:
    given = first(年度指标值="≥90.00(万核小时)")
    assert messages(texts.punctuation_between_chinese_characters_is_full_width, given) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("顺延申请；公布署名；究竟争取；一家俱乐部", [], id="two right words"),
        pytest.param("台风登陆上海", [], id="a word with another meaning"),
        pytest.param(
            "延申服务、家俱",
            ["延申 is probably meant to be 延伸", "家俱 is probably meant to be 家具"],
            id="two",
        ),
        pytest.param(
            "“一网通办”“网统管”", ["网统管 is probably meant to be 一网统管"], id="part of the right word"
        ),
    ),
)
def test_text_holds_no_known_typo(text: str, expected: list[str]) -> None:
    assert messages(texts.text_holds_no_known_typo, goal(text)) == [f"{GOAL}: {each}" for each in expected]


def test_typos_are_a_setting_and_never_found_in_the_right_word() -> None:
    found = messages(
        texts.text_holds_no_known_typo,
        goal("延申：网统管和一网统管"),
        检查={"错别字": {"网统管": "一网统管"}},
    )
    assert found == [f"{GOAL}: 网统管 is probably meant to be 一网统管"]


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("服务22个、“数据要素×”大赛、Ⅱ期", [], id="half-width and signs"),
        pytest.param("共１２．５％", ["１２．５％ is full-width, expected 12.5%"], id="a number"),
        pytest.param("达到9５％，ＡＩ", ["５％ is full-width, expected 5%"], id="mixed, only the first"),
    ),
)
def test_digits_and_letters_are_half_width(text: str, expected: list[str]) -> None:
    assert messages(texts.digits_and_letters_are_half_width, goal(text)) == [f"{GOAL}: {e}" for e in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("“一网通办”（含《关于“十五五”的意见》〔2021〕29号）", "", id="nested pairs"),
        pytest.param("1）组织；2）实施；（三）验收", "", id="numbers of points"),
        pytest.param('users’ choice, it’s 24"显示器', "", id="apostrophe and inches"),
        pytest.param(
            "支撑“一网通办“等", "“ opens twice without closing: …撑“一网通办“等", id="twice the same way"
        ),
        pytest.param("支撑一网通办”等", "” closes what nothing opened: 支撑一网通办”等", id="only the end"),
        pytest.param("（含存储。验收", "（ is not closed: （含存储。验收", id="only the start"),
        pytest.param("（含存储)验收", "（ is closed by ): （含存储)验收", id="two widths"),
        pytest.param(
            '支撑"一网通办"等',
            'a straight quote beside Chinese characters, expected “ ”: 支撑"一网通办"等',
            id="straight",
        ),
        pytest.param("支撑（", "", id="cut at the bracket, TXT105"),
    ),
)
def test_quotes_and_brackets_come_in_pairs(text: str, expected: str) -> None:
    found = messages(punctuation.quotes_and_brackets_come_in_pairs, goal(text))
    assert found == ([f"{GOAL}: {expected}"] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("市民广泛参与", "", id="参与 is a word"),
        pytest.param("全市普及", "", id="普及 is a word"),
        pytest.param("两院合并", "", id="合并 is a word"),
        pytest.param("气温和饱和", "", id="饱和 is a word"),
        pytest.param("完成审计，", "the text breaks off: 完成审计，", id="comma"),
        pytest.param("完成审计以及", "the text breaks off: 完成审计以及", id="conjunction"),
        pytest.param("完成审计（", "the text breaks off: 完成审计（", id="bracket"),
        pytest.param("具体目标如下：", "the text breaks off: 具体目标如下：", id="colon"),
        pytest.param("成本有所", "the text breaks off: 成本有所", id="adverb"),
        pytest.param("，完成审计", "the text begins in the middle of a sentence: ，完成审计", id="start"),
    ),
)
def test_texts_are_whole(text: str, expected: str) -> None:
    assert messages(punctuation.texts_are_whole, goal(text)) == ([f"{GOAL}: {expected}"] if expected else [])


@pytest.mark.parametrize(
    ("labels", "expected"),
    (
        pytest.param({"年度指标值": "健全并落实制度", "实际完成值": "健全"}, [], id="short answer"),
        pytest.param({"年度指标值": "2024年12月底前", "实际完成值": "2024年12月"}, [], id="a date"),
        pytest.param({"年度指标值": "完成并反馈政府交办工作，形成报告", "实际完成值": "完成并反馈政府交办工作"}, [], id="a whole clause"),
        pytest.param(
            {"年度指标值": "及时提交周报、月报、总结等规定汇报材料", "实际完成值": "及时提交周报、月报、总结等规"},
            ["0.绩效指标.0.实际完成值: the text breaks off: 及时提交周报、月报、总结等规 is only the beginning of 年度指标值, 及时提交周报、月报、总结等规定汇报材料"],
            id="half of the target",
        ),
        pytest.param(
            {"三级指标": "有效支撑本市重点工作及委办局工作", "年度指标值": "有效支撑本市重点工作及委办", "实际完成值": "达成指标"},
            ["0.绩效指标.0.年度指标值: the text breaks off: 有效支撑本市重点工作及委办 is only the beginning of 三级指标, 有效支撑本市重点工作及委办局工作"],
            id="half of the name",
        ),
    ),
)  # fmt: skip
def test_values_are_whole(labels: dict[str, str], expected: list[str]) -> None:
    assert messages(punctuation.texts_are_whole, first(**labels)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("大数据数据中心、审计工作工作量、云计算计算机", "", id="compounds"),
        pytest.param("一步一步、一项一项推进……——的的确确", "", id="meant to be doubled"),
        pytest.param("《管理管理办法》", "", id="in the name of a document"),
        pytest.param("课题验收验收通过率", "验收 is typed twice: 课题验收验收通过率", id="word"),
        pytest.param("资助学生学生人次", "学生 is typed twice: 资助学生学生人次", id="a word before visits"),
        pytest.param("管理管理人员", "", id="people of that kind"),
        pytest.param("组织。。实施", "。 is typed twice: 组织。。实施", id="full stop"),
        pytest.param("组织，。实施", "，。 is typed twice: 组织，。实施", id="comma and full stop"),
        pytest.param("群众的的需求", "的的 is typed twice: 群众的的需求", id="particle"),
    ),
)
def test_nothing_is_typed_twice(text: str, expected: str) -> None:
    found = messages(punctuation.nothing_is_typed_twice, goal(text))
    assert found == ([f"{GOAL}: {expected}"] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("力争2026年达到6000亿元，2027年更多", "", id="this year and the next"),
        pytest.param("落实《行动方案（2023-2025年）》和《2024年要点》", "", id="names of documents"),
        pytest.param("2021-2025年、2021年至2025年的工作", "", id="periods"),
        pytest.param("较2023年增长5%", "", id="compared"),
        pytest.param("2024年启动，2026年建成", "", id="begun earlier"),
        pytest.param("（沪府办发〔2021〕29号）", "", id="number of a document"),
        pytest.param("完成2025年度部门决算，支付2025年物业费尾款", "", id="the accounts of the last year"),
        pytest.param("2024年10月底前印发办法", "2024年10月底前印发办法", id="a deadline that is over"),
        pytest.param("力争2024年达到6000亿元。", "力争2024年达到6000亿元", id="copied"),
    ),
)
def test_years_are_not_older_than_the_form(text: str, expected: str) -> None:
    message = f"{GOAL}: the text speaks of 2024, the form is for 2026: {expected}"
    assert messages(times.years_are_not_older_than_the_form, goal(text)) == ([message] if expected else [])


def test_years_stand_in_indicators_too_but_names_of_projects_and_reasons_may_be_old() -> None:
    given = project(
        {**first()["绩效指标"][0], "三级指标": "2023年度调研", "偏差原因分析及改进措施": "2023年结转"},  # type: ignore[index]
        项目名称="2023年高性能计算",
    )
    assert messages(times.years_are_not_older_than_the_form, given) == [
        "0.绩效指标.0.三级指标: the text speaks of 2023, the form is for 2024: 2023年度调研"
    ]


@pytest.mark.parametrize(
    ("achieved", "found"),
    (
        pytest.param("2024年实施项目15个（含2023年转列项目5个）。", False, id="beside the form's own year"),
        pytest.param("2023年度完成了审计工作。", True, id="alone"),
    ),
)
def test_a_report_of_this_year_may_tell_of_an_older_one(achieved: str, found: bool) -> None:
    given = project(年度总体目标={"预期目标": "完成审计", "实际完成情况": achieved})
    assert bool(messages(times.years_are_not_older_than_the_form, given)) is found


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        pytest.param("落实“十五五”规划", [], id="in force"),
        pytest.param("开展“十四五”规划终期评估", [], id="summed up"),
        pytest.param(
            "立足《数字化转型“十四五”规划》，推进工作",
            [f"{GOAL}: the plan 十四五 ended in 2025, the form is for 2026"],
            id="over",
        ),
    ),
)
def test_plans_are_not_over(text: str, expected: list[str]) -> None:
    assert messages(times.plans_are_not_over, goal(text)) == expected


def test_plans_are_a_setting() -> None:
    found = messages(
        times.plans_are_not_over, goal("落实攻坚计划和“十四五”"), 检查={"规划期": {"攻坚计划": "2024"}}
    )
    assert found == [f"{GOAL}: the plan 攻坚计划 ended in 2024, the form is for 2026"]
