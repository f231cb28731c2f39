"""Pages break where no merged text is cut; a label that crosses a break is divided, a text that needs the room is not."""

from __future__ import annotations

import pytest

from generator.office.pages import Region, breaks, divided
from generator.office.references import Area

ROWS = [(row, 20.0) for row in range(1, 11)]
LABEL = Area(1, 2, 1, 8)


@pytest.mark.parametrize(
    ("regions", "inner", "expected"),
    (
        pytest.param([], frozenset(), [], id="nothing to cut"),
        pytest.param([Region(Area(1, 5, 1, 8), 0.0)], frozenset(), [5, 10], id="a group keeps together"),
        pytest.param(
            [Region(Area(1, 1, 1, 10), 20.0)], frozenset(), [6], id="a label over everything is divided"
        ),
        pytest.param([Region(Area(1, 1, 1, 5), 0.0)], frozenset(), [], id="groups end where pages do"),
        pytest.param(
            [Region(Area(1, 3, 1, 7), float("inf"))], frozenset({4, 5, 6, 7}), [3, 8], id="a tall text"
        ),
    ),
)
def test_breaks(regions: list[Region], inner: frozenset[int], expected: list[int]) -> None:
    assert breaks(ROWS, regions, inner, 105.0, {}) == expected


@pytest.mark.parametrize(
    ("needed", "rows", "expected"),
    (
        pytest.param(20.0, [5], [Area(1, 2, 1, 4), Area(1, 5, 1, 8)], id="a label"),
        pytest.param(60.0, [5], [Area(1, 2, 1, 4), Area(1, 5, 1, 8)], id="a label that just fits"),
        pytest.param(61.0, [5], [LABEL], id="a text that needs more"),
        pytest.param(float("inf"), [5], [LABEL], id="a text that fills its rows"),
        pytest.param(20.0, [2, 9], [LABEL], id="breaks at its edges"),
        pytest.param(20.0, [3, 8], [Area(1, 3, 1, 7)], id="single cells are no merges"),
    ),
)
def test_divided(needed: float, rows: list[int], expected: list[Area]) -> None:
    assert divided([LABEL], rows, ROWS, [Region(LABEL, needed)]) == expected


def test_a_text_taller_than_a_page_is_cut_where_pages_end() -> None:
    """No break can save it, so none is set in front of it that leaves a page nearly empty."""
    tall = [Region(Area(2, 2, 2, 9), float("inf")), Region(Area(1, 1, 1, 9), 20.0)]
    assert breaks(ROWS, tall, frozenset(range(3, 10)), 105.0, {}) == [6]


def test_a_heading_does_not_stay_behind() -> None:
    assert breaks(ROWS, [Region(Area(1, 1, 1, 10), 20.0)], frozenset(), 105.0, {5: 20.0}) == [5, 10]
