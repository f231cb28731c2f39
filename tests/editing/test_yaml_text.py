"""Values of a YAML text change, and all else stays to the letter."""

from __future__ import annotations

import pytest

from generator import tree
from generator.editing.yaml_nodes import Document
from generator.editing.yaml_text import edited, with_item
from generator.errors import GeneratorError
from generator.location import KeyPath
from generator.reading.source import Notes
from generator.reading.yaml_tree import TreeBuilder

FILE = """\
# head
项目名称: 甲   # name
"主管部门": 'it''s' # unit
note: "a\\tb"
资金: {年初: 0.00,  全年: "12", x} # funds
blank:
目标: |-  # why
    一
    二

  # of the next
说明: >
  long
  text
绩效指标:
  - {a: 1, b: 2}
  -
  - c: 3  # three
    # of d
    d:
      e: 4
  # last
list: [x,
  y, # why
]
end: z
"""


def cut(*pairs: tuple[str, str]) -> str:
    text = FILE
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    (
        pytest.param(("项目名称",), "乙", "甲   #", "乙   #", id="plain"),
        pytest.param(("项目名称",), "no", "甲   #", '"no"   #', id="plain no longer"),
        pytest.param(("项目名称",), "", "甲   #", '""   #', id="blank"),
        pytest.param(("项目名称",), "乙: #", "甲   #", '"乙: #"   #', id="with signs"),
        pytest.param(("项目名称",), "a\nb", "甲   # name\n", "|-   # name\n  a\n  b\n", id="lines"),
        pytest.param(("项目名称",), " a\nb", "甲   #", '" a\\nb"   #', id="lines that no block holds"),
        pytest.param(("主管部门",), "he's", "'it''s'", "'he''s'", id="single quotes"),
        pytest.param(("主管部门",), "\t", "'it''s'", '"\\t"', id="single quotes no longer"),
        pytest.param(("note",), "c", '"a\\tb"', '"c"', id="double quotes"),
        pytest.param(("资金", "年初"), "1,5", "0.00,", '"1,5",', id="in braces"),
        pytest.param(("资金", "年初"), "a\nb", "0.00,", '"a\\nb",', id="lines in braces"),
        pytest.param(("资金", "x"), "1", "x}", "x: 1}", id="a key without a colon"),
        pytest.param(("blank",), "1", "blank:\n", "blank: 1\n", id="a blank value"),
        pytest.param(("blank",), "a\nb\n", "blank:\n", "blank: |\n  a\n  b\n", id="lines in a blank value"),
        pytest.param(("目标",), "三\n四\n五\n", "|-  # why\n    一\n    二\n", "|  # why\n    三\n    四\n    五\n", id="a block"),
        pytest.param(("目标",), "三", "|-  # why\n    一\n    二\n", "|-  # why\n    三\n", id="one line in a block"),
        pytest.param(("目标",), "", "|-  # why\n    一\n    二\n", '""  # why\n', id="nothing in a block"),
        pytest.param(("说明",), "a\n\nb\nc", ">\n  long\n  text\n", ">-\n  a\n\n\n  b\n\n  c\n", id="a folded block"),
        pytest.param(("说明",), "a\n  b", ">\n  long\n  text\n", "|-\n  a\n    b\n", id="a block folded no longer"),
        pytest.param(("绩效指标", 0, "b"), "9", "b: 2", "b: 9", id="an item's"),
        pytest.param(("绩效指标", 1, "d", "e"), "9\n9", "e: 4\n", "e: |-\n        9\n        9\n", id="blank items do not count"),
        pytest.param(("list", 1), "z", "  y, #", "  z, #", id="a list's"),
        pytest.param(("资金", "k"), "1", "x}", "x, k: 1}", id="a new key in braces"),
        pytest.param(("neu",), "1", "end: z\n", "end: z\nneu: 1\n", id="a new key"),
        pytest.param(("blank", "a"), "1", "blank:\n", "blank: {a: 1}\n", id="the first key"),
        pytest.param(("绩效指标", 1, "d", "f"), "a\nb", "e: 4\n", "e: 4\n      f: |-\n        a\n        b\n", id="a new key of lines"),
        pytest.param(("绩效指标", 1, "f", "g"), "1", "e: 4\n", "e: 4\n    f:\n      g: 1\n", id="new keys around a new key"),
        pytest.param(("绩效指标", 0, "f", "g"), "1", "b: 2", "b: 2, f: {g: 1}", id="new keys in braces"),
        pytest.param(("绩效指标", 2), {"a": "1", "b": ["x", ""]}, "e: 4\n", "e: 4\n  - a: 1\n    b:\n      - x\n      - \"\"\n", id="a new item"),
        pytest.param(("list", 2), "z", "y, #", "y, z #", id="a new item in brackets"),
        pytest.param(("项目名称",), None, "项目名称: 甲   # name\n", "", id="a key goes"),
        pytest.param(("目标",), None, "目标: |-  # why\n    一\n    二\n", "", id="a block goes"),
        pytest.param(("资金", "年初"), None, "年初: 0.00,  ", "", id="the first in braces goes"),
        pytest.param(("资金", "x"), None, ', x}', "}", id="the last in braces goes"),
        pytest.param(("绩效指标", 0), None, "  - {a: 1, b: 2}\n", "", id="an item goes"),
        pytest.param(("绩效指标", 1), None, "  - c: 3  # three\n    # of d\n    d:\n      e: 4\n", "", id="an item of lines goes"),
        pytest.param(("绩效指标", 1, "c"), None, "  - c: 3  # three\n    # of d\n", "  -\n    # of d\n", id="the first key of an item goes"),
        pytest.param(("绩效指标", 1, "d"), None, "    d:\n      e: 4\n", "", id="the last key of an item goes"),
        pytest.param(("绩效指标", 1, "d", "e"), None, "    d:\n      e: 4\n", "    d: {}\n", id="the only key goes"),
        pytest.param(("list", 0), None, "x,\n", "\n", id="the first in brackets goes"),
    ),
)  # fmt: skip
def test_one_change(path: KeyPath, value: tree.Tree | None, old: str, new: str) -> None:
    expected = cut((old, new))
    assert edited(FILE, {path: value}) == expected
    crlf = FILE.replace("\n", "\r\n")
    assert edited("\ufeff" + crlf, {path: value}) == "\ufeff" + expected.replace("\n", "\r\n")


