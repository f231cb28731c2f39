"""Whatever a YAML text looks like, changed places say what they should, and all other lines are the same."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import tree
from generator.editing.yaml_nodes import Document
from generator.editing.yaml_text import edited
from generator.location import KeyPath
from generator.writing.yaml_text import block, double_quoted, scalar, single_quoted

TEXTS = st.one_of(
    st.sampled_from(
        ["甲", "1.10", "no", "a b", "x: y", "- z", "#", "", "'", '"', "{", "a, b", "=1", "|", "1:3", "~"]
    ),
    st.text(st.sampled_from("ab 甲:#,-'\"\\\n\t{[|>&*!%"), max_size=8),
    st.lists(st.sampled_from(["甲 b", "", "  c", "d # e", "f: g"]), min_size=2, max_size=4).map("\n".join),
)
KEYS = st.sampled_from(["a", "b", "名称", "no", "x y", "k: l", "c#", "-d"])
TREES: st.SearchStrategy[tree.Tree] = st.recursive(
    TEXTS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)


class Writer:
    """Writes data in any of the ways in which people do."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw

    def one_of(self, *choices: str) -> str:
        return self.draw(st.sampled_from(choices))

    def inline(self, text: str, *, flow: bool) -> str:
        styles = [scalar(text, flow=flow), double_quoted(text), single_quoted(text)]
        return self.one_of(*(style for style in styles if style is not None))

    def flow(self, data: tree.Tree) -> str:
        comma = self.one_of(", ", " , ", ",  ")
        if isinstance(data, str):
            return self.inline(data, flow=True)
        if isinstance(data, dict):
            pairs = [f"{self.inline(key, flow=True)}: {self.flow(each)}" for key, each in data.items()]
            return "{" + comma.join(pairs) + (self.one_of("", ", ") if pairs else "") + "}"
        return "[" + comma.join(map(self.flow, data)) + (self.one_of("", ",") if data else "") + "]"

    def lines(self, data: tree.Tree, column: int) -> list[str]:
        """The lines of a block, the first one without its indentation."""
        if isinstance(data, str) or not data or self.one_of("block", "block", "flow") == "flow":
            return [self.flow(data) + self.comment()]
        pairs: list[tuple[str, tree.Tree]] = (
            [(self.inline(key, flow=False) + ":", each) for key, each in data.items()]
            if isinstance(data, dict)
            else [("-", each) for each in data]
        )
        made: list[str] = []
        for head, each in pairs:
            if made:
                made += [" " * self.draw(st.integers(0, 6)) + "# c"] * self.draw(st.integers(0, 1)) + [
                    ""
                ] * self.draw(st.integers(0, 1))
            made += [
                " " * column + line if not place else line
                for place, line in enumerate(self.entry(head, each, column))
            ]
        return [made[0].lstrip(" "), *made[1:]]

    def entry(self, head: str, data: tree.Tree, column: int) -> list[str]:
        inner = column + self.draw(st.integers(2, 4))
        if data == "" and self.one_of("blank", "quoted") == "blank":
            return [head + self.comment()]
        if isinstance(data, str):
            found = block(data, inner)
            if found and self.one_of("block", "line") == "block":
                return found.replace("|", head + " |", 1).split("\n")
            return [f"{head} {self.inline(data, flow=False)}{self.comment()}"]
        lines = self.lines(data, inner)
        if not data or lines[0][0] in "{[" or (head == "-" and self.one_of("same", "next") == "same"):
            lines = (
                self.lines(data, column + 2) if head == "-" else lines[:1] if lines[0][0] in "{[" else lines
            )
            if lines[0][0] in "{[" or head == "-":
                return [f"{head} {lines[0]}", *lines[1:]]
        return [head + self.comment(), " " * inner + lines[0], *lines[1:]]

    def comment(self) -> str:
        return self.one_of("", "", "  # c: [d")


