from __future__ import annotations

import pytest

from generator.errors import GeneratorError
from generator.finding import Finding, Severity
from generator.location import Location, cell_name


@pytest.mark.parametrize(
    ("place", "text"),
    (
        pytest.param(Location("x.yaml", "", 12, 5), "x.yaml:12:5", id="YAML"),
        pytest.param(Location("x.yaml", "", 12), "x.yaml:12", id="YAML line"),
        pytest.param(Location("x.yaml"), "x.yaml", id="file"),
        pytest.param(Location("p.xlsx", "绩效指标", 21, 6), "p.xlsx[绩效指标!F21]", id="cell"),
        pytest.param(Location("p.xlsx", "绩效指标"), "p.xlsx[绩效指标]", id="sheet"),
    ),
)
def test_place_prints_as_users_know_it(place: Location, text: str) -> None:
    assert str(place) == text


@pytest.mark.parametrize(
    ("row", "column", "name"), ((1, 1, "A1"), (2, 26, "Z2"), (3, 27, "AA3"), (4, 703, "AAA4"), (5, 0, "5"))
)
def test_cell_name(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


def test_places_sort_in_reading_order() -> None:
    places = [Location("a", "", 2, 1), Location("a"), Location("a", "", 1, 9), Location("a", "", 10, 1)]
    assert [place.row for place in sorted(places)] == [0, 1, 2, 10]


def test_finding_and_error_are_one_line() -> None:
    place = Location("x.yaml", "", 3, 1)
    assert (
        str(Finding(place, Severity.WARNING, "SCO110", "found 优秀"))
        == "x.yaml:3:1: warning SCO110: found 优秀"
    )
    assert str(GeneratorError("no such file", place)) == "x.yaml:3:1: no such file"
    assert str(GeneratorError("no such file")) == "no such file"
