"""One sheet for each item of the data."""

from __future__ import annotations

from pathlib import Path

import pytest
from office.templates import Rows, excel, excel_problems, grid, part, rendered, workbook
from openpyxl import Workbook

from generator.office.sheet_names import SheetNames

FORM: Rows = [["{%sheet for x in 表 %}"], ["{{ x.名 }}", "{{ loop.index }}"]]
NAMED = "{{ x.名 }}"


def items(*names: str) -> list[dict[str, str]]:
    return [{"名": name} for name in names]


@pytest.mark.parametrize(
    ("wanted", "made"),
    (
        pytest.param(["甲", "乙"], ["甲", "乙"], id="plain"),
        pytest.param(["甲", "甲", "甲"], ["甲", "甲(2)", "甲(3)"], id="duplicates"),
        pytest.param(["A", "a"], ["A", "a(2)"], id="duplicates but for case"),
        pytest.param([r"a:b\c/d?e*f[g]"], ["a：b＼c／d？e＊f［g］"], id="forbidden characters"),
        pytest.param(["'甲'"], ["’甲’"], id="apostrophes at the ends"),
        pytest.param(["甲'乙"], ["甲'乙"], id="apostrophe inside"),
        pytest.param(["'"], ["’"], id="only an apostrophe"),
        pytest.param([""], ["_"], id="blank"),
        pytest.param(["  "], ["_"], id="only blanks"),
        pytest.param(["一\n二"], ["一 二"], id="lines"),
        pytest.param(["一\x0b二\ud83d\ufffe"], ["一 二"], id="characters that XML cannot hold"),
        pytest.param(["项" * 31], ["项" * 31], id="31 characters"),
        pytest.param(["项" * 32], ["项" * 31], id="32 characters"),
        pytest.param(["项" * 40, "项" * 40], ["项" * 31, "项" * 28 + "(2)"], id="cut to the same name"),
        pytest.param(["😀" * 16], ["😀" * 15], id="characters of two units"),
        pytest.param(["History"], ["History_"], id="reserved"),
        pytest.param(["项" * 30 + "'二"], ["项" * 30], id="cut behind an apostrophe"),
        pytest.param(["甲", "甲(2)", "甲"], ["甲", "甲(2)", "甲(3)"], id="a name like a made one"),
    ),
)
def test_names(wanted: list[str], made: list[str]) -> None:
    names = SheetNames()
    assert [names.take(name) for name in wanted] == made


@pytest.mark.parametrize("name", ("甲'", "''甲''", "'''", "项" * 30 + "'" + "二", "甲 '", "\x00'甲"))
def test_names_neither_begin_nor_end_with_an_apostrophe(name: str) -> None:
    made = SheetNames().take(name)
    assert made
    assert (made[0] == "'", made[-1] == "'") == (False, False)


def test_one_sheet_for_each_item(tmp_path: Path) -> None:
    book = excel(tmp_path, {NAMED: FORM}, 表=items("甲", "乙/丙", "甲"))
    assert {s.title: grid(s) for s in book} == {
        "甲": [["甲", 1]],
        "乙／丙": [["乙/丙", 2]],
        "甲(2)": [["甲", 3]],
    }


def test_static_sheets_before_and_behind_keep_their_names(tmp_path: Path) -> None:
    sheets = {"汇总": [["{{ 表|length }}"]], NAMED: FORM, "说明": [["完"]]}
    book = excel(tmp_path, sheets, 表=items("汇总", "说明"))
    assert [(s.title, grid(s)) for s in book] == [
        ("汇总", [[2]]),
        ("汇总(2)", [["汇总", 1]]),
        ("说明(2)", [["说明", 2]]),
        ("说明", [["完"]]),
    ]


def test_two_loops(tmp_path: Path) -> None:
    other: Rows = [["{%sheet for y in 表 %}"], ["另{{ y.名 }}"]]
    book = excel(tmp_path, {NAMED: FORM, "附{{ y.名 }}": other}, 表=items("甲", "乙"))
    assert [s.title for s in book] == ["甲", "乙", "附甲", "附乙"]


def test_a_loop_over_nothing_leaves_the_other_sheets(tmp_path: Path) -> None:
    book = excel(tmp_path, {NAMED: FORM, "说明": [["完"]]}, 表=[])
    assert [(s.title, grid(s)) for s in book] == [("说明", [["完"]])]


def test_a_workbook_without_sheets_is_refused(tmp_path: Path) -> None:
    message = "form.xlsx: no sheet is left: the loop over sheets found nothing"
    assert excel_problems(tmp_path, {NAMED: FORM}, 表=[]) == [message]


def test_conditions_and_closing_tags(tmp_path: Path) -> None:
    form: Rows = [
        ["{%sheet for x in 表 %}{%sheet if x.名 != '乙' %}"],
        ["{{ x.名 }}"],
        ["{%sheet endif %}{%sheet endfor %}"],
    ]
    assert [s.title for s in excel(tmp_path, {NAMED: form}, 表=items("甲", "乙", "丙"))] == ["甲", "丙"]


def test_names_may_be_counted(tmp_path: Path) -> None:
    book = excel(tmp_path, {"{{ loop.index }}、{{ x.名 }}": FORM}, 表=items("甲", "乙"))
    assert [s.title for s in book] == ["1、甲", "2、乙"]


