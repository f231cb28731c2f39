"""Whatever is put into whichever cells, all other cells and parts are as they were."""

from __future__ import annotations

import re
from decimal import Decimal

from editing.books import by_xlsxwriter, opened, packed, parts
from editing.test_marks import annotated
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from generator.editing.colours import Colour
from generator.editing.list_sheet import ListColumn
from generator.editing.workbook import WorkbookEdit
from generator.errors import GeneratorError

GIVEN = by_xlsxwriter()
MARKED = annotated(GIVEN)
SHEETS = ("绩效指标", "隐藏", "深藏", "保护 的'表")
CELLS = st.tuples(st.sampled_from(SHEETS), st.integers(1, 12), st.integers(1, 9)).filter(
    lambda cell: not (cell[0] == "保护 的'表" and cell[1] in (5, 6) and cell[2] < 3)  # merged
)
VALUES = st.one_of(
    st.text(st.sampled_from("a甲 =<&>'\"\n\t_x0041_")).filter(lambda text: "_x00" not in text),
    st.decimals(-999, 999, places=2),
)


def held(book: Workbook) -> dict[tuple[str, int, int], object]:
    return {
        (sheet.title, cell.row, cell.column): (
            cell.value,
            cell.has_style and (cell.number_format, cell.font.b),
        )
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@given(st.dictionaries(CELLS, VALUES, max_size=12), st.lists(CELLS, max_size=6))
@settings(max_examples=60, deadline=None)
def test_cells(values: dict[tuple[str, int, int], str | Decimal], marks: list[tuple[str, int, int]]) -> None:
    edit = WorkbookEdit(GIVEN, "a.xlsx")
    for cell, value in values.items():
        if isinstance(value, Decimal):
            edit.set_number(*cell, value)
        else:
            edit.set_text(*cell, value)
    plain = edit.finish()
    before = {cell: kept for cell, kept in held(opened(GIVEN)).items() if cell not in values}
    after = held(opened(plain))
    assert {cell: kept for cell, kept in after.items() if cell not in values} == before
    for (sheet, row, column), value in values.items():
        found = after.get((sheet, row, column), (None,))  # type: ignore[arg-type]
        assert found[0] == (float(value) if isinstance(value, Decimal) else value or None)  # type: ignore[index]
    edit = WorkbookEdit(plain, "a.xlsx")
    for cell in marks:
        edit.mark(*cell, Colour.ERROR, "x")
    marked = edit.finish()
    assert {cell: kept[0] for cell, kept in held(opened(marked)).items()} == {
        cell: kept[0] for cell, kept in after.items()
    }  # type: ignore[index]
    edit = WorkbookEdit(marked, "a.xlsx")
    edit.unmark_all()
    assert parts(edit.finish()) == parts(plain)


@given(st.sampled_from(sorted(parts(MARKED))), st.data())
@settings(max_examples=150, deadline=None)
def test_damaged_parts_are_refused_or_passed_over(name: str, data: st.DataObject) -> None:
    """A byte of a part is another one; what is then no workbook is named, and nothing else is raised."""
    content = parts(MARKED)[name]
    at = data.draw(st.integers(0, len(content) - 1))
    new = data.draw(st.sampled_from([b"<", b"x", b'"', b"9", b"-", b""]))
    said = "a.xlsx: finished"
    try:
        edit = WorkbookEdit(packed({**parts(MARKED), name: content[:at] + new + content[at + 1 :]}), "a.xlsx")
        edit.unmark_all()
        for sheet in edit.sheet_names:
            edit.set_text(sheet, 2, 2, "x")
            edit.mark(sheet, 2, 3, Colour.ERROR, "x")
        edit.add_first_sheet("清单", [ListColumn("a", 9)], [["x"]])
        edit.finish()
    except GeneratorError as error:
        said = str(error)
    assert re.match(r"a\.xlsx(\[.*?\])?: \w", said)
