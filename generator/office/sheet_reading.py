"""Reads the cells of a worksheet part: their texts, and the tags in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from generator.office.problems import Place, TemplateProblem
from generator.office.references import LAST_COLUMN, LAST_ROW, column_name, column_number
from generator.office.sheet_template import M
from generator.office.tags import Tag, TagError, has_tags, scan


class ReadCell(NamedTuple):
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
        """The s attribute as written, with its leading blank."""
        number = self.element.get("s")
        return f' s="{number}"' if number else ""

    def without(self, tags: list[Tag]) -> ReadCell:
        """The cell as if these tags did not stand in it."""
        text, kept, shift = self.text, [], 0
        for tag in self.tags:
            if tag in tags:
                text = text[: tag.start - shift] + text[tag.end - shift :]
                shift += tag.end - tag.start
            else:
                kept.append(tag._replace(start=tag.start - shift, end=tag.end - shift))
        blank = len(text) - len(text.lstrip()) if tags else 0
        kept = [tag._replace(start=tag.start - blank, end=tag.end - blank) for tag in kept]
        return self._replace(text=text.strip() if tags else text, tags=kept)

    @property
    def rest(self) -> str:
        """The text without its tags."""
        text = self.text
        for tag in reversed(self.tags):
            text = text[: tag.start] + text[tag.end :]
        return text.strip()


class ReadRow(NamedTuple):
    """A row of the template."""

    number: int
    element: etree._Element
    cells: list[ReadCell]

    def has(self, *levels: str) -> bool:
        """Whether tags of these levels stand in it."""
        return any(tag.level in levels for cell in self.cells for tag in cell.tags)


class SheetReader:
    """Reads one worksheet; `strings` are the texts of the shared strings, `problems` takes tags that never end."""

    def __init__(self, file: str, name: str, strings: list[str], problems: list[TemplateProblem]) -> None:
        self._file, self._name, self._strings, self._problems = file, name, strings, problems

    def rows(self, root: etree._Element) -> Iterator[ReadRow]:
        """The rows of a sheet, numbered also where the file leaves their numbers out."""
        number = 0
        for row in root.iter(M + "row"):
            number = int(row.get("r", number + 1))
            if not 0 < number <= LAST_ROW:
                raise ValueError(row.get("r"))
            yield ReadRow(number, row, [*self._cells(row, number)])

    def tags(self, text: str, place: Place) -> list[Tag]:
        """The tags of a text; one that never ends becomes a problem."""
        if not has_tags(text):
            return []
        try:
            return list(scan(text))
        except TagError as error:
            self._problems.append(TemplateProblem(place, str(error)))
            return []

    def _cells(self, row: etree._Element, number: int) -> Iterator[ReadCell]:
        column = 0
        for cell in row:
            reference = cell.get("r")
            column = column_number(reference.rstrip("0123456789")) if reference else column + 1
            if column > LAST_COLUMN:
                raise ValueError(reference)
            place = Place(self._file, f"{self._name}!{column_name(column)}{number}")
            text = self._text(cell)
            yield ReadCell(column, cell, text, self.tags(text, place), place)

    def _text(self, cell: etree._Element) -> str:
        kind = cell.get("t")
        if kind == "s":
            return self._strings[int(cell.findtext(M + "v", "0"))]
        if kind == "inlineStr":
            return "".join(t.text or "" for t in cell.iter(M + "t"))
        return cell.findtext(M + "v", "") if kind == "str" and cell.find(M + "f") is None else ""
