"""What can be said of a template without data, beyond whether it compiles: what its loops would tear or drop."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from generator.office import unfilled_tags
from generator.office.document import DocumentTemplate
from generator.office.document_places import Places, W
from generator.office.package import Package
from generator.office.problems import Place, TemplateProblem
from generator.office.readings import Readings
from generator.office.rowmap import Slot
from generator.office.tags import Tag, TagError, has_tags, scan
from generator.office.workbook import SheetSource, WorkbookTemplate
from generator.translation import _

_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_TEXT_PARTS = ("header", "footer", "footnotes", "endnotes")


class Remark(NamedTuple):
    """A problem that does not keep a template from rendering; a grave one spoils what it renders."""

    problem: TemplateProblem
    grave: bool


class _Loop(NamedTuple):
    """The rows in which the tags of a row loop stand."""

    first: int
    last: int


def readings(
    template: WorkbookTemplate | DocumentTemplate, shape: Mapping[str, object] | None = None
) -> Readings:
    """What all programs of a template read."""
    found = Readings(shape)
    if isinstance(template, DocumentTemplate):
        programs = list(template.programs.values())
    else:
        sheets = [each.template for each in template.sheets if each.template is not None]
        programs = [each.program for each in sheets]
        for names in filter(None, (each.names for each in sheets)):
            found.of(names, prints=False)
    for program in [*programs, *template.properties.programs]:
        found.of(program)
    return found


def inspect(template: WorkbookTemplate | DocumentTemplate) -> Iterator[Remark]:
    """Merges that cross a loop's edge, things that would vanish with a tag, fonts without a Chinese face,
    tags that nothing fills.
    """
    package = template.package
    if isinstance(template, WorkbookTemplate):
        for sheet in template.sheets:
            yield from _sheet(package, sheet, {each.name for each in template.sheets})
        return
    kinds = {relation.target: relation.kind for relation in package.relations(template.main)}
    parts = [template.main, *(part for part, kind in kinds.items() if kind in _TEXT_PARTS)]
    roots = {part: package.root(part) for part in parts}
    for part, root in roots.items():
        places = Places(root, "" if part == template.main else part.removeprefix("word/"))
        for table in root.iter(W + "tbl"):
            yield from _table(package.file, table, places)
        yield from _fonts(package.file, root, places)
        for element, found in unfilled_tags.in_document(package, part, root):
            paragraph = next(element.iterancestors(W + "p"), None)
            spot = places.of(paragraph) if paragraph is not None else ""
            yield Remark(TemplateProblem(Place(package.file, spot), found.message), found.spoils)
    for styles in (package.root(part) for part, kind in kinds.items() if kind == "styles"):
        yield from _style_fonts(package.file, styles, roots.values())


def _sheet(package: Package, sheet: SheetSource, sheets: Container[str]) -> Iterator[Remark]:
    if sheet.template is None:
        return
    for each in unfilled_tags.in_sheet(package, sheet.part, sheet.template.root, sheets):
        spot = f"{sheet.name}!{each.spot}" if each.spot else sheet.name
        yield Remark(TemplateProblem(Place(package.file, spot), each.message), each.spoils)
    loops = _sheet_loops(sheet.template.slots)
    for area in sheet.template.merges:
        if loop := _crossed(area.top, area.bottom, loops):
            yield _crossing(Place(package.file, f"{sheet.name}!{area}"), loop)


def _sheet_loops(slots: Iterable[Slot]) -> list[_Loop]:
    """The row loops of a sheet; the row of a loop's end is the last of its slots."""
    rows: dict[int, list[Slot]] = {}
    for slot in slots:
        for loop in slot.path:
            rows.setdefault(loop, []).append(slot)
    return [_Loop(min(s.top for s in own) - 1, max(s.bottom for s in own)) for own in rows.values()]


def _crossed(top: int, bottom: int, loops: Iterable[_Loop]) -> _Loop | None:
    """The loop of which an area takes some rows, but not all, while it goes on outside of it."""
    for loop in loops:
        some = max(top, loop.first + 1) <= min(bottom, loop.last - 1)
        all_ = top <= loop.first + 1 and bottom >= loop.last - 1
        if some and not all_ and (top <= loop.first or bottom >= loop.last):
            return loop
    return None


