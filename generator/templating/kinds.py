"""For which kind of form a template is made: by the booklets that use it, else by its folder's name."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from generator import rendering, tree
from generator.errors import GeneratorError
from generator.model.settings import limits_or_standard
from generator.office.options import Limits
from generator.reading.yaml_source import read_yaml
from generator.templating.samples import KINDS, Extra
from generator.workspace import INPUTS, Workspace

FOLDERS = {"self-evaluation": "自评表", "target": "申报表"}
_HEAD = "booklet.yaml"


class Use(NamedTuple):
    """A kind of form that a template may be for."""

    kind: str
    extra: Extra = Extra()
    limits: Limits = Limits()


def uses(template: Path, kind: str | None) -> list[Use]:
    """What a template is for: one kind where that is known, else all."""
    folder = template.resolve().parent
    found: dict[str, Extra] = {}
    limits: list[Limits] = []
    for head in _heads(folder):
        if head.get("模板") == folder.name and (of := head.get("表种")) in KINDS:
            limits.append(_limits(head))
            known = found.get(str(of), Extra())
            found[str(of)] = Extra(
                _union(known.project, _extra(head, "项目")), _union(known.indicator, _extra(head, "绩效指标"))
            )
    kinds = [kind] if kind else [FOLDERS[folder.name]] if folder.name in FOLDERS else list(found or KINDS)
    strictest = Limits(*map(min, zip(*limits, strict=True))) if limits else Limits()
    return [Use(each, found.get(each, Extra()), strictest) for each in kinds]


def _heads(folder: Path) -> list[tree.Mapping]:
    """The heads of the booklets of the workspace that the template lies in."""
    try:
        root = Workspace.find(folder).root
    except GeneratorError:
        return []
    files = sorted((root / INPUTS).glob(f"*/{_HEAD}"))
    found = [read_yaml(file, file.name).data for file in files]
    return [head for head in found if isinstance(head, dict)]


def _extra(head: tree.Mapping, table: str) -> list[str]:
    fields = head.get("附加字段")
    return tree.texts(fields.get(table, "")) if isinstance(fields, dict) else []


def _limits(head: tree.Mapping) -> Limits:
    """The limits of a booklet; the standard ones where its own are wrong, which the booklet's check reports."""
    return rendering.limits(limits_or_standard(head.get("限度", {})))


def _union(first: tuple[str, ...], second: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *second]))
