"""Tags of a Word template that control the paragraph, row, cell or run in which they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from generator.office.document_joins import lift_ranges, vanishing
from generator.office.document_marks import BlockSpot, CellMark, RowMark, TurnMark
from generator.office.document_numbers import Action
from generator.office.document_spots import text_spot
from generator.office.problems import TemplateProblem
from generator.office.program_builder import ProgramBuilder
from generator.office.xml import local
from generator.translation import _

if TYPE_CHECKING:
    from generator.office.document_compiler import DocumentCompiler, Found

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = {"p": W + "p", "tr": W + "tr", "tc": W + "tc", "r": W + "r"}
# What must hold a paragraph, whichever of its own vanish.
_HOLDERS = {W + name for name in ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment")}


def hoist(compiler: DocumentCompiler, found: list[Found]) -> None:
    """Replace each controlled element by its tags."""
    controlled: dict[etree._Element, list[Found]] = {}
    for one in found:
        element = next((a for a in one.first.iterancestors() if a.tag == _LEVELS.get(one.tag.level)), None)
        if element is None:
            message = _("{found} stands outside of what it controls").format(found="{%" + one.tag.level)
            compiler.builder.problems.append(TemplateProblem(one.place, message))
            continue
        controlled.setdefault(element, []).append(one)
    for element, tags in controlled.items():
        _beside(compiler, element, tags)
        parent = element.getparent()
        assert parent is not None
        lift_ranges(element, all(one.tag.keyword.startswith("end") for one in tags))
        for one in tags:
            element.addprevious(compiler.slot(_control(compiler, one, parent)))
        tail, before = element.tail, element.getprevious()
        parent.remove(element)
        if tail and before is not None:
            before.tail = (before.tail or "") + tail


def splits_run(compiler: DocumentCompiler, one: Found) -> bool:
    """Whether a tag that controls runs stands beside text of its own run, which then goes on around it."""
    run = next((a for a in one.first.iterancestors() if a.tag == W + "r"), None)
    parent = run.getparent() if run is not None else None
    if one.tag.level != "r" or run is None or parent is None or not _holds_text(run):
        return False
    if one.tag.kind == "statement":
        tag, place, scope, spot = one.tag, one.place, id(parent), text_spot(one.first, compiler.root)

        def act(builder: ProgramBuilder) -> None:
            builder.data(spot.close)
            builder.tag(tag, place, scope)
            builder.data(spot.open)

        compiler.actions[one.slot] = act
    return True


def _block(compiler: DocumentCompiler, one: Found) -> Action:
    """Print a value in the place of a paragraph."""
    inner = text_spot(one.first, compiler.root)
    end, parts, start = inner.newline.partition("</w:p><w:p>")
    number = compiler.spot(BlockSpot(inner, f"<w:p>{start}", f"{end}</w:p>") if parts else inner)
    source, place = one.tag.source, one.place
    return lambda builder: builder.expression(source, place, number)


def _control(compiler: DocumentCompiler, one: Found, parent: etree._Element) -> Action:
    tag, place, scope = one.tag, one.place, id(parent)
    compiler.parents.append(parent)
    if tag.kind == "print":
        return _block(compiler, one)

    def act(builder: ProgramBuilder) -> None:
        if tag.level == "tr" and tag.keyword == "for":
            if not compiler.row_loops:
                builder.mark(RowMark("loop"))
            compiler.row_loops += 1
        elif tag.level == "tr" and tag.keyword == "endfor":
            compiler.row_loops -= 1
        builder.tag(tag, place, scope)
        if tag.level == "p" and tag.keyword == "for" and len(builder.structure.stack) == 1:
            builder.mark(TurnMark())

    return act


def _beside(compiler: DocumentCompiler, element: etree._Element, tags: list[Found]) -> None:
    """Text in an element that vanishes with its tag would be lost without a word."""
    rest = "".join((t.text or "") + "".join(c.tail or "" for c in t) for t in element.iter(W + "t")).strip()
    others = len([1 for t in element.iter(W + "t") for _child in t]) - len(tags)
    rest = rest or vanishing(element)
    if rest or others > 0:
        message = _("{found} stands beside a tag that controls the {element}, which vanishes")
        names = {"p": _("paragraph"), "tr": _("row"), "tc": _("cell"), "r": _("run")}
        found = rest or "{{ … }}"
        text = message.format(found=found, element=names[tags[0].tag.level])
        compiler.builder.problems.append(TemplateProblem(tags[0].place, text))


def guard_cells(compiler: DocumentCompiler) -> None:
    """A cell ends with a paragraph, whichever of its own vanish; so do text boxes, headers and notes."""
    for cell in {parent for parent in compiler.parents if parent.tag in _HOLDERS}:
        at = 1 if cell.find(W + "tcPr") is not None else 0
        cell.insert(at, compiler.slot(lambda builder: builder.mark(CellMark("guard"))))
        cell.append(compiler.slot(lambda builder: builder.mark(CellMark("guard-end"))))


def _holds_text(run: etree._Element) -> bool:
    """Whether anything but tags stands in a run."""
    if any(local(child) not in ("rPr", "t") for child in run):
        return True
    return any((t.text or "").strip() or any((c.tail or "").strip() for c in t) for t in run.iter(W + "t"))
