"""Years and plans in a text that was written for another year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from generator.model.wording import TITLE

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*(?:年|[-—~～－至到]\s*(?:19|20)?\d\d(?!\d)))")


def foreign_years(text: str, of: int, year: int, plans: Mapping[str, int]) -> tuple[str, ...]:
    """What a text of the year `of` says that may be wrong in `year`: years on the far side of it, plans that are over.

    The names of documents 《…》 keep their years.
    """
    bare = TITLE.sub("《》", text)
    years = dict.fromkeys(int(found) for found in _YEAR.findall(bare))
    stale = (found for found in years if (found < year if of < year else found > year))
    over = (name for name, last in plans.items() if last < year and name in bare)
    return () if of == year else (*map(str, stale), *over)


def moved(day: date, years: int) -> date:
    """The same day so many years later; the 29th of February becomes the 28th where it must."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
