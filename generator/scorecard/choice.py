"""Which projects a user names: in full, or by a part that no other name has."""

from __future__ import annotations

from collections.abc import Sequence

from generator.errors import GeneratorError
from generator.model.amounts import compact
from generator.nearest import did_you_mean
from generator.translation import _, listed

_FEW = 5  # names that a message lists


def chosen(word: str, names: Sequence[str]) -> list[int]:
    """The positions of the projects that a word names; several only where their names are the same.

    Raises: GeneratorError when it names none, or several that differ.
    """
    wanted, plain = compact(word), [compact(name) for name in names]
    exact = [position for position, name in enumerate(plain) if name == wanted]
    part = exact or [position for position, name in enumerate(plain) if wanted and wanted in name]
    different = list(dict.fromkeys(names[position] for position in part))
    if len(different) > 1:
        shown = listed([*different[:_FEW], *["…"] * (len(different) > _FEW)])
        message = _("{word} is part of {count} names: {names}")
        raise GeneratorError(message.format(word=word, count=len(different), names=shown))
    if not part:
        raise GeneratorError(_("there is no project {word}").format(word=word) + did_you_mean(word, names))
    return part
