"""Compares a file, spot by spot, with what the traced rendering says must stand there."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from generator.location import Location
from generator.verification.lines import Block, Contents, Line, Spot
from generator.verification.pairing import block_pairs, pairs
from generator.verification.tracing import Occurrence, Trace

_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
_COPY = re.compile(r"\(\d+\)(?='?!|\Z)")  # behind the name of a second sheet of the same name
_FORMS_OF_QUOTES = str.maketrans("’", "'")

LineKey = tuple[int, int]  # numbers of the block and of the line in it


class Wanted(NamedTuple):
    """What a spot has to hold, and the values in it."""

    text: Hashable
    values: Sequence[Occurrence]


class Lost(NamedTuple):
    """A value that does not stand where the template prints it, or not as it is."""

    number: int
    place: Location
    found: str


class Foreign(NamedTuple):
    """A spot that holds something else than the template and the data give."""

    place: Location
    wanted: str
    found: str


@dataclass(eq=False, repr=False)
class Comparison:
    """What the comparison of one file has found so far."""

    trace: Trace
    traced: Contents
    made: Contents
    found: dict[int, list[Location]] = field(default_factory=lambda: defaultdict(list))
    lost: list[Lost] = field(default_factory=list)
    cut: list[Lost] = field(default_factory=list)
    foreign: list[Foreign] = field(default_factory=list)
    misled: list[Foreign] = field(default_factory=list)  # links that lead elsewhere
    formulas: list[Foreign] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)  # values of sheets that are not there
    partners: dict[LineKey, Line | None] = field(default_factory=dict)  # line of the traced file -> made line
    standing: dict[int, list[tuple[LineKey, int]]] = field(default_factory=lambda: defaultdict(list))

    def run(self) -> None:
        """Compare everything."""
        titles = [self.trace.written(block.name)[0] for block in self.traced.blocks]
        for index, other in block_pairs(titles, [block.name for block in self.made.blocks]):
            if index is None:
                assert other is not None
                self._strange_block(self.made.blocks[other])
            elif other is None:
                self._missing_block(self.traced.blocks[index], titles[index])
            else:
                self._block(index, self.made.blocks[other])
        for name, spots in self.traced.parts.items():
            self._part(spots, self.made.parts.get(name, []))

    def _missing_block(self, block: Block, title: str) -> None:
        """One finding says it for all values of a sheet."""
        values = (
            each for line in block.lines for spot in line.values() for each in self._wanted(spot).values
        )
        self.gone |= {occurrence.number for occurrence in values}
        place = next(iter(block.lines[0].values())).place._replace(sheet=title)
        self.foreign.append(Foreign(place, title, ""))

    def _strange_block(self, block: Block) -> None:
        for line in block.lines:
            self._strange(line)

    def _block(self, index: int, made: Block) -> None:
        lines = self.traced.blocks[index].lines
        wanted = [{column: self._wanted(spot) for column, spot in line.items()} for line in lines]
        keys = [tuple((column, each.text) for column, each in line.items()) for line in wanted]
        found = [tuple((column, plain(spot.value)) for column, spot in line.items()) for line in made.lines]
        for first, second in pairs(keys, found):
            partner = made.lines[second] if second is not None else None
            if first is None:
                self._strange(partner or {})
                continue
            self.partners[index, first] = partner
            has_values = any(each.values for each in wanted[first].values())
            for column, spot in lines[first].items():
                each = wanted[first][column]
                for occurrence in each.values:
                    self.standing[occurrence.number].append(((index, first), column))
                if partner is None and has_values and not each.values:
                    continue  # a line that is gone is told by its values
                whole = [self._is_whole(o, wanted, first, column) for o in each.values]
                other = partner.get(column) if partner else None
                place = other.place if other else spot.place
                place = place._replace(sheet=made.name) if place.sheet else place
                self._spot(spot, each, whole, other, place)
            self._strange({c: s for c, s in (partner or {}).items() if c not in lines[first]})

    def _wanted(self, spot: Spot) -> Wanted:
        value = spot.value
        if isinstance(value, str):
            return Wanted(*self.trace.written(str(plain(value))))
        if isinstance(value, (int, float)) and (meant := self.trace.in_number(value)):
            return Wanted(float(meant[0]), [Occurrence(meant[1], 0, format(meant[0], "f"))])
        return Wanted(plain(value), [])

    def _is_whole(
        self, occurrence: Occurrence, wanted: Sequence[dict[int, Wanted]], line: int, column: int
    ) -> bool:
        """Whether all of a text prints: here, or in the paragraphs below."""
        whole = self.trace.whole(occurrence.number)
        text = str(wanted[line][column].text)[occurrence.start :]
        if text.startswith(whole):
            return True
        whole = "\n".join(part for part in whole.split("\n") if part)
        while len(text) < len(whole) and line + 1 < len(wanted):
            line += 1
            text += f"\n{wanted[line][column].text if column in wanted[line] else ''}"
        return text.startswith(whole)

    def _spot(
        self, spot: Spot, wanted: Wanted, whole: Sequence[bool], other: Spot | None, place: Location
    ) -> None:
        text = plain(other.value) if other else ""
        calculated = bool(spot.formula) and not wanted.values  # by the formula, from traced numbers
        if calculated or text == wanted.text or (spot.is_name and same_name(str(wanted.text), str(text))):
            for occurrence, is_whole in zip(wanted.values, whole, strict=True):
                if is_whole:
                    self.found[occurrence.number].append(place)
                elif not spot.is_name:
                    self.cut.append(Lost(occurrence.number, place, shown(text)))
        else:
            self._different(wanted, text, place)
        self._leading(spot, other, place)

    def _different(self, wanted: Wanted, text: Hashable, place: Location) -> None:
        missing = []
        for occurrence in wanted.values:
            fragment = self.trace.whole(occurrence.number) or occurrence.text
            if isinstance(text, str) and isinstance(wanted.text, str) and fragment in text:
                self.found[occurrence.number].append(place)
            else:
                missing.append(Lost(occurrence.number, place, shown(text)))
        self.lost += missing
        if not missing:
            self.foreign.append(Foreign(place, shown(wanted.text), shown(text)))

    def _leading(self, spot: Spot, other: Spot | None, place: Location) -> None:
        """Links and formulas must lead where those of the traced rendering do."""
        if other is None:
            return
        if spot.link != other.link:
            self.misled.append(Foreign(place, self._link(spot.link), self._link(other.link)))
        formula = self.trace.written(spot.formula)[0] if spot.formula else ""
        if _named(formula) != _named(other.formula):
            self.formulas.append(Foreign(place, formula, other.formula))

    def _link(self, target: str) -> str:
        """A link with the name of its sheet."""
        number, _sign, cell = target.partition("!")
        blocks = self.made.blocks
        known = number.isdecimal() and int(number) < len(blocks)
        return f"{blocks[int(number)].name}!{cell}" if known else target

    def _strange(self, line: Line) -> None:
        """Spots of the made file that the traced one does not have."""
        self.foreign += (
            Foreign(s.place, "", shown(plain(s.value))) for s in line.values() if plain(s.value) != ""
        )

    def _part(self, spots: Sequence[Spot], others: Sequence[Spot]) -> None:
        """Values in a part beside the lines; what else it holds is the program's that made it."""
        texts = {str(plain(spot.value)) for spot in others}
        for spot in spots:
            wanted = self._wanted(spot)
            for occurrence in wanted.values:
                if wanted.text in texts:
                    self.found[occurrence.number].append(spot.place)
                else:
                    self.lost.append(Lost(occurrence.number, spot.place, ""))


def plain(value: object) -> Hashable:
    """What a spot holds, in one way whatever the library makes of it."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, date):
        return value.isoformat().removesuffix("T00:00:00")
    return _ESCAPED.sub("_", str(value)).replace("\r\n", "\n").replace("\r", "\n")


def shown(text: Hashable) -> str:
    """What a spot holds, for messages."""
    return f"{text:.15g}" if isinstance(text, float) else str(text)


def is_date(value: object) -> bool:
    """Whether a spot holds a day or a time."""
    return isinstance(value, (date, datetime))


def _named(formula: str) -> str:
    """A formula, or the name of a sheet, with the signs that names cannot hold as they are in the data."""
    return _COPY.sub("", unicodedata.normalize("NFKC", formula).translate(_FORMS_OF_QUOTES)).casefold()


def same_name(wanted: str, found: str) -> bool:
    """Whether a sheet has the name that it should, as far as Excel allows: shortened, told apart by a number."""
    name = _named(found).strip(" '")
    longest = len(found) != len(_COPY.sub("", found)) or len(found.encode("utf-16-le")) >= 2 * 30
    return _named(wanted).strip(" '") == name or (longest and _named(wanted).startswith(name))
