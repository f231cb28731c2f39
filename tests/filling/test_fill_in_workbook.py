"""The workbook made for filling in, read back part by part."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from guides import FILLING_IN, rows
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator import tree
from generator.carrying.marks import Kind, Mark
from generator.errors import GeneratorError
from generator.filling.fill_in import FillIn
from generator.filling.words import COLUMNS
from generator.filling.workbook import fill_in_workbook
from generator.reading.folder import read_booklet
from generator.sheets.layout import SELF_EVALUATION, TARGET_DECLARATION
from generator.writing.yaml_folder import write_head

INPUTS = Path(__file__).parents[2] / "inputs"
HEAD: tree.Mapping = {
    "表种": "自评表",
    "年度": "2026",
    "部门": "某局",
    "标题": "某局2026年度绩效自评表",
    "金额单位": "万元",
    "模板": "self-evaluation",
}
TARGETS: tree.Mapping = {
    **HEAD,
    "表种": "申报表",
    "金额单位": "元",
    "标题": "某局2026年度目标",
    "模板": "target",
}
HEADS = pytest.mark.parametrize("head", (HEAD, TARGETS), ids=("自评表", "申报表"))
PROJECT: tree.Mapping = {
    "项目名称": "甲",
    "年度总体目标": {"预期目标": "2025年建成。"},
    "绩效指标": [
        {"一级指标": "产出指标", "年度指标值": "≥6.00(套)", "分值": "50"},
        {"一级指标": "效益指标", "年度指标值": "=办结", "分值": "40"},
    ],
}
MARKS = (
    Mark("甲", "项目", 0, "预期目标", Kind.REVISE, "文中有2025年", ("2025", "十四五")),
    Mark("甲", "绩效指标", 0, "分值", Kind.PROPOSAL, "建议"),
    Mark("甲", "绩效指标", 1, "分值", Kind.PROPOSAL, "建议"),
    Mark("甲", "绩效指标", 1, "分值", Kind.NOTE, "上年 30"),
)


@cache
def content(form: str) -> bytes:
    if form == "甲":
        return fill_in_workbook(FillIn(HEAD, "b", [PROJECT], MARKS))
    return fill_in_workbook(FillIn(HEAD if form == "自评表" else TARGETS, "2026-b"))


def opened(form: str) -> Workbook:
    return load_workbook(io.BytesIO(content(form)))


@HEADS
def test_sheets_and_tables(head: tree.Mapping) -> None:
    book = opened(str(head["表种"]))
    funds = "A1:E81" if head is HEAD else "A1:H21"
    project, indicators = ("A1:E21", "A1:J201") if head is HEAD else ("A1:I21", "A1:G201")
    assert [(sheet.title, sheet.sheet_state, dict(sheet.tables.items())) for sheet in book.worksheets] == [
        ("填写说明", "visible", {}),
        ("项目", "visible", {"项目表": project}),
        ("项目资金", "visible", {"项目资金表": funds}),
        ("绩效指标", "visible", {"绩效指标表": indicators}),
        ("核对", "visible", {}),
        ("列表", "veryHidden", {}),
    ]
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            first = [cell.value for cell in sheet[table.ref][0]]
            assert [column.name for column in table.tableColumns] == first


def validations(sheet: Worksheet) -> list[str]:
    return [
        f"{rule.sqref} {rule.type} {rule.errorStyle} {rule.formula1} {rule.formula2}"
        for rule in sheet.data_validations.dataValidation
    ]


SECOND = (
    "IF(COUNTIF(一级指标列表,$B2)=1,OFFSET(二级指标起点,0,MATCH($B2,一级指标列表,0)-1,"
    "INDEX(二级指标条数,MATCH($B2,一级指标列表,0)),1),二级指标列表)"
)
VALUE = 'VALUE(SUBSTITUTE(SUBSTITUTE(${0}2,"%",""),",",""))'
QUANTITY = f'IF($E2="",TRUE,IFERROR(IF($G2="%",AND({VALUE}>=0,{VALUE}<=100),ISNUMBER({VALUE})),FALSE))'
LENGTH = "textLength stop 30000 None"


def test_validations_of_an_evaluation() -> None:
    book = opened("自评表")
    amounts = "decimal stop 0 999999999999999"
    assert {title: validations(book[title]) for title in ("项目", "项目资金", "绩效指标")} == {
        "项目": [
            "A2:A201 custom stop SUMPRODUCT(--($A$2:$A$201=$A2))<2 None",
            "B2:B201 list warning 主管部门列表 None",
            *(f"{letter}2:{letter}201 {LENGTH}" for letter in "CDE"),
            "A1:E1 custom stop FALSE None",
        ],
        "项目资金": [
            "A2:A801 list stop 项目名称列表 None",
            "B2:B801 list stop 资金列表 None",
            *(f"{letter}2:{letter}801 {amounts}" for letter in "CDE"),
            "A1:E1 custom stop FALSE None",
        ],
        "绩效指标": [
            "A2:A1001 list stop 项目名称列表 None",
            "B2:B1001 list stop 一级指标列表 None",
            f"C2:C1001 list stop {SECOND} None",
            f"D2:D1001 {LENGTH}",
            "E2:E1001 list stop 符号列表 None",
            f"F2:F1001 custom warning {QUANTITY.format('F')} None",
            "G2:G1001 list warning 计量单位列表 None",
            f"H2:H1001 custom warning {QUANTITY.format('H')} None",
            "I2:I1001 decimal stop 0 90",
            f"J2:J1001 {LENGTH}",
            "A1:J1 custom stop FALSE None",
        ],
    }


def test_validations_of_targets() -> None:
    assert validations(opened("申报表")["项目"])[1:7] == [
        "B2:B201 list warning 项目性质列表 None",
        "C2:C201 list warning 项目类别列表 None",
        "D2:D201 list warning 主管部门列表 None",
        f"E2:E201 {LENGTH}",
        "F2:F201 date stop DATE(2000,1,1) DATE(2099,12,31)",
        "G2:G201 date stop DATE(2000,1,1) DATE(2099,12,31)",
    ]


@HEADS
def test_every_entry_is_explained_in_chinese(head: tree.Mapping) -> None:
    chinese = re.compile(r"[一-鿿]")
    for sheet in opened(str(head["表种"])).worksheets[1:4]:
        for rule in sheet.data_validations.dataValidation:
            words = [rule.error, rule.errorTitle] + [rule.prompt, rule.promptTitle] * (
                rule.formula1 != "FALSE"
            )
            assert all(word and chinese.search(word) for word in words), (sheet.title, rule.sqref)
            assert [len(word) for word in words if len(word) > 255] == []
            assert rule.showErrorMessage


NAMES = {
    "项目性质": ["经常性专项业务费", "专项资金", "阶段性项目", "一次性项目"],
    "项目类别": ["特定目标类", "其他运转类", "人员类", "公用经费"],
    "符号": ["≥", "≤", "=", ">", "<"],
    "一级指标": ["成本指标", "产出指标", "效益指标", "满意度指标"],
    "资金": ["年度资金总额", "当年财政拨款", "上年结转资金", "其他资金"],
    "主管部门": ["某局"],
}


def test_names_lead_to_their_lists() -> None:
    book = opened("自评表")
    hidden = book["列表"]
    for heading, entries in NAMES.items():
        area = book.defined_names[f"{heading}列表"].attr_text.rpartition("!")[2]
        assert [row[0].value for row in hidden[area.replace("$", "")]] == entries
    start = book.defined_names["二级指标起点"].attr_text.rpartition("!")[2].split(":")[0].replace("$", "")
    first = hidden[start]
    columns = range(first.column, first.column + 4)
    assert [
        (
            hidden.cell(1, column).value,
            [hidden.cell(row, column).value for row in range(3, 3 + int(str(hidden.cell(2, column).value)))],
        )
        for column in columns
    ] == [
        ("成本指标", ["经济成本指标", "社会成本指标", "生态环境成本指标"]),
        ("产出指标", ["数量指标", "质量指标", "时效指标"]),
        ("效益指标", ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"]),
        ("满意度指标", ["服务对象满意度指标"]),
    ]


def test_lists_are_those_of_the_booklet() -> None:
    checks: tree.Mapping = {
        "项目性质": ["甲类", "乙类"],
        "指标体系": {"产出": ["数量"], "效益": ["社会", "经济"]},
    }
    book = load_workbook(
        io.BytesIO(fill_in_workbook(FillIn({**TARGETS, "检查": checks}, "b", unit="信息中心")))
    )
    found = {}
    for heading in ("项目性质", "一级指标", "二级指标", "实施单位"):
        area = book.defined_names[f"{heading}列表"].attr_text.rpartition("!")[2].replace("$", "")
        cells = book["列表"][area]
        found[heading] = [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]
    assert found == {
        "项目性质": ["甲类", "乙类"],
        "一级指标": ["产出", "效益"],
        "二级指标": ["数量", "社会", "经济"],
        "实施单位": ["信息中心"],
    }


def test_the_hidden_sheet_says_what_the_workbook_is_for() -> None:
    book = load_workbook(io.BytesIO(fill_in_workbook(FillIn(HEAD, "2026-b", unit="信息中心"))))
    assert [tuple(cell.value for cell in row) for row in book["列表"]["A1:B9"]] == [
        ("填报工作簿", "1"),
        ("文件夹", "2026-b"),
        ("表种", "自评表"),
        ("年度", "2026"),
        ("部门", "某局"),
        ("标题", "某局2026年度绩效自评表"),
        ("金额单位", "万元"),
        ("模板", "self-evaluation"),
        ("填报单位", "信息中心"),
    ]


@HEADS
def test_computed_cells_are_locked_and_the_rest_is_open(head: tree.Mapping) -> None:
    for sheet in opened(str(head["表种"])).worksheets:
        formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert all(cell.protection.locked for cell in formulas)
        assert bool(formulas) == (sheet.title == "核对")
        assert sheet.protection.sheet == (sheet.title not in ("项目", "项目资金", "绩效指标"))
        assert sheet.protection.password is None


@HEADS
def test_pages_and_panes(head: tree.Mapping) -> None:
    looks = [
        (
            sheet.freeze_panes,
            sheet.print_title_rows,
            sheet.page_setup.orientation,
            sheet.page_setup.paperSize,
            sheet.page_setup.fitToHeight,
            sheet.sheet_properties.pageSetUpPr.fitToPage,
        )
        for sheet in opened(str(head["表种"])).worksheets[:5]
    ]
    page = ("landscape", 9, 0, True)
    assert looks == [(None, None, *page), *[("B2", "$1:$1", *page)] * 3, ("B4", "$3:$3", *page)]


@pytest.mark.parametrize("form", ("自评表", "申报表", "甲"))
def test_conditions_are_as_short_as_excel_asks(form: str) -> None:
    for sheet in opened(form).worksheets:
        conditions = [rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules]
        checks = [str(rule.formula1) for rule in sheet.data_validations.dataValidation]
        assert [each for each in (*conditions, *checks) if len(each) > 255] == []
        formulas = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert [each for each in formulas if len(each) > 8192] == []


def test_text_stays_text_where_it_is_typed() -> None:
    sheet = opened("自评表")["绩效指标"]
    formats = {cell.value: sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]}
    assert {heading for heading, number_format in formats.items() if number_format != "@"} == {"分值"}


def test_rows_grow_with_their_text_and_numbers_as_text_are_not_marked() -> None:
    with zipfile.ZipFile(io.BytesIO(content("甲"))) as package:
        parts = [package.read(f"xl/worksheets/sheet{number}.xml").decode() for number in range(1, 6)]
    assert ["customHeight" in part for part in parts] == [True, False, False, False, True]
    assert ["<ignoredErrors>" in part for part in parts] == [False, True, True, True, False]


@HEADS
def test_headings_have_notes_in_the_words_of_the_guide(head: tree.Mapping) -> None:
    layout = SELF_EVALUATION if head is HEAD else TARGET_DECLARATION
    book = opened(str(head["表种"]))
    notes = {
        cell.value: cell.comment.text
        for sheet in book.worksheets[1:4]
        for cell in sheet[1]
        if cell.comment is not None
    }
    columns = [*layout.project, *layout.funds, *layout.indicators]
    assert set(notes) >= {column.heading for column in columns if not column.stated}
    assert notes == {heading: f"{heading}：{COLUMNS[heading]}" for heading in notes}


def test_words_are_those_of_the_documentation() -> None:
    described = {row[0].strip("`"): row[1].replace("`", "") for row in rows(FILLING_IN, "每一列填什么")}
    assert described == COLUMNS


def test_what_was_carried_over_is_marked() -> None:
    book = opened("甲")
    notes = {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.comment
    }
    assert notes == {"项目!D2": "文中有2025年", "绩效指标!I2": "建议", "绩效指标!I3": "建议\n上年 30"}
    coloured = {
        str(area.sqref): [
            rule.formula[0] for rule in area.rules if "FIND" in rule.formula[0] or "$I" in rule.formula[0][:2]
        ]
        for title in ("项目", "绩效指标")
        for area in book[title].conditional_formatting
    }
    assert {area: found for area, found in coloured.items() if found} == {
        "D2": ['OR(ISNUMBER(FIND("2025",$D2)),ISNUMBER(FIND("十四五",$D2)))'],
        "I2": ["$I2=50"],
        "I3": ["$I3=40"],
    }


def texts(book: Workbook) -> list[str]:
    return [str(cell.value) for row in book["填写说明"].iter_rows() for cell in row if cell.value]


@pytest.mark.parametrize("form", ("自评表", "申报表", "甲"))
def test_the_guide_speaks_of_what_is_there(form: str) -> None:
    words = "\n".join(texts(opened(form)))
    assert ("淡紫" in words, "橙黄" in words) == ((True, True) if form == "甲" else (False, False))
    assert ("一个项目四行" in words) == (form != "申报表")
    assert ("金额单位\n元" in words) == (form == "申报表")
    assert "填报工作簿版本\n1" in words


@HEADS
def test_same_facts_same_bytes(head: tree.Mapping) -> None:
    assert fill_in_workbook(FillIn({**head}, "2026-b")) == content(str(head["表种"]))


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(GeneratorError) as caught:
        fill_in_workbook(FillIn({**HEAD, "表种": "自评"}, "b"))
    assert str(caught.value) == "a workbook needs a 表种 that is 自评表 or 申报表"


@HEADS
@pytest.mark.parametrize("count", (1, 300))
def test_a_blank_workbook_holds_no_project(head: tree.Mapping, count: int, tmp_path: Path) -> None:
    write_head(head, tmp_path)
    (tmp_path / "projects.xlsx").write_bytes(fill_in_workbook(FillIn(head, "b", rows=count)))
    read = read_booklet(tmp_path, tmp_path)
    assert read.data == {**head, "项目列表": []}
    message = "projects.xlsx: error INP006: no project is filled in yet: the sheet 项目 has no row"
    assert [str(finding) for finding in read.problems] == [message]


@pytest.mark.parametrize("folder", ("2024-self-evaluation", "2026-targets"))
def test_shipped_booklets_come_back_from_it(folder: str, tmp_path: Path) -> None:
    given = read_booklet(INPUTS / folder)
    head = {key: value for key, value in given.data.items() if key != "项目列表"}
    projects = given.data["项目列表"]
    assert isinstance(projects, list)
    write_head(head, tmp_path)
    known = [project for project in projects if isinstance(project, dict)]
    (tmp_path / "projects.xlsx").write_bytes(fill_in_workbook(FillIn(head, folder, known)))
    read = read_booklet(tmp_path)
    assert (read.data, read.problems) == (given.data, [])


def typed(book: Workbook, sheet: str, *rows_typed: tuple[object, ...]) -> None:
    """Type rows into the first blank cells of a sheet, as somebody would; None goes on to the next cell."""
    for number, values in enumerate(rows_typed, start=2):
        for column, value in enumerate(values, start=1):
            if value is not None:
                book[sheet].cell(number, column).value = value


def test_what_people_type_is_read(tmp_path: Path) -> None:
    book = opened("自评表")
    typed(book, "项目", ("甲", "某局", "某处", "目标一\n目标二", "完成"))
    amounts = (100, 100, 95.5)
    typed(
        book,
        "项目资金",
        ("甲", None, *amounts),
        ("甲", None, *amounts),
        ("甲", None, 0, 0, 0),
        ("甲", None, 0, 0, 0),
    )
    typed(
        book,
        "绩效指标",
        ("甲", "产出指标", "数量指标", "办件量", "≥", "100", "件", "120", 50),
        ("甲", "产出指标", "质量指标", "合格率", "=", 100, "%", "100%", 30),
        ("甲", "效益指标", "社会效益指标", "便利", None, "便利", None, "达成指标", 10, "无"),
    )
    write_head(HEAD, tmp_path)
    book.save(tmp_path / "projects.xlsx")
    read = read_booklet(tmp_path)
    row = {"年初预算数": "100.00", "全年预算数": "100.00", "全年执行数": "95.50"}
    nothing = dict.fromkeys(row, "0.00")
    first = {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "办件量"}
    second = {"一级指标": "产出指标", "二级指标": "质量指标", "三级指标": "合格率"}
    third = {"一级指标": "效益指标", "二级指标": "社会效益指标", "三级指标": "便利", "年度指标值": "便利"}
    assert read.data["项目列表"] == [
        {
            "项目名称": "甲",
            "主管部门": "某局",
            "实施单位": "某处",
            "项目资金": {
                "年度资金总额": row,
                "当年财政拨款": row,
                "上年结转资金": nothing,
                "其他资金": nothing,
            },
            "年度总体目标": {"预期目标": "目标一\n目标二", "实际完成情况": "完成"},
            "绩效指标": [
                {**first, "年度指标值": "≥100.00(件)", "实际完成值": "120.00(件)", "分值": "50"},
                {**second, "年度指标值": "=100.00(%)", "实际完成值": "100%", "分值": "30"},
                {**third, "实际完成值": "达成指标", "分值": "10", "偏差原因分析及改进措施": "无"},
            ],
        }
    ]
    assert read.problems == []
