"""Pictures that values brought into the cells of a sheet: shapes of its drawing, one for each."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import count

from lxml import etree

from generator.office.cell_pictures import MARGIN
from generator.office.drawing_anchors import SHEET_DRAWING
from generator.office.embedded import Media
from generator.office.package import Relation
from generator.office.pictures import Picture
from generator.office.references import Area
from generator.office.sheet_drawings import Numbers
from generator.office.xml import OFFICE_RELATIONSHIPS, escape_attribute

DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NAMES = {"xdr": SHEET_DRAWING[1:-1], "a": _MAIN, "r": OFFICE_RELATIONSHIPS}
_DECLARED = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMES.items())

Placed = tuple[str, Picture]  # the cell and what stands at it


def blank_drawing() -> etree._Element:
    """A drawing without any shape."""
    return etree.Element(SHEET_DRAWING + "wsDr", nsmap=_NAMES)


def add(
    root: etree._Element, pictures: Iterable[Placed], media: Media, taken: Container[str] = ()
) -> list[Relation]:
    """Put pictures into a drawing, behind the shapes that it has; the relationships that they need.

    `taken` are the ids of the relationships that it has.
    Raises: CannotStand.
    """
    numbers, related = Numbers(root), _Related(taken)
    for cell, picture in pictures:
        found = picture.measured()
        image = related.id("image", media.add(picture.data(), found.ending, found.kind))
        click = related.id("hyperlink", picture.link, external=True) if picture.link else ""
        root.append(etree.fromstring(_anchor(cell, picture, numbers.take(), image, click)))
    return related.made


def _anchor(cell: str, picture: Picture, number: int, image: str, click: str) -> str:
    place, (wide, tall) = Area.parse(cell), picture.size()
    said = f' descr="{escape_attribute(picture.description)}"' if picture.description else ""
    led = f'<a:hlinkClick r:id="{click}"/>' if click else ""
    return (
        f"<xdr:oneCellAnchor{_DECLARED}><xdr:from><xdr:col>{place.left - 1}</xdr:col><xdr:colOff>{MARGIN}</xdr:colOff>"
        f"<xdr:row>{place.top - 1}</xdr:row><xdr:rowOff>{MARGIN}</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="{wide}" cy="{tall}"/><xdr:pic><xdr:nvPicPr>'
        f'<xdr:cNvPr id="{number}" name="Picture {number}"{said}>{led}</xdr:cNvPr>'
        '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{image}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>'
    )


class _Related:
    """New relationships of a drawing, each made once."""

    def __init__(self, taken: Container[str]) -> None:
        self.made: list[Relation] = []
        self._known: dict[tuple[str, str], str] = {}
        self._free = (name for name in (f"rId{number}" for number in count(1)) if name not in taken)

    def id(self, kind: str, target: str, external: bool = False) -> str:
        """The id of the relationship with a target."""
        if (kind, target) not in self._known:
            self._known[kind, target] = name = next(self._free)
            self.made.append(Relation(name, f"{OFFICE_RELATIONSHIPS}/{kind}", target, external))
        return self._known[kind, target]
