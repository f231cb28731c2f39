"""Custom properties of a document: names with texts, which Excel, WPS and LibreOffice keep when they save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from generator.office.package import Package, Relation, relations_name, relations_part
from generator.office.xml import OFFICE_RELATIONSHIPS, local, parse, serialize

TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_KIND = "custom-properties"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # Source: ECMA-376 part 1, 22.3.2.2
_FIRST = 2  # number of a property; the lower ones are taken by the format


def part_of(package: Package) -> str:
    """The part that holds, or will hold, the custom properties."""
    return next((r.target for r in package.relations("") if r.kind == _KIND), "docProps/custom.xml")


def parts_with(
    package: Package, made: Mapping[str, bytes], texts: Sequence[tuple[str, str]]
) -> dict[str, bytes]:
    """The parts that change when texts become custom properties beside those that are there."""
    name = part_of(package)
    if name in package.parts:
        return {name: _with(parse(made.get(name, package.parts[name])), texts)}
    root = etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={None: _PROPERTIES, "vt": _VALUES})  # type: ignore[dict-item]
    relations = package.relations("")
    free = next(f"rId{n}" for n in range(1, len(relations) + 2) if f"rId{n}" not in {r.id for r in relations})
    relations.append(Relation(free, f"{OFFICE_RELATIONSHIPS}/{_KIND}", name))
    return {name: _with(root, texts), relations_name(""): relations_part("", relations)}


def _with(root: etree._Element, texts: Sequence[tuple[str, str]]) -> bytes:
    """Properties with texts added; one of the same name gives way."""
    names = {name for name, _text in texts}
    for each in [each for each in root if each.get("name") in names]:
        root.remove(each)
    numbers = [int(each.get("pid", "0")) for each in root if local(each) == "property"]
    for number, (name, text) in enumerate(texts, max([_FIRST - 1, *numbers]) + 1):
        each = etree.SubElement(root, f"{{{_PROPERTIES}}}property")
        each.attrib.update({"fmtid": _FORMAT, "pid": str(number), "name": name})
        etree.SubElement(each, f"{{{_VALUES}}}lpwstr").text = text
    return serialize(root)