def _crossing(place: Place, loop: _Loop) -> Remark:
    message = _(
        "merged cells cross the edge of the loop in rows {first} to {last}; merge inside it or around it"
    )
    return Remark(TemplateProblem(place, message.format(first=loop.first, last=loop.last)), True)


def _table(file: str, table: etree._Element, places: Places) -> Iterator[Remark]:
    rows = list(table.iterchildren(W + "tr"))
    loops = _table_loops(rows)
    if not loops:
        return
    open_: dict[int, tuple[int, etree._Element]] = {}  # column of the grid -> where a merge begins
    for number, row in enumerate([*rows, etree.Element(W + "tr")], 1):
        going = {}
        for column, cell in _cells(row):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is None or column in going:
                continue
            if merge.get(W + "val") != "restart" and column in open_:
                going[column] = open_[column]
            elif merge.get(W + "val") == "restart":
                going[column] = number, cell
        for column, (top, cell) in open_.items():
            # Excel lets such an area run from the first turn on; Word begins a new one in each turn
            torn = (each for each in loops if each.first < top < each.last < number - 1)
            loop = _crossed(top, number - 1, loops) or next(torn, None)
            if going.get(column) != (top, cell) and loop is not None:
                yield _crossing(Place(file, places.of(next(cell.iter(W + "p")))), loop)
        open_ = going


def _cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The cells of a row with their columns of the grid."""
    before = row.find(f"{W}trPr/{W}gridBefore")
    column = int(before.get(W + "val", "0")) if before is not None else 0
    for cell in row.iterchildren(W + "tc"):
        yield column, cell
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        column += int(span.get(W + "val", "1")) if span is not None else 1


def _table_loops(rows: Iterable[etree._Element]) -> list[_Loop]:
    found, starts = [], []
    for number, row in enumerate(rows, 1):
        for tag in _tags(row):
            if tag.level == "tr" and tag.keyword == "for":
                starts.append(number)
            elif tag.level == "tr" and tag.keyword == "endfor" and starts:
                found.append(_Loop(starts.pop(), number))
    return found


def _tags(element: etree._Element) -> list[Tag]:
    text = "".join(t.text or "" for t in element.iter(W + "t"))
    try:
        return list(scan(text)) if has_tags(text) else []
    except TagError:  # said when it was compiled
        return []


def _fonts(file: str, root: etree._Element, places: Places) -> Iterator[Remark]:
    """Fonts of runs that Chinese text would not get."""
    seen = set()
    for run in root.iter(W + "r"):
        text = "".join(t.text or "" for t in run.iter(W + "t"))
        font = _half_font(run.find(f"{W}rPr/{W}rFonts"))
        paragraph = next(run.iterancestors(W + "p"), None)
        if not font or paragraph is None or not (_CHINESE.search(text) or has_tags(text)):
            continue
        place = Place(file, places.of(paragraph))
        if (place, font) not in seen:
            seen.add((place, font))
            yield _half(place, font)


def _style_fonts(file: str, styles: etree._Element, roots: Iterable[etree._Element]) -> Iterator[Remark]:
    """Fonts of the styles in use that Chinese text would not get."""
    used = {
        element.get(W + "val")
        for root in roots
        for element in root.iter(W + "pStyle", W + "rStyle", W + "tblStyle")
    }
    for style in styles.iter(W + "style"):
        default = style.get(W + "default") == "1" and style.get(W + "type") == "paragraph"
        font = _half_font(style.find(f"{W}rPr/{W}rFonts"))
        if font and (default or style.get(W + "styleId") in used):
            name = style.find(W + "name")
            shown = name.get(W + "val", "") if name is not None else style.get(W + "styleId", "")
            yield _half(Place(file, _("style {name}").format(name=shown)), font)


def _half_font(fonts: etree._Element | None) -> str:
    """The name of a font that is given for Western text only."""
    if fonts is None or fonts.get(W + "eastAsia") or fonts.get(W + "eastAsiaTheme"):
        return ""
    return fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""


def _half(place: Place, font: str) -> Remark:
    message = _(
        "the font {font} is set for Western text only (no w:eastAsia); Chinese text keeps another font"
    )
    return Remark(TemplateProblem(place, message.format(font=font)), False)
