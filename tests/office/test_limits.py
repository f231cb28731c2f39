"""A template cannot take the machine down: what it computes is bounded."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from office.templates import problems, rendered, workbook
from openpyxl import load_workbook

from generator.office.options import Limits, Options
from generator.office.package_writer import PackageWriter
from generator.office.workbook import WorkbookTemplate

TOO_LONG = "not allowed in a template: an expression makes more than 2000000 characters or items"


@pytest.mark.parametrize(
    "expression",
    (
        pytest.param("'甲' * 10**9", id="product"),
        pytest.param("10**9 * '甲'", id="product, turned"),
        pytest.param("[1] * 10**9", id="list"),
        pytest.param("'甲'.ljust(10**9)", id="method"),
        pytest.param("'甲'.replace('', 'x' * 1999999).replace('x', 'y' * 9999)", id="replace"),
        pytest.param("'{:>1000000000}'.format(1)", id="width in a format"),
        pytest.param("'%1000000000d' % 1", id="width in a percent format"),
        pytest.param("'甲' | center(10**9)", id="filter"),
        pytest.param("'甲' | replace('甲', 'x' * 1999999) | replace('x', 'y' * 9999)", id="replace filter"),
        pytest.param("('x' * 1999999) ~ 'yy'", id="joined"),
        pytest.param("('x' * 1999999) + 'yy'", id="added"),
        pytest.param("range(99999) | join('x' * 999)", id="join"),
        pytest.param("'x'.join(['y' * 1999999] * 99999)", id="join of a text"),
        pytest.param("(['y' * 1999999] * 99999) | join", id="join of long texts"),
        pytest.param("['y' * 1999999] * 99999 ~ ''", id="list as text"),
        pytest.param("(['y' * 1999999] * 99999) | upper", id="list through a filter"),
        pytest.param("(['y' * 1999999] * 99999) | tojson", id="JSON"),
        pytest.param("(['y' * 1999999] * 99999) | pprint", id="pprint"),
        pytest.param("([[[['y'] * 999] * 999] * 999] * 999) | string", id="lists in lists"),
        pytest.param("([['y'] * 1999] * 1999) | sum(start=[])", id="sum of lists"),
        pytest.param("'%*d' % (999999999, 1)", id="width beside a percent format"),
        pytest.param("'%.999999999f' % 1", id="decimals in a percent format"),
        pytest.param("('%999999d' * 9) % ((1,) * 9)", id="many widths"),
        pytest.param("('%(a)s' * 9) % {'a': 'y' * 1999999}", id="one value many times"),
        pytest.param("'%*d' | format(999999999, 1)", id="format filter"),
        pytest.param("'{:{w}}'.format(1, w=999999999)", id="width beside a format"),
        pytest.param("'{a:{b}}'.format_map({'a': 1, 'b': 999999999})", id="width in a record"),
        pytest.param("('{0:999999}' * 9).format(1)", id="many fields"),
        pytest.param("('y\\n' * 9999) | indent('y' * 999)", id="indent"),
        pytest.param("('y ' * 9999) | wordwrap(1, true, 'y' * 999)", id="wordwrap"),
        pytest.param("('y' * 1999999) | wordwrap(1)", id="wordwrap of one word"),
        pytest.param("('\u7532' * 1999999) | urlencode", id="urlencode"),
        pytest.param("[1] | batch(10**9, 'x') | list", id="batch"),
        pytest.param("[1] | slice(10**9) | list", id="slice"),
    ),
)
def test_expressions_that_explode(expression: str, tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [["{{ (" + expression + ") | length }}"]]})
    assert problems(lambda: rendered(path, {})) == [f"form.xlsx[表!A1]: {TOO_LONG}"]


@pytest.mark.parametrize(
    "comparison",
    (
        pytest.param("a.x == b.x", id="equal"),
        pytest.param("a.x != b.x", id="unequal"),
        pytest.param("a.x < b.x", id="less"),
        pytest.param("a.x <= b.x == a.x", id="a row of comparisons"),
        pytest.param("a.x in [b.x]", id="in"),
        pytest.param("a.x not in [b.x]", id="not in"),
        pytest.param("a.x is eq(b.x)", id="test"),
        pytest.param("[a.x] | select('in', [b.x]) | first", id="test of a filter"),
        pytest.param("[a.x].index(b.x)", id="index"),
        pytest.param("[a.x].count(b.x)", id="count"),
    ),
)
def test_lists_of_lists_that_are_long_to_compare(comparison: str, tmp_path: Path) -> None:
    """Each list holds the one before it twice; forty times over there is no end."""
    made = "{% set a = namespace(x=[1]) %}{% set b = namespace(x=[1]) %}"
    doubled = "{% for i in range(40) %}{% set a.x = [a.x, a.x] %}{% set b.x = [b.x, b.x] %}{% endfor %}"
    path = workbook(tmp_path, {"表": [[made + doubled + "{{ " + comparison + " }}"]]})
    assert problems(lambda: rendered(path, {})) == [f"form.xlsx[表!A1]: {TOO_LONG}"]


@pytest.mark.parametrize(
    "expression",
    (
        pytest.param("[a.x, b.x] | sort", id="sort"),
        pytest.param("[a, b] | sort(attribute='n,x')", id="sort by two fields"),
        pytest.param("[[a.x], [b.x]] | map('first') | sort", id="sort of what a filter makes"),
        pytest.param("[a.x, b.x] | min", id="min"),
        pytest.param("[a, b] | max(attribute='x')", id="max of a field"),
        pytest.param("[a, b] | groupby('x')", id="groupby"),
        pytest.param("[a.x, b.x] | unique | list", id="unique"),
        pytest.param("{1: a.x, 2: b.x} | dictsort(by='value')", id="dictsort"),
        pytest.param("[[b.x, a.x]] | map('sort') | list", id="sort in map"),
        pytest.param("{a.x: 1}", id="key of a record"),
        pytest.param("{}[a.x]", id="subscript"),
        pytest.param("{}.get(a.x)", id="get"),
        pytest.param("{}.fromkeys([a.x])", id="fromkeys"),
        pytest.param("dict([[a.x, 1]] | map('list'))", id="dict"),
        pytest.param("{1: a.x}.items() == {1: b.x}.items()", id="items of records"),
        pytest.param("'%s' % {1: a.x}.values()", id="text of a record's values"),
        pytest.param("'%s' % a", id="text of a namespace"),
    ),
)
def test_tuples_of_tuples_that_are_long_to_order_or_hash(expression: str, tmp_path: Path) -> None:
    made = "{% set a = namespace(x=(1,), n=1) %}{% set b = namespace(x=(1,), n=1) %}"
    doubled = "{% for i in range(40) %}{% set a.x = (a.x, a.x) %}{% set b.x = (b.x, b.x) %}{% endfor %}"
    path = workbook(tmp_path, {"表": [[made + doubled + "{{ (" + expression + ") is none }}"]]})
    assert problems(lambda: rendered(path, {})) == [f"form.xlsx[表!A1]: {TOO_LONG}"]


def test_a_loop_that_looks_for_changes_of_long_lists(tmp_path: Path) -> None:
    made = "{% set a = namespace(x=(1,)) %}{% set b = namespace(x=(1,)) %}"
    doubled = "{% for i in range(40) %}{% set a.x = (a.x, a.x) %}{% set b.x = (b.x, b.x) %}{% endfor %}"
    loop = "{% for i in [a, b] %}{{ loop.changed(i.x) }}{% endfor %}"
    path = workbook(tmp_path, {"表": [[made + doubled + loop]]})
    assert problems(lambda: rendered(path, {})) == [f"form.xlsx[表!A1]: {TOO_LONG}"]


@pytest.mark.parametrize(
    "expression",
    (
        pytest.param("9 ** (10 ** 9)", id="power"),
        pytest.param("9 ** 999 * 9 ** 999", id="product"),
        pytest.param("('ff' * 9999) | int(base=16)", id="read from a text"),
    ),
)
def test_numbers_that_nobody_can_read(expression: str, tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [["{{ " + expression + " }}"]]})
    assert problems(lambda: rendered(path, {})) == [
        "form.xlsx[表!A1]: not allowed in a template: a number has more than 1000 digits"
    ]


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
        pytest.param("'%(a)s年' % {'a': 2024}", "2024年", id="percent format of a record"),
        pytest.param("'%05.1f' % 3.14159", "003.1", id="width and decimals"),
        pytest.param("'{:>5}{}'.format('甲', [1])", "    甲[1]", id="format of two"),
        pytest.param("'{a}'.format_map({'a': 1})", "1", id="format of a record"),
        pytest.param("('<{}>' | safe).format('<')", "<&lt;>", id="format of what is safe"),
        pytest.param("[1, 2] | join(',', attribute='real')", "1,2", id="join of a field"),
        pytest.param("[[1], [2, 3]] | sum(start=[]) | join", "123", id="lists put together"),
        pytest.param("[1, 2] | sum", 3, id="sum"),
        pytest.param("'甲\\n乙' | indent(2)", "甲\n  乙", id="indent"),
        pytest.param("'a b' | wordwrap(1)", "a\nb", id="wordwrap"),
        pytest.param("2 ** 10", 1024, id="power of numbers"),
        pytest.param("range(3) | map('string') | list | length", 3, id="list"),
        pytest.param("12345.678 | money(1)", "12,345.7", id="money"),
        pytest.param("[[1], {'a': [2]}] == [[1], {'a': [2]}]", True, id="equal lists"),
        pytest.param("n < m < k", False, id="a row of comparisons that ends early"),
        pytest.param("n <= m == n", True, id="a row of comparisons"),
        pytest.param("[n] in [[m]] and k not in [n]", True, id="in"),
        pytest.param("[n, k, m] | select('eq', n) | list | length", 2, id="test"),
        pytest.param("[[2], [1]] | sort | first | first", 1, id="sort of lists"),
        pytest.param(
            "[[2, 1], [1, 2]] | sort(attribute='1,0') | map('first') | join", "21", id="sort by two fields"
        ),
        pytest.param("[3, 1, 2] | map('abs') | sort | join", "123", id="sort of what a filter makes"),
        pytest.param("'bca' | sort | join", "abc", id="sort of a text"),
        pytest.param("{'b': 1, 'a': 2} | sort | join", "ab", id="sort of a record"),
        pytest.param("[(1, 2), (1, 2), (3,)] | unique | list | length", 2, id="unique"),
        pytest.param("[[1, 'b'], [2, 'a']] | min(attribute=1) | first", 2, id="min of a field"),
        pytest.param("[[1, 'b'], [1, 'a'], [2, 'a']] | groupby(0) | map('first') | join", "12", id="groupby"),
        pytest.param("{'b': 1, 'a': 2} | dictsort | map('first') | join", "ab", id="dictsort"),
        pytest.param("{(n, k): 'x', 'y': 2}[(1, 2)]", "x", id="a tuple as key"),
        pytest.param("dict([['a', 1]] | map('list')).a", 1, id="dict"),
    ),
)
def test_what_stays_within_bounds(expression: str, value: object, tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [["{{ " + expression + " }}"]]})
    made = rendered(path, {"n": 1, "m": 1, "k": 2})
    assert load_workbook(io.BytesIO(made)).worksheets[0]["A1"].value == value


@pytest.mark.parametrize(
    ("filters", "message"),
    (
        pytest.param("decimals(99999)", "a number has at most 30 decimals", id="decimals"),
        pytest.param("round(-99999)", "a number has at most 30 decimals", id="round"),
        pytest.param(
            "decimals(2, '999999999.')",
            "expected , or _ between thousands, found 999999999.",
            id="a width as the sign between thousands",
        ),
    ),
)
def test_decimals_that_no_number_has(filters: str, message: str, tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [["{{ 1 | " + filters + " }}"]]})
    assert problems(lambda: rendered(path, {})) == [f"form.xlsx[表!A1]: cannot be computed: {message}"]


NEVER = "not allowed in a template: the loops turn more than 5000000 times"
DEEP = "not allowed in a template: macros or loops call one another more than 50 deep"


@pytest.mark.parametrize(
    ("template", "message"),
    (
        pytest.param("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", DEEP, id="a macro that calls itself"),
        pytest.param(
            "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
            DEEP,
            id="a macro that calls itself twice",
        ),
        pytest.param(
            "{% for i in [[1]] recursive %}{{ loop([i]) }}{% endfor %}", DEEP, id="a loop that calls itself"
        ),
        pytest.param(
            "{% set x %}{% for i in range(99999) %}{{ 'y' * 999 }}{% endfor %}{% endset %}",
            TOO_LONG,
            id="a block that is kept",
        ),
        pytest.param(
            "{% macro m() %}{% for i in range(99999) %}{{ 'y' * 999 }}{% endfor %}{% endmacro %}{{ m() }}",
            TOO_LONG,
            id="a macro",
        ),
        pytest.param(
            "{% for i in range(999) %}{% set x = 'y' * 1999999 %}{% endfor %}",
            "not allowed in a template: the expressions make more than 100000000 characters altogether (50)",
            id="long texts in a loop",
        ),
        pytest.param(
            "{% for i in range(999) %}{{ 'y' * 9999 }}{% endfor %}",
            "the text has 2009799 characters, but a cell holds 32767",
            id="a text that grows and grows",
        ),
    ),
)
def test_templates_that_explode(template: str, message: str, tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [[template]]})
    assert problems(lambda: rendered(path, {})) == [f"form.xlsx[表!A1]: {message}"]


@pytest.mark.parametrize(
    "loop",
    (
        pytest.param(
            "{% set x = 'y' * 99999 %}{% for i in range(9999) %}{% set n = x.count('z') %}", id="text"
        ),
        pytest.param("{% for i in range(9999) %}{% set n = range(99999) | sum %}", id="list"),
        pytest.param(
            "{% for i in range(9999) %}{% set n = range(99999) | map('string') | join | length %}", id="join"
        ),
        pytest.param(
            "{% for a in range(9999) %}{% for b in range(9999) if b.x %}{% endfor %}", id="failures"
        ),
    ),
)
def test_work_in_a_loop_counts_as_turns(loop: str, tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [[loop + "{% endfor %}"]]})
    data = Options(limits=Limits(turns=100_000))
    found = problems(
        lambda: WorkbookTemplate.compile(path, "form.xlsx").render({}, io.BytesIO(), options=data)
    )
    assert [line.partition(" (")[0] for line in found if "turn" in line] == [
        "form.xlsx[表!A1]: not allowed in a template: the loops turn more than 100000 times"
    ]


@pytest.mark.parametrize(
    ("template", "message"),
    (
        pytest.param(
            "".join(f"{{% for a{n} in [1] %}}" for n in range(16)) + "{% endfor %}" * 16,
            "the tags are nested too deep: at most 15 loops, 60 tags in all",
            id="loops",
        ),
        pytest.param(
            "{% if 1 %}" * 61 + "{% endif %}" * 61,
            "the tags are nested too deep: at most 15 loops, 60 tags in all",
            id="conditions",
        ),
        pytest.param("{{ " + "(" * 999 + "1" + ")" * 999 + " }}", "not understood: it is nested too deep, or too long", id="brackets"),
        pytest.param("{{ x" + "|upper" * 999 + " }}", "not understood: it is nested too deep, or too long", id="filters"),
        pytest.param("{{ x" + ".a" * 999 + " }}", "not understood: it is nested too deep, or too long", id="fields"),
    ),
)  # fmt: skip
def test_templates_that_are_too_deep(template: str, message: str, tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [["文"], [template]]})
    assert problems(lambda: rendered(path, {})) == [f"form.xlsx[表!A2]: {message}"]


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
