"""A booklet of any number of forms, made by cycling the shipped 2024 forms under names of their own.

python -m benchmarks.forms FILE    # the shipped booklet as plain dictionaries, for all engines alike
"""

from __future__ import annotations

import itertools
import pickle
import sys
from collections.abc import Iterable, Iterator
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from typing import Any

Form = dict[str, Any]  # a form as templates name its fields
Booklet = dict[str, Any]
ROOT = Path(__file__).resolve().parent.parent
SHIPPED = "2024-self-evaluation"
TEMPLATES = ROOT / "templates" / "self-evaluation"


def shipped() -> Booklet:
    """The shipped booklet, read, scored and worded by the program."""
    from generator import pipeline, rendering, scoring
    from generator.workspace import Workspace

    loaded = pipeline.load(ROOT / "inputs" / SHIPPED, Workspace(ROOT))
    assert loaded.booklet is not None
    return _plain(rendering.context(loaded.booklet, scoring.score_booklet(loaded.booklet)))  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def cycled(file: Path, count: int, distinct: bool = False) -> Booklet:
    """The booklet in a file, grown to so many forms.

    The names differ; the rest is shared with the shipped form, unless all texts are to be distinct.
    """
    booklet: Booklet = pickle.loads(file.read_bytes())
    sources = itertools.islice(itertools.cycle(booklet["项目列表"]), count)
    booklet["项目列表"] = forms = [
        {
            **(_distinct(source, number) if distinct else source),
            "序号": number,
            "项目名称": f"{source['项目名称']}（{number}）",
        }
        for number, source in enumerate(sources, 1)
    ]
    booklet["合计"] = _totals(form["项目资金"]["年度资金总额"] for form in forms)
    return booklet


def _distinct(form: Form, number: int) -> Form:
    goals = {label: f"{text}（{number}）" for label, text in form["年度总体目标"].items()}
    indicators = [
        {**indicator, "三级指标": f"{indicator['三级指标']}（{number}）"} for indicator in form["绩效指标"]
    ]
    return {**form, "年度总体目标": goals, "绩效指标": indicators}


def _totals(funds: Iterable[dict[str, Any]]) -> dict[str, Decimal]:
    totals = {"年初预算数": Decimal(0), "全年预算数": Decimal(0), "全年执行数": Decimal(0)}
    for each in funds:
        for label in totals:
            totals[label] += each[label]
    rate = 100 * totals["全年执行数"] / totals["全年预算数"]
    return totals | {"执行率": rate.quantize(Decimal("0.01"), ROUND_DOWN)}


def groups(indicators: Iterable[Form], label: str) -> Iterator[list[Form]]:
    """Neighbours that share a level."""
    for _value, group in itertools.groupby(indicators, lambda indicator: indicator[label]):
        yield list(group)


def grouped(form: Form) -> list[list[list[Form]]]:
    """The indicators by first and second level, as engines need them that cannot merge by data."""
    return [list(groups(group, "二级指标")) for group in groups(form["绩效指标"], "一级指标")]


def second_levels(form: Form) -> list[list[Form]]:
    """The indicators by second level, first levels kept apart."""
    return [group for first_level in grouped(form) for group in first_level]


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(pickle.dumps(shipped()))
