"""One template rendered by docxtpl and by us, and what of the two documents must be the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree
from office.templates import W, written

_LOOKS = ("b", "i", "u", "strike", "color", "sz", "vertAlign", "rStyle", "shd")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def by_docxtpl(path: Path, data: Mapping[str, object]) -> bytes:
    """The document as docxtpl makes it."""
    import docxtpl

    template = docxtpl.DocxTemplate(path)
    template.render(dict(data), autoescape=True)
    target = io.BytesIO()
    template.save(target)
    return target.getvalue()


def by_us(path: Path, data: Mapping[str, object]) -> bytes:
    """The document as we make it."""
    return written(path, data)


def described(made: bytes) -> dict[str, list[object]]:
    """The body, headers, footers and notes of a document as plain data."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {
            re.sub(r"\d+", "", name): etree.fromstring(archive.read(name))
            for name in sorted(archive.namelist())
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes)\.xml", name)
        }
    return {
        name: list(_blocks(root[0] if name == "word/document.xml" else root)) for name, root in parts.items()
    }


def _blocks(holder: etree._Element) -> Iterator[object]:
    for child in holder:
        if child.tag == W + "p":
            yield _paragraph(child)
        elif child.tag == W + "tbl":
            yield _table(child)
        elif child.tag in (W + "sdt", W + "sdtContent", W + "footnote"):
            yield from _blocks(child)


def _paragraph(paragraph: etree._Element) -> object:
    """Style and runs; neighbours of one look are one run."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
    runs: list[tuple[str, object]] = []
    for run in paragraph.iter(W + "r"):
        if next(run.iterancestors(W + "p")) is not paragraph or not (text := _text(run)):
            continue
        look = _look(run)
        if runs and runs[-1][1] == look:
            runs[-1] = (runs[-1][0] + text, look)
        else:
            runs.append((text, look))
    plain = [text if not look else (text, look) for text, look in runs]
    boxes = [list(_blocks(box)) for box in paragraph.iter(W + "txbxContent")]
    kind = (style.get(W + "val") if style is not None else None, *(["section"] if section else []))
    whole: object = plain[0] if len(plain) == 1 and isinstance(plain[0], str) else plain or ""
    return whole if kind == (None,) and not boxes else (kind, whole, boxes)


def _text(run: etree._Element) -> str:
    pieces = []
    for child in run.iter():
        if next(child.iterancestors(W + "r"), run) is not run:
            continue
        if child.tag in (W + "t", W + "instrText"):
            pieces.append(child.text or "")
        elif child.tag == W + "br":
            pieces.append("\f" if child.get(W + "type") == "page" else "\n")
        elif child.tag == W + "tab":
            pieces.append("\t")
        elif child.tag == _DRAWING + "inline":
            extent = child.find(_DRAWING + "extent")
            assert extent is not None
            pieces.append(f"[{extent.get('cx')}×{extent.get('cy')}]")
        elif child.tag in (W + "footnoteReference", W + "fldChar"):
            pieces.append("*")
    return "".join(pieces)


def _look(run: etree._Element) -> tuple[tuple[str, str], ...]:
    properties = run.find(W + "rPr")
    if properties is None:
        return ()
    found = {}
    for child in properties:
        name = child.tag.removeprefix(W)
        if name in _LOOKS:
            found[name] = child.get(W + "fill") if name == "shd" else child.get(W + "val", "1")
        elif name == "rFonts":
            found["font"] = child.get(W + "ascii", "")
    return tuple(sorted((name, str(value)) for name, value in found.items()))


def _table(table: etree._Element) -> dict[str, object]:
    grid = [int(float(c.get(W + "w", "0"))) for c in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    return {
        "columns": len(grid),
        "rows": [
            [_cell(cell) for cell in row.iterchildren(W + "tc")] for row in table.iterchildren(W + "tr")
        ],
    }


def _cell(cell: etree._Element) -> object:
    properties = cell.find(W + "tcPr")
    said: list[str] = []
    if properties is not None:
        for name, attribute in (("gridSpan", "val"), ("vMerge", "val"), ("shd", "fill")):
            found = properties.find(W + name)
            value = found.get(W + attribute, "continue") if found is not None else None
            if value not in (None, "1"):
                said.append(f"{name}={value}")
    if "vMerge=continue" in said:
        return said
    blocks = list(_blocks(cell))
    content = blocks[0] if len(blocks) == 1 else blocks
    return [*said, content] if said else content
