"""Amounts of money in another unit, to the last digit."""

from __future__ import annotations

import re
from decimal import Context, Decimal

from generator.errors import GeneratorError
from generator.model.amounts import NUMBER
from generator.translation import _

_ZEROS = {"元": 0, "万元": 4}  # of one unit in 元
_WIDE = Context(prec=60)


def in_unit(amount: Decimal, unit: str, into: str) -> str:
    """`3800.00` for 38,000,000 元 in 万元: never rounded, two decimals or as many as it takes.

    Raises:
        GeneratorError: the amount has more digits in the other unit than a booklet can hold.

    """
    exact = amount.scaleb(_ZEROS[unit] - _ZEROS[into], _WIDE).normalize(_WIDE)
    decimals = max(2, -int(exact.as_tuple().exponent))
    text = f"{exact:.{decimals}f}"
    if not re.fullmatch(NUMBER, text):
        message = _("{amount} {unit} cannot be written in {into} without losing digits")
        raise GeneratorError(message.format(amount=f"{amount:f}", unit=unit, into=into))
    return text
