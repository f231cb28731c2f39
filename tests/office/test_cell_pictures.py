"""Pictures printed in cells of a workbook stand at them, in a drawing of their sheet."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import docxtpl
import pytest
import xlsxwriter
from lxml import etree
from office.sheet_features import dangling, form, parts, picture, xml
from office.templates import MAIN, Rows, Shape, excel_problems, in_part, loop, rendered, repack, workbook
from office.test_docxtpl_parity import pixels
from office.test_embedded_values import BMP, GIF, JPEG
from openpyxl import Workbook, load_workbook
from xlsxwriter.worksheet import Worksheet

from generator.office.pictures import Picture
from generator.office.rich_text import RichText

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TALL, WIDE = Picture(pixels(20, 40)), Picture(pixels(40, 20))  # 40 and 20 points high


def pictures(made: bytes, number: int = 1) -> list[str]:
    """The pictures of a drawing: cell, size in points, the file that they show, the shape's id."""
    files = targets(made, f"xl/drawings/_rels/drawing{number}.xml.rels")
    return [
        f"{column(anchor)}{int(anchor.findtext('.//{*}from/{*}row', '')) + 1} {size(anchor)} "
        f"{files[next(anchor.iter('{*}blip')).get(R + 'embed', '')]} "
        f"#{next(anchor.iter('{*}cNvPr')).get('id')}"
        for anchor in xml(made, f"xl/drawings/drawing{number}.xml").iter("{*}oneCellAnchor")
    ]


def column(anchor: etree._Element) -> str:
    return chr(65 + int(anchor.findtext(".//{*}from/{*}col", "")))


def size(anchor: etree._Element) -> str:
    extent = anchor.find("{*}ext")
    assert extent is not None
    return "x".join(f"{int(extent.get(key, '')) / 12700:g}" for key in ("cx", "cy"))


def targets(made: bytes, name: str) -> dict[str, str]:
    return {
        str(e.get("Id")): str(e.get("Target")).rpartition("/")[2]
        if e.get("TargetMode") is None
        else str(e.get("Target"))
        for e in xml(made, name)
    }


def printed(folder: Path, rows: Rows, shape: Shape = lambda book: None, /, **data: object) -> bytes:
    made = rendered(workbook(folder, {"表": rows}, shape), data)
    assert dangling(made) == []
    return made


def heights(made: bytes) -> list[float | None]:
    sheet = load_workbook(io.BytesIO(made)).worksheets[0]
    return [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]


@pytest.mark.parametrize(
    ("rows", "data", "expected"),
    (
        pytest.param([["{{ x }}"]], {"x": TALL}, ["A1 20x40 picture1.png #1"], id="one"),
        pytest.param(
            [["{{ x }}"]],
            {"x": Picture(pixels(4, 3), width_mm=25.4)},
            ["A1 72x54 picture1.png #1"],
            id="by width",
        ),
        pytest.param([["{{ x }}"]], {"x": Picture(JPEG)}, ["A1 2.16x1.68 picture1.jpeg #1"], id="JPEG"),
        pytest.param([["{{ x }}"]], {"x": Picture(GIF)}, ["A1 3x2 picture1.gif #1"], id="GIF"),
        pytest.param([["{{ x }}"]], {"x": Picture(BMP)}, ["A1 5x4 picture1.bmp #1"], id="BMP"),
        pytest.param(
            loop(["甲", "{{ x }}"]),
            {"表": [TALL, WIDE, TALL]},
            ["B1 20x40 picture1.png #1", "B2 40x20 picture2.png #2", "B3 20x40 picture1.png #3"],
            id="in a loop, equal ones stored once",
        ),
        pytest.param(
            [["{%tc for x in 表 %}", "{{ x }}", "{%tc endfor %}"]],
            {"表": [TALL, WIDE]},
            ["A1 20x40 picture1.png #1", "B1 40x20 picture2.png #2"],
            id="in a loop over columns",
        ),
        pytest.param(
            loop(["{{ x | merge }}"]),
            {"表": [Picture(pixels(4, 4)), Picture(pixels(4, 4)), TALL]},
            ["A1 4x4 picture1.png #1", "A3 20x40 picture2.png #2"],
            id="merged",
        ),
        pytest.param(
            [["{% if x %}{{ x }}{% else %}无{% endif %}"]],
            {"x": TALL},
            ["A1 20x40 picture1.png #1"],
            id="conditional",
        ),
        pytest.param(
            [["{% for x in 表 %}{{ x }}{% endfor %}"]],
            {"表": [None, TALL, ""]},
            ["A1 20x40 picture1.png #1"],
            id="the only one of a loop within a cell",
        ),
    ),
)
def test_pictures_stand_at_their_cells(
    rows: Rows, data: Mapping[str, object], expected: list[str], tmp_path: Path
) -> None:
    assert pictures(printed(tmp_path, rows, **data)) == expected


