"""`jixiao diff`: two booklets side by side, as text, Markdown and a workbook."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from cli.workspaces import REPOSITORY, Ran, booklet, jixiao, project, workspace, write
from openpyxl import load_workbook

from generator import tree
from generator.comparing.comparison import Side, compare
from generator.comparing.passages import passages
from generator.model.booklet import load_booklet
from generator.scoring import score_booklet

HEAD = {key: value for key, value in booklet().items() if key != "项目列表"}


def declaration(name: str, amount: str, indicators: list[tree.Tree]) -> tree.Mapping:
    return {
        "项目名称": name,
        "主管部门": "某局",
        "实施单位": "某处",
        "项目资金": {"年度资金申请总额": amount, "当年财政拨款": amount},
        "项目绩效目标": {"年度总体目标": "方便群众，方便企业。"},
        "绩效指标": indicators,
    }


def indicator(name: str, target: str, **more: str) -> tree.Mapping:
    return {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": name, "年度指标值": target, **more}


def earlier() -> tree.Mapping:
    first = project("甲项目")
    first["绩效指标"] = [
        indicator("办件量", "≥100.00(件)", 实际完成值="120.00(件)", 分值="50"),
        indicator("培训场次", "≥5.00(场)", 实际完成值="5.00(场)", 分值="30"),
        indicator("耗时", "≤1.00(小时)", 实际完成值="1.00(小时)", 分值="10"),
    ]
    return {**HEAD, "项目列表": [first, project("乙项目"), project("丙项目")]}


def later() -> tree.Mapping:
    """A year on: an amount, a goal, an indicator renamed, one new, one gone; a project new, one gone, one renamed."""
    first = project("甲项目")
    first["项目资金"] = {"年度资金总额": {"全年预算数": "120.00", "全年执行数": "95.00"}}
    first["年度总体目标"] = {"预期目标": "方便群众和企业。", "实际完成情况": "群众少跑路，网上办成的多了。"}
    first["绩效指标"] = [
        indicator("办件量", "≥110.00(件)", 实际完成值="100.00(件)", 分值="50"),
        indicator("培训的场次", "≥5.00(场)", 实际完成值="5.00(场)", 分值="30"),
        indicator("新系统", "=1.00(个)", 实际完成值="1.00(个)", 分值="10"),
    ]
    renamed = project("乙项目")
    renamed["项目名称"] = "2025年乙项目经费"
    return {**HEAD, "年度": "2025", "项目列表": [first, renamed, project("全新的工程")]}


def declared() -> tree.Mapping:
    head = {**HEAD, "表种": "申报表", "年度": "2026", "金额单位": "元", "模板": "target"}
    rows: list[tree.Tree] = [indicator("办件量", "≥100.00(件)"), indicator("耗时", "≤60.00(分钟)")]
    return {**head, "项目列表": [declaration("甲项目", "1100000.00", rows)]}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(workspace(tmp_path))
    write(tmp_path, "yaml", earlier(), "旧")
    write(tmp_path, "excel", later(), "新")
    write(tmp_path, "yaml", declared(), "申报")
    return tmp_path


YEAR_ON = """\
A: 旧 (2024 自评表)
B: 新 (2025 自评表)
amounts in 万元; projects: changed 1, renamed 1, new 1, dropped 1

~ 甲项目 (changed)
    年度资金总额·年初预算数  100.00  →       -
    年度资金总额·全年预算数  100.00  →  120.00  +20.00  +20.0%
    当年财政拨款·年初预算数  100.00  →       -
    当年财政拨款·全年预算数  100.00  →       -
    当年财政拨款·全年执行数   95.00  →       -
    预算执行率得分             9.50  →    7.92   -1.58  -16.6%
    总分                      99.50  →   93.37   -6.13   -6.2%
    预期目标:
      - 方便群众。
      + 方便群众和企业。
    绩效指标:
    ~ 办件量                 ≥100.00(件) → ≥110.00(件)  120.00(件) → 100.00(件)  50  50.00 → 45.45
    ~ 培训场次 → 培训的场次  ≥5.00(场)                  5.00(场)                 30  30.00
    - 耗时                   ≤1.00(小时)                1.00(小时)               10  10.00
    + 新系统                 =1.00(个)                  1.00(个)                 10  10.00

~ 乙项目 → 2025年乙项目经费 (renamed)

- 丙项目 (dropped)
    年度资金总额·年初预算数  100.00  →  -
    年度资金总额·全年预算数  100.00  →  -
    年度资金总额·全年执行数   95.00  →  -
    当年财政拨款·年初预算数  100.00  →  -
    当年财政拨款·全年预算数  100.00  →  -
    当年财政拨款·全年执行数   95.00  →  -
    预算执行率得分             9.50  →  -
    总分                      99.50  →  -
    indicators: 6