def test_many_changes_at_once_speak_of_the_text_as_it_was() -> None:
    text = "a:\n  - x: 1\n  - x: 2\n  - x: 3\nb: [p, q]\n"
    changes: dict[KeyPath, tree.Tree | None] = {
        ("a", 0): None,
        ("a", 1, "x"): "20",
        ("a", 1, "k"): "neu",
        ("a", 2): None,
        ("a", 3, "x"): "4",
        ("a", 3, "k"): "5",
        ("b", 0): None,
        ("b", 1): None,
        ("c", "d", "e"): "f",
        ("c", "d", "g"): "h",
    }
    assert (
        edited(text, changes)
        == "a:\n  - x: 20\n    k: neu\n  - x: 4\n    k: 5\nb: []\nc:\n  d:\n    e: f\n    g: h\n"
    )


@pytest.mark.parametrize(
    ("text", "path", "value", "expected"),
    (
        pytest.param(
            "a: |\n  x", ("b",), "1", "a: |-\n  x\nb: 1", id="behind a block without a last line break"
        ),
        pytest.param(
            "a: |+\n  x", ("b",), "1\n2\n", "a: |-\n  x\nb: |\n  1\n  2\n", id="a block behind such a block"
        ),
        pytest.param("a: x", ("a",), "1\n2\n", "a: |\n  1\n  2\n", id="a block at the end"),
        pytest.param(
            "a: |+\n  x\n\n", ("b",), "1", "a: |+\n  x\n\nb: 1\n", id="behind a block with its blank lines"
        ),
        pytest.param("a: 1", ("a",), None, "{}", id="all goes"),
        pytest.param(
            "a:\n- 1\n- 2\n", ("a", 2), "3", "a:\n- 1\n- 2\n- 3\n", id="dashes that are not indented"
        ),
        pytest.param("a:\n- 1\nb: 2\n", ("a", 0), None, "a: []\nb: 2\n", id="the only dash goes"),
        pytest.param(
            "a:\n  - - 1\n    - 2\n", ("a", 0, 0), None, "a:\n  - - 2\n", id="a dash behind a dash goes"
        ),
        pytest.param("- a: 1\n", (0, "a"), None, "- {}\n", id="the only key behind a dash goes"),
        pytest.param("- a: 1\n  b: 2\n", (0, "a"), None, "- b: 2\n", id="the next key moves up"),
        pytest.param("{a: 1, }\n", ("b",), "2", "{a: 1, b: 2 }\n", id="a comma too many"),
        pytest.param("a: ''\n", ("a", "b"), "1", "a: {b: 1}\n", id="empty quotes"),
        pytest.param("{a, c: 1}\n", ("a", "b"), "1", "{a: {b: 1}, c: 1}\n", id="a key without a colon"),
        pytest.param(
            "a: 1",
            ("b",),
            {"c": ["x", "1\n2\n"]},
            "a: 1\nb:\n  c:\n    - x\n    - |\n      1\n      2\n",
            id="much at the end",
        ),
        pytest.param("a: [x]\n", ("a", 1), ["k", {}], "a: [x, [k, {}]]\n", id="a list in brackets"),
        pytest.param("a: 1\n", ("b",), {}, "a: 1\nb: {}\n", id="nothing new"),
        pytest.param("{}\n", ("b",), "2", "{b: 2}\n", id="empty braces"),
        pytest.param("a: [1, 2]\n", ("a", 1), None, "a: [1]\n", id="the last in brackets goes"),
        pytest.param("a: |2\n   x\n", ("a",), "y", "a: |-\n   y\n", id="a block that says its indentation"),
        pytest.param("a:\n  long\n  text # c\n", ("a",), "x", "a:\n  x # c\n", id="plain over lines"),
        pytest.param(
            "a: |\n  x\nb: 1\n  # deep\nc: 2\n",
            ("b",),
            None,
            "a: |\n  x\nc: 2\n",
            id="a comment that would become text",
        ),
    ),
)
def test_corners(text: str, path: KeyPath, value: str | None, expected: str) -> None:
    assert edited(text, {path: value}) == expected


