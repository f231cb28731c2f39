"""A sheet of texts at the end of a workbook that no program shows: what a file carries with it wherever it goes."""

from __future__ import annotations

from collections.abc import Sequence

from generator.editing.open_sheet import OpenSheets
from generator.editing.parts import Parts
from generator.editing.sheet_cells import Content
from generator.editing.splices import Splice
from generator.editing.xml_spans import with_children
from generator.errors import GeneratorError
from generator.location import Location, cell_name
from generator.office.xml import DECLARATION, MAIN, OFFICE_RELATIONSHIPS, escape_attribute
from generator.translation import _

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def with_hidden_sheet(content: bytes, file: str, name: str, rows: Sequence[Sequence[str]]) -> bytes:
    """The workbook with these texts, row by row, on a sheet that can be shown by programs only.

    Raises: GeneratorError when `content` is no workbook.
    """
    parts = Parts(content, file)
    part = parts.free_name("xl/worksheets/sheet1.xml")
    parts.add(part, _sheet(rows), _TYPE)
    relation = parts.relate(parts.main, "worksheet", part)
    root = parts.scan(parts.main)
    sheets = root.child("sheets")
    assert sheets is not None, "a workbook has sheets"
    number = max((int(each.get("sheetId", "0")) for each in sheets.children), default=0) + 1
    tag = (
        f'<{root.prefix}sheet xmlns:r="{OFFICE_RELATIONSHIPS}" name="{escape_attribute(name)}" '
        f'sheetId="{number}" state="veryHidden" r:id="{relation}"/>'
    )
    splice: Splice = with_children(parts[parts.main], sheets, tag.encode())
    parts.splice(parts.main, [splice])
    return parts.content()


def hidden_rows(content: bytes, file: str, name: str) -> list[list[str]] | None:
    """The texts of such a sheet, None when the workbook has none of that name.

    Raises: GeneratorError when `content` is no workbook or damaged.
    """
    try:
        sheets = OpenSheets(Parts(content, file))
        if name not in sheets.names:
            return None
        sheet = sheets.open(name)
        return [
            [sheet.text(row, column) for column in sheet.columns(row)] for row in sorted(sheet.index.rows)
        ]
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        message = _("the file is damaged ({reason}); open it in Excel, Word or WPS and save it again")
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise GeneratorError(message.format(reason=reason), Location(file)) from error


def _sheet(rows: Sequence[Sequence[str]]) -> bytes:
    made = b"".join(
        b'<row r="%d">%s</row>' % (number, b"".join(_cells(number, row)))
        for number, row in enumerate(rows, 1)
    )
    return (
        DECLARATION.encode()
        + f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
        + made
        + b"</sheetData></worksheet>"
    )


def _cells(number: int, row: Sequence[str]) -> list[bytes]:
    return [
        Content(text).cell(f'<c r="{cell_name(number, column)}"'.encode(), "")
        for column, text in enumerate(row, 1)
    ]
