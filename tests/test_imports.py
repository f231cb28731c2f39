"""The picture of the package in docs/design.md is what the imports are: an extra arrow fails, a dead one too."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator"
# Words and leaves that everything may use; the picture leaves their arrows out.
EVERYWHERE = {"translation", "errors", "finding", "location", "metrics", "nearest", "tree"}
ONLY_IN = {
    "click": {"cli", "commands"},
    "jinja2": {"office"},
    "lxml": {"office"},
    "yaml": {"editing", "reading"},
    "docx": {"verification"},
    "openpyxl": {"comparing", "filling", "pulling", "reading", "verification", "writing"},
    "pydantic": {"model", "rules", "vocabulary"},
}


def _part(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "generator":
                yield from (f"generator.{name.name}" for name in node.names)
            else:
                yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def _by_part() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if part not in ("__init__", "__main__"):
            found[part] |= set(_imports(path))
    return found


def _arrows() -> dict[str, set[str]]:
    parts = {path.name.removesuffix(".py") for path in PACKAGE.iterdir()}
    arrows = {
        part: {_part(m) for m in modules if m.startswith("generator.") and _part(m) in parts}
        - {part}
        - EVERYWHERE
        for part, modules in _by_part().items()
        if part not in EVERYWHERE
    }
    return {part: targets for part, targets in arrows.items() if targets}


def _picture() -> dict[str, set[str]]:
    """Lines such as `pipeline → reading, rules` in the block of docs/design.md that begins with `cli →`."""
    text = (ROOT / "docs" / "design.md").read_text("utf-8")
    [block] = re.findall(r"```\n(cli .*?)```", text, re.DOTALL)
    rows = (row.split("→") for row in block.strip().split("\n"))
    return {source.strip(): {name.strip() for name in targets.split(",")} for source, targets in rows}


def test_the_picture_is_what_the_imports_are() -> None:
    assert _arrows() == _picture()


def test_no_part_is_imported_from_below() -> None:
    arrows, order = _arrows(), list(_picture())
    assert [
        (a, b)
        for a, targets in arrows.items()
        for b in targets
        if b in order and order.index(b) <= order.index(a)
    ] == []


def test_libraries_stay_where_they_belong() -> None:
    used = {
        library: {
            part for part, modules in _by_part().items() if any(m.split(".")[0] == library for m in modules)
        }
        for library in ONLY_IN
    }
    assert used == ONLY_IN


def test_leaves_import_nothing_but_leaves() -> None:
    below = {
        part: {_part(m) for m in modules if m.startswith("generator.")} - EVERYWHERE
        for part, modules in _by_part().items()
        if part in EVERYWHERE
    }
    assert {part: found for part, found in below.items() if found} == {}
