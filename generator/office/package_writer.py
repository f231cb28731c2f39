"""Office packages written as a stream that is the same bytes every time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from generator.office import deflating
from generator.office.options import Limits
from generator.office.package import TYPES_PART, ContentTypes, refused
from generator.translation import _

_STAMP = (1980, 1, 1, 0, 0, 0)


class _Archive(zipfile.ZipFile):
    """A zip file that is only ever finished on purpose."""

    def __del__(self) -> None:
        """Write no directory behind a package that failed: its stream may be closed by now."""


class PackageWriter:
    """Writes parts into a zip: no clock, no order but that of the calls."""

    def __init__(self, stream: BinaryIO, file: str, largest: int = Limits().output) -> None:
        self.archive = _Archive(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._file = file
        self._largest = self._left = largest

    def content_types(self, types: ContentTypes) -> None:
        """The first part: readers that stream need it before all others."""
        self.part(TYPES_PART, types.serialize())

    def part(self, name: str, data: bytes) -> None:
        """A whole part.

        Raises: TemplateError when the parts grow beyond all bounds.
        """
        self.stream(name, [data])

    def stream(self, name: str, pieces: Iterable[str] | Iterable[bytes]) -> None:
        """A part in pieces of any size; only a little of it is held at a time.

        Raises: TemplateError when the parts grow beyond all bounds.
        """
        with self.archive.open(self._entry(name), "w") as target:
            target._compressor = deflating.compressor()  # type: ignore[attr-defined]  # zipfile knows zlib only
            for piece in pieces:
                data = piece if isinstance(piece, bytes) else piece.encode()
                self._take(len(data))
                target.write(data)

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            message = _("the document grows beyond {limit} bytes; is there a loop that never ends?")
            raise refused(self._file, message.format(limit=self._largest))

    def close(self) -> None:
        """Write the directory."""
        self.archive.close()

    @staticmethod
    def _entry(name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, _STAMP)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 0
        entry.external_attr = 0
        return entry