def test_a_picture_can_be_described_and_lead_somewhere(tmp_path: Path) -> None:
    made = printed(
        tmp_path, [["{{ x }}"]], x=Picture(pixels(4, 4), description='徽 "&"', link="http://x/?a&b")
    )
    shape = next(xml(made, "xl/drawings/drawing1.xml").iter("{*}cNvPr"))
    assert shape.get("descr") == '徽 "&"'
    links = targets(made, "xl/drawings/_rels/drawing1.xml.rels")
    assert links[next(shape.iter("{*}hlinkClick")).get(R + "id", "")] == "http://x/?a&b"


def test_the_pictures_of_docxtpl_are_taken_too(tmp_path: Path) -> None:
    source = io.BytesIO(pixels(20, 40))
    value = docxtpl.InlineImage(docxtpl.DocxTemplate(None), source, width=914_400)
    assert pictures(printed(tmp_path, [["{{ x }}"]], x=value)) == ["A1 72x144 picture1.png #1"]


def fixed(book: Workbook) -> None:
    book.worksheets[0].row_dimensions[1].height = 10


def block(book: Workbook) -> None:
    book.worksheets[0].merge_cells("A1:B2")


@pytest.mark.parametrize(
    ("rows", "shape", "data", "expected"),
    (
        pytest.param([["{{ x }}"]], lambda book: None, {"x": TALL}, [43.5], id="as tall as the picture"),
        pytest.param([["{{ x }}"]], lambda book: None, {"x": Picture(pixels(4, 4))}, [15], id="tall enough"),
        pytest.param([["{{ x }}"]], fixed, {"x": TALL}, [10], id="fixed by the template"),
        pytest.param(
            [["{{ x }}"], ["乙"]], block, {"x": TALL}, [21.75, 21.75], id="shared by the rows of a block"
        ),
        pytest.param(
            loop(["{{ x | merge }}"]),
            lambda book: None,
            {"表": [TALL, TALL]},
            [21.75, 21.75],
            id="shared by merged rows",
        ),
        pytest.param(
            [["{{ x }}"]],
            lambda book: None,
            {"x": Picture(pixels(4, 4), height_mm=254)},
            [361.5, 361.5],
            id="taller than a row can be",
        ),
    ),
)
def test_rows_make_room_for_pictures(
    rows: Rows, shape: Shape, data: Mapping[str, object], expected: list[float], tmp_path: Path
) -> None:
    assert heights(printed(tmp_path, rows, shape, **data)) == expected


