"""The text of a file, or why it has none."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from generator.reading.source import UnreadableError
from generator.translation import _

_MOST_BYTES = 4_000_000  # a form has a few thousand
_NOT_TEXT = re.compile(
    "[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # YAML 1.1, c-printable
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot hold
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # what YAML 1.1 counts as the end of a line


def read_bytes(path: Path, most: int) -> bytes:
    """The content of a file of at most `most` bytes.

    Raises:
        UnreadableError: the file cannot be opened or is too large.

    """
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise UnreadableError(
            "INP001", _("the file cannot be read: {reason}").format(reason=error.strerror)
        ) from error
    if len(content) > most:
        limit = f"{most / 1_000_000:g} MB"
        raise UnreadableError("INP004", _("the file is larger than {limit}").format(limit=limit))
    return content


def read_text(path: Path) -> str:
    """The text of a YAML file, without a byte-order mark.

    Raises:
        UnreadableError: the file cannot be read, is empty, in another encoding, or holds control characters.

    """
    text = _decoded(read_bytes(path, _MOST_BYTES))
    if bad := _NOT_TEXT.search(text):
        row, column = place(text, bad.start())
        raise UnreadableError("INP108", control_character(bad[0]), row, column)
    if not text.strip():
        raise UnreadableError("INP003", _("the file is empty"))
    return text


def control_character(character: str) -> str:
    """The message for a character that no text may hold."""
    code = f"U+{ord(character):04X}"
    return _("the control character {code} cannot stand in a text; delete it").format(code=code)


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column, both 1-based, of a position in `text`."""
    ends = [found.end() for found in _BREAK.finditer(text, 0, index)]
    return len(ends) + 1, index - (ends[-1] if ends else 0) + 1


def lines(text: str) -> list[str]:
    """The lines of `text` as YAML counts them."""
    return _BREAK.split(text)


def _decoded(content: bytes) -> str:
    encoding = "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        if content[: error.start].isascii() and _is_gbk(content):
            raise UnreadableError(
                "INP002", _("the file is in GBK, not in UTF-8: save it again as UTF-8"), row
            ) from error
        raise UnreadableError("INP002", _("the file is not text in UTF-8"), row) from error


def _is_gbk(content: bytes) -> bool:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
