"""The language of help, findings and errors: English message ids, a zh_CN catalogue."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from gettext import NullTranslations

_FOLDER = Path(__file__).with_name("locale")
_VARIABLES = ("JIXIAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG")  # the first one set decides


def _(message: str) -> str:
    """`message` in the user's language, or itself."""
    catalogue = _catalogue()
    return message if catalogue is None else catalogue.gettext(message)


def listed(words: Iterable[str]) -> str:
    """`a, b, c` as the user's language writes it."""
    return _(", ").join(words)


def language() -> str:
    """`zh_CN` for every kind of Chinese, otherwise `en`."""
    name = next((value for value in map(os.environ.get, _VARIABLES) if value), "")
    if not name and os.name == "nt":  # Windows sets none of the variables
        import locale

        name = locale.getlocale()[0] or ""
    return "zh_CN" if name.startswith(("zh", "Chinese")) else "en"


@cache
def _catalogue() -> NullTranslations | None:
    if language() == "en":
        return None
    import gettext  # English runs do without it

    return gettext.translation("jixiao", _FOLDER, languages=[language()], fallback=True)


def translate_click() -> None:
    """Let click, which asks gettext's default domain for its own words, say them in the user's language."""
    if language() == "en":
        return
    import gettext

    gettext.bindtextdomain("click", str(_FOLDER))
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = language()  # the first variable that gettext looks at
