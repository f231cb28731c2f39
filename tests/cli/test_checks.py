"""`jixiao check` in its formats, with a baseline; `rules` and `explain`; a build that errors stop."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.workspaces import BUILT, NAME, OUTPUTS, Ran, booklet, jixiao, replace, workspace, write

FIRST = f"inputs/{NAME}/01-甲项目.yaml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(workspace(tmp_path))
    return tmp_path


@pytest.fixture
def wrong(root: Path) -> Path:
    """A workspace whose one booklet has one error."""
    folder = write(root, "yaml")
    replace(folder / "01-甲项目.yaml", ("实施单位: 某处", "实施单位: ''"))
    return root


def test_json(wrong: Path) -> None:
    ran = jixiao("check", "--format", "json")
    (finding,) = json.loads("\n".join(ran.out))["booklets"][0]["findings"]
    assert (ran.err, ran.status) == ([], 1)
    assert (finding["code"], finding["location"]["file"], finding["project"]) == ("FRM101", FIRST, "甲项目")


def test_sarif(wrong: Path) -> None:
    ran = jixiao("check", "--format", "sarif")
    (run,) = json.loads("\n".join(ran.out))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["FRM101"]


def test_markdown(wrong: Path) -> None:
    ran = jixiao("check", "--format", "markdown")
    assert [line for line in ran.out if line.startswith("#")] == [f"## inputs/{NAME}", "### 甲项目"]


def test_a_baseline_leaves_only_what_is_new(wrong: Path) -> None:
    written = jixiao("check", "--write-baseline", "已知.json")
    assert (written.err[0], written.status) == ("已知.json: written", 1)
    assert jixiao("check", "--baseline", "已知.json") == Ran(
        [], [f"inputs/{NAME}: nothing found, known before: 1"], 0
    )
    replace(wrong / "inputs" / NAME / "02-乙项目.yaml", ("实施单位: 某处", "实施单位: ''"))
    new = jixiao("check", "--baseline", "已知.json")
    assert (len(new.out), new.status) == (1, 1)
    assert new.out[0].startswith(f"inputs/{NAME}/02-乙项目.yaml")


def test_a_baseline_that_is_none(wrong: Path) -> None:
    line = f"{FIRST} is no baseline of this program; `jixiao check --write-baseline` makes one"
    assert jixiao("check", "--baseline", FIRST) == Ran([], [line], 2)
    assert jixiao("check", "--baseline", "没有.json") == Ran([], ["没有.json: No such file or directory"], 2)


def test_exemptions_are_counted(wrong: Path) -> None:
    replace(wrong / "inputs" / NAME / "01-甲项目.yaml", ("项目名称:", "检查: {FRM101: 尚未批复}\n项目名称:"))
    assert jixiao("check") == Ran([], [f"inputs/{NAME}: nothing found, exempted: 1"], 0)


def test_errors_stop_a_strict_build(wrong: Path) -> None:
    assert jixiao("build").status == 0
    stopped = jixiao("build", "--strict")
    assert (stopped.out, stopped.status) == ([f"{FIRST}:3:7: error FRM101: 实施单位 is empty"], 1)


def test_a_booklet_can_be_strict_itself(wrong: Path) -> None:
    head = wrong / "inputs" / NAME / "booklet.yaml"
    head.write_text(head.read_text("utf-8") + "检查: {有错不生成: 是}\n", "utf-8")
    assert jixiao("build").status == 1
    replace(wrong / "inputs" / NAME / "01-甲项目.yaml", ("实施单位: ''", "实施单位: 某处"))
    assert jixiao("build") == Ran(OUTPUTS, [BUILT], 0)


def test_rules_are_listed() -> None:
    ran = jixiao("rules")
    assert (
        "SCO104  error  A stated total is the points of the budget plus the points of all indicators."
        in ran.out
    )
    assert [record["code"] for record in json.loads("\n".join(jixiao("rules", "--format", "json").out))] == [
        line[:6] for line in ran.out
    ]


def test_a_rule_is_explained() -> None:
    ran = jixiao("explain", "chk101")
    assert ran == Ran(
        [
            "CHK101  warning  An exemption exempts from at least one finding.",
            "Looks at: exemptions",
            "",
            "An exemption that outlives its finding hides the next mistake of the kind at the same place.",
            "What to do: delete it.",
            "Wrong:",
            "  检查: {EXP102: 超额部分为上年顺延的任务}",
            "Right:",
            "  检查: {}",
            "Source: 审核惯例",
        ],
        [],
        0,
    )


def test_a_rule_that_does_not_exist() -> None:
    assert jixiao("explain", "SCO1O4") == Ran([], ["there is no rule SCO1O4; did you mean SCO104?"], 2)


def test_a_booklet_is_compared_with_another(root: Path) -> None:
    before, now = booklet(年度="2023"), booklet(对照=["上年", "没有"])
    before["项目列表"] = before["项目列表"][:1]
    write(root, "yaml", before, name="上年")
    write(root, "excel", now)
    ran = jixiao("check", NAME)
    assert [line for line in ran.out if "YRS" in line] == [
        f"inputs/{NAME}/booklet.yaml:7:5: warning YRS101: 没有 is not compared: inputs/没有: there is no such booklet",
        f"inputs/{NAME}/booklet.yaml:7:5: hint YRS110: 1 projects are not in 上年 (2023): 乙项目",
    ]


def test_a_booklet_with_errors_is_not_compared(root: Path) -> None:
    write(root, "yaml", booklet(年度="明年"), name="上年")
    write(root, "yaml", booklet(对照="上年"))
    assert [line for line in jixiao("check", NAME).out if "YRS" in line] == [
        f"inputs/{NAME}/booklet.yaml:7:5: warning YRS101: 上年 is not compared: errors: 1"
    ]
