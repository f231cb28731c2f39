"""Extensions of a sheet, in which newer kinds of conditions, validations and sparklines stand, as they follow the rows."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from generator.office.area_following import XM, AreaFollowing, prune, remove
from generator.office.references import Area
from generator.office.xml import local


def follow_extensions(element: etree._Element, areas: AreaFollowing) -> None:
    """Let what the extensions of a sheet hold follow the rows; those that hold nothing any more go."""
    for spark in list(element.iter("{*}sparkline")):
        for copy in _sparklines(spark, areas):
            spark.addprevious(copy)
        remove(spark)
    for group in list(element.iter("{*}sparklineGroup")):
        if not any(True for _spark in group.iter("{*}sparkline")):
            prune(group)
        elif (dates := group.find(XM + "f")) is not None:
            dates.text = areas.mapper(dates.text or "", (), ()) or dates.text
    _listed(element, areas)
    for each in list(element):
        if not len(each):
            element.remove(each)


def _listed(element: etree._Element, following: AreaFollowing) -> None:
    """Conditions, validations and the like whose areas stand in an element of their own."""
    for areas in list(element.iter(XM + "sqref")):
        holder = areas.getparent()
        if holder is None or local(holder) == "sparkline":
            continue
        if following.divided(holder, (XM + "f",), areas.text or "A1"):
            continue
        view = following.view_of(areas.text or "A1")
        areas.text = following.moved(areas.text or "")
        if not areas.text:
            prune(holder)
            continue
        for each in holder.iter(XM + "f"):
            each.text = following.formula(each.text or "", *view)


def _sparklines(spark: etree._Element, following: AreaFollowing) -> Iterator[etree._Element]:
    areas = Area.parse(spark.findtext(XM + "sqref", "A1").replace("$", ""))
    for path, turn, made in following.rows.places(areas):
        copy = deepcopy(spark)
        place, source = copy.find(XM + "sqref"), copy.find(XM + "f")
        assert place is not None
        place.text = str(made)
        if source is not None and source.text:
            source.text = following.mapper(source.text, path, turn)
            if source.text is None:
                continue
        yield copy
