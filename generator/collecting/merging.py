"""A project three ways: as it was sent, as it came back, as the booklet has it now.

What only one side changed is taken; what both sides changed alike is in already; what they changed differently stays
as the booklet has it, and is shown.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from generator import tree
from generator.collecting.pairing import paired_rows
from generator.location import KeyPath
from generator.sheets.layout import INDICATORS, Kind
from generator.sheets.sameness import equal, flat, same


class Outcome(Enum):
    """What becomes of something that came back."""

    TAKEN = "taken"  # a value
    ADDED = "new row"
    DELETED = "deleted row"
    MOVED = "moved"  # rows in another order, which is not taken
    CONFLICT = "conflict"
    KEPT = "not taken"  # blank, gone or in a row of which not all could be read


class Change(NamedTuple):
    """Something that came back otherwise than it was sent."""

    outcome: Outcome
    path: KeyPath  # in the project as it came back; that of the row or project itself where it is gone
    row: str  # the indicator that it belongs to, empty for a field of the project
    field: str  # its label; empty for a whole row
    sent: str
    returned: str
    now: str  # in the booklet
    key: Hashable = ()  # the same for the same thing in two files


class Merged(NamedTuple):
    """The project as it should be, and what came back otherwise than it was sent."""

    project: tree.Mapping
    changes: list[Change]


class Sides(NamedTuple):
    """The three sides of a project."""

    sent: tree.Mapping
    returned: tree.Mapping
    now: tree.Mapping


@dataclass(frozen=True)
class Merging:
    """How two sides meet: the kinds of values, what nobody may take, and whether blanks mean anything."""

    kinds: dict[str, Kind]
    disputed: frozenset[Hashable] = frozenset()
    complete: bool = True
    spoilt: Callable[[KeyPath], bool] = lambda path: False  # whether not all around a path could be read

    def merge(self, sides: Sides) -> Merged:
        """All that can be taken without a guess, put into the booklet's project."""
        changes: list[Change] = []
        project = self._fields(sides, (INDICATORS,), _Where((), "", "project"), changes)
        sent, returned, now = (_indicators(side) for side in sides)
        rows = self._rows(sent, returned, now, changes)
        if rows:
            project[INDICATORS] = list(rows)
        else:
            project.pop(INDICATORS, None)
        return Merged(project, changes)

    def _fields(
        self, sides: Sides, skipped: tuple[str, ...], where: _Where, changes: list[Change]
    ) -> tree.Mapping:
        """The booklet's record with what can be taken of its fields."""
        sent, returned, now = (flat(side, skipped) for side in sides)
        made = copy.deepcopy(sides.now)
        for path in {**now, **returned, **sent}:
            texts = sent.get(path), returned.get(path), now.get(path)
            key = (where.key, path)
            if not self._is_changed(path, *texts) or key in self.disputed:
                continue
            place = (*where.path, *path)
            outcome = Outcome.KEPT if self.spoilt(place) else self._outcome(path, *texts)
            before, back, there = (text or "" for text in texts)
            changes.append(Change(outcome, place, where.row, _label(path), before, back, there, key))
            if outcome is Outcome.TAKEN:
                put(made, path, texts[1])
        return made

    def _is_changed(self, path: KeyPath, sent: str | None, returned: str | None, now: str | None) -> bool:
        return not same(returned, sent, path, self.kinds) and not same(returned, now, path, self.kinds)

    def _outcome(self, path: KeyPath, sent: str | None, returned: str | None, now: str | None) -> Outcome:
        if not self.complete and same(returned, None, path, self.kinds):
            return Outcome.KEPT
        return Outcome.TAKEN if same(now, sent, path, self.kinds) else Outcome.CONFLICT

    def _rows(
        self,
        sent: Sequence[tree.Mapping],
        returned: Sequence[tree.Mapping],
        now: Sequence[tree.Mapping],
        changes: list[Change],
    ) -> list[tree.Tree]:
        came_as = dict(paired_rows(sent, returned))  # by the position as sent
        is_as = dict(paired_rows(sent, now))
        new = [n for n in range(len(returned)) if n not in came_as.values()]
        newer = [n for n in range(len(now)) if n not in is_as.values()]
        alike = {
            newer[b]: new[a] for a, b in paired_rows([returned[n] for n in new], [now[n] for n in newer])
        }
        was = {there: here for here, there in is_as.items()}
        made: list[tree.Tree] = []
        stands: dict[int, int] = {}  # a row that came back: where it stands among those made
        for number, row in enumerate(now):
            origin, back = was.get(number), alike.get(number)
            if origin is not None:
                back = came_as.get(origin)
                if back is None and self._takes_deletion(sent[origin], row, origin, changes):
                    continue
            before = {} if origin is None else sent[origin]
            if back is not None:
                key = ("row", origin) if origin is not None else ("new", name_of(returned[back]))
                where = _Where((INDICATORS, back), name_of(returned[back]), key)
                row = self._fields(Sides(before, returned[back], row), (), where, changes)
                stands[back] = len(made)
            made.append(row)
        self._report_gone(sent, returned, is_as, came_as, changes)
        for number in (n for n in new if n not in alike.values()):
            self._insert(made, stands, number, returned[number], changes)
        if _order(came_as) != sorted(_order(came_as)):
            changes.append(Change(Outcome.MOVED, (INDICATORS,), "", "", "", "", ""))
        return made

    def _takes_deletion(
        self, sent: tree.Mapping, now: tree.Mapping, origin: int, changes: list[Change]
    ) -> bool:
        key = ("row", origin)
        if key in self.disputed:
            return False
        outcome = Outcome.KEPT if not self.complete else Outcome.DELETED
        if self.complete and not equal(sent, now, self.kinds):
            outcome = Outcome.CONFLICT
        changes.append(
            Change(outcome, (INDICATORS,), name_of(sent), "", summary(sent), "", summary(now), key)
        )
        return outcome is Outcome.DELETED

    def _report_gone(
        self,
        sent: Sequence[tree.Mapping],
        returned: Sequence[tree.Mapping],
        is_as: dict[int, int],
        came_as: dict[int, int],
        changes: list[Change],
    ) -> None:
        """Rows that the booklet has no more, but that came back changed."""
        for origin, back in came_as.items():
            if origin not in is_as and not equal(sent[origin], returned[back], self.kinds):
                key, row = ("row", origin), returned[back]
                path: KeyPath = (INDICATORS, back)
                words = summary(sent[origin]), summary(row), ""
                changes.append(Change(Outcome.CONFLICT, path, name_of(row), "", *words, key))

    def _insert(
        self,
        made: list[tree.Tree],
        stands: dict[int, int],
        number: int,
        row: tree.Mapping,
        changes: list[Change],
    ) -> None:
        """Put a new row behind the one that it came behind."""
        key = ("new", name_of(row))
        if key in self.disputed:
            return
        words = "", summary(row), ""
        if self.spoilt((INDICATORS, number)):
            changes.append(Change(Outcome.KEPT, (INDICATORS, number), name_of(row), "", *words, key))
            return
        before = [place for back, place in stands.items() if back < number]
        at = stands[max(back for back in stands if back < number)] + 1 if before else 0
        made.insert(at, copy.deepcopy(row))
        for back, place in stands.items():
            stands[back] = place + (place >= at)
        stands[number] = at
        changes.append(Change(Outcome.ADDED, (INDICATORS, number), name_of(row), "", *words, key))


