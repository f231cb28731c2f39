"""Small booklets on disk, and what reading them says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook

from generator import tree
from generator.reading.folder import read_booklet

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell

HEAD = "表种: {kind}\n金额单位: 万元\n附加字段: {{项目: [联系电话], 绩效指标: [权重]}}\n"
PROJECT_HEADINGS = ("项目名称", "主管部门", "实施单位", "预期目标", "实际完成情况")
FUND_HEADINGS = ("项目名称", "资金", "年初预算数", "全年预算数", "全年执行数")
INDICATOR_HEADINGS = (
    "项目名称", "一级指标", "二级指标", "三级指标", "符号", "指标值", "计量单位", "实际完成值", "分值",
)  # fmt: skip
INDICATOR = ("甲", "产出指标", "数量指标", "测试量", "≥", 6, "款", 7, 8)

Value = object  # of a cell: a pair is a value and its number format
Rows = Sequence[Sequence[Value]]


def tidy(**changed: Rows) -> dict[str, Rows]:
    """The sheets of a sound workbook with one project, with some of them changed."""
    sheets: dict[str, Rows] = {
        "项目": (PROJECT_HEADINGS, ("甲", "局", "处", "目标", "完成")),
        "项目资金": (FUND_HEADINGS, ("甲", "年度资金总额", 0, 12.5, 12)),
        "绩效指标": (INDICATOR_HEADINGS, INDICATOR),
    }
    return sheets | changed


def save(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook with these rows, saved by openpyxl."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                _fill(sheet.cell(number, column), value)
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)
    return path


def _fill(cell: Cell | MergedCell, value: Value) -> None:
    if isinstance(value, tuple):
        value, cell.number_format = value
    cell.value = value  # type: ignore[assignment]
    if cell.data_type == "f" and not str(value).startswith("=SUM"):
        cell.data_type = "s"


def read(folder: Path, sheets: Mapping[str, Rows], kind: str = "自评表") -> tuple[tree.Mapping, list[str]]:
    """The only project of a workbook, and all that is wrong with it."""
    folder.mkdir(exist_ok=True)
    (folder / "booklet.yaml").write_text(HEAD.format(kind=kind), encoding="utf-8")
    save(folder / "p.xlsx", sheets)
    source = read_booklet(folder, folder)
    projects = source.data["项目列表"]
    first = projects[0] if isinstance(projects, list) and projects else {}
    return first if isinstance(first, dict) else {}, [str(problem) for problem in source.problems]
