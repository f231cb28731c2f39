"""A template cannot take the machine down: what it computes is bounded."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from office.templates import problems, rendered, workbook
from openpyxl import load_workbook

from generator.office.package_writer import PackageWriter

TOO_LONG = "not allowed in a template: an expression makes more than 2000000 characters or items"


@pytest.mark.parametrize(
    "expression",
    (
        pytest.param("'甲' * 10**9", id="product"),
        pytest.param("10**9 * '甲'", id="product, turned"),
        pytest.param("[1] * 10**9", id="list"),
        pytest.param("[9 ** (10 ** 9)]", id="power"),
        pytest.param("'甲'.ljust(10**9)", id="method"),
        pytest.param("'甲'.replace('', 'x' * 1999999).replace('x', 'y' * 9999)", id="replace"),
        pytest.param("'{:>1000000000}'.format(1)", id="width in a format"),
        pytest.param("'%1000000000d' % 1", id="width in a percent format"),
        pytest.param("'甲' | center(10**9)", id="filter"),
        pytest.param("'甲' | replace('甲', 'x' * 1999999) | replace('x', 'y' * 9999)", id="replace filter"),
        pytest.param("('x' * 1999999) ~ 'yy'", id="joined"),
        pytest.param("('x' * 1999999) + 'yy'", id="added"),
        pytest.param("range(99999) | join('x' * 999)", id="join"),
    ),
)
def test_expressions_that_explode(expression: str, tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [["{{ (" + expression + ") | length }}"]]})
    assert problems(lambda: rendered(path, {})) == [f"form.xlsx[表!A1]: {TOO_LONG}"]


@pytest.mark.parametrize(
    ("expression", "value"),
    (
        pytest.param("'甲' * 3", "甲甲甲", id="product"),
        pytest.param("3 * 4", 12, id="numbers"),
        pytest.param("'甲' | center(5)", "  甲  ", id="center"),
        pytest.param("'甲乙' | replace('乙', '丙')", "甲丙", id="replace"),
        pytest.param("[1, 2] | join('、')", "1、2", id="join"),
        pytest.param("'甲' ~ 1 ~ '乙'", "甲1乙", id="joined"),
        pytest.param("'%s年' % 2024", "2024年", id="percent format"),
        pytest.param("'%s年' | format(2024)", "2024年", id="format filter"),
    ),
)
def test_what_stays_within_bounds(expression: str, value: object, tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [["{{ " + expression + " }}"]]})
    assert load_workbook(io.BytesIO(rendered(path, {}))).worksheets[0]["A1"].value == value


def test_loops_that_never_end(tmp_path: Path) -> None:
    loops = "{% for a in range(99999) %}{% for b in range(99999) %}{% set x = 1 %}{% endfor %}{% endfor %}"
    path = workbook(tmp_path, {"表": [[loops]]})
    assert problems(lambda: rendered(path, {})) == [
        "form.xlsx[表!A1]: not allowed in a template: the loops turn more than 5000000 times"
    ]


def test_a_document_that_grows_too_large() -> None:
    writer = PackageWriter(io.BytesIO(), "form.docx", largest=10)
    assert problems(lambda: writer.stream("a.xml", iter(["12345", "67890", "1"]))) == [
        "form.docx: the document grows beyond 10 bytes; is there a loop that never ends?"
    ]
