"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from generator.translation import _


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`; empty when none is."""
    from difflib import get_close_matches  # only where something is wrong

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.5)), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a sentence: `; did you mean …?`, or nothing."""
    found = nearest(word, known)
    return _("; did you mean {nearest}?").format(nearest=found) if found else ""
