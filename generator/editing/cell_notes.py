"""Our notes in the comments of cells: put beside what others wrote, and taken away from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import compress
from operator import not_

from generator.editing.note_boxes import Cell, Grid, add_boxes, grow_boxes, remove_boxes
from generator.editing.parts import Parts, new_part
from generator.editing.sheet_index import SheetIndex
from generator.editing.splices import Splice
from generator.editing.xml_spans import Element, with_children, without
from generator.location import cell_name
from generator.office.references import Area
from generator.office.values import UNPRINTABLE
from generator.office.xml import MAIN, OFFICE_RELATIONSHIPS, escape

AUTHOR = "jixiao"
# Around each of our notes stand characters without width that no one types; Excel, WPS and LibreOffice keep them.
START, END = "\u200b\u200c\u200d\u200b", "\u200b\u200d\u200c\u200b"
LONGEST_NOTE = 8_000  # characters of one cell's notes
_OURS = re.compile(f"{START}.*?{END}", re.DOTALL)
_BAD = re.compile(f"[{UNPRINTABLE}]")
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_RUN = (
    '<r><rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/><charset val="134"/></rPr>'
    '<t xml:space="preserve">{}</t></r>'
)
# What stands in front of legacyDrawing in a sheet. Source: ECMA-376 part 1, 18.3.1.99.
_BEFORE = {
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "smartTags", "drawing",
}  # fmt: skip

Notes = Mapping[Cell, str]


def joined(notes: list[str]) -> str:
    """The notes of one cell as one text that a comment can hold."""
    text = _BAD.sub("\ufffd", "\n".join(dict.fromkeys(notes)))
    return text if len(text) <= LONGEST_NOTE else text[: LONGEST_NOTE - 1] + "…"


def add_notes(parts: Parts, sheet: str, index: SheetIndex, notes: Notes) -> Iterator[Splice]:
    """Put notes into the comments of a sheet; yields what this changes in the sheet itself."""
    part = parts.related(sheet, "comments")
    if part is None:
        part = parts.free_name("xl/comments1.xml")
        empty = f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
        parts.add(part, new_part(empty), _TYPE)
        parts.relate(sheet, "comments", part)
    root = parts.scan(part)
    known = {cell: each for each in root.all("comment") if (cell := _cell(each)) in notes}
    new = {cell: notes[cell] for cell in sorted(notes) if cell not in known}
    splices = [splice for cell, each in known.items() for splice in _appended(each, notes[cell])]
    parts.splice(part, [*splices, *_commented(parts[part], root, new)])
    drawing = _drawing(parts, sheet, index)
    grid = Grid(index)
    if drawing is not None:
        grow_boxes(parts, drawing, grid, {cell: notes[cell] for cell in known})
    if new:
        made = add_boxes(parts, drawing, grid, new)
        if drawing is None:
            yield _legacy_drawing(index, parts.relate(sheet, "vmlDrawing", made))


def _cell(comment: Element) -> Cell:
    area = Area.parse(comment.get("ref", "A1"))
    return area.top, area.left


def _drawing(parts: Parts, sheet: str, index: SheetIndex) -> str | None:
    """The part with the boxes of a sheet's comments."""
    element = index.root.child("legacyDrawing")
    wanted = element.get("id") if element is not None else None
    return next((r.target for r in parts.relations(sheet) if r.id == wanted and r.target in parts), None)


def _legacy_drawing(index: SheetIndex, relation: str) -> Splice:
    before = [child for child in index.root.children if child.local in _BEFORE]
    at = before[-1].end
    tag = f'<{index.prefix}legacyDrawing xmlns:r="{OFFICE_RELATIONSHIPS}" r:id="{relation}"/>'
    return Splice(at, at, tag.encode())


def _prefixed(xml: str, prefix: str) -> str:
    return re.sub(r"<(/?)", rf"<\1{prefix}", xml) if prefix else xml


def _run(text: str, prefix: str) -> bytes:
    return _prefixed(_RUN, prefix).format(escape(text)).encode()


