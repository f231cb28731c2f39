"""The Jinja environment of templates: sandboxed, strict, and handing out values instead of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

from jinja2 import ChainableUndefined, StrictUndefined, Undefined
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from generator.office.bounded_filters import BOUNDED_FILTERS, guarded
from generator.office.bounded_operations import (
    COMPARISONS,
    MarkupFormatter,
    TextFormatter,
    check_comparison,
    check_keys,
    check_method,
    check_percent,
    check_power,
    check_product,
)
from generator.office.limits import Account, Buffer
from generator.office.value_code import ValueGenerator
from generator.office.values import FILTERS, text_of
from generator.translation import _, listed

EXTENSIONS = ("jinja2.ext.do", "jinja2.ext.loopcontrols")
BOUNDED = "__bounded"  # the filter around what every loop goes through
# Methods of texts and numbers that make bytes, or much out of little, and that no form needs.
_REFUSED_METHODS = frozenset(("encode", "expandtabs", "maketrans", "to_bytes", "translate"))

LEFT_OUT = frozenset(("random", "urlize"))  # of Jinja's filters: a document comes out the same every time
# Jinja's tests that compare: `select("eq", x)`, `x is in y`.
_TESTS = {"eq": "eq", "==": "eq", "equalto": "eq", "ne": "ne", "!=": "ne", "lt": "lt", "<": "lt", "lessthan": "lt",
          "le": "lteq", "<=": "lteq", "gt": "gt", ">": "gt", "greaterthan": "gt", "ge": "gteq", ">=": "gteq",
          "in": "in"}  # fmt: skip


class Missing(StrictUndefined):
    """A name or a field that the data does not have; every use of it is an error that suggests the nearest known one."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return str(self._undefined_hint)
        name, parent = str(self._undefined_name), self._undefined_obj
        if isinstance(parent, Mapping):
            return unknown_name(name, (key for key in parent if isinstance(key, str)))
        if parent is None:
            return _("{name} was asked of a blank value").format(name=name)
        if isinstance(parent, (list, tuple)) and isinstance(self._undefined_name, int):
            return _("the list has {count} items, none with the index {name}").format(
                count=len(parent), name=name
            )
        if isinstance(parent, (list, tuple)):
            return _("a list has no {name}; take its items in a for loop").format(name=name)
        return _("{name} is unknown").format(name=name)


class Blank(ChainableUndefined):
    """The same where templates may ask for what there is not: it prints nothing, whatever is computed with it."""

    __slots__ = ()

    def _itself(self, *_others: Any) -> Any:
        return self

    def _no(self, _other: Any) -> bool:
        return False

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _itself
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __neg__ = __pos__ = _itself
    __call__ = _itself
    __lt__ = __le__ = __gt__ = __ge__ = _no  # type: ignore[assignment]


