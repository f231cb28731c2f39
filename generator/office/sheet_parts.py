"""What hangs on a sheet of the template: drawings, charts, comments, tables. Each sheet made of it gets its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from generator.office.drawing_anchors import ANCHORS, Spot
from generator.office.package import Package, Relation
from generator.office.references import Area
from generator.office.rowmap import RowMap
from generator.office.sheet_template import M, SheetTemplate
from generator.office.xml import OFFICE_RELATIONSHIPS, local, parse

R = f"{{{OFFICE_RELATIONSHIPS}}}"
# What all sheets may use together: it says nothing of cells.
_SHARED = {"image", "hyperlink", "pivotCacheDefinition", "person", "audio", "video", "media"}
_LONE = {"slicer", "timeline"}  # what belongs to one sheet only
_NUMBER = re.compile(r"(\d*)(\.[^./]+)?\Z")


class PartNames:
    """Names for further parts of a kind: `xl/charts/chart7.xml`."""

    def __init__(self, taken: Container[str]) -> None:
        self._taken = taken
        self._next: dict[tuple[str, str], int] = {}

    def take(self, like: str) -> str:
        """A name that no part has."""
        found = _NUMBER.search(like)
        assert found is not None
        stem, ending = like[: found.start()], found[2] or ""
        number = self._next.get((stem, ending), 1)
        while f"{stem}{number}{ending}" in self._taken:
            number += 1
        self._next[stem, ending] = number + 1
        return f"{stem}{number}{ending}"


@dataclass(eq=False, repr=False)
class SheetParts:
    """The parts that a sheet of the template owns, with the relationships among them."""

    package: Package
    part: str
    relations: dict[str, list[Relation]] = field(init=False, default_factory=dict)
    _roots: dict[str, etree._Element | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._collect(self.part)

    def _collect(self, part: str) -> None:
        self.relations[part] = self.package.relations(part)
        for relation in self.relations[part]:
            if self.owns(relation) and relation.target not in self.relations:
                self._collect(relation.target)

    def owns(self, relation: Relation) -> bool:
        """Whether each sheet needs what is related for itself."""
        return (
            not relation.external
            and relation.kind not in _SHARED
            and relation.target in self.package.parts
            and not _is_shared(relation.target)
        )

    @property
    def owned(self) -> list[str]:
        """The names of the parts, the sheet's own left out."""
        return [part for part in self.relations if part != self.part]

    @property
    def lone(self) -> str | None:
        """A kind of part that cannot be there twice."""
        kinds = (relation.kind for relations in self.relations.values() for relation in relations)
        return next((kind for kind in kinds if kind in _LONE), None)

    def root(self, part: str) -> etree._Element | None:
        """A part as XML, not to be changed; None when it is no XML."""
        if part not in self._roots:
            self._roots[part] = _parsed(part, self.package.parts[part])
        return self._roots[part]

    def tables(self) -> Iterator[etree._Element]:
        """The tables, not to be changed."""
        for part in self.owned:
            root = self.root(part)
            if root is not None and root.tag == M + "table":
                yield root

    def old_drawings(self) -> Iterator[etree._Element]:
        """The old drawings of comments and controls, not to be changed; those of headers hold pictures only."""
        for part in self.owned:
            root = self.root(part)
            if (
                root is not None
                and part.endswith(".vml")
                and next(root.iter("{*}ClientData"), None) is not None
            ):
                yield root

    @staticmethod
    def blocks(drawing: Iterable[etree._Element]) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
        """The blocks of a drawing, each with its anchors: an anchor, or a choice between several."""
        for block in drawing:
            if isinstance(block.tag, str):
                yield block, list(block.iter(*ANCHORS))

    def grows(self, template: SheetTemplate) -> bool:
        """Whether loops over rows decide which parts there are: charts and tables within them, tables around them."""
        if template.columns is not None and self.owned:
            return True
        rows = RowMap(template.slots)
        if any(slot.path for slot in template.slots) and any(
            True for _ in template.root.iter("{*}control", "{*}oleObject")
        ):
            return True
        for relations in list(self.relations.values()):
            for relation in relations:
                if relation.kind == "table" and self.owns(relation):
                    root = self.root(relation.target)
                    area = Area.parse(root.get("ref", "") if root is not None else "")
                    if any(rows.loops(row, row) for row in range(area.top, area.bottom + 1)):
                        return True
        return any(
            rows.loops(row, row)
            for part in self.owned
            if (root := self.root(part)) is not None and local(root) == "wsDr"
            for block, anchors in self.blocks(root)
            if references(block)
            for anchor in anchors
            for row in [Spot(each).row for each in anchor if local(each) == "from"]
        )


def references(block: etree._Element) -> list[tuple[etree._Element, str, str]]:
    """Where a block names relationships: the element, its attribute, the id."""
    return [
        (each, str(key), str(value))
        for each in block.iter(etree.Element)
        for key, value in each.attrib.items()
        if str(key).startswith(R)
    ]


def _is_shared(part: str) -> bool:
    return posixpath.basename(posixpath.dirname(part)) == "media"


def _parsed(part: str, data: bytes) -> etree._Element | None:
    if not part.endswith((".xml", ".vml")):
        return None
    if part.endswith(".vml"):
        data = re.sub(rb"<br\s*>", b"<br/>", data)
    try:
        return parse(data)
    except etree.XMLSyntaxError:
        return None
