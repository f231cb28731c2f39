"""What to do about broken YAML, in the words of people who fill in forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

from generator.reading.text_file import lines
from generator.translation import _

_NO_BLANK = re.compile(r"""\s*(?:-\s+)?[^\s:"'{\[#][^:]*?(?:：|:(?=[^\s"']))""")  # `键：值` or `键:值`
_ENDED = re.compile(r"""["']\s*$""")
_SPECIAL = ">|@*&%!`,]}?-"  # YAML gives these a meaning of its own at the start of a value
_LONGEST = 30  # characters of the user's value that an example repeats


class _Spot(NamedTuple):
    """Where the parser stopped: 0-based line and column, and the text there."""

    line: int
    column: int
    text: str

    @property
    def before(self) -> str:
        return self.text[: self.column]

    @property
    def character(self) -> str:
        return self.text[self.column : self.column + 1]


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str]:
    """Line and column, both 1-based, and a message with a way out."""
    written = lines(text)
    stop = _spot(error.problem_mark, written)
    start = stop if error.context_mark is None else _spot(error.context_mark, written)
    context, problem = error.context or "", error.problem or ""
    spot, message = _explain(context, problem, start, stop, written)
    return spot.line + 1, spot.column + 1, message


def _spot(mark: yaml.Mark | None, written: Sequence[str]) -> _Spot:
    if mark is None:
        return _Spot(0, 0, "")
    return _Spot(mark.line, mark.column, written[mark.line] if mark.line < len(written) else "")


def _explain(
    context: str, problem: str, start: _Spot, stop: _Spot, written: Sequence[str]
) -> tuple[_Spot, str]:
    if "\t" in stop.text[: len(stop.text) - len(stop.text.lstrip())]:
        return stop, _("a tab stands before the text; indent with blanks")
    if "quoted scalar" in context:
        return start, _("the quote that opens here is never closed")
    return _explain_value(context, start, stop) or _explain_key(context, problem, start, stop, written)


def _explain_value(context: str, start: _Spot, stop: _Spot) -> tuple[_Spot, str] | None:
    """A value that means something else to YAML than to its writer."""
    if any(sign in context for sign in ("anchor", "alias", "tag", "block scalar")):
        return start, _quote(start)
    if _ENDED.search(stop.before) and stop.character not in ("", "#"):
        return stop, _("the text goes on after its closing quote; put all of it in the other kind of quotes")
    if stop.character in _SPECIAL and stop.character and not _is_list_item(stop):
        return stop, _quote(stop)
    if "flow" in context and start.line != stop.line:
        return start, _("the bracket that opens here is never closed")
    return None


def _explain_key(
    context: str, problem: str, start: _Spot, stop: _Spot, written: Sequence[str]
) -> tuple[_Spot, str]:
    line = next(
        (line for line in (start.line, stop.line, stop.line - 1) if _has_no_blank(written, line)), None
    )
    if line is not None:
        found = _NO_BLANK.match(written[line])
        column = found.end() - 1 if found else 0
        return _Spot(line, column, written[line]), _(
            "write a half-width colon and a blank between key and value: `key: value`"
        )
    if "mapping values" in problem:
        if re.search(r":\s", stop.before):
            return stop, _quote_text(stop)
        return stop, _("the line is indented deeper than the one above, which has a value already")
    if "simple key" in context:
        return start, _("expected `key: value`; a text of several lines is indented deeper than its key")
    if "block" in context:
        return stop, _("the line is not indented like any line above that it could belong to")
    return stop, _("broken YAML: {problem}").format(problem=problem)


def _is_list_item(spot: _Spot) -> bool:
    return spot.character == "-" and not spot.before.strip()


def _has_no_blank(written: Sequence[str], line: int) -> bool:
    return 0 <= line < len(written) and _NO_BLANK.match(written[line]) is not None


def _quote(spot: _Spot) -> str:
    """For a value that starts at `spot` with a sign of YAML's own."""
    inside = "{" in spot.before or "[" in spot.before
    value = re.split(r"[,}\]]", spot.text[spot.column + 1 :])[0] if inside else spot.text[spot.column + 1 :]
    value = spot.character + value.strip()
    if len(value) > _LONGEST or '"' in value or "\\" in value:
        message = _("a text that starts with {sign} has to stand in quotes")
        return message.format(sign=spot.character)
    message = _("a text that starts with {sign} has to stand in quotes: {example}")
    return message.format(sign=spot.character, example=f'"{value}"')


def _quote_text(spot: _Spot) -> str:
    """For a value with `: ` in it; the parser stops at that colon."""
    value = re.sub(r"^.*?:\s+", "", spot.text).strip()
    if len(value) > _LONGEST or '"' in value or "\\" in value:
        return _("a text that holds a colon and a blank has to stand in quotes")
    return _("a text that holds a colon and a blank has to stand in quotes: {example}").format(
        example=f'"{value}"'
    )
