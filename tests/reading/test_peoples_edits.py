"""What people do to workbooks: read without loss, or said in one line with its cell."""

from __future__ import annotations

import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from reading.booklet_files import (
    FUND_HEADINGS,
    INDICATOR,
    INDICATOR_HEADINGS,
    PROJECT_HEADINGS,
    Rows,
    read,
    save,
    tidy,
)
from reading.test_excel_source import SOUND

from generator import tree
from generator.reading.excel_source import read_workbook
from generator.reading.folder import read_booklet
from generator.writing.workbook import write_workbook_folder

INPUTS = Path(__file__).parents[2] / "inputs"
FUND = ("甲", "年度资金总额", 0, 12.5, 12)
GROUPS = ("项目名称", "一级指标", "二级指标", "三级指标", "年度指标值", None, None, "实际完成值", "分值")
PARTS = (None, None, None, None, "符号", "指标值", "计量单位", None, None)


@pytest.mark.parametrize(
    ("sheets", "problems"),
    (
        pytest.param(tidy(绩效指标=[GROUPS, PARTS, INDICATOR]), [], id="headings in two rows"),
        pytest.param(
            tidy(绩效指标=[(None, "绩效指标", None, None, "目标"), INDICATOR_HEADINGS, INDICATOR]), [], id="groups above"
        ),
        pytest.param(tidy(绩效指标=[*[()] * 25, INDICATOR_HEADINGS, INDICATOR]), [], id="headings far down"),
        pytest.param(
            tidy(
                项目资金=[
                    ("1.项目名称", "★资金：", "年初预算数 万元", "全年预算数（单位：万元）", "全年\n执行数【万元】(必填)"),
                    FUND,
                ]
            ),
            [],
            id="numbers, marks and units in headings",
        ),
        pytest.param(
            tidy(绩效指标=[(*INDICATOR_HEADINGS[:3], "指标名称", "符号", "指标数值", "单位", "完成值", "分值"), INDICATOR]),
            [
                "p.xlsx[绩效指标!D1]: warning INP209: the heading 指标名称 is read as 三级指标; write 三级指标",
                "p.xlsx[绩效指标!F1]: warning INP209: the heading 指标数值 is read as 指标值; write 指标值",
                "p.xlsx[绩效指标!G1]: warning INP209: the heading 单位 is read as 计量单位; write 计量单位",
                "p.xlsx[绩效指标!H1]: warning INP209: the heading 完成值 is read as 实际完成值; write 实际完成值",
            ],
            id="renamed headings",
        ),
        pytest.param(
            tidy(
                项目资金=[
                    FUND_HEADINGS, FUND, ("合计", None, 0, 12.5, 12), (None, "总 计：", 0, 12.5),
                    ("填表人：张三", None, "审核人：", "2025年1月3日"), ("备注：单位为万元",),
                ]
            ),
            [
                "p.xlsx[项目资金!A3]: warning INP215: the row is no data but sums, so it is not read",
                "p.xlsx[项目资金!A4]: warning INP215: the row is no data but sums, so it is not read",
                "p.xlsx[项目资金!A5]: warning INP215: the row is no data but a note, so it is not read",
                "p.xlsx[项目资金!A6]: warning INP215: the row is no data but a note, so it is not read",
            ],
            id="sums and signatures",
        ),
        pytest.param(
            tidy(绩效指标=[INDICATOR_HEADINGS, INDICATOR, INDICATOR_HEADINGS]),
            ["p.xlsx[绩效指标!A3]: warning INP215: the row is no data but the headings once more, so it is not read"],
            id="headings once more",
        ),
        pytest.param(
            tidy(项目资金=[FUND_HEADINGS, ("甲", "年度资金总额", 0, "12.5 万元", "￥12")]),
            [
                "p.xlsx[项目资金!D2]: warning INP216: 12.5 万元 is read as 12.5; write the number alone",
                "p.xlsx[项目资金!E2]: warning INP216: ￥12 is read as 12; write the number alone",
            ],
            id="units beside amounts",
        ),
        pytest.param(
            tidy(绩效指标=[INDICATOR_HEADINGS, (*INDICATOR[:8], (0.08, "0%"))]),
            ["p.xlsx[绩效指标!I2]: warning INP216: 8% is read as 8; write the number alone"],
            id="a weight in percent",
        ),
        pytest.param(
            tidy(绩效指标=[INDICATOR_HEADINGS, (*INDICATOR[:4], " 大于等于", "6 款", "款", 7, "8分")]),
            ["p.xlsx[绩效指标!I2]: warning INP216: 8分 is read as 8; write the number alone"],
            id="signs in words",
        ),
        pytest.param(
            {**tidy(), "绩效指标 (2)": tidy()["绩效指标"], "绩效指标1": [()], "说明": [("甲",)]},
            [
                ("p.xlsx[绩效指标 (2)]: warning INP218: the sheet is not read; move what belongs to the booklet "
                "to 绩效指标 and delete the rest")
            ],
            id="a copied sheet",
        ),
        pytest.param(
            {"项目": tidy()["项目"], "项目资金": tidy()["项目资金"], "绩效指标1": tidy()["绩效指标"]},
            ["p.xlsx[绩效指标1]: warning INP218: the sheet is read as 绩效指标; rename it"],
            id="nothing but a copy",
        ),
    ),
)  # fmt: skip
def test_what_is_understood(sheets: dict[str, Rows], problems: list[str], tmp_path: Path) -> None:
    assert read(tmp_path, sheets) == (SOUND, problems)


