"""Where the schema files lie, and the line by which an editor finds them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from generator.errors import GeneratorError
from generator.location import Location
from generator.model.project import KINDS
from generator.schema.documents import as_json, booklet_schema, project_schema
from generator.schema.fields import Schema
from generator.translation import _
from generator.tree import Mapping, value_at

FOLDER = ".schema"  # hidden, so that no reader takes it for a booklet
_HEAD = "booklet.json"
_MARK = "# yaml-language-server: $schema="


class FirstLines(NamedTuple):
    """The first lines of the YAML files of a booklet, each with its line end."""

    head: str
    project: str


def write(folder: Path, kinds: Iterable[str] = KINDS) -> list[Path]:
    """Write the schemas of all files into a folder: projects of these kinds, and booklet.yaml.

    Raises: GeneratorError.
    """
    return _write(
        folder, {f"{kind}.json": project_schema(kind) for kind in kinds} | {_HEAD: booklet_schema()}
    )


def write_own(folder: Path, name: str, head: Mapping) -> list[Path]:
    """Write the schema of a booklet's own projects, with the 附加字段 of its head.

    Raises: GeneratorError.
    """
    return _write(folder, {f"{name}.json": project_schema(_kind(head), head)})


def _write(folder: Path, made: dict[str, Schema]) -> list[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, schema in made.items():
            (folder / file).write_text(as_json(schema), encoding="utf-8", newline="\n")
    except OSError as error:
        message = _("the folder cannot be written: {reason}").format(reason=error.strerror or error)
        raise GeneratorError(message, Location(folder.as_posix())) from error
    return [folder / file for file in made]


def accompany(booklet: Path, head: Mapping) -> None:
    """Write the schemas that the first lines of a booklet's files name.

    Raises: GeneratorError.
    """
    if not _in_workspace(booklet):
        return
    write(folder_for(booklet))
    if _has_extras(head):
        write_own(folder_for(booklet), booklet.name, head)


def folder_for(booklet: Path) -> Path:
    """Where the schemas of a booklet's folder lie: beside it."""
    return booklet.parent / FOLDER


def _in_workspace(booklet: Path) -> bool:
    return booklet.absolute().parent.name == "inputs"


def first_lines(booklet: Path, head: Mapping) -> FirstLines:
    """The first lines of the files in a booklet's folder; empty outside of a workspace, where no schemas lie."""
    if not _in_workspace(booklet):
        return FirstLines("", "")
    project = booklet.name if _has_extras(head) else _kind(head)
    return FirstLines(_line(_HEAD), _line(f"{project}.json") if project else "")


def _line(file: str) -> str:
    return f"{_MARK}../{FOLDER}/{file}\n"


def adopt(inputs: Path, heads: dict[Path, Mapping]) -> None:
    """Put the schemas into inputs/, and the first lines into the YAML files of its booklets."""
    write(inputs / FOLDER)
    for booklet, head in heads.items():
        lines = first_lines(booklet, head)
        for file in sorted(booklet.glob("*.yaml")):
            text = file.read_text("utf-8")
            line = lines.head if file.name == "booklet.yaml" else lines.project
            if _MARK not in text:
                file.write_text(line + text, encoding="utf-8", newline="\n")


def _kind(head: Mapping) -> str:
    """The kind of form that a booklet holds; empty when its head does not say."""
    kind = head.get("表种")
    return kind if isinstance(kind, str) and kind in KINDS else ""


def _has_extras(head: Mapping) -> bool:
    try:
        return bool(_kind(head)) and any(
            value_at(head, ("附加字段", table)) for table in ("项目", "绩效指标")
        )
    except LookupError:  # the model reports it
        return False
