"""Turns the values of a row into the XML of its cells, and keeps what they say beside their text."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator import metrics
from generator.office.cell_pictures import picture_in, points_asked
from generator.office.cell_values import ValueRefusedError, checked_text, formula_cell, text_cell, typed_cell
from generator.office.embedded import CannotStand
from generator.office.rowmap import Path, Turn
from generator.office.sheet_template import Cell, RowTemplate, SheetTemplate
from generator.office.values import Anchor, Formula, Link, PageOf, Special
from generator.translation import _

if TYPE_CHECKING:
    from generator.office.pictures import Picture

FORMULA_MARK = "\x02"  # stands around the number of a formula that waits for the row map
_MOST_KEPT = 4096  # texts or numbers of a cell
_Made = tuple[str, float]


class PendingFormula(NamedTuple):
    """A formula that waits until all rows have their place."""

    source: str
    path: Path
    turn: Turn
    result: str  # the stored result as XML, or blank
    array: str = ""  # the template's area of an array formula


@dataclass(eq=False, repr=False)
class CellWriter:
    """The cells of one sheet in the making."""

    template: SheetTemplate
    links: list[tuple[str, Link]] = field(default_factory=list)
    anchors: list[tuple[str, object]] = field(default_factory=list)
    pictures: list[tuple[str, Picture]] = field(default_factory=list)
    formulas: list[PendingFormula] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)  # the template's cell, the message
    next_row: int = 1
    turn: list[int] = field(default_factory=list)

    def checked(self, cell: Cell, value: object, template: RowTemplate) -> _Made:
        try:
            return self._value(cell, value, template)
        except (ValueRefusedError, CannotStand) as error:
            message = str(error)
            if cell.turn:
                turn = ", ".join(str(number + 1) for number in cell.turn)
                message = _("{message} (turn {turn} over columns)").format(message=message, turn=turn)
            self.problems.append((f"{cell.origin}{self.template.slots[template.slot].top}", message))
            return cell.blank, 0.0

    def _value(self, cell: Cell, value: object, template: RowTemplate) -> _Made:
        """The XML of a cell and the points that its text needs (0 where that does not matter)."""
        if type(value) is str:
            return self._text(cell, value)
        if value is None:
            return cell.blank, 0.0
        if isinstance(value, tuple) and isinstance(value, Special):
            return self._special(cell, value, template)
        if (typed := typed_cell(cell, value)) is not None:
            if type(value) is Decimal:
                _keep(cell.numbers, str(value), (typed, 0.0))
            return typed, 0.0
        if (picture := picture_in(value)) is not None:
            self.pictures.append((f"{cell.name}{self.next_row}", picture))
            return cell.blank, points_asked(picture, self.template, self.template.slots[template.slot].top)
        return self._text(cell, checked_text(value))

    def _text(self, cell: Cell, value: str) -> _Made:
        if (known := cell.texts.get(value)) is not None:
            return known
        text = checked_text(value)
        height = metrics.text_height(text, cell.ems, cell.look.size) if cell.look.wraps and text else 0.0
        return _keep(cell.texts, value, (text_cell(cell, text), height))

    def _special(self, cell: Cell, value: Special, template: RowTemplate) -> _Made:
        if isinstance(value, Formula):
            mark = f"{FORMULA_MARK}{len(self.formulas)}{FORMULA_MARK}"
            text, result = formula_cell(cell, value.value, mark)
            self.formulas.append(
                PendingFormula(
                    value.source, template.path + cell.path, (*self.turn, *cell.turn), result, cell.array
                )
            )
            return text, 0.0
        place = f"{cell.name}{self.next_row}"
        if isinstance(value, Link):
            self.links.append((place, value))
        elif isinstance(value, Anchor):
            self.anchors.append((place, value.item))
        elif isinstance(value, PageOf):
            raise ValueRefusedError(_("page numbers are for Word; in Excel use the footer"))
        return self._value(cell, value.value, template)


def _keep(known: dict[str, _Made], value: str, made: _Made) -> _Made:
    """What a value became, kept for when it comes again."""
    if len(known) >= _MOST_KEPT:
        known.clear()
    known[value] = made
    return made
