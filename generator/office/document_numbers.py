"""Numbers that Word wants to be unique: of bookmarks, drawings, notes; loops repeat what bears them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from generator.office.document_marks import BookmarkMark, DrawingId, NoteMark
from generator.office.program_builder import ProgramBuilder
from generator.office.xml import fragment, local

if TYPE_CHECKING:
    from generator.office.document_compiler import DocumentCompiler

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOTES = {
    W + "footnoteReference": "footnotes",
    W + "endnoteReference": "endnotes",
    W + "commentRangeStart": "comments",
    W + "commentRangeEnd": "comments",
    W + "commentReference": "comments",
}

Action = Callable[[ProgramBuilder], None]


def _note(compiler: DocumentCompiler, kind: str, element: etree._Element) -> Action:
    """Number what speaks of a note: as in the template, or anew in every turn of a loop."""
    id_ = element.get(W + "id", "")
    name = local(element)
    mark = NoteMark(kind, id_, name.endswith("Start" if id_ in compiler.ranges else "Reference"))

    def act(builder: ProgramBuilder) -> None:
        if compiler.repeating:
            compiler.notes.add(kind)
            builder.mark(mark)
        else:
            builder.data(id_)

    return act


def unique_numbers(compiler: DocumentCompiler) -> None:
    """Bookmarks and drawings that loops repeat get numbers of their own."""
    for element in list(compiler.root.iter(W + "bookmarkStart", W + "bookmarkEnd")):
        mark = BookmarkMark(
            local(element) == "bookmarkStart",
            element.get(W + "id", ""),
            element.get(W + "name", ""),
            fragment(_without(element, W + "id", W + "name"), compiler.root).removesuffix("/>"),
        )
        slot = compiler.slot(lambda builder, mark=mark: builder.mark(mark))  # type: ignore[misc]
        slot.tail = element.tail
        parent = element.getparent()
        if parent is not None:
            parent.replace(element, slot)
    compiler.ranges = {e.get(W + "id", "") for e in compiler.root.iter(W + "commentRangeStart")}
    for element in compiler.root.iter(*_NOTES):
        compiler.actions.append(_note(compiler, _NOTES[element.tag], element))
        element.set(W + "id", f"\ue000jx{len(compiler.actions) - 1}\ue001")
    for element in compiler.root.iter("{*}docPr"):
        compiler.actions.append(lambda builder: builder.mark(DrawingId()))
        element.set("id", f"\ue000jx{len(compiler.actions) - 1}\ue001")


def _without(element: etree._Element, *names: str) -> etree._Element:
    copy = deepcopy(element)
    copy.tail = None
    for name in names:
        if name in copy.attrib:
            del copy.attrib[name]
    return copy