+ 全新的工程 (new)
    年度资金总额·年初预算数  -  →  100.00
    年度资金总额·全年预算数  -  →  100.00
    年度资金总额·全年执行数  -  →   95.00
    当年财政拨款·年初预算数  -  →  100.00
    当年财政拨款·全年预算数  -  →  100.00
    当年财政拨款·全年执行数  -  →   95.00
    预算执行率得分           -  →    9.50
    总分                     -  →   99.50
    indicators: 6
"""

BESIDE_TARGETS = """\
A: 旧 (2024 自评表)
B: 申报 (2026 申报表)
amounts in 万元; projects: changed 1, dropped 2

~ 甲项目 (changed)
    年度资金总额  100.00  →  110.00  +10.00  +10.0%
    当年财政拨款  100.00  →  110.00  +10.00  +10.0%
    年度目标:
      - 方便群众。
      + 方便群众，方便企业。
    绩效指标:
    - 培训场次  ≥5.00(场)  5.00(场)

- 乙项目 (dropped)
    年度资金总额  100.00  →  -
    当年财政拨款  100.00  →  -
    indicators: 6

- 丙项目 (dropped)
    年度资金总额  100.00  →  -
    当年财政拨款  100.00  →  -
    indicators: 6
"""


def test_two_years(root: Path) -> None:
    assert jixiao("diff", "旧", "新") == Ran(YEAR_ON.splitlines(), [], 1)


def test_self_evaluation_beside_targets(root: Path) -> None:
    """Amounts meet in one unit; 60 分钟 is 1 小时, so that indicator is the same."""
    assert jixiao("diff", "旧", "申报") == Ran(BESIDE_TARGETS.splitlines(), [], 1)


def test_the_same_booklet_in_other_files(root: Path) -> None:
    write(root, "excel", earlier(), "另存")
    assert jixiao("diff", "inputs/旧", "另存") == Ran(
        ["A: 旧 (2024 自评表)", "B: 另存 (2024 自评表)", "amounts in 万元; projects: same 3"], [], 0
    )


MARKDOWN = """\
# 旧 (2024 自评表) → 申报 (2026 申报表)

amounts in 万元; projects: changed 1, dropped 2

| Project | Status | A | B | Difference | % |
| --- | --- | --- | --- | --- | --- |
| 甲项目 | changed | 100.00 | 110.00 | +10.00 | +10.0% |
| 乙项目 | dropped | 100.00 |  |  |  |
| 丙项目 | dropped | 100.00 |  |  |  |

## 甲项目

| Item | A | B | Difference | % |
| --- | --- | --- | --- | --- |
| 年度资金总额 | 100.00 | 110.00 | +10.00 | +10.0% |
| 当年财政拨款 | 100.00 | 110.00 | +10.00 | +10.0% |

年度目标:

- A: 方便群众。
- B: 方便群众，方便企业。

