"""A part whose page fields are filled in once the pages are counted."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator

from lxml import etree

from generator.office.document_marks import PAGE_MARK
from generator.office.document_pages import PageCounter

_MARK = PAGE_MARK.encode()
_PAGE = re.compile(PAGE_MARK.join(("", f"([^{PAGE_MARK}]*)", "")).encode())
_HELD = 16_000_000  # bytes kept in memory while pages are counted; more waits in a file
_KEPT = 4096  # pieces


class Encoded(dict[str, bytes]):
    """The bytes of pieces; most come many times."""

    def __missing__(self, piece: str) -> bytes:
        if len(self) >= _KEPT:
            self.clear()
        self[piece] = data = piece.encode()
        return data

    def together(self, pieces: Iterable[str]) -> bytes:
        """The bytes of pieces in one."""
        return b"".join(map(self.__getitem__, pieces))


def with_pages(chunks: Iterable[list[str]], styles: etree._Element) -> Iterator[bytes]:
    """The chunks with the pages of their bookmarks; a contents list speaks of what comes behind it, so all wait."""
    counter, encoded = PageCounter(styles), Encoded()
    lengths = []

    def number(match: re.Match[bytes]) -> bytes:
        return counter.numbers.get(match[1].decode(), "1").encode()

    with tempfile.SpooledTemporaryFile(_HELD) as waiting:
        for pieces in chunks:
            counter.feed(pieces)
            lengths.append(waiting.write(encoded.together(pieces)))
        waiting.seek(0)
        for length in lengths:
            chunk = waiting.read(length)
            yield _PAGE.sub(number, chunk) if _MARK in chunk else chunk
