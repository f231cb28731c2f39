"""The bytes of a fill-in workbook."""

from __future__ import annotations

from openpyxl import Workbook

from generator.filling import guide, inputs, lists, sums
from generator.filling.fill_in import FillIn, prepared
from generator.writing.saving import saved

_HEIGHT_FOR_GOOD = b' customHeight="1"'
# Targets are text, see fill_in: Excel shall not mark every number among them.
_NO_MARKS = b'<ignoredErrors><ignoredError sqref="A2:Z9999" numberStoredAsText="1"/></ignoredErrors>'
_NOTES = b"<legacyDrawing"  # what follows ignoredErrors. Source: ECMA-376 part 1, 18.3.1.99


def fill_in_workbook(fill_in: FillIn) -> bytes:
    """The workbook; the same facts give the same bytes.

    Raises:
        GeneratorError: the workbook cannot hold what is known of the projects.

    """
    sheets = {each.title: each for each in prepared(fill_in)}
    workbook = Workbook()
    workbook.properties.creator = "jixiao"
    workbook.remove(workbook.worksheets[0])
    workbook.calculation.fullCalcOnLoad = True
    guide.add_guide(workbook, list(sheets.values()), fill_in)
    inputs.add_inputs(workbook, sheets.values(), fill_in)
    sums.add_sums(workbook, sheets, fill_in)
    lists.add_lists(workbook, fill_in, sheets["项目"])
    workbook.active = 0
    return saved(workbook, _eased)


def _eased(sheet: bytes) -> bytes:
    """The XML of a sheet to fill in, whose rows grow with what is typed; other sheets as they are."""
    if b"<tableParts" not in sheet:
        return sheet
    return sheet.replace(_HEIGHT_FOR_GOOD, b"").replace(_NOTES, _NO_MARKS + _NOTES, 1)
