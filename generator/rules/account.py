"""What a rule's docstring says of the rule: the sentence, the reason, the remedy, two examples and the source.

    \"\"\"Every indicator has a target that is no placeholder.

    A form without a target cannot be judged at the end of the year.

    Do: fill in operator, number and unit, or the words of a target that no number measures.
    Bad: 年度指标值: XX
    Good: 年度指标值: ≥6.00(款)
    Source: 财预〔2021〕101号
    \"\"\"

The examples are YAML, laid over a form that no rule finds fault with (tests/rules/examples.py says how): the
bad one gives a finding of this rule and of no other, the good one none at all.
"""

from __future__ import annotations

import re
from inspect import cleandoc
from textwrap import dedent
from typing import NamedTuple

_SECTION = re.compile(r"^(Do|Bad|Good|Source):[ \n]", re.MULTILINE)


class Account(NamedTuple):
    """The parts of a rule's docstring; sentence, why and remedy are message ids of the catalogue."""

    sentence: str
    why: str
    remedy: str
    bad: str  # YAML
    good: str  # YAML
    source: str


def read_account(docstring: str) -> Account:
    """The account that a docstring gives; what it does not say is empty."""
    head, *rest = _SECTION.split(cleandoc(docstring))
    sentence, _blank, why = head.partition("\n\n")
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    return Account(
        sentence=_flowing(sentence),
        why=_flowing(why),
        remedy=_flowing(sections.get("Do", "")),
        bad=dedent(sections.get("Bad", "")).strip("\n"),
        good=dedent(sections.get("Good", "")).strip("\n"),
        source=_flowing(sections.get("Source", "")).removesuffix("."),
    )


def _flowing(text: str) -> str:
    """A text without the line ends that only keep it within the margin."""
    return " ".join(text.split())
