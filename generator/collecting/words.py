"""The sentences about what came back."""

from __future__ import annotations

from generator import tree
from generator.collecting.merging import Change, Outcome
from generator.collecting.returned import Returned
from generator.sheets.layout import INDICATORS
from generator.translation import _

_LONGEST = 40  # characters of a value in a line
_AROUND = 6  # characters before what differs


def missing(unit: str, by: str) -> str:
    """Who has not sent a workbook back."""
    return _("{unit} has not sent its workbook back").format(unit=unit or _("(no {label})").format(label=by))


def same_content(unit: str, other: str) -> str:
    """Two files of one unit that say the same."""
    return _("{unit} came twice with the same content, first as {other}; this one is passed over").format(
        unit=unit, other=other
    )


def came_twice(file: Returned, other: Returned) -> str:
    """Two files of one unit that do not say the same."""
    assert file.stamp is not None
    words = _("{unit} came twice, also as {other}; what the two say differently is not taken")
    message = words.format(unit=file.stamp.unit, other=other.file)
    if file.saved and other.saved and file.saved != other.saved:
        newer = file if file.saved > other.saved else other
        message += _(" (newer: {file}, saved {saved})").format(file=newer.file, saved=newer.saved)
    return message


def unstamped() -> str:
    """A workbook that was not sent by us, but has our sheets."""
    return _("read as an ordinary workbook: it fills blanks and brings new projects, but replaces nothing")


def other_fields() -> str:
    """A workbook sent before the form changed."""
    return _("it was sent with other extra fields (附加字段) than the booklet has now")


def other_booklet(name: str) -> str:
    """A workbook that was sent from a booklet of another name."""
    return _("it was sent from the booklet {name}").format(name=name)


def gone_here() -> str:
    """A project that the booklet has no more."""
    return _("the project was changed in the file, but the booklet does not have it any more")


def gone_there() -> str:
    """A project that is not in the file any more."""
    return _(
        "the project is not in the file any more; the booklet keeps it, remove it there if that is meant"
    )


def new_project(project: tree.Mapping) -> str:
    """A project that only the file has."""
    rows = project.get(INDICATORS, [])
    return _("taken with {count} indicators").format(count=len(rows))


def of_change(change: Change, *, is_stamped: bool, against: str) -> str:
    """What became of a value or a row."""
    outcome = change.outcome
    sent, returned = shortened(change.sent, change.returned)
    if outcome is Outcome.MOVED:
        return _("the rows came back in another order; the booklet keeps its own")
    if outcome is Outcome.KEPT:
        words = _("here {returned}, but not all of that could be read; the booklet keeps {now}")
        returned, now = shortened(change.returned, change.now)
        return words.format(returned=_shown(returned), now=_shown(now))
    if outcome is Outcome.CONFLICT:
        return _conflict(change, is_stamped=is_stamped, against=against)
    if outcome is Outcome.ADDED:
        return change.returned
    if outcome is Outcome.DELETED:
        return change.sent
    return f"{_shown(sent)} → {_shown(returned)}"


def _conflict(change: Change, *, is_stamped: bool, against: str) -> str:
    returned, now = shortened(change.returned, change.now)
    sent, _also = shortened(change.sent, change.returned)
    parts = {"sent": _shown(sent), "returned": _shown(returned), "now": _shown(now), "other": against}
    if against:
        return _("sent {sent}, here {returned}, in {other} {now}").format(**parts)
    if not is_stamped:
        return _("here {returned}, in the booklet {now}").format(**parts)
    return _("sent {sent}, here {returned}, in the booklet {now}").format(**parts)


def shortened(one: str, other: str) -> tuple[str, str]:
    """Two texts in one line each, from a little before where they begin to differ."""
    one, other = (text.replace("\n", "⏎") for text in (one, other))
    if max(len(one), len(other)) <= _LONGEST:
        return one, other
    pairs = enumerate(zip(one, other, strict=False))
    start = next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
    start = max(0, start - _AROUND) if other else 0
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    end = start + _LONGEST
    return ("…" if start and text else "") + text[start:end] + ("…" if len(text) > end else "")


def _shown(text: str) -> str:
    return text or _("(blank)")
