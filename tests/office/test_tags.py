"""Finding the tags in the text of a template."""

from __future__ import annotations

import pytest

from generator.office.tags import Tag, TagError, has_tags, scan


def shown(tag: Tag) -> str:
    """A tag in one line: kind, level, source."""
    return f"{tag.kind} {tag.level or '-'} [{tag.source}]"


@pytest.mark.parametrize(
    ("text", "tags"),
    (
        pytest.param("", [], id="nothing"),
        pytest.param("合计 {1} 100% }} %}", [], id="no tag"),
        pytest.param("{{ 项目.项目名称 }}", ["print - [项目.项目名称]"], id="expression"),
        pytest.param("共{{n}}项{{ m }}", ["print - [n]", "print - [m]"], id="two beside text"),
        pytest.param("{%tr for x in 表 %}", ["statement tr [for x in 表]"], id="row"),
        pytest.param("{% tr for x in 表 %}", ["statement tr [for x in 表]"], id="level behind a blank"),
        pytest.param("{%p endfor %}", ["statement p [endfor]"], id="paragraph"),
        pytest.param("{%tc if x %}", ["statement tc [if x]"], id="cell"),
        pytest.param("{%r if x %}", ["statement r [if x]"], id="run"),
        pytest.param("{%sheet for x in 表 %}", ["statement sheet [for x in 表]"], id="sheet"),
        pytest.param(
            "{%\u3000tr\u3000for x in 表\u3000%}", ["statement tr [for x in 表]"], id="full-width blanks"
        ),
        pytest.param("{%tr\nfor x in 表\n%}", ["statement tr [for x in 表]"], id="over lines"),
        pytest.param("{% trim %}", ["statement - [trim]"], id="a word that begins like a level"),
        pytest.param("{{- x -}}", ["print - [x]"], id="white-space control"),
        pytest.param("{%- if x -%}", ["statement - [if x]"], id="white-space control of a statement"),
        pytest.param("{{ -x }}", ["print - [-x]"], id="minus of an expression"),
        pytest.param("{# 说“明 }} #}", ["comment - [说“明 }}]"], id="comment"),
        pytest.param("｛｛ x｜money（2） ｝｝", ["print - [x|money(2)]"], id="full-width brackets"),
        pytest.param("｛％ if x＞1 ％｝", ["statement - [if x>1]"], id="full-width statement"),
        pytest.param('{{ a["｛｝（"] }}', ['print - [a["｛｝（"]]'], id="strings keep full-width signs"),
        pytest.param("{{ x == “合计” }}", ['print - [x == "合计"]'], id="Chinese quotes"),
        pytest.param("{{ x == ‘合计’ }}", ['print - [x == "合计"]'], id="Chinese single quotes"),
        pytest.param("{{ x == ”合计” }}", ['print - [x == "合计"]'], id="closing quotes on both sides"),
        pytest.param('{{ “说"是"” }}', ['print - ["说\\"是\\""]'], id="plain quotes in Chinese ones"),
        pytest.param('{{ "}}" }}', ['print - ["}}"]'], id="string with }}"),
        pytest.param("{% if x == '%}' %}", ["statement - [if x == '%}']"], id="string with %}"),
        pytest.param("{{ “}}” }}", ['print - ["}}"]'], id="Chinese string with }}"),
        pytest.param('{{ "a\\"}}" }}', ['print - ["a\\"}}"]'], id="escaped quote"),
        pytest.param("{{ {'a': {}}['a'] }}", ["print - [{'a': {}}['a']]"], id="dictionary"),
        pytest.param("{{ '“' }}", ["print - ['“']"], id="Chinese quote in a plain string"),
    ),
)
def test_scan_finds_tags_and_makes_plain_jinja_of_them(text: str, tags: list[str]) -> None:
    assert [shown(tag) for tag in scan(text)] == tags
    assert has_tags(text) == bool(tags)


def test_tags_know_the_stretch_of_text_they_cover() -> None:
    text = "共{{ n }}项｛％ if x ％｝{# 注 #}。"
    assert [text[tag.start : tag.end] for tag in scan(text)] == ["{{ n }}", "｛％ if x ％｝", "{# 注 #}"]


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    (
        pytest.param("甲{{ x", "the tag {{ x is never closed", 1, id="expression"),
        pytest.param("{{ x %}", "the tag {{ x %} is never closed", 0, id="closed like a statement"),
        pytest.param(
            "{{ a }}{%tr for x in 表", "the tag {%tr for x in 表 is never closed", 7, id="second tag"
        ),
        pytest.param("{# 说明", "the tag {# 说明 is never closed", 0, id="comment"),
        pytest.param("{{ {{{{{", "the tag {{ {{{{{ is never closed", 0, id="brackets only"),
        pytest.param("{{", "the tag {{ is never closed", 0, id="at the end"),
        pytest.param("甲{{ “合计 }}", "the text that begins with “合计 }} is never closed", 1, id="string"),
        pytest.param(
            "{{ 'a\\", "the text that begins with 'a\\ is never closed", 0, id="backslash at the end"
        ),
    ),
)
def test_a_tag_that_is_never_closed(text: str, message: str, offset: int) -> None:
    with pytest.raises(TagError) as error:
        list(scan(text))
    assert (str(error.value), error.value.offset) == (message, offset)


@pytest.mark.parametrize(
    ("text", "expression"),
    (
        pytest.param("{{ x | merge }}", "x ", id="merge"),
        pytest.param("{{ x|merge() }}", "x", id="with brackets"),
        pytest.param("{{ x｜merge }}", "x", id="full-width bar"),
        pytest.param("{{ x | money | merge }}", "x | money ", id="behind another filter"),
    ),
)
def test_merging_tags_know_their_expression(text: str, expression: str) -> None:
    tag = next(scan(text))
    assert (tag.merges, tag.merged_expression) == (True, expression)


@pytest.mark.parametrize(
    "text", ("{{ merge }}", "{{ x | merged }}", "{{ x | merge | money }}", "{% merge %}")
)
def test_tags_that_do_not_merge(text: str) -> None:
    assert [tag.merges for tag in scan(text)] == [False]
