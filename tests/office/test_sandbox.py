"""A template is data: it reaches nothing of the program, of the machine, or of the data's objects."""

from __future__ import annotations

from pathlib import Path

import pytest
from office.templates import excel_problems, grid, sheet, word, word_problems


class Account:
    """An object that templates should never see, seen anyway."""

    secret = "geheim"

    def __init__(self) -> None:
        self._key = "geheim"


def data() -> dict[str, object]:
    return {"x": "甲", "表": [1, 2], "记录": {"a": 1}, "对象": Account()}


FORBIDDEN = (
    "''.__class__.__mro__",
    "''['__class__']",
    "''|attr('__class__')",
    "().__class__.__base__.__subclasses__()",
    "cycler.__init__.__globals__.os.popen('id').read()",
    "joiner.__init__.__globals__",
    "namespace.__init__.__globals__",
    "self.__init__.__globals__",
    "self._TemplateReference__context",
    "x.__init__.__globals__",
    "对象.__dict__",
    "对象._key",
    "对象|attr('_key')",
    "'{0.__class__}'.format(x)",
    "'{0.__class__.__mro__[1]}'.format(x)",
    "'{a.__class__}'.format_map({'a': x})",
    "['{0.__class__}']|map('format', x)|first",
    "'%s'|format(x.__class__)",
    "(x|attr('format'))('__class__')|attr('__class__')",
    "[x]|sum(attribute='__class__')",
    "表.append(3)",
    "表.__setitem__(0, 9)",
    "记录.update({'a': 2})",
    "记录.pop('a')",
    "记录.__class__",
    "range(10**9)",
    "range(100000000)|list",
    "lipsum.__globals__",
    "lipsum()",
    "loop.__class__",
    "request.application.__globals__",
    "config",
    "get_flashed_messages.__globals__",
    "dict.__base__.__subclasses__()",
    "[].__class__.__base__",
    "(1).__class__",
    "true.__class__.__base__",
    "none.__class__",
    "x.encode.__self__.__class__",
    "''.join.__class__",
    "caller.__globals__",
    "varargs",
    "__mark0",
    "x|__print(0)",
    "x|__make(0)",
    "x|__bounded",
    "[x]|random",
    "x.encode()",
    "x.translate({30002: '乙'})",
    "(1).to_bytes(9, 'big')",
    "'{0[__class__]}'.format(x)",
    "'{0.__init__.__globals__}'.format(对象)",
    "[对象]|join(attribute='_key')",
    "[对象]|sum(attribute='_key')",
    "self",
    "self.x",
    "cycler",
    "cycler(1, 2)",
    "joiner(',')",
    "namespace()",
    "namespace(a=1)._Namespace__attrs",
    "dict",
    "range",
    "range(3)",
    "x.upper",
    "x|attr('format')",
    "[x]|map('upper')",
    "对象",
    "对象|string",
    "对象|pprint",
    "x.无.__class__",
    "(x.无|default('')).__class__",
    "super()",
)
PRINTED_ONLY = {"self", "cycler", "cycler(1, 2)", "joiner(',')", "namespace()", "dict", "range", "range(3)", "x.upper",
                "x|attr('format')", "[x]|map('upper')", "对象", "[对象]|join(attribute='_key')"}  # fmt: skip


@pytest.mark.parametrize("expression", FORBIDDEN)
def test_expressions_that_are_refused_with_one_line(expression: str, tmp_path: Path) -> None:
    for text in (
        f"{{{{ {expression} }}}}",
        f"文{{{{ {expression} }}}}",
        *([] if expression in PRINTED_ONLY else [f"{{% if {expression} %}}是{{% endif %}}"]),
    ):
        given = data()
        found = excel_problems(tmp_path, {"表": [[text]]}, **given)
        found += word_problems(tmp_path, [text], **given)
        assert [
            (place, len(message.splitlines()))
            for place, _, message in (line.partition(": ") for line in found)
        ] == [
            ("form.xlsx[表!A1]", 1),
            ("form.docx[paragraph 1]", 1),
        ]
        assert not any("geheim" in line or "<class" in line for line in found)
        assert (given["表"], given["记录"]) == ([1, 2], {"a": 1})