@pytest.mark.parametrize(
    ("sheets", "problems"),
    (
        pytest.param(
            tidy(项目资金=[("项目名称", "资金", "预算数", "全年预算数", "全年执行数"), FUND]),
            ["p.xlsx[项目资金!C1]: error INP205: unknown heading 预算数; did you mean 年初预算数?"],
            id="a heading between two",
        ),
        pytest.param(
            tidy(绩效指标=[(*INDICATOR_HEADINGS, "得分情况"), (*INDICATOR, "8")]),
            ["p.xlsx[绩效指标!J1]: error INP205: unknown heading 得分情况; did you mean 得分?"],
            id="nobody means a computed value",
        ),
    ),
)
def test_headings_that_are_not_clear(sheets: dict[str, Rows], problems: list[str], tmp_path: Path) -> None:
    assert read(tmp_path, sheets)[1] == problems


@pytest.mark.parametrize(
    ("target", "read_target", "problems"),
    (
        pytest.param((None, "≥6", "款"), "≥6.00(款)", [], id="a sign beside the number"),
        pytest.param(("不少于", "≥6款", None), "≥6.00(款)", [], id="all beside the number, the sign twice"),
        pytest.param(("≧", 90, "%"), "≥90.00(%)", [], id="another character"),
        pytest.param(("≥", "90%", None), "≥90.00(%)", [], id="a percent sign"),
        pytest.param(("≤", "30分钟", None), "≤30.00(分钟)", [], id="a bare unit"),
        pytest.param(("按时完成", None, None), "按时完成", [], id="words in the first of merged cells"),
        pytest.param(
            ("≤", "12月底", None),
            "12月底",
            [
                (
                    "p.xlsx[绩效指标!F2]: warning INP214: the target is words, so ≤ is not read; leave it blank or "
                    "write all in 指标值"
                )
            ],
            id="a time of the year",
        ),
        pytest.param(
            ("≤", "≥6", "款"),
            "≥6",
            [
                (
                    "p.xlsx[绩效指标!F2]: warning INP214: the target is words, so ≤款 is not read; leave it blank or "
                    "write all in 指标值"
                )
            ],
            id="two signs",
        ),
    ),
)
def test_targets(target: tuple[object, ...], read_target: str, problems: list[str], tmp_path: Path) -> None:
    project, found = read(tmp_path, tidy(绩效指标=[INDICATOR_HEADINGS, (*INDICATOR[:4], *target, 7, 8)]))
    indicators = project["绩效指标"]
    assert isinstance(indicators, list)
    assert isinstance(indicators[0], dict)
    assert (indicators[0]["年度指标值"], found) == (read_target, problems)


def test_an_amount_in_another_unit_is_an_error(tmp_path: Path) -> None:
    _project, found = read(tmp_path, tidy(项目资金=[FUND_HEADINGS, (*FUND[:3], "125,000元", "约12")]))
    assert found == [
        "p.xlsx[项目资金!D2]: error INP217: the amount is in 元, but the booklet's 金额单位 is 万元; write it in 万元"
    ]


