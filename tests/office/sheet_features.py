"""Templates made by XlsxWriter and openpyxl with all that can hang on a sheet, and what is left of it when rendered."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from lxml import etree
from openpyxl.utils import get_column_letter
from xlsxwriter.worksheet import Worksheet

Draw = Callable[[xlsxwriter.Workbook, Worksheet], object]

LOOP = (["{%tr for x in 表 %}"], ["{{ x }}"], ["{%tr endfor %}"])  # rows 3 to 5
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def picture() -> io.BytesIO:
    """A small red PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 20, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress((b"\0" + b"\xc0\x20\x20" * 40) * 20))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b""))


def form(folder: Path, draw: Draw, *titles: str, looped: bool = False) -> Path:
    """A workbook whose sheets have a title, a loop over 表 in rows 3 to 5, and a sum in row 6; `draw` adds the rest."""
    path = folder / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for title in titles or ("表",):
            sheet = book.add_worksheet(title)
            sheet.write_row(0, 0, ["标题", "数"])
            if looped:
                sheet.write(1, 0, "{%sheet for y in 单位 %}")
            for row, cells in enumerate(LOOP, 2):
                sheet.write_row(row, 0, cells)
            sheet.write_formula("A6", "=SUM(A4:A4)")
            draw(book, sheet)
    return path


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a finished workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml(data: bytes, name: str) -> etree._Element:
    """One part as XML."""
    return etree.fromstring(parts(data)[name])


def anchors(data: bytes, name: str = "xl/drawings/drawing1.xml") -> list[str]:
    """Where the shapes of a drawing stand: first and last row, from 1, with offsets in points; their ids."""
    found = []
    for anchor in xml(data, name):
        corners = [
            (int(c.findtext("{*}row", "")) + 1, int(c.findtext("{*}rowOff", "")) / 12700)
            for c in anchor
            if c.tag.endswith(("}from", "}to"))
        ]
        identifier = next(e.get("id") for e in anchor.iter("{*}cNvPr"))
        found.append(" ".join([*(f"{row}+{offset:g}" for row, offset in corners), f"#{identifier}"]))
    return found


def corners(data: bytes, name: str = "xl/drawings/drawing1.xml") -> list[tuple[str, str]]:
    """The first and the last column of the shapes of a drawing."""
    return [
        tuple(get_column_letter(int(str(c.text)) + 1) for c in anchor.iter("{*}col"))  # type: ignore[misc]
        for anchor in xml(data, name)
    ]


def series(data: bytes, number: int = 1) -> list[tuple[str, list[str]]]:
    """The formulas of a chart, each with the values stored beside it."""
    chart = xml(data, f"xl/charts/chart{number}.xml")
    return [
        (str(f.text), [str(v.text) for v in f.getparent().iter(C + "v")])  # type: ignore[union-attr]
        for f in chart.iter(C + "f")
    ]


def dangling(data: bytes) -> list[str]:
    """Relationships and content types without their part, and parts without a content type."""
    found = parts(data)
    types = etree.fromstring(found["[Content_Types].xml"])
    overrides = {str(e.get("PartName"))[1:] for e in types.iter("{*}Override")}
    endings = {e.get("Extension") for e in types.iter("{*}Default")}
    lost = [f"type of {name}" for name in overrides - set(found)]
    lost += [
        f"no type: {name}"
        for name in found
        if name not in overrides and name.rpartition(".")[2] not in endings and name != "[Content_Types].xml"
    ]
    for name in [name for name in found if name.endswith(".rels")]:
        base = name.replace("_rels/", "").rpartition("/")[0]
        for relation in etree.fromstring(found[name]):
            target = str(relation.get("Target"))
            whole = target[1:] if target.startswith("/") else f"{base}/{target}".lstrip("/")
            while "/../" in whole:
                whole = re.sub(r"[^/]+/\.\./", "", whole, count=1)
            if relation.get("TargetMode") != "External" and whole not in found:
                lost.append(f"{name}: {target}")
    return lost
