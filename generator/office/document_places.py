"""What to call a spot in a Word document: paragraphs and table cells by their number, as a reader would count."""

from __future__ import annotations

from lxml import etree

from generator.translation import _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Places:
    """Numbers of the paragraphs and tables of a part, taken before tags are moved."""

    def __init__(self, root: etree._Element, label: str) -> None:
        self._label = label
        self._tables = {table: number for number, table in enumerate(root.iter(W + "tbl"), 1)}
        outside = (p for p in root.iter(W + "p") if next(p.iterancestors(W + "tbl"), None) is None)
        self._paragraphs = {paragraph: number for number, paragraph in enumerate(outside, 1)}

    def of(self, paragraph: etree._Element) -> str:
        """`table 2, row 5, cell 3` or `paragraph 12`, with the part's label in front."""
        cell = next(paragraph.iterancestors(W + "tc"), None)
        if cell is None:
            spot = _("paragraph {number}").format(number=self._paragraphs.get(paragraph, 0))
        else:
            row = next(cell.iterancestors(W + "tr"))
            table = next(row.iterancestors(W + "tbl"))
            spot = _("table {table}, row {row}, cell {cell}").format(
                table=self._tables[table], row=_index(row), cell=_index(cell)
            )
        return f"{self._label}: {spot}" if self._label else spot


def _index(element: etree._Element) -> int:
    return 1 + sum(1 for _sibling in element.itersiblings(element.tag, preceding=True))
