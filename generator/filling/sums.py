"""The sheet 核对: a row for each project, which adds up what has been typed and says what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter

from generator.filling import look
from generator.filling.fill_in import FillIn, Prepared
from generator.filling.formulas import criterion
from generator.sheets.layout import FUND, FUNDS, INDICATORS
from generator.writing.cells import row_height

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "核对"
_FIRST = 4  # row of the first project
_MONEY, _PLAIN = "#,##0.00####", "0.######"
_TOTAL = '"年度资金总额"'


class _Sum(NamedTuple):
    """A computed column; `{name}` in its formula stands for the cell of another one."""

    heading: str
    formula: str
    number_format: str = "General"
    width: int = 13
    fault: str = ""  # text to say what is wrong, empty text where nothing is


def add_sums(workbook: Workbook, sheets: Mapping[str, Prepared], fill_in: FillIn) -> None:
    """Add the sheet."""
    sheet = workbook.create_sheet(SHEET)
    sums = _sums(sheets, fill_in)
    cells = {each.heading: f"${get_column_letter(place)}" for place, each in enumerate(sums, start=1)}
    last = _FIRST + sheets["项目"].checked - 2
    for place, each in enumerate(sums, start=1):
        _heading(sheet, place, each)
        for row in range(_FIRST, last + 1):
            _formula(sheet, row, place, each, {name: f"{cell}{row}" for name, cell in cells.items()})
    _head(sheet, get_column_letter(len(sums)), last)
    headings = [(each.heading, each.width) for each in sums]
    sheet.row_dimensions[_FIRST - 1].height = row_height(headings, look.SIZE)
    _arrange(sheet, len(sums), last)


def _sums(sheets: Mapping[str, Prepared], fill_in: FillIn) -> list[_Sum]:
    columns = [_name(sheets["项目"]), _count(sheets[INDICATORS])]
    if fill_in.layout.fund_rows:
        indicators = sheets[INDICATORS]
        columns += [_open_actuals(indicators), *_weights(indicators, fill_in)]
        columns += _executed(sheets[FUNDS], fill_in)
    else:
        columns += _requested(sheets[FUNDS])
    faults = "&".join(each.fault for each in columns if each.fault)
    result = f'IF({{项目名称}}="","",IF(({faults})="","相符",{faults}))'
    return [*columns, _Sum("结果", result, width=70)]


def _name(projects: Prepared) -> _Sum:
    # By its place in the list, not by its cell: rows can be inserted and deleted there.
    found = f"INDEX('项目'!$A$2:$A${projects.checked},ROW()-{_FIRST - 1})"
    twin = f"COUNTIF('项目'!$A$2:$A${projects.checked},{criterion('{项目名称}')})"
    formula = f'IFERROR(IF({found}="","",{found}),"")'
    return _Sum("项目名称", formula, width=34, fault=f'IF({twin}>1,"项目重名；","")')


def _count(indicators: Prepared) -> _Sum:
    counted = f"COUNTIF({_area(indicators, '项目名称')},{criterion('{项目名称}')})"
    fault = 'IF({指标条数}=0,"还没有指标；","")'
    return _Sum("指标条数", counted, "0", 10, fault)


def _open_actuals(indicators: Prepared) -> _Sum:
    """How many actual values are still to be filled in."""
    given = _filled(indicators, "实际完成值")
    fault = 'IF({未填实际完成值}>0,{未填实际完成值}&" 条没有填实际完成值；","")'
    return _Sum("未填实际完成值", f"{{指标条数}}-{given}", "0", 12, fault)


def _weights(indicators: Prepared, fill_in: FillIn) -> list[_Sum]:
    full = f"{fill_in.full_points:f}"
    added = f"ROUND({_sum_of(indicators, '分值')},6)"
    short = '"分值合计 "&{分值合计}&"，还差 "&ROUND({应为}-{分值合计},6)&"；"'
    over = '"分值合计 "&{分值合计}&"，多了 "&ROUND({分值合计}-{应为},6)&"；"'
    fault = f'IF({{分值合计}}<{{应为}},{short},IF({{分值合计}}>{{应为}},{over},""))'
    return [_Sum("分值合计", added, _PLAIN, 10, fault), _Sum("应为", full, _PLAIN, 8)]


def _executed(funds: Prepared, fill_in: FillIn) -> list[_Sum]:
    columns = []
    for heading in ("年初预算数", "全年预算数", "全年执行数"):
        total, gap = f"{heading}总额", f"{heading}差额"
        of_total = f"{_sum_of(funds, heading)[:-1]},{_area(funds, FUND)},{_TOTAL})"
        difference = f"ROUND(2*{{{total}}}-{_sum_of(funds, heading)},6)"
        fault = f'IF({{{gap}}}<>0,"{heading}：总额和各部分之和相差 "&{{{gap}}}&"；","")'
        missing = f'IF({_filled(funds, heading, total=True)}=0,"{heading}没有填；","")'
        columns += [_Sum(total, of_total, _MONEY, 16, missing), _Sum(gap, difference, _MONEY, 14, fault)]
    over = 'IF({全年执行数总额}>{全年预算数总额},"执行数大于预算数；","")'
    share = "ROUND({全年执行数总额}/{全年预算数总额}*100,8)"
    rounded = "ROUNDDOWN" if fill_in.scoring.budget.rounding == "截断" else "ROUND"
    rate = f'IF({{全年预算数总额}}>0,{rounded}({share},2),"")'
    return [*columns, _Sum("执行率(%)", rate, "0.00", 11, over)]


def _requested(funds: Prepared) -> list[_Sum]:
    columns = []
    year = "年度资金申请总额"
    missing = f'IF({_filled(funds, year)}=0,"{year}没有填；","")'
    for whole, parts in (
        (year, ("当年财政拨款", "上年结转资金", "其他资金")),
        ("项目资金总额", ("财政资金", "项目其他资金")),
    ):
        added, gap = f"{whole}各部分之和", f"{whole}差额"
        together = "+".join(_sum_of(funds, part) for part in parts)
        fault = f'IF({{{gap}}}<>0,"{whole}：和各部分之和相差 "&{{{gap}}}&"；","")'
        columns += [
            _Sum(whole, _sum_of(funds, whole), _MONEY, 19, missing if whole == year else ""),
            _Sum(added, f"ROUND({together},6)", _MONEY, 19),
            _Sum(gap, f"ROUND({{{whole}}}-{{{added}}},6)", _MONEY, 16, fault),
        ]
    return columns


def _area(prepared: Prepared, heading: str) -> str:
    letter = get_column_letter(prepared.column(heading))
    return f"'{prepared.title}'!${letter}$2:${letter}${prepared.checked}"


def _sum_of(prepared: Prepared, heading: str) -> str:
    """The sum of a project's numbers under a heading."""
    return f"SUMIFS({_area(prepared, heading)},{_area(prepared, '项目名称')},{criterion('{项目名称}')})"