class _Where(NamedTuple):
    """The record that fields belong to."""

    path: KeyPath
    row: str
    key: Hashable


def disputes(changes: Sequence[Change]) -> Iterator[Change]:
    """What two files say differently, out of merging one into the other."""
    return (change for change in changes if change.outcome is Outcome.CONFLICT)


def put(record: tree.Mapping, path: KeyPath, text: str | None) -> None:
    """Give a record a text at a path of keys, or take it away with the mappings that this leaves empty."""
    key, *rest = path
    assert isinstance(key, str)
    if rest:
        inner = record.setdefault(key, {})
        assert isinstance(inner, dict)  # both sides have the shape of the form
        put(inner, tuple(rest), text)
        if not inner:
            del record[key]
    elif text is None:
        record.pop(key, None)
    else:
        record[key] = text


def name_of(row: tree.Mapping) -> str:
    """The indicator's name, or what else it goes by."""
    texts = (row.get(label) for label in ("三级指标", "二级指标", "一级指标"))
    return next((text.strip() for text in texts if isinstance(text, str) and text.strip()), "")


def summary(row: tree.Mapping) -> str:
    """A row in one line."""
    return " | ".join(text.strip() for text in flat(row).values())


def _indicators(project: tree.Mapping) -> list[tree.Mapping]:
    rows = project.get(INDICATORS, [])
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _label(path: KeyPath) -> str:
    return "·".join(map(str, path))


def _order(came_as: dict[int, int]) -> list[int]:
    return [came_as[origin] for origin in sorted(came_as)]