STATEMENTS = (
    "{% include '/etc/passwd' %}",
    "{% import '/etc/passwd' as p %}",
    "{% from 'os' import path %}",
    "{% extends '/etc/passwd' %}",
    "{% block a %}{% endblock %}",
    "{% filter upper %}甲{% endfilter %}",
    "{% call x() %}甲{% endcall %}",
    "{% autoescape true %}{% endautoescape %}",
    "{% trans %}{% endtrans %}",
    "{% debug %}",
    "{% raw %}{{ x }}{% endraw %}",
    "{% do 表.append(1) %}",
    "{% do 记录.clear() %}",
    "{% for i in range(10**8) %}{{ i }}{% endfor %}",
    "{% for i in x.__class__.__mro__ %}{{ i }}{% endfor %}",
    "{% macro m() %}{{ m.__globals__ }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{% endmacro %}{{ m }}",
    "{% macro m() %}{% endmacro %}{{ m._func }}",
    "{% for i in 表 %}{{ loop }}{% endfor %}",
    "{% for i in 表 %}{{ loop._iterator }}{% endfor %}",
    "{% for i in 表 %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "{% set 记录.a = 2 %}",
    "{% set 对象.secret = 2 %}",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_statements_that_are_refused_with_one_line_each(statement: str, tmp_path: Path) -> None:
    given = data()
    found = excel_problems(tmp_path, {"表": [[statement]]}, **given) + word_problems(
        tmp_path, [statement], **given
    )
    assert {line.partition(": ")[0] for line in found} == {"form.xlsx[表!A1]", "form.docx[paragraph 1]"}
    assert [line for line in found if "\n" in line] == []
    assert (given["表"], given["记录"]) == ([1, 2], {"a": 1})


@pytest.mark.parametrize(
    ("expression", "value"),
    (
        pytest.param("'{}、{}'.format(x, 1)", "甲、1", id="a harmless format"),
        pytest.param("'%s' % x", "甲", id="a harmless percent"),
        pytest.param("'{{' ~ x ~ '}}'", "{{甲}}", id="brackets in a value"),
        pytest.param("'{{ 1 + 1 }}'", "{{ 1 + 1 }}", id="a tag in a value"),
        pytest.param("表|join('、')", "1、2", id="join"),
        pytest.param("记录['a']", 1, id="item"),
        pytest.param("记录.get('b', '无')", "无", id="get"),
        pytest.param("记录|length", 1, id="length"),
        pytest.param("dict(a=x).a", "甲", id="dict"),
        pytest.param("range(3)|list|length", 3, id="a small range"),
        pytest.param("(表|sort(reverse=true))[0]", 2, id="sort"),
        pytest.param("'<script>'|escape", "&lt;script&gt;", id="escape"),
    ),
)
def test_what_templates_may_do(expression: str, value: object, tmp_path: Path) -> None:
    assert grid(sheet(tmp_path, [[f"{{{{ {expression} }}}}"]], **data())) == [[value]]
    assert word(tmp_path, [f"{{{{ {expression} }}}}"], **data()).paragraphs[0].text == str(value)


@pytest.mark.parametrize(
    "expression", ("[x]|map(attribute='__class__')|list", "[x]|groupby('__class__')|list")
)
def test_lists_of_what_is_refused_are_no_text(expression: str, tmp_path: Path) -> None:
    found = excel_problems(tmp_path, {"表": [[f"{{{{ {expression} }}}}"]]}, **data())
    found += word_problems(tmp_path, [f"文{{{{ {expression} }}}}"], **data())
    assert found == [
        "form.xlsx[表!A1]: a list or a record cannot stand in a cell; name one of its fields (x)",
        "form.docx[paragraph 1]: a list or a record cannot be printed; name one of its fields (x)",
    ]


@pytest.mark.parametrize(
    ("expression", "path"), (("表", "表"), ("记录", "记录"), ("[x]|map(attribute='__class__')|list", "x"))
)
def test_lists_beside_text_are_refused(expression: str, path: str, tmp_path: Path) -> None:
    assert excel_problems(tmp_path, {"表": [[f"文{{{{ {expression} }}}}"]]}, **data()) == [
        f"form.xlsx[表!A1]: a list or a record cannot stand in a cell; name one of its fields ({path})"
    ]
