"""The list of a document's parts in its properties: for a workbook the names of its sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from generator.office.tags import has_tags
from generator.office.xml import local

_HEADINGS, _TITLES = "HeadingPairs", "TitlesOfParts"
_TYPES = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"

Sheets = Mapping[str, Sequence[str]]  # name of a sheet of the template -> the names of those made of it


def texts(root: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The elements of a property part with their numbers, those of the list left out."""
    listed = {each for child in root if local(child) in (_HEADINGS, _TITLES) for each in child.iter()}
    for number, element in enumerate(root.iter()):
        if isinstance(element.tag, str) and element not in listed:
            yield number, element


def retitle(root: etree._Element, sheets: Sheets) -> bool:
    """Let the list name the sheets as they are now; whether it had to change.

    A list that changes keeps the groups of sheets only; one that cannot be made right goes, Office makes it anew.
    """
    lists = [child for child in root if local(child) in (_HEADINGS, _TITLES)]
    titles = [
        each.text or "" for child in lists if local(child) == _TITLES for each in child.iter(_TYPES + "lpstr")
    ]
    if not any(has_tags(title) or list(sheets.get(title, [title])) != [title] for title in titles):
        return False
    groups = [
        (heading, [name for title in group for name in sheets[title]])
        for heading, group in _groups(lists, titles)
        if all(title in sheets for title in group)
    ]
    filled = [(heading, names) for heading, names in groups if names]
    for child in lists:
        for vector in list(child):
            child.remove(vector)
        if not filled:
            root.remove(child)
        elif local(child) == _TITLES:
            _vector(child, "lpstr", [_value("lpstr", name) for _heading, names in filled for name in names])
        else:
            _vector(
                child, "variant", [each for heading, names in filled for each in _pair(heading, len(names))]
            )
    return True


def _groups(lists: Sequence[etree._Element], titles: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """The headings with the titles under them; none where their numbers do not agree."""
    values = [
        value.text or ""
        for child in lists
        if local(child) == _HEADINGS
        for value in child.iter(_TYPES + "lpstr", _TYPES + "i4")
    ]
    counts = [int(count) if count.isdecimal() else -1 for count in values[1::2]]
    if sum(counts) != len(titles) or len(lists) != len((_HEADINGS, _TITLES)):
        return
    start = 0
    for heading, count in zip(values[::2], counts, strict=False):
        yield heading, titles[start : start + count]
        start += count


def _pair(heading: str, count: int) -> Iterator[etree._Element]:
    for value in (_value("lpstr", heading), _value("i4", str(count))):
        variant = etree.Element(_TYPES + "variant")
        variant.append(value)
        yield variant


def _value(kind: str, text: str) -> etree._Element:
    element = etree.Element(_TYPES + kind)
    element.text = text
    return element


def _vector(holder: etree._Element, kind: str, values: Sequence[etree._Element]) -> None:
    vector = etree.SubElement(holder, _TYPES + "vector")
    vector.attrib.update({"size": str(len(values)), "baseType": kind})
    vector.extend(values)
