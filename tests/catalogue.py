"""Brings the Chinese catalogue up to date with what the program says, and compiles it: `make messages` runs this."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from generator import rules

PACKAGE = Path(__file__).parents[1] / "generator"
FOLDER = PACKAGE / "locale" / "zh_CN" / "LC_MESSAGES"
OURS = FOLDER / "jixiao.po"
CLICKS = (
    FOLDER / "click.po"
)  # words of the library click, in all its versions that we work with; kept by hand


class _Catalogue(Catalog):
    """A catalogue whose head has neither dates nor versions: the same words always make the same file."""

    @property  # type: ignore[override]
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", "zh_CN"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Plural-Forms", "nplurals=1; plural=0;"),
        ]


def used() -> set[str]:
    """What the program says, in English: its messages, and what the docstrings of rules say of them."""
    messages = {str(message) for _file, _line, message, _comments, _context in extract_from_dir(PACKAGE)}
    accounts = [rule.account for rule in rules.catalogue()]
    spoken = {text for account in accounts for text in (account.sentence, account.why, account.remedy)}
    return messages | (spoken - {""})


def catalogue(source: Path) -> Catalog:
    """The translations in a .po file."""
    read = _Catalogue(locale="zh_CN")
    if source.exists():
        with source.open("rb") as stream:
            for message in read_po(stream, locale="zh_CN"):
                if message.id:
                    read.add(message.id, message.string, flags=message.flags)
    return read


def compiled(source: Path) -> bytes:
    """The .mo file that belongs to a .po file."""
    made = io.BytesIO()
    write_mo(made, catalogue(source))
    return made.getvalue()


def update() -> list[str]:
    """Give every message of the program its place in our catalogue; those that wait for a translation."""
    known = catalogue(OURS)
    current = _Catalogue(locale="zh_CN", fuzzy=False)
    for message in sorted(used()):
        translated = known[message]
        current.add(message, translated.string if translated else "")
    made = io.BytesIO()
    write_po(made, current, omit_header=True, sort_output=True, width=100)
    head = "".join(f'"{name}: {value}\\n"\n' for name, value in current.mime_headers)
    OURS.write_bytes(f'msgid ""\nmsgstr ""\n{head}\n'.encode() + made.getvalue())
    return [str(message.id) for message in current if message.id and not message.string]


if __name__ == "__main__":
    waiting = update()
    for po in (OURS, CLICKS):
        po.with_suffix(".mo").write_bytes(compiled(po))
    sys.exit("\n".join(["not translated:", *waiting]) if waiting else 0)