def test_links_lead_to_the_sheet_of_their_item(tmp_path: Path) -> None:
    summary: Rows = [["{%tr for x in 表 %}"], ["{{ x.名 | link(x) }}"], ["{%tr endfor %}"]]
    made = excel(tmp_path, {"汇总": summary, NAMED: FORM}, 表=items("甲", "It's <甲>", "甲"))
    links = [(cell.value, cell.hyperlink.location) for cell in made["汇总"]["A"] if cell.hyperlink]
    assert links == [("甲", "'甲'!A1"), ("It's <甲>", "'It''s <甲>'!A1"), ("甲", "'甲(2)'!A1")]


def test_a_link_to_what_has_no_sheet_is_a_problem(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {"汇总": [["{{ 标题 | link(标题) }}"]]}
    message = "link leads nowhere: no sheet is made for this item, and nothing is anchored for it"
    assert excel_problems(tmp_path, sheets, 标题="书") == [f"form.xlsx[汇总!A1]: {message} (标题)"]


def test_a_link_that_leads_nowhere_names_its_item_and_the_template_s_cell(tmp_path: Path) -> None:
    rows: Rows = [["表"], ["{%tr for x in 表 %}"], ["{{ x.名 | link(x.子) }}"], ["{%tr endfor %}"]]
    table = [{"名": name, "子": {"名": name}} for name in ("甲", "乙")]
    message = "link leads nowhere: no sheet is made for this item, and nothing is anchored for it"
    assert excel_problems(tmp_path, {"汇总": rows}, 表=table) == [
        f"form.xlsx[汇总!A3]: {message} (表 #1 甲; 表[0].名)",
        f"form.xlsx[汇总!A3]: {message} (表 #2 乙; 表[1].名)",
    ]


def test_each_sheet_has_its_own_print_settings(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.worksheets[0].print_area = "A1:B2"

    book = excel(tmp_path, {NAMED: FORM}, shape, 表=items("甲", "乙'丙"))
    assert [s.print_area for s in book] == ["'甲'!$A$1:$B$1", "'乙''丙'!$A$1:$B$1"]


def test_formulas_of_the_form_speak_of_their_own_sheet(tmp_path: Path) -> None:
    form: Rows = [*FORM, [3, "='{{ x.名 }}'!A3+汇总!A1+A3"]]
    book = excel(tmp_path, {"汇总": [[1]], NAMED: form}, 表=items("甲", "乙"))
    assert [grid(s)[1] for s in book.worksheets[1:]] == [
        [3, "='甲'!A2+汇总!A1+A2"],
        [3, "='乙'!A2+汇总!A1+A2"],
    ]


@pytest.mark.parametrize(
    ("formula", "several", "none"),
    (
        pytest.param("=SUM('{x}:{x}'!A2)", "=SUM('甲:乙'!A1)", 0, id="all made"),
        pytest.param("=SUM('{x}:末'!A2)", "=SUM('甲:末'!A1)", "=SUM('末:末'!A2)", id="and those behind"),
        pytest.param("=SUM('首:{x}'!A2)", "=SUM('首:乙'!A2)", "=SUM('首:首'!A2)", id="and those before"),
    ),
)
def test_formulas_over_sheets(formula: str, several: object, none: object, tmp_path: Path) -> None:
    """As in Excel, they keep to the other sheets when those at an end are gone."""
    last: Rows = [[formula.replace("{x}", NAMED)]]
    sheets: dict[str, Rows] = {"首": [["1"], [2]], NAMED: FORM, "末": last}
    assert excel(tmp_path, sheets, 表=items("甲", "乙"))["末"]["A1"].value == several
    assert excel(tmp_path, sheets, 表=[])["末"]["A1"].value == none


@pytest.mark.parametrize(
    ("formula", "made"),
    (
        pytest.param("=SUM('{x}'!A:A)", "=SUM('甲'!A:A)", id="a column"),
        pytest.param("=VLOOKUP(1,'{x}'!$A:$B,2,0)", "=VLOOKUP(1,'甲'!$A:$B,2,0)", id="columns"),
        pytest.param("=COUNTA('{x}:{x}'!B:B)", "=COUNTA('甲:乙'!B:B)", id="of all sheets"),
        pytest.param("='{x}'!税率", "='甲'!税率", id="a name"),
    ),
)
def test_columns_and_names_of_sheets_that_tags_name(formula: str, made: str, tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {NAMED: FORM, "末": [[formula.replace("{x}", NAMED)]]}
    assert excel(tmp_path, sheets, 表=items("甲", "乙"))["末"]["A1"].value == made
    assert excel(tmp_path, sheets, 表=[])["末"]["A1"].value == 0


def test_only_the_first_sheet_is_selected_and_every_sheet_has_its_own_number(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.active = 1

    made = rendered(workbook(tmp_path, {NAMED: FORM, "说明": [["完"]]}, shape), {"表": items("甲", "乙")})
    book = part(made, "xl/workbook.xml")
    assert [s.get("sheetId") for s in book.iter("{*}sheet")] == ["1", "2", "3"]
    assert [v.get("activeTab", "0") for v in book.iter("{*}workbookView")] == ["0"]
    selected = [
        part(made, f"xl/worksheets/sheet{n}.xml").find(".//{*}sheetView").get("tabSelected")  # type: ignore[union-attr]
        for n in (1, 3, 2)
    ]
    assert selected[1:] == [None, None]


def test_problems_name_the_item(tmp_path: Path) -> None:
    assert excel_problems(
        tmp_path, {NAMED: [*FORM, ["{{ x.值 }}"]]}, 表=[{"名": "甲", "值": 1}, {"名": "乙", "值": "\x01"}]
    ) == [f"form.xlsx[{NAMED}!A3]: the text holds the control character U+0001 (表 #2 乙; 表[1].值)"]
