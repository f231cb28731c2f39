"""`jixiao split`: one workbook a unit, which works as an input unchanged and knows where it came from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli.workspaces import NAME, REPOSITORY, files, jixiao
from collecting.circulars import FIRST, SECOND, SENT, data, sent, split

from generator import __version__, tree
from generator.collecting.splitting import parcels_of
from generator.collecting.stamp import BrokenStampError, Sent, Stamp, read_stamp
from generator.editing.workbook import WorkbookEdit
from generator.reading.folder import read_booklet

HEAD = {key: value for key, value in data().items() if key != "项目列表"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def projects(given: tree.Mapping) -> list[tree.Mapping]:
    listed = given["项目列表"]
    assert isinstance(listed, list)
    return [each for each in listed if isinstance(each, dict)]


@pytest.mark.parametrize("kind", ["yaml", "excel"])
def test_each_unit_gets_its_own_rows(root: Path, kind: str) -> None:
    sent(root, kind)
    assert split() == (["发放/甲处.xlsx: projects: 2", "发放/乙处.xlsx: projects: 1"], [], 0)
    assert sorted(files(root / SENT)) == ["split.json", "乙处.xlsx", "甲处.xlsx"]
    first, second, third = projects(data())
    for file, own in ((FIRST, [first, third]), (SECOND, [second])):
        place = root / "inputs" / Path(file).stem
        place.mkdir()
        shutil.copy(root / "inputs" / NAME / "booklet.yaml", place)
        shutil.copy(root / file, place / "projects.xlsx")
        read = read_booklet(place, root)
        assert (read.data["项目列表"], read.problems) == (own, [])


def test_a_workbook_says_what_it_was_made_from(root: Path) -> None:
    sent(root, "yaml")
    split()
    first, _second, third = projects(data())
    units = ("甲处", "乙处")
    expected = Stamp(NAME, HEAD, "实施单位", "甲处", units, __version__, (Sent(0, first), Sent(2, third)))
    assert read_stamp(Path(FIRST).read_bytes(), FIRST) == expected


def test_the_list_says_what_went_to_whom(root: Path) -> None:
    sent(root, "yaml")
    split()
    listed = json.loads((root / SENT / "split.json").read_text("utf-8"))
    assert {key: value for key, value in listed.items() if key != "files"} == {
        "version": 1,
        "booklet": NAME,
        "表种": "自评表",
        "年度": "2024",
        "by": "实施单位",
    }
    assert [(each["file"], each["unit"], each["projects"]) for each in listed["files"]] == [
        ("甲处.xlsx", "甲处", ["甲项目", "丙项目"]),
        ("乙处.xlsx", "乙处", ["乙项目"]),
    ]


def test_the_same_booklet_gives_the_same_bytes(root: Path) -> None:
    sent(root, "yaml")
    split()
    before = files(root / SENT)
    shutil.rmtree(root / SENT)
    split()
    assert files(root / SENT) == before


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        pytest.param(["a/b:c?", "甲"], ["a／b：c？.xlsx", "甲.xlsx"], id="signs that no file may have"),
        pytest.param(["Con", "甲 处"], ["_Con.xlsx", "甲 处.xlsx"], id="names of devices"),
        pytest.param(["Ab", "aB"], ["Ab.xlsx", "aB-2.xlsx"], id="one name but for capitals"),
        pytest.param(["", "甲"], ["未填实施单位.xlsx", "甲.xlsx"], id="no unit"),
        pytest.param(["甲\n处", "甲 处"], ["甲 处.xlsx"], id="a line end is a blank"),
        pytest.param(["局" * 99, "..甲."], ["局" * 60 + ".xlsx", "甲.xlsx"], id="too long, dots at the ends"),
    ],
)
def test_names_of_files(units: list[str], expected: list[str]) -> None:
    given = projects(data())[:2]
    renamed: list[tree.Tree] = [{**each, "实施单位": unit} for each, unit in zip(given, units, strict=True)]
    made = parcels_of({**HEAD, "项目列表": renamed}, NAME, "实施单位")
    assert [parcel.file for parcel in made] == expected


def test_an_extra_field_can_say_who_gets_a_project(root: Path) -> None:
    given = data(附加字段={"项目": ["牵头处室"]})
    given["项目列表"] = [{**each, "牵头处室": f"{n}处"} for n, each in enumerate(projects(given))]
    sent(root, "yaml", given)
    ran = jixiao("split", NAME, "--by", "牵头处室", "--to", SENT)
    assert ran.out == [f"发放/{n}处.xlsx: projects: 1" for n in range(3)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ("--by", "实施单为", "--to", SENT),
            "nothing can be split by 实施单为; expected one of 项目名称, 主管部门, 实施单位; did you mean 实施单位?",
            id="no such label",
        ),
        pytest.param(("--to", "inputs"), "inputs: the folder is not empty; name a new one", id="in use"),
    ],
)
def test_what_cannot_be_split_says_why(root: Path, arguments: tuple[str, ...], message: str) -> None:
    sent(root, "yaml")
    assert jixiao("split", NAME, *arguments) == ([], [message], 2)


def test_a_booklet_with_mistakes_is_not_split(root: Path) -> None:
    folder = sent(root, "yaml") / "inputs" / NAME
    (folder / "09.yaml").write_text("项目名称: [甲", "utf-8")
    ran = split()
    assert (ran.err, ran.status) == ([f"{NAME}: nothing is split while it cannot be read"], 1)
    assert not (root / SENT).exists()


@pytest.mark.parametrize("name", ["2024-self-evaluation", "2026-targets"])
def test_shipped_booklets_come_back_as_they_are(root: Path, name: str) -> None:
    shutil.copytree(REPOSITORY / "inputs", root / "inputs")
    before = files(root / "inputs")
    jixiao("split", name, "--by", "项目名称", "--to", SENT)
    ran = jixiao("collect", SENT, "--into", name, "--write")
    assert (ran.err[-1].partition(";")[2], ran.status) == (" no changes", 0)
    assert files(root / "inputs") == before


def test_long_texts_go_into_the_stamp_in_pieces() -> None:
    made = next(
        parcels_of(
            {**HEAD, "项目列表": [{**projects(data())[0], "主管部门": "_x000D_{{}}" * 2_900}]},
            NAME,
            "实施单位",
        )
    )
    stamp = read_stamp(made.content, made.file)
    assert stamp is not None
    assert stamp.sent[0].project["主管部门"] == "_x000D_{{}}" * 2_900
    assert len(json.dumps(stamp.sent[0].project)) > 30_000


def test_a_stamp_that_was_changed_is_no_stamp() -> None:
    made = next(parcels_of(data(), NAME, "实施单位"))
    with pytest.raises(BrokenStampError):
        read_stamp(_with_other_text(made.content), "x")


def _with_other_text(content: bytes) -> bytes:
    edit = WorkbookEdit(content, "x")
    edit.set_text("_jixiao", 2, 2, edit.text("_jixiao", 2, 2).replace("甲项目", "丁项目"))
    return edit.finish()
