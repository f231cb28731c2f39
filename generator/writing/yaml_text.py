"""A text as a YAML scalar that every reader takes for that text."""

from __future__ import annotations

import re

_RESERVED = re.compile(
    r"(?:y|n|yes|no|on|off|true|false|null|~)", re.IGNORECASE
)  # YAML 1.1 makes values of these
_PRINTABLE = "\t -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_ONE_LINE = re.compile(f"[{_PRINTABLE}]*")
_PLAIN_START = re.compile(r"""[^\s\-?:,\[\]{}#&*!|>'"%@`=<~]|-(?=\d)|=(?=.)|<(?!<$)""")
_PLAIN_BREAK = re.compile(r":(?:\s|$)|\s#|\t")
_FLOW_BREAK = re.compile(r"[,\[\]{}:?]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED = re.compile(f'[\\\\"\t]|[^{_PRINTABLE}]')


def scalar(text: str, *, flow: bool = False) -> str:
    """`text` on one line: plain where that is safe, otherwise quoted; `flow` is inside braces or brackets."""
    if is_plain(text) and not (flow and _FLOW_BREAK.search(text)):
        return text
    marked = '"' in text or "\\" in text
    single = single_quoted(text) if marked and "'" not in text else None
    return single or double_quoted(text)


def single_quoted(text: str) -> str | None:
    """`text` in single quotes, which know no escapes; None where it would need one."""
    return "'" + text.replace("'", "''") + "'" if "\t" not in text and _ONE_LINE.fullmatch(text) else None


def double_quoted(text: str) -> str:
    """`text` in double quotes."""
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def is_plain(text: str) -> bool:
    """Whether `text` needs no quotes outside of braces and brackets."""
    return (
        bool(_ONE_LINE.fullmatch(text) and _PLAIN_START.match(text))
        and text == text.strip()
        and not _RESERVED.fullmatch(text)
        and not _PLAIN_BREAK.search(text)
    )


def block(text: str, indent: int) -> str | None:
    """A text of several lines as a block that keeps its lines; None where a block cannot hold it."""
    lines = block_lines(text)
    if lines is None or len(lines) < 2:
        return None
    header = "|" if text.endswith("\n") else "|-"
    return "\n".join([header, *(" " * indent + line if line else "" for line in lines)])


def block_lines(text: str) -> list[str] | None:
    """The lines of a text that can stand in a block as they are; None where they cannot."""
    lines = text.removesuffix("\n").split("\n")
    if not text or text[0].isspace() or not lines[-1].strip():
        return None
    for line in lines:
        if not _ONE_LINE.fullmatch(line) or line.startswith("\t") or (line and not line.strip()):
            return None
    return lines


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
