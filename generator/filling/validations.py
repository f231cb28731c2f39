"""What the cells of a column accept: lists, numbers, dates, with words in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from generator.filling import lists
from generator.filling.fill_in import FillIn, Prepared
from generator.filling.formulas import number_in
from generator.filling.words import kind_words, note
from generator.sheets.layout import ACTUAL, FUND, NAME, NUMBER, OPERATOR, UNIT, Column, Kind

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_CLOSED = (FUND, OPERATOR, "一级指标", "二级指标")  # no other words are accepted
_OPEN = ("项目性质", "项目类别", UNIT, "实施单位", "主管部门")  # others are, after a question
_MOST = "999999999999999"


def add_validations(sheet: Worksheet, prepared: Prepared, fill_in: FillIn) -> None:
    """Check the entries of every column, and keep the headings as they are."""
    for position, column in enumerate(prepared.columns, start=1):
        letter = get_column_letter(position)
        rule = _rule(column, prepared, fill_in)
        rule.promptTitle, rule.prompt = column.heading, note(column)[:255]
        rule.showInputMessage = rule.showErrorMessage = True
        rule.add(f"{letter}2:{letter}{prepared.checked}")
        sheet.add_data_validation(rule)
    sheet.add_data_validation(_headings(get_column_letter(len(prepared.columns))))


def _rule(column: Column, prepared: Prepared, fill_in: FillIn) -> DataValidation:
    if column.heading == NAME and prepared.title == "项目":
        return _unique(prepared)
    if column.heading == NAME:
        error = "“项目”表里没有这个名称。请从下拉列表选，或者先到“项目”表里加上。"
        return _list(lists.PROJECTS, error, "stop")
    if column.heading in (*_CLOSED, *_OPEN):
        return _choice(column, prepared, fill_in)
    if column.heading in (NUMBER, ACTUAL):
        return _quantity(column.heading, prepared)
    if column.kind in (Kind.AMOUNT, Kind.NUMBER, Kind.DATE):
        return _measured(column, fill_in)
    return _length()


def _quantity(heading: str, prepared: Prepared) -> DataValidation:
    """Behind an operator a number is expected, a percentage between 0 and 100; words are free where there is none."""
    letters = {each: get_column_letter(prepared.column(each)) for each in (heading, OPERATOR, UNIT)}
    number = number_in(f"${letters[heading]}2")
    percentage = f'IF(${letters[UNIT]}2="%",AND({number}>=0,{number}<=100),ISNUMBER({number}))'
    formula = f'IF(${letters[OPERATOR]}2="",TRUE,IFERROR({percentage},FALSE))'
    rule = DataValidation("custom", formula1=formula, allow_blank=True, errorStyle="warning")
    rule.errorTitle = "请看一看这个数"
    rule.error = "填了符号的是定量指标，这里只填数字；百分数一般在 0 到 100 之间。确定要这样填吗？"
    return rule


def _choice(column: Column, prepared: Prepared, fill_in: FillIn) -> DataValidation:
    heading = column.heading
    if heading in ("实施单位", "主管部门") and not (
        fill_in.unit if heading == "实施单位" else fill_in.fact("部门")
    ):
        return _length()
    source = lists.name_of(heading)
    if heading == "二级指标":
        source = lists.second_levels(f"${get_column_letter(prepared.column('一级指标'))}2")
    if heading in _CLOSED:
        return _list(source, f"{heading}只能从下拉列表里选。", "stop")
    return _list(source, f"下拉列表里没有这个{heading}。确定要用吗？", "warning")


def _list(source: str, error: str, style: Literal["stop", "warning"]) -> DataValidation:
    rule = DataValidation("list", formula1=source, allow_blank=True)
    rule.errorStyle, rule.errorTitle, rule.error = style, "请从列表选", error
    return rule


def _unique(prepared: Prepared) -> DataValidation:
    """A project's name stands once."""
    formula = f"SUMPRODUCT(--($A$2:$A${prepared.checked}=$A2))<2"
    rule = DataValidation("custom", formula1=formula, allow_blank=True, errorStyle="stop")
    rule.errorTitle, rule.error = "项目重名", "这个项目名称上面已经有了；一个项目只占一行。"
    return rule


def _measured(column: Column, fill_in: FillIn) -> DataValidation:
    year, full = int(fill_in.fact("年度") or 2000), f"{fill_in.full_points:f}"
    facts = {"unit": fill_in.fact("金额单位"), "year": str(year), "full": full}
    if column.kind is Kind.DATE:
        rule = DataValidation("date", formula1="DATE(2000,1,1)", formula2="DATE(2099,12,31)")
    else:
        rule = DataValidation("decimal", formula1="0", formula2=_MOST if column.kind is Kind.AMOUNT else full)
    rule.operator, rule.allow_blank, rule.errorStyle = "between", True, "stop"
    rule.errorTitle = "请填日期" if column.kind is Kind.DATE else "请填数字"
    rule.error = kind_words(column.kind, facts)
    return rule


def _length() -> DataValidation:
    """No more text than a cell of the form can be read back with."""
    rule = DataValidation("textLength", formula1="30000", operator="lessThanOrEqual", allow_blank=True)
    rule.errorStyle, rule.errorTitle, rule.error = "stop", "文字太长", "一格里最多三万字。"
    return rule


def _headings(last: str) -> DataValidation:
    rule = DataValidation(
        "custom", formula1="FALSE", allow_blank=False, sqref=f"A1:{last}1", errorStyle="stop"
    )
    rule.showErrorMessage = True
    rule.errorTitle, rule.error = "列名不要改", "程序按列名读取。列名不要改，列可以换位置。"
    return rule
