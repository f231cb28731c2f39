"""A workbook without tags in its sheets: written as it is, but for what its properties say."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from generator.office.package import ContentTypes, relations_name, relations_part
from generator.office.package_writer import PackageWriter
from generator.office.workbook import WorkbookTemplate

CHAIN = "calcChain.xml"  # the order in which Excel counted last; it makes a new one


def is_untouched(book: WorkbookTemplate) -> bool:
    """Whether no sheet has a tag, and none needs taller rows."""
    return all(sheet.frame is None or sheet.frame.untouched for sheet in book.sheets)


def carry(book: WorkbookTemplate, properties: Mapping[str, bytes], writer: PackageWriter) -> None:
    """Write all parts as they are."""
    package, main = book.package, book.main
    chains = [name for name in package.parts if posixpath.basename(name) == CHAIN]
    types = ContentTypes.of(package)
    for name in chains:
        types.overrides.pop(name, None)
    for name, content in {"[Content_Types].xml": b"", **package.parts}.items():
        if chains and name == "[Content_Types].xml":
            writer.content_types(types)
        elif chains and name == relations_name(main):
            kept = [each for each in package.relations(main) if each.kind != "calcChain"]
            writer.part(name, relations_part(main, kept))
        elif name not in chains:
            writer.part(name, properties.get(name, content))