@st.composite
def documents(draw: Any) -> str:
    data = draw(st.dictionaries(KEYS, TREES, min_size=1, max_size=4))
    writer = Writer(draw)
    lines = ["# head"] * draw(st.integers(0, 1)) + writer.lines(data, 0) + ["# end"] * draw(st.integers(0, 1))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return newline.join(lines) + draw(st.sampled_from(["", newline]))


def leaves(data: tree.Tree, path: KeyPath = ()) -> list[KeyPath]:
    """The paths of all texts, blank items left out as in the data."""
    if isinstance(data, str):
        return [path]
    if isinstance(data, dict):
        return [leaf for key, each in data.items() for leaf in leaves(each, (*path, key))]
    filled = [each for each in data if not tree.is_blank(tree.without_blanks(each))]
    return [leaf for place, each in enumerate(filled) for leaf in leaves(each, (*path, place))]


def value(data: Any, path: KeyPath) -> Any:
    for step in path:
        if isinstance(step, int):
            data = [each for each in data if not tree.is_blank(tree.without_blanks(each))]
        data = data[step]
    return data


def read(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)


def changed_part(old: str, new: str) -> tuple[str, str]:
    """What differs between two texts, in whole lines."""
    a, b = old.splitlines(keepends=True), new.splitlines(keepends=True)
    first = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    last = next(
        (n for n, (x, y) in enumerate(zip(a[first:][::-1], b[first:][::-1], strict=False)) if x != y),
        min(len(a), len(b)) - first,
    )
    return "".join(a[first : len(a) - last]), "".join(b[first : len(b) - last])


@given(documents(), st.data())
@settings(max_examples=400, deadline=None)
def test_a_text_takes_the_place_of_another(text: str, data: st.DataObject) -> None:
    before = Document(text, "").data()
    paths = leaves(before)
    if not paths:
        return
    path, new = data.draw(st.sampled_from(paths)), data.draw(TEXTS)
    made = edited(text, {path: new})
    old = value(before, path)
    gone, come = changed_part(text, made)
    assert gone.count("\n") <= old.count("\n") + 2
    assert come.count("\n") <= new.count("\n") + 2
    if new.strip():
        assert value(Document(made, "").data(), path) == new
    if old == new:
        assert made == text


@given(documents(), st.data())
@settings(max_examples=400, deadline=None)
def test_many_changes_at_once(text: str, data: st.DataObject) -> None:
    """`edited` reads the text again and compares all of it; here a loader of others does."""
    before = Document(text, "").data()
    paths = leaves(before)
    chosen = data.draw(st.lists(st.sampled_from(paths), max_size=4, unique=True)) if paths else []
    changes: dict[KeyPath, tree.Tree | None] = {
        path: data.draw(st.one_of(st.none(), TEXTS)) for path in chosen if path
    }
    new = data.draw(KEYS)
    if isinstance(before, dict) and new not in before:
        changes[new,] = data.draw(TREES)
    made = edited(text, changes)
    assert Document(made, "").data() == normal(read(made))
    if isinstance(before, dict) and (new,) in changes and changes[new,]:
        assert Document(made, "").data()[new] == changes[new,]  # type: ignore[call-overload, index]


def normal(data: Any) -> Any:
    if isinstance(data, dict):
        return {key.strip(): normal(each) for key, each in data.items()}
    return [normal(each) for each in data] if isinstance(data, list) else data.replace("\r\n", "\n")


@given(documents(), st.data())
@settings(max_examples=300, deadline=None)
def test_comments_survive_what_goes(text: str, data: st.DataObject) -> None:
    before = Document(text, "").data()
    paths = leaves(before)
    if not paths:
        return
    path = data.draw(st.sampled_from(paths))
    made = edited(text, {path: None}) if path else text
    gone, come = changed_part(text, made)
    assert made == text or len(gone.splitlines()) <= len(value(before, path).splitlines()) + 4, (gone, come)
    heads = [line for line in text.splitlines() if line in ("# head", "# end")]
    assert [line for line in made.splitlines() if line in ("# head", "# end")] == heads
