"""Rows of a sheet that are no data: sums, signatures and notes below a table, its headings once more."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.reading.heading_names import known_heading, normal
from generator.reading.table import Row, Sheet
from generator.sheets.layout import NAME
from generator.translation import _

_LONGEST = 60  # characters that tell what a row is
_DAY = re.compile(r"(?:\d{4}|_+)?年|\d{4}[-/.]\d")
_SUM, _NOTE, _REPEATED = "sums", "note", "headings"
_TOTAL_WORDS = re.compile(r"(?:[合总小共]计|累计|总和)(?:数|金额)?(?:\(.*\))?")
_NOTE_WORDS = re.compile(
    r"(?:备注|附注|注|说明|[填编]表说明|填报说明"
    r"|(?:单位|部门|财务|项目|科室|处室)?负责人|[填制编]表人|填报人|审核人|复核人|审批人|经办人|联系人|主管领导"
    r"|(?:联系)?电话|(?:[填制编]表|填报)?(?:日期|时间|单位|部门)|盖章|公章|单位盖章)(?:\(.*?\))?\d*:.*",
    re.DOTALL,
)


def aside(row: Row, columns: dict[str, int]) -> str:
    """What a row below the headings is when it is no data; empty when it is."""
    named = row.cells.get(columns.get(NAME, 0))
    if named is not None:
        kind = _label(named.text[:_LONGEST])
        if kind == _REPEATED:
            return kind if _repeats(row, columns) else ""
        return kind if kind != _NOTE or _says_nothing_else(row) else ""
    texts = [row.cells[column].text[:_LONGEST] for column in sorted(row.cells)]
    if any(_label(text) == _SUM for text in texts):
        return _SUM
    return _NOTE if texts and _label(texts[0]) == _NOTE else ""


@lru_cache(maxsize=1024)
def _label(text: str) -> str:
    plain = normal(text)
    if _TOTAL_WORDS.fullmatch(plain):
        return _SUM
    # `normal` takes the colon off the end of a text that is nothing but the words before it.
    if _NOTE_WORDS.fullmatch(plain) or _NOTE_WORDS.fullmatch(plain + ":"):
        return _NOTE
    return _REPEATED if known_heading(plain, (NAME,)) else ""


def asides(sheet: Sheet, heading_row: int, columns: dict[str, int]) -> dict[int, str]:
    """What the rows are that are no data, in words, by their numbers."""
    words = {_SUM: _("sums"), _NOTE: _("a note"), _REPEATED: _("the headings once more")}
    found = ((row.number, aside(row, columns)) for row in sheet.rows if row.number > heading_row)
    return {number: words[kind] for number, kind in found if kind}


def _says_nothing_else(row: Row) -> bool:
    """Whether all cells of a row are notes, or days beside them."""
    texts = [cell.text[:_LONGEST] for cell in row.cells.values()]
    return all(_label(text) == _NOTE or _DAY.match(normal(text)) for text in texts)


def _repeats(row: Row, columns: dict[str, int]) -> bool:
    same = sum(
        column in row.cells and known_heading(row.cells[column].text, (heading,)) is not None
        for heading, column in columns.items()
    )
    return 2 * same > len(columns)
