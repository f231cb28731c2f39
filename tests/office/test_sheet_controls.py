"""Form controls stand in each turn of their loop and on each sheet, each with a shape and a cell of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from office.sheet_features import dangling, form, parts, picture, xml
from office.templates import in_part, rendered, repack
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

MC = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
)
XDR = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
A14 = "http://schemas.microsoft.com/office/drawing/2010/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R = "{" + OFFICE + "}"
PROP = "xl/ctrlProps/ctrlProp1.xml"
CORNERS = (
    "<{0}from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></{0}from>"
    "<{0}to><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></{0}to>"
)


def checkbox(folder: Path, *titles: str, looped: bool = False) -> Path:
    """A template whose row 4, in the loop, holds a check box over C4, linked with B4; there is a comment at A1."""

    def draw(_book: Workbook, sheet: Worksheet) -> None:
        sheet.write_comment("A1", "批注")
        sheet.insert_image("F4", "x.png", {"image_data": picture()})
        sheet.insert_button("C4", {"caption": "好"})  # the shape; the rest is what Excel adds to it

    path = form(folder, draw, *titles, looped=looped)
    control = (
        f'<mc:AlternateContent {MC}><mc:Choice Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14">'
        f'<control shapeId="1025" r:id="rId9" name="好"><controlPr defaultSize="0"><anchor moveWithCells="1" {XDR}>'
        f"{CORNERS.format('')}</anchor></controlPr></control></mc:Choice></mc:AlternateContent></controls></mc:Choice>"
        "</mc:AlternateContent></worksheet>"
    )
    shape = (
        f'<mc:AlternateContent {MC}><mc:Choice xmlns:a14="{A14}" Requires="a14"><xdr:twoCellAnchor editAs="oneCell">'
        f'{CORNERS.format("xdr:")}<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1025" name="好"><a:extLst><a:ext '
        'uri="{63B3BB69-23CF-44E3-9099-C40C66FF867C}"><a14:compatExt spid="_x0000_s1025"/></a:ext></a:extLst></xdr:cNvPr>'
        "<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></mc:Choice>"
        "<mc:Fallback/></mc:AlternateContent></xdr:wsDr>"
    )
    relation = f'<Relationship Id="rId9" Type="{OFFICE}/ctrlProp" Target="../ctrlProps/ctrlProp1.xml"/></Relationships>'
    prop = '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="CheckBox" fmlaLink="$B$4"/>'
    kind = (
        f'<Override PartName="/{PROP}" ContentType="application/vnd.ms-excel.controlproperties+xml"/></Types>'
    )
    link = "<x:FmlaLink>$B$4</x:FmlaLink><x:PrintObject>"
    repack(path, in_part("xl/worksheets/sheet1.xml", "</worksheet>", control))
    repack(path, in_part("xl/drawings/drawing1.xml", "</xdr:wsDr>", shape))
    repack(path, in_part("xl/drawings/vmlDrawing1.vml", "<x:PrintObject>", link))
    repack(path, in_part("xl/drawings/vmlDrawing1.vml", 'id="_x0000_s1025"', 'id="好" o:spid="_x0000_s1025"'))
    repack(path, in_part("xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", relation))
    return repack(path, in_part("[Content_Types].xml", "</Types>", kind), {PROP: prop.encode()})


def controls(made: bytes, number: int = 1) -> list[str]:
    """The controls of a sheet: shape, first row, the cell that its properties name."""
    rels = {
        str(e.get("Id")): str(e.get("Target"))
        for e in xml(made, f"xl/worksheets/_rels/sheet{number}.xml.rels")
    }
    found = []
    for control in xml(made, f"xl/worksheets/sheet{number}.xml").iter("{*}control"):
        prop = xml(made, rels[str(control.get(R + "id"))].replace("../", "xl/"))
        row = int(control.findtext(".//{*}from/{*}row", "")) + 1
        found.append(f"{control.get('shapeId')} {row} {prop.get('fmlaLink')}")
    return found


def old_shapes(made: bytes, number: int = 1) -> list[str]:
    """The shapes of an old drawing: kind, number, row of its anchor, the cell that it names; and its blocks of ids."""
    root = xml(made, f"xl/drawings/vmlDrawing{number}.vml")
    o = "{urn:schemas-microsoft-com:office:office}"
    found = []
    for shape in root.iter("{urn:schemas-microsoft-com:vml}shape"):
        data = next(shape.iter("{*}ClientData"))
        row = int(data.findtext("{*}Anchor", "").split(",")[2]) + 1
        name = str(shape.get(o + "spid") or shape.get("id")).removeprefix("_x0000_s")
        found.append(
            " ".join(filter(None, (data.get("ObjectType"), name, str(row), data.findtext("{*}FmlaLink"))))
        )
    return [*found, *(f"blocks {e.get('data')}" for e in root.iter(o + "idmap"))]


def spoken_of(made: bytes, number: int = 1) -> list[tuple[str | None, str | None]]:
    """The shapes of controls in a drawing, and their ids there."""
    root = xml(made, f"xl/drawings/drawing{number}.xml")
    return [(e.get("spid"), s.get("id")) for s in root.iter("{*}cNvPr") for e in s.iter("{*}compatExt")]


def test_a_control_in_a_loop_stands_in_each_turn(tmp_path: Path) -> None:
    made = rendered(checkbox(tmp_path), {"表": [1, 2, 3]})
    assert controls(made) == ["1025 3 $B$3", "1027 4 $B$4", "1028 5 $B$5"]
    assert old_shapes(made) == [
        "Button 1025 3 $B$3",
        "Button 1027 4 $B$4",
        "Button 1028 5 $B$5",
        "Note 1026 1",
        "blocks 1",
    ]
    assert spoken_of(made) == [("_x0000_s1025", "1025"), ("_x0000_s1027", "1027"), ("_x0000_s1028", "1028")]
    ids = [e.get("id") for e in xml(made, "xl/drawings/drawing1.xml").iter("{*}cNvPr")]
    assert len(set(ids)) == len(ids) == 6
    assert dangling(made) == []


def test_a_control_of_an_empty_loop_goes(tmp_path: Path) -> None:
    made = rendered(checkbox(tmp_path), {"表": []})
    assert (controls(made), old_shapes(made), spoken_of(made)) == ([], ["Note 1026 1", "blocks 1"], [])
    assert [name for name in parts(made) if "ctrlProp" in name] == []
    assert "AlternateContent" not in parts(made)["xl/worksheets/sheet1.xml"].decode()
    assert dangling(made) == []


def test_each_sheet_of_a_loop_has_its_own_controls(tmp_path: Path) -> None:
    made = rendered(checkbox(tmp_path, "{{ y }}", looped=True), {"表": [1, 2], "单位": ["甲", "乙"]})
    assert [controls(made, number) for number in (1, 2)] == [
        ["1025 2 $B$2", "1027 3 $B$3"],
        ["2049 2 $B$2", "2050 3 $B$3"],
    ]
    assert [sorted(old_shapes(made, number)) for number in (1, 2)] == [
        ["Button 1025 2 $B$2", "Button 1027 3 $B$3", "Note 1026 1", "blocks 1"],
        ["Button 2049 2 $B$2", "Button 2050 3 $B$3", "Note 2051 1", "blocks 2"],
    ]
    assert spoken_of(made, 2) == [("_x0000_s2049", "2049"), ("_x0000_s2050", "2050")]
    assert dangling(made) == []


def test_more_shapes_than_a_block_of_ids_holds_take_another(tmp_path: Path) -> None:
    path = form(tmp_path, lambda _book, sheet: sheet.write_comment("A4", "批注"))
    root = xml(rendered(path, {"表": range(1100)}), "xl/drawings/vmlDrawing1.vml")
    ids = [int(str(e.get("id"))[8:]) for e in root.iter("{urn:schemas-microsoft-com:vml}shape")]
    assert sorted(ids) == [*range(1025, 2048), *range(2049, 2126)]
    assert [e.get("data") for e in root.iter("{*}idmap")] == ["1,2"]


@pytest.mark.parametrize(
    ("names", "expected"),
    (
        pytest.param(["甲"], ["1", "1"], id="once"),  # as XlsxWriter numbers them
        pytest.param(["甲", "乙"], ["1", "1", "2", "3"], id="twice"),
    ),
)
def test_pictures_in_headers_keep_their_places(names: list[str], expected: list[str], tmp_path: Path) -> None:
    def draw(_book: Workbook, sheet: Worksheet) -> None:
        sheet.set_header("&C&G", {"image_center": "x.png", "image_data_center": picture()})
        sheet.write_comment("A1", "批注")

    made = rendered(form(tmp_path, draw, "{{ y }}", looped=True), {"表": [], "单位": names})
    drawings = [parts(made)[name].decode() for name in parts(made) if name.endswith(".vml")]
    assert [name for text in drawings for name in re.findall(r'<v:shape id="(CH)"', text)] == ["CH"] * len(
        names
    )
    blocks = [found for text in drawings for found in re.findall(r'idmap [^>]*data="(\d+)"', text)]
    assert sorted(blocks) == expected
    assert dangling(made) == []