@pytest.mark.parametrize(
    ("text", "path", "value", "message"),
    (
        pytest.param("a: [", ("a",), "1", "x.yaml:1:1: the file is no YAML: did not find expected node content", id="no YAML"),
        pytest.param("", ("a",), "1", "x.yaml:1:1: the file is empty", id="empty"),
        pytest.param("a: 1\n---\nb: 2\n", ("a",), "1", "x.yaml:2:1: expected one document in the file", id="two documents"),
        pytest.param("b: 1\na: &x 1\n", ("a",), "1", "x.yaml:2:4: &x is more than can be changed here; write it in a simpler way", id="an anchor"),
        pytest.param("? a\n: 1\n", ("a",), "1", "x.yaml:1:1: ? is more than can be changed here; write it in a simpler way", id="a question mark"),
        pytest.param("a: [b: 1]\n", ("a", 0, "b"), None, "x.yaml:1:5: b: 1 is more than can be changed here; write it in a simpler way", id="a bare pair"),
        pytest.param("a: 1\na: 2\n", ("a",), "1", "x.yaml:2:1: expected a key that stands once", id="a key twice"),
        pytest.param("a: {b: 1}\n", ("a",), "1", "x.yaml:1:1: a text and a list cannot take each other's place", id="a text for a mapping"),
        pytest.param("a: 1\n", ("a", "b"), "1", "x.yaml:1:1: there are no keys, and so no b", id="a key in a text"),
        pytest.param("a: [1]\n", ("a", 2), "1", "x.yaml:1:1: there is no item 3", id="a gap"),
        pytest.param("[" * 50 + "]" * 50, ("a",), "1", "x.yaml:1:42: the data are nested too deep", id="too deep"),
        pytest.param("a: 1\n", ("b", 0), None, "x.yaml:1:1: there is nothing at b > 0", id="nothing to remove"),
        pytest.param("a: |\r  1\rb: 2\r", ("a",), "3", "x.yaml:1:5: '\\r' is more than can be changed here; write it in a simpler way", id="a block with the line ends of old"),
    ),
)  # fmt: skip
def test_what_cannot_be_changed(text: str, path: KeyPath, value: str | None, message: str) -> None:
    with pytest.raises(GeneratorError) as caught:
        edited(text, {path: value}, "x.yaml")
    assert str(caught.value) == message


def test_places_are_those_of_the_reader() -> None:
    notes = Notes("x.yaml")
    data = TreeBuilder(FILE, notes).document(())
    assert data == tree.without_blanks(Document(FILE, "").data())
    assert isinstance(data, dict)
    for path in (("绩效指标", 1, "d", "e"), ("list", 1)):
        made = TreeBuilder(edited(FILE, {path: "neu"}), Notes("x.yaml")).document(())
        at: object = made
        for step in path:
            at = at[step]  # type: ignore[index]
        assert at == "neu"


BLOCK = """\
a: 1
list:
  # first
  - {x: 1}  # one
    # of one
  # second
  - {x: 2}

b: [p, q]
"""


@pytest.mark.parametrize(
    ("path", "position", "value", "expected"),
    [
        pytest.param(
            ("list",), 0, {"x": "0"}, BLOCK.replace("  # first\n", "  # first\n  - {x: 0}\n"), id="at the top"
        ),
        pytest.param(
            ("list",), 1, {"x": "9"}, BLOCK.replace("  # second\n", "  - {x: 9}\n  # second\n"), id="between"
        ),
        pytest.param(
            ("list",), 2, {"x": "3"}, BLOCK.replace("- {x: 2}\n", "- {x: 2}\n  - {x: 3}\n"), id="at the end"
        ),
        pytest.param(("b",), 1, "o", BLOCK.replace("[p, q]", "[p, o, q]"), id="in brackets"),
    ],
)
def test_an_item_more(path: KeyPath, position: int, value: tree.Tree, expected: str) -> None:
    assert with_item(BLOCK, path, position, value) == expected
