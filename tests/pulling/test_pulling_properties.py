"""Whatever people type into a form comes back as they typed it, and the next build prints it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pulling.forms import FORM, Pulled, build, built, fill, pull

WORDS = st.text(st.sampled_from("甲乙项目=≥%()（）:：#'\"-&<，。 \nab19."), min_size=1, max_size=12).map(
    str.strip
)
TEXTS = st.sampled_from(
    [*(f"{sheet}!{cell}" for sheet in ("甲项目", "乙项目") for cell in ("F4", "B11", "E11", *(f"{column}{row}" for row in range(13, 19) for column in "CDEH")))]
)  # fmt: skip
AMOUNTS = st.sampled_from(["甲项目!C6", "甲项目!D7", "甲项目!E8", "乙项目!C9"])
NUMBERS = st.decimals(0, 99999, places=2).map(float)
EDITS = st.dictionaries(TEXTS, WORDS, max_size=5)
FIGURES = st.dictionaries(AMOUNTS, NUMBERS, max_size=2)


@pytest.mark.parametrize("kind", ["yaml", "excel"])
@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.generate],  # an example takes a second: a smaller one is not worth the wait
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(texts=EDITS, figures=FIGURES)
def test_random_edits_come_back(
    monkeypatch: pytest.MonkeyPatch, kind: str, texts: dict[str, str], figures: dict[str, float]
) -> None:
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        try:
            os.chdir(folder)
            built(Path(folder), kind)
            _type(texts, figures)
            ran = pull("--write")
            assert ran.status == 0, ran
            assert pull() == Pulled([], ["FORM: nothing to pull"], 0)
            build()
            book: Any = load_workbook(FORM)
            for place, typed in {**texts, **figures}.items():
                sheet, _sign, cell = place.partition("!")
                found = book[sheet][cell].value
                assert (found or "") == typed or float(found) == float(typed)
        finally:
            os.chdir(before)


def _type(texts: dict[str, str], figures: dict[str, float]) -> None:
    """Texts that begin with = stay texts, as in a cell whose format is text."""
    book = load_workbook(FORM)
    for place, typed in texts.items():
        sheet, _sign, name = place.partition("!")
        cell = book[sheet][name]
        cell.value = typed
        cell.data_type = "s"
    book.save(FORM)
    fill(figures)
