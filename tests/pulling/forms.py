"""A built booklet whose form people edit, and what is read back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cli.workspaces import NAME, OUTPUTS, REPOSITORY, Ran, edit, jixiao, workspace, write
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator import tree
from generator.reading.folder import read_booklet

FORM = OUTPUTS[0]
INPUTS = f"inputs/{NAME}"
FIRST = f"{INPUTS}/01-甲项目.yaml"
BOOK = f"{INPUTS}/projects.xlsx"

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def built(root: Path, kind: str = "yaml", data: tree.Mapping | None = None) -> Path:
    """A workspace with the small booklet, built as a workbook."""
    workspace(root)
    write(root, kind, data)
    build()
    return root


def build() -> None:
    """Build the booklet in the workspace where we are."""
    ran = jixiao("build", "--format", "xlsx")
    assert (ran.out, ran.status) == ([FORM], 0), ran


def shipped(root: Path) -> Path:
    """A workspace with the shipped booklets, built as workbooks."""
    for name in ("inputs", "templates"):
        shutil.copytree(REPOSITORY / name, root / name)
    assert jixiao("build", "--format", "xlsx").status == 0
    return root


def fill(values: Mapping[str, object], file: str = FORM) -> None:
    """Type values into cells such as `甲项目!H13`."""

    def change(book: Workbook) -> None:
        for place, value in values.items():
            sheet, _sign, cell = place.partition("!")
            book[sheet][cell] = value

    edit(Path(file), change)


def insert_row(sheet: Worksheet, at: int, values: Mapping[str, object]) -> None:
    """Insert a row as Excel does: merged areas move down or grow."""
    areas = _apart(sheet)
    sheet.insert_rows(at)
    for area in areas:
        if area.min_row >= at:
            area.shift(0, 1)
        elif area.max_row >= at:
            area.expand(down=1)
    _together(sheet, areas)
    for column, value in values.items():
        sheet[f"{column}{at}"] = value


def delete_row(sheet: Worksheet, at: int) -> None:
    """Delete a row as Excel does: merged areas move up or shrink, and keep what they show."""
    areas = _apart(sheet)
    for area in areas:
        if area.min_row == at < area.max_row:
            first = sheet.cell(at, area.min_col)
            sheet.cell(at + 1, area.min_col).value = first.value
    sheet.delete_rows(at)
    areas = [area for area in areas if not (area.min_row == area.max_row == at)]
    for area in areas:
        if area.min_row > at:
            area.shift(0, -1)
        elif area.max_row >= at:
            area.shrink(bottom=1)
    _together(sheet, [area for area in areas if area.size != {"rows": 1, "columns": 1}])


def _apart(sheet: Worksheet) -> list[Any]:
    areas = list(sheet.merged_cells.ranges)
    for area in areas:
        sheet.unmerge_cells(str(area))
    return areas


def _together(sheet: Worksheet, areas: list[Any]) -> None:
    for area in areas:
        sheet.merge_cells(str(area))


def on(title: str, change: Callable[[Worksheet], None], file: str = FORM) -> None:
    """Change one sheet of the form."""
    edit(Path(file), lambda book: change(book[title]))


class Pulled(NamedTuple):
    """What `jixiao pull` said, its lines without the name of the form, and how it ended."""

    out: list[str]
    err: list[str]
    status: int


def pull(*options: str, file: str = FORM) -> Pulled:
    ran: Ran = jixiao("pull", file, *options)
    out, err = ([line.replace(file, "FORM") for line in lines] for lines in (ran.out, ran.err))
    return Pulled(out, err, ran.status)


def data() -> tree.Mapping:
    """The inputs of the small booklet as they are now."""
    return dict(read_booklet(Path(INPUTS), Path.cwd()).data)


def contents(file: str = FORM) -> dict[str, dict[str, object]]:
    """What the cells of a form hold, by sheet."""
    return {
        sheet.title: {
            cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        for sheet in load_workbook(file).worksheets
    }


def saved_by_libreoffice(file: str, folder: Path) -> str:
    """A copy, in the folder where we are, of a workbook that LibreOffice has opened and saved."""
    profile = (folder / "profile").resolve().as_uri()
    target = folder / "saved"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", str(target), file],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return f"saved/{Path(file).name}"
