"""The Chinese catalogue says everything that the program says, and the compiled one says the same."""

from __future__ import annotations

import gettext
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest
from catalogue import CLICKS, OURS, PACKAGE, catalogue, compiled, used
from guides import FILLING_IN, READMES, blocks

_ENGLISH = re.compile(r"[A-Za-z]{2,}")
_CODE = re.compile(  # placeholders, the lines of examples, words set as code, options, codes of rules
    r"\{\w*\}|%\(\w+\)s|\n  .*|`[^`]*`|--[a-z]+|\b[A-Z]{3}(?:\d{3})?\b"
)
_HALF_WIDTH = re.compile(r'[\u4e00-\u9fff][,;:?!"](?!\n|$)')  # click's headings end in a plain colon
_FINDING = re.compile(r" [A-Z]{3}\d{3}: ")
_NAMES = {
    *("Excel", "Word", "WPS", "Office", "YAML", "UTF", "GBK", "DOCTYPE", "Tab", "Open", "XML"),
    *("PNG", "JPEG", "GIF", "BMP", "FFC", "JSON", "Schema", "Strict", "Ctrl"),
    *(
        "jixiao",
        "check",
        "init",
        "inputs",
        "templates",
        "schema",
        "booklet",
        "projects",
        "yaml",
        "xls",
        "xlsb",
        "xlsx",
        "docx",
        "text",
        "excel",
    ),
    *("for", "merge", "anchor", "page", "namespace"),  # words of templates
}
README = READMES[1]
SOURCES = pytest.mark.parametrize("source", (OURS, CLICKS), ids=lambda path: path.stem)


def pairs(source: Path) -> list[tuple[str, str]]:
    """Every message with its translation; plurals, which Chinese has not, by their first and only form."""
    return [
        (message.id[-1], message.string[0]) if isinstance(message.id, tuple) else (message.id, message.string)
        for message in catalogue(source)
        if message.id
    ]


def fields(text: str) -> set[str]:
    return {name for _text, name, _format, _conversion in Formatter().parse(text) if name is not None}


def test_every_message_is_translated_and_none_is_stale() -> None:
    translated = {english for english, chinese in pairs(OURS) if chinese}
    assert (used() - translated, translated - used()) == (set(), set())


@SOURCES
def test_translations_keep_the_placeholders(source: Path) -> None:
    assert [(a, b) for a, b in pairs(source) if not fields(b) <= fields(a)] == []
    if source == OURS:  # click has one message for one value and for several
        assert [(a, b) for a, b in pairs(source) if fields(b) != fields(a)] == []


@SOURCES
def test_translations_are_chinese(source: Path) -> None:
    left = [(b, set(_ENGLISH.findall(_CODE.sub("", b))) - _NAMES) for _a, b in pairs(source)]
    assert [(text, words) for text, words in left if words] == []
    assert [b for _a, b in pairs(source) if _HALF_WIDTH.search(b.replace("“键: 值”", ""))] == []


@SOURCES
def test_the_compiled_catalogue_is_that_of_the_source(source: Path) -> None:
    """`make messages` compiles it."""
    made = source.with_suffix(".mo").read_bytes()
    assert made == compiled(source)
    with io.BytesIO(made) as stream:
        read = gettext.GNUTranslations(stream)
    assert read.charset() == "UTF-8"
    assert set(read.info()) == {"language", "content-type", "plural-forms"}


def jixiao(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", *words]
    environment = {**os.environ, "JIXIAO_LANG": "zh_CN", "PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=PACKAGE.parent, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def told() -> list[str]:
    """What `jixiao check` says about the shipped booklets."""
    return jixiao("check").stdout.splitlines()


@pytest.mark.parametrize("command", ((), ("build",), ("check",), ("convert",), ("init",)), ids=str)
def test_help_is_chinese(command: tuple[str, ...]) -> None:
    told = jixiao(*command, "--help").stdout
    assert told.startswith("用法:")
    assert "选项" in told
    assert "例子:" in told
    assert not re.search(r"Usage|Options|Commands|Show |Example|[A-Z][a-z]+ [a-z]+ ", told)


def test_wrong_words_on_the_command_line_are_named_in_chinese() -> None:
    assert "错误：没有 --formats 这个选项。" in jixiao("build", "--formats", "x").stderr
    assert "错误：缺少参数" in jixiao("convert").stderr
    assert "“pdf”不在可选的值里" in jixiao("build", "--format", "pdf").stderr


@pytest.mark.parametrize("page", (README, FILLING_IN), ids=lambda page: page.name)
def test_findings_in_the_documentation_are_those_of_the_program(page: Path, told: list[str]) -> None:
    shown = [line for text in blocks(page, "") for line in text.splitlines() if _FINDING.search(line)]
    assert shown
    assert [line for line in shown if line not in told] == []
