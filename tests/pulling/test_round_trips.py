"""Forms that programs have saved, and the shipped ones: what nobody edited comes back as nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cli.workspaces import NAME, booklet, edit, files, jixiao
from openpyxl import load_workbook
from pulling.forms import (
    FORM,
    INPUTS,
    Pulled,
    build,
    built,
    contents,
    data,
    delete_row,
    fill,
    insert_row,
    needs_libreoffice,
    pull,
    saved_by_libreoffice,
    shipped,
)

from generator.model.booklet import load_booklet

SHIPPED = (
    "outputs/2024-self-evaluation/2024年度财政项目支出绩效自评表.xlsx",
    "outputs/2026-targets/上海市数据局2026年度项目绩效目标汇总表.xlsx",
)
NOTHING = Pulled([], ["FORM: nothing to pull"], 0)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("form", SHIPPED, ids=["self-evaluation", "targets"])
def test_shipped_forms_say_what_the_inputs_say(root: Path, form: str) -> None:
    shipped(root)
    assert pull(file=form) == NOTHING
    edit(Path(form), lambda _book: None)  # openpyxl saves it
    assert pull(file=form) == NOTHING


@needs_libreoffice
@pytest.mark.parametrize("form", SHIPPED, ids=["self-evaluation", "targets"])
def test_shipped_forms_saved_by_libreoffice_say_what_the_inputs_say(root: Path, form: str) -> None:
    shipped(root)
    assert pull(file=saved_by_libreoffice(form, root)) == NOTHING


@needs_libreoffice
def test_edits_saved_by_libreoffice_come_back(root: Path) -> None:
    built(root)

    def change(book: Any) -> None:
        sheet = book["甲项目"]
        sheet["B11"], sheet["E6"], sheet["H14"] = "甲\n乙", 96.5, "另有原因"
        delete_row(sheet, 17)
        insert_row(sheet, 14, {"C": "新指标", "D": "≥3.00(个)", "E": "3.00(个)", "F": 5})

    edit(Path(FORM), change)
    saved = saved_by_libreoffice(FORM, root)
    assert pull("--write", file=saved).status == 0
    assert pull(file=saved) == NOTHING
    build()
    made, edited = contents()["甲项目"], contents(saved)["甲项目"]
    differing = {cell for cell in made.keys() | edited.keys() if made.get(cell) != edited.get(cell)}
    # rates and points are counted anew; they were not edited
    assert differing == {"G6", "G14", "G19", "H6"}


@pytest.mark.parametrize("kind", ["yaml", "excel"])
def test_the_edited_form_is_what_the_next_build_makes(root: Path, kind: str) -> None:
    built(root, kind)
    fill({"甲项目!F4": "乙处", "汇总!C4": "乙处", "甲项目!D14": "≥96.00(%)", "乙项目!H18": "略有结余"})
    edited = contents()
    assert pull("--write").status == 0
    build()
    assert contents() == edited


def test_every_build_of_one_input_is_the_same_and_tells_its_origin(root: Path) -> None:
    from generator import provenance

    built(root)
    first = files(root / "outputs")
    build()
    assert files(root / "outputs") == first
    origin = provenance.origin(Path(FORM).read_bytes())
    assert origin is not None
    assert origin.data is not None
    assert origin.template == provenance.digest(root / "templates/self-evaluation/workbook.xlsx")
    assert load_booklet(dict(origin.data)) == load_booklet(dict(data()))


def test_a_form_that_was_mailed_around_is_known_by_its_head(root: Path) -> None:
    built(root)
    mailed = root / "别处" / "改名.xlsx"
    mailed.parent.mkdir()
    mailed.write_bytes(Path(FORM).read_bytes())
    assert jixiao("pull", str(mailed)).status == 0
    head = root / "inputs" / NAME / "booklet.yaml"
    head.write_text(head.read_text("utf-8").replace("年度: 2024", "年度: 2025"), "utf-8")
    assert jixiao("pull", str(mailed)).status == 2


def test_what_is_for_the_checks_does_not_go_into_the_form(root: Path) -> None:
    from generator import provenance

    whole: Any = booklet(检查={"忽略": {"SCO102": "内部说明"}})
    whole["项目列表"][0]["绩效指标"][0]["检查"] = {"VAL104": "内部说明"}
    built(root, data=whole)
    assert data() == whole
    origin: Any = provenance.origin(Path(FORM).read_bytes())
    assert "内部说明" not in str(origin.data)
    assert pull() == NOTHING


def test_a_form_of_a_template_with_properties_of_its_own(root: Path) -> None:
    from openpyxl.packaging.custom import StringProperty

    built(root)

    def change(book: Any) -> None:
        book.custom_doc_props.append(StringProperty(name="密级", value="内部"))

    edit(root / "templates/self-evaluation/workbook.xlsx", change)
    build()
    assert load_workbook(FORM).custom_doc_props["密级"].value == "内部"
    assert pull() == NOTHING
    assert (root / INPUTS).is_dir()
