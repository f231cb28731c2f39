"""The same project and the same indicator in two booklets, whatever happened to their names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from generator.model.booklet import Booklet
from generator.model.indicator import Indicator
from generator.model.likeness import likeness, plain

_YEAR = re.compile(r"20\d\d(?:年度?)?")
_TAIL = re.compile(r"(?:项目|工作|专项)?经费$|项目$")
_PLACE = re.compile(r".*?[省市区县州]")
_LEAST_PROJECT = Decimal(70)  # percent: names of projects less alike are of different ones
_LEAST_INDICATOR = Decimal(75)


class Pair(NamedTuple):
    """The positions of one thing here and there."""

    here: int
    there: int


def matched_projects(here: Booklet, there: Booklet) -> list[Pair]:
    """Which projects are the same: by name, by the core of the name, by likeness; each at most once, in order here."""
    places = {place for booklet in (here, there) for place in _places(booklet.department)}
    one = [project.name for project in here.projects]
    other = [project.name for project in there.projects]
    return _matched(one, other, (plain, lambda name: core(name, places)), _LEAST_PROJECT)


def matched_indicators(here: Sequence[Indicator], there: Sequence[Indicator]) -> list[Pair]:
    """Which indicators are the same: by levels and name, by name, by likeness."""
    one, other = ([each.name for each in group] for group in (here, there))
    return _matched(one, other, (plain, core), _LEAST_INDICATOR)


def matched_names(here: Sequence[str], there: Sequence[str], floor: Decimal) -> list[Pair]:
    """Which names are the same: by their core, by a likeness of at least `floor` percent."""
    return _matched(here, there, (plain, core), floor)


def core(name: str, places: Iterable[str] = ()) -> str:
    """A name without what comes and goes with the years: 2024年城市数字化转型经费 is 城市数字化转型."""
    bare = _YEAR.sub("", plain(name))
    for place in sorted(places, key=len, reverse=True):
        bare = bare.removeprefix(place)
    return _TAIL.sub("", bare) or bare


def _places(department: str) -> Iterator[str]:
    """上海市数据局 and 上海市, which stand before a project's name in some years."""
    name = plain(department)
    yield name
    if found := _PLACE.match(name):
        yield found[0]


def _matched(
    here: Sequence[str], there: Sequence[str], keys: Iterable[Callable[[str], str]], floor: Decimal
) -> list[Pair]:
    found: dict[int, int] = {}
    for key in keys:
        _match_equal(here, there, key, found)
    for pair in _alike(here, there, found, floor):
        if pair.here not in found and pair.there not in found.values():
            found[pair.here] = pair.there
    return [Pair(*pair) for pair in sorted(found.items())]


def _match_equal(
    here: Sequence[str], there: Sequence[str], key: Callable[[str], str], found: dict[int, int]
) -> None:
    taken = set(found.values())
    waiting: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(there):
        if position not in taken and name:
            waiting[key(name)].append(position)
    for position, name in enumerate(here):
        if position not in found and (others := waiting.get(key(name))):
            found[position] = others.pop(0)


def _alike(here: Sequence[str], there: Sequence[str], found: dict[int, int], floor: Decimal) -> list[Pair]:
    """Pairs of names that are left and alike, the most alike first; only names that share two signs meet."""
    taken = set(found.values())
    sharing: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(there):
        if position not in taken:
            for two in set(pairwise(core(name))):
                sharing["".join(two)].append(position)
    candidates = []
    for position, name in enumerate(here):
        if position in found:
            continue
        met = {other for two in pairwise(core(name)) for other in sharing.get("".join(two), ())}
        for other in sorted(met):
            ratio = likeness(core(name), core(there[other]), floor)
            if ratio >= floor:
                candidates.append((-ratio, position, other))
    return [Pair(position, other) for _ratio, position, other in sorted(candidates)]
