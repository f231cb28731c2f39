"""YAML for people: the layout, the file names, and whole or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import tree
from generator.errors import GeneratorError
from generator.writing.yaml_folder import write_yaml_folder

LONG = "为上海市气象局、环境监测中心和上海地区科研院所等提供公共算力服务。" * 4
DATA: tree.Mapping = {
    "表种": "自评表",
    "年度": "2024",
    "输出": ["xlsx", "docx"],
    "计分": {"预算执行率": {"分值": "10", "取位": "截断"}, "反向指标": "线性"},
    "检查": {"忽略": [], "执行率下限": ""},
    "项目列表": [
        {
            "评分等级": "优",
            "绩效指标": [
                {"一级指标": "产出指标", "年度指标值": "=100.00(%)", "实际完成值": "甲, 乙", "分值": "8"},
                {"一级指标": "产出指标", "三级指标": LONG, "年度指标值": ">11000"},
            ],
            "年度总体目标": {"预期目标": "一、甲\n二、乙", "实际完成情况": "完成: 全部"},
            "项目资金": {
                "年度资金总额": {"年初预算数": "0.00", "全年执行数": "12"},
                "其他资金": {"年初预算数": "", "得分": "-"},
            },
            "实施单位": "no",
            "项目名称": "高性能 计算/服务",
        }
    ],
}
HEAD = """\
表种: 自评表
年度: 2024
输出: [xlsx, docx]
计分:
  预算执行率: {分值: 10, 取位: 截断}
  反向指标: 线性
"""
PROJECT = f"""\
项目名称: 高性能 计算/服务
实施单位: "no"
项目资金:
  年度资金总额: {{年初预算数: 0.00, 全年执行数: 12}}
  其他资金:     {{得分: "-"}}
年度总体目标:
  预期目标: |-
    一、甲
    二、乙
  实际完成情况: "完成: 全部"
绩效指标:
  - {{一级指标: 产出指标, 年度指标值: =100.00(%), 实际完成值: "甲, 乙", 分值: 8}}
  - 一级指标: 产出指标
    三级指标: {LONG}
    年度指标值: ">11000"
评分等级: 优
"""


def test_layout(tmp_path: Path) -> None:
    write_yaml_folder(DATA, tmp_path / "new" / "booklet")
    files = {path.name: path.read_bytes().decode() for path in (tmp_path / "new" / "booklet").iterdir()}
    assert files == {"booklet.yaml": HEAD, "01-高性能_计算_服务.yaml": PROJECT}
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["booklet"]  # nothing is left beside it


@pytest.mark.parametrize(
    ("name", "file"),
    (
        pytest.param("甲", "01-甲.yaml", id="plain"),
        pytest.param('a\\b:c*d?e"f<g>h|i', "01-a_b_c_d_e_f_g_h_i.yaml", id="what Windows forbids"),
        pytest.param("../../甲", "01-甲.yaml", id="a way out"),
        pytest.param("甲\n乙 ", "01-甲_乙.yaml", id="blanks"),
        pytest.param("长" * 100, f"01-{'长' * 60}.yaml", id="too long"),
        pytest.param("...", "01-project.yaml", id="nothing left"),
        pytest.param("", "01-project.yaml", id="no name"),
    ),
)
def test_file_names(name: str, file: str, tmp_path: Path) -> None:
    write_yaml_folder({"项目列表": [{"项目名称": name, "主管部门": "局"}]}, tmp_path / "b")
    assert sorted(path.name for path in (tmp_path / "b").iterdir()) == sorted((file, "booklet.yaml"))


def test_a_hundred_projects_stay_in_order(tmp_path: Path) -> None:
    write_yaml_folder({"项目列表": [{"项目名称": str(number)} for number in range(100)]}, tmp_path / "b")
    names = sorted(path.name for path in (tmp_path / "b").iterdir())
    assert names[:100:33] == ["001-0.yaml", "034-33.yaml", "067-66.yaml", "100-99.yaml"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    write_yaml_folder(DATA, tmp_path)
    assert (tmp_path / "booklet.yaml").read_text(encoding="utf-8") == HEAD


@pytest.mark.parametrize(
    ("target", "message"),
    (
        pytest.param("full", "the folder is not empty; name a new one", id="not empty"),
        pytest.param("file", "there is a file of this name; name a new folder", id="a file"),
        pytest.param("file/inside", "the folder cannot be written: File exists", id="inside a file"),
    ),
)
def test_what_cannot_be_written(target: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    (tmp_path / "file").touch()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(GeneratorError) as caught:
        write_yaml_folder(DATA, tmp_path / target)
    assert str(caught.value) == f"{(tmp_path / target).as_posix()}: {message}"
    assert sorted(tmp_path.rglob("*")) == before
