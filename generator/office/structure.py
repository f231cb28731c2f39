"""The nesting of statements in a template: which tag closes which, and whether they may."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from generator.office.problems import Place, TemplateProblem
from generator.office.tags import Tag
from generator.translation import _

_CLOSERS = {
    "endfor": "for",
    "endif": "if",
    "endset": "set",
    "endwith": "with",
    "endmacro": "macro",
}
_MIDDLES = {"elif": ("if",), "else": ("if", "for")}
_SINGLE = {"do", "break", "continue"}
OPENERS = frozenset(_CLOSERS.values())
_CAPTURING = {"set", "macro"}
_KNOWN = {*_CLOSERS, *OPENERS, *_MIDDLES, *_SINGLE}


class _Open(NamedTuple):
    tag: Tag
    place: Place
    scope: object


@dataclass(eq=False, repr=False)
class Structure:
    """The statements that are open while a template is read from top to bottom."""

    stack: list[_Open] = field(default_factory=list)

    def take(self, tag: Tag, place: Place, scope: object) -> list[TemplateProblem]:
        """Account for one statement; the problems it shows."""
        keyword = tag.keyword
        if keyword in _CLOSERS or keyword in _MIDDLES:
            return self._closing(tag, place, scope)
        if keyword not in _KNOWN:
            return [TemplateProblem(place, _unknown(keyword))]
        if tag.level and keyword in _CAPTURING and not (keyword == "set" and "=" in tag.source):
            message = _("{found} works inside one cell or paragraph only")
            return [TemplateProblem(place, message.format(found=keyword))]
        if keyword not in _SINGLE and not (keyword == "set" and "=" in tag.source):
            self.stack.append(_Open(tag, place, scope))
        return []

    def _closing(self, tag: Tag, place: Place, scope: object) -> list[TemplateProblem]:
        keyword = tag.keyword
        wanted = (_CLOSERS[keyword],) if keyword in _CLOSERS else _MIDDLES[keyword]
        if not self.stack:
            message = _("{found} has no {expected} before it").format(
                found=keyword, expected=" / ".join(wanted)
            )
            return [TemplateProblem(place, message)]
        opened = self.stack[-1]
        if opened.tag.keyword not in wanted:
            message = _("{found} crosses the {open} that began at {place}")
            return [
                TemplateProblem(
                    place, message.format(found=keyword, open=opened.tag.keyword, place=opened.place)
                )
            ]
        if keyword in _CLOSERS:
            self.stack.pop()
        if opened.scope != scope or opened.tag.level != tag.level:
            return [TemplateProblem(place, self._apart(tag, opened))]
        return []

    @staticmethod
    def _apart(tag: Tag, opened: _Open) -> str:
        if opened.tag.level != tag.level:
            message = _("{found} must be written {expected}, like the {open} that began at {place}")
            level = opened.tag.level
            expected = "{%" + (f"{level} " if level else " ") + tag.keyword + " %}"
            return message.format(
                found=tag.keyword, expected=expected, open=opened.tag.keyword, place=opened.place
            )
        message = _(
            "{found} stands in another table, cell or paragraph than the {open} that began at {place}"
        )
        return message.format(found=tag.keyword, open=opened.tag.keyword, place=opened.place)

    def finish(self) -> list[TemplateProblem]:
        """A problem for every statement that nothing closes."""
        return [
            TemplateProblem(
                opened.place,
                _("{found} is never closed; expected {expected}").format(
                    found=opened.tag.keyword, expected="end" + opened.tag.keyword
                ),
            )
            for opened in self.stack
        ]


def _unknown(keyword: str) -> str:
    from difflib import get_close_matches  # only where something is wrong

    near = get_close_matches(keyword, sorted(_KNOWN), n=1)
    if near:
        return _("{name} is not a tag; did you mean {names}?").format(name=keyword or "{% %}", names=near[0])
    return _("{name} is not a tag that templates know").format(name=keyword or "{% %}")
