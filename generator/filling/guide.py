"""The first sheet of a fill-in workbook: what it is for, what to do, an example, what the colours mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from generator.carrying.marks import Kind
from generator.filling import look
from generator.filling.fill_in import VERSION, FillIn, Prepared
from generator.sheets.layout import FUNDS, INDICATORS
from generator.sheets.layout import Kind as CellKind
from generator.writing.cells import put, row_height

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "填写说明"
_WIDTHS = (18, 22, 16, 16, 24, 16, 16, 14, 14, 24, 22)

_STEPS = (
    "在“项目”表里填项目，一个项目一行。",
    "在“项目资金”表里填金额{each}，项目名称从下拉列表选。",
    "在“绩效指标”表里填指标，一条一行；同一个项目的指标排在一起，次序就是印出来的次序。",
    "看“核对”表：每个项目的合计是不是相符，不符的写着差多少。边填边算。",
    "保存，发回。单位里有人用 jixiao 的，放进 {folder} 文件夹，先 jixiao check，再 jixiao build。",
)
_NEVER = (
    "不要改工作表的名字和列名；列可以换位置，行可以插入、删除、排序、筛选。",
    "不要合并单元格，不要在表格下面、右边另写说明；要说明的写在批注里，或者另加一张工作表。",
    "符号、数字、单位分三格填：≥ | 90 | %，不要把 =100.00(%) 写进一个格子。",
    "不要另存为 .xls、.et 或 .csv，保存为 .xlsx。",
    "从别处复制时用“选择性粘贴 → 值”，否则会把下拉列表和颜色盖掉。",
)
_CARRIED = {
    Kind.REVISE: "橙黄的格子里有别的年份或已经结束的规划，照新的年度改；批注里写着是哪一年。",
    Kind.PROPOSAL: "淡紫的分值是程序按一级指标的总分平均分的，加起来正好，只是建议，请核定。",
    Kind.NOTE: "指标值、金额上的批注是上年的数，供参考。",
}
_ONLY_WITH = {look.REVISE: Kind.REVISE, look.PROPOSAL: Kind.PROPOSAL}
_PROJECT = {
    "项目名称": "高性能计算服务经费",
    "主管部门": "上海市数据局",
    "实施单位": "上海市数据局",
    "项目性质": "经常性专项业务费",
    "项目类别": "特定目标类",
    "计划开始日期": "{year}-01-01",
    "计划完成日期": "{year}-12-31",
    "年度总体目标": "为科研单位提供公共算力服务，用户满意度 90% 以上。",
    "预期目标": "为科研单位提供公共算力服务，用户满意度 90% 以上。",
    "实际完成情况": "为 22 个科研项目提供机时，用户满意度 93.5%。",
}
_INDICATOR = {
    "项目名称": "高性能计算服务经费",
    "一级指标": "产出指标",
    "二级指标": "质量指标",
    "三级指标": "主机系统全年可用率",
    "符号": "≥",
    "指标值": "99",
    "计量单位": "%",
    "实际完成值": "99.63",
    "分值": "10",
}
_AMOUNTS = {
    **dict.fromkeys(("年度资金申请总额", "当年财政拨款", "年初预算数", "全年预算数"), "{budget}"),
    **dict.fromkeys(("上年结转资金", "其他资金"), "0.00"),
    "全年执行数": "{executed}",
    "项目名称": "高性能计算服务经费",
    "资金": "年度资金总额",
}
_EXAMPLES = {"项目": _PROJECT, FUNDS: _AMOUNTS, INDICATORS: _INDICATOR}


def add_guide(workbook: Workbook, sheets: Sequence[Prepared], fill_in: FillIn) -> None:
    """Add the sheet, in front of the others."""
    page = _Page(workbook.create_sheet(SHEET, 0))
    page.text(fill_in.fact("标题") + " 填写说明", size=16)
    page.gap()
    for label, value in _facts(fill_in):
        page.labelled(label, value)
    _list(page, "怎样填", _steps(fill_in), numbered=True)
    _list(page, "颜色的意思", [])
    used = {mark.kind for mark in fill_in.marks}
    for colour, words in look.LEGEND:
        if _ONLY_WITH.get(colour) in (None, *used):
            page.labelled("", words, colour)
    page.new_page()
    page.heading("填好的样子（例子，不会读进去）")
    for prepared in sheets:
        _example(page, prepared, fill_in)
    _list(page, "请不要", _NEVER)
    if used:
        _list(page, "沿用的内容", [words for kind, words in _CARRIED.items() if kind in used])
    page.finish()


def _facts(fill_in: FillIn) -> list[tuple[str, str]]:
    facts = [(label, fill_in.fact(label)) for label in ("表种", "年度", "部门", "金额单位", "模板")]
    unit = [("填报单位", fill_in.unit)] if fill_in.unit else []
    return [*((label, value or "（待填）") for label, value in facts), *unit, ("填报工作簿版本", VERSION)]


def _steps(fill_in: FillIn) -> list[str]:
    each = "，一个项目四行" if fill_in.layout.fund_rows else "，一个项目一行"
    return [step.format(each=each, folder=f"inputs/{fill_in.booklet}") for step in _STEPS]


def _list(page: _Page, heading: str, lines: Sequence[str], *, numbered: bool = False) -> None:
    page.heading(heading)
    for number, line in enumerate(lines, start=1):
        page.labelled(f"{number}." if numbered else "·", line)


def _example(page: _Page, prepared: Prepared, fill_in: FillIn) -> None:
    """A table as it looks when it is filled in."""
    page.text(f"工作表“{prepared.title}”")
    headings = [column.heading for column in prepared.columns][: len(_WIDTHS)]
    values = [_EXAMPLES[prepared.title].get(heading, "") for heading in headings]
    page.cells(headings, look.font(bold=True, colour="FFFFFFFF"), look.HEADING)
    yuan = fill_in.fact("金额单位") == "元"
    budget, executed = ("12,337,700.00", "12,290,700.00") if yuan else ("1,233.77", "1,229.07")
    shown = {"year": fill_in.fact("年度"), "budget": budget, "executed": executed}
    page.cells([value.format_map(shown) for value in values], look.font())
    page.gap()


class _Page:
    """The sheet while rows are written on it, one below the other."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._row = 0

    def gap(self) -> None:
        """A row with nothing in it."""
        self._row += 1

    def new_page(self) -> None:
        """What follows is printed on another page."""
        self._sheet.row_breaks.append(Break(id=self._row))

    def heading(self, text: str) -> None:
        """The title of a part."""
        self.gap()
        self.text(text, size=13)

    def text(self, text: str, *, size: float = 11) -> None:
        """A bold line over the whole width."""
        self.gap()
        self._spread(text, 1, look.font(bold=True, size=size), size)

    def labelled(self, label: str, text: str, colour: str = "") -> None:
        """A text behind a label or a colour."""
        self.gap()
        cell = self._sheet.cell(self._row, 1)
        put(cell, label, CellKind.TEXT)
        cell.font, cell.alignment = look.font(bold=True), look.wrapped(middle=True)
        if colour:
            cell.fill, cell.border = look.fill(colour), look.border()
        self._spread(text, 2, look.font(), look.SIZE)

    def cells(self, texts: Sequence[str], font: Font, colour: str = "") -> None:
        """Texts side by side."""
        self.gap()
        for place, text in enumerate(texts, start=1):
            cell = self._sheet.cell(self._row, place)
            put(cell, text, CellKind.TEXT)
            cell.font, cell.alignment, cell.border = font, look.wrapped(), look.border()
            if colour:
                cell.fill = look.fill(colour)
        widths = list(zip(texts, _WIDTHS, strict=False))
        self._sheet.row_dimensions[self._row].height = row_height(widths, look.SIZE)

    def finish(self) -> None:
        """Widths, protection, print setup."""
        for place, width in enumerate(_WIDTHS, start=1):
            self._sheet.column_dimensions[get_column_letter(place)].width = width
        self._sheet.sheet_view.showGridLines = False
        look.protect(self._sheet)
        look.set_page(self._sheet)

    def _spread(self, text: str, start: int, font: Font, size: float) -> None:
        cell = self._sheet.cell(self._row, start)
        put(cell, text, CellKind.TEXT)
        cell.font, cell.alignment = font, look.wrapped(indent=start - 1)
        self._sheet.merge_cells(None, self._row, start, self._row, len(_WIDTHS))
        height = row_height([(text, sum(_WIDTHS[start - 1 :]))], size)
        self._sheet.row_dimensions[self._row].height = height
