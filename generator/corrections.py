"""What can be put right in the texts of a booklet without changing what they say; nothing is written here.

Numbers, units and the names of documents, 《…》, stay as they are, and so do quotes that are not clearly in pairs.
Correcting twice is correcting once, and what is corrected the rules of these codes no longer find.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.location import KeyPath
from generator.model.booklet import PROJECTS, Booklet
from generator.model.labels import labelled
from generator.model.markup import without_markup
from generator.model.passages import passages
from generator.model.settings import CheckSettings
from generator.model.wording import BLANKS, BRACKETS, HALF_WIDTH, HAN, TITLE, WIDE_DIGITS, typos

_GRADES = {"优秀": "优", "良好": "良", "中等": "中", "较差": "差"}
_QUOTED = re.compile(r'"([^"\n]*)"')
_ROUNDS = 8  # typos that make each other, in a booklet's own list, would never come to rest

Step = tuple[str, Callable[[str], str]]  # the code of a rule, and what satisfies it


class Correction(NamedTuple):
    """A text and what it should be."""

    path: KeyPath  # labels, from the booklet on
    before: str
    after: str
    codes: tuple[str, ...]  # the rules that say so


def corrections(booklet: Booklet) -> Iterator[Correction]:
    """All corrections of a booklet, in its order."""
    words, notation = _steps(booklet.checks)
    grades = booklet.scoring.grades
    names = _names(booklet, words)
    for position, project in enumerate(booklet.projects):
        for passage in passages(project).all.each:
            after, codes = _applied(notation if passage.is_quantity else words, passage.text)
            if passage.path == ("stated_grade",) and after not in grades and _GRADES.get(after) in grades:
                after, codes = _GRADES[after], (*codes, "SCO110")
            if codes and (passage.path != ("name",) or names[after] == 1):
                path = (PROJECTS, position, *labelled(type(project), passage.path))
                yield Correction(path, passage.text, after, codes)


def _names(booklet: Booklet, words: list[Step]) -> Counter[str]:
    """How many projects have a name, or would have it: two with one name could no longer be told apart."""
    return Counter(
        name
        for project in booklet.projects
        for name in {project.name.strip(), _applied(words, project.name)[0]}
    )


def corrected(text: str, settings: CheckSettings) -> str:
    """A running text with all that can be put right in it."""
    return _applied(_steps(settings)[0], text)[0]


def _steps(settings: CheckSettings) -> tuple[list[Step], list[Step]]:
    """What is done to words, and what to a value in numbers, whose signs are the form's notation."""
    notation: list[Step] = [("TXT101", without_markup), (WIDE_DIGITS.code, WIDE_DIGITS.corrected)]
    slips = (BLANKS, HALF_WIDTH, BRACKETS, typos(tuple(settings.typos.items())))
    words = [*notation, *((slip.code, slip.corrected) for slip in slips), ("TXT102", _with_curly_quotes)]
    return words, notation


def _applied(steps: list[Step], text: str) -> tuple[str, tuple[str, ...]]:
    """The text after all steps, again and again until none changes it, and the codes of those that did."""
    codes: dict[str, None] = {}
    for _round in range(_ROUNDS):
        before = text
        for code, step in steps:
            if (after := step(text).strip()) != text:
                text = after
                codes[code] = None
        if text == before:
            break
    return text, tuple(sorted(codes))


def _with_curly_quotes(text: str) -> str:
    """Straight quotes in pairs around Chinese words turned into curly ones; otherwise the text as it is."""
    quoted = _QUOTED.findall(text)
    in_pairs = quoted and 2 * len(quoted) == text.count('"') and not re.search("[“”]", text)
    if any('"' in title for title in TITLE.findall(text)):
        return text
    if not in_pairs or not all(re.search(HAN, words) for words in quoted):
        return text
    return _QUOTED.sub(r"“\1”", text)
