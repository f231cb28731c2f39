"""Taking marks out of a workbook: to the byte where nobody has saved it since, otherwise by their looks."""

from __future__ import annotations

from generator.editing.cell_notes import START, remove_notes
from generator.editing.journal import has_journal, remove_journals, undo_by_journal
from generator.editing.list_sheet import LIST_NAME
from generator.editing.marked_styles import clear_marks
from generator.editing.parts import Parts
from generator.editing.sheet_index import SheetIndex
from generator.editing.sheet_order import entries, remove_sheet
from generator.editing.xml_spans import Element
from generator.office.references import sheet_of


def unmark(parts: Parts) -> None:
    """Remove all that marks and lists have put into a workbook."""
    undone = False
    while undo_by_journal(parts):
        undone = True
    if not undone or has_journal(parts):
        _unmark_by_looks(parts)


def _unmark_by_looks(parts: Parts) -> None:
    root = parts.scan(parts.main)
    clear_marks(parts, under=not _was_saved_by_libreoffice(root))
    for sheet in entries(parts, root):
        comments = parts.related(sheet.part, "comments") if sheet.kind == "worksheet" else None
        if comments is not None and START in parts.scan(comments).whole_text():
            remove_notes(parts, sheet.part, SheetIndex(parts[sheet.part]))
    while (name := _list(parts)) is not None:
        remove_sheet(parts, name)
    remove_journals(parts)


def _was_saved_by_libreoffice(root: Element) -> bool:
    """Whether the colours under solid fills are others than we put there."""
    version = root.child("fileVersion")
    return version is not None and version.get("appName") == "Calc"


def _list(parts: Parts) -> str | None:
    """The name of a sheet that is a list of ours, if it is still there and not the only one."""
    root = parts.scan(parts.main)
    names = [sheet.name for sheet in entries(parts, root)]
    for each in root.all("definedName"):
        sheet = sheet_of(each.text[: each.text.rfind("!") + 1])
        if each.get("name").startswith(LIST_NAME) and sheet in names and len(names) > 1:
            return sheet
    return None
