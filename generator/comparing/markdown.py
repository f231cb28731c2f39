"""Two booklets side by side in Markdown, for a memo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.comparing import words
from generator.comparing.comparison import Comparison, IndicatorPair, ProjectPair, Status
from generator.translation import _


def markdown(comparison: Comparison) -> str:
    """A table of all projects, then what differs in each."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"# {_cell(comparison.one)} → {_cell(comparison.other)}"
    yield ""
    yield _("amounts in {unit}; projects: {counts}").format(
        unit=comparison.unit, counts=words.summary(comparison)
    )
    yield ""
    yield from _table(
        [_("Project"), _("Status"), "A", "B", _("Difference"), "%"], map(_overview, comparison.projects)
    )
    for pair in comparison.projects:
        if pair.status in (Status.CHANGED, Status.RENAMED):
            yield from _project(pair)


def _overview(pair: ProjectPair) -> list[str]:
    yearly = [figure for figure in pair.figures if "年度资金" in figure.label]
    total = next((figure for figure in yearly if "全年预算数" in figure.label), next(iter(yearly), None))
    figures = ["", "", "", ""]
    if total is not None:
        both = words.number(total.one), words.number(total.other)
        figures = [*both, words.difference(total), words.percent(total)]
    return [words.name(pair), words.status(pair.status), *figures]


def _project(pair: ProjectPair) -> Iterator[str]:
    yield ""
    yield f"## {_cell(words.name(pair))}"
    figures = [figure for figure in pair.figures if figure.differs]
    if figures:
        yield ""
        rows = (
            [
                each.label,
                words.number(each.one),
                words.number(each.other),
                words.difference(each),
                words.percent(each),
            ]
            for each in figures
        )
        yield from _table([_("Item"), "A", "B", _("Difference"), "%"], rows)
    for text in pair.texts:
        yield ""
        yield f"{text.label}:"
        yield ""
        for passage in text.passages:
            yield f"- A: {_cell(passage.one) or '-'}"
            yield f"- B: {_cell(passage.other) or '-'}"
    changed = [each for each in pair.indicators if each.status is not Status.SAME]
    if changed:
        yield ""
        yield from _indicators(changed)


def _indicators(pairs: Sequence[IndicatorPair]) -> Iterator[str]:
    labels = ("年度指标值", "实际完成值", "分值", "得分")
    rows = [_indicator(pair) for pair in pairs]
    filled = [any(row[2 + 2 * n] or row[3 + 2 * n] for row in rows) for n in range(len(labels))]
    kept = [n for n, is_filled in enumerate(filled) if is_filled]
    heads = [f"{labels[n]} {side}" for n in kept for side in "AB"]
    shown = ([*row[:2], *(row[2 + 2 * n + side] for n in kept for side in (0, 1))] for row in rows)
    yield from _table(["三级指标", _("Status"), *heads], shown)


def _indicator(pair: IndicatorPair) -> list[str]:
    """The name, what became of it, and the values in pairs."""
    one, other = (words.values(shown) or [""] * 4 for shown in (pair.one, pair.other))
    both = [value for values in zip(one, other, strict=True) for value in values]
    return [words.indicator_name(pair), words.status(pair.status), *both]


def _table(heads: Sequence[str], rows: Iterator[list[str]] | map[list[str]]) -> Iterator[str]:
    yield _row(heads)
    yield _row(["---"] * len(heads))
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _cell(text: str) -> str:
    """A text that neither ends a cell nor begins a tag."""
    return (
        " ".join(text.split())
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace("*", "\\*")
    )
