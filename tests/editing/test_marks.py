"""Marks stand beside what others wrote, and are taken out again with nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from editing.books import (
    MAIN,
    OFFICE,
    PACKAGE,
    by_hand,
    by_openpyxl,
    by_xlsxwriter,
    changed,
    opened,
    packed,
    parts,
    saved_by_others,
    sheet_xml,
)

from generator.editing.cell_notes import END, START
from generator.editing.colours import Colour
from generator.editing.list_sheet import Link, ListColumn
from generator.editing.workbook import WorkbookEdit
from generator.errors import GeneratorError

COLUMNS = [ListColumn("位置", 12), ListColumn("问题", 40), ListColumn("分", 8)]
MAKERS = pytest.mark.parametrize(
    "make",
    (
        by_openpyxl,
        by_xlsxwriter,
        lambda: by_hand('<sheetData><row r="2"/><row r="4"><c r="B4"/></row></sheetData>', ""),
        lambda: by_hand("<x:sheetData/>", "x:"),
    ),
    ids=("openpyxl", "XlsxWriter", "by hand", "with a prefix"),
)
Make = Callable[[], bytes]


def unmarked(content: bytes) -> bytes:
    edit = WorkbookEdit(content, "a.xlsx")
    edit.unmark_all()
    return edit.finish()


def annotated(content: bytes, *, sheets: int = 9) -> bytes:
    """Marks everywhere, and a list in front."""
    edit = WorkbookEdit(content, "a.xlsx")
    names = list(edit.sheet_names[:sheets])
    for name in names:
        for row, column in ((1, 1), (2, 2), (2, 3), (3, 3), (6, 2), (40, 30)):
            edit.mark(name, row, column, Colour.WARNING, f"提示 {row}<&>")
        edit.mark(name, 2, 2, Colour.ERROR, "错误")
    edit.add_first_sheet(
        "问题清单", COLUMNS, [[Link("A1", names[0], 1, 1), "长" * 90, Decimal("1.50")], ["=1", "", None]]
    )
    return edit.finish()


def looks(content: bytes) -> dict[str, tuple[str | None, str | None]]:
    """The cells of the first sheet that have a fill or a comment: colour, and text without its signature."""
    return {
        cell.coordinate: (
            cell.fill.fgColor.rgb if cell.fill.patternType else None,
            re.sub(f"{START}|{END}", "|", cell.comment.text) if cell.comment else None,
        )
        for row in opened(content).worksheets[0].iter_rows()
        for cell in row
        if cell.fill.patternType or cell.comment
    }


@MAKERS
def test_what_is_marked_and_unmarked_is_as_it_was(make: Make) -> None:
    given = make()
    made = annotated(given)
    assert parts(made).keys() > parts(given).keys()
    assert list(parts(unmarked(made)).items()) == list(parts(given).items())


@MAKERS
def test_marks_over_marks_go_as_well(make: Make) -> None:
    given = make()
    assert list(parts(unmarked(annotated(annotated(given)))).items()) == list(parts(given).items())


def test_other_changes_stay_when_marks_go() -> None:
    edit, plain = WorkbookEdit(by_openpyxl(), "a.xlsx"), WorkbookEdit(by_openpyxl(), "a.xlsx")
    for each in (edit, plain):
        each.set_text("项目", 1, 1, "anders")
    edit.mark("项目", 1, 1, Colour.NOTE, "x")
    assert parts(unmarked(edit.finish())) == parts(plain.finish())


def test_the_same_marks_give_the_same_bytes() -> None:
    given = by_xlsxwriter()
    assert annotated(given) == annotated(given)


def test_marks_show() -> None:
    edit = WorkbookEdit(by_openpyxl(), "a.xlsx")
    edit.mark("项目", 1, 1, Colour.WARNING, "一")
    edit.mark("项目", 1, 1, Colour.ERROR, "二")
    edit.mark("项目", 1, 1, Colour.NOTE, "一")
    edit.mark("项目", 2, 2, Colour.NOTE, "三")
    edit.mark("项目", 9, 9, Colour.NOTE, "")
    made = edit.finish()
    assert looks(made) == {
        "A1": ("FFFFC7CF", "|一\n二|"),
        "A2": ("FF00B050", None),
        "B2": ("FFDDEBF8", "甲的批注|\n三|"),
        "C3": (None, "乙的批注"),
        "I9": ("FFDDEBF8", None),
    }
    cell = opened(made)["项目"]["A1"]
    assert (cell.font.bold, cell.value) == (True, "1-1")


def test_the_first_cell_of_a_merged_area_is_marked() -> None:
    given = by_hand('<sheetData/><mergeCells><mergeCell ref="B2:D9"/></mergeCells>')
    edit = WorkbookEdit(given, "a.xlsx")
    edit.mark("表", 5, 4, Colour.ERROR, "x")
    assert looks(edit.finish()) == {"B2": ("FFFFC7CF", "|x|")}


@MAKERS
def test_marks_go_by_their_looks_when_others_have_saved_the_file(make: Make) -> None:
    given = make()
    made = unmarked(saved_by_others(annotated(given)))
    assert looks(made) == looks(given)
    book, before = opened(made), opened(given)
    assert book.sheetnames == before.sheetnames
    assert [sheet.sheet_state for sheet in book] == [sheet.sheet_state for sheet in before]
    assert book.active.title == next(sheet.title for sheet in book if sheet.sheet_state == "visible")
    names = [
        (sheet.title, name, each.attr_text) for sheet in before for name, each in sheet.defined_names.items()
    ]
    assert [
        (sheet.title, name, each.attr_text) for sheet in book for name, each in sheet.defined_names.items()
    ] == names
    assert [sheet.print_area for sheet in book] == [sheet.print_area for sheet in before]
    assert set(book.defined_names) == set(before.defined_names)


def test_what_the_user_added_since_stays() -> None:
    edit = WorkbookEdit(annotated(by_openpyxl(), sheets=1), "a.xlsx")
    edit.set_text("项目", 2, 1, "neu")
    made = changed(
        edit.finish(), "xl/comments/comment1.xml", f"提示 1&lt;&amp;&gt;{END}", f"提示 1{END}, 是吗？"
    )
    sheets = [name for name, data in parts(made).items() if b"<v>1-1</v>" in data or b"1-1</t>" in data]
    made = changed(made, sheets[-1], "<sheetFormatPr", "<sheetFormatPr")
    back = unmarked(made)
    assert looks(back) == {
        "A1": ("FF00B050", ", 是吗？"),
        "A2": ("FF00B050", None),
        "B2": (None, "甲的批注"),
        "C3": (None, "乙的批注"),
    }
    assert opened(back)["项目"]["A2"].value == "neu"
    assert [name for name in parts(back) if name.startswith("customXml")] == []


def test_colours_under_marks_are_not_taken_from_libreoffice() -> None:
    edit = WorkbookEdit(by_openpyxl(), "a.xlsx")
    edit.mark("项目", 1, 1, Colour.ERROR, "x")
    made = saved_by_others(edit.finish())
    assert looks(unmarked(made))["A1"] == ("FF00B050", None)
    saved = changed(made, "xl/workbook.xml", "<workbookPr", '<fileVersion appName="Calc"/><workbookPr')
    assert "A1" not in looks(unmarked(saved))


def test_comments_without_authors_are_ours_by_their_signature() -> None:
    """LibreOffice drops the authors."""
    made = saved_by_others(annotated(by_hand("<sheetData/>")))
    made = changed(made, "xl/comments/comment1.xml", "<author>jixiao</author>", "<author> </author>")
    assert looks(unmarked(made)) == {}


def test_a_broken_account_is_no_account() -> None:
    files = parts(annotated(by_openpyxl()))
    files["customXml/item1.xml"] = b'<marks xmlns="urn:jixiao:marks">AAAA</marks>'
    assert looks(unmarked(packed(files))) == looks(by_openpyxl())


def test_threads_keep_their_comments() -> None:
    files = parts(by_openpyxl())
    threaded = changed(
        packed(files), "xl/comments/comment1.xml", "<author>甲</author>", "<author>tc={1}</author>"
    )
    edit = WorkbookEdit(threaded, "a.xlsx")
    edit.mark("项目", 2, 2, Colour.ERROR, "x")
    made = parts(edit.finish())["xl/comments/comment1.xml"].decode()
    assert "<author>tc={1}</author>" in made
    assert parts(unmarked(edit.finish())) == parts(threaded)


def test_a_long_note_is_cut_and_bad_characters_replaced() -> None:
    edit = WorkbookEdit(by_hand("<sheetData/>"), "a.xlsx")
    edit.mark("表", 1, 1, Colour.ERROR, "a\x00" + "长" * 9000)
    assert looks(edit.finish()) == {"A1": ("FFFFC7CF", "|a\ufffd" + "长" * 7997 + "…|")}


def test_many_notes_have_boxes_of_their_own() -> None:
    edit = WorkbookEdit(by_openpyxl(), "a.xlsx")
    for row in range(1, 1501):
        edit.mark("项目", row, 1, Colour.ERROR, "x")
    edit.mark("二", 16_000, 16_384, Colour.ERROR, "x")
    made = parts(edit.finish())
    drawings = [data.decode() for name, data in made.items() if name.endswith(".vml")]
    numbers = [number for text in drawings for number in re.findall(r'id="_x0000_s(\d+)"', text)]
    assert [re.findall(r'idmap[^>]*data="([\d,]+)"', text) for text in drawings] == [["1,3,4"], ["2"]]
    ours = [int(number) for number in numbers if int(number) >= 2048]
    assert (len(ours), len(set(ours))) == (1501, 1501)
    assert {number // 1024 for number in ours} == {2, 3, 4}


def test_boxes_stand_beside_their_cells_and_hold_their_text() -> None:
    columns = '<cols><col min="3" max="3" width="10" customWidth="1"/><col min="4" max="4" width="9" hidden="1"/></cols>'
    rows = '<row r="2" ht="30" customHeight="1"/><row r="3" hidden="1"/>'
    edit = WorkbookEdit(by_hand(f"{columns}<sheetData>{rows}</sheetData>"), "a.xlsx")
    edit.mark("表", 3, 2, Colour.ERROR, "长" * 60)
    drawing = parts(edit.finish())["xl/drawings/vmlDrawing1.vml"].decode()
    # 15 px into column C of 70 px, then 245 px: D is hidden, E to G have 64; 4 px into row 2 of 40 px, row 3 is hidden
    assert re.findall(r"<x:Anchor>(.*?)</x:Anchor>", drawing) == ["2, 15, 1, 4, 7, 53, 4, 9"]


def test_a_box_grows_with_its_text() -> None:
    given = by_xlsxwriter()
    edit = WorkbookEdit(given, "a.xlsx")
    edit.mark("绩效指标", 2, 2, Colour.ERROR, "长" * 60)
    name = "xl/drawings/vmlDrawing1.vml"
    boxes = [
        re.findall(r"<x:Anchor>\s*(.*?)</x:Anchor>", parts(each)[name].decode())
        for each in (given, edit.finish())
    ]
    assert boxes == [["2, 15, 0, 10, 4, 15, 4, 4"], ["2, 15, 0, 10, 4, 15, 6, 15"]]


def test_the_list_is_the_first_sheet() -> None:
    given = by_xlsxwriter()
    made = annotated(given)
    book, before = opened(made), opened(given)
    sheet = book.worksheets[0]
    assert book.sheetnames == ["问题清单", *before.sheetnames]
    assert book.active.title == "问题清单"
    assert [each.title for each in book if each.sheet_view.tabSelected] == ["问题清单"]
    assert [[cell.value for cell in row] for row in sheet] == [
        ["位置", "问题", "分"],
        ["A1", "长" * 90, 1.5],
        ["=1", None, None],
    ]
    assert sheet["A3"].data_type == "s"
    assert (sheet["A2"].hyperlink.ref, sheet["A2"].hyperlink.location) == ("A2", "'绩效指标'!A1")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C3")
    assert [sheet.column_dimensions[name].width for name in "ABC"] == [12, 40, 8]
    assert [sheet.row_dimensions[row].height for row in (1, 2, 3)] == [19.5, 78.75, 19.5]
    assert {name: each.attr_text for name, each in book["隐藏"].defined_names.items()} == {
        "本表": "隐藏!$A$1"
    }
    assert book["绩效指标"].print_area == before["绩效指标"].print_area
    application = parts(made)["docProps/app.xml"].decode()
    assert re.findall(r"<vt:lpstr>(.*?)</vt:lpstr>", application)[:4] == [
        "Worksheets",
        "Named Ranges",
        "问题清单",
        "绩效指标",
    ]
    assert re.findall(r"<vt:i4>(\d+)</vt:i4>", application)[0] == "4"  # XlsxWriter leaves out a hidden one


def test_a_taken_name_gets_a_number() -> None:
    edit = WorkbookEdit(annotated(by_openpyxl()), "a.xlsx")
    assert edit.add_first_sheet("问题清单", COLUMNS, []) == "问题清单2"
    assert WorkbookEdit(edit.finish(), "a.xlsx").sheet_names == ["问题清单2", "问题清单", "项目", "二"]


def test_sheets_of_charts_cannot_be_marked() -> None:
    with pytest.raises(GeneratorError) as caught:
        WorkbookEdit(by_openpyxl(), "a.xlsx").mark("三", 1, 1, Colour.ERROR, "x")
    assert str(caught.value) == "a.xlsx[三]: there is no sheet of cells of this name"


def test_the_sheet_says_where_the_boxes_are_in_the_right_place() -> None:
    given = by_hand(
        '<sheetData/><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><extLst/>'
    )
    edit = WorkbookEdit(given, "a.xlsx")
    edit.mark("表", 1, 1, Colour.ERROR, "x")
    elements = re.findall(r"<(?!/|row|c )(\w+)", sheet_xml(edit.finish()))
    assert elements == ["sheetData", "pageMargins", "legacyDrawing", "extLst"]


def test_boxes_among_other_shapes() -> None:
    """Form controls have no boxes of comments beside them, and may use other prefixes."""
    name = "xl/drawings/vmlDrawing1.vml"
    other = '<xml xmlns:a="urn:schemas-microsoft-com:vml"><a:shape id="x"><br></a:shape></xml>'
    given = packed({**parts(by_xlsxwriter()), name: other})
    edit = WorkbookEdit(given, "a.xlsx")
    edit.mark("绩效指标", 9, 9, Colour.ERROR, "x")
    made = edit.finish()
    drawing = parts(made)[name].decode()
    assert re.findall(r"<([\w:]+)[^<>]*? id=\"(\w+)\"", drawing) == [
        ("a:shape", "x"),
        ("v:shapetype", "_x0000_t202"),
        ("v:shape", "_x0000_s1025"),
    ]
    assert drawing.count('xmlns:v="urn:schemas-microsoft-com:vml"') == 2
    edit = WorkbookEdit(made, "a.xlsx")
    edit.set_text("绩效指标", 1, 1, "anders")  # so that the marks go by their looks
    edit.unmark_all()
    assert re.findall(r'id="(\w+)"', parts(edit.finish())[name].decode()) == ["x", "_x0000_t202"]


def test_the_list_goes_from_all_that_counts_sheets() -> None:
    """A workbook of which something else has changed since: the open tab, the order of calculation, the properties."""
    given = by_xlsxwriter()
    edit = WorkbookEdit(annotated(given), "a.xlsx")
    edit.set_text("隐藏", 9, 1, "neu")
    made = changed(
        edit.finish(), "xl/workbook.xml", "<workbookView ", '<workbookView activeTab="2" firstSheet="1" '
    )
    files = parts(made)
    files["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}"><c r="E4" i="1"/></calcChain>'.encode()
    files["xl/printerSettings/printerSettings1.bin"] = b"x"
    files["xl/worksheets/_rels/sheet5.xml.rels"] = _relation(
        "printerSettings", "../printerSettings/printerSettings1.bin"
    )
    files["xl/_rels/workbook.xml.rels"] = files["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", _relation("calcChain", "calcChain.xml").partition(b">")[2]
    )
    back = parts(unmarked(packed(files)))
    assert set(back) == set(parts(given))
    assert back["docProps/app.xml"] == parts(given)["docProps/app.xml"]
    assert back["xl/_rels/workbook.xml.rels"] == parts(given)["xl/_rels/workbook.xml.rels"]
    views = re.findall(r"<workbookView.*?/>", back["xl/workbook.xml"].decode())
    assert [re.findall(r'(?:activeTab|firstSheet)="\d"', view) for view in views] == [
        ['activeTab="1"', 'firstSheet="0"']
    ]
    names = re.compile(r"<definedName .*?</definedName>")
    now, before = (names.findall(each["xl/workbook.xml"].decode()) for each in (back, parts(given)))
    assert now == before


def _relation(kind: str, target: str) -> bytes:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rOwn" Type="{OFFICE}/{kind}" '
        f'Target="{target}"/></Relationships>'
    ).encode()


def test_styles_without_fills_cannot_be_marked() -> None:
    files = parts(by_openpyxl())
    files["xl/styles.xml"] = re.sub(rb"<fills.*</fills>", b"", files["xl/styles.xml"])
    edit = WorkbookEdit(packed(files), "a.xlsx")
    edit.mark("项目", 1, 1, Colour.ERROR, "x")
    with pytest.raises(GeneratorError) as caught:
        edit.finish()
    assert str(caught.value) == "a.xlsx: the part xl/styles.xml is broken: fills"
