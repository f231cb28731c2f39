"""The names of projects as one sheet writes them and another may write them a little differently."""

from __future__ import annotations

import unicodedata

from generator import tree
from generator.model.amounts import to_number

_INVISIBLE = dict.fromkeys(map(ord, tree.INVISIBLE))


class ProjectNames:
    """The names of the sheet 项目, found by names that differ in widths, blanks or zeros only."""

    def __init__(self) -> None:
        self._by_key: dict[str, str | None] = {}  # None where two names share a key

    def add(self, name: str) -> None:
        """A name of the sheet 项目."""
        key = _key(name)
        self._by_key[key] = None if key in self._by_key else name

    def find(self, name: str) -> str | None:
        """The name that is meant; None when there is none, or more than one."""
        return self._by_key.get(_key(name))


def _key(name: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", name.translate(_INVISIBLE)).split())
    number = to_number(plain)
    return plain if number is None else f"{number.normalize():f}"
