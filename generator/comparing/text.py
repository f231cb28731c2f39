"""Two booklets side by side on a terminal, where 汉字 are two columns wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator import console
from generator.comparing import words
from generator.comparing.comparison import Comparison, IndicatorPair, ProjectPair, Status
from generator.comparing.figures import Figure
from generator.translation import _

_INDENT = "    "
_ACTUAL = 2  # the place of the actual value behind name and target


def lines(comparison: Comparison) -> Iterator[str]:
    """What differs, project by project; projects that are the same are only counted."""
    yield f"A: {comparison.one}"
    yield f"B: {comparison.other}"
    yield _("amounts in {unit}; projects: {counts}").format(
        unit=comparison.unit, counts=words.summary(comparison)
    )
    for pair in comparison.projects:
        if pair.status is not Status.SAME:
            yield ""
            yield from _project(pair)


def _project(pair: ProjectPair) -> Iterator[str]:
    yield f"{words.MARKS[pair.status]} {words.name(pair)} ({words.status(pair.status)})"
    figures = [figure for figure in pair.figures if figure.differs]
    yield from _aligned([_figure(figure) for figure in figures], right=(1, 3, 4, 5))
    for text in pair.texts:
        yield f"{_INDENT}{text.label}:"
        for passage in text.passages:
            yield f"{_INDENT}  - {passage.one}"
            yield f"{_INDENT}  + {passage.other}"
    changed = [each for each in pair.indicators if each.status is not Status.SAME]
    if pair.status in (Status.NEW, Status.DROPPED):
        if changed:
            yield _INDENT + _("indicators: {count}").format(count=len(changed))
        return
    if changed:
        yield f"{_INDENT}绩效指标:"
        yield from _aligned([_indicator(each) for each in changed], right=())


def _figure(figure: Figure) -> list[str]:
    return [
        figure.label,
        words.number(figure.one) or "-",
        "→",
        words.number(figure.other) or "-",
        words.difference(figure),
        words.percent(figure),
    ]


def _indicator(pair: IndicatorPair) -> list[str]:
    """The mark, the name, and each value that differs as `6 → 8`."""
    name = f"{words.MARKS[pair.status]} {words.indicator_name(pair)}"
    one, other = words.values(pair.one), words.values(pair.other)
    if not one or not other:
        return [name, *(one or other)]
    cells = [name, *(_both(a, b) for a, b in zip(one, other, strict=True))]
    if not any(shown is not None and shown.weight for shown in (pair.one, pair.other)):
        cells[_ACTUAL] = one[_ACTUAL - 1] or other[_ACTUAL - 1]  # that of the self-evaluation
    return cells


def _both(one: str, other: str) -> str:
    if one == other:
        return one
    return f"{one or '-'} → {other or '-'}"


def _aligned(rows: Sequence[Sequence[str]], right: Sequence[int]) -> Iterator[str]:
    """Cells one below the other."""
    widths = [max(map(console.width, column)) for column in zip(*rows, strict=True)] if rows else []
    for row in rows:
        cells = [
            " " * (width - console.width(cell)) + cell if place in right else console.padded(cell, width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        kept = [cell for cell, width in zip(cells, widths, strict=True) if width]
        yield (_INDENT + "  ".join(kept)).rstrip()