def test_hidden_rows_and_sheets_are_read_and_told(tmp_path: Path) -> None:
    read(tmp_path, tidy())
    workbook = load_workbook(tmp_path / "p.xlsx")
    workbook["绩效指标"].row_dimensions[2].hidden = True
    workbook["项目资金"].sheet_state = "hidden"
    workbook["项目"].column_dimensions["B"].hidden = True
    workbook.save(tmp_path / "p.xlsx")
    source = read_booklet(tmp_path, tmp_path)
    assert (source.data["项目列表"], [str(found) for found in source.problems]) == (
        [SOUND],
        [
            "p.xlsx[绩效指标!A2]: hint INP219: hidden or filtered rows are read like the others (rows 2)",
            "p.xlsx[项目资金]: hint INP219: the sheet is hidden; it is read all the same",
        ],
    )


@pytest.mark.parametrize(
    ("names", "name"),
    (
        pytest.param(
            ("甲（一期）", "甲(一期)\u200b", "甲\xa0（一期） "), "甲（一期）", id="widths and blanks"
        ),
        pytest.param(((12, "0000"), "0012", 12), "0012", id="numbers"),
        pytest.param((2024, "2024", (2024, "0.00")), "2024", id="decimals"),
    ),
)
def test_names_of_projects(names: tuple[object, ...], name: str, tmp_path: Path) -> None:
    first, second, third = names
    project, found = read(
        tmp_path,
        tidy(
            项目=[PROJECT_HEADINGS, (first, "局", "处", "目标", "完成")],
            项目资金=[FUND_HEADINGS, (second, *FUND[1:])],
            绩效指标=[INDICATOR_HEADINGS, (third, *INDICATOR[1:])],
        ),
    )
    assert (project, found) == (SOUND | {"项目名称": name}, [])


def written_by_excel(path: Path, change: Callable[[str], str] | None) -> list[str]:
    """A sound workbook with shared strings, rich ones too, read; its strings changed, or left out for None."""
    with xlsxwriter.Workbook(path) as workbook:
        for title, rows in tidy().items():
            sheet = workbook.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value == "测试量":
                        sheet.write_rich_string(
                            number, column, workbook.add_format({"bold": True}), "测", "试量"
                        )
                    else:
                        sheet.write(number, column, value)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    strings = parts.pop("xl/sharedStrings.xml")
    if change is not None:
        parts["xl/sharedStrings.xml"] = change(strings)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    source = read_workbook(path, "p.xlsx", {"表种": "自评表", "金额单位": "万元"})
    projects = source.data.get("项目列表")
    return [str(projects == [SOUND]), *map(str, source.problems)]


def test_rich_texts_and_phonetic_runs(tmp_path: Path) -> None:
    reading = "<t>试量</t></r><rPh sb='0' eb='1'><t>ceshi</t></rPh><phoneticPr fontId='1'/>"
    found = written_by_excel(tmp_path / "p.xlsx", lambda strings: strings.replace("<t>试量</t></r>", reading))
    assert found == ["True"]


def test_strings_that_are_missing(tmp_path: Path) -> None:
    assert written_by_excel(tmp_path / "p.xlsx", None) == [
        "False",
        (
            "p.xlsx: error INP201: the workbook is damaged (KeyError: \"There is no item named 'xl/sharedStrings.xml' "
            'in the archive"); open it in Excel or WPS and save it again'
        ),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    (
        pytest.param(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            "the workbook is saved as Strict Open XML; save it as Excel Workbook (.xlsx), the type above it",
            id="Strict",
        ),
        pytest.param(b"", b"", "the file is in the .xlsb format; save it as .xlsx", id="binary"),
    ),
)
def test_other_formats_under_our_name(old: bytes, new: bytes, message: str, tmp_path: Path) -> None:
    path = save(tmp_path / "p.xlsx", tidy())
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if not old:
        parts["xl/workbook.bin"] = parts.pop("xl/workbook.xml")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(old, new) if old else content)
    source = read_workbook(path, "p.xlsx", {"表种": "自评表"})
    assert [str(found) for found in source.problems] == [f"p.xlsx: error INP201: {message}"]


def test_a_password_is_told_from_an_old_format(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    )
    source = read_workbook(path, "p.xlsx", {})
    message = "the file has a password; save it without one (Save As, Tools, General Options)"
    assert [str(found) for found in source.problems] == [f"p.xlsx: error INP201: {message}"]


