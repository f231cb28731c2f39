"""Values that bring more than text along: runs of their own, pictures, parts of another document."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from generator.office.package import ContentTypes, Package, Relation, relations_name, relations_part
from generator.office.xml import CONTENT_TYPES, OFFICE_RELATIONSHIPS
from generator.translation import _

if TYPE_CHECKING:
    from lxml import etree

    from generator.office.document_marks import TextSpot

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLAIN = (str, int, float, Decimal, date, type(None))
_NUMBERED = re.compile(r"rId(\d+)$")


class CannotStand(Exception):  # noqa: N818 - a reason, reported with its place
    """Why a value cannot stand where it is printed."""


class Embedded:
    """A value that becomes XML of its own when it is printed."""

    made: ClassVar[bool] = False  # whether this process has any

    def __init__(self) -> None:
        Embedded.made = True

    def xml_in(self, spot: TextSpot, part: Attachments) -> str:
        """The XML for a spot, which it leaves and comes back to.

        Raises: CannotStand.
        """
        raise NotImplementedError

    def blocks(self, part: Attachments) -> str | None:
        """The paragraphs and tables that it stands for; None for what stands within a paragraph.

        Raises: CannotStand.
        """
        return None


def may_attach(context: Mapping[str, object]) -> bool:
    """Whether printing may add parts and relationships: the parts that list them are then written last."""
    if any(callable(value) for value in context.values()):
        return True
    return (Embedded.made or "docxtpl" in sys.modules) and _holds_objects(context.values())


def _holds_objects(values: Iterable[object]) -> bool:
    """Whether anything but plain data is among the values, at any depth."""
    for value in values:
        if isinstance(value, _PLAIN):
            continue
        if isinstance(value, Mapping):
            inner: Iterable[object] = value.values()
        elif isinstance(value, (list, tuple)):
            inner = value
        else:
            return True
        if _holds_objects(inner):
            return True
    return False


def style_names(styles: etree._Element | None) -> Callable[[], dict[str, str]]:
    """The styles of a template by their names and ids, looked up once they are asked for."""

    @cache
    def names() -> dict[str, str]:
        found: dict[str, str] = {}
        for style in styles.iter(W + "style") if styles is not None else ():
            name = style.find(W + "name")
            id_ = style.get(W + "styleId", "")
            found[id_] = id_
            if name is not None:
                found.setdefault(name.get(W + "val", ""), id_)
        return found

    return names


@dataclass(eq=False, repr=False)
class Media:
    """Pictures that the values of a document or workbook bring along, each kept once."""

    package: Package
    style_names: Callable[[], dict[str, str]]
    open: bool  # whether relationships and types are still to be written
    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)  # of file name endings
    drawings: int = 0
    folder: str = "word"
    _names: dict[str, str] = field(default_factory=dict)

    def add(self, data: bytes, ending: str, kind: str) -> str:
        """Keep a picture; the name of its part."""
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._names:
            number = len(self._names) + 1
            while (name := f"{self.folder}/media/picture{number}.{ending}") in self.package.parts:
                number += 1000
            self._names[digest] = name
            self.parts[name] = data
            self.types[ending] = kind
        return self._names[digest]

    def declare(self, types: ContentTypes) -> ContentTypes:
        """The content types with those of the pictures."""
        known = {(e.get("Extension") or "").lower() for e in types.root.iter(f"{{{CONTENT_TYPES}}}Default")}
        for ending in sorted(self.types.keys() - known):
            element = types.root.makeelement(f"{{{CONTENT_TYPES}}}Default")
            element.attrib.update({"Extension": ending, "ContentType": self.types[ending]})
            types.root.insert(0, element)
        return types


@dataclass(eq=False, repr=False)
class Attachments:
    """What the values printed in one part bring along: its relationships."""

    part: str
    media: Media
    relations: list[Relation] = field(init=False)
    added: int = 0
    carried: dict[Embedded, str] = field(default_factory=dict)  # sub-documents as they stand in this part

    def __post_init__(self) -> None:
        self.relations = self.media.package.relations(self.part)

    @property
    def name(self) -> str:
        """The part that holds the relationships."""
        return relations_name(self.part)

    def serialize(self) -> bytes:
        """The relationships as XML."""
        return relations_part(self.part, self.relations)

    def relate(self, kind: str, target: str, external: bool = False) -> str:
        """The id of a relationship, made where there is none yet.

        Raises: CannotStand.
        """
        type_ = f"{OFFICE_RELATIONSHIPS}/{kind}"
        for relation in self.relations:
            if (relation.type, relation.target, relation.external) == (type_, target, external):
                return relation.id
        if not self.media.open:
            raise CannotStand(
                _("pictures, links and parts of documents must be in the data, not made while printing")
            )
        used = [int(match[1]) for r in self.relations if (match := _NUMBERED.match(r.id))]
        number = max([0, *used]) + 1
        self.relations.append(Relation(f"rId{number}", type_, target, external))
        self.added += 1
        return f"rId{number}"

    def has(self, id_: str) -> bool:
        """Whether there is a relationship with this id."""
        return any(relation.id == id_ for relation in self.relations)

    def style(self, name: str) -> str:
        """The id of a style by its name or id, the name itself where there is none."""
        return self.media.style_names().get(name, name)

    def drawing(self) -> int:
        """The number of a new drawing: far from those that the template's own get."""
        self.media.drawings += 1
        return 1_000_000 + self.media.drawings
