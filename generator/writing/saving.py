"""A workbook as bytes that depend on nothing but its content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

_STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: same data, same bytes
_SAVED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def saved(workbook: Workbook, edit: Callable[[bytes], bytes] | None = None) -> bytes:
    """The saved workbook with fixed stamps; `edit` may change the XML of a sheet."""
    written, fixed = io.BytesIO(), io.BytesIO()
    workbook.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _SAVED.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            elif edit and name.startswith("xl/worksheets/sheet"):
                content = edit(content)
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # whatever the system
            target.writestr(info, content)
    return fixed.getvalue()
