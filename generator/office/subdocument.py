"""Paragraphs and tables of another Word document, as a value for `{{p x }}`."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from copy import deepcopy
from pathlib import Path
from typing import NoReturn

from lxml import etree

from generator.office.embedded import Attachments, CannotStand, Embedded
from generator.office.package import Package, Relation
from generator.office.pictures import measure
from generator.office.problems import TemplateError
from generator.office.xml import OFFICE_RELATIONSHIPS, local
from generator.translation import _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = f"{{{OFFICE_RELATIONSHIPS}}}"
_STYLED = (W + "pStyle", W + "rStyle", W + "tblStyle")
# What leads to parts that stay behind.
_LEFT_BEHIND = frozenset(
    ("sectPr", "footnoteReference", "endnoteReference", "commentReference", "object", "altChunk", "numPr")
)
_DROPPED = {
    W + name
    for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd")
}
_PARAGRAPH_ID = re.compile(r' w14:(?:paraId|textId)="[^"]*"')
_DOC_PR = re.compile(r'(<wp:docPr [^>]*?\bid=")\d+')


class SubDocument(Embedded):
    """A Word document by path or bytes, or one made with python-docx, whose paragraphs and tables a template prints."""

    def __init__(self, source: object) -> None:
        super().__init__()
        self.source = source
        self._package: Package | None = None

    def blocks(self, part: Attachments) -> str:
        if self not in part.carried:
            part.carried[self] = self._carried(part)
        return _DOC_PR.sub(lambda match: f"{match[1]}{part.drawing()}", part.carried[self])

    def package(self) -> Package:
        """The parts of the document.

        Raises: CannotStand.
        """
        if self._package is None:
            name = str(self.source) if isinstance(self.source, (str, Path)) else "sub-document"
            try:
                self._package = _read(self.source, name)
            except TemplateError as error:
                raise CannotStand("; ".join(map(str, error.problems))) from error
            except (OSError, zipfile.BadZipFile, zlib.error, EOFError) as error:
                message = _("the document {name} cannot be read: {reason}")
                raise CannotStand(message.format(name=name, reason=error)) from error
        return self._package

    def _carried(self, part: Attachments) -> str:
        package = self.package()
        try:
            main = package.main_part("document")
            body = package.root(main).find(W + "body")
            relations = {relation.id: relation for relation in package.relations(main)}
            names = _style_names(package, main)
        except TemplateError as error:
            raise CannotStand("; ".join(map(str, error.problems))) from error
        made = []
        for block in body if body is not None else ():
            if local(block) in ("p", "tbl", "sdt"):
                copy = deepcopy(block)
                copy.tail = None
                _prepare(copy, names, part)
                _relate(copy, relations, package, part)
                made.append(_PARAGRAPH_ID.sub("", etree.tostring(copy, encoding="unicode")))
        return "".join(made)


def _read(source: object, name: str) -> Package:
    if isinstance(source, (str, Path)):
        return Package.read(Path(source), name)
    if isinstance(source, (bytes, bytearray)):
        return Package.of(io.BytesIO(source), name)
    if hasattr(source, "save"):
        stream = io.BytesIO()
        source.save(stream)
        return Package.of(stream, name)
    return Package.of(io.BytesIO(source.read()), name)  # type: ignore[attr-defined]


def _style_names(package: Package, main: str) -> dict[str, tuple[str, bool]]:
    """Ids of styles -> their names, and whether they are what stands where none is named."""
    part = next((r.target for r in package.relations(main) if r.kind == "styles"), None)
    if part is None:
        return {}
    found = {}
    for style in package.root(part).iter(W + "style"):
        name = style.find(W + "name")
        said = name.get(W + "val", "") if name is not None else ""
        found[style.get(W + "styleId", "")] = (said, style.get(W + "default") == "1")
    return found


def _prepare(block: etree._Element, names: dict[str, tuple[str, bool]], part: Attachments) -> None:
    for element in list(block.iter()):
        kind = local(element)
        if kind in _LEFT_BEHIND:
            _refuse(kind)
        if kind == "hyperlink" and element.get(W + "anchor"):
            _refuse("anchor")
        parent = element.getparent()
        if element.tag in _DROPPED or (kind == "id" and parent is not None and local(parent) == "sdtPr"):
            if parent is not None:
                parent.remove(element)
        elif element.tag in _STYLED:
            _restyle(element, names, part)


def _restyle(element: etree._Element, names: dict[str, tuple[str, bool]], part: Attachments) -> None:
    """The style of the template that has the name of the document's."""
    id_ = element.get(W + "val", "")
    name, default = names.get(id_, (id_, False))
    styles = part.media.style_names()
    found = styles.get(name) or styles.get(id_)
    if found is not None:
        element.set(W + "val", found)
        return
    parent = element.getparent()
    if not default or parent is None:
        message = _("the style {name} of the sub-document is not in the template")
        raise CannotStand(message.format(name=name))
    parent.remove(element)


def _refuse(kind: str) -> NoReturn:
    words = {
        "sectPr": _("section breaks"),
        "footnoteReference": _("footnotes"),
        "endnoteReference": _("endnotes"),
        "commentReference": _("comments"),
        "numPr": _("numbered lists"),
        "anchor": _("links within the document"),
    }
    raise CannotStand(
        _("a sub-document cannot bring {what} along").format(what=words.get(kind, _("embedded objects")))
    )


def _relate(
    block: etree._Element, relations: dict[str, Relation], package: Package, part: Attachments
) -> None:
    """Give what the block refers to relationships in the part in which it comes to stand."""
    for element in block.iter():
        for key, id_ in list(element.attrib.items()):
            if not str(key).startswith(_R):
                continue
            relation = relations.get(str(id_))
            if relation is None or relation.kind not in ("image", "hyperlink"):
                _refuse("object")
            if relation.external:
                element.set(key, part.relate(relation.kind, relation.target, external=True))
                continue
            data = package.parts.get(relation.target, b"")
            found = measure(data)
            if found is None:
                raise CannotStand(
                    _("the picture {name} is no PNG, JPEG, GIF or BMP file").format(name=relation.target)
                )
            element.set(key, part.relate("image", part.media.add(data, found.ending, found.kind)))
