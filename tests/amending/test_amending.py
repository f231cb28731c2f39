"""Data put into the files of a booklet, however those are laid out."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.workspaces import NAME, booklet, files, project, workspace, write
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import Table

from generator import tree
from generator.amending.folder import Amendment, amend
from generator.errors import GeneratorError
from generator.reading.folder import read_booklet
from generator.reading.source import Source
from generator.sheets.layout import layout_of
from generator.sheets.sameness import equal, kinds

INDICATORS = "绩效指标"
BOOK = f"inputs/{NAME}/projects.xlsx"
Layout = Callable[[Workbook], None]


def data() -> tree.Mapping:
    return {**booklet(), "项目列表": [project(name) for name in ("甲项目", "乙项目", "丙项目")]}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(workspace(tmp_path))
    return tmp_path


def read(root: Path) -> Source:
    source = read_booklet(root / "inputs" / NAME, root)
    assert [problem for problem in source.problems if problem.code != "INP209"] == []
    return source


def projects(source: Source) -> list[tree.Mapping]:
    listed = source.data["项目列表"]
    assert isinstance(listed, list)
    return [copy.deepcopy(each) for each in listed if isinstance(each, dict)]


def changed(source: Source) -> list[tree.Mapping]:
    """A target, an actual value, a row in between and one less, an amount, a reason that has no column yet."""
    made = projects(source)
    rows = made[0][INDICATORS]
    assert isinstance(rows, list)
    first, second = rows[0], rows[1]
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    first |= {"年度指标值": "≤80.00(起)", "实际完成值": "70.00(起)", "得分": "19.5"}
    second |= {"年度指标值": "明显提高", "实际完成值": "达成指标"}
    rows.insert(
        1,
        {
            "一级指标": "产出指标",
            "三级指标": "插入",
            "年度指标值": "=3.00(个)",
            "实际完成值": "3.00(个)",
            "分值": "2",
        },
    )
    others = made[1][INDICATORS]
    assert isinstance(others, list)
    del others[2:4]
    made[2]["项目资金"] = {
        "年度资金总额": {"全年预算数": "1,200.50", "全年执行数": "-3"},
        "上年结转资金": {"年初预算数": "7"},
    }
    made[2]["项目名称"] = "丙项目（续）"
    return made


def amended(root: Path) -> list[Path]:
    source = read(root)
    wanted = changed(source)
    amendments = [Amendment(position, project) for position, project in enumerate(wanted)]
    written = amend(root / "inputs" / NAME, root, source, amendments)
    found = projects(read(root))
    layout = layout_of(source.data)
    assert layout is not None
    assert [equal(*pair, kinds(layout)) for pair in zip(found, wanted, strict=True)] == [True] * 3
    return written


def _as_sent(_workbook: Workbook) -> None:
    pass


def _one_column(workbook: Workbook) -> None:
    """The target in one column, as a text."""
    sheet = workbook[INDICATORS]
    for row in sheet.iter_rows(min_row=2):
        operator, number, unit = (cell.value for cell in row[4:7])
        text = f"{operator}{number:.2f}({unit})" if operator else str(number)
        row[4].value, row[4].data_type = text, "s"
        if operator:
            row[7].value, row[7].number_format = f"{row[7].value:.2f}({unit})", "@"
    sheet.delete_cols(6, 2)
    sheet["E1"] = "年度指标值"


def _merged(workbook: Workbook) -> None:
    sheet = workbook[INDICATORS]
    sheet.auto_filter.ref = None
    for first, last in ((2, 7), (8, 13), (14, 19)):
        sheet.merge_cells(start_row=first, end_row=last, start_column=1, end_column=1)


def _tables(workbook: Workbook) -> None:
    for number, sheet in enumerate(workbook, 1):
        area = sheet.dimensions
        sheet.auto_filter.ref = None
        sheet.add_table(Table(displayName=f"T{number}", ref=area))


def _titled(workbook: Workbook) -> None:
    """A title above, columns in another order, headings with remarks, blank rows, colours."""
    for sheet in workbook:
        sheet.auto_filter.ref = None
        sheet.insert_rows(1, 2)
        sheet["A1"] = "某局"
        sheet["B3"] = f"* {sheet['B3'].value}\n（必填）"
        sheet["B4"].fill = PatternFill("solid", fgColor="FFFFFF00")
    workbook[INDICATORS].insert_rows(9, 2)
    workbook[INDICATORS].insert_cols(1)
    workbook[INDICATORS]["A3"] = "序号"


def _far_down(workbook: Workbook) -> None:
    """Headings as far down as they are read, and a remark behind the last column."""
    for sheet in workbook:
        sheet.auto_filter.ref = None
        sheet.insert_rows(1, 20)
    workbook[INDICATORS]["N21"] = "序号"


def _renamed(workbook: Workbook) -> None:
    """Headings that are read as what they mean."""
    workbook["项目"]["C1"] = "项目实施单位"
    workbook[INDICATORS]["D1"] = "三级指标名称"


@pytest.mark.parametrize(
    "layout",
    [
        pytest.param(_as_sent, id="as written"),
        pytest.param(_one_column, id="targets in one column"),
        pytest.param(_tables, id="tables"),
        pytest.param(_titled, id="titles, remarks and blank rows"),
        pytest.param(_far_down, id="headings far down"),
        pytest.param(_renamed, id="headings of other names"),
    ],
)
def test_a_workbook_takes_what_it_should_say(root: Path, layout: Layout) -> None:
    write(root, "excel", data())
    workbook = load_workbook(BOOK)
    layout(workbook)
    workbook.save(BOOK)
    assert amended(root) == [root / BOOK]


def test_yaml_files_take_it_too(root: Path) -> None:
    write(root, "yaml", data())
    names = [path.relative_to(root / "inputs" / NAME).as_posix() for path in amended(root)]
    assert names == ["01-甲项目.yaml", "02-乙项目.yaml", "03-丙项目.yaml"]


def test_what_merged_cells_cannot_take_is_refused_and_nothing_written(root: Path) -> None:
    write(root, "excel", data())
    workbook = load_workbook(BOOK)
    _merged(workbook)
    workbook[INDICATORS].merge_cells("B2:B4")
    workbook.save(BOOK)
    before = files(root / "inputs")
    source = read(root)
    wanted = projects(source)
    rows = wanted[0][INDICATORS]
    assert isinstance(rows, list)
    assert isinstance(rows[1], dict)
    rows[1]["一级指标"] = "效益指标"
    with pytest.raises(GeneratorError) as refused:
        amend(root / "inputs" / NAME, root, source, [Amendment(0, wanted[0])])
    reason = "the changes of the project 甲项目 cannot be put into the files; make them by hand"
    assert str(refused.value) == f"inputs/{NAME}/booklet.yaml: {reason}"
    assert files(root / "inputs") == before


def test_a_new_project_of_yaml_gets_a_file(root: Path) -> None:
    folder = write(root, "yaml", data())
    source = read(root)
    new = {**projects(source)[0], "项目名称": "丁项目"}
    assert amend(folder, root, source, [Amendment(None, new)]) == [folder / "04-丁项目.yaml"]
    assert projects(read(root)) == [*projects(source), new]


def test_what_is_equal_leaves_the_files_alone(root: Path) -> None:
    folder = write(root, "excel", data())
    source = read(root)
    assert amend(folder, root, source, [Amendment(n, each) for n, each in enumerate(projects(source))]) == []
