"""The code of templates: Jinja's, but its outputs are the values themselves, so that a cell can keep its type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

FILE = "<office template>"  # what tracebacks call the code
OUTSIDE_NAMES = "outside_names"  # of compiled code: name -> the lines that read it
PRINT = "__print"  # the filter around what prints in a context of its own
MAKE = "__make"  # the same where what prints is never its text alone


class ValueGenerator(CodeGenerator):
    """Generates code that hands out values, or writes those that are plain text."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """The code tells which names it reads from outside."""
        super().visit_Template(node, frame)
        self.writeline(f"{OUTSIDE_NAMES} = {getattr(self.environment, OUTSIDE_NAMES)!r}")

    def visit_Assign(self, node: nodes.Assign, frame: Frame) -> None:  # noqa: N802
        """What Jinja looks at before it sets a field belongs to the tag's line, too."""
        if node.find(nodes.NSRef) is not None:
            self.writeline("pass", node)
        super().visit_Assign(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        """Joining with ~ is bounded, too: it doubles as fast as *."""
        self.write("environment.joined((")
        for each in node.nodes:
            self.visit(each, frame)
            self.write(", ")
        self.write("))")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        """Comparing is bounded, too, unless a constant shows that it is over at once; `a < b < c` looks at b once."""
        if len(node.ops) == 1 and nodes.Const in (type(node.expr), type(node.ops[0].expr)):
            super().visit_Compare(node, frame)
            return
        left: nodes.Expr | str = node.expr
        self.write("(")
        for number, one in enumerate(node.ops, 1):
            self.write(f"environment.compared({one.op!r}, ")
            if isinstance(left, str):
                self.write(left)
            else:
                self.visit(left, frame)
            self.write(", ")
            if number < len(node.ops):
                left = self.temporary_identifier()
                self.write(f"({left} := ")
                self.visit(one.expr, frame)
                self.write(")) and ")
            else:
                self.visit(one.expr, frame)
                self.write(")")
        self.write(")")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        """Hashing keys is bounded, too."""
        self.write("{")
        for item in node.items:
            constant = isinstance(item.key, nodes.Const)
            self.write("" if constant else "environment.hashed(")
            self.visit(item.key, frame)
            self.write(": " if constant else "): ")
            self.visit(item.value, frame)
            self.write(", ")
        self.write("}")

    def buffer(self, frame: Frame) -> None:
        """Where a block that is kept for later collects what it hands out."""
        frame.buffer = self.temporary_identifier()
        self.writeline(f"{frame.buffer} = environment.collecting()")

    def write_commons(self) -> None:
        """What all code of the program begins with."""
        super().write_commons()
        if self._writes:
            self.writeline("write = context.written.append")
            self.writeline("plain = environment.plain")

    @property
    def _writes(self) -> bool:
        """Whether the program writes texts itself and hands out what is left."""
        return getattr(self.environment, "plain", None) is not None

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Texts are written, and so are values that print as they are.

        Something is handed out each time, so that the reader gets its turn in every loop.
        """
        if frame.buffer is not None or not self._writes:
            super().visit_Output(node, frame)
            return
        children = _joined(node.nodes)
        turn = None if any(map(_is_mark, children)) else children[-1]
        for child in children:
            if child is turn or _is_mark(child):
                self._hand_out(child, frame)
            elif isinstance(child, nodes.TemplateData):
                self.writeline(f"write({child.data!r})", child)
            else:
                self._print(child, frame)

    def _hand_out(self, child: nodes.Expr, frame: Frame) -> None:
        self.writeline("yield ", child)
        if isinstance(child, nodes.TemplateData):
            self.write(repr(child.data))
        else:
            self.visit(child, frame)

    def _print(self, child: nodes.Expr, frame: Frame) -> None:
        """Write a value, or hand it out if more than its text is to be printed."""
        assert isinstance(child, nodes.Filter)
        assert child.node is not None
        self.writeline("value = ", child)
        self.visit(child.node, frame)
        self.writeline("if type(value) is str and value in plain: write(value)")
        self.writeline(f"else: yield {self.filters[child.name]}(value")
        self.signature(child, frame)
        self.write(")")

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        return repr("".join(group))

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if isinstance(node, nodes.TemplateData):
            return node.data
        raise nodes.Impossible

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Nothing stands around a value."""

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Nothing stands around a value."""


def _joined(children: Iterable[nodes.Expr]) -> list[nodes.Expr]:
    """What an output holds, texts that follow one another in one."""
    found: list[nodes.Expr] = []
    for child in children:
        before = found[-1] if found else None
        if isinstance(child, nodes.TemplateData) and isinstance(before, nodes.TemplateData):
            found[-1] = nodes.TemplateData(before.data + child.data, lineno=before.lineno)
        else:
            found.append(child)
    return found


def _is_mark(child: nodes.Expr) -> bool:
    """Whether something is handed out as it is, whatever it may be."""
    return not isinstance(child, nodes.TemplateData) and not (
        isinstance(child, nodes.Filter) and child.name == PRINT
    )
