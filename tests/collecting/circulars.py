"""A booklet of two units sent out, and the people who edit what they got."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cli.workspaces import NAME, Ran, booklet, jixiao, project, workspace, write
from openpyxl import Workbook, load_workbook

from generator import tree

SENT = "发放"
FIRST, SECOND = f"{SENT}/甲处.xlsx", f"{SENT}/乙处.xlsx"
Change = Callable[[Workbook], None]


def data(**changed: tree.Tree) -> tree.Mapping:
    """Three projects: 甲项目 and 丙项目 of 甲处, 乙项目 of 乙处."""
    names = {"甲项目": "甲处", "乙项目": "乙处", "丙项目": "甲处"}
    projects: list[tree.Tree] = [{**project(name), "实施单位": unit} for name, unit in names.items()]
    return {**booklet(), "项目列表": projects, **changed}


def sent(root: Path, kind: str, given: tree.Mapping | None = None) -> Path:
    """A workspace with the booklet in files of a kind, sent out to its units."""
    write(workspace(root), kind, data() if given is None else given)
    return root


def split() -> Ran:
    return jixiao("split", NAME, "--to", SENT)


def edit(file: str, *changes: Change, to: str | None = None) -> None:
    """Open a workbook, change it, and save it, perhaps under another name."""
    workbook = load_workbook(file)
    for change in changes:
        change(workbook)
    workbook.save(to or file)


def put(place: str, value: object) -> Change:
    """Type something into the cell `绩效指标!F3`."""

    def change(workbook: Workbook) -> None:
        sheet, _, cell = place.partition("!")
        workbook[sheet][cell] = value

    return change


def column(workbook: Workbook, sheet: str, heading: str) -> int:
    return next(cell.column for cell in workbook[sheet][1] if cell.value == heading)


def collect(*more: str) -> Ran:
    return jixiao("collect", SENT, "--into", NAME, *more)
