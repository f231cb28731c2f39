"""Compiles a worksheet part into a program and the marks between its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from generator import metrics
from generator.office import pages
from generator.office.environment import is_missing
from generator.office.problems import Place, TemplateProblem
from generator.office.program import Program, ProgramBuilder
from generator.office.references import LAST_ROW, Area, column_name, column_number, move_relative
from generator.office.rowmap import Slot
from generator.office.sheet_template import (
    ROW_MARK,
    Cell,
    FooterMark,
    GapMark,
    LoopMark,
    M,
    RowTemplate,
    SheetMark,
    SheetTemplate,
    TextMark,
)
from generator.office.styles import Styles
from generator.office.tags import Tag, TagError, has_tags, scan
from generator.office.values import text_of
from generator.office.xml import escape_attribute, fragment, local
from generator.translation import _

_ROW_OWN = {"r", "spans", "ht", "customHeight"}


class _Read(NamedTuple):
    """A cell of the template with its text and the tags in it."""

    column: int
    element: etree._Element
    text: str
    tags: list[Tag]
    place: Place

    @property
    def unread(self) -> str:
        """A formula or a number, which is no text; blank where there is none."""
        formula = self.element.findtext(M + "f")
        if formula is not None:
            return "=" + formula
        return "" if self.element.get("t") in ("s", "inlineStr") else self.element.findtext(M + "v", "")

    @property
    def style(self) -> str:
        number = self.element.get("s")
        return f' s="{number}"' if number else ""


@dataclass(eq=False, repr=False)
class SheetCompiler:
    """Reads one worksheet; `strings` are the texts of the shared strings."""

    file: str
    name: str
    root: etree._Element
    strings: list[str]
    styles: Styles
    builder: ProgramBuilder = field(default_factory=ProgramBuilder)
    slots: list[Slot] = field(default_factory=list)
    merge_texts: list[tuple[Area, str, Cell]] = field(default_factory=list)
    loops: list[int] = field(default_factory=list)
    shared: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    loops_seen: int = 0

    def compile(self) -> SheetTemplate:
        """The sheet as a program.

        Raises: TemplateError.
        """
        self.merges = [Area.parse(merge.get("ref", "")) for merge in self.root.iter(M + "mergeCell")]
        self.merged_at = {(area.left, area.top): area for area in self.merges}
        self.width = _widths(self.root)
        rows = [(number, [*self._read(row, number)], row) for number, row in _numbered(self.root, "row")]
        sheet_tags = [
            (tag, cell.place)
            for _n, cells, _r in rows
            for cell in cells
            for tag in cell.tags
            if tag.level == "sheet"
        ]
        self.tagged = any(cell.tags for _n, cells, _r in rows for cell in cells)
        self._statements(self.builder, sheet_tags, opening=True)
        self.builder.mark(SheetMark("start"))
        below = 1
        for number, cells, row in rows:
            self._gap(below, number)
            if any(tag.level in ("tr", "sheet") for cell in cells for tag in cell.tags):
                self._control_row(cells, number)
            else:
                self._content_row(row, number, cells)
            below = number + 1
        self.slots.append(Slot(below, LAST_ROW, ()))
        footers = list(self._footers())
        self.builder.mark(SheetMark("end"))
        self._statements(self.builder, sheet_tags, opening=False)
        format_ = self.root.find(M + "sheetFormatPr")
        height = float(format_.get("defaultRowHeight", "15")) if format_ is not None else 15.0
        program, names = self.builder.build(self.file, _in_footer), self._names(sheet_tags)
        return SheetTemplate(
            self.name,
            self.file,
            self.root,
            program,
            names,
            self.slots,
            self.merges,
            self.merge_texts,
            height,
            pages.page_height(
                self.root, sum(self.width(column) for column in range(1, self._last_column() + 1))
            ),
            footers,
            {},
            not footers and not self.tagged,
        )

    def _last_column(self) -> int:
        names = {cell.get("r", "").rstrip("0123456789") for cell in self.root.iter(M + "c")}
        return max((column_number(name) for name in names if name), default=1)

    def _statements(self, builder: ProgramBuilder, tags: list[tuple[Tag, Place]], opening: bool) -> None:
        """The sheet's own loops and conditions; those that the template leaves open end with the sheet."""
        closers = [pair for pair in tags if pair[0].keyword.startswith("end")]
        openers = [pair for pair in tags if pair not in closers]
        if opening:
            for tag, place in openers:
                builder.tag(tag, place, "workbook")
            return
        for tag, place in closers:
            builder.tag(tag, place, "workbook")
        blocks = [pair for pair in openers if pair[0].keyword in ("for", "if")]
        for tag, place in blocks[: len(blocks) - len(closers)][::-1]:
            builder.tag(Tag("statement", "sheet", "end" + tag.keyword, 0, 0), place, "workbook")

    def _names(self, tags: list[tuple[Tag, Place]]) -> Program | None:
        """The program of the sheets' items and names."""
        if not tags:
            return None
        builder = ProgramBuilder()
        self._statements(builder, tags, opening=True)
        place = Place(self.file, self.name)
        loops = [tag for tag, _place in tags if tag.keyword == "for"]
        builder.expression(_target(loops[-1]) if loops else "none", place)
        self._mixed(_Read(1, self.root, self.name, self._tags(self.name, place), place), builder)
        builder.mark(SheetMark("end"))
        self._statements(builder, tags, opening=False)
        return builder.build(self.file)

    def _read(self, row: etree._Element, number: int) -> Iterator[_Read]:
        column = 0
        for cell in row:
            reference = cell.get("r")
            column = column_number(reference.rstrip("0123456789")) if reference else column + 1
            place = Place(self.file, f"{self.name}!{column_name(column)}{number}")
            text = self._text(cell)
            yield _Read(column, cell, text, self._tags(text, place), place)

    def _text(self, cell: etree._Element) -> str:
        kind = cell.get("t")
        if kind == "s":
            return self.strings[int(cell.findtext(M + "v", "0"))]
        if kind == "inlineStr":
            return "".join(t.text or "" for t in cell.iter(M + "t"))
        return cell.findtext(M + "v", "") if kind == "str" and cell.find(M + "f") is None else ""

    def _tags(self, text: str, place: Place) -> list[Tag]:
        if not has_tags(text):
            return []
        try:
            return list(scan(text))
        except TagError as error:
            self.builder.problems.append(TemplateProblem(place, str(error)))
            return []

    def _gap(self, below: int, number: int) -> None:
        if number > below:
            self.builder.mark(GapMark(len(self.slots), number - below))
            self.slots.append(Slot(below, number - 1, tuple(self.loops)))

    def _control_row(self, cells: list[_Read], number: int) -> None:
        self.slots.append(Slot(number, number, tuple(self.loops)))
        for cell in cells:
            rest = cell.text
            for tag in reversed(cell.tags):
                rest = rest[: tag.start] + rest[tag.end :]
            stray = [tag for tag in cell.tags if tag.level not in ("tr", "sheet") and tag.kind == "print"]
            if rest.strip() or stray or cell.unread:
                found = rest.strip() or ("{{ " + stray[0].source + " }}" if stray else cell.unread)
                message = _(
                    "{found} stands in a row of tags, which vanishes; give the tags a row of their own"
                )
                self.builder.problems.append(TemplateProblem(cell.place, message.format(found=found)))
            for tag in cell.tags:
                if tag.level == "tr":
                    self._control(tag, cell.place)

    def _control(self, tag: Tag, place: Place) -> None:
        builder, keyword = self.builder, tag.keyword
        if keyword == "endfor" and self.loops:
            self.loops.pop()
        if keyword == "for" and tag.kind == "statement":
            builder.mark(LoopMark("start", not self.loops))
        builder.tag(tag, place, "sheet")
        if keyword == "for" and tag.kind == "statement":
            self.loops_seen += 1
            self.loops.append(self.loops_seen)
            builder.mark(LoopMark("turn"))
        if keyword == "endfor":
            builder.mark(LoopMark("end"))

    def _content_row(self, row: etree._Element, number: int, cells: list[_Read]) -> None:
        slot, path = len(self.slots), tuple(self.loops)
        self.slots.append(Slot(number, number, path))
        attributes = "".join(
            f' {key!s}="{escape_attribute(str(value))}"' for key, value in row.items() if _plain(str(key))
        )
        height = row.get("ht")
        template = RowTemplate(slot, path, attributes, float(height) if height else None)
        static: list[str] = []
        for cell in cells:
            template.blank += f'<c r="{column_name(cell.column)}{ROW_MARK}"{cell.style}/>'
            if not any(a.left <= cell.column <= a.right and a.top <= number <= a.bottom for a in self.merges):
                template.single.append(cell.column)
            formula = self._formula(cell, number)
            if formula is None and not cell.tags:
                static.append(self._static(cell))
                self._static_height(template, cell, number)
                continue
            template.pieces.append("".join(static))
            static = []
            template.cells.append(self._cell(cell, number, formula))
            if formula is None:
                self._content(cell)
        template.pieces.append("".join(static))
        self.builder.mark(template)

    def _content(self, cell: _Read) -> None:
        if len(cell.tags) == 1 and cell.tags[0].kind == "print":
            tag = cell.tags[0]
            if tag.start == 0 and tag.end == len(cell.text):
                self.builder.tag(tag, cell.place, cell.place)
                return
        self.builder.mark(TextMark("start"))
        self._mixed(cell, self.builder)
        self.builder.mark(TextMark("end"))

    def _mixed(self, cell: _Read, builder: ProgramBuilder, printer: int | None = None) -> None:
        position = 0
        for tag in cell.tags:
            builder.data(cell.text[position : tag.start])
            builder.tag(tag, cell.place, cell.place, printer)
            position = tag.end
        builder.data(cell.text[position:])

    def _cell(self, cell: _Read, number: int, formula: str | None = None) -> Cell:
        one = Area(cell.column, number, cell.column, number)
        merged = self.merged_at.get((cell.column, number), one)
        look = self.styles.look(int(cell.element.get("s", "0")))
        width = sum(self.width(column) for column in range(merged.left, merged.right + 1))
        ems = metrics.ems_per_line(width, look.size, look.indent)
        style, array = cell.style, ""
        if (
            formula is not None
            and (found := cell.element.find(M + "f")) is not None
            and found.get("t") == "array"
        ):
            array = found.get("ref", "")
            style += f' cm="{cell.element.get("cm")}"' if cell.element.get("cm") else ""
        return Cell(cell.column, style, look, ems, merged.bottom - merged.top + 1, formula, array)

    def _static_height(self, template: RowTemplate, cell: _Read, number: int) -> None:
        """Let a static text that wraps have the height it needs."""
        if not cell.text:
            return
        made = self._cell(cell, number)
        if not made.look.wraps:
            return
        if made.spans_rows > 1:
            self.merge_texts.append((self.merged_at[cell.column, number], cell.text, made))
        elif template.height is None:
            needed = metrics.text_height(cell.text, made.ems, made.look.size)
            template.static_height = max(template.static_height, needed)

    def _static(self, cell: _Read) -> str:
        name = column_name(cell.column)
        cell.element.set("r", f"{name}0")
        return fragment(cell.element, self.root).replace(f' r="{name}0"', f' r="{name}{ROW_MARK}"', 1)

    def _formula(self, cell: _Read, number: int) -> str | None:
        found = cell.element.find(M + "f")
        if found is None:
            return None
        if found.get("t") == "dataTable" and self.tagged:
            message = _("a data table (what-if analysis) cannot follow its rows; replace it by formulas")
            self.builder.problems.append(TemplateProblem(cell.place, message))
        index = found.get("si")
        if found.get("t") != "shared" or index is None:
            return found.text or ""
        if found.text:
            self.shared[index] = (number, cell.column, found.text)
        row, column, text = self.shared[index]
        return move_relative(text, number - row, cell.column - column)

    def _footers(self) -> Iterator[etree._Element]:
        """Headers and footers with tags; the program gives their texts behind the rows."""
        element = self.root.find(M + "headerFooter")
        for part in element if element is not None else ():
            place = Place(self.file, f"{self.name}!{local(part)}")
            text = part.text or ""
            if tags := self._tags(text, place):
                self.builder.mark(TextMark("start"))
                self._mixed(_Read(1, part, text, tags, place), self.builder, printer=0)
                self.builder.mark(FooterMark(local(part)))
                yield part


