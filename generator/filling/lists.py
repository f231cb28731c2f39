"""The very hidden sheet behind the drop-downs, and the names by which they find it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from generator.filling.fill_in import VERSION, FillIn, Prepared
from generator.sheets.layout import Kind
from generator.writing.cells import put

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "列表"
OPERATORS = ("≥", "≤", "=", ">", "<")
UNITS = (
    *(
        "%",
        "个",
        "项",
        "次",
        "件",
        "人",
        "人次",
        "人天",
        "份",
        "篇",
        "场",
        "期",
        "台",
        "套",
        "家",
        "户",
        "处",
    ),
    *(
        "分",
        "级",
        "倍",
        "天",
        "工作日",
        "小时",
        "分钟",
        "秒",
        "月",
        "元",
        "万元",
        "亿元",
        "元/个",
        "元/人",
        "元/次",
    ),
    *("核小时", "万核小时", "GB", "TB", "平方米", "公里", "吨", "千瓦时"),
)
PROJECTS = "项目名称列表"
FIRST, SECOND = "一级指标列表", "二级指标列表"
_START, _COUNTS = "二级指标起点", "二级指标条数"


def name_of(heading: str) -> str:
    """The defined name of the list for a heading."""
    return f"{heading}列表"


def add_lists(workbook: Workbook, fill_in: FillIn, projects: Prepared) -> None:
    """Add the sheet with all lists, and their names."""
    sheet = workbook.create_sheet(SHEET)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    levels = fill_in.checks.levels
    for column, (heading, entries) in enumerate(_lists(fill_in, levels).items(), start=3):
        _column(sheet, column, [heading, *entries])
        _define(workbook, name_of(heading), sheet, column, 2, 1 + len(entries))
    _levels(workbook, sheet, sheet.max_column + 2, levels)
    _define_projects(workbook, projects)
    for row, (key, value) in enumerate(stamp(fill_in).items(), start=1):
        put(sheet.cell(row, 1), key, Kind.TEXT)
        put(sheet.cell(row, 2), value, Kind.TEXT)


def stamp(fill_in: FillIn) -> dict[str, str]:
    """What a fill-in workbook was made for; it stands in the first two columns of the hidden sheet."""
    facts = {key: fill_in.fact(key) for key in ("表种", "年度", "部门", "标题", "金额单位", "模板")}
    return {"填报工作簿": VERSION, "文件夹": fill_in.booklet, **facts, "填报单位": fill_in.unit}


def second_levels(cell: str) -> str:
    """The formula for the second levels under the first level in a cell; all of them while it is blank."""
    place = f"MATCH({cell},{FIRST},0)"
    found = f"OFFSET({_START},0,{place}-1,INDEX({_COUNTS},{place}),1)"
    return f"IF(COUNTIF({FIRST},{cell})=1,{found},{SECOND})"


def _lists(fill_in: FillIn, levels: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    checks = fill_in.checks
    lists: dict[str, Sequence[str]] = {
        "项目性质": checks.natures,
        "项目类别": checks.categories,
        "资金": fill_in.layout.fund_rows,
        "符号": OPERATORS,
        "计量单位": UNITS,
        "一级指标": tuple(levels),
        "二级指标": [second for seconds in levels.values() for second in seconds],
        "实施单位": (fill_in.unit,),
        "主管部门": (fill_in.fact("部门"),),
    }
    return {heading: entries for heading, entries in lists.items() if any(entries)}


def _levels(workbook: Workbook, sheet: Worksheet, start: int, levels: Mapping[str, Sequence[str]]) -> None:
    """The second levels, a column for each first level: the name, how many there are, one below the other."""
    for column, (first, seconds) in enumerate(levels.items(), start=start):
        _column(sheet, column, [first, "", *seconds])
        sheet.cell(2, column, len(seconds))
    last = start + len(levels) - 1
    _define(workbook, _START, sheet, start, 3, 3)
    _define(workbook, _COUNTS, sheet, start, 2, 2, last)


def _define_projects(workbook: Workbook, projects: Prepared) -> None:
    """The names in the sheet 项目, down to the last one."""
    title = quote_sheetname(projects.title)
    area = f"{title}!$A$2:$A${projects.checked}"
    last = f'SUMPRODUCT(MAX(({area}<>"")*ROW({area})))'
    text = f"OFFSET({title}!$A$1,1,0,MAX(1,{last}-1),1)"
    workbook.defined_names[PROJECTS] = DefinedName(PROJECTS, attr_text=text)


def _column(sheet: Worksheet, column: int, texts: Sequence[str]) -> None:
    for row, text in enumerate(texts, start=1):
        if text:
            put(sheet.cell(row, column), text, Kind.TEXT)


def _define(
    workbook: Workbook, name: str, sheet: Worksheet, column: int, first: int, last: int, to: int = 0
) -> None:
    one, other = get_column_letter(column), get_column_letter(to or column)
    text = f"{quote_sheetname(sheet.title)}!${one}${first}:${other}${last}"
    workbook.defined_names[name] = DefinedName(name, attr_text=text)
