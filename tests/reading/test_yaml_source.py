"""YAML is read as written, and what cannot be read is said with its place and a way out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.location import KeyPath
from generator.reading.yaml_source import read_yaml


def read(tmp_path: Path, content: str | bytes) -> tuple[object, list[str]]:
    path = tmp_path / "x.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    source = read_yaml(path, "x.yaml")
    return source.data, [str(problem).removeprefix("x.yaml:") for problem in source.problems]


@pytest.mark.parametrize(
    ("content", "data"),
    (
        pytest.param(
            "a: no\nb: 12:30\nc: 0012\nd: 1e5\ne: 1_000\nf: ~",
            {"a": "no", "b": "12:30", "c": "0012", "d": "1e5", "e": "1_000", "f": "~"},
            id="nothing is typed",
        ),
        pytest.param(
            "a: =100.00(%)\nb: ≥5.00(款)\nc: -5",
            {"a": "=100.00(%)", "b": "≥5.00(款)", "c": "-5"},
            id="values of the forms",
        ),
        pytest.param(
            "a:\nb: ''\nc: '  '\nd: {e: ''}\nf: []\ng: [x, '', y]", {"g": ["x", "y"]}, id="blanks are absent"
        ),
        pytest.param("a: |\n  甲\n  乙\nb: >-\n  甲\n  乙\n", {"a": "甲\n乙\n", "b": "甲 乙"}, id="blocks"),
        pytest.param("a: 甲 # 注\n", {"a": "甲"}, id="comment"),
        pytest.param("{a: {b: [c, {d: e}]}}", {"a": {"b": ["c", {"d": "e"}]}}, id="braces"),
        pytest.param("a: |\r\n  甲\r\n  乙\r\n", {"a": "甲\n乙\n"}, id="CRLF"),
        pytest.param("\ufeffa: 甲\n", {"a": "甲"}, id="byte-order mark"),
        pytest.param("a: 甲\n".encode("utf-16"), {"a": "甲"}, id="UTF-16 with a byte-order mark"),
        pytest.param("---\na: b\n...\n", {"a": "b"}, id="one document with its marks"),
    ),
)
def test_what_is_read(content: str | bytes, data: object, tmp_path: Path) -> None:
    assert read(tmp_path, content) == (data, [])


@pytest.mark.parametrize(
    ("content", "problem"),
    (
        pytest.param(
            "年度指标值: >11000\n",
            '1:8: error INP100: a text that starts with > has to stand in quotes: ">11000"',
            id="greater than",
        ),
        pytest.param(
            "- {a: @甲, b: c}\n",
            '1:7: error INP100: a text that starts with @ has to stand in quotes: "@甲"',
            id="at sign inside braces",
        ),
        pytest.param(
            "a: *必填\n",
            '1:4: error INP100: a text that starts with * has to stand in quotes: "*必填"',
            id="asterisk",
        ),
        pytest.param(
            "a: %\n",
            '1:4: error INP100: a text that starts with % has to stand in quotes: "%"',
            id="percent sign",
        ),
        pytest.param(
            "a: &甲\n",
            '1:4: error INP100: a text that starts with & has to stand in quotes: "&甲"',
            id="ampersand",
        ),
        pytest.param(
            "a: -\n", '1:4: error INP100: a text that starts with - has to stand in quotes: "-"', id="dash"
        ),
        pytest.param(
            f"a: `{'长' * 40}`\n",
            "1:4: error INP100: a text that starts with ` has to stand in quotes",
            id="too long for an example",
        ),
        pytest.param(
            "a: 说明: 详见\n",
            '1:6: error INP100: a text that holds a colon and a blank has to stand in quotes: "说明: 详见"',
            id="colon in a text",
        ),
        pytest.param(
            "a: 说明\n项目名称：甲\nb: c\n",
            "2:5: error INP100: write a half-width colon and a blank between key and value: `key: value`",
            id="full-width colon",
        ),
        pytest.param(
            "项目名称:甲\nb: c\n",
            "1:5: error INP100: write a half-width colon and a blank between key and value: `key: value`",
            id="colon without a blank",
        ),
        pytest.param(
            "a:\n\tb: c\n", "2:1: error INP100: a tab stands before the text; indent with blanks", id="tab"
        ),
        pytest.param(
            'a: "甲"乙\n',
            "1:7: error INP100: the text goes on after its closing quote; put all of it in the other "
            "kind of quotes",
            id="text after a quote",
        ),
        pytest.param(
            'a: "甲\nb: c\n', "1:4: error INP100: the quote that opens here is never closed", id="open quote"
        ),
        pytest.param(
            "a: {b: c\nd: e\n",
            "1:4: error INP100: the bracket that opens here is never closed",
            id="open brace",
        ),
        pytest.param(
            "a: b\n  c: d\n",
            "2:4: error INP100: the line is indented deeper than the one above, which has a value already",
            id="indented too deep",
        ),
        pytest.param(
            "a:\n  b: c\n d: e\n",
            "3:2: error INP100: the line is not indented like any line above that it could belong to",
            id="indented between",
        ),
        pytest.param(
            "a: b\n甲\n",
            "2:1: error INP100: expected `key: value`; a text of several lines is indented deeper "
            "than its key",
            id="no key",
        ),
        pytest.param(
            "甲\n", "1:1: error INP105: expected keys with values, one `key: value` a line", id="no mapping"
        ),
        pytest.param(
            "- a\n", "1:1: error INP105: expected keys with values, one `key: value` a line", id="a list"
        ),
        pytest.param("", " error INP003: the file is empty", id="empty"),
        pytest.param("# nothing\n", " error INP003: the file is empty", id="comments only"),
        pytest.param(
            "a: b\nc: 甲".encode("gbk"),
            "2: error INP002: the file is in GBK, not in UTF-8: save it again as UTF-8",
            id="GBK",
        ),
        pytest.param(
            "甲: ".encode() + b"\xff\n", "1: error INP002: the file is not text in UTF-8", id="damaged"
        ),
        pytest.param(
            b"PK\x03\x04\x00\x00",
            "1:3: error INP108: the control character U+0003 cannot stand in a text; delete it",
            id="another kind of file",
        ),
        pytest.param(
            "a: " + "[" * 21 + "]" * 21, "1:24: error INP109: the data are nested too deep", id="nested"
        ),
        pytest.param(
            "[" * 20_000, "1:22: error INP109: the data are nested too deep", id="nested without end"
        ),
        pytest.param(
            b"a: " + b"x" * 4_000_000, " error INP004: the file is larger than 4 MB", id="too large"
        ),
    ),
)
def test_what_hinders_reading(content: str | bytes, problem: str, tmp_path: Path) -> None:
    assert read(tmp_path, content) == ({}, [problem])


@pytest.mark.parametrize(
    ("content", "data", "problems"),
    (
        pytest.param(
            "a: 1\nb: 2\na: 3\n",
            {"a": "1", "b": "2"},
            ["3:1: error INP101: the key a stands twice, first in line 1"],
            id="repeated key",
        ),
        pytest.param(
            "a: &x [1]\nb: *x\n",
            {"a": ["1"]},
            [
                "1:4: error INP102: &x names a value for later use; leave it out, or put the text in quotes",
                (
                    "2:4: error INP102: *x refers to another value; write that value here, or put the "
                    "text in quotes"
                ),
            ],
            id="anchor and alias",
        ),
        pytest.param(
            "a: !!python/object/apply:os.abort []\nb: !x c\n",
            {"b": "c"},
            [
                (
                    "1:4: error INP103: tag:yaml.org,2002:python/object/apply:os.abort is a tag of YAML; "
                    "leave it out, or put the text in quotes"
                ),
                "2:4: error INP103: !x is a tag of YAML; leave it out, or put the text in quotes",
            ],
            id="tags",
        ),
        pytest.param(
            "a: b\n---\nc: d\n---\ne: f\n",
            {"a": "b"},
            ["2:1: error INP104: a second document starts here; expected one in the file"],
            id="documents",
        ),
        pytest.param(
            "? [a]\n: b\nc: d\n",
            {"c": "d"},
            ["1:3: error INP105: expected a key, which is a text followed by a colon"],
            id="a list as a key",
        ),
        pytest.param(
            "a: 见附件 #3\nb: #1楼\n",
            {"a": "见附件"},
            [
                (
                    "1:4: warning INP106: the text ends before the #, a comment follows; put all in "
                    "quotes if it belongs to the text"
                ),
                (
                    "2:3: warning INP106: the text ends before the #, a comment follows; put all in "
                    "quotes if it belongs to the text"
                ),
            ],
            id="cut at #",
        ),
        pytest.param(
            "a: {b: 甲, 乙}\n",
            {"a": {"b": "甲"}},
            [
                (
                    "1:11: error INP107: 乙 stands without a value: a comma ends a text inside braces; "
                    "put the text in quotes"
                )
            ],
            id="comma inside braces",
        ),
        pytest.param(
            'a: "\\0甲"\n"\\x01b": c\n',
            {"a": "甲", "b": "c"},
            [
                "1:4: error INP108: the control character U+0000 cannot stand in a text; delete it",
                "2:1: error INP108: the control character U+0001 cannot stand in a text; delete it",
            ],
            id="escaped control characters",
        ),
        pytest.param(
            "a: >5\nb: c\n",
            {"b": "c"},
            ["1:4: error INP110: >5 starts a block of text, and none follows; put the value in quotes"],
            id="greater than five",
        ),
    ),
)
def test_what_is_refused_and_read_on(content: str, data: object, problems: list[str], tmp_path: Path) -> None:
    assert read(tmp_path, content) == (data, problems)


def test_an_alias_bomb_is_left_unexploded(tmp_path: Path) -> None:
    levels = [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 30)]
    data, problems = read(tmp_path, "\n".join(["a0: &a0 lol", *levels]))
    assert data == {"a0": "lol"}
    assert {re.sub(r"^.*?(INP\d+).*", r"\1", problem) for problem in problems} == {"INP102"}
    assert len(problems) == 200


@pytest.mark.parametrize(
    ("path", "place"),
    (
        pytest.param((), (2, 1), id="the whole"),
        pytest.param(("甲",), (2, 4), id="a text"),
        pytest.param(("乙",), (3, 1), id="a block is where its key is"),
        pytest.param(("乙", "丙"), (4, 6), id="a row in braces"),
        pytest.param(("乙", "丙", "丁"), (4, 10), id="a text in braces"),
        pytest.param(("乙", "丙", "空"), (4, 16), id="a blank one too"),
        pytest.param(("戊", 1), (7, 5), id="an entry"),
        pytest.param(("戊", 1, "庚"), (8, 8), id="a text in an entry"),
        pytest.param(("戊", 1, "无", "无"), (7, 5), id="what is not there: the nearest thing around it"),
    ),
)
def test_places(path: KeyPath, place: tuple[int, int], tmp_path: Path) -> None:
    text = "# 注\n甲: a\n乙:\n  丙: {丁: b, 空: ''}\n戊:\n  - 己: c\n  - 己: d\n    庚: e\n"
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    location = read_yaml(tmp_path / "x.yaml", "x.yaml").locate(path)
    assert (location.file, location.row, location.column) == ("x.yaml", *place)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    problems = [str(problem) for problem in read_yaml(tmp_path, "x.yaml").problems]
    assert problems == ["x.yaml: error INP001: the file cannot be read: Is a directory"]
