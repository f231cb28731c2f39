"""A booklet from YAML to Excel and back."""

from __future__ import annotations

from pathlib import Path

from generator.finding import Finding, Severity
from generator.reading.folder import read_booklet


def convert(source: Path, target: Path, to: str | None) -> tuple[list[Finding], bool]:
    """Write a booklet as `excel` or `yaml`, by default as what it is not; the findings, and whether it was written.

    A booklet with mistakes that reading found is not converted: what could not be read would be lost.
    Raises: GeneratorError.
    """
    read = read_booklet(source)
    if any(finding.severity is Severity.ERROR for finding in read.problems):
        return read.problems, False
    if to is None:
        to = "yaml" if any(p.suffix in (".xlsx", ".xlsm") for p in source.iterdir()) else "excel"
    if to == "excel":
        from generator.writing.workbook import write_workbook_folder

        write_workbook_folder(read.data, target)
    else:
        from generator.writing.yaml_folder import write_yaml_folder

        write_yaml_folder(read.data, target)
    return read.problems, True
