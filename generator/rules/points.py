"""SCO: the points of each indicator follow from its target and its actual."""

from __future__ import annotations

from decimal import Decimal

from generator.location import KeyPath
from generator.model.score import Basis, Figure
from generator.model.settings import QualitativeBands
from generator.model.value import Value
from generator.rules.rule import Evaluation, Found, rule
from generator.rules.weights import points
from generator.rules.words import is_missing
from generator.translation import _

_HUNDRED = Decimal(100)


@rule("SCO106")
def indicator_points_follow_the_formula(form: Evaluation) -> Found:
    """Stated points of an indicator in numbers are what its target and its actual give.

    A target reached earns all its points, one that is missed earns them in proportion; anything else is somebody's
    opinion in a column of arithmetic.

    Do: leave 得分 empty and it is computed, or put target, actual or points right.
    Bad:
        得分: 8.00
        偏差原因分析及改进措施: 结算推迟到次年一月
    Good:
        得分: 10.00
    Source: 财预〔2020〕10号
    """
    for position, score in enumerate(form.score.indicators):
        stated, computed = score.figure.stated, score.figure.computed
        if score.basis is not Basis.NUMBERS or stated is None or computed is None:
            continue
        if stated.number != computed and not _is_impossible(score.figure, score.weight):
            message = _("{stated} points are stated, expected {computed}")
            path = ("indicators", position, "stated_score")
            yield path, message.format(stated=stated.text, computed=points(computed))


@rule("SCO107")
def points_in_words_lie_in_their_band(form: Evaluation) -> Found:
    """Stated points of an indicator in words lie in the band that its actual names.

    The rule gives reached 100 to 80 %, partly reached 80 to 60 % and failed 60 to 0 % of the weight. The bands are
    settings under 计分.定性.

    Do: give points within the band, or choose the word that fits them.
    Bad:
        三级指标: 成本测算
        年度指标值: 合理
        实际完成值: 部分达成
        得分: 9.00
        偏差原因分析及改进措施: 一项设备询价不足三家，明年补齐
    Good:
        三级指标: 成本测算
        年度指标值: 合理
        实际完成值: 部分达成
        得分: 7.00
        偏差原因分析及改进措施: 一项设备询价不足三家，明年补齐
    Source: 财预〔2020〕10号
    """
    bands = _bands(form.booklet.scoring.bands)
    for position, score in enumerate(form.score.indicators):
        stated, band = score.figure.stated, bands.get(score.basis)
        if stated is None or band is None or _is_impossible(score.figure, score.weight):
            continue
        lowest, highest = (score.weight * percent / _HUNDRED for percent in band)
        if not lowest <= stated.number <= highest:
            message = _("{stated} points are stated, expected {lowest} to {highest} for this answer")
            path = ("indicators", position, "stated_score")
            yield path, message.format(stated=stated.text, lowest=points(lowest), highest=points(highest))


@rule("SCO108")
def points_lie_between_nothing_and_the_weight(form: Evaluation) -> Found:
    """Stated points are never below 0 nor above the weight.

    No result earns more than its weight, however far it passes the target.

    Do: put the points or the weight right.
    Bad: 得分: 12.00
    Good: 得分: 10.00
    Source: 财预〔2020〕10号
    """
    rows: list[tuple[KeyPath, Decimal, Figure]] = [
        (("funds", "total", "stated_score"), form.score.budget_weight, form.score.budget)
    ]
    for position, score in enumerate(form.score.indicators):
        rows.append((("indicators", position, "stated_score"), score.weight, score.figure))
    for path, weight, figure in rows:
        if figure.stated and _is_impossible(figure, weight):
            message = _("{stated} points are stated, expected 0 to {weight}")
            yield path, message.format(stated=figure.stated.text, weight=points(weight))


@rule("SCO109")
def indicator_has_points(form: Evaluation) -> Found:
    """An answer that no formula covers states its points.

    Partly reached is worth 60 to 80 % of the weight, and which it is a person has to say; without it the form has no
    total.

    Do: answer 达成指标, or fill in 得分.
    Bad:
        三级指标: 成本测算
        年度指标值: 合理
        实际完成值: 较好
    Good:
        三级指标: 成本测算
        年度指标值: 合理
        实际完成值: 达成指标
    Source: 财预〔2020〕10号
    """
    bands = _bands(form.booklet.scoring.bands)
    for position, (indicator, score) in enumerate(
        zip(form.project.indicators, form.score.indicators, strict=True)
    ):
        # A number that is answered in words is VAL111, what is not filled in is VAL101 or VAL102.
        in_numbers = indicator.target.number is not None
        if score.figure.number is not None or in_numbers or _unfilled(indicator.target, indicator.actual):
            continue
        path = ("indicators", position, "actual")
        if score.basis in bands:
            low, high = bands[score.basis]
            message = _("{actual} earns {lowest} to {highest} % of the weight: state 得分")
            yield path, message.format(actual=indicator.actual, lowest=low, highest=high)
        elif score.basis is Basis.UNREADABLE:
            message = _("{actual} does not say whether {target} is reached: answer 达成指标 or state 得分")
            yield path, message.format(actual=indicator.actual, target=indicator.target)


def _unfilled(*values: Value) -> bool:
    return any(map(is_missing, values))


def _is_impossible(figure: Figure, weight: Decimal) -> bool:
    """Whether stated points lie outside 0 and the weight, which SCO108 says and no other rule."""
    return figure.stated is not None and not 0 <= figure.stated.number <= weight


def _bands(settings: QualitativeBands) -> dict[Basis, tuple[Decimal, Decimal]]:
    """Lowest and highest percent of the weight for each answer in words."""
    return {
        Basis.REACHED: (settings.reached_floor, _HUNDRED),
        Basis.PARTLY: (settings.partly_floor, settings.reached_floor),
        Basis.FAILED: (Decimal(0), settings.partly_floor),
    }
