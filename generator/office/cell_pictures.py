"""Pictures as values of cells: which values are pictures, and the height that a row gives them."""

from __future__ import annotations

import sys
from itertools import chain, islice
from typing import TYPE_CHECKING

from jinja2 import Undefined

from generator.office.embedded import CannotStand, Embedded
from generator.office.sheet_template import M, SheetTemplate
from generator.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.office.pictures import Picture

EMU = 12700  # in a point
MARGIN = 19_050  # EMU between a picture and the edge of its cell, whose border stays in sight


def picture_in(value: object) -> Picture | None:
    """The picture that a value is, docxtpl's among them; None for what brings nothing but text.

    Raises: CannotStand for what only Word can show.
    """
    if not _brings_more(value):
        return None
    from generator.office.document_embedding import embedded
    from generator.office.pictures import Picture

    found = embedded(value)
    if isinstance(found, Picture):
        return found
    raise CannotStand(_("rich text and parts of documents are for Word"))


def alone(values: Iterable[object]) -> tuple[object | None, Iterable[object]]:
    """What stands among the values of a cell without any text beside it, if it is more than text; else None, and the
    values, of which no more are taken than it needs.
    """
    filled = (value for value in values if value is not None and not (type(value) is str and not value))
    first = [*islice(filled, 1)]
    if not first or not _brings_more(first[0]):
        return None, chain(first, filled)
    second = [*islice(filled, 1)]
    return (None, chain(first, second, filled)) if second else (first[0], ())


def _brings_more(value: object) -> bool:
    if isinstance(value, Embedded):
        return True
    known = "docxtpl" in sys.modules and not isinstance(value, Undefined)
    return known and (hasattr(value, "image_descriptor") or hasattr(value, "subdocx"))


def points_asked(picture: Picture, template: SheetTemplate, row: int) -> float:
    """The points that a picture asks of its row: none where the template's author has fixed the height.

    Raises: CannotStand.
    """
    picture.measured()
    element = template.root.find(f"{M}sheetData/{M}row[@r='{row}']")
    fixed = element is not None and element.get("customHeight") in ("1", "true")
    return 0.0 if fixed else (picture.size()[1] + 2 * MARGIN) / EMU