def _appended(comment: Element, note: str) -> Iterator[Splice]:
    """The note behind the text of a comment that is there."""
    text = next(comment.all("text"))
    prefix, last = text.prefix, text.inner
    for child in text.children:
        if child.local == "t":
            yield Splice(child.start, child.start, f"<{prefix}r>".encode())
            yield Splice(child.end, child.end, f"</{prefix}r>".encode())
        if child.local in ("t", "r"):
            last = child.end
    yield Splice(last, last, _run(f"{START}\n{note}{END}", prefix))


def _commented(data: bytes, root: Element, notes: Notes) -> Iterator[Splice]:
    """New comments."""
    authors, comments = root.child("authors"), root.child("commentList")
    if not notes or authors is None or comments is None:
        return
    names = [author.text for author in authors.children]
    if AUTHOR not in names:
        tag = f"<{root.prefix}author>{AUTHOR}</{root.prefix}author>"
        yield with_children(data, authors, tag.encode())
    number = names.index(AUTHOR) if AUTHOR in names else len(names)
    made = (
        f'<{root.prefix}comment ref="{cell_name(*cell)}" authorId="{number}"><{root.prefix}text>'.encode()
        + _run(f"{START}{note}{END}", root.prefix)
        + f"</{root.prefix}text></{root.prefix}comment>".encode()
        for cell, note in notes.items()
    )
    yield with_children(data, comments, b"".join(made))


def remove_notes(parts: Parts, sheet: str, index: SheetIndex) -> None:
    """Take our notes out of the comments of a sheet, wherever they have gone, and what is empty without them."""
    part = parts.related(sheet, "comments")
    if part is None:
        return
    root = parts.scan(part)
    names = [author.text for author in root.all("author")]
    comments = list(root.all("comment"))
    ours = [_is_ours(each, names) for each in comments]
    gone = list(compress(comments, ours))
    kept = list(compress(comments, map(not_, ours)))
    parts.splice(part, [*map(without, gone), *(splice for each in kept for splice in _without_ours(each))])
    if not gone:
        return
    drawing = _drawing(parts, sheet, index)
    if not kept:
        parts.drop(part)
        parts.unrelate(sheet, part)
    if drawing is not None and not remove_boxes(parts, drawing, map(_cell, gone)):
        parts.drop(drawing)
        parts.unrelate(sheet, drawing)
        parts.splice(sheet, [without(each) for each in index.root.children if each.local == "legacyDrawing"])


def _texts(comment: Element) -> list[Element]:
    """The elements with the comment's text, phonetic guides left out."""
    text = next(comment.all("text"), None)
    parents = [] if text is None else [text, *(child for child in text.children if child.local == "r")]
    return sorted(
        (child for parent in parents for child in parent.children if child.local == "t"),
        key=lambda t: t.start,
    )


def _is_ours(comment: Element, names: list[str]) -> bool:
    """Whether nothing is left of a comment without our notes."""
    text = "".join(each.text for each in _texts(comment))
    author = int(comment.get("authorId", "0"))
    ours = author >= len(names) or names[author].strip() in ("", AUTHOR)  # LibreOffice drops authors
    return ours and bool(_OURS.search(text)) and not _OURS.sub("", text).strip()


def _without_ours(comment: Element) -> Iterator[Splice]:
    """Takes our notes out of the text of a comment, and runs that hold nothing else."""
    elements = _texts(comment)
    cuts = [range(*found.span()) for found in _OURS.finditer("".join(each.text for each in elements))]
    if not cuts:
        return
    runs = {run.children[-1].start: run for run in next(comment.all("text")).children if run.local == "r"}
    at = 0
    for each in elements:
        characters = list(enumerate(each.text, at))
        at += len(each.text)
        left = "".join(character for place, character in characters if not any(place in cut for cut in cuts))
        if left == each.text:
            continue
        if left or each.start not in runs:
            yield Splice(each.inner, each.close, escape(left).encode())
        else:
            yield without(runs[each.start])
