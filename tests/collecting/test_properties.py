"""Whatever people change in what they got, collecting it makes the booklet say just that."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import pytest
from cli.workspaces import NAME, files, jixiao
from collecting.circulars import SENT, data, sent, split

from generator import tree
from generator.collecting.splitting import unit_of
from generator.collecting.stamp import read_stamp, stamped
from generator.reading.folder import read_booklet
from generator.sheets.layout import layout_of
from generator.sheets.sameness import equal, kinds
from generator.writing.rows import tables
from generator.writing.workbook import workbook_bytes

LAYOUT = layout_of({"表种": "自评表"})
assert LAYOUT is not None
WORDS = (
    "完成",
    "=100.00(%)",
    "≥5.00(个)",
    "有效",
    "一段\n二段",
    "12",
    "'引号'",
    "a: b # c",
    "-",
    "达成指标",
    "*",
    "0.10",
)
NUMBERS = ("0", "1.5", "1,234.56", "99999999.99", "-3", "0.00")
INDICATORS = "绩效指标"


def edited(projects: list[tree.Mapping], dice: random.Random) -> list[tree.Mapping]:
    """The projects after somebody has worked on them."""
    made = copy.deepcopy(projects)
    for project in made:
        for _turn in range(dice.randrange(5)):
            dice.choice((_field, _fund, _value, _value, _add, _delete, _clear, _state))(project, dice)
    return made


def _field(project: tree.Mapping, dice: random.Random) -> None:
    project["主管部门"] = dice.choice(WORDS)


def _fund(project: tree.Mapping, dice: random.Random) -> None:
    row = project["项目资金"]
    assert isinstance(row, dict)
    cells = row[dice.choice(("年度资金总额", "其他资金"))]
    assert isinstance(cells, dict)
    cells["全年执行数"] = dice.choice(NUMBERS)


def _rows(project: tree.Mapping) -> list[tree.Tree]:
    rows = project[INDICATORS]
    assert isinstance(rows, list)
    return rows


def _value(project: tree.Mapping, dice: random.Random) -> None:
    row = dice.choice(_rows(project))
    assert isinstance(row, dict)
    row[dice.choice(("年度指标值", "实际完成值", "三级指标", "偏差原因分析及改进措施"))] = dice.choice(WORDS)


def _add(project: tree.Mapping, dice: random.Random) -> None:
    row: tree.Mapping = {
        "一级指标": "产出指标",
        "三级指标": f"新{dice.randrange(99)}",
        "年度指标值": dice.choice(WORDS),
        "分值": "1",
    }
    _rows(project).insert(dice.randrange(len(_rows(project)) + 1), row)


def _delete(project: tree.Mapping, dice: random.Random) -> None:
    if len(_rows(project)) > 1:
        del _rows(project)[dice.randrange(len(_rows(project)))]


def _clear(project: tree.Mapping, dice: random.Random) -> None:
    project.pop(dice.choice(("主管部门", "年度总体目标")), None)


def _state(project: tree.Mapping, dice: random.Random) -> None:
    project["总分"] = dice.choice(NUMBERS)
    row = dice.choice(_rows(project))
    assert isinstance(row, dict)
    row["得分"] = "1.25"


def projects_of(given: tree.Mapping) -> list[tree.Mapping]:
    listed = given["项目列表"]
    assert isinstance(listed, list)
    return [each for each in listed if isinstance(each, dict)]


@pytest.mark.parametrize("kind", ["yaml", "excel"])
@pytest.mark.parametrize("seed", range(5))
def test_the_booklet_becomes_what_came_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, seed: int
) -> None:
    monkeypatch.chdir(tmp_path)
    dice = random.Random(seed)
    sent(tmp_path, kind)
    split()
    wanted = edited(projects_of(data()), dice)
    assert LAYOUT is not None
    for file in sorted((tmp_path / SENT).glob("*.xlsx")):
        stamp = read_stamp(file.read_bytes(), file.name)
        assert stamp is not None
        own = [project for project in wanted if unit_of(project, "实施单位") == stamp.unit]
        file.write_bytes(stamped(workbook_bytes(tables(own, LAYOUT)), file.name, stamp))
    ran = jixiao("collect", SENT, "--into", NAME, "--write")
    assert ran.status == 0
    found = projects_of(read_booklet(tmp_path / "inputs" / NAME, tmp_path).data)
    assert [equal(one, other, kinds(LAYOUT)) for one, other in zip(found, wanted, strict=True)] == [True] * 3
    before = files(tmp_path / "inputs")
    again = jixiao("collect", SENT, "--into", NAME, "--write")
    assert (again.out[2:], again.err, again.status) == ([], ["files: 2; no changes"], 0)
    assert files(tmp_path / "inputs") == before
