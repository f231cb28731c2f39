"""A small workspace with one sound booklet in either kind of input, and what the command says about it."""

from __future__ import annotations

import contextlib
import copy
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook, load_workbook

from generator import tree
from generator.cli import main
from generator.writing.workbook import write_workbook_folder
from generator.writing.yaml_folder import write_yaml_folder

REPOSITORY = Path(__file__).parents[2]
NAME = "自评 2024"
TITLE = "某局2024年度绩效自评表"
OUTPUTS = [f"outputs/{NAME}/{TITLE}.xlsx", f"outputs/{NAME}/{TITLE}.docx"]
BUILT = f"inputs/{NAME}: 2 projects; checks: nothing found"
NOT_BUILT = f"inputs/{NAME}: not built"

_FUNDS = {"年初预算数": "100.00", "全年预算数": "100.00", "全年执行数": "95.00"}
_NOTHING = {"年初预算数": "0.00", "全年预算数": "0.00", "全年执行数": "0.00"}
_INDICATORS = (
    ("产出指标", "数量指标", "办件量", "≥100.00(件)", "120.00(件)", "20"),
    ("产出指标", "质量指标", "合格率", "≥95.00(%)", "98.00(%)", "10"),
    ("产出指标", "时效指标", "及时率", "=100.00(%)", "100.00(%)", "10"),
    ("效益指标", "社会效益指标", "办事便利程度", "一窗办结", "达成指标", "20"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90.00(%)", "93.50(%)", "10"),
    ("成本指标", "经济成本指标", "单件成本", "≤12.00(元/件)", "11.00(元/件)", "20"),
)
_KEYS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值")


_GOALS = {
    "甲项目": {"预期目标": "方便群众。", "实际完成情况": "群众少跑路，网上办成的多了。"},
    "乙项目": {"预期目标": "让企业用电省心。", "实际完成情况": "装表提速，停电减少。"},
}


def project(name: str) -> tree.Mapping:
    counted = (
        _INDICATORS
        if name != "乙项目"
        else (("产出指标", "数量指标", "装表量", *_INDICATORS[0][3:]), *_INDICATORS[1:])
    )
    return {
        "项目名称": name,
        "主管部门": "某局",
        "实施单位": "某处",
        "项目资金": {
            "年度资金总额": dict(_FUNDS),
            "当年财政拨款": dict(_FUNDS),
            "上年结转资金": dict(_NOTHING),
            "其他资金": dict(_NOTHING),
        },
        "年度总体目标": dict(_GOALS.get(name, _GOALS["甲项目"])),
        "绩效指标": [dict(zip(_KEYS, row, strict=True)) for row in counted],
    }


def booklet(**changed: tree.Tree) -> tree.Mapping:
    """The data of a booklet with two projects that no check finds anything in."""
    head: tree.Mapping = {
        "表种": "自评表",
        "年度": "2024",
        "部门": "某局",
        "标题": TITLE,
        "金额单位": "万元",
        "模板": "self-evaluation",
    }
    return {**head, **changed, "项目列表": [project("甲项目"), project("乙项目")]}


def workspace(folder: Path) -> Path:
    """A workspace with the shipped templates and no booklet."""
    (folder / "inputs").mkdir(parents=True)
    shutil.copytree(REPOSITORY / "templates", folder / "templates")
    return folder


def write(root: Path, kind: str, data: tree.Mapping | None = None, name: str = NAME) -> Path:
    """The folder of a booklet, in files of the kind `yaml` or `excel`."""
    folder = root / "inputs" / name
    write_folder = write_yaml_folder if kind == "yaml" else write_workbook_folder
    write_folder(copy.deepcopy(booklet()) if data is None else data, folder)
    return folder


def replace(file: Path, *pairs: tuple[str, str]) -> None:
    """Change a text file; each old text must be there, its first place counts."""
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def edit(file: Path, change: Callable[[Workbook], None]) -> None:
    """Change a workbook."""
    workbook = load_workbook(file)
    change(workbook)
    workbook.save(file)


def cells(values: dict[str, object]) -> Callable[[Workbook], None]:
    """A change of the cells `绩效指标!F3` and so on."""

    def change(workbook: Workbook) -> None:
        for place, value in values.items():
            sheet, _, cell = place.partition("!")
            workbook[sheet][cell] = value

    return change


class Ran(NamedTuple):
    """What a command said, line by line, and how it ended."""

    out: list[str]
    err: list[str]
    status: int


def jixiao(*arguments: str) -> Ran:
    """Run the command here and now; an exception that is none of its own ends the test."""
    out, err = io.StringIO(), io.StringIO()
    status: object = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(list(arguments), prog_name="jixiao")
        except SystemExit as leaving:
            status = leaving.code
    assert isinstance(status, int)
    return Ran(out.getvalue().splitlines(), err.getvalue().splitlines(), status)


def files(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones too, with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
