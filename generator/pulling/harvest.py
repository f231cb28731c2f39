"""What an edited form says: the values in its cells, the rows that came and went, and what cannot be taken over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.location import KeyPath, Location
from generator.pulling.alignment import Pair, paired_rows, paired_sheets
from generator.pulling.blueprint import Piece, Printed, Wanted
from generator.pulling.equality import says
from generator.pulling.sheets import BLANK, Seen, Sheet
from generator.translation import _

_LIST = "绩效指标"
_LABELS = ("一级指标", "二级指标")  # a blank one is that of the row above
_LEAST = 0.5  # of the template's own words; where fewer stand at their places, columns have moved


class Spot(NamedTuple):
    """What a cell says of a value."""

    place: Location
    seen: Seen
    changed: bool


class Inserted(NamedTuple):
    """A row that somebody put between those of a list."""

    place: Location
    items: KeyPath  # the list
    after: int  # position of the item above, -1 at the top
    values: dict[str, Spot]


class Removed(NamedTuple):
    """An item of a list whose rows are gone; `place` is the row below."""

    place: Location
    item: KeyPath


class Remark(NamedTuple):
    """Something in the form that cannot be taken over; `passing` where nothing is lost by that."""

    place: Location
    message: str
    passing: bool = False


@dataclass(eq=False, repr=False)
class Harvest:
    """All that an edited form says."""

    spots: dict[KeyPath, list[Spot]] = field(default_factory=lambda: defaultdict(list))
    inserted: list[Inserted] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def harvest(printed: Sequence[Printed], edited: Sequence[Sheet], file: str) -> Harvest:
    """Compare the sheets of a form as printed with those of an edited one; `file` is what places call it."""
    made = Harvest()
    for first, second in paired_sheets(printed, edited):
        if first is None:
            assert second is not None
            place = Location(file, edited[second].title)
            made.remarks.append(Remark(place, _("the sheet was added; it is not read")))
        elif second is None:
            message = _("the sheet {name} is not there; what the inputs say of it stays")
            title = printed[first].title
            made.remarks.append(Remark(Location(file), message.format(name=title), passing=True))
        else:
            _Comparison(made, printed[first], edited[second], file).run()
    return made


class _Comparison:
    """One sheet as printed and as edited."""

    def __init__(self, harvest: Harvest, printed: Printed, edited: Sheet, file: str) -> None:
        self._harvest, self._printed, self._edited, self._file = harvest, printed, edited, file
        self._partners: dict[int, int] = {}
        self._wanted, self._found = printed.sheet.rows(), edited.rows()

    def run(self) -> None:
        """Take what the sheet says."""
        pairs = paired_rows(self._printed, self._edited)
        self._partners = {first: second for first, second in pairs if first and second}
        if self._has_moved(pairs):
            message = _("columns or many words of the form have changed; the sheet is not read")
            self._remark(0, 0, message)
            return
        for first, second in pairs:
            if first is not None and second is not None:
                self._row(first, second)
        self._gone(pairs)
        for place, (first, second) in enumerate(pairs):
            if first is None and second is not None:
                self._new(pairs, place, second)

    def _has_moved(self, pairs: Sequence[Pair]) -> bool:
        there = {first: second for first, second in pairs if first is not None and second is not None}
        fixed = [
            (place, each)
            for place, each in self._printed.cells.items()
            if not each.pieces and not each.formula
        ]
        kept = sum(
            (row := there.get(place[0])) is not None and says(self._edited.at(row, place[1]), each.value)
            for place, each in fixed
        )
        return kept < _LEAST * len(fixed)

    def _remark(self, row: int, column: int, message: str, *, passing: bool = False) -> None:
        self._harvest.remarks.append(Remark(self._place(row, column), message, passing))

    def _place(self, row: int, column: int = 0) -> Location:
        return Location(self._file, self._edited.title, row, column)

    def _row(self, first: int, second: int) -> None:
        for column in sorted({*self._wanted[first], *self._found.get(second, ())}):
            wanted = self._printed.at(first, column)
            seen = self._shown(first, second, column)
            if wanted is not None and seen is not None:
                self._cell(wanted, seen, self._anchor(second, column))
            elif seen is not None and not seen.is_blank and (second, column) in self._edited.cells:
                self._remark(second, column, _("nothing of the data stands in this cell; it is not read"))

    def _anchor(self, row: int, column: int) -> Location:
        return self._place(*self._edited.above.get((row, column), (row, column)))

    def _shown(self, first: int, second: int, column: int) -> Seen | None:
        """What a cell shows; under a label that was merged over it, a blank one goes on with the label.

        None for a label that went with the row that held it.
        """
        if (first, column) not in self._printed.sheet.above:
            return self._edited.at(second, column)
        top = self._printed.sheet.above[first, column][0]
        seen = self._label(second, column, self._partners.get(top, second))
        return None if seen.is_blank and top not in self._partners else seen

    def _label(self, row: int, column: int, top: int) -> Seen:
        """The nearest label from a row upwards, as far as `top`."""
        own = (self._edited.cells.get((number, column), BLANK) for number in range(row, top - 1, -1))
        return next((seen for seen in own if not seen.is_blank), self._edited.at(row, column))

    def _cell(self, wanted: Wanted, seen: Seen, place: Location) -> None:
        if (wanted.formula and seen.formula) or says(seen, wanted.value, is_day=wanted.is_day):
            for piece in wanted.pieces:
                self._say(piece, _part(wanted, piece), place, changed=False)
        elif seen.formula and not seen.text:
            message = _("the formula has no stored result; open the file in Excel or WPS and save it")
            self._harvest.remarks.append(Remark(place, message))
        elif not wanted.pieces or wanted.partly or wanted.formula:
            self._foreign(wanted, seen, place)
        elif _is_whole(wanted):
            self._say(wanted.pieces[0], seen, place, changed=True)
        else:
            self._in_words(wanted, seen, place)

    def _foreign(self, wanted: Wanted, seen: Seen, place: Location) -> None:
        message = _("these words are the template's; change them there ({before} → {after})")
        if wanted.pieces or wanted.formula or isinstance(wanted.value, float):
            message = _("what stands here is computed ({before} → {after}); it is not taken over")
        message = message.format(before=_short(wanted.value), after=_short(seen.text))
        self._harvest.remarks.append(Remark(place, message))

    def _in_words(self, wanted: Wanted, seen: Seen, place: Location) -> None:
        """Values between words of the template."""
        text, pattern, at = str(wanted.value), "", 0
        for piece in wanted.pieces:
            pattern += re.escape(text[at : piece.start]) + "(.*)"
            at = piece.end
        found = re.fullmatch(pattern + re.escape(text[at:]), seen.text.strip(), re.DOTALL)
        if found is None:
            self._foreign(wanted._replace(pieces=()), seen, place)
            return
        for piece, part in zip(wanted.pieces, found.groups(), strict=True):
            changed = part != text[piece.start : piece.end]
            self._say(piece, Seen(part, part), place, changed=changed)

    def _say(self, piece: Piece, seen: Seen, place: Location, *, changed: bool) -> None:
        spot = Spot(place, seen, changed)
        if spot not in self._harvest.spots[piece.path]:
            self._harvest.spots[piece.path].append(spot)

    def _gone(self, pairs: Sequence[Pair]) -> None:
        kept = {self._printed.items.get(first) for first, second in pairs if first and second}
        told = set()
        for index, (first, second) in enumerate(pairs):
            item = self._printed.items.get(first) if first else None
            if second is not None or item in kept or item in told:
                continue
            below = next((other for _first, other in pairs[index:] if other), 0)
            told.add(item)
            if item is not None and item[-2] == _LIST:
                self._harvest.removed.append(Removed(self._place(below), item))
            else:
                self._remark(
                    below, 0, _("a row of the form was deleted here; what the inputs say stays"), passing=True
                )

    def _new(self, pairs: Sequence[Pair], place: int, row: int) -> None:
        own = {column for column in self._found[row] if (row, column) in self._edited.cells}
        if all(self._edited.cells[row, column].is_blank for column in own):
            return
        near = [pairs[n][0] for n in range(place, -1, -1)], [pairs[n][0] for n in range(place, len(pairs))]
        above, below = (next((n for n in rows if n is not None), 0) for rows in near)
        items = [self._printed.items.get(n, ()) for n in (above, below)]
        model = next(
            (n for n, item in zip((above, below), items, strict=True) if item and item[-2] == _LIST), None
        )
        if model is None:
            self._remark(
                row, 0, _("the row was inserted; nothing of the data belongs here, and it is not read")
            )
            return
        item = self._printed.items[model]
        after = int(item[-1]) if model == above else int(item[-1]) - 1
        values = dict(self._values(model, row))
        strange = own - {column for column in own if self._printed.at(model, column)}
        for column in sorted(strange):
            self._remark(row, column, _("nothing of the data stands in this cell; it is not read"))
        self._harvest.inserted.append(Inserted(self._place(row), item[:-1], after, values))

    def _values(self, model: int, row: int) -> Iterator[tuple[str, Spot]]:
        """What a new row says, read as the row that is its model."""
        item = self._printed.items[model]
        for column in self._wanted[model]:
            wanted = self._printed.at(model, column)
            pieces = wanted.pieces if wanted and _is_whole(wanted) else ()
            for piece in pieces:
                seen = self._edited.at(row, column)
                if piece.path[-1] in _LABELS:
                    seen = self._label(row, column, self._top(model))
                if piece.path[: len(item)] == item and not seen.is_blank:
                    yield str(piece.path[-1]), Spot(self._place(row, column), seen, changed=True)

    def _top(self, model: int) -> int:
        """The first row of the edited sheet that belongs to the list of a row."""
        items = self._printed.items[model][:-1]
        rows = (self._partners.get(row) for row, item in self._printed.items.items() if item[:-1] == items)
        return min(row for row in rows if row)


def _is_whole(wanted: Wanted) -> bool:
    """Whether a cell holds one value and nothing else."""
    if len(wanted.pieces) != 1:
        return False
    piece = wanted.pieces[0]
    return (
        wanted.is_day
        or isinstance(wanted.value, float)
        or (piece.start, piece.end) == (0, len(str(wanted.value)))
    )


def _part(wanted: Wanted, piece: Piece) -> Seen:
    if isinstance(wanted.value, str) and not wanted.is_day:
        text = wanted.value[piece.start : piece.end]
        return Seen(text, text)
    return BLANK._replace(value=wanted.value, is_day=wanted.is_day)


def _short(value: object) -> str:
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 30 else text[:29] + "…"