def _filled(prepared: Prepared, heading: str, *, total: bool = False) -> str:
    """How many of a project's cells under a heading hold something, in all rows or in that of the total."""
    of_total = f",{_area(prepared, FUND)},{_TOTAL}" if total else ""
    names = f"{_area(prepared, '项目名称')},{criterion('{项目名称}')}"
    return f'COUNTIFS({names}{of_total},{_area(prepared, heading)},"<>")'


def _heading(sheet: Worksheet, place: int, column: _Sum) -> None:
    cell = sheet.cell(_FIRST - 1, place, column.heading)
    cell.font, cell.fill = look.font(bold=True, colour="FFFFFFFF"), look.fill(look.HEADING)
    cell.alignment, cell.border = look.wrapped(middle=True), look.border()
    sheet.column_dimensions[get_column_letter(place)].width = column.width


def _formula(sheet: Worksheet, row: int, place: int, column: _Sum, cells: Mapping[str, str]) -> None:
    formula = column.formula
    for name, of in cells.items():
        formula = formula.replace(f"{{{name}}}", of)
    if column.heading not in ("项目名称", "结果"):
        formula = f'IF({cells["项目名称"]}="","",{formula})'
    cell = sheet.cell(row, place, f"={formula}")
    cell.number_format, cell.font = column.number_format, look.font()
    if column.heading != "结果":  # a long result runs on to the right: no row grows with what a formula says
        cell.alignment = look.wrapped()


def _head(sheet: Worksheet, last: str, bottom: int) -> None:
    """The title, and one line that sums up."""
    sheet["A1"] = "核对（自动计算，不用填）"
    sheet["A1"].font = look.font(bold=True, size=14)
    results = f"${last}${_FIRST}:${last}${bottom}"
    names = f"$A${_FIRST}:$A${bottom}"
    filled = f'SUMPRODUCT(--({names}<>""))'
    right = f'COUNTIF({results},"相符")'
    told = f'"共 "&{filled}&" 个项目，"&{right}&" 个相符，"&({filled}-{right})&" 个还没有填完或者有不符，见最后一列"'
    sheet["A2"] = f'=IF({filled}=0,"“项目”表里还没有项目",{told})'
    sheet["A2"].font = look.font(bold=True)


def _arrange(sheet: Worksheet, columns: int, last: int) -> None:
    letter = get_column_letter(columns)
    result = f"${letter}{_FIRST}"
    for area, condition, colour in (
        (letter, f'{result}="相符"', look.RIGHT),
        (letter, f'{result}<>""', look.WRONG),
        ("A", f'$A{_FIRST}<>""', look.COMPUTED),
    ):
        end = get_column_letter(columns - 1) if area == "A" else letter
        rule = Rule("expression", dxf=look.conditional(colour), formula=[condition], stopIfTrue=True)
        sheet.conditional_formatting.add(f"{area}{_FIRST}:{end}{last}", rule)
    sheet.freeze_panes = f"B{_FIRST}"
    sheet.print_title_rows = f"{_FIRST - 1}:{_FIRST - 1}"
    look.protect(sheet)
    look.set_page(sheet)
