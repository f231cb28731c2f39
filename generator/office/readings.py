"""What a template reads, found without data: its statements are followed, its names bound to the shape of the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

from generator.office.data_paths import shown
from generator.office.data_shapes import ANYTHING, COMPUTED, UNKNOWN, Read, Shape, field_of, filtered, item_of
from generator.office.environment import unknown_name
from generator.office.problems import TemplateProblem
from generator.office.program import Program
from generator.translation import _

_LOOP = {"loop", "caller", "varargs", "kwargs", "self"}
_KEYED = {
    "selectattr": 0,
    "rejectattr": 0,
    "groupby": 0,
    "attr": 0,
    "sum": 0,
    "unique": 1,
    "sort": 2,
    "join": 1,
}


@dataclass(eq=False, repr=False)
class Readings:
    """What programs read, and what of it the data cannot have; without a shape all is taken to be there."""

    shape: Mapping[str, Shape] | None
    paths: dict[tuple[str, ...], None] = field(default_factory=dict)
    problems: list[TemplateProblem] = field(default_factory=list)
    scopes: list[dict[str, Read]] = field(default_factory=list)
    program: Program | None = None
    prints: bool = True
    lenient: int = 0  # inside of what asks whether there is such a value

    def of(self, program: Program, prints: bool = True) -> None:
        """Add what a program reads; one that does not print hands out whole records."""
        self.program, self.prints = program, prints
        self.scopes = [{}]
        self._statements(program.tree().body)

    def _statements(self, body: Iterable[nodes.Node]) -> None:
        for node in body:
            self._statement(node)

    def _statement(self, node: nodes.Node) -> None:
        """Follow a statement by the method of its kind."""
        getattr(self, f"_{type(node).__name__.lower()}", self._other)(node)

    def _other(self, node: nodes.Node) -> None:
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self._value(child)
            else:
                self._statement(child)

    def _output(self, node: nodes.Output) -> None:
        for child in node.nodes:
            self._printed(child)

    def _for(self, node: nodes.For) -> None:
        over = self._value(node.iter)
        self.scopes.append({"loop": UNKNOWN})
        self._bind(node.target, item_of(over))
        if node.test is not None:
            self._value(node.test)
        self._statements(node.body)
        self.scopes.pop()
        self._statements(node.else_)

    def _if(self, node: nodes.If) -> None:
        self._value(node.test)
        for body in (node.body, node.elif_, node.else_):
            self._statements(body)

    def _assign(self, node: nodes.Assign) -> None:
        self._bind(node.target, self._value(node.node))

    def _with(self, node: nodes.With) -> None:
        values = [self._value(value) for value in node.values]
        self.scopes.append({})
        for target, value in zip(node.targets, values, strict=True):
            self._bind(target, value)
        self._statements(node.body)
        self.scopes.pop()

    def _assignblock(self, node: nodes.AssignBlock) -> None:
        self.scopes.append({})
        self._statements(node.body)
        self.scopes.pop()
        self._bind(node.target, COMPUTED)

    def _macro(self, node: nodes.Macro) -> None:
        self.scopes[-1][node.name] = UNKNOWN
        self.scopes.append({})
        for argument in node.args:
            self._bind(argument, UNKNOWN)
        self._statements(node.body)
        self.scopes.pop()

    def _bind(self, target: nodes.Node, value: Read) -> None:
        if isinstance(target, nodes.Name):
            self.scopes[-1][target.name] = value
        else:
            for name in target.find_all(nodes.Name):
                self.scopes[-1][name.name] = UNKNOWN

    def _printed(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.TemplateData) or (
            isinstance(node, nodes.Name) and node.name.startswith("__")
        ):
            return
        value = self._value(node)
        if self.prints and isinstance(value.shape, (dict, list)):
            message = _("a list or a record cannot be printed; name one of its fields")
            self._report(node, message, value.path)

    def _value(self, node: nodes.Node) -> Read:
        """Follow an expression; what it gives."""
        if isinstance(node, nodes.Name):
            return self._noted(self._name(node))
        if isinstance(node, nodes.Getattr):
            return self._noted(self._field(node, self._value(node.node), node.attr))
        if isinstance(node, nodes.Getitem):
            return self._noted(self._subscript(node))
        if isinstance(node, nodes.Filter):
            return self._filtered(node)
        if isinstance(node, nodes.Test) and node.name in ("defined", "undefined"):
            self._leniently(node.node)
            return COMPUTED
        if isinstance(node, nodes.CondExpr):
            found = [self._value(part) for part in (node.expr1, node.test, node.expr2) if part is not None]
            return found[0]
        self._operands(node)
        return UNKNOWN if isinstance(node, (nodes.Call, nodes.Literal)) else COMPUTED

    def _operands(self, node: nodes.Node) -> None:
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self._value(child)
            else:
                self._operands(child)  # named arguments, the pairs of a dict

    def _leniently(self, node: nodes.Node) -> Read:
        self.lenient += 1
        found = self._value(node)
        self.lenient -= 1
        return found

    def _noted(self, value: Read) -> Read:
        if value.path:
            self.paths[value.path] = None
        return value

    def _name(self, node: nodes.Name) -> Read:
        for scope in reversed(self.scopes):
            if node.name in scope:
                return scope[node.name]
        assert self.program is not None
        if node.name in self.program.environment.globals or node.name in _LOOP:
            return UNKNOWN
        if self.shape is None:
            return Read(ANYTHING, (node.name,))
        if node.name in self.shape:
            return Read(self.shape[node.name], (node.name,))
        self._report(node, unknown_name(node.name, sorted(self.shape)), ())
        return UNKNOWN

    def _field(self, node: nodes.Node, value: Read, name: str) -> Read:
        found = field_of(value, name)
        if not isinstance(found, str):
            return found
        self._report(node, found, (*value.path, name) if value.path else ())
        return UNKNOWN

    def _subscript(self, node: nodes.Getitem) -> Read:
        value = self._value(node.node)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._field(node, value, node.arg.value)
        if isinstance(node.arg, nodes.Slice):
            for part in filter(None, (node.arg.start, node.arg.stop, node.arg.step)):
                self._value(part)
            return value
        self._value(node.arg)
        return (
            item_of(value) if isinstance(value.shape, list) or isinstance(node.arg, nodes.Const) else UNKNOWN
        )

    def _filtered(self, node: nodes.Filter) -> Read:
        if node.node is None:
            return COMPUTED
        value = self._leniently(node.node) if node.name in ("default", "d") else self._value(node.node)
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self._value(argument)
        return filtered(node.name, value, self._keyed(node, value))

    def _keyed(self, node: nodes.Filter, value: Read) -> Read | None:
        """The field of each item that a filter such as `map(attribute="x")` or `selectattr("x")` names."""
        named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
        index = _KEYED.get(node.name)
        if not named and index is not None and len(node.args) > index:
            named = [node.args[index]]
        if not named or not isinstance(named[0], nodes.Const) or not isinstance(named[0].value, str):
            return None
        found = value if node.name == "attr" else item_of(value)
        for step in named[0].value.split(".") if node.name != "attr" else [named[0].value]:
            found = self._noted(self._field(named[0], found, step))
        return found

    def _report(self, node: nodes.Node, message: str, path: tuple[str, ...]) -> None:
        assert self.program is not None
        if not self.lenient:
            place = self.program.places.get(node.lineno, self.program.whole)
            self.problems.append(TemplateProblem(place, message, path=shown(path)))
