"""What our marks have changed in a workbook, kept in the workbook itself, so that they can be taken back to the byte.

Excel and WPS keep parts of custom XML when they save; LibreOffice drops them. Each change is kept as the bytes that
were there before. The account holds as long as no part that it speaks of, and no sheet, has changed since.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Iterator
from typing import Any

from generator.editing.parts import Parts, new_part
from generator.editing.splices import Splice, spliced
from generator.editing.xml_spans import BrokenXmlError, scan

_SPACE = "urn:jixiao:marks"
_ITEM = "customXml/item1.xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES = (
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
    'ds:itemID="{{{id}}}"><ds:schemaRefs><ds:schemaRef ds:uri="{space}"/></ds:schemaRefs></ds:datastoreItem>'
)
_KEYS = {"level", "added", "digests", "undo"}
_LARGEST = 100_000_000  # bytes of an account


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sheets(parts: Parts) -> list[str]:
    return [name for name in parts.names if name.startswith("xl/worksheets/") and name.endswith(".xml")]


def write_journal(parts: Parts) -> None:
    """Put the account of all changes since `Parts.forget` into the workbook."""
    import uuid

    level = len(_journals(parts))
    item = parts.free_name(_ITEM)
    properties = parts.free_name("customXml/itemProps1.xml")
    own_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{_SPACE}/{item}")).upper()
    parts.declare_ending("xml", "application/xml")
    parts.add(item, b"")
    parts.relate(parts.main, "customXml", item)
    parts.add(properties, new_part(_PROPERTIES.format(id=own_id, space=_SPACE)), _PROPERTIES_TYPE)
    parts.relate(item, "customXmlProps", properties)
    account = {
        "level": level,
        "added": parts.added,
        "digests": {
            name: _digest(parts[name])
            for name in [*parts.undo, *parts.added, *_sheets(parts)]
            if name != item
        },
        "undo": {
            name: [[[s.start, s.end, s.new.decode()] for s in step] for step in reversed(steps)]
            for name, steps in parts.undo.items()
        },
    }
    packed = zlib.compress(json.dumps(account, ensure_ascii=False).encode(), 9)
    parts.replace(item, new_part(f'<marks xmlns="{_SPACE}">{base64.b64encode(packed).decode()}</marks>'))


def _journals(parts: Parts) -> dict[str, str]:
    """The accounts in a workbook by their part, packed."""
    return dict(_found(parts))


def _found(parts: Parts) -> Iterator[tuple[str, str]]:
    for name in parts.names:  # LibreOffice keeps the parts, but relates them wrongly
        if name.startswith("customXml/item") and _SPACE.encode() in parts[name]:
            try:
                root = scan(parts[name])
            except BrokenXmlError:
                continue
            if root.attributes.get("xmlns") == _SPACE:
                yield name, root.text


def has_journal(parts: Parts) -> bool:
    """Whether the workbook still holds an account of our marks."""
    return bool(_journals(parts))


def undo_by_journal(parts: Parts) -> bool:
    """Take the last marks back to the byte; False when the account no longer holds."""
    accounts = [account for text in _journals(parts).values() if (account := _unpacked(text))]
    if not accounts:
        return False
    account = max(accounts, key=lambda each: int(each["level"]))
    if not _holds(parts, account):
        return False
    for name, steps in account["undo"].items():
        for step in steps:
            parts.replace(name, spliced(parts[name], (Splice(s, e, new.encode()) for s, e, new in step)))
    for name in account["added"]:
        parts.remove(name)
    return True


def _unpacked(text: str) -> Any:
    """An account; None when it is none of ours, or broken."""
    try:
        opened = zlib.decompressobj()
        data = opened.decompress(base64.b64decode(text), _LARGEST)
        account = json.loads(data)
    except (ValueError, binascii.Error, zlib.error):
        return None
    return account if isinstance(account, dict) and set(account) == _KEYS else None


def _holds(parts: Parts, account: Any) -> bool:
    """Whether all parts are as we left them."""
    digests = account["digests"]
    return {*_sheets(parts), *account["undo"]} <= set(digests) and all(
        name in parts and _digest(parts[name]) == digest for name, digest in digests.items()
    )


def remove_journals(parts: Parts) -> None:
    """Take all accounts out of the workbook."""
    for item in _journals(parts):
        for relation in parts.relations(item):
            if relation.target in parts:
                parts.drop(relation.target)
        parts.drop(item)
        for source in (parts.main, ""):
            parts.unrelate(source, item)