def _reordered(sheet: Worksheet, chance: random.Random) -> None:
    order = list(range(1, sheet.max_column + 1))
    chance.shuffle(order)
    rows = [[(cell.value, cell.number_format, cell.data_type) for cell in row] for row in sheet.iter_rows()]
    for number, row in enumerate(rows, start=1):
        for column, source in enumerate(order, start=1):
            cell = sheet.cell(number, column)
            value, shown, kind = row[source - 1]
            cell.value, cell.number_format = value, shown
            cell.data_type = kind


def _blank_rows(sheet: Worksheet, chance: random.Random) -> None:
    for _time in range(chance.randint(1, 4)):
        sheet.insert_rows(chance.randint(1, sheet.max_row))


def _shifted(sheet: Worksheet, chance: random.Random) -> None:
    sheet.insert_cols(1, chance.randint(1, 3))


def _looks(sheet: Worksheet, chance: random.Random) -> None:
    for row in sheet.iter_rows():
        cell = chance.choice(row)
        cell.fill = PatternFill("solid", fgColor="FFFFFF00")
        cell.comment = Comment("请核实", "张三")
    sheet.column_dimensions["A"].width = chance.randint(1, 80)
    sheet.column_dimensions["B"].hidden = True
    sheet.auto_filter.ref = None if chance.random() < 0.5 else sheet.dimensions


def _headings(sheet: Worksheet, chance: random.Random) -> None:
    for row in sheet.iter_rows():
        if any(cell.value == "项目名称" for cell in row):
            for cell in row:
                if cell.value:
                    cell.value = chance.choice(
                        ("* {}", "{}\n", " {} ", "{}（必填）", "{}【见说明】", "{}：")
                    ).format(cell.value)
            return


def _numbers_as_texts(sheet: Worksheet, chance: random.Random) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, int | float) and chance.random() < 0.5:
                decimals = len(cell.number_format.partition(".")[2])
                grouped = "," if "," in cell.number_format else ""
                cell.value = f"{cell.value:{grouped}.{decimals}f}"
                cell.number_format = "@"


EDITS = (_reordered, _blank_rows, _shifted, _looks, _headings, _numbers_as_texts)


def _plain(value: tree.Tree) -> tree.Tree:
    """`value` with numbers as they count, so that `1,233.77` is 1233.77."""
    if isinstance(value, str):
        return value.replace(",", "")
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return {key: _plain(item) for key, item in value.items()}


@pytest.mark.parametrize("name", ("2024-self-evaluation", "2026-targets"))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 10**6), edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=6, unique=True)
)
def test_edits_that_must_not_matter(
    name: str,
    seed: int,
    edits: list[Callable[[Worksheet, random.Random], None]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    chance = random.Random(seed)
    given_data = read_booklet(INPUTS / name).data
    folder = tmp_path_factory.mktemp("edited") / "b"
    write_workbook_folder(given_data, folder)
    path = folder / "projects.xlsx"
    workbook = load_workbook(path)
    for sheet in workbook.worksheets:
        for edit in edits:
            edit(sheet, chance)
    _save_like_people(workbook, path, chance)
    source = read_booklet(folder)
    assert _plain(source.data) == _plain(given_data)
    assert [str(found) for found in source.problems] == []


def _save_like_people(workbook: Workbook, path: Path, chance: random.Random) -> None:
    workbook.create_sheet("填写说明").append(["请勿改动列名"])
    chance.shuffle(workbook._sheets)  # type: ignore[attr-defined]
    if chance.random() < 0.3:
        workbook.epoch = CALENDAR_MAC_1904
    workbook.save(path)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("name", ("2024-self-evaluation", "2026-targets"))
@pytest.mark.parametrize("through", ("ods", "xls"))
def test_workbooks_that_went_through_libreoffice(name: str, through: str, tmp_path: Path) -> None:
    """Another format and back: another writer's parts, and no type but its own."""
    given_data = read_booklet(INPUTS / name).data
    folder = tmp_path / "b"
    write_workbook_folder(given_data, folder)
    for made, source in ((through, folder / "projects.xlsx"), ("xlsx", tmp_path / f"projects.{through}")):
        place = tmp_path if made == through else folder
        command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", made, "--outdir", str(place), str(source)]
        subprocess.run(command, capture_output=True, check=True, timeout=300)
    read_back = read_booklet(folder)
    assert (read_back.data, read_back.problems) == (given_data, [])
