"""Workbooks full of what other libraries lose, made by three hands."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping
from functools import cache

import xlsxwriter
from office.sheet_features import picture
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def changed(content: bytes, part: str, old: str, new: str) -> bytes:
    files = parts(content)
    assert old.encode() in files[part]
    return packed({**files, part: files[part].replace(old.encode(), new.encode())})


@cache  # a library stamps the clock
def by_xlsxwriter() -> bytes:
    """A table, charts, pictures, comments, protection, a filter, sheets hidden in two ways, data bars of 2010."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    yellow = book.add_format({"bg_color": "#FFFF00", "num_format": "0.00", "border": 1})
    sheet = book.add_worksheet("绩效指标")
    rows = [["产出", 8, 7], ["效益", 9, 6], ["满意度", 90, 95]]
    columns = [{"header": "指标"}, {"header": "目标"}, {"header": "实际"}]
    sheet.add_table("A1:C4", {"data": rows, "columns": columns, "name": "表一"})
    sheet.write("E2", 5.5, yellow)
    sheet.write_rich_string("E3", "一半", book.add_format({"bold": True}), "粗")
    sheet.write_formula("E4", "=SUM(B2:B4)", yellow, 107)
    sheet.write_comment("B2", "自己的批注", {"author": "张三"})
    sheet.conditional_format("B2:B4", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("C2:C4", {"type": "cell", "criteria": ">", "value": 1, "format": yellow})
    sheet.data_validation("A2:A4", {"validate": "list", "source": "=隐藏!$A$1:$A$3"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=绩效指标!$B$2:$B$4"})
    sheet.insert_chart("G2", chart)
    sheet.insert_image("G20", "x.png", {"image_data": picture()})
    sheet.print_area("A1:C4")
    hidden = book.add_worksheet("隐藏")
    hidden.write_column("A1", ["产出", "效益", "满意度"])
    hidden.hide()
    deep = book.add_worksheet("深藏")
    deep.very_hidden()
    locked = book.add_worksheet("保护 的'表")
    locked.protect("x")
    locked.write("A1", "locked")
    locked.autofilter("A1:B3")
    locked.set_column("C:D", 3, yellow)
    locked.set_row(6, 30, yellow)
    locked.merge_range("A5:B6", "合并", yellow)
    book.define_name("隐藏!本表", "=隐藏!$A$1")
    book.define_name("全书", "=绩效指标!$A$1")
    locked.activate()
    book.close()
    return stream.getvalue()


@cache
def by_openpyxl() -> bytes:
    """Comments of two people, validations, conditional formats, names."""
    book = Workbook()
    sheet = book.active
    sheet.title = "项目"
    for row in range(1, 6):
        for column in range(1, 4):
            sheet.cell(row, column, f"{row}-{column}")
    sheet["B2"].comment = Comment("甲的批注", "甲")
    sheet["C3"].comment = Comment("乙的批注", "乙")
    sheet["A1"].font = Font(bold=True)
    sheet["A1"].fill = PatternFill("solid", fgColor="FF00B050")
    sheet["A2"].fill = PatternFill("lightGrid", fgColor="FF00B050")
    sheet["E1"] = "=A1"
    validation = DataValidation("list", formula1='"是,否"')
    validation.add("A2:A5")
    validation.add("C5")
    sheet.add_data_validation(validation)
    sheet.conditional_formatting.add(
        "B2:C5", CellIsRule("equal", ["1"], fill=PatternFill(bgColor="FFFF0000"))
    )
    sheet.auto_filter.ref = "A1:C5"
    book.create_sheet("二")
    book.defined_names["名"] = DefinedName("名", attr_text="项目!$A$1")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_hand(sheet: str, prefix: str = "", **other: str) -> bytes:
    """A workbook of one sheet 表 whose rows are given; `other` parts hang on the workbook: `calcChain`."""
    x = prefix
    space = f'xmlns{":" + x[:-1] if x else ""}="{MAIN}"'
    kinds = {"calcChain": f"{TYPE}.calcChain+xml", "sharedStrings": f"{TYPE}.sharedStrings+xml"}
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{kinds[name]}"/>' for name in other
    )
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in other
    )
    return packed(
        {
            "[Content_Types].xml": f'<?xml version="1.0"?>\r\n<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>{overrides}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews><sheets>'
            "<sheet name='表' sheetId='7' r:id='rId1'/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>{relations}</Relationships>',
            "xl/worksheets/sheet1.xml": f"<?xml version='1.0' encoding='UTF-8'?>\r\n<{x}worksheet {space}>"
            f"{sheet}</{x}worksheet>\r\n",
            **{
                f"xl/{name}.xml": f'<{_roots[name]} xmlns="{MAIN}">{xml}</{_roots[name]}>'
                for name, xml in other.items()
            },
        }
    )


_roots = {"calcChain": "calcChain", "sharedStrings": "sst"}


def sheet_xml(content: bytes) -> str:
    """What stands between the root's tags in the only sheet."""
    text = parts(content)["xl/worksheets/sheet1.xml"].decode()
    return text[text.index(">", text.index("worksheet")) + 1 : text.rindex("</")]


def opened(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names what it drops
        return load_workbook(io.BytesIO(content))


def saved_by_others(content: bytes) -> bytes:
    """The workbook as a program saves it that numbers formats anew and drops what it does not know."""
    stream = io.BytesIO()
    opened(content).save(stream)
    return stream.getvalue()
