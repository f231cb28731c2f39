"""Plain data as a file holds it: mappings, lists and texts."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CODE = re.compile(r"[A-Za-z]{3}(?:\d{3})?")  # of a rule, or of a family of rules

# Characters without a width that pasting brings along: they carry no meaning at the ends of a text.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

Tree = str | list["Tree"] | dict[str, "Tree"]
Mapping = dict[str, Tree]


def stripped(text: str) -> str:
    """`text` without blanks and invisible characters around it."""
    text = text.strip()
    while text and (text[0] in INVISIBLE or text[-1] in INVISIBLE):
        text = text.strip(INVISIBLE).strip()
    return text


def is_blank(tree: Tree) -> bool:
    """True for a text of blanks, and for a list or mapping with nothing in it."""
    return not (tree.strip() if isinstance(tree, str) else tree)


def is_kept(key: str, value: Tree) -> bool:
    """Whether data hold this value: blanks are left out, but the code of a rule says something by itself."""
    return not is_blank(value) or bool(_CODE.fullmatch(key))


def without_blanks(tree: Tree) -> Tree:
    """`tree` without blank values, and without the lists and mappings that this leaves empty."""
    if isinstance(tree, str):
        return tree
    if isinstance(tree, list):
        return [kept for item in tree if not is_blank(kept := without_blanks(item))]
    return {key: kept for key, value in tree.items() if is_kept(key, kept := without_blanks(value))}


def value_at(tree: Tree, path: Iterable[str]) -> Tree:
    """The value at a path of keys; the empty text where there is none.

    Raises:
        LookupError: a text or a list stands where a mapping was expected.

    """
    for key in path:
        if not isinstance(tree, dict):
            if is_blank(tree):
                return ""
            raise LookupError(key)
        tree = tree.get(key, "")
    return tree


def texts(tree: Tree) -> list[str]:
    """The texts of a list, or nothing when it is no list."""
    return [item for item in tree if isinstance(item, str)] if isinstance(tree, list) else []
