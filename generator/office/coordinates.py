"""Where in the data a tag failed: the items of the loops around it, and the path of the value that it reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import FrameType
from typing import NamedTuple

from jinja2 import nodes
from jinja2.utils import missing

from generator.office.values import NoTextError, text_of
from generator.translation import listed

_LOCAL = re.compile(r"l_(\d+)_(.+)")
_LONGEST_NAME = 40  # characters of an item's name that a message shows

Alive = Mapping[str, list[object]]  # name -> its values, that of the innermost loop last


class Chain(NamedTuple):
    """`项目.绩效指标[0]`: a name and the steps from it."""

    root: str
    steps: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        return self.root + "".join(
            f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.steps
        )


class _Spot(NamedTuple):
    """What stands on a line of the program."""

    loops: tuple[nodes.For, ...]  # around it, the outermost first
    chains: tuple[Chain, ...]  # that it reads


class Coordinates(NamedTuple):
    """`项目列表 #2 甲项目, 绩效指标 #3 数量` and `项目列表[1].绩效指标[2].年度指标值`; blank where there is none."""

    item: str
    path: str


def alive(frames: Iterable[FrameType]) -> dict[str, list[object]]:
    """The names of a template that have values in frames of its code, the outermost frame first."""
    found: dict[str, dict[tuple[int, int], object]] = {}
    for number, frame in enumerate(frames):
        for key, value in frame.f_locals.items():
            if (match := _LOCAL.fullmatch(key)) and value is not missing:
                found.setdefault(match[2], {})[number if match[1] == "0" else 0, int(match[1])] = value
    return {name: [values[key] for key in sorted(values)] for name, values in found.items()}


@dataclass(eq=False, repr=False)
class DataMap:
    """Finds coordinates; `tree` is the program as parsed, `names` the fields that name an item."""

    tree: nodes.Template
    context: Mapping[str, object]
    names: tuple[str, ...]
    spots: dict[int, _Spot] = field(default_factory=dict)
    positions: dict[int, dict[int, int]] = field(default_factory=dict)  # of the items of a list, by their ids

    def coordinates(self, lines: Iterable[int], names: Alive, message: str) -> Coordinates:
        """Where the tags of these lines stand; the message tells which of their values failed."""
        on = list(lines)
        spots = [self._spot(line) for line in on]
        if not spots:
            return Coordinates("", "")
        items, bound = self._items(spots[0].loops, names, next(iter(on)))
        for target, chain in self._aliases(names):
            bound.setdefault(target, _expanded(chain, bound))
        read = [chain for spot in spots for chain in spot.chains]
        return Coordinates(listed(filter(None, items)), self._path(read, bound, message))

    def _items(
        self, loops: Iterable[nodes.For], names: Alive, line: int
    ) -> tuple[list[str], dict[str, Chain]]:
        """What to call the items of the loops, and where the loops' variables stand in the data."""
        items: list[str] = []
        bound: dict[str, Chain] = {}
        around = list(loops)
        for number, loop in enumerate(around):
            target = _target(loop)
            hidden = sum(1 for inner in around[number + 1 :] if _target(inner) == target)
            values = names.get(target, [])
            if len(values) <= hidden:
                continue
            value = values[-1 - hidden]
            chain = next(iter(_chains(loop.iter)), None)
            over = _expanded(chain, bound) if chain else None
            position = self._position(over, value) if over else None
            bound.pop(target, None)
            if over and position is not None:
                bound[target] = Chain(over.root, (*over.steps, position))
                label = next((s for s in reversed(over.steps) if isinstance(s, str)), over.root)
                items.append(f"{label} #{position + 1} {self._name(value)}".rstrip())
            elif loop.lineno != line:
                items.append(self._name(value))
        return items, bound

    def _position(self, chain: Chain, item: object) -> int | None:
        """Where in a list of the data an item stands."""
        container, failed = self._value(chain)
        if failed is not None or not isinstance(container, (list, tuple)):
            return None
        known = self.positions.get(id(container))
        if known is None:
            known = self.positions[id(container)] = {
                id(each): n for n, each in reversed([*enumerate(container)])
            }
        return known.get(id(item))

    def _value(self, chain: Chain) -> tuple[object, int | None]:
        """The value at a chain, and the number of the step that leads nowhere (0 is the name itself)."""
        value: object = self.context.get(chain.root, missing)
        for number, step in enumerate(chain.steps, 1):
            if value is missing:
                return None, number - 1
            try:
                value = value[step]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                value = getattr(value, step, missing) if isinstance(step, str) else missing
        return value, len(chain.steps) if value is missing else None

    def _name(self, item: object) -> str:
        """What to call an item: by a field that names it, else by its first text."""
        if isinstance(item, Mapping):
            texts = [item.get(name) for name in self.names]
            texts += [value for value in item.values() if isinstance(value, str)]
            name = next((text for text in texts if isinstance(text, str) and text.strip()), "")
        else:
            name = "" if isinstance(item, (list, tuple)) else _text(item)
        name = " ".join(name.split())
        return name[:_LONGEST_NAME] + ("…" if len(name) > _LONGEST_NAME else "")

    def _path(self, read: Iterable[Chain], bound: Mapping[str, Chain], message: str) -> str:
        """The first chain that leads nowhere, up to where it does; else the first one that is read."""
        chains = [_expanded(chain, bound) for chain in read]
        failing = [(chain, failed) for chain in chains if (failed := self._value(chain)[1]) is not None]
        failing = [(chain, failed) for chain, failed in failing if failed]  # a name is in the message already
        said = [(c, n) for c, n in failing if str(c.steps[n - 1]) in message]
        for chain, number in said or failing:
            return str(Chain(chain.root, chain.steps[:number]))
        return next((str(chain) for chain in chains if self._value(chain)[1] is None), "")

    def _aliases(self, names: Alive) -> Iterator[tuple[str, Chain]]:
        """The names that `set` and `with` give to what stands elsewhere."""
        for node in self.tree.find_all(nodes.Assign):
            if (
                isinstance(node.target, nodes.Name)
                and (chain := chain_of(node.node))
                and node.target.name in names
            ):
                yield node.target.name, chain
        for block in self.tree.find_all(nodes.With):
            for target, value in zip(block.targets, block.values, strict=True):
                if isinstance(target, nodes.Name) and (chain := chain_of(value)) and target.name in names:
                    yield target.name, chain

    def _spot(self, line: int) -> _Spot:
        if line not in self.spots:
            loops = _loops_around(self.tree, line, ())
            chains = [chain for node in _on_line(self.tree, line) for chain in _chains(node)]
            self.spots[line] = _Spot(loops or (), tuple(dict.fromkeys(chains)))
        return self.spots[line]


