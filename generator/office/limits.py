"""Bounds on what a template may compute, so that a mistake or a malicious file cannot take the machine down.

Jinja's sandbox keeps a template from reaching the program; it does not keep it from `'a' * 10**10`, from loops in
loops over `range(99999)`, or from doubling a text forty times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, NoReturn

from jinja2.exceptions import SecurityError
from jinja2.utils import Namespace

from generator.office.options import Limits
from generator.translation import _

DIGITS = 1_000  # of a number; Excel keeps 15
_BITS = 3_321  # of a whole number with so many digits
_LONG = 32_767  # characters that a cell holds; longer texts are counted together
_LONG_TEXTS = 50  # times the longest text that all long ones of a run may make
_DEEPEST = 50  # macros that are at work at once
# A turn counts as much work as these: a call of a macro is 20 turns; a filter walks over 10 items in one, and reads
# 100 characters of a long text.
_CALL = 20
ITEMS = 10
_CHARACTERS = 100
_EMPTY: dict[Any, Any] = {}
# What holds other values, and is compared and written out with them.
HOLDERS = (
    list, tuple, dict, set, frozenset, type(_EMPTY.keys()), type(_EMPTY.values()), type(_EMPTY.items())
)  # fmt: skip


class LimitError(SecurityError):
    """A template asks for more than it may take."""


class ExhaustedError(LimitError):
    """A run has taken all that it may; nothing in it can go on."""


class Account:
    """What the run of a program has taken so far."""

    def __init__(self, limits: Limits = Limits()) -> None:  # noqa: B008  # immutable
        self.open(limits)

    def open(self, limits: Limits) -> None:
        """Begin anew."""
        self.limits = limits
        self.left = limits.turns
        self.depth = 0
        self._long = min(_LONG, limits.text)
        self._made = _LONG_TEXTS * limits.text

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What looks ahead does not count."""
        left, made = self.left, self._made
        try:
            yield
        finally:
            self.left, self._made = left, made

    def bounded(self, items: Iterable[Any]) -> Iterator[Any]:
        """The items of a loop.

        Raises: ExhaustedError when all loops together turn too often.
        """
        for item in items:
            self.left -= 1
            if self.left < 0:
                self._stop_turning()
            yield item

    def called(self, call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """What a macro, or a loop that calls itself, gives; each call counts as turns do.

        Raises: ExhaustedError.
        """
        self.work(_CALL)
        self.depth += 1
        try:
            if self.depth > _DEEPEST:
                message = _("macros or loops call one another more than {limit} deep")
                raise ExhaustedError(message.format(limit=_DEEPEST))
            return call(*arguments, **named)
        finally:
            self.depth -= 1

    def checked(self, made: Any) -> Any:
        """What an expression made, unless it is too long.

        Raises: LimitError.
        """
        if isinstance(made, (str, bytes, list, tuple)):
            if len(made) > self._long:
                self.take(len(made))
        elif (isinstance(made, int) and made.bit_length() > _BITS) or (
            isinstance(made, Decimal) and made.is_finite() and abs(made.adjusted()) > DIGITS
        ):
            raise too_large()
        return made

    def take(self, size: int) -> None:
        """Count a long text, and refuse one that is too long.

        Raises: LimitError.
        """
        self.check(size)
        self._made -= size
        if self._made < 0:
            message = _("the expressions make more than {limit} characters altogether")
            raise ExhaustedError(message.format(limit=_LONG_TEXTS * self.limits.text))

    def check(self, size: int) -> None:
        """Refuse what would be so long.

        Raises: LimitError.
        """
        if size > self.limits.text:
            message = _("an expression makes more than {limit} characters or items")
            raise LimitError(message.format(limit=self.limits.text))

    def work(self, turns: int) -> None:
        """Count what takes as long as so many turns of a loop.

        Raises: ExhaustedError.
        """
        self.left -= turns
        if self.left < 0:
            self._stop_turning()

    def read(self, value: object) -> None:
        """Count what a filter or method has to read.

        Raises: ExhaustedError.
        """
        if isinstance(value, str):
            if len(value) > _LONG:
                self.work(len(value) // _CHARACTERS)
        elif isinstance(value, (list, tuple, dict, range)):
            self.work(len(value) // ITEMS)

    def counted(self, items: Iterable[Any]) -> Iterator[Any]:
        """Items of which no list may be made when they are too many.

        Raises: LimitError.
        """
        for count, item in enumerate(items, 1):
            if not count % ITEMS:
                self.check(count)
                self.work(1)
            yield item

    def check_words(self, value: Any) -> None:
        """Refuse a list or a record whose text would be too long: one item may stand in it many times.

        Raises: LimitError.
        """
        if not isinstance(value, str):
            self.check(extent(value))

    def _stop_turning(self) -> NoReturn:
        message = _("the loops turn more than {limit} times")
        raise ExhaustedError(message.format(limit=self.limits.turns))


class Buffer(list[Any]):
    """What a block that is kept for later hands out, as long as it stays within bounds."""

    def __init__(self, account: Account) -> None:
        super().__init__()
        self._account = account
        self._length = 0

    def append(self, piece: Any) -> None:
        """Add a piece.

        Raises: LimitError.
        """
        self._length += extent(piece)
        self._account.check(self._length)
        super().append(piece)

    def extend(self, pieces: Iterable[Any]) -> None:
        """Add pieces.

        Raises: LimitError.
        """
        for piece in pieces:
            self.append(piece)


def too_large() -> LimitError:
    """The error for a number that nobody can read."""
    return LimitError(_("a number has more than {limit} digits").format(limit=DIGITS))


def extent(value: object, known: dict[int, int] | None = None) -> int:
    """The characters of a value's text, at least; what stands in it twice counts twice, but is looked at once."""
    if isinstance(value, (str, bytes)):
        return len(value)
    if isinstance(value, Namespace):
        value = getattr(value, "_Namespace__attrs")  # noqa: B009  # which its text shows
    if not isinstance(value, HOLDERS):
        return 1
    known = {} if known is None else known
    if id(value) not in known:
        known[id(value)] = 0  # should it hold itself
        inner = [*value.keys(), *value.values()] if isinstance(value, dict) else value
        known[id(value)] = 1 + sum(extent(each, known) for each in inner)
    return known[id(value)]
