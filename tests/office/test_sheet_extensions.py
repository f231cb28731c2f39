"""Tables, extension lists, array formulas and views follow their rows; sheets without tags stay as they are."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from office.sheet_features import dangling, form, parts, picture, xml
from office.templates import MAIN, in_part, loop, problems, rendered, repack, workbook
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.table import Table
from xlsxwriter.worksheet import Worksheet

ROWS = {"表": [1, 2, 3]}
SHEET = "xl/worksheets/sheet1.xml"


def table(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.write("D4", "{{ x }}")
    name = "清单" if sheet.get_name() != "乙" else "清单二"
    sheet.add_table(
        "C2:D6", {"columns": [{"header": "甲"}, {"header": "乙"}], "name": name, "total_row": True}
    )
    sheet.write_formula("F6", f"=SUM({name}[乙])")


def tables(made: bytes) -> list[dict[str, str | None]]:
    roots = [xml(made, name) for name in sorted(parts(made)) if name.startswith("xl/tables/")]
    return [{key: root.get(key) for key in ("id", "name", "displayName", "ref")} for root in roots]


@pytest.mark.parametrize(
    ("items", "found"),
    (
        pytest.param([1, 2, 3], ["C2:D6"], id="grown"),
        pytest.param([1], ["C2:D4"], id="one row"),
        pytest.param([], [], id="no row: Excel knows no table without"),
    ),
)
def test_tables(items: list[int], found: list[str], tmp_path: Path) -> None:
    made = rendered(form(tmp_path, table), {"表": items})
    assert [each["ref"] for each in tables(made)] == found
    assert [
        e.get("ref") for n in parts(made) if "tables/" in n for e in xml(made, n).iter(MAIN + "autoFilter")
    ] == [f"{ref[:-1]}{int(ref[-1]) - 1}" for ref in found]
    assert len(list(xml(made, SHEET).iter(MAIN + "tablePart"))) == len(found)
    assert dangling(made) == []


def test_a_table_of_openpyxl_which_names_relationships_where_it_needs_them(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.worksheets[0].add_table(Table(displayName="清单", ref="A1:B3"))

    rows = [["甲", "乙"], *loop(["{{ x }}", 2])]
    made = load_workbook(io.BytesIO(rendered(workbook(tmp_path, {"表": rows}, shape), ROWS)))
    assert made.worksheets[0].tables.items() == [("清单", "A1:B4")]


def per_unit(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """A table of its own for each unit, spoken of in it, behind all of them and on another sheet."""
    rows = ["{%tr for y in 单位 %}", "数", "{%tr for x in y %}", "{{ x }}", "{%tr endfor %}", "计"]
    sheet.write_column("H10", [*rows, None, "{%tr endfor %}"])
    sheet.add_table("H11:H15", {"columns": [{"header": "数"}], "name": "清单", "total_row": True})
    sheet.write_formula("I13", "=清单[[#This Row],[数]]/SUM(清单[数])")
    sheet.write_formula("I16", '=SUM(清单[数])&"清单[数]"')
    sheet.write_formula("I18", "=SUM(清单[数])")
    book.add_worksheet("总").write_formula("A1", "=SUM(清单[数])")


@pytest.mark.parametrize(
    ("units", "expected"),
    (
        pytest.param(
            [[1, 2], [3]],
            [
                "清单[[#This Row],[数]]/SUM(清单[数])",
                "清单[[#This Row],[数]]/SUM(清单[数])",
                'SUM(清单[数])&"清单[数]"',
                "清单_2[[#This Row],[数]]/SUM(清单_2[数])",
                'SUM(清单_2[数])&"清单[数]"',
                "SUM(清单[数])",
                "SUM(清单[数])",
            ],
            id="two",
        ),
        pytest.param(
            [[], [3]],
            [
                None,
                "清单[[#This Row],[数]]/SUM(清单[数])",
                'SUM(清单[数])&"清单[数]"',
                "SUM(清单[数])",
                "SUM(清单[数])",
            ],
            id="the first has no row",
        ),
        pytest.param([], [None, None], id="none"),
    ),
)
def test_formulas_speak_of_the_table_of_their_turn(
    units: list[list[int]], expected: list[str | None], tmp_path: Path
) -> None:
    made = rendered(form(tmp_path, per_unit), {"表": [], "单位": units})
    cells = [
        cell
        for number in (1, 2)
        for cell in xml(made, f"xl/worksheets/sheet{number}.xml").iter(MAIN + "c")
        if str(cell.get("r")).startswith("I") or number > 1
    ]
    formulas = [cell.findtext(MAIN + "f") for cell in cells if len(cell)]
    assert [f.replace("_xlfn.", "") if f else f for f in formulas] == expected


def test_each_sheet_of_a_loop_has_its_own_table(tmp_path: Path) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write("D4", "{{ x }}")
        columns = [{"header": "甲"}, {"header": "乙"}]
        sheet.add_table("C1:D6", {"columns": columns, "name": "清单", "total_row": True})
        sheet.write_formula("F6", "=SUM(清单[乙])")
        book.define_name("清单_2", "=1")

    made = rendered(form(tmp_path, draw, "{{ y }}", looped=True), {**ROWS, "单位": ["甲", "乙"]})
    assert tables(made) == [
        {"id": "1", "name": "清单", "displayName": "清单", "ref": "C1:D5"},
        {"id": "2", "name": "清单_3", "displayName": "清单_3", "ref": "C1:D5"},
    ]
    formulas = [
        [f.text for f in xml(made, f"xl/worksheets/sheet{n}.xml").iter(MAIN + "f")][-1] for n in (1, 2)
    ]
    assert formulas == ["SUM(清单[乙])", "SUM(清单_3[乙])"]
    assert dangling(made) == []


def test_a_table_in_a_loop_stands_in_each_turn(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        cells = [
            "{%tr for x in 表 %}",
            "",
            "{%tr for y in x %}",
            "{{ y }}",
            "{%tr endfor %}",
            "{%tr endfor %}",
        ]
        sheet.write_column(0, 0, cells)
        sheet.add_table("B2:B4", {"columns": [{"header": "甲"}]})
    made = rendered(path, {"表": [[1, 2], [3]]})
    assert tables(made) == [
        {"id": "1", "name": "Table1", "displayName": "Table1", "ref": "B1:B3"},
        {"id": "2", "name": "Table1_2", "displayName": "Table1_2", "ref": "B4:B5"},
    ]
    assert dangling(made) == []


def test_a_header_with_a_tag_names_the_column(tmp_path: Path) -> None:
    def draw(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write("C4", "{{ x }}")
        sheet.add_table("C2:C4", {"columns": [{"header": "{{ 年 }}年"}]})

    made = rendered(form(tmp_path, draw), {**ROWS, "年": 2026})
    assert [c.get("name") for c in xml(made, "xl/tables/table1.xml").iter(MAIN + "tableColumn")] == ["2026年"]


def test_extension_lists(tmp_path: Path) -> None:
    def draw(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.conditional_format("A4", {"type": "data_bar", "data_bar_2010": True})
        sheet.add_sparkline("C4", {"range": "'表'!A4:B4"})
        sheet.add_sparkline("C6", {"range": "'表'!A4:A4"})

    root = xml(rendered(form(tmp_path, draw), {"表": [1, 2]}), SHEET)
    xm = "{http://schemas.microsoft.com/office/excel/2006/main}"
    found = [(e.findtext(xm + "f"), e.findtext(xm + "sqref")) for e in root.iter("{*}sparkline")]
    assert found == [("'表'!A3:A4", "C5"), ("'表'!A3:B3", "C3"), ("'表'!A4:B4", "C4")]
    bars = [
        e.findtext(xm + "sqref")
        for e in root.iter(
            "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}conditionalFormatting"
        )
    ]
    assert bars == ["A3:A4"]


def test_extension_lists_of_an_empty_loop_go(tmp_path: Path) -> None:
    def draw(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.conditional_format("A4", {"type": "data_bar", "data_bar_2010": True})
        sheet.add_sparkline("C4", {"range": "'表'!A4:B4"})

    root = xml(rendered(form(tmp_path, draw), {"表": []}), SHEET)
    assert [
        child.tag for child in root if child.tag in (MAIN + "extLst", MAIN + "conditionalFormatting")
    ] == []


def test_ranges_with_dollars_in_conditions_and_validations_mean_the_whole_loop(tmp_path: Path) -> None:
    def draw(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.conditional_format("A4", {"type": "formula", "criteria": "=$A4=MAX($A$4:$A$4)"})
        sheet.data_validation("A4", {"validate": "list", "source": "='表'!$A$4:$A$4"})

    root = xml(rendered(form(tmp_path, draw), ROWS), SHEET)
    found = [e.text for e in root.iter(MAIN + "formula", MAIN + "formula1")]
    assert found == ["$A3=MAX($A$3:$A$5)", "'表'!$A$3:$A$5"]


def test_array_formulas(tmp_path: Path) -> None:
    def draw(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_array_formula("B4", "{=A4*2}")
        sheet.write_array_formula("B7:B8", "{=A4:A4*2}")
        sheet.write_dynamic_array_formula("D8", "=_xlfn._xlws.SORT(A4:A6)")

    root = xml(rendered(form(tmp_path, draw), {"表": [1, 2]}), SHEET)
    cells = [
        (c.get("r"), c.get("cm"), *(c.find("{*}f").attrib.values()), c.findtext("{*}f"))
        for c in root.iter("{*}c")
        if c.find("{*}f") is not None
    ]  # type: ignore[union-attr]
    assert cells == [
        ("B3", None, "array", "B3", "A3*2"),
        ("B4", None, "array", "B4", "A4*2"),
        ("A5", None, "SUM(A3:A4)"),
        ("B6", None, "array", "B6:B7", "A3:A4*2"),
        ("D7", "1", "array", "D7", "_xlfn._xlws.SORT(A3:A5)"),
    ]


def test_a_data_table_on_a_sheet_without_tags_stays(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [["{{ 1 }}"]], "二": [[1, "=A1"]]})
    name = "xl/worksheets/sheet2.xml"
    repack(path, in_part(name, "<f>A1</f>", '<f t="dataTable" ref="B1:B1" dt2D="0" dtr="0" r1="A1"/>'))
    assert [f.get("t") for f in xml(rendered(path, {}), name).iter(MAIN + "f")] == ["dataTable"]


def test_a_data_table_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [["{{ 1 }}", "=A1"]]})
    repack(path, in_part(SHEET, "<f>A1</f>", '<f t="dataTable" ref="B1:B1" dt2D="0" dtr="0" r1="A1"/>'))
    assert problems(lambda: rendered(path, {})) == [
        "form.xlsx[表!B1]: a data table (what-if analysis) cannot follow its rows; replace it by formulas"
    ]


def test_references_over_several_sheets_take_in_all_that_loops_make(tmp_path: Path) -> None:
    rows = [["{%sheet for x in 表 %}"], ["{{ x }}"]]
    path = workbook(
        tmp_path, {"首": [["{{ 1 }}"]], "{{ x }}": rows, "总": [["{{ 1 }}", "=SUM('首:{{ x }}'!A2)"]]}
    )
    made = rendered(path, {"表": ["甲", "乙"]})
    assert [f.text for f in xml(made, "xl/worksheets/sheet3.xml").iter(MAIN + "f")] == ["SUM('首:乙'!A2)"]


def test_a_sheet_whose_elements_have_a_prefix(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [*loop(["{{ x }}"]), ["合计", "=SUM(A2:A2)"]]})

    def prefixed(name: str, data: bytes) -> bytes:
        if name != SHEET:
            return data
        return re.sub(rb"<(/?)(?=[a-z])", rb"<\1x:", data).replace(b"xmlns=", b"xmlns:x=")

    made = xml(rendered(repack(path, prefixed), ROWS), SHEET)
    assert [v.text for v in made.iter(MAIN + "v")] == ["1", "2", "3", "6"]


def test_custom_views_scenarios_and_watches(tmp_path: Path) -> None:
    more = (
        '<scenarios current="0"><scenario name="甲" count="1"><inputCells r="A6" val="1"/></scenario></scenarios>'
        '<customSheetViews><customSheetView guid="{00000000-0000-0000-0000-000000000001}" topLeftCell="A6">'
        '<rowBreaks count="1" manualBreakCount="1"><brk id="6" man="1"/></rowBreaks></customSheetView></customSheetViews>'
    )
    path = workbook(tmp_path, {"表": [["标题"], ["二"], *loop(["{{ x }}"]), ["合计"]]})
    repack(path, in_part(SHEET, "</sheetData>", "</sheetData>" + more))
    repack(path, in_part(SHEET, "</worksheet>", '<cellWatches><cellWatch r="A6"/></cellWatches></worksheet>'))
    root = xml(rendered(path, {"表": [1, 2, 3, 4]}), SHEET)
    found = [
        e.get(k)
        for n, k in (
            ("inputCells", "r"),
            ("customSheetView", "topLeftCell"),
            ("brk", "id"),
            ("cellWatch", "r"),
        )
        for e in root.iter(MAIN + n)
    ]
    assert found == ["A7", "A7", "7", "A7"]


def test_the_source_of_a_pivot_table_follows_and_is_read_anew(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"{{ y }}": [["{%sheet for y in 单位 %}"], ["名"], *loop(["{{ x }}"])]})
    source = '<cacheSource type="worksheet"><worksheetSource ref="A2:A4" sheet="{{ y }}"/></cacheSource>'
    main = f'xmlns="{MAIN[1:-1]}"'
    cache = f"<pivotCacheDefinition {main}>{source}</pivotCacheDefinition>".encode()
    table = f'<pivotTableDefinition {main}><location ref="C4:D6"/></pivotTableDefinition>'.encode()
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    links = f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{relations}/pivot'
    repack(
        path,
        lambda _name, data: data,
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": cache,
            "xl/pivotTables/pivotTable1.xml": table,
            "xl/worksheets/_rels/sheet1.xml.rels": (
                links + 'Table" Target="../pivotTables/pivotTable1.xml"/></Relationships>'
            ).encode(),
            "xl/pivotTables/_rels/pivotTable1.xml.rels": (
                links + 'CacheDefinition" Target="../pivotCache/pivotCacheDefinition1.xml"/></Relationships>'
            ).encode(),
        },
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.pivot"
    types = (
        f'<Override PartName="/xl/pivotCache/pivotCacheDefinition1.xml" ContentType="{kind}CacheDefinition+xml"/>'
        f'<Override PartName="/xl/pivotTables/pivotTable1.xml" ContentType="{kind}Table+xml"/></Types>'
    )
    repack(path, in_part("[Content_Types].xml", "</Types>", types))
    made = rendered(path, {**ROWS, "单位": ["甲", "乙"]})
    found = xml(made, "xl/pivotCache/pivotCacheDefinition1.xml")
    assert [dict(e.attrib) for e in found.iter(MAIN + "worksheetSource")] == [{"ref": "A1:A4", "sheet": "甲"}]
    assert found.get("refreshOnLoad") == "1"
    places = [xml(made, f"xl/pivotTables/pivotTable{n}.xml").find(MAIN + "location") for n in (1, 2)]
    assert [place.get("ref") for place in places if place is not None] == ["C2:D5", "C2:D5"]
    assert dangling(made) == []


def everything(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """All that XlsxWriter can put on a sheet."""
    title = sheet.get_name()
    sheet.write_column("B2", [1, 2, 3])
    sheet.write_formula("B5", "=SUM(B2:B4)", None, 6)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{title}'!$B$2:$B$4"})
    sheet.insert_chart("F2", chart)
    sheet.insert_image("D9", "x.png", {"image_data": picture()})
    sheet.insert_textbox("D12", "注")
    sheet.insert_button("D15", {"caption": "按"})
    sheet.insert_checkbox("A9", True)
    sheet.write_comment("B2", "批注")
    sheet.add_table("H20:I22", {"name": f"清单{len(book.worksheets())}"})
    sheet.conditional_format("B2:B4", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("B2:B4", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.data_validation("A1", {"validate": "list", "source": ["一", "二"]})
    sheet.add_sparkline("C2", {"range": f"'{title}'!B2:B4"})
    sheet.set_header("&C&G", {"image_center": "x.png", "image_data_center": picture()})
    sheet.set_background(picture())
    sheet.write_rich_string("A12", "粗", book.add_format({"bold": True}), "体")
    sheet.freeze_panes(1, 1)
    sheet.protect("", {"sort": True})
    sheet.unprotect_range("B2:B4")
    sheet.autofilter("A1:B5")
    sheet.set_h_pagebreaks([8])
    sheet.write_array_formula("C3:C4", "{=B2:B3*2}", None, 2)
    sheet.ignore_errors({"number_stored_as_text": "A2"})


def plain(folder: Path, tag: bool) -> Path:
    path = folder / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for title in ("甲", "乙 表"):
            everything(book, book.add_worksheet(title))
        if tag:
            book.add_worksheet("签").write("A1", "{{ 1 }}")
    return path


def test_a_workbook_without_tags_stays_as_it_is(tmp_path: Path) -> None:
    path = plain(tmp_path, tag=False)
    before, after = parts(path.read_bytes()), parts(rendered(path, {}))
    changed = [
        name for name in before if before[name] != after.get(name) and not name.startswith("docProps/")
    ]
    assert (changed, set(before) ^ set(after)) == ([], set())


def test_parts_beside_a_sheet_with_tags_stay_as_they_are(tmp_path: Path) -> None:
    path = plain(tmp_path, tag=True)
    before, after = parts(path.read_bytes()), parts(rendered(path, {}))
    ours = (
        "docProps/",
        "xl/worksheets/",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml",
        "xl/sharedStrings.xml",
        "[Content",
    )
    changed = [name for name in before if before[name] != after.get(name) and not name.startswith(ours)]
    assert (changed, set(before) ^ set(after), dangling(rendered(path, {}))) == ([], set(), [])


def test_only_one_sheet_is_selected(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.active = 1
        for sheet in book:
            sheet.sheet_view.tabSelected = sheet.title == "封面"

    made = rendered(workbook(tmp_path, {"表": [["{{ 1 }}"]], "封面": [["题"]]}, shape), {})
    views = [
        xml(made, f"xl/worksheets/sheet{n}.xml").find(f"{MAIN}sheetViews/{MAIN}sheetView") for n in (1, 2)
    ]
    assert [view.get("tabSelected") for view in views if view is not None] == ["1", None]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_template_saved_by_libreoffice(tmp_path: Path) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.insert_image("C4", "x.png", {"image_data": picture()})
        sheet.write_comment("A4", "批注")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='表'!$A$4:$A$4"})
        sheet.insert_chart("E8", chart)

    path = form(tmp_path, draw)
    (tmp_path / "lo").mkdir()
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "lo"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    made = rendered(tmp_path / "lo" / path.name, ROWS)
    drawing = next(name for name in parts(made) if "drawings/drawing" in name and name.endswith(".xml"))
    chart = next(name for name in parts(made) if name.startswith("xl/charts/chart") and name.endswith(".xml"))
    rows = [
        int(e.text) + 1
        for e in xml(made, drawing).iter("{*}row")
        if e.text and e.getparent().tag.endswith("}from")
    ]  # type: ignore[union-attr]
    assert sorted(rows) == [3, 4, 5, 8]
    assert [f.text for f in xml(made, chart).iter("{*}f")] == ["表!$A$3:$A$5"]
    comments = next(name for name in parts(made) if "comments" in name and name.endswith(".xml"))
    assert [c.get("ref") for c in xml(made, comments).iter(MAIN + "comment")] == ["A3", "A4", "A5"]
    assert dangling(made) == []
    assert zipfile.ZipFile(tmp_path / "lo" / path.name).testzip() is None