| 三级指标 | Status | 年度指标值 A | 年度指标值 B | 实际完成值 A | 实际完成值 B |
| --- | --- | --- | --- | --- | --- |
| 培训场次 | dropped | ≥5.00(场) |  | 5.00(场) |  |
"""


def test_markdown(root: Path) -> None:
    ran = jixiao("diff", "旧", "申报", "--format", "markdown", "-o", "对比.md")
    assert ran == Ran([], ["对比.md: written"], 1)
    assert (root / "对比.md").read_text("utf-8") == MARKDOWN


def test_a_workbook(root: Path) -> None:
    ran = jixiao("diff", "旧", "申报", "--format", "excel", "-o", "对比.xlsx")
    assert ran == Ran([], ["对比.xlsx: written"], 1)
    made = load_workbook(root / "对比.xlsx")
    assert made.sheetnames == ["项目对比", "指标对比"]
    heads = ["A 旧 (2024 自评表) (amounts in 万元)", "B 申报 (2026 申报表) (amounts in 万元)"]
    assert [[cell.value for cell in row] for row in made["项目对比"].iter_rows(max_row=5)] == [
        ["Project", "Status", "Item", *heads, "Difference", "%"],
        ["甲项目", "changed", "年度资金总额", 100, 110, 10, "+10.0%"],
        ["甲项目", "changed", "当年财政拨款", 100, 110, 10, "+10.0%"],
        ["甲项目", "changed", "年度目标", "方便群众。", "方便群众，方便企业。", None, None],
        ["乙项目", "dropped", "年度资金总额", 100, None, None, None],
    ]
    assert [[cell.value for cell in row][:8] for row in made["指标对比"].iter_rows(max_row=4)] == [
        [
            "Project",
            "一级指标",
            "二级指标",
            "三级指标",
            "Status",
            "年度指标值 A",
            "年度指标值 B",
            "实际完成值 A",
        ],
        ["甲项目", "产出指标", "数量指标", "办件量", "same", "≥100.00(件)", "≥100.00(件)", "120.00(件)"],
        ["甲项目", "产出指标", "数量指标", "培训场次", "dropped", "≥5.00(场)", None, "5.00(场)"],
        ["甲项目", "产出指标", "数量指标", "耗时", "same", "≤1.00(小时)", "≤60.00(分钟)", "1.00(小时)"],
    ]
    assert [
        (
            sheet.freeze_panes,
            sheet.print_title_rows,
            sheet.page_setup.orientation,
            sheet.sheet_properties.pageSetUpPr.fitToPage,
        )
        for sheet in made
    ] == [("B2", "$1:$1", "landscape", True)] * 2


def test_texts_that_look_like_formulas_are_texts(root: Path) -> None:
    given = declared()
    given["项目列表"] = [declaration("甲项目", "1.00", [indicator("=办件量", "=100.00(%)")])]
    write(root, "yaml", given, "像公式")
    jixiao("diff", "申报", "像公式", "--format", "excel", "-o", "对比.xlsx")
    sheet = load_workbook(root / "对比.xlsx")["指标对比"]
    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=办件量", "s"), ("=100.00(%)", "s")]


def test_the_same_booklets_give_the_same_bytes(root: Path) -> None:
    for name in ("一.xlsx", "二.xlsx"):
        jixiao("diff", "旧", "新", "--format", "excel", "-o", name)
    assert (root / "一.xlsx").read_bytes() == (root / "二.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("旧", "没有"), "inputs/没有: there is no such booklet", id="no such booklet"),
        pytest.param(
            ("旧", "新", "--format", "excel"), "a workbook needs a file: add -o NAME.xlsx", id="no file"
        ),
        pytest.param(
            ("旧", "坏"), "inputs/坏: cannot be read; `jixiao check` says why", id="a booklet with mistakes"
        ),
    ],
)
def test_what_cannot_be_compared_says_why(root: Path, arguments: tuple[str, ...], message: str) -> None:
    folder = root / "inputs" / "坏"
    folder.mkdir()
    (folder / "booklet.yaml").write_text("表种: 自评表\n", "utf-8")
    assert jixiao("diff", *arguments) == Ran([], [message], 2)


@pytest.mark.parametrize(
    "arguments", [("diff", "旧", "新", "-o"), ("check", "旧", "--write-baseline")], ids=["diff", "check"]
)
def test_an_input_is_not_overwritten(root: Path, arguments: tuple[str, ...]) -> None:
    file = "inputs/新/booklet.yaml"
    before = (root / file).read_bytes()
    assert jixiao(*arguments, file) == Ran([], [f"{file}: the file exists already; name another folder"], 2)
    assert (root / file).read_bytes() == before


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("甲乙丙。", "甲乙丁。", [("甲乙丙。", "甲乙丁。")], id="short"),
        pytest.param(
            "一二三四五六七八九十甲一二三四五六七八九十",
            "一二三四五六七八九十乙一二三四五六七八九十",
            [("…三四五六七八九十甲一二三四五六七八…", "…三四五六七八九十乙一二三四五六七八…")],
            id="in the middle",
        ),
        pytest.param("", "甲\n乙", [("", "甲 乙")], id="new"),
        pytest.param("甲" * 70, "", [("甲" * 60 + "…", "")], id="gone, long"),
        pytest.param("天地玄黄", "宇宙洪荒", [("天地玄黄", "宇宙洪荒")], id="nothing in common"),
    ],
)
def test_passages(one: str, other: str, expected: list[tuple[str, str]]) -> None:
    assert [tuple(passage) for passage in passages(one, other)] == expected


def test_amounts_convert_exactly() -> None:
    given = declared()
    given["项目列表"] = [declaration("甲项目", "12345678.91", [])]
    (one, _), (other, _) = load_booklet(earlier()), load_booklet(given)  # type: ignore[arg-type]
    assert one is not None
    assert other is not None
    found = compare(Side("A", one, score_booklet(one)), Side("B", other, ()))
    assert [figure.other for figure in found.projects[0].figures] == [Decimal("1234.567891")] * 2


def test_shipped_booklets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Matched as the check of 对照 matches them."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(REPOSITORY / "inputs", tmp_path / "inputs")
    ran = jixiao("diff", "2024-self-evaluation", "2026-targets")
    assert ran.out[2] == "amounts in 万元; projects: changed 1, renamed 6, new 2, dropped 5"
    assert [line for line in ran.out if line.startswith("~")] == [
        "~ 2024年数据综合管理支撑经费 → 数据综合管理支撑经费 (renamed)",
        "~ 城市数字化转型 → 城市数字化转型经费 (renamed)",
        "~ 城市数字化转型专项资金 → 上海市城市数字化转型专项资金 (renamed)",
        "~ 高性能计算服务经费 (changed)",
        "~ 数据安全合规建设 → 数据安全合规建设经费 (renamed)",
        "~ 数据要素建设 → 数据要素建设经费 (renamed)",
        "~ 数字基础设施 → 数字基础设施经费 (renamed)",
    ]