def _text(item: object) -> str:
    try:
        return text_of(item)
    except NoTextError:
        return ""


def chain_of(node: nodes.Node) -> Chain | None:
    """The chain that an expression is; None for anything else."""
    steps: list[str | int] = []
    while not isinstance(node, nodes.Name):
        if isinstance(node, nodes.Getattr):
            steps.append(node.attr)
        elif (
            isinstance(node, nodes.Getitem)
            and isinstance(node.arg, nodes.Const)
            and type(node.arg.value) in (str, int)
        ):
            steps.append(node.arg.value)
        else:
            return None
        node = node.node
    return Chain(node.name, tuple(reversed(steps)))


def _chains(node: nodes.Node) -> Iterator[Chain]:
    """The chains in an expression, each as long as it goes; of a method only what it belongs to."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        yield from _chains(node.node.node)
        for child in (*node.args, *node.kwargs):
            yield from _chains(child)
    elif (chain := chain_of(node)) is None:
        for child in node.iter_child_nodes():
            yield from _chains(child)
    elif not chain.root.startswith("__") and getattr(node, "ctx", "load") == "load":
        yield chain


def _expanded(chain: Chain, bound: Mapping[str, Chain]) -> Chain:
    """A chain from the top of the data."""
    start = bound.get(chain.root)
    return Chain(start.root, (*start.steps, *chain.steps)) if start else chain


def _target(loop: nodes.For) -> str:
    """The loop's variable, the first one when it unpacks several."""
    return next(
        (
            name.name
            for name in (loop.target, *loop.target.find_all(nodes.Name))
            if isinstance(name, nodes.Name)
        ),
        "",
    )


def _loops_around(node: nodes.Node, line: int, loops: tuple[nodes.For, ...]) -> tuple[nodes.For, ...] | None:
    """The loops in whose body something of the line stands; None when nothing of it is in the node."""
    if node.lineno == line and not isinstance(node, (nodes.Template, nodes.Output)):
        return (*loops, node) if isinstance(node, nodes.For) else loops  # its condition stands inside
    for child in node.iter_child_nodes():
        inside = isinstance(node, nodes.For) and child is not node.iter and child not in node.else_
        found = _loops_around(child, line, (*loops, node) if inside else loops)  # type: ignore[arg-type]
        if found is not None:
            return found
    return None


def _on_line(node: nodes.Node, line: int) -> Iterator[nodes.Node]:
    """The outermost expressions of a line."""
    if node.lineno == line and isinstance(node, nodes.Expr):
        yield node
        return
    for child in node.iter_child_nodes():
        yield from _on_line(child, line)
