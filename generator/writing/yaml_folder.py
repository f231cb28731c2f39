"""A booklet as a folder of YAML files."""

from __future__ import annotations

import re
from pathlib import Path

from generator import tree
from generator.sheets.layout import NAME, PROJECTS, layout_of
from generator.writing.target_folder import new_folder
from generator.writing.yaml_layout import yaml_text

HEAD = "booklet.yaml"
_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f\ud800-\udfff]+')
_LONGEST_NAME = 180  # bytes; file systems allow 255


def write_yaml_folder(data: tree.Mapping, folder: Path, head_line: str = "", project_line: str = "") -> None:
    """Write booklet.yaml and one file per project into a new folder, each after its first line.

    Raises:
        GeneratorError: the folder holds something already, or cannot be written.

    """
    head, projects = split_head(data)
    with new_folder(folder) as target:
        write_head(head, target, head_line)
        for number, project in enumerate(projects, start=1):
            text = project_line + project_text(project, head)
            _write(target / project_file(number, len(projects), project), text)


def project_file(number: int, count: int, project: tree.Mapping) -> str:
    """The name of a project's file: `07-数据安全合规建设.yaml` for the seventh of so many."""
    digits = max(2, len(str(count)))
    return f"{number:0{digits}}-{_file_name(project)}.yaml"


def project_text(project: tree.Mapping, head: tree.Mapping) -> str:
    """A project's file, its keys in the order of the form that the head names."""
    return yaml_text(_ordered(project, head))


def split_head(data: tree.Mapping) -> tuple[tree.Mapping, list[tree.Mapping]]:
    """What stands in booklet.yaml, and the projects, both without blank values."""
    kept = tree.without_blanks(data)
    assert isinstance(kept, dict)  # a mapping stays one
    projects = kept.pop(PROJECTS, [])
    return kept, [project for project in projects if isinstance(project, dict)]


def write_head(head: tree.Mapping, folder: Path, first_line: str = "") -> None:
    """Write booklet.yaml."""
    _write(folder / HEAD, first_line + yaml_text(head))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _ordered(project: tree.Mapping, head: tree.Mapping) -> tree.Mapping:
    """The project with its keys in the order of the form, unknown ones last."""
    layout = layout_of(head)
    order = layout.keys if layout else ()
    return {key: project[key] for key in dict.fromkeys((*order, *project)) if key in project}


def _file_name(project: tree.Mapping) -> str:
    """The project's name as far as file systems bear it."""
    name = project.get(NAME)
    safe = _UNSAFE.sub("_", name.strip()).strip("._") if isinstance(name, str) else ""
    return safe.encode()[:_LONGEST_NAME].decode(errors="ignore") or "project"
