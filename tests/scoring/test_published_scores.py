"""The twelve published forms of 2024 score as published."""

from __future__ import annotations

from pathlib import Path

import yaml

from generator import scoring
from generator.model.booklet import Booklet, load_booklet

FOLDER = Path(__file__).parents[2] / "inputs" / "2024-self-evaluation"

PUBLISHED = """\
69.87 6.99 96.99 优
99.76 9.98 99.98 优
99.18 9.92 99.92 优
99.98 10.00 100.00 优
99.61 9.96 99.96 优
99.56 9.96 99.96 优
99.86 9.99 99.99 优
94.84 9.48 99.48 优
100.00 10.00 100.00 优
99.70 9.97 99.97 优
88.70% 8.87 98.87 优秀
99.76 9.98 99.98 优
"""


def published_booklet() -> Booklet:
    def read(path: Path) -> object:
        return yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # texts as written

    head = read(FOLDER / "booklet.yaml")
    assert isinstance(head, dict)
    projects = [read(path) for path in sorted(FOLDER.glob("[0-9]*.yaml"))]
    loaded, problems = load_booklet({**head, "项目列表": projects})
    assert loaded is not None, problems
    return loaded


def test_rates_points_totals_and_grades() -> None:
    lines = [
        f"{score.rates.total.text} {score.budget.text} {score.total.text} {score.grade}\n"
        for score in scoring.score_booklet(published_booklet())
    ]
    assert "".join(lines) == PUBLISHED


def test_every_indicator_has_full_marks() -> None:
    booklet = published_booklet()
    short = [
        (project.name, indicator.name, score.figure.text)
        for project, result in zip(booklet.evaluations, scoring.score_booklet(booklet), strict=True)
        for indicator, score in zip(project.indicators, result.indicators, strict=True)
        if score.figure.number != indicator.weight
    ]
    assert short == []
