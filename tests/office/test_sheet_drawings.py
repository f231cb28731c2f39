"""Pictures, text boxes, charts and comments follow the rows at which they stand, and every sheet has its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from office.sheet_features import anchors, dangling, form, parts, picture, series, xml
from office.templates import in_part, loop, problems, rendered, repack, workbook
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from xlsxwriter.worksheet import Worksheet

ROWS = {"表": [1, 2, 3]}


def image(cell: str, position: int = 2, scale: float = 1.0) -> object:
    def draw(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        options = {"image_data": picture(), "object_position": position, "y_scale": scale}
        sheet.insert_image(cell, "x.png", options)

    return draw


@pytest.mark.parametrize(
    ("draw", "expected"),
    (
        pytest.param(image("C1"), ["1+0 2+0 #2"], id="above the loop"),
        pytest.param(image("C6"), ["6+0 7+0 #2"], id="below"),
        pytest.param(image("C4"), ["3+0 4+0 #2", "4+0 5+0 #3", "5+0 6+0 #4"], id="in the loop"),
        pytest.param(image("C2", 1, 4), ["2+0 6+0 #2"], id="around the loop, sized with its cells"),
        pytest.param(image("C2", 2, 6), ["2+0 8+0 #2"], id="around the loop, keeping its size"),
        pytest.param(image("C8", 3), ["8+0 9+0 #2"], id="below, not moving with its cells"),
    ),
)
def test_pictures(draw: object, expected: list[str], tmp_path: Path) -> None:
    made = rendered(form(tmp_path, draw), ROWS)  # type: ignore[arg-type]
    assert anchors(made) == expected


def test_a_picture_keeps_its_size_over_rows_that_become_taller(tmp_path: Path) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write("D4", "{{ '甲\n乙' * x }}", book.add_format({"text_wrap": True}))
        sheet.insert_image("C3", "x.png", {"image_data": picture(), "y_scale": 3, "object_position": 2})

    assert anchors(rendered(form(tmp_path, draw), ROWS)) == ["3+0 4+11.25 #2"]


def test_a_picture_of_an_empty_loop_goes(tmp_path: Path) -> None:
    assert anchors(rendered(form(tmp_path, image("C4")), {"表": []})) == []  # type: ignore[arg-type]


def chart(cell: str, name: str = "表") -> object:
    def draw(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        made = book.add_chart({"type": "column"})
        made.add_series({"name": f"='{name}'!$A$1", "values": f"='{name}'!$A$4:$A$4"})
        sheet.insert_chart(cell, made, {"y_scale": 0.05})

    return draw


def test_a_chart_shows_all_rows_of_the_loop(tmp_path: Path) -> None:
    made = rendered(form(tmp_path, chart("C8")), ROWS)  # type: ignore[arg-type]
    assert series(made) == [("'表'!$A$1", ["标题"]), ("'表'!$A$3:$A$5", ["1", "2", "3"])]


def test_a_chart_without_rows_says_so(tmp_path: Path) -> None:
    made = rendered(form(tmp_path, chart("C8")), {"表": []})  # type: ignore[arg-type]
    assert series(made) == [("'表'!$A$1", ["标题"]), ("'表'!#REF!", [])]


def test_a_chart_in_the_loop_stands_in_each_turn_and_shows_its_own_row(tmp_path: Path) -> None:
    made = rendered(form(tmp_path, chart("C4")), ROWS)  # type: ignore[arg-type]
    assert [series(made, number)[1] for number in (1, 2, 3)] == [
        ("'表'!$A$3:$A$3", ["1"]),
        ("'表'!$A$4:$A$4", ["2"]),
        ("'表'!$A$5:$A$5", ["3"]),
    ]
    assert dangling(made) == []


def test_each_sheet_of_a_loop_has_its_own_chart_of_its_own_rows(tmp_path: Path) -> None:
    title = "{{ y }}"
    path = form(tmp_path, chart("C8", title), title, looped=True)  # type: ignore[arg-type]
    made = rendered(path, {**ROWS, "单位": ["甲", "乙 室"]})
    assert [series(made, number)[1] for number in (1, 2)] == [
        ("'甲'!$A$2:$A$4", ["1", "2", "3"]),
        ("'乙 室'!$A$2:$A$4", ["1", "2", "3"]),
    ]
    assert dangling(made) == []


def test_a_chart_sheet_and_a_chart_elsewhere_show_the_first_sheet_of_a_loop(tmp_path: Path) -> None:
    def draw(book: xlsxwriter.Workbook, _sheet: Worksheet) -> None:
        page, last = book.add_chartsheet("图"), book.add_worksheet("总")
        for place in (page.set_chart, lambda made: last.insert_chart("C8", made)):
            made = book.add_chart({"type": "line"})
            made.add_series({"values": "='{{ y }}'!$A$4:$A$4"})
            place(made)

    path = form(tmp_path, draw, "{{ y }}", looped=True)
    made = rendered(path, {**ROWS, "单位": ["甲", "乙"]})
    assert [series(made, number)[0][0] for number in (1, 2)] == ["'甲'!$A$2:$A$4"] * 2
    assert dangling(made) == []


def test_a_sheet_loop_without_turns_leaves_no_parts_behind(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("甲").write("A1", "{{ 1 }}")
        looped = book.add_worksheet("{{ y }}")
        looped.write("A1", "{%sheet for y in 单位 %}")
        looped.insert_image("C4", "x.png", {"image_data": picture()})
        looped.write_comment("A2", "批注")
    made = rendered(path, {"单位": []})
    assert [name for name in parts(made) if "drawing" in name or "comment" in name] == []
    assert dangling(made) == []


def test_a_text_box_that_shows_a_cell(tmp_path: Path) -> None:
    def draw(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.insert_textbox("C8", "", {"textlink": "='表'!$A$6"})

    root = xml(rendered(form(tmp_path, draw), ROWS), "xl/drawings/drawing1.xml")
    assert [each.get("textlink") for each in root.iter("{*}sp")] == ["'表'!$A$6"]


def test_a_text_box_that_showed_a_cell_that_is_gone(tmp_path: Path) -> None:
    def draw(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.insert_textbox("C8", "", {"textlink": "='表'!$A$4"})

    root = xml(rendered(form(tmp_path, draw), {"表": []}), "xl/drawings/drawing1.xml")
    assert [each.get("textlink") for each in root.iter("{*}sp")] == ["#REF!"]


def comment(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    for cell in ("A1", "A4", "A6"):
        sheet.write_comment(cell, cell)


def test_comments_of_xlsxwriter(tmp_path: Path) -> None:
    made = rendered(form(tmp_path, comment), {"表": [1, 2]})
    comments = {
        str(c.get("ref")): "".join(map(str, c.itertext()))
        for c in xml(made, "xl/comments1.xml").iter("{*}comment")
    }
    boxes = xml(made, "xl/drawings/vmlDrawing1.vml")
    assert comments == {"A1": "A1", "A3": "A4", "A4": "A4", "A5": "A6"}
    assert [row.text for row in boxes.iter("{*}Row")] == ["0", "2", "3", "4"]
    ids = [each.get("id") for each in boxes.iter("{*}shape")]
    assert len(set(ids)) == 4
    anchored = [a.text for a in boxes.iter("{*}Anchor")]
    assert anchored == [
        "1, 15, 0, 2, 3, 15, 3, 16",
        "1, 15, 1, 10, 3, 15, 5, 4",
        "1, 15, 2, 10, 3, 15, 6, 4",
        "1, 15, 3, 10, 3, 15, 7, 4",
    ]


def test_comments_of_openpyxl_in_a_loop_over_sheets(tmp_path: Path) -> None:
    def shape(book: Workbook) -> None:
        book.worksheets[0]["A3"].comment = Comment("批注", "某人")

    rows = [["{%sheet for y in 单位 %}"], *loop(["{{ x }}"])]
    made = rendered(workbook(tmp_path, {"{{ y }}": rows}, shape), {**ROWS, "单位": ["甲", "乙"]})
    (tmp_path / "made.xlsx").write_bytes(made)
    book = load_workbook(tmp_path / "made.xlsx")
    found = {s.title: [c.coordinate for row in s.iter_rows() for c in row if c.comment] for s in book}
    assert found == {"甲": ["A1", "A2", "A3"], "乙": ["A1", "A2", "A3"]}
    boxes = [xml(made, name) for name in sorted(parts(made)) if name.endswith(".vml")]
    ids = [each.get("id") for box in boxes for each in box.iter("{*}shape")]
    assert len(set(ids)) == 6
    assert dangling(made) == []


def test_a_slicer_on_a_sheet_that_is_made_twice_is_refused(tmp_path: Path) -> None:
    path = form(tmp_path, comment, "{{ y }}", looped=True)
    kind = "http://schemas.microsoft.com/office/2007/relationships/slicer"
    relation = f'<Relationship Id="rId9" Type="{kind}" Target="../slicers/slicer1.xml"/></Relationships>'
    part = {"xl/slicers/slicer1.xml": b"<slicers/>"}
    repack(path, in_part("xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", relation), part)
    assert problems(lambda: rendered(path, {**ROWS, "单位": ["甲", "乙"]})) == [
        "form.xlsx[{{ y }}]: a slicer works on one sheet only; this sheet is made several times"
    ]
    assert problems(lambda: rendered(path, {**ROWS, "单位": ["甲"]})) == []


def test_threads_of_answers(tmp_path: Path) -> None:
    first, answer = "{00000000-0000-0000-0000-00000000000A}", "{00000000-0000-0000-0000-00000000000B}"
    threads = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<threadedComment ref="A4" dT="2026-01-01T00:00:00.00" personId="{{P}}" id="{first}"><text>问</text></threadedComment>'
        f'<threadedComment ref="A4" dT="2026-01-02T00:00:00.00" personId="{{P}}" id="{answer}" parentId="{first}">'
        "<text>答</text></threadedComment></ThreadedComments>"
    )
    path = form(tmp_path, lambda _book, sheet: sheet.write_comment("A4", "问", {"author": f"tc={first}"}))
    part = "xl/threadedComments/threadedComment1.xml"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    relation = f'<Relationship Id="rId9" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/>'
    end = "</Relationships>"
    repack(
        path, in_part("xl/worksheets/_rels/sheet1.xml.rels", end, relation + end), {part: threads.encode()}
    )
    typed = (
        f'<Override PartName="/{part}" ContentType="application/vnd.ms-excel.threadedcomments+xml"/></Types>'
    )
    repack(path, in_part("[Content_Types].xml", "</Types>", typed))
    made = rendered(path, {"表": [1, 2]})
    found = [(e.get("ref"), e.get("id"), e.get("parentId")) for e in xml(made, part)]
    found.sort(key=lambda each: str(each[0]))
    other, other_answer = found[2][1], found[3][1]
    assert found == [
        ("A3", first, None),
        ("A3", answer, first),
        ("A4", other, None),
        ("A4", other_answer, other),
    ]
    assert len({first, answer, other, other_answer}) == 4
    authors = [e.text for e in xml(made, "xl/comments1.xml").iter("{*}author")]
    assert authors == [f"tc={first}", f"tc={other}"]
    assert dangling(made) == []
