"""What was found in an edited form, as lines for people and as records for programs."""

from __future__ import annotations

from collections import Counter
from typing import Any

from generator.pulling.plan import Kind, Outcome, Plan
from generator.translation import _, listed
from generator.verification.wording import excerpts


def line(outcome: Outcome) -> str:
    """One line: the place of the inputs first where there is one."""
    label = f"{outcome.label}: " if outcome.label else ""
    if outcome.inputs is None or outcome.kind in (Kind.LEFT, Kind.NOTE):
        return f"{outcome.form}: {label}{_said(outcome)}"
    return f"{outcome.inputs}: {label}{_said(outcome)} ({outcome.form})"


def _said(outcome: Outcome) -> str:
    if outcome.message:
        return (
            _("conflict: {message}").format(message=outcome.message)
            if _is_conflict(outcome)
            else outcome.message
        )
    before, after = excerpts(outcome.built, outcome.edited)
    if outcome.kind is Kind.CHANGE:
        return f"{before} → {after}"
    if outcome.kind is Kind.NEW_ROW:
        return _("new row {values}").format(values=after)
    if outcome.kind is Kind.GONE_ROW:
        return _("deleted row {name}").format(name=before)
    if outcome.kind is Kind.INPUTS:
        before, now = excerpts(outcome.built, outcome.now)
        return _("{before} → {now} in the inputs only; nothing to do").format(before=before, now=now)
    if outcome.kind is Kind.COMPUTED and outcome.inputs is not None:
        message = _("computed: {before}, by hand {after}; state it in the inputs if it is meant (--stated)")
        return message.format(before=before, after=after)
    if outcome.kind is Kind.COMPUTED:
        return _("computed: {before}, by hand {after}; it is not taken over").format(
            before=before, after=after
        )
    message = _("conflict: built {built}, in the form {edited}, in the inputs {now}")
    return message.format(
        built=_beginning(outcome.built), edited=after, now=excerpts(outcome.edited, outcome.now)[1]
    )


def summary(plan: Plan) -> str:
    """How many of each, in few words."""
    counts = Counter(outcome.kind for outcome in plan.outcomes)
    words = {
        Kind.CHANGE: _("changes: {count}"),
        Kind.NEW_ROW: _("new rows: {count}"),
        Kind.GONE_ROW: _("deleted rows: {count}"),
        Kind.CONFLICT: _("conflicts: {count}"),
        Kind.COMPUTED: _("computed values changed by hand: {count}"),
        Kind.LEFT: _("not taken over: {count}"),
        Kind.INPUTS: _("changed in the inputs only: {count}"),
    }
    parts = [text.format(count=counts[kind]) for kind, text in words.items() if counts[kind]]
    return listed(parts) or _("nothing to pull")


def is_open(plan: Plan) -> bool:
    """Whether a person has to decide something."""
    return any(outcome.kind in (Kind.CONFLICT, Kind.COMPUTED, Kind.LEFT) for outcome in plan.outcomes)


def _beginning(text: str) -> str:
    return excerpts(text, "")[0]


def _is_conflict(outcome: Outcome) -> bool:
    return outcome.kind is Kind.CONFLICT


def record(outcome: Outcome) -> dict[str, Any]:
    """An outcome for a program; whole values, blank ones left out."""
    made = {
        "kind": outcome.kind.value,
        "inputs": "" if outcome.inputs is None else str(outcome.inputs),
        "form": str(outcome.form),
        "label": outcome.label,
        "built": outcome.built,
        "edited": outcome.edited,
        "now": outcome.now,
        "message": outcome.message,
    }
    return {key: value for key, value in made.items() if value}
