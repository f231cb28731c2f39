"""Other contents and formats for cells of a sheet, be they there or not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from generator.editing.sheet_index import RowSpan, SheetIndex
from generator.editing.splices import Splice
from generator.editing.xml_spans import start_tag_end, with_attribute, with_children
from generator.office.cell_values import LONGEST_TEXT
from generator.office.references import Area, column_name
from generator.office.xml import escape, unprintable
from generator.translation import _

_OF_CONTENT = re.compile(rb"""\s(?:t|cm|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Source: ECMA-376 part 1, 22.9.2.19 ST_Xstring
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Content(NamedTuple):
    """What a cell holds: a text, a number, or nothing."""

    text: str = ""
    number: Decimal | None = None

    def cell(self, start: bytes, prefix: str) -> bytes:
        """The cell; `start` is its start tag without `>`."""
        name = prefix.encode()
        if self.number is not None:
            return b"%s><%sv>%s</%sv></%sc>" % (start, name, f"{self.number:f}".encode(), name, name)
        if not self.text:
            return start + b"/>"
        kept = escape(_ESCAPE_LIKE.sub("_x005F_", self.text)).encode()
        text = b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (name, name, kept, name, name)
        return b'%s t="inlineStr">%s</%sc>' % (start, text, name)


def refusal(value: str | Decimal) -> str | None:
    """Why no cell can hold a value; None when one can."""
    if isinstance(value, Decimal):
        message = _("{found} is not a number that a cell can hold").format(found=value)
        return None if value.is_finite() else message
    if bad := unprintable(value):
        return _("the text holds the control character {found}").format(found=bad)
    message = _("the text has {count} characters, but a cell holds {limit}")
    return message.format(count=len(value), limit=LONGEST_TEXT) if len(value) > LONGEST_TEXT else None


def content_of(value: str | Decimal) -> Content:
    """A value as the content of a cell, with line feeds as line ends."""
    if isinstance(value, Decimal):
        return Content(number=value)
    return Content(value.replace("\r\n", "\n").replace("\r", "\n"))


class Change(NamedTuple):
    """What becomes of a cell; None leaves it as it is."""

    content: Content | None = None
    style: int | None = None


Changes = Mapping[tuple[int, int], Change]


def unescaped(text: str) -> str:
    """A text of a part without the escapes of Excel, with line feeds as line ends."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cell_splices(
    index: SheetIndex, changes: Changes, look: Mapping[str, str] | None = None
) -> Iterator[Splice]:
    """The changes to the sheet's bytes; rows that are new get the attributes of `look`."""
    by_row: dict[int, dict[int, Change]] = defaultdict(dict)
    for (row, column), change in sorted(changes.items()):
        if (row, column) in index.cells:
            yield from _changed(index, row, column, change)
        else:
            by_row[row][column] = change
    yield from _new_rows(
        index, {row: cells for row, cells in by_row.items() if row not in index.rows}, look or {}
    )
    for row, cells in by_row.items():
        if row in index.rows:
            yield from _new_cells(index, row, cells)
    yield from _wider_dimension(index, changes)


def _changed(index: SheetIndex, row: int, column: int, change: Change) -> Iterator[Splice]:
    start, end = index.cells[row, column]
    if change.style is not None:
        yield with_attribute(index.data, start, "s", str(change.style))
    if change.content is None:
        return
    inner = start_tag_end(index.data, start)
    for found in _OF_CONTENT.finditer(index.data, start, inner):
        yield Splice(*found.span(), b"")
    close = inner - (2 if index.data[inner - 2 : inner] == b"/>" else 1)
    yield Splice(close, end, change.content.cell(b"", index.prefix))


def _cell(index: SheetIndex, row: int, column: int, change: Change) -> bytes:
    """A cell that was not there."""
    style = index.style(row, column) if change.style is None else change.style
    start = f'<{index.prefix}c r="{column_name(column)}{row}"' + (f' s="{style}"' if style else "")
    return (change.content or Content()).cell(start.encode(), index.prefix)


def _new_rows(
    index: SheetIndex, rows: Mapping[int, Mapping[int, Change]], look: Mapping[str, str]
) -> Iterator[Splice]:
    known = sorted(index.rows)
    stated = "".join(f' {name}="{value}"' for name, value in look.items())
    at_end = b""
    for row in sorted(rows):
        cells = b"".join(_cell(index, row, column, change) for column, change in rows[row].items())
        start = f'<{index.prefix}row r="{row}"{stated}>'.encode()
        made = start + cells + f"</{index.prefix}row>".encode()
        after = bisect_right(known, row)
        if after < len(known):
            at = index.rows[known[after]].start
            yield Splice(at, at, made)
        else:
            at_end += made
    if at_end:
        yield with_children(index.data, index.sheet_data, at_end)


def _new_cells(index: SheetIndex, row: int, cells: Mapping[int, Change]) -> Iterator[Splice]:
    span = index.rows[row]
    at_end = b""
    for column in sorted(cells):
        made = _cell(index, row, column, cells[column])
        after = bisect_right(span.columns, column)
        if after < len(span.columns):
            at = index.cells[row, span.columns[after]][0]
            yield Splice(at, at, made)
        else:
            at_end += made
    if at_end:
        yield _at_the_end(index, span, at_end)
    yield from _wider_spans(index, span, cells)


def _at_the_end(index: SheetIndex, span: RowSpan, cells: bytes) -> Splice:
    if span.close < span.end:
        return Splice(span.close, span.close, cells)
    return Splice(span.inner - 2, span.inner, b">%s</%srow>" % (cells, index.prefix.encode()))


def _wider_spans(index: SheetIndex, span: RowSpan, cells: Mapping[int, Change]) -> Iterator[Splice]:
    """The columns that a row says it has."""
    found = re.fullmatch(r"(\d+):(\d+)", index.attributes(span.start).get("spans", ""))
    if found:
        first, last = min(int(found[1]), *cells), max(int(found[2]), *cells)
        if (first, last) != (int(found[1]), int(found[2])):
            yield with_attribute(index.data, span.start, "spans", f"{first}:{last}")


def _wider_dimension(index: SheetIndex, changes: Changes) -> Iterator[Splice]:
    """The area that the sheet says it has."""
    element = index.root.child("dimension")
    if element is None or not changes:
        return
    area = Area.parse(element.get("ref", "A1"))
    rows, columns = [row for row, _column in changes], [column for _row, column in changes]
    grown = Area(
        min(area.left, *columns), min(area.top, *rows), max(area.right, *columns), max(area.bottom, *rows)
    )
    if grown != area:
        yield with_attribute(index.data, element.start, "ref", str(grown))
