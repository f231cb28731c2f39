"""Where the rows and cells of a sheet stand in its bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from generator.editing.xml_spans import DEEPEST, BrokenXmlError, Element, reader, run, scan, start_tag_end
from generator.office.references import Area, column_number
from generator.office.xml import MAIN

_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?>")


class RowSpan(NamedTuple):
    """The bytes of a row, and the columns of its cells in order."""

    start: int
    inner: int  # where its start tag ends
    close: int  # where its end tag starts; the same as `end` for `<row/>`
    end: int
    columns: list[int]


@dataclass(eq=False, repr=False)
class SheetIndex:
    """A sheet's bytes with the places of what stands in them."""

    data: bytes
    root: Element = field(init=False)  # with all elements but the rows
    rows: dict[int, RowSpan] = field(init=False, default_factory=dict)
    cells: dict[tuple[int, int], tuple[int, int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Scan the sheet.

        Raises: BrokenXmlError.
        """
        self.root = _Scan(self).root
        if self.root.attributes.get("xmlns" + (":" + self.prefix.rstrip(":") if self.prefix else "")) != MAIN:
            raise BrokenXmlError(self.root.name)
        if self.root.child("sheetData") is None:
            raise BrokenXmlError("no sheetData")

    @property
    def prefix(self) -> str:
        """In front of the names of elements: nothing, or `x:`."""
        return self.root.prefix

    @property
    def sheet_data(self) -> Element:
        """What holds the rows."""
        return next(child for child in self.root.children if child.local == "sheetData")

    def element(self, row: int, column: int) -> Element | None:
        """A cell with all in it, its places counted from its own start; None where there is none."""
        span = self.cells.get((row, column))
        return None if span is None else scan(self.data[span[0] : span[1]])

    def attributes(self, start: int) -> dict[str, str]:
        """The attributes of the start tag at a place."""
        tag = self.data[start : start_tag_end(self.data, start)].removesuffix(b">").removesuffix(b"/")
        return scan(tag + b"/>").attributes

    def style(self, row: int, column: int) -> int:
        """The index of the format that a cell has, be it from its row or column."""
        span = self.cells.get((row, column))
        if span is not None:
            return int(self.attributes(span[0]).get("s", "0"))
        if row in self.rows:
            attributes = self.attributes(self.rows[row].start)
            if attributes.get("customFormat") in ("1", "true"):
                return int(attributes.get("s", "0"))
        for each in self.root.all("col"):
            if int(each.get("min", "0")) <= column <= int(each.get("max", "0")):
                return int(each.get("style", "0"))
        return 0

    def merged(self) -> list[Area]:
        """The merged areas."""
        return [Area.parse(each.get("ref")) for each in self.root.all("mergeCell")]

    @cached_property
    def formula_tags(self) -> list[dict[str, str]]:
        """The attributes of all formulas that have any."""
        tags = {tag for tag in _FORMULA.findall(self.data) if b"=" in tag}
        return [scan(tag.removesuffix(b">").removesuffix(b"/") + b"/>").attributes for tag in tags]

    def sharers(self, group: str) -> int:
        """How many formulas belong to a group of shared ones."""
        marked = re.compile(rb"""\ssi=["']%s["']""" % group.encode())
        return sum(1 for tag in _FORMULA.findall(self.data) if marked.search(tag))


class _Scan:
    """One pass over the sheet; rows and cells are kept as numbers, because there are many."""

    def __init__(self, index: SheetIndex) -> None:
        self._index, self._data = index, index.data
        self._row = self._column = self._cell_start = 0
        self._row_start, self._columns = 0, list[int]()
        self._letters: dict[str, int] = {}
        self._top = Element("", {}, 0)
        self._stack = [self._top]
        self._within = False  # the rows
        self._parser = reader(self._data)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        run(self._parser, self._data)
        self.root = self._top.children[0]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._within:
            at = self._parser.CurrentByteIndex
            element = Element(name, attributes, at, start_tag_end(self._data, at))
            self._stack[-1].children.append(element)
            self._stack.append(element)
            if len(self._stack) > DEEPEST:
                raise BrokenXmlError("nested too deep")
            if element.local == "sheetData":
                self._within = True
                self._names = element.prefix + "row", element.prefix + "c", name
                self._end_tags = {name: f"</{name}".encode() for name in self._names}
        elif name == self._names[1]:
            self._cell_start = self._parser.CurrentByteIndex
            self._column = self._column_of(attributes.get("r", ""))
        elif name == self._names[0]:
            self._row_start, self._columns = self._parser.CurrentByteIndex, []
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        if not letters:
            return self._column + 1
        if letters not in self._letters:
            self._letters[letters] = column_number(letters)
        return self._letters[letters]

    def _end(self, name: str) -> None:
        if self._within and name not in self._names:
            return
        at = self._parser.CurrentByteIndex  # of the end tag, or behind `<c/>`
        closing = self._within and self._data.startswith(self._end_tags[name], at)
        end = self._data.index(b">", at) + 1 if closing else at
        if self._within and name == self._names[1]:
            self._index.cells[self._row, self._column] = self._cell_start, end
            self._columns.append(self._column)
        elif self._within and name == self._names[0]:
            inner = start_tag_end(self._data, self._row_start)
            self._index.rows[self._row] = RowSpan(
                self._row_start, inner, at if closing else inner, end if closing else inner, self._columns
            )
        else:
            self._close(self._stack.pop(), at)

    def _close(self, element: Element, at: int) -> None:
        self._within = False
        closed = self._data[element.inner - 2 : element.inner] == b"/>"
        element.close = element.inner if closed else at
        element.end = element.inner if closed else self._data.index(b">", at) + 1
