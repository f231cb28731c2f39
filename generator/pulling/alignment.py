"""Which row of the edited form was which row of the printed one: neighbours that nobody touched hold the place."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher

from generator.model.amounts import to_number
from generator.pulling.blueprint import Printed
from generator.pulling.equality import words
from generator.pulling.sheets import Sheet
from generator.sheets.layout import NAME, PROJECTS
from generator.verification.comparison import same_name

Row = dict[int, Hashable]  # what shows, by column
Pair = tuple[int | None, int | None]

_LARGEST = 250_000  # pairs of rows that are compared with one another
_ANY = 0.05  # what it is worth that rows stand at one place, however different they are
_PART = 0.9  # what a text that was changed a little is worth at the most


def paired_sheets(printed: Sequence[Printed], edited: Sequence[Sheet]) -> list[Pair]:
    """The positions of sheets that belong together: of one name, or of one content where somebody renamed them."""
    found: dict[int, int] = {}
    free = list(range(len(edited)))
    for place, sheet in enumerate(printed):
        other = next((n for n in free if same_name(sheet.title, edited[n].title)), None)
        if other is not None:
            found[place] = other
            free.remove(other)
    lost = [place for place in range(len(printed)) if place not in found]
    for _share, place, other in sorted(_candidates(printed, edited, lost, free)):
        if place not in found and other in free:
            found[place] = other
            free.remove(other)
    pairs: list[Pair] = [(place, found.get(place)) for place in range(len(printed))]
    return pairs + [(None, other) for other in free if edited[other].cells]


def _candidates(
    printed: Sequence[Printed], edited: Sequence[Sheet], lost: Sequence[int], free: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    """Sheets that may be one under another name, the likest first; none that shows the name of another project."""
    names = {place: _name(sheet) for place, sheet in enumerate(printed)} if lost else {}
    for other in free if lost else ():
        there = {_plain(seen.value) for seen in edited[other].cells.values()}
        for place in lost:
            texts = {_plain(wanted.value) for wanted in printed[place].cells.values()}
            share = len(texts & there) / max(1, len(texts))
            strange = {name for name in names.values() if name and name != names[place]} & there
            if share > 1 / 2 and (names[place] in there or not (names[place] and strange)):
                yield -share, place, other


def _name(sheet: Printed) -> str:
    """The name of the project to which a sheet belongs; blank where it belongs to none."""
    if sheet.project is None:
        return ""
    paths = ((PROJECTS, sheet.project, NAME),)
    found = (
        wanted for wanted in sheet.cells.values() if tuple(piece.path for piece in wanted.pieces) == paths
    )
    return next((words(str(wanted.value)) for wanted in found), "")


def paired_rows(printed: Printed, edited: Sheet) -> list[Pair]:
    """The rows, by number, that belong together, in order; None for what has no partner."""
    wanted = {row: _wanted_row(printed, row, columns) for row, columns in printed.sheet.rows().items()}
    found = {
        row: {column: _plain(edited.at(row, column).value) for column in columns}
        for row, columns in edited.rows().items()
    }
    one, other = list(wanted), list(found)
    return [
        (None if a is None else one[a], None if b is None else other[b])
        for a, b in _aligned([wanted[row] for row in one], [found[row] for row in other])
    ]


def _wanted_row(printed: Printed, row: int, columns: Sequence[int]) -> Row:
    values = ((column, printed.at(row, column)) for column in columns)
    return {column: _plain(wanted.value) for column, wanted in values if wanted and wanted.value != ""}


def _plain(value: Hashable) -> Hashable:
    """A value in which a number is one, however it is stored."""
    if isinstance(value, str):
        number = to_number(value)
        return words(value) if number is None else float(number)
    return value


def _aligned(wanted: Sequence[Row], found: Sequence[Row]) -> Iterator[Pair]:
    keys, others = ([tuple(sorted(row.items())) for row in rows] for rows in (wanted, found))
    matcher = SequenceMatcher(None, keys, others, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(range(first, last), range(start, end), strict=True)
        else:
            inner = _likely(wanted[first:last], found[start:end])
            yield from ((_moved(a, first), _moved(b, start)) for a, b in inner)


def _moved(place: int | None, by: int) -> int | None:
    return None if place is None else place + by


def _likely(wanted: Sequence[Row], found: Sequence[Row]) -> list[Pair]:
    """Pairs in order whose likenesses add up to the most."""
    rows, columns = len(wanted), len(found)
    if rows * columns > _LARGEST:
        common = min(rows, columns)
        pairs: list[Pair] = [(n, n) for n in range(common)]
        return pairs + [(n, None) for n in range(common, rows)] + [(None, n) for n in range(common, columns)]
    worth = [[0.0] * (columns + 1) for _row in range(rows + 1)]
    alike = [[_likeness(one, other) + _ANY for other in found] for one in wanted]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            worth[i][j] = max(worth[i + 1][j + 1] + alike[i][j], worth[i + 1][j], worth[i][j + 1])
    return list(_traced(worth, alike))


def _traced(worth: Sequence[Sequence[float]], alike: Sequence[Sequence[float]]) -> Iterator[Pair]:
    i, j, rows, columns = 0, 0, len(worth) - 1, len(worth[0]) - 1
    while i < rows and j < columns:
        if worth[i][j] == worth[i + 1][j + 1] + alike[i][j]:
            yield i, j
            i, j = i + 1, j + 1
        elif worth[i][j] == worth[i + 1][j]:
            yield i, None
            i += 1
        else:
            yield None, j
            j += 1
    yield from ((n, None) for n in range(i, rows))
    yield from ((None, n) for n in range(j, columns))


def _likeness(one: Row, other: Row) -> float:
    columns = one.keys() | other.keys()
    return sum(_share(one.get(column), other.get(column)) for column in columns) / max(1, len(columns))


def _share(one: Hashable, other: Hashable) -> float:
    if one == other:
        return 1.0
    if not isinstance(one, str) or not isinstance(other, str):
        return 0.0
    return _PART * SequenceMatcher(None, one[:200], other[:200], autojunk=False).quick_ratio() ** 2
