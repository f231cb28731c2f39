"""Fonts, colours and borders of a fill-in workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.styles import Alignment, Border, Font, PatternFill
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.worksheet.worksheet import Worksheet

FONT, SIZE = "宋体", 11

HEADING = "FF1F4E79"
OPTIONAL = "FF7F9DB9"  # heading of a column that may stay blank
WRONG = "FFFFC7CE"
UNFINISHED = "FFFFF2CC"
RIGHT = "FFE2EFDA"
REVISE = "FFFFD966"
PROPOSAL = "FFE4DFEC"
COMPUTED = "FFF2F2F2"

LEGEND = (
    (HEADING, "深蓝的列名：应当填写"),
    (OPTIONAL, "灰蓝的列名：没有就空着"),
    (UNFINISHED, "浅黄：这一行已经开始填，这一格还空着；或者分值还没有凑满"),
    (WRONG, "浅红：有错，例如各部分之和不等于总额、分值超了、名称对不上"),
    (RIGHT, "浅绿：合计相符"),
    (REVISE, "橙黄：沿用的文字里有别的年份，改好了颜色自己消失；批注里写着是哪一年"),
    (PROPOSAL, "淡紫：程序建议的分值，请核定；改了颜色自己消失"),
    (COMPUTED, "灰色：自动计算，不用填"),
)


def font(*, bold: bool = False, colour: str = "FF000000", size: float = SIZE) -> Font:
    """The workbook's font."""
    from openpyxl.styles import Font

    return Font(name=FONT, size=size, bold=bold, color=colour)


def fill(colour: str) -> PatternFill:
    """A solid fill."""
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=colour)


def conditional(colour: str) -> DifferentialStyle:
    """The look of a conditional format; the colour of a fill is its background's."""
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    return DifferentialStyle(fill=PatternFill(bgColor=colour), border=border())


def wrapped(*, middle: bool = False, indent: int = 0) -> Alignment:
    """Wrapped text; `middle` centres it."""
    from openpyxl.styles import Alignment

    across = "center" if middle else "left" if indent else None
    return Alignment(across, "center", wrap_text=True, indent=indent)


def border() -> Border:
    """A thin grey line on all sides."""
    from openpyxl.styles import Border, Side

    side = Side("thin", color="FFBFBFBF")
    return Border(side, side, side, side)


def protect(sheet: Worksheet) -> None:
    """Lock the cells of a sheet, without a password; sizes, filters and the order stay free."""
    protection = sheet.protection
    protection.sheet = True
    # An attribute says what is forbidden.
    protection.formatColumns = protection.formatRows = protection.sort = protection.autoFilter = False


def set_page(sheet: Worksheet) -> None:
    """Print on A4, lying, as wide as the paper."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    footer = sheet.HeaderFooter.oddFooter
    assert footer is not None  # a new sheet has one
    footer.center.text = "&A　第 &P 页，共 &N 页"
