"""Pieces of formulas that Excel, WPS and LibreOffice count alike."""

from __future__ import annotations


def criterion(cell: str) -> str:
    """What SUMIFS and COUNTIF take for the very text of a cell, whatever signs it holds."""
    for sign in ("~", "*", "?"):
        cell = f'SUBSTITUTE({cell},"{sign}","~{sign}")'
    return f'"="&{cell}'


def number_in(cell: str) -> str:
    """The number that a cell holds as text, `90` for 90%; an error where it holds words."""
    return f'VALUE(SUBSTITUTE(SUBSTITUTE({cell},"%",""),",",""))'
