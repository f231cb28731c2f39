"""Years in texts that were written for another year."""

from __future__ import annotations

from datetime import date

import pytest

from generator.carrying.years import foreign_years, moved
from generator.model.settings import PLANS


@pytest.mark.parametrize(
    ("text", "of", "year", "expected"),
    (
        pytest.param("2026年继续建设", 2026, 2027, ("2026",), id="the year itself"),
        pytest.param("2024年底前完成，2025 年验收", 2025, 2026, ("2024", "2025"), id="earlier ones, too"),
        pytest.param(
            "2026年完成，2024年立项，2026年验收", 2026, 2027, ("2026", "2024"), id="each once, in order"
        ),
        pytest.param("2028年全部建成", 2026, 2027, (), id="a year to come"),
        pytest.param("2027年建成", 2026, 2027, (), id="the new year"),
        pytest.param("2025-2027年建设", 2026, 2028, ("2025", "2027"), id="a period"),
        pytest.param("按《2024年工作要点》办理", 2026, 2027, (), id="the name of a document"),
        pytest.param("完成2024个，编号2024", 2026, 2027, (), id="numbers"),
        pytest.param("落实“十四五”规划", 2025, 2026, ("十四五",), id="a plan that has ended"),
        pytest.param("落实“十四五”规划", 2024, 2025, (), id="a plan in its last year"),
        pytest.param("2026年完成", 2026, 2026, (), id="targets of the same year"),
        pytest.param("2026年完成", 2026, 2025, ("2026",), id="targets of a later year"),
    ),
)
def test_foreign_years(text: str, of: int, year: int, expected: tuple[str, ...]) -> None:
    assert foreign_years(text, of, year, PLANS) == expected


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    (
        pytest.param(date(2026, 1, 1), 1, date(2027, 1, 1), id="a year on"),
        pytest.param(date(2028, 2, 29), 1, date(2029, 2, 28), id="a day that the next year lacks"),
        pytest.param(date(2028, 2, 29), 4, date(2032, 2, 29), id="a day that the other year has"),
        pytest.param(date(2026, 12, 31), -1, date(2025, 12, 31), id="back"),
    ),
)
def test_moved(day: date, years: int, expected: date) -> None:
    assert moved(day, years) == expected