def test_each_sheet_of_a_loop_has_a_drawing_of_its_own(tmp_path: Path) -> None:
    rows = [["{%sheet for y in 表 %}"], ["{{ y.徽 }}"]]
    data = {"表": [{"名": "甲", "徽": TALL}, {"名": "乙", "徽": None}, {"名": "丙", "徽": TALL}]}
    made = rendered(workbook(tmp_path, {"{{ y.名 }}": rows, "末": [["{{ 表[0].徽 }}"]]}), data)
    assert dangling(made) == []
    drawings = [
        targets(made, f"xl/worksheets/_rels/sheet{n}.xml.rels")
        for n in (1, 2, 4)
        if f"xl/worksheets/_rels/sheet{n}.xml.rels" in parts(made)
    ]
    assert drawings == [{"rId1": "drawing1.xml"}, {"rId1": "drawing3.xml"}, {"rId1": "drawing2.xml"}]
    assert [pictures(made, number) for number in (1, 2, 3)] == [["A1 20x40 picture1.png #1"]] * 3
    assert [name for name in parts(made) if "media" in name] == ["xl/media/picture1.png"]


def drawn(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.write("B4", "{{ 徽 }}")
    sheet.insert_image("C4", "x.png", {"image_data": picture()})
    sheet.write_comment("A1", "批注")


@pytest.mark.parametrize(
    "looped", (pytest.param(False, id="one sheet"), pytest.param(True, id="several sheets"))
)
def test_pictures_join_the_drawing_of_the_template(looped: bool, tmp_path: Path) -> None:
    title = "{{ y }}" if looped else "表"
    made = rendered(
        form(tmp_path, drawn, title, looped=looped), {"表": [1, 2], "单位": ["甲", "乙"], "徽": TALL}
    )
    assert dangling(made) == []
    first = 2 if looped else 3
    expected = [f"B{first} 20x40 picture1.png #4", f"B{first + 1} 20x40 picture1.png #5"]
    drawings = [name for name in parts(made) if name.startswith("xl/drawings/drawing")]
    assert [pictures(made, number + 1) for number in range(len(drawings))] == [expected] * (
        2 if looped else 1
    )


def test_the_drawing_stands_where_the_schema_wants_it(tmp_path: Path) -> None:
    path = form(
        tmp_path,
        lambda _b, s: (
            s.write("B4", "{{ 徽 }}"),
            s.write_comment("A1", "批注"),
            s.ignore_errors({"number_stored_as_text": "A1"}),
        ),
    )  # type: ignore[func-returns-value]
    repack(path, in_part("xl/worksheets/sheet1.xml", "</worksheet>", "<extLst/></worksheet>"))
    sheet = xml(rendered(path, {"表": [1], "徽": TALL}), "xl/worksheets/sheet1.xml")
    names = [child.tag.removeprefix(MAIN) for child in sheet]
    assert names[names.index("pageMargins") :] == [
        "pageMargins",
        "ignoredErrors",
        "drawing",
        "legacyDrawing",
        "extLst",
    ]


ONE_CELL = "a picture needs a cell of its own, without any text"


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    (
        pytest.param("签名：{{ x }}", TALL, ONE_CELL, id="beside text"),
        pytest.param("{{ x }}{{ x }}", TALL, ONE_CELL, id="beside another"),
        pytest.param(
            "{{ x }}",
            Picture("/no/such.png"),
            "the picture /no/such.png cannot be read: no such file",
            id="no file",
        ),
        pytest.param(
            "{{ x }}", Picture(b"%PDF"), "the picture … is no PNG, JPEG, GIF or BMP file", id="another format"
        ),
        pytest.param(
            "{{ x }}", RichText("甲"), "rich text and parts of documents are for Word", id="rich text"
        ),
    ),
)
def test_what_cannot_stand(cell: str, value: object, message: str, tmp_path: Path) -> None:
    assert excel_problems(tmp_path, {"表": [["头"], [cell]]}, x=value) == [f"form.xlsx[表!A2]: {message} (x)"]


def test_pictures_made_while_printing_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.office.workbook_rendering.may_attach", lambda _context: False)
    assert excel_problems(tmp_path, {"表": [["{{ x }}"]]}, x=TALL) == [
        "form.xlsx[表!A1]: pictures, links and parts of documents must be in the data, not made while printing"
    ]


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": loop(["{{ x }}"])})
    assert rendered(path, {"表": [TALL, WIDE]}) == rendered(path, {"表": [TALL, WIDE]})
