"""What does not add up is found in YAML and in Excel, at the cell that holds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.workspaces import NAME, booklet, jixiao, workspace, write

from generator import tree

_Change = tuple[tuple[str | int, ...], str]  # where in the first project, and what stands there then

TOTAL, PART, FIRST = ("项目资金", "年度资金总额"), ("项目资金", "当年财政拨款"), ("绩效指标", 0)
DEFECTS: dict[str, tuple[list[_Change], str, str, str]] = {  # changes, code, place in YAML, cell
    "rate that is neither cut off nor rounded": (
        [((*TOTAL, "执行率"), "95.01")],
        "SCO103",
        "5:61",
        "项目资金!F2",
    ),
    "rate of a part": ([((*PART, "执行率"), "0.00")], "SCO103", "6:61", "项目资金!F3"),
    "points of the budget": ([((*TOTAL, "得分"), "9.00")], "SCO105", "5:60", "项目资金!F2"),
    "weights": ([((*FIRST, "分值"), "25")], "SCO101", "13:12", "绩效指标!B2"),
    "total": ([(("总分",), "99.00")], "SCO104", "19:5", "项目!F2"),
    "grade that the total does not earn": ([(("评分等级",), "良")], "SCO111", "19:7", "项目!F2"),
    "grade that is none": ([(("评分等级",), "优秀")], "SCO110", "19:7", "项目!F2"),
    "points above the weight": ([((*FIRST, "得分"), "21")], "SCO108", "13:90", "绩效指标!J2"),
    "points off the formula": ([((*FIRST, "得分"), "19")], "SCO106", "13:90", "绩效指标!J2"),
    "points outside their band": ([(("绩效指标", 3, "得分"), "5")], "SCO107", "16:84", "绩效指标!J5"),
    "points of an answer without a formula": (
        [(("绩效指标", 3, "实际完成值"), "较好")],
        "SCO109",
        "16:66",
        "绩效指标!H5",
    ),
    "parts that do not make the total": ([((*PART, "全年预算数"), "99.00")], "FND101", "5:34", "项目资金!D2"),
    "more executed than there is": ([((*TOTAL, "全年执行数"), "101.00")], "FND104", "5:49", "项目资金!E2"),
    "parts without a total": ([((*TOTAL, "年初预算数"), "0.00")], "FND107", "5:19", "项目资金!C2"),
    "a year that begins with nothing": (
        [((*TOTAL, "年初预算数"), "0.00"), ((*PART, "年初预算数"), "0.00")],
        "FND108",
        "5:19",
        "项目资金!C2",
    ),
    "a budget that was changed": (
        [((*TOTAL, "全年预算数"), "110.00"), ((*PART, "全年预算数"), "110.00")],
        "FND109",
        "5:34",
        "项目资金!D2",
    ),
    "a unit that cannot be compared": (
        [((*FIRST, "实际完成值"), "120.00(人次)")],
        "VAL103",
        "13:67",
        "绩效指标!H2",
    ),
    "a shortfall without a reason": (
        [((*FIRST, "实际完成值"), "60.00(件)")],
        "EXP101",
        "13:5",
        "绩效指标!J2",
    ),
    "a deviation without a reason": (
        [((*FIRST, "实际完成值"), "160.00(件)")],
        "EXP102",
        "13:5",
        "绩效指标!J2",
    ),
    "a low rate without a reason": (
        [((*TOTAL, "全年执行数"), "85.00"), ((*PART, "全年执行数"), "85.00")],
        "EXP103",
        "5:49",
        "项目资金!E2",
    ),
    "full marks and an unspent budget": (
        [((*TOTAL, "全年执行数"), "60.00"), ((*PART, "全年执行数"), "60.00")],
        "EXP105",
        "5:49",
        "项目资金!E2",
    ),
}


def changed(changes: list[_Change]) -> tree.Mapping:
    """The booklet with its first project spoiled."""
    data = booklet()
    projects = data["项目列表"]
    assert isinstance(projects, list)
    for path, value in changes:
        here = projects[0]
        for step in path[:-1]:
            here = here[step]  # type: ignore[index,call-overload]
        here[path[-1]] = value  # type: ignore[index,call-overload]
    return data


@pytest.mark.parametrize(("changes", "code", "line", "cell"), DEFECTS.values(), ids=DEFECTS)
def test_what_does_not_add_up(
    changes: list[_Change],
    code: str,
    line: str,
    cell: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = []
    for kind in ("yaml", "excel"):
        monkeypatch.chdir(workspace(tmp_path / kind))
        write(tmp_path / kind, kind, changed(changes))
        found.append([line.split(": ")[0] for line in jixiao("check").out if f" {code}: " in line])
    folder = f"inputs/{NAME}"
    assert found == [[f"{folder}/01-甲项目.yaml:{line}"], [f"{folder}/projects.xlsx[{cell}]"]]
