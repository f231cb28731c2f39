"""A sheet that lists things, with links to the cells of which it speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.editing.marked_styles import StyleSheet
from generator.editing.sheet_cells import Content
from generator.editing.xml_spans import scan
from generator.location import cell_name
from generator.metrics import ems_per_line, text_height, whole_pixels
from generator.office.cell_values import LONGEST_TEXT
from generator.office.references import column_name, quoted_sheet
from generator.office.values import UNPRINTABLE
from generator.office.xml import DECLARATION, MAIN, escape_attribute

LIST_NAME = "_jixiao_list"  # the hidden name by which the sheet is known again, even renamed
_SIZE = 11.0  # points, for the heights of rows
_MOST_LINKS = 65_530  # that Excel opens in one sheet
_FONT_ORDER = ("b", "u", "sz", "color", "name", "family", "charset", "scheme")
_BAD = re.compile(f"[{UNPRINTABLE}]")
_FILL = '<fill><patternFill patternType="solid"><fgColor rgb="FFD9E1F2"/><bgColor indexed="64"/></patternFill></fill>'
_TOP = '<alignment vertical="top" wrapText="1"/>'
_MIDDLE = '<alignment horizontal="center" vertical="center" wrapText="1"/>'


class ListColumn(NamedTuple):
    """A column of a list: its heading, and its width in Excel's units."""

    heading: str
    width: float


class Link(NamedTuple):
    """A text that leads to a cell of the workbook; to the sheet alone where the row is 0."""

    text: str
    sheet: str
    row: int = 0
    column: int = 0

    @property
    def target(self) -> str:
        """The place as Excel writes it."""
        return f"{quoted_sheet(self.sheet)}!{cell_name(self.row or 1, self.column or 1)}"


Entry = str | Decimal | Link | None


class _Looks(NamedTuple):
    heading: int
    text: int
    link: int


def _font(font: bytes, **other: bytes) -> bytes:
    """A font like the workbook's own in type and size, with other properties in the order of the schema."""
    element = scan(font)
    own = {
        each.local: font[each.start : each.end]
        for each in element.children
        if each.local in ("sz", "name", "family", "charset", "scheme")
    }
    both = {**own, **other}
    inner = b"".join(both[name] for name in _FONT_ORDER if name in both)
    return b"<%s>%s</%s>" % (element.name.encode(), inner, element.name.encode())


def _looks(styles: StyleSheet) -> _Looks:
    """Formats in the workbook's own type."""
    font = styles.bytes_of("fonts", 0)
    blue = styles.tag('<color rgb="FF0563C1"/>')
    bold = styles.added("fonts", _font(font, b=styles.tag("<b/>")))
    link = styles.added("fonts", _font(font, u=styles.tag("<u/>"), color=blue))
    fill = styles.added("fills", styles.tag(_FILL))

    def look(font: int, fill: int, alignment: str) -> int:
        xf = (
            f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyFont="1" '
            f'applyFill="1" applyAlignment="1">{alignment}</xf>'
        )
        return styles.added("cellXfs", styles.tag(xf))

    return _Looks(look(bold, fill, _MIDDLE), look(0, 0, _TOP), look(link, 0, _TOP))


def list_sheet(styles: StyleSheet, columns: Sequence[ListColumn], rows: Iterable[Sequence[Entry]]) -> bytes:
    """The sheet as a part: headings that stay in view, a filter, lines that wrap."""
    looks = _looks(styles)
    widths = [column.width for column in columns]
    lines: list[Sequence[Entry]] = [[column.heading for column in columns], *rows]
    made, links = [], []
    for number, line in enumerate(lines, 1):
        made.append(_row(number, line, looks, widths))
        links += [
            f'<hyperlink ref="{cell_name(number, place)}" location="{escape_attribute(entry.target)}"/>'
            for place, entry in enumerate(line, 1)
            if isinstance(entry, Link)
        ]
    area = list_area(len(columns), len(lines))
    cols = "".join(
        f'<col min="{place}" max="{place}" width="{width:g}" customWidth="1"/>'
        for place, width in enumerate(widths, 1)
    )
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="{area}"/><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{cols}</cols><sheetData>{"".join(made)}</sheetData>'
        f'<autoFilter ref="{area}"/>'
        + (f"<hyperlinks>{''.join(links[:_MOST_LINKS])}</hyperlinks>" if links else "")
        + '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def list_area(columns: int, rows: int) -> str:
    """The area that a list fills, the headings with it."""
    return f"A1:{column_name(columns)}{rows}"


def _row(number: int, line: Sequence[Entry], looks: _Looks, widths: Sequence[float]) -> str:
    cells, height = [], 0.0
    for place, (entry, width) in enumerate(zip(line, widths, strict=True), 1):
        text = _clean(entry.text if isinstance(entry, Link) else entry if isinstance(entry, str) else "")
        style = looks.heading if number == 1 else looks.link if isinstance(entry, Link) else looks.text
        content = Content(text, entry if isinstance(entry, Decimal) else None)
        cells.append(content.cell(f'<c r="{cell_name(number, place)}" s="{style}"'.encode(), "").decode())
        height = max(height, text_height(text, ems_per_line(width, _SIZE), _SIZE))
    return f'<row r="{number}" ht="{whole_pixels(height):g}" customHeight="1">{"".join(cells)}</row>'


def _clean(text: str) -> str:
    return _BAD.sub("\ufffd", text)[:LONGEST_TEXT]
