"""The pages of the documentation, taken apart: blocks of code, tables, words set as code."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
FILLING_IN = ROOT / "docs" / "filling-in.md"
TEMPLATES = ROOT / "docs" / "templates.md"

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")
_CELL_END = re.compile(r"(?<!\\)\|")


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks in a language."""
    return [text for name, text in _BLOCK.findall(page.read_text("utf-8")) if name == language]


def section(page: Path, title: str) -> str:
    """The text under a heading, up to the next heading of its level or a higher one."""
    text = _BLOCK.sub("", page.read_text("utf-8"))
    headings = list(_HEADING.finditer(text))
    (found,) = (heading for heading in headings if heading[2] == title)
    ends = (h.start() for h in headings if h.start() > found.start() and len(h[1]) <= len(found[1]))
    return text[found.end() : next(ends, len(text))]


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a text: rows of cells, the headings first."""
    found: list[list[list[str]]] = [[]]
    for line in text.split("\n"):
        if line.startswith("|"):
            cells = _CELL_END.split(line.strip().removeprefix("|").removesuffix("|"))
            found[-1].append([cell.strip().replace("\\|", "|") for cell in cells])
        elif found[-1]:
            found.append([])
    return [[table[0], *table[2:]] for table in found if table]


def rows(page: Path, title: str) -> list[list[str]]:
    """The rows, without headings, of the tables under a heading."""
    return [row for table in tables(section(page, title)) for row in table[1:]]


def code(text: str) -> list[str]:
    """The words of a text that are set as code."""
    return _CODE.findall(text)


def headings(page: Path) -> list[str]:
    """The headings of a page."""
    return [title for _level, title in _HEADING.findall(_BLOCK.sub("", page.read_text("utf-8")))]
