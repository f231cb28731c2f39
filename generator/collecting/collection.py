"""Files that came back, put together with the booklet as it is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from generator import tree
from generator.collecting import words
from generator.collecting.entries import Entry, Kind
from generator.collecting.merging import Change, Merging, Outcome, Sides, disputes
from generator.collecting.pairing import paired_projects
from generator.collecting.returned import Found, Refused, Returned
from generator.collecting.splitting import SentOut, unit_of
from generator.location import KeyPath, Location
from generator.sheets.layout import INDICATORS, NAME, PROJECTS, layout_of
from generator.sheets.sameness import equal, kinds


class Origin(NamedTuple):
    """Where a row of the result came from."""

    project: str
    place: Location


class Collected(NamedTuple):
    """What the booklet should be, and all that there is to say about it."""

    projects: list[tuple[int | None, tree.Mapping]]  # with the position in the booklet, None for a new one
    entries: list[Entry]
    origins: list[Origin]
    files: list[Returned]


class _Copy(NamedTuple):
    """A project in a file."""

    file: Returned
    position: int
    sent: tree.Mapping

    @property
    def project(self) -> tree.Mapping:
        return self.file.projects[self.position]

    def place(self, path: KeyPath = ()) -> Location:
        return self.file.source.locate((PROJECTS, self.position, *path))

    def is_spoilt(self, path: KeyPath) -> bool:
        """Whether not all of the row of a value could be read."""
        place = self.place(path)
        return (place.sheet, place.row) in self.file.spoilt


@dataclass(eq=False, repr=False)
class Collection:
    """A booklet while files are put into it."""

    head: tree.Mapping
    now: list[tree.Mapping]
    name: str = ""  # of the booklet's folder; empty while it is still being made
    entries: list[Entry] = field(default_factory=list)

    def collect(self, found: Found, read: Iterable[Returned | Refused]) -> Collected:
        """Everything that came back, as far as it can be taken without a guess."""
        layout = layout_of(self.head)
        assert layout is not None, "a booklet of no kind is refused before"
        self._kinds = kinds(layout)
        came: list[Returned] = []
        refused = list(found.refused)
        for each in read:
            if isinstance(each, Refused):
                refused.append(each)
            else:
                came.append(each)
        for one in sorted(refused, key=lambda each: each.file):
            self._refuse(one)
        files = list(self._apart(came))
        self._report_missing(came, {each.unit for each in refused if each.unit}, found.sent)
        for file in files:
            self._report_file(file)
        projects = self._projects(files)
        order = list(Kind)
        entries = sorted(dict.fromkeys(self.entries), key=lambda each: order.index(each.kind))
        return Collected(projects, entries, list(_origins(files)), files)

    def _note(self, kind: Kind, place: Location | None, message: str, **more: str) -> None:
        self.entries.append(Entry(kind, place, message, **more))

    def _refuse(self, refused: Refused) -> None:
        self._note(Kind(refused.code), Location(refused.file), refused.reason)
        for finding in refused.findings:
            self._note(Kind.FINDING, finding.location, f"{finding.code} {finding.message}")

    def _report_missing(self, came: Sequence[Returned], seen: set[str], listed: SentOut | None) -> None:
        """Units that got a workbook, of which none is back."""
        stamps = [file.stamp for file in came if file.stamp is not None]
        by = stamps[0].by if stamps else listed.by if listed else ""
        sent = dict.fromkeys(listed.units if listed else ())
        sent |= dict.fromkeys(unit for stamp in stamps for unit in stamp.units)
        back = seen | {stamp.unit for stamp in stamps}
        back |= {unit_of(project, by) for file in came if file.stamp is None for project in file.projects}
        for unit in sent:
            if unit not in back:
                self._note(Kind.MISSING, None, words.missing(unit, by))

    def _apart(self, came: Sequence[Returned]) -> Iterator[Returned]:
        """The files without those that say what another one says."""
        first: dict[tuple[str, str], list[Returned]] = defaultdict(list)
        for file in came:
            if file.stamp is None:
                yield file
                continue
            others = first[file.stamp.booklet, file.stamp.unit]
            twin = next((other for other in others if self._same(other, file)), None)
            if twin is not None:
                self._note(Kind.SAME, Location(file.file), words.same_content(file.stamp.unit, twin.file))
                continue
            if others:
                self._note(Kind.TWICE, Location(file.file), words.came_twice(file, others[0]))
            others.append(file)
            yield file

    def _same(self, one: Returned, other: Returned) -> bool:
        return len(one.projects) == len(other.projects) and all(
            equal(here, there, self._kinds) for here, there in zip(one.projects, other.projects, strict=True)
        )

    def _report_file(self, file: Returned) -> None:
        for finding in file.source.problems:
            self._note(Kind.FINDING, finding.location, f"{finding.code} {finding.message}")
        if file.stamp is None:
            self._note(Kind.UNSTAMPED, Location(file.file), words.unstamped())
            return
        if file.stamp.head.get("附加字段") != self.head.get("附加字段"):
            self._note(Kind.FINDING, Location(file.file), words.other_fields())
        if self.name and file.stamp.booklet != self.name:
            self._note(Kind.FINDING, Location(file.file), words.other_booklet(file.stamp.booklet))

    def _projects(self, files: Sequence[Returned]) -> list[tuple[int | None, tree.Mapping]]:
        copies: dict[int | str, list[_Copy]] = defaultdict(list)
        for file in files:
            for target, copy in self._targets(file):
                copies[target].append(copy)
        made: list[tuple[int | None, tree.Mapping]] = []
        for position, project in enumerate(self.now):
            made.append((position, self._merged(project, copies.get(position, []), _name(project))))
        for name, here in copies.items():
            if isinstance(name, str) and NAME in (project := self._merged({}, here, name)):
                made.append((None, project))
        return made

    def _targets(self, file: Returned) -> Iterator[tuple[int | str, _Copy]]:
        """The projects of a file, each with its position in the booklet, or its name where that has none such."""
        sent = [each.project for each in file.stamp.sent] if file.stamp is not None else []
        came_as = dict(paired_projects(sent, file.projects))
        is_as = dict(paired_projects(sent, self.now))
        by_name = {_name(project): position for position, project in enumerate(self.now)}
        for number, project in enumerate(sent):
            if number not in came_as and number in is_as:
                self._note(Kind.GONE, Location(file.file), words.gone_there(), project=_name(project))
        origins = {back: origin for origin, back in came_as.items()}
        for position, project in enumerate(file.projects):
            if (origin := origins.get(position)) is None:
                yield by_name.get(_name(project), _name(project)), _Copy(file, position, {})
            elif origin in is_as:
                yield is_as[origin], _Copy(file, position, sent[origin])
            elif not equal(project, sent[origin], self._kinds):
                place = file.source.locate((PROJECTS, position))
                self._note(Kind.CONFLICT, place, words.gone_here(), project=_name(project))

    def _merged(self, now: tree.Mapping, copies: Sequence[_Copy], name: str) -> tree.Mapping:
        disputed = frozenset(self._disputed(copies, name))
        made = now
        for copy in copies:
            merging = Merging(self._kinds, disputed, copy.file.complete, copy.is_spoilt)
            merged = merging.merge(Sides(copy.sent, copy.project, made))
            is_new, made = not made, merged.project
            if is_new and NAME in made:
                self._note(Kind.NEW_PROJECT, copy.place(), words.new_project(made), project=name)
            for change in merged.changes:
                if not is_new or change.outcome is Outcome.KEPT:
                    self._report(change, copy, name)
        return made

    def _disputed(self, copies: Sequence[_Copy], name: str) -> Iterator[Hashable]:
        """What two files say differently of one project: neither is taken, both are shown."""
        for one, other in combinations(copies, 2):
            merging = Merging(self._kinds, complete=other.file.complete)
            merged = merging.merge(Sides(other.sent, other.project, one.project))
            for change in disputes(merged.changes):
                yield change.key
                self._report(change, other, name, against=one.file.file)

    def _report(self, change: Change, copy: _Copy, name: str, against: str = "") -> None:
        kind = Kind.RENAMED if _is_renaming(change) else Kind(change.outcome.value)
        self._note(
            kind,
            copy.place(change.path),
            words.of_change(change, is_stamped=bool(copy.sent), against=against),
            project=name,
            row=change.row,
            field=change.field,
            sent=change.sent,
            returned=change.returned,
            now=change.now,
        )


def _is_renaming(change: Change) -> bool:
    return change.outcome is Outcome.TAKEN and change.path == (NAME,)


def _name(project: tree.Mapping) -> str:
    name = project.get(NAME, "")
    return name.strip() if isinstance(name, str) else ""


def _origins(files: Iterable[Returned]) -> Iterator[Origin]:
    """Every row that came back, in the order of the files."""
    for file in files:
        for position, project in enumerate(file.projects):
            path: KeyPath = (PROJECTS, position)
            rows = project.get(INDICATORS, [])
            paths = [path, *((*path, INDICATORS, number) for number in range(len(rows)))]
            for each in paths:
                yield Origin(_name(project), file.source.locate(each))