def _in_footer(value: object, _context: int) -> object:
    """A value in a header or footer, where & begins a code."""
    return value if is_missing(value) else text_of(value).replace("&", "&&")


def _plain(key: str) -> bool:
    return key not in _ROW_OWN and "}" not in key


def _target(loop: Tag) -> str:
    """The loop's variable; the last one when it unpacks several."""
    return loop.source.removeprefix("for").split(" in ")[0].split(",")[-1].strip(" ()")


def _numbered(root: etree._Element, name: str) -> Iterator[tuple[int, etree._Element]]:
    number = 0
    for row in root.iter(M + name):
        number = int(row.get("r", number + 1))
        if not 0 < number <= LAST_ROW:
            raise ValueError(row.get("r"))
        yield number, row


def _widths(root: etree._Element) -> Callable[[int], float]:
    """The width of a column, in Excel's units."""
    format_ = root.find(M + "sheetFormatPr")
    default = 8.43
    if format_ is not None:
        default = float(format_.get("defaultColWidth") or format_.get("baseColWidth") or default)
    spans = [
        (
            int(c.get("min", "1")),
            int(c.get("max", "1")),
            0.0 if c.get("hidden") == "1" else float(c.get("width", default)),
        )
        for c in root.iter(M + "col")
    ]

    def width(column: int) -> float:
        return next((w for first, last, w in spans if first <= column <= last), default)

    return width
