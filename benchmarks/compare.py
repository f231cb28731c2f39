"""Whether two booklets say the same: every text that stands in one and not in the other, and the merged cells."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

_WORD = re.compile(r"<w:(?:t|br|tab)(?: [^>]*)?(?:/>|>([^<]*)</w:t>)|(</w:p>)")


# A page number: every program that opens the file counts it anew.
_FIELD_RESULT = re.compile(r'fldCharType="separate".*?fldCharType="end"', re.DOTALL)


class Difference(NamedTuple):
    """What an engine's file has otherwise than ours."""

    texts: int
    merges: int

    def __str__(self) -> str:
        return f"{self.texts} texts, {self.merges} merges differ" if self.texts or self.merges else "same"


def compare(ours: Path, other: Path) -> Difference:
    """How many texts and merges differ, copies counted."""
    one, two = _read(ours), _read(other)
    return Difference(*(((a - b) + (b - a)).total() for a, b in zip(one, two, strict=True)))


def _read(path: Path) -> tuple[Counter[str], Counter[str]]:
    return _workbook(path) if path.suffix == ".xlsx" else _document(path)


def _document(path: Path) -> tuple[Counter[str], Counter[str]]:
    with zipfile.ZipFile(path) as archive:
        xml = _FIELD_RESULT.sub("", archive.read("word/document.xml").decode())
    texts: Counter[str] = Counter()
    pieces: list[str] = []
    for match in _WORD.finditer(xml):
        if match[2]:
            texts["".join(pieces)] += 1
            pieces = []
        elif match[1]:
            pieces.append(match[1])
    del texts[""]
    continued = len(re.findall(r'<w:vMerge(?:/>| w:val="continue"/>)', xml))
    starts = xml.count('<w:vMerge w:val="restart"/>')
    spans = Counter(f"span {span}" for span in re.findall(r'<w:gridSpan w:val="(\d+)"/>', xml))
    return texts, spans + Counter({"continued": continued, "starts": starts})


def _workbook(path: Path) -> tuple[Counter[str], Counter[str]]:
    import openpyxl

    texts: Counter[str] = Counter()
    merges: Counter[str] = Counter()
    for sheet in openpyxl.load_workbook(path):
        for area in sheet.merged_cells.ranges:
            merges[f"{sheet.title} {area.size}"] += 1
        for row in sheet.iter_rows():
            texts.update(f"{sheet.title} {_shown(cell)}" for cell in row if cell.value not in (None, ""))
    return texts, merges


def _shown(cell: Any) -> str:
    """What a cell holds, numbers as numbers and formulas apart from texts."""
    if cell.data_type == "n":
        return str(float(cell.value))
    return f"formula {cell.value}" if cell.data_type == "f" else str(cell.value)
