"""What was built, what the form says, what the inputs say now: told apart, and never guessed."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cli.workspaces import OUTPUTS, cells, edit, files, jixiao, replace
from openpyxl import load_workbook
from pulling.forms import FIRST, FORM, INPUTS, Pulled, build, built, contents, data, fill, pull

UNIT = f"{FIRST}:3:7: 实施单位"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return built(tmp_path)


CASES: list[Any] = [
    pytest.param(
        {"甲项目!F4": "乙处"}, "某处", [f"{UNIT}: “某处” → “乙处” (FORM[甲项目!F4])"], 0, "乙处",
        id="in the form only",
    ),
    pytest.param(
        {}, "丙处", [f"{UNIT}: “某处” → “丙处” in the inputs only; nothing to do (FORM[汇总!C4])"], 0, "丙处",
        id="in the inputs only",
    ),
    pytest.param({"甲项目!F4": "丙处"}, "丙处", [], 0, "丙处", id="in both alike"),
    pytest.param(
        {"甲项目!F4": "乙处"}, "丙处",
        [f"{UNIT}: conflict: built “某处”, in the form “乙处”, in the inputs “丙处” (FORM[甲项目!F4])"], 1, "丙处",
        id="in both, differently",
    ),
    pytest.param(
        {"甲项目!F4": "乙处", "汇总!C4": "丁处"}, "某处",
        [(f"{UNIT}: conflict: the form says different things: 丁处 (FORM[汇总!C4]), 乙处 (FORM[甲项目!F4]);"
         " built: 某处 (FORM[汇总!C4])")], 1, "某处",
        id="twice in the form, differently",
    ),
    pytest.param(
        {"甲项目!F4": "乙处", "汇总!C4": "乙处"}, "某处", [f"{UNIT}: “某处” → “乙处” (FORM[汇总!C4])"], 0, "乙处",
        id="twice in the form, alike",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "now", "said", "status", "after"), CASES)
def test_a_value_three_ways(
    root: Path, edits: dict[str, object], now: str, said: list[str], status: int, after: str
) -> None:
    fill(edits)
    replace(Path(FIRST), ("实施单位: 某处", f"实施单位: {now}"))
    ran = pull("--write")
    found: Any = data()
    assert (ran.out, ran.status, found["项目列表"][0]["实施单位"]) == (said, status, after)


def test_what_all_forms_say_changes_only_where_all_say_so(root: Path) -> None:
    fill({"甲项目!A2": "（2025年度）"})
    assert pull("--write") == Pulled(
        [
            (
                f"{INPUTS}/booklet.yaml:2:5: 年度: conflict: the form says different things: "
                "2025 (FORM[甲项目!A2]), 2024 (FORM[乙项目!A2]); built: 2024 (FORM[甲项目!A2])"
            )
        ],
        ["FORM: conflicts: 1"],
        1,
    )
    fill({"乙项目!A2": "（2025年度）"})
    assert pull("--write").status == 0
    assert data()["年度"] == "2025"


COMPUTED: list[Any] = [
    pytest.param(
        {"甲项目!G6": 90}, "项目资金.年度资金总额.执行率", "95", "90.00", ("项目资金", "年度资金总额", "执行率"), "90.00",
        id="a rate",
    ),
    pytest.param({"甲项目!G13": 18.5}, "绩效指标 1.得分", "20", "18.50", ("绩效指标", 0, "得分"), "18.5", id="points"),
    pytest.param({"甲项目!G19": 98}, "总分", "99.5", "98.00", ("总分",), "98", id="a total"),
    pytest.param({"汇总!I4": "良"}, "评分等级", "优", "良", ("评分等级",), "良", id="a grade"),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "label", "before", "after", "path", "text"), COMPUTED)
def test_a_computed_value_is_taken_only_as_stated(
    root: Path, edits: dict[str, object], label: str, before: str, after: str, path: Any, text: str
) -> None:
    unchanged = files(root / "inputs")
    fill(edits)
    ran = pull("--write")
    assert [line.partition(": ")[2].partition(" (FORM")[0] for line in ran.out] == [
        f"{label}: computed: “{before}”, by hand “{after}”; state it in the inputs if it is meant (--stated)"
    ]
    assert (ran.status, files(root / "inputs")) == (1, unchanged)
    assert pull("--write", "--stated").status == 0
    found: Any = data()
    found = found["项目列表"][0]
    for step in path:
        found = found[step]
    assert float(found) == float(text) if text[0].isdigit() else found == text
    build()
    assert pull() == Pulled([], ["FORM: nothing to pull"], 0)


def test_what_the_program_computes_of_the_edits_is_no_edit(root: Path) -> None:
    fill({"甲项目!E6": 90, "甲项目!G6": 90, "甲项目!H6": 9, "甲项目!G19": 99, "汇总!H4": "99.00"})
    ran = pull()
    assert [line.partition(": ")[2].partition(":")[0] for line in ran.out] == [
        "项目资金.年度资金总额.全年执行数"
    ]
    assert ran.status == 0


def test_sums_and_the_words_of_the_template_are_not_taken(root: Path) -> None:
    fill({"汇总!D6": 300, "甲项目!A19": "合计得分", "甲项目!J3": "打印前删掉"})
    assert pull("--write", "--stated") == Pulled(
        [
            "FORM[汇总!D6]: what stands here is computed (200 → 300.00); it is not taken over",
            "FORM[甲项目!J3]: nothing of the data stands in this cell; it is not read",
            "FORM[甲项目!A19]: these words are the template's; change them there (总分 → 合计得分)",
        ],
        ["FORM: not taken over: 3"],
        1,
    )


def _without_origin(file: str) -> None:
    book = load_workbook(file)
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]
    book.save(file)


def test_without_its_origin_a_form_is_compared_with_the_inputs_of_now(root: Path) -> None:
    fill({"甲项目!F4": "乙处"})
    _without_origin(FORM)
    replace(Path(FIRST), ("主管部门: 某局", "主管部门: 新局"))
    ran = pull()
    assert ran.out == [
        f"{UNIT}: “某处” → “乙处” (FORM[甲项目!F4])",
        f"{FIRST}:2:7: 主管部门: “新局” → “某局” (FORM[甲项目!B4])",
    ]
    assert ran.err[0] == (
        "FORM: the file does not tell what it was made of; compared with the inputs of now only"
    )


def test_a_form_mailed_around_is_known_by_its_origin(root: Path) -> None:
    fill({"甲项目!F4": "乙处"})
    Path("回收").mkdir()
    shutil.move(FORM, "回收/改名.xlsx")
    assert pull("--write", file="回收/改名.xlsx").status == 0
    _without_origin("回收/改名.xlsx")
    assert pull(file="回收/改名.xlsx") == Pulled(
        [], ["FORM: the file does not tell of which booklet it was made; name that with --booklet"], 2
    )
    assert pull("--booklet", INPUTS, file="回收/改名.xlsx").status == 0


def test_a_changed_template_is_told(root: Path) -> None:
    fill({"甲项目!F4": "乙处"})
    edit(root / "templates/self-evaluation/workbook.xlsx", cells({"汇总!C3": "单位"}))
    ran = pull()
    assert ran.out == [
        f"{UNIT}: “某处” → “乙处” (FORM[甲项目!F4])",
        "FORM[汇总!C3]: these words are the template's; change them there (单位 → 实施单位)",
    ]
    assert ran.err[0] == "FORM: the template has changed since; compared with the form as it prints now"


def test_a_template_of_ones_own_is_read_back(root: Path) -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[1]
        sheet["A2"] = "{{ 项目.主管部门 }}／{{ 项目.实施单位 }}：自评"
        sheet["H15"] = "{{ 指标.偏差原因分析及改进措施 | upper }}"

    edit(root / "templates/self-evaluation/workbook.xlsx", change)
    build()
    made = contents()["甲项目"]
    place = next(cell for cell, value in made.items() if value == "某局／某处：自评")
    fill({f"甲项目!{place}": "某局／乙处：自评", "甲项目!H13": "other words"})
    assert pull("--write") == Pulled(
        [
            f"{UNIT}: “某处” → “乙处” (FORM[甲项目!{place}])",
            "FORM[甲项目!H13]: nothing of the data stands in this cell; it is not read",
        ],
        ["FORM: changes: 1, not taken over: 1", f"{FIRST}: written"],
        1,
    )


def test_programs_get_whole_values(root: Path) -> None:
    fill({"甲项目!F4": "乙" * 60})
    ran = jixiao("pull", FORM, "--format", "json")
    assert json.loads(ran.out[0]) == [
        {
            "file": FORM,
            "kind": "change",
            "inputs": f"{FIRST}:3:7",
            "form": f"{FORM}[甲项目!F4]",
            "label": "实施单位",
            "built": "某处",
            "edited": "乙" * 60,
            "now": "某处",
        }
    ]


def test_an_input_that_is_open_elsewhere_is_told(root: Path) -> None:
    fill({"甲项目!F4": "乙处"})
    before = Path(FIRST).read_bytes()
    (root / INPUTS / ".~lock.01-甲项目.yaml#").write_text("x")
    ran = pull("--write")
    assert (ran.status, ran.err[-1].partition(":")[0], Path(FIRST).read_bytes()) == (1, FIRST, before)


REFUSED: list[Any] = [
    pytest.param(OUTPUTS[1], b"PK", "documents are not read back; make the changes in the workbook, or in the inputs", id="a document"),
    pytest.param("x.xlsx", b"", "the file is empty", id="nothing"),
    pytest.param("x.xlsx", b"abc", "the file is no Excel workbook, whatever its name says; save it as .xlsx", id="no workbook"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "content", "message"), REFUSED)
def test_what_is_no_form_is_refused(root: Path, file: str, content: bytes, message: str) -> None:
    Path(file).write_bytes(content)
    assert pull(file=file) == Pulled([], [f"FORM: {message}"], 2)


def test_damaged_origins_are_no_origins(root: Path) -> None:
    parts = {}
    with zipfile.ZipFile(FORM) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(b"<vt:lpwstr>eN", b"<vt:lpwstr>eX")
    with zipfile.ZipFile(FORM, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert pull() == Pulled(
        [],
        [
            "FORM: the file does not tell what it was made of; compared with the inputs of now only",
            "FORM: nothing to pull",
        ],
        0,
    )
