"""A booklet from YAML to Excel and back."""

from __future__ import annotations

from pathlib import Path

from generator import tree
from generator.errors import GeneratorError
from generator.finding import Finding, Severity
from generator.location import Location
from generator.reading.folder import file_name, read_booklet


def convert(source: Path, root: Path, target: Path, to: str | None) -> tuple[list[Finding], bool]:
    """Write a booklet as `excel` or `yaml`, by default as what it is not; the findings, and whether it was written.

    A booklet with mistakes that reading found is not converted: what could not be read would be lost.
    Raises: GeneratorError.
    """
    read = read_booklet(source, root)
    if any(finding.severity is Severity.ERROR for finding in read.problems):
        return read.problems, False
    if to is None:
        to = "yaml" if any(_is_workbook(path) for path in source.iterdir()) else "excel"
    try:
        _write(read.data, target, to)
    except GeneratorError as error:  # a text that no cell holds is wrong in the source
        raise GeneratorError(error.message, error.location or Location(file_name(source, root))) from error
    return read.problems, True


def add_schemas(inputs: Path) -> None:
    """Let editors find the schemas of all booklets under inputs/.

    Raises: GeneratorError.
    """
    from generator.schema import files

    booklets = sorted(head.parent for head in inputs.glob("*/booklet.yaml"))
    files.adopt(inputs, {folder: read_booklet(folder).data for folder in booklets})


def as_workbook(data: tree.Mapping, folder: Path) -> Path:
    """The workbook, in a new folder, of a booklet's data.

    Raises: GeneratorError when no workbook can hold all of them.
    """
    from generator.writing.workbook import WORKBOOK, write_workbook_folder

    write_workbook_folder(data, folder)
    return folder / WORKBOOK


def _write(data: tree.Mapping, target: Path, to: str) -> None:
    from generator.schema import files

    lines = files.first_lines(target, data)
    if to == "excel":
        from generator.writing.workbook import write_workbook_folder

        write_workbook_folder(data, target, lines.head)
    else:
        from generator.writing.yaml_folder import write_yaml_folder

        write_yaml_folder(data, target, lines.head, lines.project)
    files.accompany(target, data)


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in (".xlsx", ".xlsm") and not path.name.startswith((".", "~$"))
