"""Texts of a package that stand beside its sheets or its body."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import IO
from xml.etree import ElementTree

from generator.location import Location
from generator.verification.lines import Spot


def texts(stream: IO[bytes], shown: str, wanted: Callable[[str], bool]) -> dict[str, list[Spot]]:
    """The texts of every XML part that is wanted, in their order."""
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        return {
            name: _texts(archive.read(name), Location(f"{shown}[{name}]"))
            for name in archive.namelist()
            if name.endswith(".xml") and wanted(name)
        }


def _texts(source: bytes, place: Location) -> list[Spot]:
    root = ElementTree.fromstring(source)  # noqa: S314 - our own output
    return [Spot(place, element.text) for element in root.iter() if element.text and element.text.strip()]
