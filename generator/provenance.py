"""What a produced workbook tells of its origin: of which template and data it was made.

It stands in custom properties, which all programs keep when they save. Their texts stay short: Excel cuts what is longer
than 255 characters.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator import tree

_NAME = "jixiao"
_CHUNK = 240  # characters of a property
_MOST = 4000  # properties; the data of a booklet that needs more are left out
_LARGEST = 100_000_000  # bytes that the data can unpack to
_KEPT_BACK = ("检查", "对照")  # for the checks, not for the form: nobody who gets the form needs them
_CUSTOM = "docProps/custom.xml"
_PART = re.compile(rf"{_NAME}\.(\d+)")


class Origin(NamedTuple):
    """Of what a workbook was made."""

    template: str  # digest of the template's file
    data: tree.Mapping | None  # of the booklet, as it was then; None when they are not there or damaged


def digest(template: Path) -> str:
    """What tells one state of a file from another."""
    return hashlib.sha256(template.read_bytes()).hexdigest()[:16]


def properties(template: str, data: tree.Mapping) -> list[tuple[str, str]]:
    """The origin of a workbook as names with texts; equal booklets have equal ones, wherever their files are."""
    text = json.dumps(_shown(data), ensure_ascii=False, separators=(",", ":"))
    packed = base64.b64encode(zlib.compress(text.encode(errors="surrogatepass"), 9)).decode()
    parts = [packed[at : at + _CHUNK] for at in range(0, len(packed), _CHUNK)]
    if len(parts) > _MOST:
        parts = []
    numbered = [(f"{_NAME}.{number:04}", part) for number, part in enumerate(parts, 1)]
    head = [(f"{_NAME}.template", template)]
    return [*head, (f"{_NAME}.parts", str(len(parts))), *numbered]


def _shown(value: tree.Tree) -> tree.Tree:
    if isinstance(value, dict):
        return {key: _shown(each) for key, each in value.items() if key not in _KEPT_BACK}
    return [_shown(each) for each in value] if isinstance(value, list) else value


def origin(content: bytes) -> Origin | None:
    """The origin of a workbook given as bytes; None when it tells none."""
    texts = dict(_texts(content))
    template = texts.get(f"{_NAME}.template", "")
    return Origin(template, _data(texts)) if template else None


def _texts(content: bytes) -> Iterator[tuple[str, str]]:
    from xml.etree import ElementTree  # a build never reads

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _CUSTOM not in archive.namelist():
            return
        part = archive.read(_CUSTOM)
    if b"<!DOCTYPE" in part:
        return
    try:
        root = ElementTree.fromstring(part)  # noqa: S314 - without a DOCTYPE there are no entities
    except ElementTree.ParseError:
        return
    for each in root:
        yield each.get("name", ""), "".join(each.itertext())


def _data(texts: dict[str, str]) -> tree.Mapping | None:
    numbered = sorted(
        (int(found[1]), text) for name, text in texts.items() if (found := _PART.fullmatch(name))
    )
    if not numbered or texts.get(f"{_NAME}.parts") != str(len(numbered)):
        return None
    try:
        unpacker = zlib.decompressobj()
        packed = base64.b64decode("".join(text.strip() for _number, text in numbered), validate=True)
        made = json.loads(unpacker.decompress(packed, _LARGEST).decode(errors="surrogatepass"))
    except (ValueError, zlib.error):
        return None
    return made if isinstance(made, dict) and _is_tree(made) else None


def _is_tree(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_tree(each) for key, each in value.items())
    return all(map(_is_tree, value)) if isinstance(value, list) else isinstance(value, str)
