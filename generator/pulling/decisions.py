"""Three ways: a value as built, as the form says it now, and as the inputs say it now."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from generator.location import KeyPath, Location
from generator.model.booklet import PROJECTS
from generator.pulling.application import applied, place_after
from generator.pulling.counterparts import Counterparts
from generator.pulling.equality import printed, says
from generator.pulling.harvest import Harvest, Spot
from generator.pulling.plan import Kind, Outcome, Plan
from generator.pulling.raw import UntakenError, raw_text
from generator.pulling.rows import Rows
from generator.pulling.state import State, at, state
from generator.translation import _
from generator.verification.wording import named

_STATABLE = ("执行率", "得分", "总分", "评分等级")
_DERIVED = ("序号", "分数", "总分值")
_TOTALS = "合计"
_WHOLE_FUND = "年度资金总额"
_SAID = ("部门", "标题", "金额单位", "年度", "表种")  # of the booklet

Locate = Callable[[KeyPath], Location]


class Situation(NamedTuple):
    """What an edited form is compared with."""

    then: State  # as built; the same as `now` where nobody knows
    now: State
    locate: Locate
    stated: bool  # whether computed values that were edited become stated ones


class _Computed(NamedTuple):
    path: KeyPath  # now
    spot: Spot
    before: Hashable


def decide(harvest: Harvest, situation: Situation) -> Plan:
    """What has to change in the inputs."""
    return _Decision(harvest, situation).plan()


class _Decision:
    """A plan while it is made."""

    def __init__(self, harvest: Harvest, situation: Situation) -> None:
        self._harvest, self._case = harvest, situation
        self._others = Counterparts(situation.then, situation.now)
        self._plan = Plan()
        self._computed: list[_Computed] = []

    def plan(self) -> Plan:
        """The plan, its outcomes in the order of the form."""
        for path, spots in self._harvest.spots.items():
            self._value(path, spots)
        rows = Rows(self._harvest, self._case.then, self._case.now, self._others, self._case.locate)
        rows.decide(self._plan, stated=self._case.stated)
        self._count()
        for remark in self._harvest.remarks:
            kind = Kind.NOTE if remark.passing else Kind.LEFT
            self._plan.outcomes.append(Outcome(kind, remark.place, message=remark.message))
        return self._plan

    def _value(self, path: KeyPath, spots: Sequence[Spot]) -> None:
        before = printed(at(self._case.then.printed, path))
        here = self._others.path(path)
        now = None if here is None else printed(at(self._case.now.printed, here))
        changed = _different(spots)
        if changed and path[0] != PROJECTS:  # one form alone does not change what all forms say
            changed = _different([spot._replace(changed=True) for spot in spots])
        if not changed:
            said = self._case.then.raw(path) or self._case.now.raw(here or path) or not is_statable(path)
            if here is not None and now != before and said and self._is_input(here):
                self._tell(Kind.INPUTS, here, spots[0], before, now)
            return
        if len(changed) > 1:
            self._torn(path, here, changed, before)
        elif here is None:
            message = _("the form was changed ({before} → {after}), but the inputs have this no more")
            message = message.format(before=shown(before), after=shown(changed[0].seen.text))
            label = named(_within(path))
            self._plan.outcomes.append(Outcome(Kind.CONFLICT, changed[0].place, label=label, message=message))
        elif not self._is_input(here) and not (self._case.stated and is_statable(here)):
            self._computed.append(_Computed(here, changed[0], before))
        else:
            self._input(here, changed[0], before, now)

    def _input(self, here: KeyPath, spot: Spot, before: Hashable, now: Hashable) -> None:
        is_day = here[-1] in ("计划开始日期", "计划完成日期")
        if says(spot.seen, now, is_day=is_day) if now != "" else spot.seen.is_blank:
            return
        try:
            text = raw_text(here, spot.seen, self._case.now.raw(here))
        except UntakenError as error:
            place = self._case.locate(here)
            self._plan.outcomes.append(
                Outcome(Kind.LEFT, spot.place, place, named(_within(here)), message=str(error))
            )
            return
        if now != before:
            self._tell(Kind.CONFLICT, here, spot, before, now)
            return
        self._plan.values[here] = text
        self._tell(Kind.CHANGE, here, spot, before, now)

    def _torn(self, path: KeyPath, here: KeyPath | None, changed: Sequence[Spot], before: Hashable) -> None:
        """Cells that show one value say different things."""
        told = ", ".join(f"{shown(spot.seen.text)} ({spot.place})" for spot in changed)
        message = _("the form says different things: {told}; built: {before}")
        self._plan.outcomes.append(
            Outcome(
                Kind.CONFLICT, changed[0].place, self._case.locate(here) if here else None,
                named(_within(path)), message=message.format(told=told, before=shown(before)),
            )
        )  # fmt: skip

    def _is_input(self, path: KeyPath) -> bool:
        """Whether the inputs say a value, or nobody but a person can."""
        if path[0] == _TOTALS or path[-1] in _DERIVED:
            return False
        if path[0] != PROJECTS:
            return path[-1] in _SAID
        if not is_statable(path):
            return path[-1] not in _STATABLE
        return bool(self._case.now.raw(path)) or printed(at(self._case.now.printed, path)) == ""

    def _count(self) -> None:
        """Computed values that were edited: fine where the other changes make the program count so, too."""
        after, _problems = state(applied(self._case.now.data, self._plan))
        for each in self._computed:
            place = place_after(self._case.now.data, self._plan, each.path)
            value = printed(at(after.printed, place)) if after and place else each.before
            if not says(each.spot.seen, value):
                self._computed_by_hand(each, value)

    def _computed_by_hand(self, each: _Computed, value: Hashable) -> None:
        place = self._case.locate(each.path) if is_statable(each.path) else None
        before, edited = shown(value), shown(each.spot.seen.text)
        label = named(_within(each.path))
        self._plan.outcomes.append(Outcome(Kind.COMPUTED, each.spot.place, place, label, before, edited))

    def _tell(self, kind: Kind, here: KeyPath, spot: Spot, before: Hashable, now: Hashable) -> None:
        self._plan.outcomes.append(
            Outcome(
                kind, spot.place, self._case.locate(here), named(_within(here)),
                shown(before), shown(spot.seen.text), shown(now), path=here,
            )
        )  # fmt: skip


def is_statable(path: KeyPath) -> bool:
    """Whether the inputs can state what the program counts else."""
    if path[0] != PROJECTS or path[-1] not in _STATABLE:
        return False
    return not (path[-1] == "得分" and path[2] == "项目资金" and path[3] != _WHOLE_FUND)


def _different(spots: Sequence[Spot]) -> list[Spot]:
    """The edited spots that say different things."""
    found: list[Spot] = []
    for spot in spots:
        value = spot.seen.value if isinstance(spot.seen.value, float) else spot.seen.text
        if spot.changed and not any(says(other.seen, value) for other in found):
            found.append(spot)
    return found


def _within(path: KeyPath) -> KeyPath:
    """A path without the project, which the place names."""
    return path[2:] if path[0] == PROJECTS else path


def shown(value: Hashable) -> str:
    """A value for a message."""
    return f"{value:.15g}" if isinstance(value, float) else "" if value is None else str(value)
