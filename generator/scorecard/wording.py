"""The steps of a score in words, a line each, in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_DOWN, Context, Decimal

from generator import console
from generator.model.amounts import truncate
from generator.model.score import Basis
from generator.scorecard.steps import BudgetStep, Card, GradeStep, IndicatorStep, RateStep, Rule
from generator.translation import _

_WIDE = Context(prec=60)
_WIDEST = 40  # columns of a name or a value; what is longer is cut, the form has it in full


def lines(card: Card) -> Iterator[str]:
    """The lines of one project."""
    yield card.project
    rows = [(row, words) for rate in card.rates for row, words in _rate(rate)]
    rows += [(_("budget"), _budget(card.budget))]
    heads = [
        _("{number} {name}").format(number=n, name=_cut(i.name)) for n, i in enumerate(card.indicators, 1)
    ]
    ends = [(_("total"), _total(card)), (_("grade"), _grade(card.grade, card.total.number))]
    widest = max(console.width(head) for head in [*heads, *(head for head, _words in [*rows, *ends])])
    for head, words in rows:
        yield f"  {console.padded(head, widest)}  {words}"
    for head, words in zip(heads, _indicators(card.indicators), strict=True):
        yield f"  {console.padded(head, widest)}  {words}"
    for head, words in ends:
        yield f"  {console.padded(head, widest)}  {words}"


def _rate(step: RateStep) -> Iterator[tuple[str, str]]:
    head = _("rate") if step.row == "年度资金总额" else _("rate, {row}").format(row=step.row)
    if step.rate.exact is None:
        yield (
            head,
            _("no rate: {executed} of {budget}").format(
                executed=_money(step.executed), budget=_money(step.budget)
            ),
        )
        return
    words = _("{executed} ÷ {budget} = {exact} % → {printed} ({rounding})").format(
        executed=_money(step.executed),
        budget=_money(step.budget),
        exact=_shown(step.rate.exact),
        printed=_two(step.rate.figure.computed),
        rounding=_("cut off") if step.rounding == "截断" else _("rounded half-up"),
    )
    yield head, words + _stated(step.rate.figure.stated and step.rate.figure.stated.text, step.accepted)


def _budget(step: BudgetStep) -> str:
    stated = step.figure.stated and step.figure.stated.text
    if step.exact_rate is None or step.exact is None:
        return _stated(stated, ()).removeprefix("; ") or _("no points: state 得分")
    words = _("{weight} × {rate} % = {exact} → {points}").format(
        weight=_plain(step.weight),
        rate=_shown(step.exact_rate),
        exact=_shown(step.exact),
        points=_two(step.figure.computed),
    )
    return words + _stated(stated, step.accepted)


def _indicators(steps: Iterable[IndicatorStep]) -> Iterator[str]:
    """Target, actual and what comes of them, each in its column."""
    rows = [(_cut(str(step.target)), _cut(str(step.actual)), _answer(step)) for step in steps]
    columns = [max((console.width(row[column]) for row in rows), default=0) for column in (0, 1)]
    for target, actual, answer in rows:
        yield f"{console.padded(target, columns[0])}  {console.padded(actual, columns[1])}  {answer}"


def _answer(step: IndicatorStep) -> str:
    words = _formula(step)
    if step.number is not None and step.actual.unit and step.actual.number not in (None, step.number):
        unit = step.target.unit or ""
        words = _("= {number}({unit}): ").format(number=_shown(step.number), unit=unit) + words
    if step.agrees:
        return words + _stated(step.figure.stated and step.figure.stated.text, ())
    accepted: tuple[Decimal, ...] = () if step.figure.computed is None else (step.figure.computed,)
    stated = step.figure.stated and step.figure.stated.text
    if step.band is not None:
        return words + _("; stated {stated} does not agree, expected {lowest} to {highest}").format(
            stated=stated, lowest=_two(step.band[0]), highest=_two(step.band[1])
        )
    return words + _stated(stated, accepted or (Decimal(0), step.weight))


def _formula(step: IndicatorStep) -> str:
    weight, points = _plain(step.weight), _two(step.figure.computed)
    if step.rule is Rule.FULL:
        return _("reached: {points}").format(points=points)
    if step.rule is Rule.BAND and step.band is not None:
        said = _("partly reached") if step.basis is Basis.PARTLY else _("not reached")
        message = _("{said}: {lowest} to {highest} of {weight}, a person says which")
        return message.format(said=said, lowest=_two(step.band[0]), highest=_two(step.band[1]), weight=weight)
    if step.rule is Rule.NONE:
        return _unknown(step.basis)
    if step.rule is Rule.NOTHING or step.deviation is None:
        return _("not reached: a target of 0 has no part, {points}").format(points=points)
    far, target, actual = _shown(step.deviation), _plain(step.target.number), _plain(step.number)
    sums = {
        Rule.SHARE: f"{weight} × {actual} ÷ {target}",
        Rule.RATIO: f"{weight} × {target} ÷ {actual}",
        Rule.DISTANCE: _("{weight} × (1 − {far} %)").format(weight=weight, far=far),
    }
    message = _("not reached, {far} % off: {sum} = {points}")
    return message.format(far=far, sum=sums[step.rule], points=points)


def _unknown(basis: Basis) -> str:
    return {
        Basis.UNANSWERED: _("target or actual is empty: no points"),
        Basis.OTHER_UNIT: _("the units cannot be compared: no points"),
    }.get(basis, _("the answer does not say whether it is reached: state 得分"))


def _total(card: Card) -> str:
    parts = [card.budget.figure, *(step.figure for step in card.indicators)]
    missing = sum(part.number is None for part in parts)
    if missing:
        words = _("cannot be computed: {count} parts have no points").format(count=missing)
    else:
        words = " + ".join(_two(part.number) for part in parts) + f" = {_two(card.total.computed)}"
    stated = card.total.stated
    agrees = stated is None or card.total.computed is None or stated.number == card.total.computed
    accepted = () if agrees or card.total.computed is None else (card.total.computed,)
    return words + _stated(stated and stated.text, accepted)


def _grade(step: GradeStep, total: Decimal | None) -> str:
    if not step.computed or step.threshold is None:
        return step.stated or _("none without a total")
    words = _("{total} ≥ {threshold}: {grade}").format(
        total=_two(total), threshold=_plain(step.threshold), grade=step.computed
    )
    if step.next is not None:
        name, distance = step.next
        words += _("; {points} points to {grade}").format(points=_two(distance), grade=name)
    if step.stated and step.stated != step.computed:
        words += _("; stated {stated} does not agree, expected {accepted}").format(
            stated=step.stated, accepted=step.computed
        )
    return words


def _stated(stated: str | None, accepted: tuple[Decimal, ...]) -> str:
    """The end of a line whose value the form states itself."""
    if not stated:
        return ""
    if not accepted:
        return _("; stated {stated}").format(stated=stated)
    expected = _(" or ").join(_two(number) for number in accepted)
    return _("; stated {stated} does not agree, expected {accepted}").format(stated=stated, accepted=expected)


def _shown(number: Decimal) -> str:
    """A number with its first three decimals, and … where more follow."""
    short = number.quantize(Decimal("0.001"), ROUND_DOWN, _WIDE)
    if short != number:
        return f"{short}…"
    return _two(number) if truncate(number) == number else str(short)


def _two(number: Decimal | None) -> str:
    return "" if number is None else f"{number:.2f}"


def _plain(number: Decimal | None) -> str:
    """A number as people write it: 8, 0.5, 5,000."""
    if number is None:
        return ""
    return f"{number:,f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:,f}"


def _money(amount: Decimal | None) -> str:
    return _("nothing") if amount is None else f"{amount:,.2f}"


def _cut(text: str) -> str:
    """A text of one line, as wide as a column may be."""
    text = " ".join(text.split())
    if console.width(text) <= _WIDEST:
        return text
    kept = ""
    for character in text:
        if console.width(kept + character) > _WIDEST - 1:
            break
        kept += character
    return f"{kept}…"
