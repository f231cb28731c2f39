"""Names of sheets that Excel accepts, each only once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.office.values import UNPRINTABLE

LONGEST_NAME = 31  # UTF-16 units
# The forbidden signs become the full-width ones that look the same.
_FORBIDDEN = str.maketrans(":\\/?*[]", "：＼／？＊［］")
_CONTROL = re.compile(f"[{UNPRINTABLE}\t\n\r]")
_OUTER_QUOTES = re.compile(r"\A'+|'+\Z")


class SheetNames:
    """Gives out names that differ from all given before; case does not tell names apart."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._counts: dict[str, int] = {}  # how often a name was wanted
        self._taken = {name.casefold() for name in taken}

    def take(self, wanted: str) -> str:
        """The wanted name, made acceptable: cut to 31 characters, `（2）` behind a repeated one."""
        name = _CONTROL.sub(" ", wanted).translate(_FORBIDDEN).strip()
        name = _OUTER_QUOTES.sub(lambda quotes: "’" * len(quotes[0]), name) or "_"
        if name.casefold() == "history":  # reserved by Excel
            name += "_"
        made, key = _cut(name, LONGEST_NAME), name.casefold()
        count = self._counts.get(key, 1)
        while made.casefold() in self._taken:
            count += 1
            suffix = f"({count})"
            made = _cut(name, LONGEST_NAME - len(suffix)) + suffix
        self._counts[key] = count
        self._taken.add(made.casefold())
        return made


def _cut(name: str, units: int) -> str:
    """The beginning of a name in at most so many UTF-16 units."""
    while len(name.encode("utf-16-le", "surrogatepass")) > 2 * units:
        name = name[:-1]
    return name.rstrip(" '")
