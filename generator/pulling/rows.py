"""Rows of the form that came and went, as indicators that come and go in the inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from generator import tree
from generator.location import KeyPath, Location
from generator.pulling.application import applied
from generator.pulling.counterparts import Counterparts
from generator.pulling.equality import printed, says, words
from generator.pulling.harvest import Harvest, Inserted, Removed, Spot
from generator.pulling.plan import Kind, NewItem, Outcome, Plan
from generator.pulling.raw import UntakenError, raw_text
from generator.pulling.state import State, at, state
from generator.translation import _
from generator.verification.wording import named

_NAME, _POINTS, _NUMBERING = "三级指标", "得分", "序号"
_ORDER = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)


class _Scored(NamedTuple):
    """A new row in which somebody wrote points."""

    item: NewItem
    spot: Spot


class Rows:
    """Decides about rows."""

    def __init__(
        self,
        harvest: Harvest,
        then: State,
        now: State,
        others: Counterparts,
        locate: Callable[[KeyPath], Location],
    ) -> None:
        self._harvest, self._then, self._now, self._others = harvest, then, now, others
        self._locate = locate
        self._scored: list[_Scored] = []

    def decide(self, plan: Plan, *, stated: bool) -> None:
        """Add to a plan what the rows ask for."""
        for gone in self._harvest.removed:
            self._remove(plan, gone)
        for new in self._harvest.inserted:
            self._insert(plan, new)
        self._score(plan, stated=stated)

    def _remove(self, plan: Plan, gone: Removed) -> None:
        here = self._others.path(gone.item)
        if here is None:
            return
        label = named((*here[2:], _NAME)).rpartition(",")[0] or named(here[2:])
        name = str(at(self._then.printed, (*gone.item, _NAME)) or "")
        place = self._locate(here)
        if _said(at(self._then.printed, gone.item)) == _said(at(self._now.printed, here)):
            plan.removed.add(here)
            plan.outcomes.append(Outcome(Kind.GONE_ROW, gone.place, place, label, built=name, path=here))
            return
        message = _("the row was deleted in the form, but changed in the inputs")
        plan.outcomes.append(Outcome(Kind.CONFLICT, gone.place, place, f"{label} {name}", message=message))

    def _insert(self, plan: Plan, new: Inserted) -> None:
        values = {key: spot for key, spot in new.values.items() if key != _NUMBERING}
        name = values.get(_NAME)
        project = self._others.path(new.items[:2])
        if name is None or project is None:
            message = _("the row was inserted, but names no indicator in 三级指标; it is not read")
            if project is None:
                message = _("the row was inserted, but the inputs have this project no more")
            plan.outcomes.append(Outcome(Kind.LEFT, new.place, message=message))
            return
        items = (*project, *new.items[2:])
        if self._is_there(plan, new, items, values):
            return
        try:
            record: tree.Mapping = {
                key: text
                for key in sorted(values, key=_rank)
                if key != _POINTS and (text := raw_text((*items, 0, key), values[key].seen, "")) is not None
            }
        except UntakenError as error:
            plan.outcomes.append(
                Outcome(Kind.LEFT, new.place, label=words(name.seen.text), message=str(error))
            )
            return
        item = NewItem(items, self._position(new), record, self._base(plan, items, words(name.seen.text)))
        plan.inserted.append(item)
        if _POINTS in values:
            self._scored.append(_Scored(item, values[_POINTS]))
        text = ", ".join(map(str, record.values()))
        plan.outcomes.append(
            Outcome(Kind.NEW_ROW, new.place, self._locate(items), named(items[2:]), edited=text, path=items)
        )

    def _position(self, new: Inserted) -> int:
        """In front of which indicator of the inputs a row belongs: behind the nearest one above that they have."""
        for above in range(new.after, -1, -1):
            here = self._others.path((*new.items, above))
            if here is not None:
                return int(here[-1]) + 1
        return 0

    def _is_there(self, plan: Plan, new: Inserted, items: KeyPath, values: dict[str, Spot]) -> bool:
        """Whether the inputs have got the same row since, or another one of its name."""
        for position in self._others.new(int(items[1])):
            record = at(self._now.printed, (*items, position))
            if not isinstance(record, dict) or not says(values[_NAME].seen, str(record[_NAME])):
                continue
            if all(says(spot.seen, printed(record.get(key))) for key, spot in values.items()):
                return True
            message = _("the row was inserted in the form and, with other values, in the inputs")
            place = self._locate((*items, position))
            plan.outcomes.append(
                Outcome(Kind.CONFLICT, new.place, place, str(record[_NAME]), message=message)
            )
            return True
        return False

    def _base(self, plan: Plan, items: KeyPath, name: str) -> KeyPath | None:
        """The item that was taken out elsewhere in the list: the row was moved."""
        taken = {new.base for new in plan.inserted}
        for path in sorted(plan.removed, key=str):
            if path[:-1] == items and path not in taken and at(self._now.printed, (*path, _NAME)) == name:
                return path
        return None

    def _score(self, plan: Plan, *, stated: bool) -> None:
        """Points in new rows: taken where only a person can say them, or all are to be."""
        if not self._scored:
            return
        after, _problems = state(applied(self._now.data, plan))
        for item, spot in self._scored:
            order = plan.order(item.items, len(_list(at(self._now.data, item.items))))
            place = (*item.items, order.index(item), _POINTS)
            value = printed(at(after.printed, place)) if after else ""
            if says(spot.seen, value):
                continue
            if value == "" or stated:
                self._state(plan, item, spot)
            else:
                label = f"{named(item.items[2:])} {item.record[_NAME]}, {_POINTS}"
                built = f"{value:.15g}" if isinstance(value, float) else str(value)
                plan.outcomes.append(
                    Outcome(Kind.COMPUTED, spot.place, self._locate(item.items), label, built, spot.seen.text)
                )

    def _state(self, plan: Plan, item: NewItem, spot: Spot) -> None:
        try:
            text = raw_text((*item.items, 0, _POINTS), spot.seen, "")
        except UntakenError as error:
            plan.outcomes.append(Outcome(Kind.LEFT, spot.place, message=str(error)))
            return
        if text is not None:
            made = item._replace(record={**item.record, _POINTS: text})
            plan.inserted[plan.inserted.index(item)] = made


def _list(value: object) -> list[tree.Tree]:
    return value if isinstance(value, list) else []


def _rank(key: str) -> tuple[int, str]:
    return (_ORDER.index(key) if key in _ORDER else len(_ORDER), key)


def _said(record: object) -> object:
    """A record without its number and its points, which follow from others."""
    if not isinstance(record, dict):
        return record
    return {key: value for key, value in record.items() if key not in (_NUMBERING, _POINTS)}