class Marked(Blank):
    """The same, but it prints its own name."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"【缺：{self._undefined_name}】"


UNDEFINED: dict[str, type[Undefined]] = {"error": Missing, "blank": Blank, "mark": Marked}


def unknown_name(name: str, known: Iterable[str]) -> str:
    """`产值 is unknown`, with the nearest known names where there are any."""
    from difflib import get_close_matches  # only where something is wrong

    near = get_close_matches(name, list(known), n=3, cutoff=0.5)
    if not near:
        return _("{name} is unknown").format(name=name)
    return _("{name} is unknown; did you mean {names}?").format(name=name, names=listed(near))


class TemplateContext(Context):
    """What a running program sees: the data, and where it writes texts that it need not hand out."""

    written: list[str]


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """One environment for each compiled program; its marks hang on it as attributes."""

    code_generator_class = ValueGenerator
    context_class = TemplateContext
    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def __init__(self) -> None:
        self.outside_names: dict[str, list[int]] = {}
        self.plain: AbstractSet[str] | None = (
            None  # texts that are known to print as they are, and are written
        )
        self.account = Account()
        super().__init__(
            undefined=Missing,
            keep_trailing_newline=True,
            cache_size=0,
            optimized=False,
            extensions=EXTENSIONS,
        )
        self.filters.update(FILTERS)
        for name in BOUNDED_FILTERS:
            self.filters[name] = guarded(name, self.filters[name], self.account)
        self.filters[BOUNDED] = self.account.bounded
        for name, kind in _TESTS.items():
            self.tests[name] = partial(self.compared, kind)  # type: ignore[assignment]
        for name in LEFT_OUT:
            self.filters.pop(name, None)
        self.globals.pop("lipsum", None)

    @staticmethod
    def concat(pieces: Iterable[Any]) -> str:
        """The text of a captured block."""
        return "".join(map(text_of, pieces))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may have an attribute."""
        return attr not in _REFUSED_METHODS and super().is_safe_attribute(obj, attr, value)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """What stands for an attribute that reaches beyond the data."""
        return Missing(_("not allowed in a template: {message}").format(message=attribute))

    def joined(self, pieces: Iterable[Any]) -> str:
        """The text of what ~ joins."""
        for piece in pieces:
            self.account.check_words(piece)
        return str(self.account.checked("".join(map(text_of, pieces))))

    def collecting(self) -> Buffer:
        """What collects the pieces of a block."""
        return Buffer(self.account)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operation that can make much out of little."""
        if operator == "*":
            check_product(left, right, self.account)
        elif operator == "**":
            check_power(left, right)
        elif operator == "%" and isinstance(left, str):
            check_percent(left, right, self.account)
        return self.account.checked(super().call_binop(context, operator, left, right))

    def compared(self, name: str, left: Any, right: Any) -> Any:
        """What a comparison gives."""
        check_comparison(name, left, right, self.account)
        return COMPARISONS[name](left, right)

    def hashed(self, key: Any) -> Any:
        """A key of a record."""
        check_keys((key,), self.account)
        return key

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item of a list or a record."""
        if isinstance(argument, tuple):
            self.hashed(argument)
        return super().getitem(obj, argument)

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """A call; methods of texts are kept within bounds."""
        if isinstance(obj, (Macro, LoopContext)):
            return self.account.called(super().call, context, obj, *args, **kwargs)
        owner = getattr(obj, "__self__", None)
        makes_record = obj is dict or owner is dict  # `dict(…)`, `{}.fromkeys(…)`
        if makes_record:
            args = tuple(
                list(self.account.counted(each)) if isinstance(each, Iterator) else each for each in args
            )
        if makes_record or isinstance(owner, LoopContext):  # `loop.changed(…)`
            check_keys(args, self.account)
        if isinstance(owner, (list, tuple, dict)):
            for each in args:  # of `index`, `count`, `get`
                check_comparison("in", each, owner, self.account)
        if isinstance(owner, str):
            self.account.read(owner)
            check_method(getattr(obj, "__name__", ""), owner, (*args, *kwargs.values()), self.account)
        return self.account.checked(super().call(context, obj, *args, **kwargs))

    def wrap_str_format(self, value: Any) -> Any:
        """The sandboxed form of `text.format`, kept within bounds."""
        if super().wrap_str_format(value) is None:
            return None
        text, by_map = value.__self__, value.__name__ == "format_map"

        def formatted(*args: Any, **kwargs: Any) -> str:
            formatter = (
                MarkupFormatter(self.account, env=self, escape=text.escape)
                if isinstance(text, Markup)
                else TextFormatter(self.account, env=self)
            )
            made: str = formatter.vformat(text, *(((), args[0]) if by_map else (args, kwargs)))
            return Markup(made) if isinstance(text, Markup) else made  # noqa: S704  # escaped by its formatter

        return formatted

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a record comes before the methods of the mapping that holds it."""
        if isinstance(obj, dict):
            try:
                return obj[attribute]
            except KeyError:
                pass
        return super().getattr(obj, attribute)


def is_missing(value: object) -> bool:
    """Whether a value is what an unknown name gives, where that is an error."""
    return isinstance(value, Missing)


def missing_message(value: object) -> str:
    """Why a value is missing."""
    return str(getattr(value, "_undefined_message", ""))
